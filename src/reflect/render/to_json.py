"""A review as JSON, for programs: keys and raw values, nothing rounded but means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, assert_never

from reflect.periods import Period
from reflect.review.blocks import (
    Block,
    Change,
    Facts,
    Items,
    Line,
    Mean,
    Note,
    Quotes,
    Review,
    Section,
    Share,
    Span,
    Table,
    Times,
    Value,
)
from reflect.safe_text import for_json

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def to_json(review: Review) -> str:
    """The review as one JSON object: `period`, `against` and `sections`, in reading order.

    Strings are hers, letter for letter; characters that could act on a terminal are written as escapes.
    """
    document = {
        "period": _period(review.period),
        "against": _period(review.against),
        "sections": [_section(section) for section in review.sections],
    }
    return for_json(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def _period(period: Period) -> dict[str, Json]:
    return {"key": period.key, "from": period.first.isoformat(), "to": period.last.isoformat()}


def _section(section: Section) -> dict[str, Json]:
    return {
        "key": section.key,
        "title": section.title,
        "command": section.command,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Json]:
    match block:
        case Facts():
            return {"shape": "facts", "key": block.key, "label": block.label, "facts": _facts(block)}
        case Table():
            return {
                "shape": "table",
                "key": block.key,
                "label": block.label,
                "rows": [_values(row) for row in block.rows],
                "notes": list(block.notes),
            }
        case Quotes():
            return {"shape": "quotes", "key": block.key, "label": block.label, "quotes": _quotes(block)}
        case Items():
            return {"shape": "items", "key": block.key, "label": block.label, "items": _items(block)}
        case Note():
            return {"shape": "note", "key": block.key, "text": block.text, "command": block.command}
        case _:
            assert_never(block)


def _facts(block: Facts) -> list[Json]:
    return [
        {
            "key": fact.key,
            "label": fact.label,
            "value": _raw(fact.value),
            "note": fact.note,
            "command": fact.command,
        }
        for fact in block.facts
    ]


def _quotes(block: Quotes) -> list[Json]:
    return [
        {
            "day": quote.day.isoformat(),
            "about": quote.about,
            "marks": list(quote.marks),
            "words": quote.words,
            "answer": quote.answer,
        }
        for quote in block.quotes
    ]


def _items(block: Items) -> list[Json]:
    return [{"text": item.text, "values": _values(item.values), "command": item.command} for item in block.items]


def _values(values: Mapping[str, Value]) -> dict[str, Json]:
    return {key: _raw(value) for key, value in values.items()}


def _raw(value: Value) -> Json:  # noqa: PLR0911 - one return a kind of value
    match value:
        case None | bool() | str() | int() | float():
            return value
        case date():
            return value.isoformat()
        case Mean(mean=mean, n=n):
            return {"mean": _rounded(mean), "n": n}
        case Share(n=n, of=of):
            return {"n": n, "of": of}
        case Line(values=values):
            return [_rounded(each) for each in values]
        case Times(n=n):
            return n
        case Change(before=before, now=now):
            return {"before": before, "now": now}
        case Span(days=days):
            return {"days": days}
        case _:
            assert_never(value)


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 2)
