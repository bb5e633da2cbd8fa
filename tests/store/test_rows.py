"""Writes: one transaction each that takes the lock first; a checksum a row; a history of what was before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reflect.errors import JournalError
from reflect.model import Answer, Conviction, Entry, Need, NeedStep, Wording
from reflect.store.checking import wrong_checksums
from reflect.store.journal import Journal
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS
from tests.conftest import Desk, Leave
from tests.store.conftest import DAY, GRID, TEXT, one_of_each, opened


@contextmanager
def traced(journal: Journal) -> Iterator[list[str]]:
    """The statements that the journal sends to SQLite, those of triggers left out."""
    statements: list[str] = []
    journal.connection.set_trace_callback(lambda line: statements.append(" ".join(line.split())))
    yield statements
    journal.connection.set_trace_callback(None)
    statements[:] = [line for line in statements if not line.startswith("--")]


def _is_write(statement: str) -> bool:
    return statement.partition(" ")[0] in ("INSERT", "UPDATE", "DELETE", "REPLACE")


WRITES: dict[str, Callable[[Journal], object]] = {
    "an answer": lambda j: j.keep_answer("e", Answer("a1", TEXT.prompt, text="told them all"), TEXT),
    "a new answer": lambda j: j.keep_answer("e", Answer("a9", GRID.prompt, value=2, conviction="C1"), GRID),
    "a draft": lambda j: j.keep_draft("e", Answer("a1", TEXT.prompt, "open", text="told th"), TEXT),
    "an entry": lambda j: j.keep_entry(Entry("e2", "note", DAY, answers=(Answer("b", TEXT.prompt),)), (TEXT,)),
    "a noun": lambda j: j.keep_noun(replace(j.nouns().people[0], name="Anni", relations=())),
    "wordings": lambda j: j.keep_noun(
        Conviction("c", "C1", (Wording(DAY, "No surprises", 5), Wording(DAY + timedelta(9), "None at all")))
    ),
    "steps": lambda j: j.keep_noun(
        Need("n", "N1", "P1", "a mentor", (NeedStep(DAY, "asked"), NeedStep(DAY, "met")), "advance")
    ),
}


@pytest.mark.parametrize("write", WRITES)
def test_every_write_is_one_transaction_that_takes_the_lock_first(journal: Journal, write: str) -> None:
    journal.nouns()
    with traced(journal) as statements:
        WRITES[write](journal)
    begins = [line for line in statements if line.startswith("BEGIN")]
    ends = [line for line in statements if line.startswith(("COMMIT", "END", "ROLLBACK"))]
    assert (begins, ends) == (["BEGIN IMMEDIATE"], ["COMMIT"])
    written = [place for place, line in enumerate(statements) if _is_write(line)]
    assert written
    assert statements.index("BEGIN IMMEDIATE") < min(written)
    assert max(written) < statements.index("COMMIT")


@pytest.mark.parametrize("write", WRITES)
def test_every_checksum_is_right_after_every_kind_of_write(journal: Journal, write: str) -> None:
    assert wrong_checksums(journal) == []
    WRITES[write](journal)
    assert wrong_checksums(journal) == []


def test_in_a_sitting_each_answer_is_committed_before_the_next_question(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another program sees at each question is what was answered so far."""
    for statement in ("No surprises", "Those nearest decide"):
        desk.run("convictions add --from -", given=statement)
    sitting = desk.answering("Told the board.", ([4, 2], ["none"]))
    script = sitting.script
    assert script is not None
    seen: list[list[tuple[str, str | None, int | None]]] = []

    def looking() -> None:
        with closing(sqlite3.connect(desk.home / "journal.db")) as other:
            query = "SELECT state, text, value FROM answers ORDER BY place"
            seen.append(other.execute(query).fetchall())

    grid = script.grid

    def grid_that_looks(ask, rated, tallied):  # type: ignore[no-untyped-def]  # as the script's own
        looking()

        def rated_that_looks(name: str, rating: int | None) -> None:
            rated(name, rating)
            looking()

        return grid(ask, rated_that_looks, tallied)

    monkeypatch.setattr(script, "grid", grid_that_looks)
    sitting.run("daily")
    assert sitting.code == 0, sitting.err
    states = [[state for state, _, _ in rows] for rows in seen]
    assert states == [
        ["answered", "open", "open", "open"],
        ["answered", "answered", "open", "open"],
        ["answered", "answered", "answered", "open"],
    ]
    assert seen[0][0][1] == "Told the board."
    assert [row[2] for row in seen[2]] == [None, 4, 2, None]


