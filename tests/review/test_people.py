"""Sections about people: who waits, what success is to them, what they need, what they said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from reflect.model import Relation, Standing
from tests.conftest import Desk
from tests.review.telling import (
    FROM,
    GUESS,
    HEARD,
    Q2,
    Q3,
    Telling,
    block,
    counted,
    facts,
    reviewed,
    section,
    texts,
)

LAST = Q3[1]


def waits(document: dict[str, Any]) -> list[str]:
    found = [one for one in section(document, "people")["blocks"] if one["key"] == "waits"]
    return [item["text"] for item in found[0]["items"]] if found else []


def rows(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in block(document, "people", "people")["rows"]}


# ---- people


def test_the_three_longest_waits_come_first(quarter: Desk) -> None:
    """By the clock of the relation: 63 of 42 days, 49 of 42, 21 of 21."""
    assert waits(reviewed(quarter)) == [
        "Gus, in repair: no small gain noted for 9 weeks",
        "Dov, in repair: no small gain noted for 7 weeks",
        "Eli: no small gain noted for 3 weeks",
    ]


def test_everybody_stands_with_last_gain_gains_success_and_relation(quarter: Desk) -> None:
    found = rows(reviewed(quarter))
    assert {name: (row["last_gain"], row["gains"]) for name, row in found.items()} == {
        "Ana": ({"days": 7}, 8), "Ben": ({"days": 14}, 6), "Chi": ({"days": 7}, 6), "Dov": ({"days": 49}, 2),
        "Eli": ({"days": 21}, 4), "Fay": ({"days": 14}, 4), "Gus": ({"days": 63}, 1),
    }  # fmt: skip
    assert {name: row["success"] for name, row in found.items()} == {
        "Ana": "in their words, Jul 2025", "Ben": "not known", "Chi": "my guess", "Dov": "not known",
        "Eli": "not known", "Fay": "signs, or from others", "Gus": "not known",
    }  # fmt: skip
    assert counted(reviewed(quarter), "people", "gain-mix") == {
        "thanks": 17, "idea": 6, "remembered": 4, "listened": 2, "trust": 2,
    }  # fmt: skip


@pytest.mark.parametrize("format_", ["terminal", "markdown", "html"])
def test_no_fraction_stands_beside_a_name(quarter: Desk, format_: str) -> None:
    quarter.run(f"review 2025-Q3 --section people --format {format_}")
    told = re.sub(r"<[^>]+>", " ", quarter.out)
    assert "Gus" in told
    assert not re.findall(r"\b\d+\s*(?:/|of)\s*\d+\b", told.replace("2025 Q3 (1 Jul", ""))


@pytest.mark.parametrize(
    ("relation", "days", "long"),
    [("steady", 20, False), ("steady", 21, True), ("new", 21, True), ("in repair", 41, False),
     ("in repair", 42, True)],
)  # fmt: skip
def test_repair_goes_by_a_slower_clock(desk: Desk, relation: Relation, days: int, long: bool) -> None:
    seed = Telling(desk)
    seed.joined("Ana", relation)
    seed.gain(LAST - timedelta(days=days), "P1")
    assert bool(waits(reviewed(seed.done().at("2025-09-30T18:00")))) is long


def test_a_wait_goes_by_the_clock_that_was_right_in_that_period(desk: Desk) -> None:
    """Steady until October and in repair since: in the quarter before, four weeks were long."""
    seed = Telling(desk)
    code = seed.joined("Ana")
    person = seed.journal.nouns().people[0]
    relations = (*person.relations, Standing(date(2025, 10, 5), "in repair"))
    seed.journal.keep_noun(replace(person, relations=relations))
    seed.gain(LAST - timedelta(days=28), code)
    document = reviewed(seed.done().at("2025-10-09T18:00"))
    assert waits(document) == ["Ana: no small gain noted for 4 weeks"]
    assert rows(document)["Ana"]["relation"] == "steady"
    assert waits(reviewed(desk.at("2025-10-09T18:00"), "--quarter")) == []  # 37 days, in repair


def test_a_gain_after_the_period_does_not_shorten_a_wait_in_it(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana")
    seed.gain(date(2025, 8, 1), "P1")
    seed.gain(date(2025, 10, 2), "P1")
    assert waits(reviewed(seed.done().at("2025-10-09T18:00"))) == ["Ana: no small gain noted for 8 weeks"]


def test_who_never_had_one_waits_since_joining(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana", since=date(2025, 8, 1))
    seed.joined("Ben", since=date(2025, 9, 29))
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert waits(document) == ["Ana: no small gain noted for 8 weeks"]
    assert rows(document)["Ana"]["last_gain"] is None


def test_only_who_is_on_the_roster_then_is_shown(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana", left=date(2025, 8, 1))
    seed.joined("Ben", since=date(2025, 10, 1))
    seed.joined("Chi", visibility="sealed")
    seed.joined("Dov")
    seed.gain(date(2025, 8, 4), "P3")
    document = reviewed(seed.done().at("2025-10-09T18:00"))
    assert list(rows(document)) == ["Dov"]
    assert "Chi" not in " ".join(texts(document))
    assert "gain-mix" not in [one["key"] for one in section(document, "people")["blocks"]]


def test_nobody_is_no_gain(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana")
    seed.gain(date(2025, 9, 29), "P1", "nobody")
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert rows(document)["Ana"]["gains"] == 0
    assert rows(document)["Ana"]["last_gain"] is None


def test_a_sealed_gain_is_not_counted(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana")
    given = "small-gains/given"
    seed.event("gain", date(2025, 9, 29), {given: ("P1", "thanks")}, sealed=(given,))
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert rows(document)["Ana"]["gains"] == 0
    assert rows(document)["Ana"]["last_gain"] is None


def test_a_name_that_a_shell_would_break_is_shown_by_its_code(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Sinéad O'Brien")
    seed.joined("José Núñez")
    items = block(reviewed(seed.done().at("2025-09-30T18:00")), "people", "waits")["items"]
    assert [item["command"] for item in items] == ["people show P1", "people show José Núñez"]


# ---- needs


def test_needs_are_asked_met_and_open_with_their_days(quarter: Desk) -> None:
    document = reviewed(quarter)
    assert facts(document, "needs", "needs") == {"asked": 1, "met": 1, "open": 1}
    assert block(document, "needs", "open")["rows"] == [
        {"need": "N2", "name": "Ben", "text": "a week of training", "state": "under way", "open": {"days": 60},
         "person": "P2"}
    ]  # fmt: skip


def test_a_need_stands_as_it_stood_on_the_periods_last_day(quarter: Desk) -> None:
    document = reviewed(quarter, "2025-Q2")
    assert facts(document, "needs", "needs") == {"asked": 1, "met": 0, "open": 1}
    assert block(document, "needs", "open")["rows"][0]["state"] == "asked"


def test_a_sealed_need_is_not_told_and_a_sealed_person_not_named(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana")
    seed.joined("Chi", visibility="sealed")
    seed.lacks("P1", "the unsayable", (date(2025, 8, 1), "asked"), visibility="sealed")
    seed.lacks("P2", "a chair", (date(2025, 8, 1), "asked"))
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert [row["name"] for row in block(document, "needs", "open")["rows"]] == ["somebody"]
    assert not {"the unsayable", "Chi"} & set(texts(document))


# ---- feedback


def test_feedback_stands_as_guessed_and_as_heard(quarter: Desk) -> None:
    (item,) = block(reviewed(quarter), "feedback", "feedback")["items"]
    assert item["text"] == "Fay: I guessed “four”; as I heard it: “when the numbers are good”"
    assert (item["values"]["person"], item["values"]["guess"]) == ("P6", "four")


def test_feedback_that_was_not_yet_asked_for_says_so(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana")
    seed.event("feedback", date(2025, 8, 4), {FROM: ("P1",), GUESS: "three"})
    seed.event("feedback", date(2025, 8, 5), {HEARD: "listen more"})
    items = block(reviewed(seed.done().at("2025-09-30T18:00")), "feedback", "feedback")["items"]
    assert [item["text"] for item in items] == [
        "Ana: I guessed “three”; not asked yet",
        "somebody: as I heard it: “listen more”",
    ]


def test_what_was_sealed_of_a_feedback_is_neither_quoted_nor_named(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana", visibility="sealed")
    seed.event("feedback", date(2025, 8, 4), {FROM: ("P1",), GUESS: "three", HEARD: "the unsayable"},
               sealed=(HEARD,))  # fmt: skip
    (item,) = block(reviewed(seed.done().at("2025-09-30T18:00")), "feedback", "feedback")["items"]
    assert item["text"] == "somebody: I guessed “three”; not asked yet"


def test_a_need_before_the_period_that_was_met_long_ago_is_not_told(desk: Desk) -> None:
    seed = Telling(desk)
    seed.joined("Ana")
    seed.lacks("P1", "a chair", (Q2[0], "asked"), (Q2[0] + timedelta(days=1), "met"))
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert [one["key"] for one in section(document, "needs")["blocks"]] == ["empty"]
