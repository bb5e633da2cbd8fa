"""reflect review as it is typed: every command that it names, sections one by one, other periods beside it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reflect.model import Guess
from reflect.review.looking import SECTIONS
from tests.conftest import Desk
from tests.review.telling import Q2, Q3, Telling, block, mock_up, reviewed, section
from tests.seeding import workdays

ON_REQUEST = ("scales", "tests", "listening", "foundations")
"""What a terminal leaves out unless it is asked for."""

TO_FILL_IN = re.compile(r"\b[A-Z]{3,}\b")
"""A word to be replaced before it is typed, as in: people add NAME."""

ASKS = {"daily", "weekly", "monthly", "crosscheck", "log", "export", "convictions"}
"""Commands that need somebody at the terminal, or write: they are looked up, not carried out."""


@pytest.fixture(scope="module")
def guessed(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The quarter of the mock-up with guesses, so that every section but one is there."""
    desk = mock_up(Desk(tmp_path_factory.mktemp("guessed") / "home"))
    seed = Telling(desk)
    for question, guess in (("kept", "20"), ("waited", "P4")):
        seed.journal.keep_guess(Guess("", "2025-Q3", None, question, guess))
    for number, day in enumerate(workdays(date(2024, 7, 1), date(2024, 9, 30))[::9]):
        seed.daily(day, {"C1": 3}, ("C1", f"A year ago, day {number}"))
    return seed.done().at("2025-09-30T18:00")


def commands_in(value: Any) -> Iterator[str]:
    """Every command that a document names, in its own place or within a sentence."""
    if isinstance(value, dict):
        if isinstance(value.get("command"), str) and value["command"]:
            yield value["command"]
        for one in value.values():
            yield from commands_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from commands_in(one)
    elif isinstance(value, str):
        yield from (found.strip() for found in re.findall(r"reflect ([a-z].*)$", value))


def test_every_section_is_there(guessed: Desk) -> None:
    assert [one["key"] for one in reviewed(guessed)["sections"]] == list(SECTIONS)


@pytest.mark.parametrize("key", SECTIONS)
def test_every_section_that_counts_names_what_shows_the_answers(guessed: Desk, key: str) -> None:
    told = list(commands_in(section(reviewed(guessed), key)))
    quoted = {"lived", "year-ago", "before-you-look", "basis"}  # her words with their days; all else beside it
    assert told or key in quoted


@pytest.mark.parametrize("period", ["2025-Q3", "2025-09", "2025-07-01..2025-09-30", "2025", "2025-W36"])
def test_every_command_that_a_review_names_works_and_shows_something(guessed: Desk, period: str) -> None:
    named = {one for one in commands_in(reviewed(guessed, period)) if not TO_FILL_IN.search(one)}
    shown = 0
    for line in sorted(named):
        typed = shlex.split(line)
        if typed[0] in ASKS:
            assert guessed.run([*typed[:1], "--help"]).code == 0, line
            continue
        guessed.run(typed)
        assert guessed.code == 0, f"{line}\n{guessed.err}"
        assert not re.search(r"No entry is like that|Nothing you wrote", guessed.out), line
        shown += 1
    assert shown >= 3


def test_the_answers_behind_a_number_are_as_many_as_it_says(guessed: Desk) -> None:
    recorded = block(reviewed(guessed), "failures", "failures")["facts"][0]
    guessed.run([*section(reviewed(guessed), "failures")["command"].split(), "--json"])
    rows = guessed.json["sections"][0]["blocks"][0]["rows"]
    assert len(rows) == recorded["value"] == 5
    back = block(reviewed(guessed), "steps", "steps")["facts"]
    guessed.run([*section(reviewed(guessed), "steps")["command"].split(), "--json"])
    of = back[0]["value"]["of"] + sum(fact["value"] for fact in back if fact["key"] in ("critical", "beginning"))
    assert len(guessed.json["sections"][0]["blocks"][0]["rows"]) == of


def test_an_event_is_shown_by_the_short_id_that_stands_beside_it(guessed: Desk) -> None:
    (waiting,) = block(reviewed(guessed), "failures", "not-yet")["items"]
    guessed.run(waiting["command"])
    assert "The rollout of week 4 broke" in guessed.out


