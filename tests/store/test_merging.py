"""Merging two people: nothing about either is lost, and undo parts them again."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect.errors import NotFoundError
from reflect.model import (
    VISIBILITIES,
    Answer,
    Entry,
    Need,
    NeedStep,
    Nouns,
    Person,
    Question,
    Standing,
)
from reflect.store.journal import Journal
from reflect.store.merging import merge_people

DAY = date(2025, 3, 3)
ASKED = Question("own/words", 1, "What of <person>?", "text")
NAMES = ("Ana", "Annie", "Ben", "ANA", "Bénédicte")

days = st.dates(date(2025, 1, 1), date(2025, 3, 3))
people = st.builds(
    Person,
    id=st.just(""),
    code=st.just(""),
    name=st.sampled_from(NAMES),
    aliases=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    relations=st.lists(days, max_size=2, unique=True).map(
        lambda since: tuple(Standing(day, "steady") for day in sorted(since))
    ),
    leads_others=st.booleans(),
    since=st.none() | days,
    left=st.none() | days,
    visibility=st.sampled_from(VISIBILITIES),
)
about = st.none() | st.integers(0, 2)
answers = st.lists(
    st.tuples(about, st.sampled_from(("answered", "open", "passed")), st.sampled_from(VISIBILITIES)), max_size=6
)
needs = st.lists(st.integers(0, 2), max_size=4)

State = tuple[Nouns, tuple[Entry, ...]]


def journal_in(folder: str) -> Journal:
    numbers = count(1)
    return Journal(
        Path(folder) / "journal.db",
        new_id=lambda: f"00000000-0000-7000-8000-{next(numbers):012d}",
        moment=lambda: "2025-03-03T17:00:00Z",
    )


def filled(
    journal: Journal,
    roster: list[Person],
    said: list[list[tuple[int | None, str, str]]],
    lacking: list[int],
) -> list[Person]:
    numbers = count(1)
    kept = [journal.keep_noun(person) for person in roster]
    for entry in said:
        own = tuple(
            Answer(
                f"a{next(numbers):011d}", ASKED.prompt, state, text=f"words {place}",  # type: ignore[arg-type]  # drawn from the states
                person=None if who is None else kept[who].code, visibility=visibility,  # type: ignore[arg-type]  # drawn from the visibilities
                made=None if who is None or place % 2 else kept[who].code,
            )
            for place, (who, state, visibility) in enumerate(entry)
        )  # fmt: skip
        journal.keep_entry(Entry(f"e{next(numbers):011d}", "weekly", DAY, answers=own), [ASKED] * len(own))
    for who in lacking:
        journal.keep_noun(Need("", "", kept[who].code, "a mentor", (NeedStep(DAY, "asked"),)))
    return kept


def state(journal: Journal) -> State:
    return journal.nouns(), tuple(journal.every_entry())


def by_person(found: State) -> tuple[Counter[str | None], Counter[str]]:
    nouns, entries = found
    return Counter(a.person for entry in entries for a in entry.answers), Counter(
        need.person for need in nouns.needs
    )


@settings(max_examples=60, deadline=None)
@given(roster=st.lists(people, min_size=3, max_size=3), said=st.lists(answers, max_size=3), lacking=needs)
def test_no_answer_is_lost_the_counts_add_up_and_undo_parts_them_again(
    roster: list[Person], said: list[list[tuple[int | None, str, str]]], lacking: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = journal_in(folder)
        kept, gone, other = filled(journal, roster, said, lacking)
        before = state(journal)
        merged = merge_people(journal, kept.id, gone.id)
        after = state(journal)
        (told, lacked), (tells, lacks) = by_person(before), by_person(after)
        assert (merged.answers, merged.needs) == (told[gone.code], lacked[gone.code])
        assert tells[kept.code] == told[kept.code] + told[gone.code]
        assert lacks[kept.code] == lacked[kept.code] + lacked[gone.code]
        assert tells[gone.code] == lacks[gone.code] == 0
        assert (tells[other.code], tells[None]) == (told[other.code], told[None])
        assert [[(a.id, a.text, a.state, a.visibility) for a in e.answers] for e in after[1]] == [
            [(a.id, a.text, a.state, a.visibility) for a in e.answers] for e in before[1]
        ]
        assert not [a for e in after[1] for a in e.answers if a.made == gone.code]
        one, third = after[0].people
        assert (third, one) == (other, merged.person)
        known = {name.casefold() for name in (one.name, *one.aliases)}
        assert {name.casefold() for p in (kept, gone) for name in (p.name, *p.aliases)} == known
        assert len(known) == 1 + len(one.aliases)
        assert one.left is None or (kept.left and gone.left)
        if "sealed" in (kept.visibility, gone.visibility):
            assert one.visibility == "sealed"
        journal.undo()
        assert state(journal) == before
        journal.close()


def test_the_one_who_stays_keeps_how_it_stands_and_the_one_who_goes_leaves_a_tombstone(tmp_path: Path) -> None:
    journal = journal_in(str(tmp_path))
    ana = journal.keep_noun(Person("", "", "Ana", relations=(Standing(DAY, "in repair"),), since=DAY))
    annie = journal.keep_noun(Person("", "", "Annie", relations=(Standing(DAY, "new"),), since=date(2025, 1, 1)))
    one = merge_people(journal, ana.id, annie.id).person
    assert (one.relation, one.since) == ("in repair", date(2025, 1, 1))
    assert journal.connection.execute("SELECT id, record FROM tombstones WHERE record = 'people'").fetchall() == [
        (annie.id, "people")
    ]
    with pytest.raises(NotFoundError):
        merge_people(journal, ana.id, annie.id)
    journal.undo()
    assert journal.connection.execute("SELECT count(*) FROM tombstones").fetchone() == (0,)
    journal.close()