def test_the_half_typed_answer_is_durable_and_no_line_of_history(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.answering(Leave()).run("daily")
    with closing(desk.journal()) as journal:
        before = journal.connection.execute("SELECT count(*) FROM changes").fetchone()
        answer = next(a for a in journal.entries(DAY, DAY)[0].answers if a.state == "open")
        entry = journal.entries(DAY, DAY)[0].id
        question = journal.question(answer.prompt, answer.version)
        for typed in ("I", "I told", "I told the bo"):
            journal.keep_draft(entry, replace(answer, text=typed), question)
            with closing(sqlite3.connect(journal.path)) as other:
                assert other.execute("SELECT text FROM answers WHERE id = ?", (answer.id,)).fetchone() == (typed,)
        assert journal.connection.execute("SELECT count(*) FROM changes").fetchone() == before


def _history(journal: Journal) -> list[tuple[str, str, dict[str, object] | None]]:
    lines = journal.connection.execute("SELECT act, record, before FROM changes ORDER BY key")
    return [(act, record, json.loads(before) if before else None) for act, record, before in lines]


def test_the_history_holds_what_was_before_each_change_and_removal(journal: Journal) -> None:
    known = len(_history(journal))
    assert {act for act, _, _ in _history(journal)} == {"add"}
    journal.keep_answer("e", Answer("a1", TEXT.prompt, text="told them all"), TEXT)
    rows = _rows_of(journal)
    key = rows.key_of("commitments", "k")
    assert key is not None
    with rows.writing():
        rows.remove("commitments", key)
    changed, removed = _history(journal)[known:]
    assert changed[:2] == ("change", "answers")
    assert changed[2] is not None
    assert (changed[2]["text"], changed[2]["choice"]) == ("told the board early", "costly")
    assert removed[:2] == ("remove", "commitments")
    assert removed[2] is not None
    assert set(removed[2]) == set(COLUMNS["commitments"])
    assert removed[2]["act"] == "ask first"
    tombstones = journal.connection.execute("SELECT id, record FROM tombstones").fetchall()
    assert tombstones == [("k", "commitments")]


def test_what_goes_with_a_removed_row_is_in_the_history_too(journal: Journal) -> None:
    """SQLite would cascade without a word."""
    rows = _rows_of(journal)
    known = len(_history(journal))
    key = rows.key_of("entries", "e")
    assert key is not None
    with rows.writing():
        rows.remove("entries", key)
    lines = _history(journal)[known:]
    assert [(act, record) for act, record, _ in lines] == [("remove", "answers")] * 3 + [("remove", "entries")]
    assert [before["id"] for _, _, before in lines if before] == ["a1", "b2", "c3", "e"]
    tombstones = journal.connection.execute("SELECT id FROM tombstones ORDER BY id").fetchall()
    assert tombstones == [("a1",), ("b2",), ("c3",), ("e",)]


def test_one_write_is_one_batch_of_history(journal: Journal) -> None:
    with journal.writing():
        journal.keep_answer("e", Answer("a1", TEXT.prompt, text="one"), TEXT)
        journal.keep_answer("e", Answer("c3", TEXT.prompt, text="two"), TEXT)
    batches = journal.connection.execute("SELECT batch FROM changes ORDER BY key DESC LIMIT 2").fetchall()
    assert len(set(batches)) == 1


def test_a_write_that_changes_nothing_writes_nothing(journal: Journal) -> None:
    before = _history(journal)
    journal.keep_noun(journal.nouns().people[0])
    assert _history(journal) == before


def test_where_one_of_several_writes_fails_none_is_stored(journal: Journal) -> None:
    class Interrupt(BaseException):
        pass

    def several() -> None:
        with journal.writing():
            journal.keep_answer("e", Answer("a1", TEXT.prompt, text="half of it"), TEXT)
            raise Interrupt

    with pytest.raises(Interrupt):
        several()
    assert journal.entry("e").answers[0].text == "told the board early"
    assert not journal.connection.in_transaction
    journal.keep_answer("e", Answer("a1", TEXT.prompt, text="all of it"), TEXT)
    assert journal.entry("e").answers[0].text == "all of it"


@pytest.mark.parametrize("text", ["cut off \ud83d", "\udc00", "nul \0 inside", "naïve 🙂", "\x1b[31mred"])
def test_every_text_comes_back_as_it_was_typed(path: Path, text: str) -> None:
    with closing(opened(path)) as journal:
        one_of_each(journal)
        journal.keep_draft("e", Answer("a1", TEXT.prompt, "open", text=text), TEXT)
        journal.keep_answer("e", Answer("a1", TEXT.prompt, text=text + "!"), TEXT)
    with closing(opened(path)) as journal:
        assert journal.entry("e").answers[0].text == text + "!"
        assert wrong_checksums(journal) == []


def test_text_that_is_text_no_more_is_damage_and_shows_none_of_it(journal: Journal) -> None:
    journal.connection.execute("UPDATE answers SET text = CAST(x'746F6C64FF' AS TEXT) WHERE id = 'a1'")
    with pytest.raises(JournalError, match="is damaged") as caught:
        journal.entry("e")
    assert "told" not in caught.value.message + caught.value.hint


def test_two_programs_that_store_the_same_new_question_store_it_once(path: Path) -> None:
    with closing(opened(path)) as one, closing(opened(path)) as other:
        assert not one.questions()
        assert not other.questions()
        one.keep_entry(Entry("e1", "daily", DAY, answers=(Answer("x", TEXT.prompt, text="a"),)), (TEXT,))
        other.keep_entry(Entry("e2", "daily", DAY, answers=(Answer("y", TEXT.prompt, text="b"),)), (TEXT,))
        assert one.connection.execute("SELECT count(*) FROM questions").fetchone() == (1,)


def _rows_of(journal: Journal) -> Rows:
    return Rows(journal.connection, journal.path, iter(f"r{n}" for n in range(99)).__next__, lambda: "now")


def test_the_words_of_a_text_are_found_however_often_it_was_changed(journal: Journal) -> None:
    """The index must lose what went, and keep what stayed."""

    def found(word: str) -> bool:
        query = "SELECT 1 FROM answers_fts WHERE answers_fts MATCH ? AND rowid = 1"
        return journal.connection.execute(query, (word,)).fetchone() is not None

    for text in (None, "we", "we spoke", "we spoke of elephants", "we spoke of zebras", None, "we met"):
        journal.keep_draft("e", Answer("a1", TEXT.prompt, "open", text=text), TEXT)
        for word in ("we", "spoke", "elephants", "zebras", "met"):
            assert found(word) == (word in (text or "").split()), (word, text)
    indexed = journal.connection.execute("SELECT id FROM answers_fts_docsize ORDER BY id").fetchall()
    texts = journal.connection.execute("SELECT key FROM answers WHERE text IS NOT NULL ORDER BY key").fetchall()
    assert indexed == texts
