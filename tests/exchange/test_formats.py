"""Every format there is: what is read is kept, written and read again as the same; what is hostile is refused."""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect.errors import InputError, NotFoundError
from reflect.exchange import READERS, WRITERS, folder_writer, reader, writer
from reflect.exchange.read_jsonl import records_in
from reflect.exchange.reading import Reading
from reflect.exchange.records import Record
from reflect.model import Answer, Conviction, Entry, Question, Wording
from reflect.safe_text import clean
from reflect.store.journal import Journal
from tests.conftest import Desk
from tests.exchange.journals import Drawn, journals, texts
from tests.exchange.samples import every_file, file_of, read, reading_of, text_of
from tests.exchange.test_jsonl_round_trip import everything, new_journal, no_pack

QUESTIONS = {
    "note": Question("note", 1, "A note.", "text"),
    "mine/mood": Question("mine/mood", 1, "Mood?", "scale"),
}
NOTE = st.builds(lambda text: Answer("", "note", text=text), st.one_of(texts, st.text(max_size=300)))


def said(journal: Journal) -> list[tuple[object, ...]]:
    """What the entries of a journal say, whatever their ids are."""
    return sorted(
        (
            e.day,
            e.at or "",
            e.zone or "",
            e.kind,
            e.origin,
            e.tags,
            *((a.prompt, a.value, a.text) for a in e.answers),
        )
        for e in journal.every_entry()
    )


@pytest.mark.parametrize("format_", READERS)
def test_what_a_reader_finds_is_kept_exported_and_read_back_as_the_same(format_: str, tmp_path: Path) -> None:
    """And the file brings nothing a second time, from this zone or from another."""
    reading = file_of(tmp_path, format_)
    with closing(new_journal(str(tmp_path))) as first, closing(new_journal(str(tmp_path))) as second:
        taken = first.take_in(reader(format_)(reading), source="a file", wordings=QUESTIONS.get)
        assert taken.entries > 0
        assert {entry.origin for entry in first.every_entry()} == {"" if format_ == "jsonl" else format_}
        file = b"".join(writer("jsonl")(everything(first)))
        second.take_in(records_in(io.BytesIO(file), "a file"), source="a file", wordings=no_pack)
        assert said(second) == said(first)
        assert b"".join(writer("jsonl")(everything(second))) == file
        for zone in ("Europe/Berlin", "Asia/Tokyo"):
            reading.zone = zone
            again = first.take_in(reader(format_)(reading), source="a file", wordings=QUESTIONS.get)
            assert (again.entries, again.here) == (0, taken.entries)


@pytest.mark.parametrize("format_", WRITERS)
@given(drawn=journals())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_journal_can_be_written_in_every_format(format_: str, drawn: Drawn) -> None:
    document = b"".join(writer(format_)(drawn.records)).decode("utf-8")
    match format_:
        case "jsonl":
            assert [record for _, record in records_in(io.BytesIO(document.encode()), "x")] == drawn.records
        case "json":
            lines = "\n".join(json.dumps(record) for record in json.loads(document)["records"])
            assert [record for _, record in records_in(io.BytesIO(lines.encode()), "x")] == drawn.records
        case "csv":
            rows = list(csv.reader(io.StringIO(document, newline="")))
            assert len(rows) == 1 + sum(max(1, len(entry.answers)) for entry in drawn.entries)
            assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r\n]", cell)]
        case "markdown":
            assert document.count("\n# ") == len({entry.day for entry in drawn.entries})
        case "html":
            assert acting(document) == []
        case _:
            raise AssertionError(f"{format_} is written, and nothing says what it must keep")


