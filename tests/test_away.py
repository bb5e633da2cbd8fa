"""reflect away, and the other small things that are kept beside entries: focus, words, guesses."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect.errors import InputError
from reflect.exchange.read_jsonl import records_in
from reflect.exchange.records import Record
from reflect.exchange.write_jsonl import write_jsonl
from reflect.model import AllowedWord, Away, Focus, Guess, HiddenWord, Mark
from reflect.store.checking import wrong_checksums
from reflect.store.journal import Journal
from reflect.store.marks import TABLES
from reflect.store.schema import COLUMNS
from tests.conftest import Desk
from tests.exchange import journals as drawn

FIRST = date(2025, 1, 1)
NUMBERS = st.integers(0, 40)
SPANS = st.tuples(NUMBERS, st.integers(0, 10)).map(
    lambda span: (FIRST + timedelta(days=span[0]), FIRST + timedelta(days=span[0] + span[1]))
)


def begun(desk: Desk) -> Desk:
    """A desk with a conviction, and a daily on Monday 3 March 2025."""
    desk.run("convictions add --from -", given="No surprises")
    desk.run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    assert desk.code == 0, desk.err
    return desk


def spans(desk: Desk) -> list[tuple[str, str]]:
    desk.run("away --json")
    blocks = desk.json["sections"][0]["blocks"]
    return [(row["first"], row["last"]) for row in blocks[0].get("rows", [])]


def days(journal: Journal) -> set[date]:
    found: set[date] = set()
    for away in journal.away():
        found |= {away.first + timedelta(days=n) for n in range((away.last - away.first).days + 1)}
    return found


# ---- the command


def test_days_away_are_listed_by_their_first_day_with_the_workdays_they_take(desk: Desk) -> None:
    said = desk.run("away 2025-07-14..2025-07-25")
    assert (said.code, said.err) == (0, "Away: 14 – 25 Jul 2025, 10 workdays less.\n")
    desk.run("away 2025-W14")
    desk.run("away yesterday")
    assert spans(desk) == [
        ("2025-03-02", "2025-03-02"),
        ("2025-03-31", "2025-04-06"),
        ("2025-07-14", "2025-07-25"),
    ]
    listed = desk.run("away")
    assert listed.out.splitlines()[-1].split() == ["14", "Jul", "25", "Jul", "10"]


def test_saying_it_twice_keeps_it_once(desk: Desk) -> None:
    desk.run("away 2025-07-14..2025-07-25")
    again = desk.run("away 2025-07-15")
    assert again.err == "Away: 14 – 25 Jul 2025, 10 workdays less.\n"
    assert spans(desk) == [("2025-07-14", "2025-07-25")]


def test_days_in_the_middle_can_be_taken_out_and_undo_puts_them_back(desk: Desk) -> None:
    desk.run("away 2025-07-14..2025-07-25")
    removed = desk.run("away --remove 2025-07-17..2025-07-18")
    assert (removed.code, removed.err) == (0, "No longer away: 17 – 18 Jul 2025.\n")
    assert spans(desk) == [("2025-07-14", "2025-07-16"), ("2025-07-19", "2025-07-25")]
    assert desk.run("undo").err.startswith("Taken back: time away 2025-07-14: last 2025-07-25 → 2025-07-16")
    assert spans(desk) == [("2025-07-14", "2025-07-25")]
    desk.run("away --remove 2025")
    assert spans(desk) == []


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("away --remove 2025-08-01", 4, "You are not away on any of these days"),
        ("away --remove", 2, "--remove needs the days."),
        ("away 2025-07-25..2025-07-14", 3, "ends before it begins"),
        ("away 2025-07-14..2052-07-25", 3, "at most a year at a time"),
        ("away next week", 3, "names no period"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(desk: Desk, line: str, code: int, words: str) -> None:
    desk.run("away 2025-07-14..2025-07-25")
    refused = desk.run(line)
    assert refused.code == code
    assert words in refused.err
    assert spans(desk) == [("2025-07-14", "2025-07-25")]


def test_looking_at_the_days_away_makes_no_journal(desk: Desk) -> None:
    assert desk.run("away").code == 4
    assert desk.run("away --remove 2025-07-14").code == 4
    assert not desk.home.exists()


# ---- what it does


def test_before_noon_the_last_workday_is_one_on_which_she_was_there(desk: Desk) -> None:
    begun(desk).run("away 2025-03-04..2025-03-06")
    assert asked_about(desk.at("2025-03-07T09:00")) == "2025-03-07"
    desk.run("away --remove 2025-03-04")
    assert asked_about(desk.at("2025-03-07T09:00")) == "2025-03-04"


def asked_about(desk: Desk) -> Any:
    desk.run("daily --json")
    return desk.json["day"]


def test_an_answer_is_late_by_the_workdays_on_which_she_was_there(desk: Desk) -> None:
    begun(desk).run("away 2025-03-05..2025-03-06")
    friday = desk.at("2025-03-07T18:00")
    friday.run("daily --on 2025-03-04 --answers -", given={"convictions/lived": {"C1": 4}})
    entry = friday.journal().sitting("daily", date(2025, 3, 4))
    assert entry is not None
    assert not entry.late, "two days away lie between: Tuesday is the last workday"


def test_the_basis_counts_no_day_away_as_a_workday(desk: Desk) -> None:
    begun(desk).run("away 2025-03-04..2025-03-06")
    desk.at("2025-03-05T18:00").run("daily --answers -", given={"convictions/lived": {"C1": 5}})
    desk.at("2025-03-09T18:00").run("review this week --json")
    facts = {fact["key"]: fact["value"] for fact in desk.json["sections"][0]["blocks"][0]["facts"]}
    assert facts["workdays"] == {"n": 1, "of": 2}
    assert facts["other_days"] == 1


def test_an_absence_without_end_in_a_file_stops_nobody_from_writing(desk: Desk) -> None:
    begun(desk)
    for first, last in (("0001-01-01", "9999-12-31"), ("0001-01-01", "2025-12-31")):
        line = f'{{"record":"away","first":"{first}","last":"{last}"}}'
        assert desk.run("import jsonl -", given=line).code == 0
    morning = desk.at("2025-06-02T09:00")
    assert morning.run("daily --answers -", given={"convictions/lived": {"C1": 4}}).code == 0, morning.err
    assert morning.run("review").code == 0
    assert [entry.late for entry in morning.journal().every_entry()] == [False, False]


# ---- in the store


@settings(deadline=None, max_examples=40)
@given(
    acts=st.lists(st.tuples(st.sampled_from(["keep", "remove"]), SPANS), max_size=12),
)
def test_keeping_and_removing_spans_is_adding_and_taking_days(
    acts: list[tuple[str, tuple[date, date]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    journal = new_journal(tmp_path_factory)
    expected: set[date] = set()
    for act, (first, last) in acts:
        some = {first + timedelta(days=n) for n in range((last - first).days + 1)}
        if act == "keep":
            kept = journal.keep_away(first, last)
            assert kept.first <= first <= last <= kept.last
            expected |= some
        else:
            assert journal.remove_away(first, last) == bool(expected & some)
            expected -= some
        assert days(journal) == expected
    assert wrong_checksums(journal) == []
    journal.close()


def new_journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    numbers = iter(range(10_000))
    return Journal(
        tmp_path_factory.mktemp("home") / "journal.db",
        new_id=lambda: f"id-{next(numbers):05}",
        moment=lambda: "2025-03-03T17:00:00Z",
    )


def test_focus_words_and_guesses_are_kept_changed_and_undone(tmp_path_factory: pytest.TempPathFactory) -> None:
    journal = new_journal(tmp_path_factory)
    later = journal.keep_focus(Focus("", "small-gains", date(2025, 2, 3)))
    first = journal.keep_focus(Focus("", "step-back", date(2025, 1, 6), date(2025, 2, 2)))
    assert journal.focus() == (first, later)
    ended = journal.keep_focus(Focus(later.id, "small-gains", date(2025, 2, 3), date(2025, 2, 23)))
    assert journal.focus() == (first, ended)
    journal.undo()
    assert journal.focus() == (first, later)
    for word in ("meeting", "meeting", "Größe"):
        journal.hide_word(word)
        journal.allow_word(word)
    assert journal.hidden_words() == journal.allowed_words() == ("Größe", "meeting")
    guess = journal.keep_guess(Guess("", "2025-Q1", "2025-03-31T17:00:00Z", "kept", "8 of 10"))
    journal.keep_guess(Guess("", "2025-Q2", None, "kept", "all"))
    assert journal.guesses("2025-Q1") == (guess,)
    assert wrong_checksums(journal) == []
    journal.close()


def test_every_kind_has_a_table_whose_columns_are_its_fields() -> None:
    kinds = (Focus, Away, HiddenWord, AllowedWord, Guess)
    assert tuple(TABLES) == kinds
    for kind in kinds:
        assert COLUMNS[TABLES[kind]] == tuple(kind.__dataclass_fields__)


# ---- to and from files


def kinds_of_marks() -> tuple[st.SearchStrategy[Any], ...]:
    """Each kind, in the order of an export."""
    ends = st.tuples(drawn.days, drawn.days).map(sorted)
    return (
        st.builds(Focus, drawn.ids, drawn.words, drawn.days, st.none() | drawn.days),
        st.builds(lambda id_, two: Away(id_, *two), drawn.ids, ends),
        st.builds(HiddenWord, drawn.ids, drawn.words),
        st.builds(AllowedWord, drawn.ids, drawn.words),
        st.builds(Guess, drawn.ids, drawn.words, st.none() | drawn.moments, drawn.words, drawn.texts),
    )


def in_order(mark: Mark) -> tuple[Any, ...]:
    match mark:
        case Focus():
            return (mark.since, mark.id)
        case Guess():
            return (mark.period, mark.at or "", mark.question, mark.guess, mark.id)
        case Away():
            return (mark.first, mark.last, mark.id)
        case _:
            return (mark.word, mark.id)


def several(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    marks = st.lists(kind, max_size=4, unique_by=lambda mark: mark.id)
    return marks.map(lambda found: sorted(found, key=in_order))


MARKS = st.tuples(*map(several, kinds_of_marks())).map(lambda kinds: [mark for kind in kinds for mark in kind])


def taken_in(journal: Journal, file: bytes) -> Any:
    records = records_in(io.BytesIO(file), "a file")
    return journal.take_in(records, source="a file", wordings=lambda _prompt: None)


@settings(deadline=None, max_examples=40)
@given(marks=MARKS)
def test_a_lossless_file_gives_the_same_bytes_from_the_journal_that_took_it_in(
    marks: list[Mark], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = b"".join(write_jsonl(marks))
    journal = new_journal(tmp_path_factory)
    assert sum(taken_in(journal, file).marks.values()) == len(marks)
    assert list(journal.marks()) == marks
    assert b"".join(write_jsonl(journal.marks())) == file
    again = taken_in(journal, file)
    assert (dict(again.marks), dict(again.differing_marks)) == ({}, {})
    assert wrong_checksums(journal) == []
    journal.close()


LINES = b"""
{"record":"focus","pack":"small-gains","since":"2025-01-06"}
{"record":"away","first":"2025-07-14","last":"2025-07-25"}
{"record":"away","first":"2025-07-14","last":"2025-07-25"}
{"record":"hidden_word","word":"meeting"}
{"record":"allowed_word","word":"Kanban"}
{"record":"guess","period":"2025-Q1","question":"kept","guess":"all"}
"""


def test_without_ids_the_same_file_comes_in_once_and_what_was_deleted_stays_deleted(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    journal = new_journal(tmp_path_factory)
    assert sum(taken_in(journal, LINES).marks.values()) == 6
    assert not taken_in(journal, LINES).marks
    journal.remove_away(date(2025, 7, 14), date(2025, 7, 25))
    assert not taken_in(journal, LINES).marks
    assert journal.away() == ()
    journal.close()


def test_undo_takes_the_marks_of_an_import_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    journal = new_journal(tmp_path_factory)
    taken_in(journal, LINES)
    journal.undo()
    assert list(journal.marks()) == []
    journal.close()


def test_what_stands_here_is_left_as_it_is_and_the_difference_counted(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    journal = new_journal(tmp_path_factory)
    mine = journal.keep_focus(Focus("", "small-gains", date(2025, 1, 6), date(2025, 1, 26)))
    records: list[Record] = [
        Focus(mine.id, "small-gains", date(2025, 1, 6)),
        Focus("other", mine.pack, mine.since),
    ]
    taken = taken_in(journal, b"".join(write_jsonl(records)))
    assert (dict(taken.marks), dict(taken.differing_marks)) == ({"focus": 1}, {"focus": 1})
    assert mine in journal.focus()
    journal.close()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"record":"away","first":"2025-07-25","last":"2025-07-14"}', "lies before first"),
        ('{"record":"away","first":"2025-07-25"}', "last is missing"),
        ('{"record":"focus","pack":"step-back","since":"January"}', "since is"),
        ('{"record":"hidden_word","word":" "}', "word is"),
        ('{"record":"gues","period":"2025-Q1"}', "Did you mean guess?"),
    ],
)
def test_what_is_wrong_in_a_file_is_refused_by_its_line(
    line: str, sentence: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    journal = new_journal(tmp_path_factory)
    with pytest.raises(InputError, match=f"a file, line 2: .*{sentence}".replace("?", r"\?")):
        taken_in(journal, b'{"record":"journal","format":1}\n' + line.encode())
    journal.close()


def test_days_away_travel_with_an_export_and_stand_before_the_entries(desk: Desk, tmp_path: Path) -> None:
    begun(desk).run("away 2025-07-14..2025-07-25")
    exported = desk.run("export").out
    records = [line.partition(",")[0] for line in exported.splitlines()]
    assert records[-2:] == ['{"record":"away"', '{"record":"entry"']
    other = Desk(tmp_path / "other")
    imported = other.run("import jsonl -", given=exported)
    assert imported.code == 0, imported.err
    assert "1 time away" in imported.err
    assert other.run("export").out == exported
