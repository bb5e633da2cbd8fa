"""Taking back, and how far back: what the history forgets, and that no code is ever given twice."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from reflect.errors import NotFoundError, RefusedError
from reflect.model import Answer, Commitment, Entry, Person, Question, Standing
from reflect.store.journal import Journal
from reflect.store.merging import merge_people

DAY = date(2025, 3, 3)
TEXT = Question("daily/text", 1, "What did you do?", "text")
_ids = count(1)


class Shelf:
    """A journal that is opened for one thing after the other, as commands do, on days that the test sets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.day = "2025-03-03"

    def opened(self) -> closing[Journal]:
        journal = Journal(self.path, new_id=lambda: f"id-{next(_ids):08d}", moment=lambda: f"{self.day}T17:00:00Z")
        return closing(journal)

    def person(self, name: str) -> Person:
        with self.opened() as journal:
            return journal.keep_noun(Person("", "", name, relations=(Standing(DAY, "steady"),), since=DAY))

    def entry(self, id_: str, text: str, person: str | None = None) -> Entry:
        entry = Entry(id_, "note", DAY, answers=(Answer(f"{id_}-a", TEXT.prompt, text=text, person=person),))
        with self.opened() as journal:
            journal.keep_entry(entry, [TEXT])
        return entry

    def delete(self, entry: Entry, *, for_good: bool = False) -> None:
        with self.opened() as journal:
            journal.delete(entry, None, for_good=for_good)

    def undo(self) -> None:
        with self.opened() as journal:
            journal.undo()

    def words(self) -> str:
        """All that the history holds."""
        with self.opened() as journal:
            return "\n".join(row[0] for row in journal.connection.execute(
                "SELECT before FROM changes WHERE before IS NOT NULL"))  # fmt: skip

    def texts(self) -> set[str | None]:
        with self.opened() as journal:
            return {answer.text for entry in journal.every_entry() for answer in entry.answers}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "journal.db")


@pytest.mark.parametrize(("day", "kept"), [("2025-03-10", True), ("2025-03-11", False)])
def test_seven_days_after_it_was_deleted_the_next_write_forgets_its_words(
    shelf: Shelf, day: str, kept: bool
) -> None:
    shelf.delete(shelf.entry("e", "xylophone"))
    shelf.day = day
    assert "xylophone" in shelf.words()
    shelf.person("Ana")
    assert ("xylophone" in shelf.words()) is kept


def test_undo_stops_in_a_sentence_where_the_words_are_forgotten(shelf: Shelf) -> None:
    """What is older rests on what was forgotten, so that it is no longer taken back either."""
    shelf.person("Ana")
    shelf.delete(shelf.entry("e", "xylophone", person="P1"))
    shelf.day = "2025-03-20"
    shelf.person("Ben")
    shelf.undo()
    with pytest.raises(NotFoundError, match="nothing more to take back"):
        shelf.undo()
    with shelf.opened() as journal:
        assert [person.name for person in journal.nouns().people] == ["Ana"]


def test_what_was_deleted_and_brought_back_keeps_its_history(shelf: Shelf) -> None:
    shelf.delete(shelf.entry("e", "xylophone"))
    shelf.undo()
    shelf.day = "2025-03-19"
    with shelf.opened() as journal:
        journal.keep_answer("e", Answer("e-a", TEXT.prompt, text="trumpet"), TEXT)
    shelf.day = "2025-03-20"
    shelf.undo()
    assert shelf.texts() == {"xylophone"}


def test_what_takes_the_place_of_a_deleted_entry_keeps_its_history(shelf: Shelf) -> None:
    """A table gives the number of its last row again."""
    shelf.delete(shelf.entry("e", "xylophone"))
    shelf.entry("f", "trumpet")
    shelf.day = "2025-03-19"
    with shelf.opened() as journal:
        journal.keep_answer("f", Answer("f-a", TEXT.prompt, text="horn"), TEXT)
    shelf.day = "2025-03-20"
    shelf.undo()
    assert shelf.texts() == {"trumpet"}


def test_deleting_for_good_leaves_what_was_written_since_to_be_taken_back(shelf: Shelf) -> None:
    first, second = shelf.entry("e", "xylophone"), shelf.entry("f", "trumpet")
    shelf.delete(first, for_good=True)
    assert "xylophone" not in shelf.words()
    shelf.delete(second)
    shelf.undo()
    assert shelf.texts() == {"trumpet"}
    with pytest.raises(NotFoundError):
        shelf.undo()


def test_what_later_words_rest_on_is_not_taken_back_and_nothing_changes(shelf: Shelf) -> None:
    """A draft is no line of history, so that the person it names may be the last change."""
    shelf.entry("e", "xylophone")
    shelf.person("Ana")
    with shelf.opened() as journal:
        journal.keep_draft("e", Answer("e-b", TEXT.prompt, "open", text="half", person="P1"), TEXT)
    with pytest.raises(RefusedError, match="rests on it"):
        shelf.undo()
    with shelf.opened() as journal:
        assert [person.name for person in journal.nouns().people] == ["Ana"]


@pytest.mark.parametrize("days_later", ["2025-03-03", "2025-06-01"])
def test_a_code_that_was_given_is_never_given_again(shelf: Shelf, days_later: str) -> None:
    """Not after a merge, nor when the history has forgotten the name."""
    ana, annie = shelf.person("Ana"), shelf.person("Annie")
    with shelf.opened() as journal:
        merge_people(journal, ana.id, annie.id)
    shelf.day = days_later
    assert shelf.person("Ben").code == "P3"
    assert shelf.person("Chi").code == "P4"
    assert ("Annie" in shelf.words()) is (days_later == "2025-03-03")


def test_codes_are_counted_for_each_kind(shelf: Shelf) -> None:
    shelf.person("Ana")
    with shelf.opened() as journal:
        assert journal.keep_noun(Commitment("", "", "ask first", DAY)).code == "K1"


def test_looking_for_old_words_reads_what_was_removed_alone(shelf: Shelf) -> None:
    """Every command that writes asks; a history of years must not cost it anything."""
    from reflect.store import old_words

    with shelf.opened() as journal:
        plan = journal.connection.execute(f"EXPLAIN QUERY PLAN {old_words.OLD}", ("2025-03-03", "-7 days"))
        steps = [row[3] for row in plan.fetchall()]
    assert steps
    assert not [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
