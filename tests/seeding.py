"""Seeding a journal in a moment: entries and nouns straight into the store, as the program keeps them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from reflect.model import (
    COSTLY,
    DEMONSTRATION,
    LIVED,
    SUPPORT,
    TALLY,
    Answer,
    Commitment,
    Conviction,
    Disconnect,
    Entry,
    Noun,
    Person,
    Prompt,
    Standing,
    State,
    Visibility,
    Wording,
)
from reflect.packs import load_packs
from reflect.store.journal import Journal
from tests.conftest import Desk

FIRST = date(2025, 1, 6)
PACKS = load_packs(Path("/nowhere"), ("convictions", "daily"))
PRIVATE: Visibility = "private"


def workdays(first: date, last: date) -> list[date]:
    """Monday to Friday, both ends included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5]


class Seed:
    """A journal being filled: `held`, `promised`, `parted` and `knows` make nouns, the rest makes entries."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        numbers = desk.last.setdefault(
            "seeded", itertools.count(1)
        )  # the same ids in every run, whatever ran before
        self.journal = Journal(
            desk.home / "journal.db",
            new_id=lambda: f"01900000-0000-7000-8000-{next(numbers):012x}",
            moment=lambda: "2025-01-06T17:00:00Z",
        )

    def done(self) -> Desk:
        self.journal.close()
        return self.desk

    # ---- nouns

    def held(
        self,
        statement: str,
        importance: int | None = None,
        *,
        since: date = FIRST,
        visibility: Visibility = PRIVATE,
    ) -> str:
        return self._noun(Conviction("", "", (Wording(since, statement, importance),), visibility=visibility))

    def reworded(self, code: str, day: date, statement: str, importance: int | None = None) -> None:
        found = next(c for c in self.journal.nouns().convictions if c.code == code)
        wordings = (*found.wordings, Wording(day, statement, importance))
        self.journal.keep_noun(replace(found, wordings=wordings))

    def promised(self, commitment: Commitment) -> str:
        return self._noun(commitment)

    def parted(self, disconnect: Disconnect) -> str:
        return self._noun(disconnect)

    def knows(self, name: str, *aliases: str) -> str:
        return self._noun(Person("", "", name, aliases, (Standing(FIRST, "steady"),), since=FIRST))

    def _noun(self, noun: Noun) -> str:
        return self.journal.keep_noun(noun).code

    # ---- entries

    def daily(
        self,
        day: date,
        ratings: dict[str, int | None] | None = None,
        said: tuple[str, str] | None = None,
        *,
        costly: bool = False,
        visibility: Visibility = PRIVATE,
        tally: tuple[str, ...] = ("none",),
    ) -> None:
        """One finished daily: ratings by conviction (0: no occasion, None: passed), `said` as (code, words)."""
        code, words = said or (next(iter(ratings or {}), None), None)
        answers = [
            self._answer(
                DEMONSTRATION,
                "answered" if words else "passed",
                text=words,
                conviction=code,
                choice=COSTLY if costly else None,
                visibility=visibility,
            )
        ]
        for conviction, value in (ratings or {}).items():
            state: State = "passed" if value is None else "answered" if value else "none"
            answers.append(self._answer(LIVED, state, value=value or None, conviction=conviction))
        answers.append(self._answer(TALLY, "answered", choices=tally))
        self.entry("daily", day, answers)

    def dailies(self, days: Sequence[date], ratings: dict[str, Sequence[int]]) -> None:
        """One daily on each day; a conviction whose ratings run out is passed from then on."""
        columns = {code: itertools.chain(values, itertools.repeat(None)) for code, values in ratings.items()}
        for day in days:
            self.daily(day, {code: next(values) for code, values in columns.items()})

    def support(self, day: date, ratings: dict[str, int]) -> None:
        answers = [self._answer(SUPPORT, "answered", value=v, conviction=code) for code, v in ratings.items()]
        self.entry("crosscheck", day, answers)

    def said(self, kind: str, day: date, prompt: str, text: str, visibility: Visibility = PRIVATE) -> None:
        self.entry(kind, day, [self._answer(prompt, "answered", text=text, visibility=visibility)])

    def entry(self, kind: str, day: date, answers: Iterable[Answer], *, origin: str = "") -> None:
        given = tuple(answers)
        at = f"{day.isoformat()}T16:05:00Z"
        entry = Entry(self.journal._rows.new_id(), kind, day, at, "Europe/Berlin", origin=origin, answers=given)
        self.journal.keep_entry(entry, [self._prompt(answer.prompt).question for answer in given])

    def _answer(
        self,
        prompt: str,
        state: State,
        *,
        value: int | None = None,
        choice: str | None = None,
        choices: tuple[str, ...] = (),
        text: str | None = None,
        conviction: str | None = None,
        visibility: Visibility = PRIVATE,
    ) -> Answer:
        return Answer(
            self.journal._rows.new_id(),
            prompt,
            state,
            value=value,
            choice=choice,
            choices=choices,
            text=text,
            conviction=conviction,
            visibility=visibility,
        )

    def _prompt(self, id_: str) -> Prompt:
        return PACKS.prompt(id_)


# ---- one rich quarter: 2025 Q3, after a Q2, with Q3 of 2024 before

APRIL, JUNE, JULY, SEPTEMBER = date(2025, 4, 1), date(2025, 6, 30), date(2025, 7, 1), date(2025, 9, 30)
Q2_DAYS, Q3_DAYS = workdays(APRIL, JUNE), workdays(JULY, SEPTEMBER)

PLANTED: dict[str, tuple[list[int], list[int]]] = {
    # better by about a point, worse by about a point, the same day after day, and next to no answers
    "C1": ([2, 3, 2, 4, 3, 2, 3] * 10, [4, 3, 5, 4, 4, 3, 4] * 10),
    "C2": ([4] * 65, [4] * 66),
    "C3": ([5, 4, 4, 5, 3, 4, 5] * 10, [3, 2, 4, 3, 1, 3, 4] * 10),
    "C4": ([3, 4, 3, 4, 3, 4, 3] * 10, [3, 3, 2, 4]),
}
"""By conviction: the ratings of Q2 and of Q3, one a workday from the first on, cut at the quarter's end."""


