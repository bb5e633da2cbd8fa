"""Her words as a brief shows them: a week, what they are about, an excerpt; somebody else's as she heard them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reflect.choosing.due import THEME_OFFER
from reflect.model import COSTLY, DEMONSTRATION, NOTE
from reflect.review.blocks import Item, Value
from reflect.review.brief.candidates import Candidate

LONGEST = 320
"""Signs of an answer that a brief shows: so twelve of them fit two pages."""

LONGEST_QUESTION = 60
CUT = " […]"

WENT_WELL = frozenset(
    {
        DEMONSTRATION,
        "convictions/demonstrating",
        "convictions/met-well",
        "room-to-fail/let-stand",
        "small-gains/came-of-it",
        "small-gains/given",
        "small-gains/picture-changed",
        "step-back/builder",
        "step-back/stepped-up",
        "their-success/easier-day",
        "their-success/multiplier",
    }
)
"""Prompts whose answers are evidence of what went well."""

LABELS = {NOTE: ", a note", THEME_OFFER: ", a word that came again and again"}
"""What stands before an answer in place of its question, where the question says less."""


def week_of(day: date, near: date | None = None) -> str:
    """A day as its ISO week: "wk 33", or "wk 33 of 2024" where it lies in another year than the day `near` it."""
    year, week, _ = day.isocalendar()
    return f"wk {week}" if near is None or near.isocalendar().year == year else f"wk {week} of {year}"


def excerpt(text: str) -> str:
    """A text in one line, cut after a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    kept = line[: LONGEST - len(CUT)]
    return (kept.rpartition(" ")[0] or kept) + CUT


def evidence(one: Candidate) -> Item:
    """A line of what went well; what cost her something says so in words."""
    answer = one.answer
    cost = " (it cost me something)" if answer.choice == COSTLY else ""
    about = f" ({answer.conviction or one.person})" if answer.conviction or one.person else ""
    text = f"{week_of(one.day).capitalize()}{about}: {excerpt(answer.text or '')}{cost}"
    return Item(text, {**_values(one), "costly": bool(cost)})


def other_words(one: Candidate, asked: str) -> Item:
    """A line of anything else that she marked: with its question, or with who said it."""
    answer = one.answer
    who = f", {one.person}" if one.person else ""
    about = f" ({answer.conviction})" if answer.conviction else ""
    said = excerpt(answer.text or "")
    if one.of_others:
        return Item(f"{week_of(one.day).capitalize()}{who}, as I heard it: “{said}”", _values(one))
    places = {"<person>": one.person or "somebody", "<conviction>": answer.conviction or "it", "<day>": "that day"}
    for place, word in places.items():
        asked = asked.replace(place, word)
    question = " ".join(asked.split())
    if answer.prompt in LABELS:
        label = LABELS[answer.prompt]
    elif not question:
        label = ""
    else:
        short = question if len(question) <= LONGEST_QUESTION else f"{question[: LONGEST_QUESTION - 1].rstrip()}…"
        label = f", “{short}”"
    return Item(f"{week_of(one.day).capitalize()}{about}{who}{label}: {said}", _values(one))


def _values(one: Candidate) -> Mapping[str, Value]:
    answer = one.answer
    return {
        "week": week_of(one.day), "prompt": answer.prompt, "conviction": answer.conviction, "person": one.person,
        "of_others": one.of_others,
    }  # fmt: skip
