"""How often a whole review claims what is not there, and how often it names what is.

    python -m benchmarks.reviews            # 20 leaders a cell, 2 s
    python -m benchmarks.reviews --long     # 200 leaders a cell, 20 s

Each leader is a journal made in memory and looked back on as `reflect review` does. A null leader's habits are
the same in two quarters: four convictions with 50 ratings a quarter (five-step AR(1) series of lag-1
autocorrelation .25), 20 steps, 10 commitments and 10 times credit a quarter, two weekly scales. A planted leader's
first conviction moves by 0.8 points between the quarters; "beside all else" means that the review holds the null
leader's shares and scales as well, which makes it harder to name anything. The seed is fixed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from random import Random

from benchmarks.statistics import PROCESS, SEED, SPREAD, ratings
from reflect.model import LIVED, Answer, Commitment, Conviction, Entry, Nouns, Outcome, Question, Wording
from reflect.periods import quarter, span, workdays
from reflect.review.blocks import Facts, Review, Table
from reflect.review.looking import look_back
from reflect.review.material import Material

LEADERS, LEADERS_LONG = 20, 200
PHI = 0.25
CONVICTIONS = ("C1", "C2", "C3", "C4")
RATINGS = 50
STEPS, COMMITMENTS, CREDITS = 20, 10, 10
BACK, KEPT, GIVEN = 0.5, 0.6, 0.7
SCALES = ("mine/met", "mine/spoke")
THEN, NOW = quarter(date(2025, 4, 1)), quarter(date(2025, 7, 1))
QUARTERS = (THEN, NOW)
YEAR = span(date(2024, 10, 1), NOW.last)
CLAIMS = ("higher", "lower", "rising", "falling")
OF_SHARES = ("higher", "lower", "too few to tell")


@dataclass(frozen=True, slots=True)
class Cell:
    """One promise about 200 reviews; `sd` is that of the ratings, None for leaders whose habits do not change."""

    what: str
    bound: float
    at_most: bool
    sd: float | None = None
    alone: bool = False

    def rate(self, leaders: int) -> float:
        """The share of all readings that claim something, or of the leaders whose move was named."""
        chance = Random(f"{SEED} {self.what}")
        reviews = [look_back(leader(chance, self.sd, alone=self.alone), NOW, THEN) for _ in range(leaders)]
        if self.sd is not None:
            return sum(reading_of(review, "C1") == "higher" for review in reviews) / leaders
        readings = [reading for review in reviews for reading in readings_of(review)]
        return sum(reading in CLAIMS for reading in readings) / len(readings)

    def holds(self, rate: float, leaders: int) -> bool:
        """Whether the bound is kept, give or take two standard errors of so many leaders."""
        allowance = 2 * sqrt(self.bound * (1 - self.bound) / leaders)
        return rate <= self.bound + allowance if self.at_most else rate >= self.bound - allowance


CELLS = (
    Cell("null: readings that claim", 0.05, True),
    Cell("planted: named, sd 0.8", 0.85, False, 0.8, alone=True),
    Cell("planted: named, sd 1.0", 0.65, False, 1.0, alone=True),
)
BESIDE = (
    Cell("sd 0.8, beside all else", 0, False, 0.8),
    Cell("sd 1.0, beside all else", 0, False, 1.0),
)
"""Measured as well, with nothing promised."""


def leader(chance: Random, sd: float | None, *, alone: bool) -> Material:
    """A journal of two quarters; with `alone` it holds convictions and nothing else that has a reading."""
    entries = [*_dailies(chance, sd)]
    commitments: tuple[Commitment, ...] = ()
    scales: Sequence[tuple[Question, Sequence[tuple[date, int]]]] = ()
    if not alone:
        entries += _events(chance, "step", "room-to-fail/direction", ("back", "in"), BACK, STEPS)
        entries += _events(chance, "credit", "their-success/credit", ("given", "mine"), GIVEN, CREDITS)
        commitments = tuple(_commitments(chance))
        scales = [_scale(chance, prompt) for prompt in SCALES]
    held = tuple(Conviction(code, code, (Wording(THEN.first, code, 4),)) for code in CONVICTIONS)
    return Material(
        Nouns(held, commitments=commitments),
        tuple(sorted(entries, key=lambda entry: entry.day)),
        NOW.last,
        first_day=date(2024, 1, 1),
        scales=scales,
    )


def _dailies(chance: Random, sd: float | None) -> Iterator[Entry]:
    spread, moves = (SPREAD, 0.0) if sd is None else PROCESS[sd]
    for side, period in enumerate(QUARTERS):
        days = sorted(chance.sample(workdays(period), RATINGS))
        columns = [
            ratings(chance, PHI, RATINGS, middle=3 + (side - 0.5) * (moves if code == "C1" else 0), spread=spread)
            for code in CONVICTIONS
        ]
        for place, day in enumerate(days):
            answers = tuple(
                Answer(f"{code}{day}", LIVED, value=column[place], conviction=code)
                for code, column in zip(CONVICTIONS, columns, strict=True)
            )
            yield Entry(f"daily{day}", "daily", day, answers=answers)


def _events(
    chance: Random, kind: str, prompt: str, words: tuple[str, str], share: float, number: int
) -> Iterator[Entry]:
    for period in QUARTERS:
        for place in range(number):
            word = words[0] if chance.random() < share else words[1]
            answer = Answer(f"{kind}{place}", prompt, choice=word)
            yield Entry(f"{kind}{place}", kind, chance.choice(workdays(period)), answers=(answer,))


def _commitments(chance: Random) -> Iterator[Commitment]:
    for period in QUARTERS:
        for place in range(COMMITMENTS):
            outcome: Outcome = "kept" if chance.random() < KEPT else "not"
            day = chance.choice(workdays(period))
            yield Commitment(f"{period.key}{place}", f"K{place}", "act", period.first, None, day, outcome, day)


def _scale(chance: Random, prompt: str) -> tuple[Question, list[tuple[date, int]]]:
    """A year of weekly ratings."""
    fridays = [day for day in workdays(YEAR) if day.weekday() == 4]
    question = Question(prompt, 1, prompt, "scale")
    return question, list(zip(fridays, ratings(chance, PHI, len(fridays)), strict=True))


def readings_of(review: Review) -> list[str]:
    """Every reading of a review: of convictions, of scales, of shares."""
    found: list[str] = []
    for section in review.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                told = (str(row["reading"]) for row in block.rows if "reading" in row)
                found += [reading.partition(",")[0] for reading in told]
            elif isinstance(block, Facts):
                last = (fact.note.rpartition(":")[2].strip() for fact in block.facts)
                found += [reading for reading in last if reading in OF_SHARES]
    return found


def reading_of(review: Review, code: str) -> str:
    """The reading of one conviction."""
    tables = (b for section in review.sections for b in section.blocks if isinstance(b, Table))
    rows = (row for table in tables for row in table.rows if row.get("conviction") == code and "reading" in row)
    return str(next(rows)["reading"])


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what whole reviews claim, and what they miss.")
    parser.add_argument("--long", action="store_true", help=f"{LEADERS_LONG} leaders a cell, not {LEADERS}")
    leaders = LEADERS_LONG if parser.parse_args().long else LEADERS
    broken = 0
    print(f"{'':28}{'measured':>10}{'goal':>16}")
    for cell in CELLS:
        rate = cell.rate(leaders)
        holds = cell.holds(rate, leaders)
        broken += not holds
        goal = f"{'at most' if cell.at_most else 'at least'} {cell.bound:.0%}"
        print(f"{cell.what:28}{rate:10.1%}{goal:>16}{'' if holds else '  MISSED'}", flush=True)
    for cell in BESIDE:
        print(f"{cell.what:28}{cell.rate(leaders):10.1%}{'none':>16}", flush=True)
    print(f"{leaders} leaders a cell: " + (f"{broken} goals are missed." if broken else "all goals are met."))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
