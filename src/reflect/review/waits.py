"""Who has waited for a small gain: each relation has its own clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reflect.model import Person

LONG = {"new": 21, "steady": 21, "in repair": 42}
"""Days after which a wait is long: three weeks; repair goes by a slower clock."""


def on_roster(people: Iterable[Person], day: date) -> list[Person]:
    """Those on the roster on that day, but for the sealed ones."""
    return [
        person
        for person in people
        if (person.since is None or person.since <= day)
        and (person.left is None or person.left > day)
        and person.visibility != "sealed"
    ]


def waited(person: Person, last_gain: Mapping[str, date], day: date) -> int | None:
    """Days since the last small gain, or since the person joined where there was none yet; None if unknown."""
    since = last_gain.get(person.code) or person.since
    return None if since is None else max(0, (day - since).days)


def longest_waits(people: Iterable[Person], last_gain: Mapping[str, date], day: date) -> list[tuple[Person, int]]:
    """Those whose wait is long by the clock of their relation, the longest by that clock first."""
    found = [
        (person, wait) for person in on_roster(people, day) if (wait := waited(person, last_gain, day)) is not None
    ]
    late = [(person, wait) for person, wait in found if wait >= LONG[person.relation]]
    return sorted(late, key=lambda pair: (-pair[1] / LONG[pair[0].relation], pair[0].code))


def tied(waits: Sequence[tuple[Person, int]]) -> list[Person]:
    """Of waits, the longest first, whoever has waited as long as the first by the clock of the relation."""
    if not waits:
        return []
    first = waits[0][1] / LONG[waits[0][0].relation]
    return [person for person, wait in waits if wait / LONG[person.relation] == first]


def among(names: Sequence[str]) -> str:
    """Say some names: all of two or three, else two of them and how many more."""
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more"
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), *names[-1:]])


def weeks_words(days: int) -> str:
    """Say so many days in full weeks."""
    weeks = days // 7
    if weeks < 1:
        return f"{days} days" if days != 1 else "1 day"
    return "1 week" if weeks == 1 else f"{weeks} weeks"