class _Acting(HTMLParser):
    """What of a page is more than text and its plain marking."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        plain = {"html", "head", "meta", "title", "style", "body", "main", "section", "article", "time"}
        if tag not in plain | {"h1", "h2", "h3", "p"} or any(
            n in ("src", "href") or n[:2] == "on" for n, _ in attrs
        ):
            self.found.append(tag)


def acting(document: str) -> list[str]:
    parser = _Acting()
    parser.feed(document)
    return parser.found


NOTES = st.lists(
    st.builds(
        lambda day, at, tags, answer: Entry(
            "", "note", day, at, "UTC" if at else None, tags=tags, answers=(answer,)
        ),
        st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        st.none(),
        st.lists(st.from_regex(r"[a-zé-]{1,8}", fullmatch=True), max_size=2, unique=True).map(tuple),
        NOTE,
    ),
    min_size=1,
    max_size=4,
).map(lambda notes: sorted(notes, key=lambda entry: entry.day))


@given(notes=NOTES)
@settings(deadline=None, max_examples=200)
def test_notes_in_markdown_are_read_back_to_the_same_days_words_and_tags(
    notes: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """From one file, and from a folder of daily notes."""
    folder = tmp_path_factory.mktemp("notes")
    wanted = [(entry.day, clean(text_of(entry)).split(), entry.tags) for entry in notes]
    file = folder / "all.md"
    file.write_bytes(b"".join(writer("markdown")(notes)))
    for name, content in folder_writer("markdown")(notes):
        (folder / "daily").mkdir(exist_ok=True)
        (folder / "daily" / name).write_bytes(content)
    for path in (file, folder / "daily"):
        found = read("markdown", path)
        assert [(entry.day, text_of(entry).split(), entry.tags) for entry in found] == wanted


def test_a_daily_note_has_front_matter_headings_and_her_words_without_effect() -> None:
    entry = Entry(
        "e",
        "daily",
        date(2025, 9, 30),
        "2025-09-30T16:05:00Z",
        "Europe/Berlin",
        tags=("starred", "two words"),
        answers=(
            Answer("a", "mine/lived", value=4, conviction="C1"),
            Answer("b", "note", text="# Not a heading\n<script>x</script>"),
            Answer("c", "mine/lived", state="passed", conviction="C1"),
        ),
    )
    records: list[Record] = [
        Question("mine/lived", 1, "How far did you live “<conviction>”?", "scale", ("a", "b", "c", "much", "e")),
        Conviction("x", "C1", (Wording(date(2025, 1, 1), "No surprises"),)),
        entry,
    ]
    ((name, content),) = folder_writer("markdown")(records)
    assert name == "2025-09-30.md"
    assert (
        content.decode()
        == """\
---
reflect: 1
date: 2025-09-30
tags: ["starred", "two words"]
---

# 2025-09-30

## 18:05 daily

*Tags: starred, two words*

### How far did you live “No surprises”?

No surprises: 4 much

\\# Not a heading·
&lt;script>x&lt;/script>
""".replace("·", "  ")
    )


# ---- what must not come in


HOSTILE: dict[str, tuple[bytes, str]] = {
    "utf-16": ("2025-09-30 ä".encode("utf-16"), "line 1, byte 1 (0xFF): the file is UTF-16, not UTF-8"),
    "utf-16-le": ("2025-09-30 ä".encode("utf-16-le"), "the file is UTF-16, not UTF-8"),
    "latin-1": (b"\n\nabc \xe4 x", "line 3, byte 5 (0xE4): this is not UTF-8, but perhaps Latin-1"),
    "windows": (b"\nab \x93x", "line 2, byte 4 (0x93): this is not UTF-8, but perhaps Windows-1252"),
    "cut": (b'{"entries": [{"text": "\xf0\x9f', "(0xF0): this is not UTF-8"),
    "nul": (b"\nab\0c", "line 2, byte 3: a NUL byte stands here"),
    "long line": (b'{"x": "' + b"x" * 5_000_000, "MB"),
    "nested": (b'{"a":' * 10_000, "too deeply"),
    "large": (b"x" * 999 + b"\n", "is larger than 64 MB"),
}
MEANT = {
    "nested": ("jsonl", "dayone", "jrnl"),
    "large": ("dayone", "jrnl", "markdown", "csv", "daylio"),
    "cut": ("dayone", "jsonl", "markdown"),
}
CASES = [(what, format_) for what in HOSTILE for format_ in MEANT.get(what, tuple(READERS))]


@pytest.mark.parametrize(("what", "format_"), CASES)
def test_what_is_hostile_is_refused_in_a_sentence_with_nothing_imported(
    what: str, format_: str, tmp_path: Path
) -> None:
    content, sentence = HOSTILE[what]
    if content[:1] == b"\n" and format_ in ("csv", "daylio"):
        content = b"date,note" + content
    path = tmp_path / "2025-09-30.txt"
    with path.open("wb") as file:
        file.write(content)
        if what == "large":
            file.truncate(64_000_001)  # a file with a hole: large, and no room taken
    with pytest.raises(InputError) as refused:
        list(reader(format_)(reading_of(str(path), format_)))
    assert sentence in refused.value.message
    assert "2025-09-30.txt" in refused.value.message


@pytest.mark.parametrize("format_", READERS)
def test_a_file_that_is_not_there_is_named(format_: str, tmp_path: Path) -> None:
    for path in (str(tmp_path / "nowhere"), str(tmp_path / ("x" * 300)), "a\0b"):
        with pytest.raises(NotFoundError, match="There is no file"):
            list(reader(format_)(reading_of(path, format_)))


BEGINNINGS = {
    "jsonl": ['{"record":"entry","kind":"note","day":"2025-09-30","answers":[{"prompt":"note","text":"', "{", ""],
    "jrnl": [
        "[2025-09-30 18:05] ",
        "[03/04/2025] ",
        '{"entries":[{"date":"2025-09-30","title":"',
        '{"entries":[',
        "",
    ],
    "dayone": [
        '{"entries":[{"creationDate":"2025-09-30T10:00:00Z","timeZone":"',
        '{"entries":[{"text":',
        "PK\3\4",
        "",
    ],
    "markdown": ["---\ntags: ", "# 2025-09-30 ", "## 18:05\n", "---\nreflect: 1\n---\n# 2025-09-30\n## ", ""],
    "csv": ["date,mood,note\n2025-09-30,4,", "date,mood,note\n", "date,mood,note\n0", ""],
    "daylio": [
        "full_date,date,time,mood,activities,note\n2025-09-30,x,18:05,rad,",
        "date,time,mood,activities,note\n",
        "",
    ],
}


@pytest.mark.parametrize("format_", READERS)
@given(data=st.data())
@settings(deadline=None, max_examples=150)
def test_whatever_a_file_holds_a_reader_gives_entries_or_a_sentence(
    format_: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing but InputError comes out, and every entry can be written as JSON Lines."""
    begun = data.draw(st.sampled_from(BEGINNINGS[format_])).encode()
    signs = st.text(st.sampled_from("0123456789-/.:,;\"'[]{}#*@\\ \n\r\t=+abTZé🧭\u2028"), max_size=80)
    more = data.draw(
        st.one_of(signs, st.text(max_size=80)).map(lambda text: text.encode("utf-8", "replace")) | st.binary()
    )
    path = tmp_path_factory.mktemp("fuzz") / data.draw(st.sampled_from(["2025-09-30.md", "x.md", "31-12-2025.md"]))
    path.write_bytes(begun + more)
    reading = reading_of(str(path), format_)
    reading.timeformats = data.draw(st.sampled_from([(), ("%d/%m/%Y",)]))
    if format_ in ("csv", "markdown"):
        reading.scales = {"mood": "mine/mood"}
    try:
        found = [record for _, record in reader(format_)(reading)]
    except InputError:
        return
    whole = [named(record, number) if isinstance(record, Entry) else record for number, record in enumerate(found)]
    file = b"".join(writer("jsonl")(whole))
    assert [record for _, record in records_in(io.BytesIO(file), "x")] == whole


