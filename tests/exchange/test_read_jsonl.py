"""JSON Lines is read as people and programs write it; what is wrong is refused by file, line and key."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from reflect.errors import InputError
from reflect.exchange.plain_text import LONGEST
from reflect.exchange.read_jsonl import records_in
from reflect.exchange.records import Record
from reflect.model import (
    Answer,
    Commitment,
    Conviction,
    Disconnect,
    Entry,
    Need,
    NeedStep,
    Person,
    Question,
    Standing,
    Wording,
)

ENTRY = '{"record":"entry","kind":"note","day":"2025-07-01","answers":[{"prompt":"note"%s}]}'


def read(file: str | bytes) -> list[Record]:
    data = file if isinstance(file, bytes) else file.encode()
    return [record for _, record in records_in(io.BytesIO(data), "journal.jsonl")]


def note(keys: str) -> str:
    return '{"record":"entry","kind":"note","day":"2025-07-01",' + keys + "}"


def answered(keys: str) -> str:
    return ENTRY % ("," + keys)


def test_the_samples_of_the_format_are_read_with_nearly_everything_missing() -> None:
    day = date(2025, 1, 6)
    assert read(
        """
{"record":"conviction","code":"C1","kind":"value","statement":"No surprises","importance":5,\
"since":"2025-01-06","retired":null}
{"record":"person","code":"P1","name":"Ana","aliases":["Annie"],"relation":"steady","leads_others":false,\
"since":"2025-01-06","left":null}
{"record":"commitment","code":"K1","cue":"a number is red","act":"ask","due":"2025-08-01","made":"2025-07-01",\
"outcome":"kept","closed":"2025-08-01"}
{"record":"disconnect","code":"D1","kind":"disconnect","scope":"larger","text":"…","opened":"2025-02-01"}
{"record":"need","code":"N1","person":"Ana","kind":"do the job","text":"…","asked":"2025-05-01","state":"met"}
{"record":"entry","kind":"gain","day":"2025-07-02","answers":[\
{"prompt":"small-gains/given","person":"Ana","choice":"thanks","text":"…"}]}
"""
    ) == [
        Conviction("", "C1", (Wording(day, "No surprises", 5),), "value"),
        Person("", "P1", "Ana", ("Annie",), (Standing(day, "steady"),), leads_others=False, since=day),
        Commitment(
            "", "K1", "ask", date(2025, 7, 1), "a number is red", date(2025, 8, 1), "kept", date(2025, 8, 1)
        ),
        Disconnect("", "D1", "disconnect", "larger", "…", date(2025, 2, 1)),
        Need("", "N1", "Ana", "…", (NeedStep(date(2025, 5, 1), "met"),), "do the job"),
        Entry(
            "",
            "gain",
            date(2025, 7, 2),
            answers=(Answer("", "small-gains/given", person="Ana", choice="thanks", text="…"),),
        ),
    ]


def test_windows_line_ends_a_byte_order_mark_and_empty_lines_are_read() -> None:
    line = answered('"text":"x"').encode()
    assert len(read(b"\xef\xbb\xbf" + line + b"\r\n\r\n  \n" + line)) == 2


def test_lines_are_counted_with_the_empty_ones_and_the_journal_line() -> None:
    file = f'{{"record":"journal","format":1}}\n\n{answered("")}'.replace(",}", "}")
    assert [line for line, _ in records_in(io.BytesIO(file.encode()), "x")] == [3]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2025-07-01T16:05:00Z", "2025-07-01T16:05:00Z"),
        ("2025-07-01T16:05:00.5Z", "2025-07-01T16:05:00.5Z"),
        ("2025-07-01T18:05:00+02:00", "2025-07-01T16:05:00Z"),
        ("2025-07-01T18:05+02:00", "2025-07-01T16:05:00Z"),
        ("2025-06-30T23:30:00.250-05:00", "2025-07-01T04:30:00.250000Z"),
    ],
)
def test_a_moment_with_an_offset_becomes_one_in_utc(written: str, kept: str) -> None:
    (entry,) = read(f'{{"record":"entry","kind":"note","day":"2025-07-01","at":"{written}"}}')
    assert isinstance(entry, Entry)
    assert entry.at == kept


def test_wordings_come_in_the_order_of_their_days() -> None:
    (conviction,) = read(
        '{"record":"conviction","wordings":[{"since":"2025-02-01","statement":"b"},'
        '{"since":"2025-01-01","statement":"a","importance":3}]}'
    )
    assert isinstance(conviction, Conviction)
    assert [wording.statement for wording in conviction.wordings] == ["a", "b"]


def test_a_wording_that_comes_with_an_answer_is_a_question_of_its_own_before_the_entry() -> None:
    """Once for each wording, with a kind that fits what the first answer holds."""
    asked = [("how", '"value":4'), ("how", '"value":2'), ("what", '"text":"x"')]
    lines = [
        f'{{"record":"entry","kind":"k","day":"2025-07-01","answers":[{{"prompt":"mine/a","asked":"{a}",{v}}}]}}'
        for a, v in asked
    ]
    found = read("\n".join(lines))
    questions = [record for record in found if isinstance(record, Question)]
    versions = [record.answers[0].version for record in found if isinstance(record, Entry)]
    assert questions == [Question("mine/a", 1, "how", "scale"), Question("mine/a", 2, "what", "text")]
    assert versions == [1, 1, 2]


WRONG: list[tuple[str, str]] = [
    (answered('"converction":"C1"'), "line 1: answer 1: unknown key 'converction'. Did you mean conviction?"),
    ('{"record":"entry","kind":"note","dya":"2025-07-01"}', "line 1: unknown key 'dya'. Did you mean day?"),
    ('{"record":"entri","day":"2025-07-01"}', "line 1: unknown record 'entri'. Did you mean entry?"),
    ('{"kind":"note","day":"2025-07-01"}', "line 1: record is missing."),
    ('{"record":7}', "line 1: unknown record '7'."),
    ('{"record":"entry","kind":"note"}', "line 1: day is missing."),
    ('{"record":"entry","kind":"note","day":null}', "line 1: day is missing."),
    ('{"record":"entry","kind":"","day":"2025-07-01"}', 'line 1: kind is "", not a text with something in it.'),
    ('{"record":"entry","kind":"note","day":"2025-02-30"}', 'day is "2025-02-30", not a day, as 2025-09-30.'),
    ('{"record":"entry","kind":"note","day":"20250701"}', 'line 1: day is "20250701", not a day'),
    ('{"record":"entry","kind":"note","day":20250701}', "line 1: day is 20250701, not a day"),
    (
        note('"at":"2025-07-01T16:05:00"'),
        'line 1: at is "2025-07-01T16:05:00", not a moment with its offset, as 2025-09-30T16:05:00Z or',
    ),
    (note('"at":"9999-12-31T23:59:00-05:00"'), "line 1: at is"),
    (note('"late":1'), "line 1: late is 1, not true or false."),
    (note('"tags":"a"'), 'line 1: tags is "a", not a list of texts.'),
    (note('"answers":{}'), "line 1: answers is {}, not a list of objects."),
    (note('"answers":[{"text":"x"}]'), "line 1: answer 1: prompt is missing."),
    (answered('"value":6'), "line 1: answer 1: value is 6, not a whole number from 1 to 5."),
    (answered('"value":4.0'), "line 1: answer 1: value is 4.0, not a whole number from 1 to 5."),
    (answered('"value":true'), "line 1: answer 1: value is true, not a whole number from 1 to 5."),
    (answered('"value":0'), 'for "no occasion" write "state":"none"'),
    (answered('"value":NaN'), "line 1: NaN is no number that JSON knows."),
    (answered('"value":' + "9" * 5000), "line 1: a number has too many digits."),
    (answered('"state":"pased"'), "not answered, passed, none or open. Did you mean passed?"),
    (answered('"visibility":"secret"'), 'visibility is "secret", not private, coach or sealed.'),
    (answered('"id":"two words"'), 'answer 1: id is "two words", not an id'),
    (answered('"text":"a","text":"b"'), "line 1: the key 'text' stands twice in one object."),
    (answered('"text":["a"]'), 'text is ["a"], not text.'),
    ('{"record":"person","name":"Ana","relation":"steddy"}', "not new, steady or in repair. Did you mean steady?"),
    ('{"record":"person","name":"Ana","relation":"in repair"}', "since is missing: the day from which"),
    ('{"record":"person","name":"Ana","code":"C1"}', 'code is "C1", not P and a number, as P1.'),
    ('{"record":"person","name":"Ana","code":"P01"}', 'code is "P01", not P and a number, as P1.'),
    ('{"record":"conviction","since":"2025-01-01"}', "line 1: statement is missing."),
    ('{"record":"conviction","wordings":[]}', "wordings is [], not a list with something in it."),
    (
        '{"record":"conviction","statement":"a","wordings":[{"since":"2025-01-01","statement":"a"}]}',
        "statement stands beside wordings, which hold it already.",
    ),
    (
        '{"record":"disconnect","kind":"disconnect","scope":"wide","text":"x","opened":"2025-01-01"}',
        'scope is "wide", not self, immediate or larger.',
    ),
    ('{"record":"need","person":"Ana","text":"x"}', "line 1: asked is missing."),
    ('{"record":"question","prompt":"a/b","asked":"x","kind":"txt"}', "Did you mean text?"),
    ('{"record":"question","prompt":"a/b","asked":"x","kind":"text","version":0}', "version is 0, not a whole"),
    ('{"record":"journal","format":2}', "line 1: the file has format 2, and this reflect reads format 1; upgrade"),
    ('{"record":"journal"}\n{"record":"journal"}', "line 2: a second file begins here"),
    ("[1]", "line 1: this is no record."),
    ('"entry"', "line 1: this is no record."),
    ('{"record":"entry",', "line 1: not JSON (expecting property name enclosed in double quotes, character 19)."),
    ('{\n"record":"journal"\n}', "line 1: not JSON"),
    ("[" * 100_000, "line 1: lists or objects stand in each other too deeply."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "sentence"), WRONG, ids=[sentence[:60] for _, sentence in WRONG])
def test_what_is_wrong_is_said_with_its_line_and_key(file: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        read(file)
    assert refused.value.message.startswith("journal.jsonl, line ")
    assert sentence in refused.value.message
    assert refused.value.message.endswith((".", "?"))


BYTES: list[tuple[bytes, str]] = [
    (b'{"record":"journal"}\n{"record":"entry","kind":"\xe4"}',
     "line 2, byte 27 (0xE4): this is not UTF-8, but perhaps Latin-1."),
    (b'{"record":"entry","kind":"\xed\xa0\x80"}', "line 1, byte 27 (0xED): this is not UTF-8"),
    (b'{"record":"entry","kind":"a\0b"}', "journal.jsonl, line 1, byte 28: a NUL byte stands here;"),
    ('{"record":"journal"}'.encode("utf-16"), "line 1, byte 1 (0xFF): the file is UTF-16, not UTF-8."),
    ('{"record":"journal"}'.encode("utf-16-be"), "line 1, byte 1 (0x00): the file is UTF-16, not UTF-8."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "sentence"), BYTES, ids=[sentence for _, sentence in BYTES])
def test_bytes_that_are_no_text_are_refused_where_they_stand(file: bytes, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        read(file)
    assert sentence in refused.value.message


def test_a_line_of_one_megabyte_is_read_and_a_longer_one_is_not_even_looked_at() -> None:
    empty = answered('"text":""')
    whole = answered(f'"text":"{"x" * (LONGEST - len(empty))}"')
    assert len(whole) == LONGEST
    assert len(read(whole + "\r\n" + whole)) == 2
    with pytest.raises(InputError, match="line 2: the line is longer than 1 MB"):
        read(whole + "\n" + "x" * (LONGEST + 1))


def test_a_file_without_an_end_is_read_in_bounded_pieces() -> None:
    """Ten gigabytes without a line break are refused after the first."""

    class Endless(io.RawIOBase):
        given = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 < size < 2 * LONGEST
            self.given += size
            return b"x" * size

    stream: Any = Endless()
    with pytest.raises(InputError, match="line 1: the line is longer than 1 MB"):
        list(records_in(stream, "endless"))
    assert stream.given < 2 * LONGEST
