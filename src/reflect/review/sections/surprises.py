"""You may not have known: at most three lines, ranked by a written rule, each an act, each tested.

In order: the guess that was off by most; a conviction that she thought she lived more, and lived less; one that
was passed far more often than the others; a person who has waited twice the length that is long; a foundation
never given; one trigger behind most steps in; commitments that hold with an if and not without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import comb

from reflect.insight.statistics import ALPHA, fisher_exact
from reflect.model import LIVED
from reflect.review.blocks import Item, Items, Section, Value
from reflect.review.look import TRIGGER, Look, choice_in
from reflect.review.sections.before_you_look import percent
from reflect.review.sections.foundations import SIX, given, never_given
from reflect.review.sections.people import page_of
from reflect.review.waits import LONG, among, longest_waits, tied, weeks_words

MOST = 3
FAR_OFF = 15
"""Percentage points by which a guess must miss to be told."""

COMMITMENTS = "commitments list --all"
LEAST_ASKED = 8
MOST_OF = 0.6
LEAST_STEPS = 5
TRIGGERS = 6
"""Of an ordinary step in: one at a beginning stands apart."""


def surprises(look: Look) -> Section | None:
    """The first three that there are; none is made up to fill the place."""
    found: list[Item] = []
    for rule in RULES:
        found.extend(rule(look))
    if not found:
        return None
    return Section("surprises", "You may not have known", (Items("surprises", tuple(found[:MOST])),))


def _guess(look: Look) -> Iterator[Item]:
    """Her own guess, where the record says otherwise by most (an exact binomial test against the guess)."""
    missed = []
    for name, label in (("kept", "of your commitments kept"), ("back", "of your steps were steps back")):
        said = look.material.guesses.get(name, "")
        n, of = look.shares[name][1]
        if not said.isdigit() or of < LEAST_STEPS or abs(int(said) - 100 * n / of) < FAR_OFF:
            continue
        if _as_far(n, of, int(said) / 100) < ALPHA:
            missed.append((abs(int(said) - 100 * n / of), name, label, int(said), n, of))
    if missed:
        _, name, label, guess, n, of = max(missed)
        command = COMMITMENTS if name == "kept" else f"list {look.period.key} --event step"
        values: dict[str, Value] = {"guess": guess, "n": n, "of": of}
        yield Item(
            f"You guessed {guess} %: the record says {n} of {of}, {percent(n, of)} %, {label}.", values, command
        )


def _conviction_guess(look: Look) -> Iterator[Item]:
    """The conviction she thought she lived more, where the record says lower."""
    code = look.material.guesses.get("lived", "")
    convictions = {c.code: c for c in look.material.convictions_in(look.now)}
    if code in convictions and look.lived(code).reading == "lower":
        result = look.lived(code)
        words = f"You thought you lived {code} “{convictions[code].statement}” more: the record says lower"
        values: dict[str, Value] = {"conviction": code, "before": result.before_mean, "now": result.now_mean}
        yield Item(f"{words}, {result.before_mean:.1f} to {result.now_mean:.1f}.", values, _answers(code, look))


def _passed(look: Look) -> Iterator[Item]:
    """A conviction passed over far more often than the others (Fisher's exact test)."""
    asked: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for _, answer in look.material.answers(look.period, LIVED):
        if answer.conviction is not None:
            asked[answer.conviction] += 1
            passed[answer.conviction] += answer.state in ("passed", "none")
    statements = {c.code: c.statement for c in look.material.convictions_in(look.period)}
    often = [code for code in asked if asked[code] >= LEAST_ASKED and passed[code] >= MOST_OF * asked[code]]
    for code in sorted(statements.keys() & often, key=lambda code: (-passed[code] / asked[code], code))[:1]:
        n, of = passed[code], asked[code]
        others, of_others = sum(passed.values()) - n, sum(asked.values()) - of
        if fisher_exact(n, of - n, others, of_others - others) < ALPHA:
            yield Item(
                f"You gave {code} “{statements[code]}” no rating on {n} of the {of} days it was asked.",
                {"conviction": code, "passed": n, "of": of}, _answers(code, look),
            )  # fmt: skip


def _waiting(look: Look) -> Iterator[Item]:
    """The longest wait by the clock of the relation, once it is twice as long as long is."""
    waits = longest_waits(look.roster, look.material.last_gain, look.period.last)
    if not waits or not look.events("gain") or waits[0][1] < 2 * LONG[waits[0][0].relation]:
        return
    person, days = waits[0]
    alike = tied(waits)
    thought = look.material.guesses.get("waited", "")
    names = {p.code: p.name for p in look.roster}
    other = f"; you thought of {names[thought]}" if thought in names.keys() - {p.code for p in alike} else ""
    values: dict[str, Value] = {"person": person.code, "days": days}
    if alike[1:]:
        values["alike"] = ", ".join(p.code for p in alike)
    said = among([p.name for p in alike])
    yield Item(f"No small gain is noted for {said} for {weeks_words(days)}{other}.", values, page_of(person))


def _foundation(look: Look) -> Iterator[Item]:
    """A foundation at zero in both periods, where chance alone would hardly leave any of the six out."""
    total = sum(given(look, look.period).values()) + sum(given(look, look.before).values())
    never = never_given(look)
    if len(never) == 1 and len(SIX) * (1 - 1 / len(SIX)) ** total < ALPHA:
        values: dict[str, Value] = {"foundation": never[0], "given": total}
        command = f"list {look.period.key} --pack step-back"
        yield Item(f"Of {total} foundations in two periods none was: {SIX[never[0]]}.", values, command)


def _trigger(look: Look) -> Iterator[Item]:
    """One trigger behind most steps in (an exact binomial test against six alike, whichever it is)."""
    words = [word for entry in look.steps["in"] if (word := choice_in(entry, TRIGGER))]
    if len(words) < LEAST_STEPS:
        return
    word, n = Counter(words).most_common(1)[0]
    if n >= MOST_OF * len(words) and TRIGGERS * _at_least(n, len(words), 1 / TRIGGERS) < ALPHA:
        values: dict[str, Value] = {"trigger": word, "n": n, "of": len(words)}
        yield Item(
            f"{n} of your {len(words)} steps in had one trigger: {word}.",
            values,
            f"list {look.period.key} --event step",
        )


def _chances(of: int, share: float) -> list[float]:
    """The binomial probability of each number from 0 to `of`."""
    return [comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(of + 1)]


def _at_least(n: int, of: int, share: float) -> float:
    return sum(_chances(of, share)[n:])


def _as_far(n: int, of: int, share: float) -> float:
    """Two-sided p of n in so many, if the share were true: all numbers that are as unlikely as n."""
    chances = _chances(of, share)
    return sum(chance for chance in chances if chance <= chances[n] * (1 + 1e-9))


def _answers(code: str, look: Look) -> str:
    """What shows the answers of the period about a conviction."""
    return f"list {look.period.key} --conviction {code}"


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
            COMMITMENTS,
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