def named(entry: Entry, number: int) -> Entry:
    """The entry with ids, as a journal gives them."""
    answers = tuple(replace(answer, id=f"{number}.{place}") for place, answer in enumerate(entry.answers))
    return replace(entry, id=str(number), answers=answers)


def test_bombs_are_refused_in_little_time_and_memory(tmp_path: Path) -> None:
    """In a process of its own that may take half a gigabyte of addresses."""
    import zipfile

    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("Journal.json", "w") as member:
        for _ in range(1000):
            member.write(b" " * 1_000_000)
    many = tmp_path / "many.json"
    many.write_bytes(b'{"entries": [' + b"{}," * 20_000_000)
    for path in (bomb, many):
        command = [
            sys.executable,
            "-m",
            "reflect",
            "--home",
            str(tmp_path / "home"),
            "import",
            "dayone",
            str(path),
        ]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (512_000_000, 512_000_000)),
        )
        assert done.returncode == 3, done.stderr
        assert done.stderr.startswith(f"reflect: {path.name}")


# ---- through the door


def test_a_dry_run_shows_what_the_file_holds_and_what_of_it_would_come_in(desk: Desk, tmp_path: Path) -> None:
    reading = file_of(tmp_path, "dayone")
    desk.run(["import", "dayone", reading.path, "--dry-run"])
    assert desk.code == 0
    assert re.search(r"note +2 +1 +1 Oct +2 Oct", desk.out)
    assert "photos and other media, left out" in desk.out
    assert "2 entries would come in (1 answer)." in desk.err
    assert not desk.home.exists()


def test_a_column_goes_to_a_question_of_a_pack_and_no_other(desk: Desk, tmp_path: Path) -> None:
    path = file_of(tmp_path, "csv").path
    line = ["import", "csv", path, "--day", "date", "--text", "note", "--scale"]
    assert desk.run([*line, "mood=mine/mood"]).code == 3
    assert "no pack asks 'mine/mood'" in desk.err
    assert desk.run([*line, "mood=convictions/demonstration"]).code == 3
    assert "is a text, and takes no rating" in desk.err
    assert desk.run([*line, "mood"]).code == 2
    assert not desk.home.exists()


