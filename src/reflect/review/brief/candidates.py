"""Which of her words may go into a brief, the strongest first; and the incidents that may be told whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reflect.frozen import frozen
from reflect.model import COSTLY, DEMONSTRATION, NOTE, Answer, Entry
from reflect.review.brief.prompts import BRIEF, Choices
from reflect.review.first_words import first_words
from reflect.review.look import DIRECTION, TRIGGER, Look, answer_in, choice_in
from reflect.review.material import quotable
from reflect.review.sections.failures import FIRST_HOUR, HAPPENED
from reflect.review.sections.feedback import FROM, HEARD

MOST = 12
"""Answers that a brief holds: one to two pages."""

INSIGHT = "convictions/insight"
SOMEBODYS_LIFE = "small-gains/remember"
"""What she learned of somebody's life: it never leaves, whatever its mark."""

NOTED = "their-success/feedback-noted"
SAVED_AND_COST = "room-to-fail/saved-and-cost"
OTHERS_WORDS = frozenset(
    {
        HEARD,
        "convictions/conversation-need",
        "convictions/conversation-dream",
        "convictions/conversation-more",
        "convictions/listened",
        "convictions/dream",
        "convictions/more-and-else",
        "daily/due-feedback",
        "small-gains/most-useful",
        "their-success/near-customer",
        "their-success/success",
        "their-success/work-for-you",
    }
)
"""Prompts whose answers hold what somebody else said: each goes in by itself, "as I heard it", or not at all."""

TELLING = ("convictions/cost", HAPPENED, SAVED_AND_COST, "convictions/did-not-fit")
"""Prompts whose answers are offered though they bear no mark: what cost her, what failed, what did not fit."""


@frozen
class Candidate:
    """An answer that may go in: its day, its entry's id and kind, whose words it holds, whether it is marked."""

    day: date
    entry: str
    kind: str
    answer: Answer
    of_others: bool
    taken: bool
    person: str | None = None

    def is_of(self, incident: str) -> bool:
        """Whether it belongs to what is told whole: the id of an event or of an answer."""
        return incident in (self.entry, self.answer.id)


def candidates(look: Look, incident: str = "") -> list[Candidate]:
    """At most twelve: those marked for the coach before others, what cost her something before the rest.

    The rule takes what is marked, so that a brief made without being asked is made of marks alone. Others' words
    are there only where they are marked, and never where they said that they be not noted; of the incident that is
    told whole there is nothing.
    """
    found = sorted((one for one in _possible(look) if not one.is_of(incident)), key=_rank)
    return found[:MOST]


def included(look: Look, choices: Choices) -> list[Candidate]:
    """At most twelve that go into this brief, in order of their days: what she chose, then what the rule takes."""
    decided = choices.included
    chosen = [
        one
        for one in _possible(look)
        if one.taken and decided.get(one.answer.id, choices.others or not one.of_others)
    ]
    chosen.sort(key=lambda one: (one.answer.id not in decided, _rank(one)))
    return sorted(chosen[:MOST], key=lambda one: (one.day, one.answer.id))


def _possible(look: Look) -> Iterator[Candidate]:
    for entry in look.material.within(look.period):
        refused = choice_in(entry, NOTED) == "no"
        about = answer_in(entry, FROM) or answer_in(entry, "convictions/conversation-person")
        for answer in entry.answers:
            if not quotable(answer) or entry.kind == BRIEF or answer.prompt == SOMEBODYS_LIFE:
                continue
            of_others = answer.prompt in OTHERS_WORDS
            is_marked = answer.visibility == "coach"
            if (of_others and refused) or not (is_marked or _is_telling(answer)):
                continue
            person = answer.person or (about.person if about is not None else None)
            yield Candidate(entry.day, entry.id, entry.kind, answer, of_others, is_marked, person)


def _is_telling(answer: Answer) -> bool:
    is_costly = answer.prompt == DEMONSTRATION and answer.choice == COSTLY
    return is_costly or answer.prompt in (INSIGHT, *TELLING)


def _rank(one: Candidate) -> tuple[int, int, int, str]:
    """Marked first, then by what it tells, then the newest."""
    answer = one.answer
    if answer.prompt == INSIGHT:
        kind = 0
    elif answer.choice == COSTLY:
        kind = 1
    elif answer.prompt in TELLING:
        kind = 2
    else:
        kind = 3 + one.of_others + 2 * (one.kind == NOTE)
    return (not one.taken, kind, -one.day.toordinal(), answer.id)


# ---- one incident whole


@frozen
class Incident:
    """What may be told whole: the id of an event or of a demonstration, and what the journal says of it.

    `trigger` is what made her step in; `written` are the first words of an event, or of its day,
    where what happened is not told.
    """

    id: str
    day: date
    kind: str
    happened: str
    did: str
    marked: bool
    is_event: bool = True
    trigger: str = ""
    written: str = ""


MOST_INCIDENTS = 9


def incidents(look: Look) -> list[Incident]:
    """The period's failures, steps in and costly demonstrations; at most nine.

    The newest come first, but those with nothing told, and then those with nothing written all day, come last.
    """
    entries = list(look.material.within(look.period))
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)
    found = [one for entry in entries for one in _incidents_in(entry, by_day[entry.day])]
    found.sort(key=lambda one: (bool(one.happened), bool(one.written), one.day, one.id), reverse=True)
    return found[:MOST_INCIDENTS]


def _incidents_in(entry: Entry, that_day: list[Entry]) -> Iterator[Incident]:
    if entry.kind == "failure":
        first_hour = choice_in(entry, FIRST_HOUR)
        did = f"In the first hour: {first_hour}." if first_hour else ""
        yield _incident(entry, "failure", answer_in(entry, HAPPENED), did, that_day)
    elif entry.kind == "step" and choice_in(entry, DIRECTION) == "in":
        trigger = choice_in(entry, TRIGGER)
        did = f"I stepped in: {trigger}." if trigger else "I stepped in."
        yield _incident(entry, "step in", answer_in(entry, SAVED_AND_COST), did, that_day, trigger or "")
    for answer in entry.answers:
        if answer.prompt == DEMONSTRATION and answer.choice == COSTLY and quotable(answer):
            told = (answer.text or "").strip()
            is_marked = answer.visibility == "coach"
            yield Incident(
                answer.id, entry.day, f"{answer.conviction}, at a cost", told, "", is_marked, is_event=False
            )


def _incident(
    entry: Entry, kind: str, told: Answer | None, did: str, that_day: list[Entry], trigger: str = ""
) -> Incident:
    shown = told is not None and quotable(told)
    words = (told.text or "").strip() if told is not None and shown else ""
    is_marked = told is not None and told.visibility == "coach"
    written = "" if words else first_words([entry, *that_day])
    return Incident(entry.id, entry.day, kind, words, did, is_marked, trigger=trigger, written=written)
