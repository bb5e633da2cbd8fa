"""The brief for her coach: the same shapes as a review, in an order that never changes.

Only answers and nouns that she marked for her coach, and counts; weeks instead of dates; a private noun is
its code alone; people stand as she wrote them, and the name scan has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property

from reflect.frozen import frozen
from reflect.periods import Period
from reflect.review.blocks import Block, Item, Items, Note, Review, Section
from reflect.review.brief.agreements import considered, since_last_time
from reflect.review.brief.candidates import INSIGHT, Candidate, incidents, included
from reflect.review.brief.patterns import patterns, suggested, surprises
from reflect.review.brief.prompts import Choices
from reflect.review.brief.record import acts_and_words, what_it_held
from reflect.review.brief.words import WENT_WELL, evidence, excerpt, other_words, week_of
from reflect.review.look import Look, look_at
from reflect.review.material import Material

LATER = "to be said in the session"
NOTICE = "What do you notice that I have not written?"


@frozen
class Brief:
    """All that its sections are made from; `asked` are the questions as they were worded, by prompt."""

    look: Look
    choices: Choices
    surprised: Look | None = None
    asked: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def chosen(self) -> list[Candidate]:
        """The answers that go in, but for what is told whole as the incident."""
        return [one for one in included(self.look, self.choices) if not one.is_of(self.choices.incident)]


def coaching_brief(
    material: Material,
    period: Period,
    before: Period,
    choices: Choices | None = None,
    *,
    surprised: Look | None = None,
    asked: Mapping[str, str] | None = None,
) -> Review:
    """One to two pages; every heading stands in every brief, so that a coach can lay two side by side.

    `surprised` is the look back on the period of which she guessed last, `asked` the wording of each prompt.
    """
    brief = Brief(look_at(material, period, before), choices or Choices(), surprised, asked or {})
    sections = tuple(
        Section(key, title, make(brief) or (Note("none", "Nothing marked for this brief."),))
        for key, title, make in _PARTS
    )
    about = Section("about", "", what_it_held(brief.look))
    return Review(period, before, (about, *sections), title=f"Coaching brief · {_in_weeks(period)}")


def _in_weeks(period: Period) -> str:
    """The name of a quarter or year; of anything shorter or freer its weeks, for a brief names no dates."""
    if period.unit in ("quarter", "year"):
        return period.key.replace("-", " ")
    first, last = period.first.isocalendar(), period.last.isocalendar()
    if first.year != last.year:
        return f"{first.year} wk {first.week} – {last.year} wk {last.week}"
    return f"{first.year} wk {first.week}" + (f" – {last.week}" if first.week != last.week else "")


def _since(brief: Brief) -> tuple[Block, ...]:
    return since_last_time(brief.look, brief.choices.agreed)


def _goal(brief: Brief) -> tuple[Block, ...]:
    """What she wants, and the one question; where she named none, what the record suggests, and that it does."""
    goal, ask, by_rule = brief.choices.goal, brief.choices.ask_me, ""
    if not ask:
        by_rule = suggested(brief.look, brief.surprised)
        ask = f"{by_rule} (found by rule in the numbers, not named by me)" if by_rule else ""
    return (
        Items(
            "goal",
            (
                Item(f"What I want: {excerpt(goal) or LATER}", {"goal": goal or None}),
                Item(f"Ask me about: {excerpt(ask) or LATER}", {"ask_me": ask or None, "by_rule": bool(by_rule)}),
            ),
        ),
    )


def _went_well(brief: Brief) -> tuple[Block, ...]:
    lines = tuple(evidence(one) for one in brief.chosen if one.answer.prompt in WENT_WELL)
    return (Items("evidence", lines),) if lines else ()


def _acts_and_words(brief: Brief) -> tuple[Block, ...]:
    return acts_and_words(brief.look)


def _incident(brief: Brief) -> tuple[Block, ...]:
    """The incident that she told; without one the newest event that is marked for the coach."""
    choices = brief.choices
    known = {one.id: one for one in incidents(brief.look)}
    told = known.get(choices.incident)
    happened, did = choices.happened, choices.did
    if not happened:
        told = next((one for one in known.values() if one.is_event and one.marked and one.happened), None)
        if told is None:
            return (Note("none", "None chosen this time."),)
        happened, did = told.happened, told.did
    when = f" ({week_of(told.day)}, {told.kind})" if told is not None else ""
    told_of = (f"What happened{when}", happened), ("What I did", did), ("What I feared", choices.feared)
    lines = tuple(Item(f"{label}: {excerpt(text)}", {"text": text}) for label, text in told_of if text)
    return (Items("incident", lines),)


def _patterns(brief: Brief) -> tuple[Block, ...]:
    found = patterns(brief.look, brief.surprised)
    if not found:
        return (Note("none", "None passed its test: too few numbers, or too much alike."),)
    return (Items("readings", tuple(found)),)


def _surprised(brief: Brief) -> tuple[Block, ...]:
    found = surprises(brief.surprised)
    if found:
        return (Items("surprises", tuple(found)),)
    guessed = brief.surprised is not None
    return (Note("none", "My guesses were near the record." if guessed else "I made no guesses this time."),)


def _learned(brief: Brief) -> tuple[Block, ...]:
    said = [one.answer for one in brief.chosen if one.answer.prompt == INSIGHT]
    return (Note("insight", excerpt(said[-1].text or "")),) if said else ()


def _considering(brief: Brief) -> tuple[Block, ...]:
    return considered(brief.look)


def _for_you(brief: Brief) -> tuple[Block, ...]:
    notice = Items("notice", (Item(NOTICE, {}),))
    rest = [one for one in brief.chosen if one.answer.prompt not in (*WENT_WELL, INSIGHT)]
    lines = tuple(other_words(one, brief.asked.get(one.answer.prompt, "")) for one in rest)
    return (notice, Items("marked", lines, "Also marked for you:")) if lines else (notice,)


_PARTS: tuple[tuple[str, str, Callable[[Brief], tuple[Block, ...]]], ...] = (
    ("since", "Since our last session", _since),
    ("goal", "What I want from this one", _goal),
    ("went-well", "What went well, with evidence", _went_well),
    ("acts-and-words", "Where my acts and my words part", _acts_and_words),
    ("incident", "One incident whole", _incident),
    ("patterns", "Patterns", _patterns),
    ("surprised", "What surprised me", _surprised),
    ("learned", "What I learned, in one sentence", _learned),
    ("considering", "What I consider, and if-then", _considering),
    ("for-you", "For you", _for_you),
)
