"""You may not have known: at most three lines, ranked by a written rule, each an act, each tested.

In order: the guess that was off by most; a question that was passed far more often than the others; a person who
has waited twice the length that is long; a foundation never given; one trigger behind most steps in; commitments
that hold with an if and not without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import comb

from reflect.insight.statistics import ALPHA, fisher_exact
from reflect.model import LIVED
from reflect.review.blocks import Item, Items, Section, Value
from reflect.review.look import Look, choice_in
from reflect.review.sections.foundations import SIX, given, never_given
from reflect.review.sections.steps import TRIGGER
from reflect.review.waits import LONG, longest_waits, weeks_words

MOST = 3
FAR_OFF = 15
"""Percentage points by which a guess must miss to be told."""

LEAST_ASKED = 8
MOST_OF = 0.6
LEAST_STEPS = 5
TRIGGERS = 7


def surprises(look: Look) -> Section | None:
    """The first three that there are; none is made up to fill the place."""
    found: list[Item] = []
    for rule in RULES:
        found.extend(rule(look))
    if not found:
        return None
    return Section("surprises", "You may not have known", (Items("surprises", tuple(found[:MOST])),))


def _guess(look: Look) -> Iterator[Item]:
    """Her own guess, where the record says otherwise by most."""
    missed = []
    for name, label in (("kept", "of your commitments kept"), ("back", "of your steps were steps back")):
        said = look.material.guesses.get(name, "")
        n, of = look.shares[name][1]
        if said.isdigit() and of >= LEAST_STEPS and abs(int(said) - 100 * n / of) >= FAR_OFF:
            missed.append((abs(int(said) - 100 * n / of), name, label, int(said), n, of))
    if missed:
        _, name, label, guess, n, of = max(missed)
        command = "commitments" if name == "kept" else f"list {look.period.key} --event step"
        values: dict[str, Value] = {"guess": guess, "n": n, "of": of}
        yield Item(
            f"You guessed {said} %: the record says {n} of {of}, {100 * n // of} %, {label}.", values, command
        )


def _conviction_guess(look: Look) -> Iterator[Item]:
    """The conviction she thought she lived more, where the record says lower."""
    code = look.material.guesses.get("lived", "")
    convictions = {c.code: c for c in look.material.convictions_in(look.now)}
    if code in convictions and look.lived(code).reading == "lower":
        result = look.lived(code)
        words = f"You thought you lived {code} “{convictions[code].statement}” more: the record says lower"
        values: dict[str, Value] = {"conviction": code, "before": result.before_mean, "now": result.now_mean}
        yield Item(f"{words}, {result.before_mean:.1f} to {result.now_mean:.1f}.", values, f"show {code}")


def _passed(look: Look) -> Iterator[Item]:
    """A conviction passed over far more often than the others (Fisher's exact test)."""
    asked: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for _, answer in look.material.answers(look.period, LIVED):
        if answer.conviction is not None:
            asked[answer.conviction] += 1
            passed[answer.conviction] += answer.state in ("passed", "none")
    statements = {c.code: c.statement for c in look.material.convictions_in(look.period)}
    for code in sorted(asked, key=lambda code: (-passed[code] / asked[code], code)):
        n, of = passed[code], asked[code]
        others, of_others = sum(passed.values()) - n, sum(asked.values()) - of
        if code not in statements or of < LEAST_ASKED or n < MOST_OF * of:
            return
        if fisher_exact(n, of - n, others, of_others - others) < ALPHA:
            yield Item(
                f"You gave {code} “{statements[code]}” no rating on {n} of the {of} days it was asked.",
                {"conviction": code, "passed": n, "of": of}, f"show {code}",
            )  # fmt: skip
        return


def _waiting(look: Look) -> Iterator[Item]:
    """The longest wait by the clock of the relation, once it is twice as long as long is."""
    waits = longest_waits(look.material.nouns.people, look.material.last_gain, look.period.last)
    if not waits or not look.events("gain") or waits[0][1] < 2 * LONG[waits[0][0].relation]:
        return
    person, days = waits[0]
    thought = look.material.guesses.get("waited", "")
    names = {p.code: p.name for p in look.material.nouns.people}
    other = f"; you thought of {names[thought]}" if thought in names and thought != person.code else ""
    values: dict[str, Value] = {"person": person.code, "days": days}
    yield Item(
        f"{person.name} has had no small gain for {weeks_words(days)}{other}.",
        values,
        f"people show {person.name}",
    )


def _foundation(look: Look) -> Iterator[Item]:
    """A foundation at zero in both periods, where chance alone would hardly leave it out."""
    total = sum(given(look, look.period).values()) + sum(given(look, look.before).values())
    never = never_given(look)
    if len(never) == 1 and (1 - 1 / len(SIX)) ** total < ALPHA:
        values: dict[str, Value] = {"foundation": never[0], "given": total}
        yield Item(f"Of {total} foundations in two periods none was: {SIX[never[0]]}.", values, "log foundation")


def _trigger(look: Look) -> Iterator[Item]:
    """One trigger behind most steps in (an exact binomial test against seven alike)."""
    words = [word for entry in look.steps["in"] if (word := choice_in(entry, TRIGGER))]
    if len(words) < LEAST_STEPS:
        return
    word, n = Counter(words).most_common(1)[0]
    if n >= MOST_OF * len(words) and _at_least(n, len(words), 1 / TRIGGERS) < ALPHA:
        values: dict[str, Value] = {"trigger": word, "n": n, "of": len(words)}
        yield Item(
            f"{n} of your {len(words)} steps in had one trigger: {word}.",
            values,
            f"list {look.period.key} --event step",
        )


def _at_least(n: int, of: int, share: float) -> float:
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(n, of + 1))


def _cue(look: Look) -> Iterator[Item]:
    """Commitments with an if beside those without (Fisher's exact test)."""
    ended = [
        c
        for c in look.material.nouns.commitments
        if c.visibility != "sealed" and c.closed and c.closed in look.period
    ]
    sides = [[c.outcome == "kept" for c in ended if bool(c.cue) is cued] for cued in (True, False)]
    (kept, of), (bare, of_bare) = ((sum(side), len(side)) for side in sides)
    if of and of_bare and fisher_exact(kept, of - kept, bare, of_bare - bare) < ALPHA:
        values: dict[str, Value] = {"with": kept, "of_with": of, "without": bare, "of_without": of_bare}
        yield Item(
            f"You kept {kept} of {of} commitments with an if, and {bare} of {of_bare} without.",
            values,
            "commitments --all",
        )


RULES: tuple[Callable[[Look], Iterator[Item]], ...] = (
    _guess,
    _conviction_guess,
    _passed,
    _waiting,
    _foundation,
    _trigger,
    _cue,
)
