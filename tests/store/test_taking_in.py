"""Taking in: nothing twice, nothing lost, nothing of hers changed, and all of it or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reflect.errors import InputError
from reflect.model import (
    NOTE_PROMPT,
    Answer,
    Commitment,
    Conviction,
    Disconnect,
    Entry,
    Need,
    NeedStep,
    Noun,
    Person,
    Question,
    Standing,
    Wording,
)
from reflect.store.checking import wrong_checksums
from reflect.store.journal import Journal
from reflect.store.taking_in import Taken
from tests.store.conftest import DAY, opened

LATER = date(2025, 4, 4)
LIVED = Question("convictions/lived", 1, "How far?", "grid", ("1", "2"), "up")
MOMENT = "2025-03-03T17:00:00Z"


def packs(prompt: str) -> Question | None:
    return {"note": NOTE_PROMPT.question, LIVED.prompt: LIVED}.get(prompt)


def take(journal: Journal, *records: Question | Noun | Entry, dry_run: bool = False) -> Taken:
    return journal.take_in(enumerate(records, 1), source="a file", wordings=packs, dry_run=dry_run)


def note(text: str, id_: str = "", **more: str) -> Entry:
    return Entry(id_, "note", DAY, MOMENT, answers=(Answer("", "note", text=text, **more),))  # type: ignore[arg-type]  # only texts are given


def conviction(code: str, statement: str, id_: str = "") -> Conviction:
    return Conviction(id_, code, (Wording(DAY, statement),))


def texts(journal: Journal) -> list[str | None]:
    return [answer.text for entry in journal.every_entry() for answer in entry.answers]


@pytest.fixture
def empty(path: Path) -> Iterator[Journal]:
    with closing(opened(path)) as made:
        yield made


# ---- entries: which are new


def test_entries_without_ids_come_in_once_however_often_the_file_is_read(empty: Journal) -> None:
    assert take(empty, note("a"), note("b")).entries == 2
    assert take(empty, note("b"), note("a"), note("c")) == Taken(entries=1, answers=1, here=2)


def test_two_entries_that_say_the_same_stay_two(empty: Journal) -> None:
    assert take(empty, note("a"), note("a")).entries == 2
    again = take(empty, note("a"), note("a"), note("a"))
    assert (again.entries, again.here) == (1, 2)


def test_ids_are_the_same_in_every_journal(empty: Journal, tmp_path: Path) -> None:
    take(empty, note("a"))
    with closing(opened(tmp_path / "other" / "journal.db")) as other:
        take(other, note("b"), note("a"))
        (here,), (_, there) = (
            empty.every_entry(),
            sorted(other.every_entry(), key=lambda e: e.answers[0].text or ""),
        )
        assert {here.id} < {entry.id for entry in other.every_entry()}
        assert here.answers[0].id in {entry.answers[0].id for entry in other.every_entry()}
        assert there.answers[0].text == "b"
        assert here.id[14] == "8"  # a UUID made of a hash


def test_an_entry_without_an_id_is_known_by_what_it_says_not_by_the_codes_of_its_file(empty: Journal) -> None:
    one = Entry("", "daily", DAY, answers=(Answer("", LIVED.prompt, value=4, conviction="C1"),))
    take(empty, conviction("C1", "No surprises"), one)
    other_code = replace(one, answers=(replace(one.answers[0], conviction="C7"),))
    assert take(empty, conviction("C7", "no  surprises"), other_code).here == 1
    assert take(empty, conviction("C1", "Another"), one).entries == 1


def test_the_same_id_with_other_words_is_kept_apart_and_only_once(empty: Journal) -> None:
    take(empty, note("a", "e1"))
    apart = take(empty, note("changed", "e1"))
    assert (apart.entries, apart.apart) == (1, ["2025-03-03 note"])
    assert sorted(map(str, texts(empty))) == ["a", "changed"]
    assert take(empty, note("changed", "e1"), note("a", "e1")) == Taken(here=2)


def test_who_may_see_an_answer_makes_it_no_other_answer(empty: Journal) -> None:
    take(empty, note("a", "e1"))
    assert take(empty, note("a", "e1", visibility="coach")) == Taken(here=1)


def test_what_was_deleted_stays_deleted(empty: Journal) -> None:
    take(empty, note("with an id", "e1"), note("without"), note("stays"))
    for entry in list(empty.every_entry()):
        if entry.answers[0].text != "stays":
            empty.delete(entry, None)
    assert take(empty, note("with an id", "e1"), note("without"), note("stays")) == Taken(here=1, deleted=2)
    assert texts(empty) == ["stays"]


def test_an_answer_that_was_deleted_stays_deleted_and_its_entry_is_the_same(empty: Journal) -> None:
    two = Entry("e1", "note", DAY, answers=(Answer("a1", "note", text="x"), Answer("a2", "note", text="y")))
    take(empty, two)
    empty.delete(two, two.answers[0])
    assert take(empty, two) == Taken(here=1)
    assert texts(empty) == ["y"]


def test_an_answers_id_that_another_entry_has_is_replaced(empty: Journal) -> None:
    twice = tuple(Answer("a1", "note", text=text) for text in "xy")
    take(empty, Entry("e1", "note", DAY, answers=twice), Entry("e2", "note", DAY, answers=twice))
    ids = [answer.id for entry in empty.every_entry() for answer in entry.answers]
    assert len(set(ids)) == 4
    assert texts(empty) == ["x", "y", "x", "y"]


# ---- nouns: which they are here


def test_codes_are_those_of_the_file_and_become_those_of_the_journal(journal: Journal) -> None:
    """The journal's C1 is another conviction, so the file's becomes C2, and its answers go with it."""
    answer = Answer("", LIVED.prompt, value=2, conviction="C1", person="P1")
    taken = take(
        journal,
        conviction("C1", "Say it first"),
        Person("", "P1", "annie"),
        Entry("new", "daily", LATER, answers=(answer,)),
    )
    assert [c.code for c in journal.nouns().convictions] == ["C1", "C2"]
    kept = journal.entry("new").answers[0]
    assert (kept.conviction, kept.person) == ("C2", "P1")  # Annie is an alias of Annika, P1
    assert taken.nouns == {"convictions": 1}


def test_a_noun_that_stands_is_left_as_it_is_and_reported(journal: Journal) -> None:
    before = journal.nouns()
    taken = take(
        journal,
        Conviction("c", "C9", (Wording(LATER, "Reworded"),)),
        Person("", "P4", "ANNIKA", leads_others=False),
        Commitment("", "K1", "ask first", DAY, "a number is red", LATER, "partly", DAY),
        Disconnect("", "D1", "disconnect", "larger", "bonuses", DAY, DAY, "talked"),
        Need("", "N1", "P4", "a mentor", (NeedStep(DAY, "asked"), NeedStep(LATER, "met")), "advance"),
    )
    assert journal.nouns() == before
    assert taken.differing == ["C1", "P1", "K1", "N1"]
    assert not taken.nouns


def test_two_people_of_one_name_stay_two(empty: Journal) -> None:
    take(empty, Person("x", "P1", "Ana"), Person("y", "P2", "Ana"))
    assert take(empty, Person("", "P1", "Ana"), Person("", "P2", "Ana")) == Taken()
    assert [person.id for person in empty.nouns().people] == ["x", "y"]


def test_a_code_with_a_gap_before_it_stays(empty: Journal) -> None:
    take(empty, conviction("C3", "a"), conviction("C8", "b"), conviction("", "c"))
    assert [c.code for c in empty.nouns().convictions] == ["C3", "C8", "C9"]


def test_an_unknown_name_joins_the_roster_once(empty: Journal) -> None:
    taken = take(empty, note("a", person="Ben "), note("b", person="ben"))
    assert taken.joined == ["Ben"]
    (ben,) = empty.nouns().people
    assert (ben.code, ben.name) == ("P1", "Ben")
    assert {answer.person for entry in empty.every_entry() for answer in entry.answers} == {"P1"}


def test_a_name_in_an_entry_that_is_here_already_joins_nobody(empty: Journal) -> None:
    take(empty, Entry("e1", "note", DAY, answers=(Answer("", "note", text="a"),)))
    assert take(empty, note("x", "e1", person="Ben")).joined == ["Ben"]  # kept apart: it is stored
    people = empty.nouns().people
    assert take(empty, note("x", "e1", person="Ben")) == Taken(here=1)
    assert empty.nouns().people == people


def test_a_name_that_only_the_journal_knows_still_means_the_person_of_the_file(journal: Journal) -> None:
    taken = take(journal, Person("", "P1", "Annika"), note("a", person="annie"))
    assert not taken.joined
    assert len(journal.nouns().people) == 1


def test_another_person_of_a_name_that_is_taken_is_somebody_new(empty: Journal) -> None:
    """The first one of the file is the one who stands here; the second is not her as well."""
    take(empty, Person("x", "P1", "Ana"))
    taken = take(empty, Person("y", "P1", "Ana"), Person("z", "P2", "Ana"))
    assert taken.nouns == {"people": 1}
    assert [person.id for person in empty.nouns().people] == ["x", "z"]


def test_a_person_renamed_here_does_not_join_again_under_the_old_name(empty: Journal) -> None:
    take(empty, note("a", "e1"), note("x", "e1", person="Ben"))
    (ben,) = empty.nouns().people
    empty.keep_noun(replace(ben, name="Benjamin"))
    taken = take(empty, note("a", "e1"), note("x", "e1", person="Ben"))
    assert (taken.here, taken.joined) == (2, [])


def test_a_noun_that_was_deleted_stays_deleted_and_answers_lose_it(empty: Journal) -> None:
    with empty.writing():
        empty._rows.bury("c", "convictions")
    take(empty, conviction("C1", "gone", "c"), note("a", "e1", conviction="C1"))
    assert not empty.nouns().convictions
    assert empty.entry("e1").answers[0].conviction is None


def test_answers_make_no_nouns_but_point_to_those_of_the_file(empty: Journal) -> None:
    made = Commitment("k", "K4", "ask", DAY)
    take(empty, made, Entry("e", "daily", DAY, answers=(Answer("a", "note", made="K4"),)))
    assert empty.entry("e").answers[0].made == "K4"
    assert empty.connection.execute("SELECT made FROM answers").fetchone() == ("k",)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer("", "note", person="P3"), "no person P3 stands above this line"),
        (Answer("", "note", person="C1"), "no person C1 stands above this line"),
        (Answer("", "note", conviction="C2"), "no conviction C2 stands above this line"),
        (Answer("", "note", conviction="Nothing of it"), "no conviction says 'Nothing of it'"),
        (Answer("", "note", made="K7"), "no noun K7 stands above this line"),
        (Answer("", "mine/own"), "no pack asks 'mine/own'"),
    ],
)
def test_a_reference_to_nothing_is_refused_by_line_and_keeps_everything_out(
    empty: Journal, answer: Answer, sentence: str
) -> None:
    """The codes of the journal itself do not count, and what came before the line goes as well."""
    with pytest.raises(InputError) as refused:
        take(empty, conviction("C1", "a"), note("a"), Entry("", "note", DAY, answers=(answer,)))
    assert refused.value.message.startswith(f"a file, line 3: {sentence}")
    assert empty.is_empty()
    assert not empty.questions()
    assert take(empty, note("a")).entries == 1  # and the journal can be written as before


# ---- wordings


def test_the_files_own_wording_comes_before_that_of_the_packs(empty: Journal) -> None:
    old = Question(LIVED.prompt, 1, "As it was", "grid", ("x", "y"))
    take(empty, old, Entry("e", "daily", DAY, answers=(Answer("", LIVED.prompt, value=3),)))
    assert empty.questions() == (old,)


def test_another_wording_of_a_version_that_is_taken_gets_the_next_one(empty: Journal) -> None:
    take(empty, LIVED)
    old = Question(LIVED.prompt, 1, "As it was", "grid")
    take(empty, old, Entry("e", "daily", DAY, answers=(Answer("", LIVED.prompt, value=3),)))
    answer = empty.entry("e").answers[0]
    assert answer.version == 2
    assert empty.question(LIVED.prompt, 2).asked == "As it was"


# ---- the journal after it


def test_a_dry_run_counts_and_leaves_nothing(journal: Journal) -> None:
    before = (list(journal.every_entry()), journal.nouns(), journal.questions())
    taken = take(journal, conviction("C5", "new"), note("a", person="Ben"), dry_run=True)
    assert (taken.entries, taken.joined, taken.nouns) == (1, ["Ben"], {"convictions": 1, "people": 1})
    assert (list(journal.every_entry()), journal.nouns(), journal.questions()) == before


def test_what_came_in_is_found_by_its_words_and_so_is_what_is_written_later(journal: Journal) -> None:
    """The index is filled at the end of an import, and row by row again after it."""
    take(journal, note("gooseberry"))
    journal.keep_entry(note("blackberry", "later"), [NOTE_PROMPT.question])
    journal.connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, answers_fts, row)")
    terms = dict(journal.connection.execute("SELECT term, cnt FROM temp.terms"))
    assert {term: terms.get(term) for term in ("gooseberri", "blackberri", "board", "heard")} == {
        "gooseberri": 1, "blackberri": 1, "board": 1, "heard": 1,
    }  # fmt: skip


def test_an_import_is_one_line_of_history_and_one_step_to_take_back(journal: Journal) -> None:
    before = list(journal.every_entry())
    lines = journal.connection.execute("SELECT count(*) FROM changes").fetchone()[0]
    take(journal, note("a"), note("b"), conviction("C4", "new"))
    take(journal, note("a"))  # brings nothing, and so leaves nothing to take back
    assert journal.connection.execute("SELECT count(*) FROM changes").fetchone()[0] == lines + 1
    journal.undo()
    assert list(journal.every_entry()) == before
    assert take(journal, note("a")).entries == 1


def test_every_row_that_came_in_carries_its_checksum(empty: Journal) -> None:
    standing = (Standing(DAY, "steady"),)
    take(
        empty, conviction("C1", "a"), Person("", "P1", "Ana", relations=standing), note("\ud800 half", person="P1")
    )
    assert not wrong_checksums(empty)


def test_half_characters_come_in_and_stay_what_they_are(empty: Journal, path: Path) -> None:
    half = Entry("e", "note", DAY, tags=("\udcff",), answers=(Answer("a", "note", text="cut \ud83e\0 off"),))
    take(empty, conviction("C1", "\ud800"), half)
    assert empty.entry("e") == half
    with closing(opened(path, create=False)) as again:
        assert again.entry("e") == half
        assert again.nouns().convictions[0].statement == "\ud800"
    assert take(empty, half) == Taken(here=1)
