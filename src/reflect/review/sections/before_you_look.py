"""Before you look: what she guessed, beside what the record says."""

from __future__ import annotations

from collections.abc import Mapping

from reflect.review.blocks import Column, Section, Table, Value
from reflect.review.look import Look
from reflect.review.waits import among, waited

GUESSES: Mapping[str, str] = {
    "kept": "commitments kept",
    "back": "steps back, of all steps",
    "lived": "conviction lived more than before",
    "waited": "who has waited longest for a small gain",
}
"""The four guesses, by key, as the table names them."""

COLUMNS = (
    Column("label", "", wide=True),
    Column("guess", "your guess", "right"),
    Column("record", "the record", "right"),
)


def before_you_look(look: Look) -> Section | None:
    """Her guesses are hers: without any, there is no such section."""
    guesses = look.material.guesses
    rows = tuple(
        {"label": label, "guess": _said(key, guesses[key], look), "record": record(key, look), "question": key}
        for key, label in GUESSES.items()
        if guesses.get(key)
    )
    return Section("before-you-look", "Before you look", (Table("guesses", COLUMNS, rows),)) if rows else None


def _said(key: str, guess: str, look: Look) -> str:
    if key in ("kept", "back"):
        return f"{guess} %"
    return _name(guess, look) if key == "waited" else guess


def record(key: str, look: Look) -> Value:
    """What the journal says to a guess; None where it cannot say."""
    if key in ("kept", "back"):
        n, of = look.shares[key][1]
        return f"{percent(n, of)} % ({n} of {of})" if of else None
    if key == "lived":
        higher = [
            (result.now_mean - result.before_mean, code)
            for code in (c.code for c in look.material.convictions_in(look.now))
            if (result := look.lived(code)).reading == "higher" and result.now_mean and result.before_mean
        ]
        return max(higher)[1] if higher else "none, beyond chance"
    last_gain, day = look.material.last_gain, look.period.last
    waits = [(days, p.code) for p in look.roster if (days := waited(p, last_gain, day)) is not None]
    longest = max(waits, default=(0, ""))[0]
    return among([_name(code, look) for days, code in waits if days == longest]) or None


def percent(n: int, of: int) -> int:
    """So many of so many, in hundredths, half of one counting as one."""
    return (200 * n + of) // (2 * of)


def _name(code: str, look: Look) -> str:
    """Their name; the code of somebody who is not on the roster then, or sealed."""
    return next((person.name for person in look.roster if person.code == code), code)