def planted(code: str) -> tuple[list[int], list[int]]:
    """The ratings of a conviction in Q2 and in Q3, as they stand in the journal."""
    before, now = PLANTED[code]
    return before[: len(Q2_DAYS)], now[: len(Q3_DAYS)]


SEALED = "unsayable"
"""A word that stands in everything sealed, and nowhere else."""

LINES = [
    "Told the delay on Monday, before anyone asked",
    "Left the vendor choice with the one who will live with it",
    "Put the author's name on the cost paper 🎈",
    "שלום: said it in her language",
    "Read [bold]the rules[/bold] aloud & left <nothing> out",
    "Let the demonstration fail | and said so",
]


def rich_quarter(desk: Desk) -> Desk:
    """A journal that holds what a review has to show, and what is hard to draw."""
    since = date(2024, 7, 1)
    seed = Seed(desk)
    for statement, importance, visibility in (
        ("Those nearest the work decide", 5, "coach"),
        ("No surprises", 5, "private"),
        ("Credit goes to whoever did it", 4, "coach"),
        ("Nobody learns alone", None, "private"),
        (f"The {SEALED} conviction", 3, "sealed"),
    ):
        seed.held(statement, importance, since=since, visibility=visibility)  # type: ignore[arg-type]  # the words above
    seed.reworded("C2", date(2025, 8, 15), "No surprises, upward or downward", 4)
    seed.knows("Ana", "Annie")
    seed.knows("José Núñez")

    for number, day in enumerate(workdays(date(2024, 7, 1), date(2024, 9, 30))[::8]):
        seed.daily(day, {"C1": 2 + number % 3}, ("C1", f"A year ago, the {number + 1}. time"))
    seed.said("crosscheck", date(2024, 9, 30), "convictions/insight", "I answer before they have breathed in.")

    seed.dailies(Q2_DAYS, {code: planted(code)[0] for code in PLANTED})
    columns = {code: itertools.chain(planted(code)[1], itertools.repeat(None)) for code in PLANTED}
    for number, day in enumerate(Q3_DAYS):
        ratings = {code: next(values) for code, values in columns.items()}
        said = ("C1", f"{LINES[number // 5 % len(LINES)]} ({number})") if number % 5 == 0 else None
        seed.daily(
            day, ratings, said, costly=number % 20 == 0, visibility="coach" if number % 10 == 0 else "private"
        )
    seed.daily(date(2025, 8, 16), {"C1": 4}, ("C1", f"Saturday, {SEALED}"), visibility="sealed")

    seed.support(date(2025, 6, 30), {"C1": 2, "C2": 4})
    seed.support(date(2025, 9, 29), {"C1": 3, "C2": 4, "C3": 3})
    seed.said("crosscheck", date(2025, 9, 30), "convictions/insight", "I take it back when afraid.", "coach")
    seed.said("crosscheck", date(2025, 9, 30), "convictions/patience", "A pilot in Sales", "private")

    for commitment in promises():
        seed.promised(commitment)
    for disconnect in partings():
        seed.parted(disconnect)
    return seed.done()


