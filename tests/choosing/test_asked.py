"""The "since when" questions in the store: right whatever was written, and by index however much there is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect.choosing import Settled
from reflect.model import Answer, Commitment, Conviction, Entry, Person, Prompt, State, Wording
from reflect.store import asked
from reflect.store.journal import Journal

DAY = date(2025, 3, 3)
PLAIN = Prompt("room-to-fail/horizon", "How much?", "text", "", cadence="weekly")
ABOUT = Prompt("small-gains/tomorrow", "<person>: what?", "text", "", cadence="daily", about="person")
HELD = Prompt("convictions/values", "What?", "text", "", cadence="quarterly", about="conviction")
GIVEN = Prompt(asked.GIVEN, "To whom?", "person", "")
DUE = Prompt("daily/due-commitment", "How did it go?", "choice", "")

_count = itertools.count(1)


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    path: Path = tmp_path_factory.mktemp("home") / "journal.db"
    journal = Journal(path, new_id=lambda: f"id-{next(_count):08d}", moment=lambda: "2025-03-03T17:00:00Z")
    for n in (1, 2, 3):
        journal.keep_noun(Person(f"p{n}", f"P{n}", f"Name {n}"))
        journal.keep_noun(Conviction(f"c{n}", f"C{n}", (Wording(DAY, f"Belief {n}"),)))
    journal.keep_noun(Commitment("k1", "K1", "ask first", DAY))
    yield journal
    journal.close()


def write(journal: Journal, day: date, prompt: Prompt, state: State = "answered", **fields: str | None) -> None:
    answer = Answer(f"a{next(_count)}", prompt.id, state, **fields)  # type: ignore[arg-type]  # the fields are texts
    journal.keep_entry(Entry(f"e{next(_count)}", "daily", day, answers=(answer,)), [prompt.question])


def emptied(journal: Journal) -> Journal:
    with journal.writing():
        journal.connection.execute("DELETE FROM entries")
    return journal


ROWS = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.sampled_from([PLAIN, ABOUT, HELD]),
        st.sampled_from(["answered", "passed", "none", "open"]),
        st.integers(1, 3),
        st.integers(1, 2),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, before=st.integers(0, 20))
def test_only_earlier_days_count_and_nothing_that_stayed_open(
    journal: Journal, rows: list[tuple[int, Prompt, State, int, int]], before: int
) -> None:
    """So a plan is a function of earlier days alone: whatever a day's own answers are, they change nothing."""
    emptied(journal)
    day = DAY + timedelta(days=before)
    days: dict[str, date] = {}
    subjects: dict[tuple[str, str], date] = {}
    for number, prompt, state, subject, version in rows:
        then = DAY + timedelta(days=number)
        worded = Prompt(prompt.id, f"{prompt.asked} {version}", prompt.kind, "", version, about=prompt.about)
        person = f"P{subject}" if prompt.about == "person" else None
        conviction = f"C{subject}" if prompt.about == "conviction" else None
        write(journal, then, worded, state, person=person, conviction=conviction)
        if then < day and state != "open":
            days[prompt.id] = max(then, days.get(prompt.id, then))
            if code := person or conviction:
                subjects[prompt.id, code] = max(then, subjects.get((prompt.id, code), then))
    found = journal.asked([PLAIN, ABOUT, HELD], day)
    assert (found.prompts, found.subjects) == (days, subjects)


def test_the_last_gain_of_each_person_counts_even_while_its_form_is_open(journal: Journal) -> None:
    emptied(journal)
    write(journal, DAY, GIVEN, person="P1", choice="thanks")
    write(journal, DAY + timedelta(days=2), GIVEN, "open", person="P1", choice="idea")
    write(journal, DAY + timedelta(days=3), GIVEN, person="P2", choice="nobody")
    write(journal, DAY + timedelta(days=9), GIVEN, person="P3", choice="thanks")
    assert journal.last_gains(DAY + timedelta(days=9)) == {"P1": DAY + timedelta(days=2)}


def test_the_last_word_about_a_commitment_is_found_by_its_code(journal: Journal) -> None:
    emptied(journal)
    assert journal.settled({DUE.id}, "K1") is None
    write(journal, DAY, DUE, made="K1", choice="later")
    write(journal, DAY + timedelta(days=8), DUE, made="K1", choice="kept")
    write(journal, DAY + timedelta(days=9), DUE, "open", made="K1")
    write(journal, DAY + timedelta(days=9), PLAIN, made="K1", choice="other")
    assert journal.settled({DUE.id}, "K1") == Settled(DAY + timedelta(days=8), "kept")
    assert journal.times_chosen(DUE.id, "K1", "later") == 1
    assert journal.settled({DUE.id}, "no-such-entry") is None


def test_the_last_answer_about_a_person_is_theirs(journal: Journal) -> None:
    emptied(journal)
    write(journal, DAY, ABOUT, person="P1", text="thank her")
    write(journal, DAY + timedelta(days=1), ABOUT, person="P2", text="ask him")
    write(journal, DAY + timedelta(days=2), ABOUT, "passed", person="P1")
    found = journal.latest_about(ABOUT.id, "P1", DAY + timedelta(days=5))
    assert found is not None
    assert (found[0], found[1].text) == (DAY, "thank her")
    assert journal.latest_about(ABOUT.id, "P3", DAY + timedelta(days=5)) is None


QUERIES = {name: query for name, query in vars(asked).items() if isinstance(query, str) and "SELECT" in query[:6]}


def test_all_queries_of_the_module_are_looked_at() -> None:
    assert {
        "LAST_DAY",
        "LAST_ABOUT_PERSON",
        "LAST_GAIN",
        "LATEST",
        "COMING_BACK",
        "LAST_OF_KIND",
    } <= QUERIES.keys()


@pytest.mark.parametrize("name", QUERIES)
def test_no_question_of_since_when_reads_a_whole_table(journal: Journal, name: str) -> None:
    query = QUERIES[name]
    plan = journal.connection.execute(f"EXPLAIN QUERY PLAN {query}", ("x",) * query.count("?")).fetchall()
    steps = [row[-1] for row in plan]
    long = [step for step in steps if "answers" in step or "entries" in step]  # the nouns are some dozens
    assert long
    assert all(step.startswith("SEARCH") and "INDEX" in step for step in long), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