# ---- sections


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_can_be_seen_alone(guessed: Desk, key: str) -> None:
    assert [one["key"] for one in reviewed(guessed, f"2025-Q3 --section {key}")["sections"]] == [key]
    guessed.run(f"review 2025-Q3 --section {key}")
    assert guessed.code == 0
    assert len(guessed.out.splitlines()) >= 3


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_with_nothing_to_say_says_what_would_fill_it(tmp_path: Path, key: str) -> None:
    seed = Telling(Desk(tmp_path / "home"))
    seed.held("No surprises", since=Q2[0])
    desk = seed.done().at("2025-09-30T18:00")
    found = reviewed(desk, f"2025-Q3 --section {key}")["sections"]
    assert [one["key"] for one in found] == [key]
    assert found[0]["blocks"]
    assert found[0]["title"]


def test_sections_may_be_named_together_and_come_in_reading_order(guessed: Desk) -> None:
    document = reviewed(guessed, "2025-Q3 --section themes --section steps")
    assert [one["key"] for one in document["sections"]] == ["steps", "themes"]


def test_a_section_that_there_is_not_is_refused_with_the_nearest(guessed: Desk) -> None:
    guessed.run("review --section theme")
    assert (guessed.code, guessed.out) == (4, "")
    assert "themes" in guessed.err


def test_a_terminal_leaves_out_what_is_seldom_wanted_unless_all_is_asked_for(guessed: Desk) -> None:
    titles = {key: section(reviewed(guessed), key)["title"].upper() for key in ON_REQUEST}
    guessed.run("review 2025-Q3")
    assert [key for key in ON_REQUEST if titles[key] in guessed.out] == []
    guessed.run("review 2025-Q3 --all")
    assert [key for key in ON_REQUEST if titles[key] in guessed.out] == list(ON_REQUEST)


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_the_other_formats_carry_all(guessed: Desk, format_: str) -> None:
    titles = [one["title"] for one in reviewed(guessed)["sections"]]
    guessed.run(f"review 2025-Q3 --format {format_}")
    assert [title for title in titles if title not in guessed.out] == []


# ---- what it is compared with


@pytest.mark.parametrize(
    ("line", "against"),
    [
        ("2025-Q3", ("2025-Q2", "2025-04-01", "2025-06-30")),
        ("2025-Q3 --against year", ("2024-Q3", "2024-07-01", "2024-09-30")),
        ("2025-Q3 --against 2025-Q1", ("2025-Q1", "2025-01-01", "2025-03-31")),
        ("2025-09 --against year", ("2024-09", "2024-09-01", "2024-09-30")),
        ("2025-W36 --against 2025-W30", ("2025-W30", "2025-07-21", "2025-07-27")),
        ("2025 --against 2024", ("2024", "2024-01-01", "2024-12-31")),
        ("2025-08-01..2025-08-31", ("2025-07-01..2025-07-31", "2025-07-01", "2025-07-31")),
        ("2025-W36", ("2025-W35", "2025-08-25", "2025-08-31")),
    ],
)
def test_any_period_can_stand_beside_it(guessed: Desk, line: str, against: tuple[str, str, str]) -> None:
    found = reviewed(guessed, line)["against"]
    assert (found["key"], found["from"], found["to"]) == against


def test_ratings_are_those_of_the_period_that_was_named(guessed: Desk) -> None:
    rows = block(reviewed(guessed, "2025-Q3 --against year"), "say-do", "convictions")["rows"]
    assert rows[0]["before"]["n"] == len(workdays(date(2024, 7, 1), date(2024, 9, 30))[::9])
    assert rows[0]["now"]["n"] == len(workdays(*Q3))


def test_what_it_is_compared_with_must_be_a_period(guessed: Desk) -> None:
    guessed.run("review 2025-Q3 --against spring")
    assert (guessed.code, guessed.out) == (3, "")
    assert "2025-Q3" in guessed.err


@pytest.mark.parametrize(
    "line", ["2025-W36", "2025-09", "2025-Q3", "2025", "2025-08-11..2025-09-19", "2025-08-05"]
)
@pytest.mark.parametrize("format_", ["terminal", "markdown", "json", "html"])
def test_every_period_is_drawn_in_every_format(guessed: Desk, line: str, format_: str) -> None:
    guessed.run(f"review {line} --all --format {format_}")
    assert guessed.code == 0, guessed.err
    assert not re.search(r"\b(nan|inf)\b|<Thing|object at 0x", guessed.out)
    if format_ == "json":
        json.loads(guessed.out)


def test_a_period_without_anything_is_told_in_few_lines(guessed: Desk) -> None:
    guessed.run("review 2019-Q1 --all")
    assert guessed.code == 0
    assert len(guessed.out.splitlines()) < 60