def test_an_option_that_a_format_does_not_take_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert desk.run(["import", "dayone", file_of(tmp_path, "dayone").path, "--timeformat", "%d/%m/%Y"]).code == 2
    assert "--timeformat does not go with dayone." in desk.err
    assert "It goes with jrnl, markdown, csv, daylio." in desk.err


def test_moods_of_her_own_are_asked_once_each_at_the_terminal(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    rows = "\n".join(
        f"2025-09-{day},x,18:05,{mood},," for day, mood in ((28, "fizzy"), (29, "so-so"), (30, "fizzy"))
    )
    path.write_text(f"full_date,date,time,mood,activities,note\n{rows}\n")
    assert desk.run(["import", "daylio", str(path)]).code == 3
    assert "moods of your own: fizzy, so-so." in desk.err
    desk.answering("5", "2").run(["import", "daylio", str(path)])
    assert "3 entries came in (3 answers)." in desk.err
    lines = [json.loads(line) for line in desk.run("export").out.splitlines()]
    assert [line["answers"][0]["value"] for line in lines if line["record"] == "entry"] == [5, 2, 5]


def test_sealed_words_leave_in_no_format_but_jsonl(desk: Desk, tmp_path: Path) -> None:
    secret = '{"prompt":"note","text":"secret words","visibility":"sealed"}'
    line = '{"record":"entry","kind":"note","day":"2025-09-30","answers":[{"prompt":"note","text":"open"}, %s]}'
    noun = '{"record":"person","code":"P1","name":"Hidden","visibility":"sealed"}'
    desk.run("import jsonl -", given=f"{noun}\n{line % secret}")
    for format_ in WRITERS:
        desk.run(["export", "--format", format_])
        assert desk.code == 0
        assert ("secret words" in desk.out) == ("Hidden" in desk.out) == (format_ == "jsonl"), format_
        assert ("included" in desk.err) == (format_ == "jsonl")
        assert "1 sealed person and 1 sealed answer" in desk.err
    desk.run(["export", "--format", "markdown", "-o", f"{tmp_path}/notes/"])
    assert "secret words" not in (tmp_path / "notes" / "2025-09-30.md").read_text()


def test_a_folder_is_written_whole_or_not_at_all_and_replaces_nothing_unasked(desk: Desk, tmp_path: Path) -> None:
    desk.run(["import", "jrnl", file_of(tmp_path, "jrnl").path])
    notes = tmp_path / "notes"
    line = ["export", "--format", "markdown", "-o", f"{notes}/"]
    assert desk.run(line).code == 0
    assert [path.name for path in every_file(notes)] == ["2025-09-29.md", "2025-09-30.md"]
    assert {path.stat().st_mode & 0o777 for path in every_file(notes)} == {0o600}
    (notes / "2025-09-29.md").unlink()
    (notes / "2025-09-30.md").write_text("mine")
    assert desk.run(line).code == 6
    assert [path.name for path in every_file(notes)] == ["2025-09-30.md"]
    assert (notes / "2025-09-30.md").read_text() == "mine"
    assert desk.run([*line, "--force"]).code == 0
    assert [path.name for path in every_file(notes)] == ["2025-09-29.md", "2025-09-30.md"]
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (notes / "2025-09-30.md").unlink()
    (notes / "2025-09-30.md").symlink_to(victim)
    assert desk.run([*line, "--force"]).code == 6
    assert victim.read_text() == "precious"
    assert desk.run(["export", "--format", "csv", "-o", f"{notes}/"]).code == 2


def test_a_failure_in_a_later_file_of_a_folder_keeps_everything_out(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "2025-09-29.md").write_text("Fine.")
    (tmp_path / "2025-09-30.md").write_bytes(b"Not \xe4 fine.")
    assert desk.run(["import", "markdown", str(tmp_path)]).code == 3
    assert "2025-09-30.md, line 1, byte 5 (0xE4)" in desk.err
    assert '"record":"entry"' not in desk.run("export").out


def test_a_long_reading_says_how_far_it_is(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here with a second that has already gone by; in a pipe, as lines with counts."""
    monkeypatch.setattr("reflect.cli.progress.QUIET", 0.0)
    path = tmp_path / "journal.txt"
    path.write_text("\n".join(f"[2025-09-30 18:05] Entry {number}.\n" for number in range(500)))
    desk.run(["import", "jrnl", str(path)])
    assert re.search(r"Reading: 200 records, \d+% …", desk.err)
    assert "500 entries came in" in desk.err


def test_a_reading_of_its_own_tells_no_share_before_it_is_opened() -> None:
    assert Reading("x").share() is None
