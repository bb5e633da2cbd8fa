"""What has come due: promises whose day has come, and what wants a second look after some time.

How each of them was met is an answer to a question of its own (`daily/due-commitment` …), whose `made` names
what it is about: the code of a commitment, a need or a disconnect, or the id of an event's entry. So nothing
but answers is needed to remember a "later" (asked again after a week; a pass counts as one) and a "no more",
and history and exports hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, TypeAlias

from reflect.frozen import frozen
from reflect.model import Commitment, Disconnect, Entry, Need

DueKind: TypeAlias = Literal["commitment", "failure", "step-in", "feedback", "need", "disconnect", "theme"]

LATER, NO_MORE = "later", "no more"
AGAIN_AFTER = timedelta(days=7)
SECOND_LOOK = timedelta(days=14)
"""After this a failure not yet learned from, and a step-in, are come back to."""

ASK_AFTER = timedelta(days=7)
"""After this it is asked what she heard, where she meant to ask for feedback."""

NEED_AFTER = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(days=90)
"""An event older than this is not come back to any more."""

OLDEST_DISCONNECT = "convictions/oldest-disconnect"
STOOD_STILL = "stood still"
OFTEN = 4
"""A disconnect that stood still so often, or a theme that came so often, is offered once: act, drop, or coach."""

DIRECTION = "room-to-fail/direction"
LEARNED = "room-to-fail/learned"
NOT_YET = "not yet"
HEARD = "their-success/feedback-heard"
DUE = "daily/due-"
OFFER = "daily/due-disconnect"
THEME_OFFER = "daily/due-theme"
THEME = "theme "
"""Before the word, where an answer names the theme that it is about."""

ACT, DROP, COACH = "act", "drop", "coach"


@frozen
class Due:
    """One thing that has come due: what it is about (`key`: a code, or the id of an entry), and since when."""

    kind: DueKind
    key: str
    since: date

    @property
    def prompt(self) -> str:
        """The id of the question that is asked about it."""
        return f"{DUE}{self.kind}"


@frozen
class Matters:
    """What may come due: open commitments and needs, and the events of the last three months."""

    commitments: Sequence[Commitment] = ()
    needs: Sequence[Need] = ()
    events: Sequence[Entry] = ()


@frozen
class Settled:
    """The last answer to a due question about one thing: its day, and the word that was chosen, if any."""

    day: date
    word: str | None = None


def candidates(matters: Matters, today: date) -> list[Due]:
    """What has come due by today: commitments first, by their day, then the rest, the longest due first."""
    promised = [
        Due("commitment", one.code, one.due)
        for one in matters.commitments
        if one.outcome is None and one.due is not None and one.due <= today and one.made < today
    ]
    rest = [*_needs(matters.needs), *_events(matters.events, today)]
    return [
        *sorted(promised, key=lambda due: (due.since, due.key)),
        *sorted((due for due in rest if due.since <= today), key=lambda due: (due.since, due.kind, due.key)),
    ]


def _needs(needs: Sequence[Need]) -> Iterator[Due]:
    for need in needs:
        if need.is_open:
            yield Due("need", need.code, need.steps[-1].since + NEED_AFTER)


def _events(events: Sequence[Entry], today: date) -> Iterator[Due]:
    for event in events:
        if today - event.day > FORGOTTEN_AFTER:
            continue
        if event.kind == "failure" and any(a.prompt == LEARNED and a.choice == NOT_YET for a in event.answers):
            yield Due("failure", event.id, event.day + SECOND_LOOK)
        elif event.kind == "step" and any(a.prompt == DIRECTION and a.choice == "in" for a in event.answers):
            yield Due("step-in", event.id, event.day + SECOND_LOOK)
        elif event.kind == "feedback" and not any(a.prompt == HEARD and a.text for a in event.answers):
            yield Due("feedback", event.id, event.day + ASK_AFTER)


def come_due(found: Sequence[Due], settled: Mapping[str, Settled], today: date) -> list[Due]:
    """Of what has come due, what is to be offered: not what was put off less than a week ago, nor ended.

    `settled` holds the last answer about each thing, by its key.
    """
    return [due for due in found if _is_open(due, settled.get(due.key), today)]


def _is_open(due: Due, last: Settled | None, today: date) -> bool:
    if last is None:
        return True
    if last.word == NO_MORE:
        return False
    if last.word in (None, LATER):
        return today - last.day >= AGAIN_AFTER
    # What was met is no candidate any more, but for a step-in, which stays in the journal as it was, and a need
    # under way, which comes due anew by its own date.
    return due.kind == "need" and due.since > last.day


def stuck(disconnects: Sequence[Disconnect], stood_still: Mapping[str, int]) -> Disconnect | None:
    """The oldest open disconnect in her own reach that stood still four times; `stood_still` counts, by code."""
    often = [one for one in in_reach(disconnects) if stood_still.get(one.code, 0) >= OFTEN]
    return often[0] if often else None


def in_reach(disconnects: Sequence[Disconnect]) -> list[Disconnect]:
    """The open disconnects with herself or her immediate organization, the oldest first."""
    found = [
        one for one in disconnects if one.kind == "disconnect" and one.closed is None and one.scope != "larger"
    ]
    return sorted(found, key=lambda one: (one.opened, int(one.code[1:] or 0)))