def promises() -> list[Commitment]:
    """Q2: 1 of 2 kept. Q3: 3 of 5 kept, with an if 2 of 3; two open; one sealed; one of a year ago."""
    q2, q3 = date(2025, 6, 1), date(2025, 8, 1)
    red = "a number is red"
    return [
        Commitment("", "", "wait five seconds", date(2024, 8, 1), None, None, "partly", date(2024, 9, 1)),
        Commitment("", "", "read the plan aloud", APRIL, None, q2, "kept", q2),
        Commitment("", "", "hand over the rota", APRIL, None, q2, "not", q2),
        Commitment("", "", "ask what the owner proposes", JULY, red, q3, "kept", q3, "coach"),
        Commitment("", "", "wait one working day", JULY, red, q3, "kept", q3),
        Commitment("", "", "honour one effort", JULY, "it is Friday", q3, "not", q3),
        Commitment("", "", "write to the works council", JULY, None, q3, "kept", q3),
        Commitment("", "", "hand over the release", JULY, None, q3, "renegotiated", q3),
        Commitment("", "", "let the owner present", date(2025, 9, 1), "the board meets", date(2025, 10, 15), None,
                   None, "coach"),
        Commitment("", "", "say what I see", date(2025, 9, 1), None, date(2025, 9, 20)),
        Commitment("", "", f"the {SEALED} promise", JULY, None, q3, "kept", q3, "sealed"),
    ]  # fmt: skip


def partings() -> list[Disconnect]:
    """Open before Q3: 3, opened in it 1, closed 1, open now 3; one sealed, and one that met well."""
    part = "disconnect"
    return [
        Disconnect("", "", "disconnect", "immediate", "on-call rota favours the old hands", date(2025, 6, 26)),
        Disconnect("", "", "disconnect", "larger", "bonus rewards solo work", date(2025, 3, 2)),
        Disconnect("", "", "disconnect", "self", "praise in writing, blame in talk", date(2025, 9, 12)),
        Disconnect(
            "", "", "disconnect", "immediate", "release waits for me", APRIL, date(2025, 8, 4), "gave it up"
        ),
        Disconnect("", "", "disconnect", "self", f"an {SEALED} {part}", APRIL, visibility="sealed"),
        Disconnect("", "", "connect", "larger", "the new budget fits", date(2025, 7, 9)),
    ]
