"""Which pack is in focus on a day, and which to propose next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reflect.model import Focus
from reflect.periods import Period

ALWAYS = ("convictions", "daily")
"""Packs that are asked whatever the focus, so they never are one."""

FIRST_WEEK = timedelta(days=7)


def focus_on(day: date, focuses: Sequence[Focus]) -> Focus | None:
    """The focus of a day; of several (after a merge) the one set last. `focuses` stand by their first day."""
    standing = [one for one in focuses if one.since <= day and (one.until is None or day <= one.until)]
    return standing[-1] if standing else None


def ended_before(day: date, focuses: Sequence[Focus]) -> Focus | None:
    """The last focus whose time was over before that day, where none stands now."""
    if focus_on(day, focuses) is not None:
        return None
    return max((one for one in focuses if one.until is not None and one.until < day), key=_until, default=None)


def packs_in(period: Period, focuses: Sequence[Focus], day: date) -> tuple[str, ...]:
    """The packs in focus on any day of a period up to `day`: the present one first, then backwards in time."""
    touched = [
        one.pack
        for one in focuses
        if one.since <= min(period.last, day) and (one.until is None or one.until >= period.first)
    ]
    present = focus_on(day, focuses)
    return tuple(dict.fromkeys(([present.pack] if present else []) + touched[::-1]))


def next_pack(packs: Sequence[str], focuses: Sequence[Focus]) -> str | None:
    """The pack that was in focus longest ago (never first, ties in the order given)."""
    last = {pack: date.min for pack in packs if pack not in ALWAYS}
    for one in focuses:
        if one.pack in last:
            last[one.pack] = max(last[one.pack], one.until or date.max)
    return min(last, key=lambda pack: last[pack], default=None)


def may_propose(day: date, focuses: Sequence[Focus], first: date | None) -> bool:
    """Whether a focus may be proposed: none stands, and the first week is over or she has had one before."""
    if focus_on(day, focuses) is not None or first is None:
        return False
    return any(one.since <= day for one in focuses) or day - first >= FIRST_WEEK


def changed_to(pack: str | None, until: date | None, today: date, focuses: Sequence[Focus]) -> list[Focus]:
    """The focuses to store so that `pack` is in focus from today until that day (None: no pack is).

    The one that stands ends the day before; one that began today is replaced, or without a pack ends today.
    """
    standing = [one for one in focuses if one.since <= today and (one.until is None or today <= one.until)]
    kept: list[Focus] = []
    for one in standing:
        last = max(one.since, today - timedelta(days=1))
        kept.append(Focus(one.id, one.pack, one.since, last))
    if pack is None:
        return kept
    began_today = next((one for one in standing if one.since == today), None)
    new = Focus(began_today.id if began_today else "", pack, today, until)
    return [one for one in kept if one.id != new.id] + [new]


def _until(one: Focus) -> date:
    return one.until or date.max
