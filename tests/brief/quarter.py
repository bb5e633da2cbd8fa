"""A quarter in which much happened: what a brief has to choose from, what it must say, what it may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from reflect.model import Answer, Commitment, Disconnect, Entry, Guess, Visibility
from reflect.packs import load_packs
from tests.conftest import Desk
from tests.seeding import Seed, workdays

JULY, SEPTEMBER = date(2025, 7, 1), date(2025, 9, 30)
PACKS = load_packs(Path("/nowhere"))
COACH: Visibility = "coach"


class Telling(Seed):
    """Tells of events besides: each field as (prompt, choice, person, text)."""

    def event(
        self, kind: str, day: date, *fields: tuple[str, str, str, str], visibility: Visibility = "private"
    ) -> str:
        answers = tuple(
            Answer(
                self.journal._rows.new_id(), prompt, choice=choice or None, person=person or None,
                text=text or None, visibility=visibility,
            )
            for prompt, choice, person, text in fields
        )  # fmt: skip
        id_ = self.journal._rows.new_id()
        entry = Entry(id_, kind, day, f"{day}T16:05:00Z", "Europe/Berlin", answers=answers)
        self.journal.keep_entry(entry, [PACKS.prompt(answer.prompt).question for answer in answers])
        return id_


def told_quarter(desk: Desk) -> Desk:
    """Q2 and Q3 of 2025 with convictions, events of every kind, agreements, guesses, marks."""
    seed = Telling(desk)
    for statement, importance, visibility in (
        ("Those nearest the work decide", 5, COACH),
        ("Credit goes to whoever did it", 4, COACH),
        ("Nobody learns alone", 3, "private"),
    ):
        seed.held(statement, importance, since=date(2025, 4, 1), visibility=visibility)
    for name in ("Ana", "Ben", "Chiara Rossi", "Dov", "Eli"):
        seed.knows(name)
    _days(seed)
    _events(seed)
    _agreements(seed)
    for question, guess in (("kept", "90"), ("lived", "C2"), ("waited", "P4")):
        seed.journal.keep_guess(Guess("", "2025-Q3", "2025-09-30T16:00:00Z", question, guess))
    return seed.done().at("2025-10-09T18:00")


def _days(seed: Telling) -> None:
    before, now = workdays(date(2025, 4, 1), date(2025, 6, 30)), workdays(JULY, SEPTEMBER)
    seed.dailies(before, {"C1": [2, 3, 2, 3] * 17, "C2": [4, 5, 4, 4] * 17, "C3": [3, 4, 3] * 22})
    for number, day in enumerate(now):
        ratings: dict[str, int | None] = {
            "C1": [4, 3, 4, 5][number % 4],
            "C2": [3, 2, 4, 3][number % 4],
            "C3": [3, 4, 3][number % 3],
        }
        said = ("C1", f"Left the choice of week {number // 5 + 1} with the team") if number % 11 == 0 else None
        seed.daily(day, ratings, said, visibility=COACH if number % 22 == 0 else "private")
    seed.daily(
        date(2025, 8, 16), {"C1": 5}, ("C1", "Left the supplier to them though pressed; it cost me standing"),
        costly=True,
    )  # fmt: skip
    insight = "I take it back when I am afraid for the number."
    seed.said("crosscheck", SEPTEMBER, "convictions/insight", insight, COACH)
    cost = ("convictions/cost", "", "", "An evening, and the favour of my own manager")
    seed.event("weekly", date(2025, 8, 29), cost, visibility=COACH)


def _events(seed: Telling) -> None:
    for number in range(9):
        trigger = "numbers disappointed" if number < 7 else "quicker myself"
        seed.event(
            "step", JULY + timedelta(days=7 * number), ("room-to-fail/direction", "in", "", ""),
            ("step-back/trigger", trigger, "", ""),
            ("room-to-fail/saved-and-cost", "", "", f"Saved a day; they did not learn to read figure {number}"),
        )  # fmt: skip
    for number in range(15):
        seed.event("step", JULY + timedelta(days=5 * number), ("room-to-fail/direction", "back", "", ""))
    seed.event(
        "failure", date(2025, 9, 4),
        ("room-to-fail/happened", "", "", "The release went out with the wrong prices"),
        ("room-to-fail/learned", "not yet", "", ""), ("room-to-fail/first-hour", "stepped in", "", ""),
    )  # fmt: skip
    for number in range(6):
        given = ("small-gains/given", "thanks", f"P{1 + number % 3}", "thanked for the draft")
        seed.event("gain", date(2025, 9, 8) + timedelta(days=number), given)
    seed.event(
        "feedback", date(2025, 9, 18), ("their-success/feedback-from", "", "P5", ""),
        ("their-success/feedback-heard", "", "", "You work for me when the numbers are good"), visibility=COACH,
    )  # fmt: skip
    seed.event(
        "feedback", date(2025, 9, 19), ("their-success/feedback-from", "", "P2", ""),
        ("their-success/feedback-heard", "", "", "Do not repeat this"),
        ("their-success/feedback-noted", "no", "", ""), visibility=COACH,
    )  # fmt: skip
    life = ("small-gains/remember", "", "P1", "Her mother is ill")
    seed.event("weekly", date(2025, 9, 12), life, visibility=COACH)


def _agreements(seed: Telling) -> None:
    k = Commitment("", "", "", date(2025, 7, 10), visibility=COACH)
    red = "a number is red"
    seed.promised(replace(k, cue=red, act="ask what the owner proposes", due=date(2025, 9, 1), outcome="kept",
                          closed=date(2025, 9, 1)))  # fmt: skip
    seed.promised(replace(k, act="hand over the release approval", due=date(2025, 9, 15)))
    seed.promised(replace(k, cue="it is Friday", act="honour one effort", due=date(2025, 11, 14)))
    seed.promised(replace(k, act="say it upward", outcome="not", closed=date(2025, 8, 20), visibility="private"))
    seed.parted(
        Disconnect("", "", "disconnect", "immediate", "on-call rota favours the old hands", date(2025, 6, 26),
                   visibility=COACH)
    )  # fmt: skip
    seed.parted(Disconnect("", "", "disconnect", "larger", "bonus rewards solo work", date(2025, 3, 2)))
