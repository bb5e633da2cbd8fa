"""Say and do: each conviction's importance beside how far it was lived, before and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reflect.insight.statistics import Shift
from reflect.model import SUPPORT, Conviction
from reflect.periods import Period
from reflect.review.blocks import (
    Block,
    Change,
    Column,
    Fact,
    Facts,
    Line,
    Mean,
    Note,
    Section,
    Share,
    Table,
    Value,
)
from reflect.review.days import side_names, weeks_names
from reflect.review.look import Look
from reflect.review.material import CHART_WEEKS, Material

SLIPPED = (1, 2)
"""The steps "went against it" and "let it slide"."""

FEW = 10
SUPPORTED = "organization supports it"
SUPPORT_STEPS = "support: 1 works against it … 5 built for it"
LEGEND = f"in brackets: answers; slipped: against it, or let slide; {CHART_WEEKS} weeks by week"
NONE_YET = Note("empty", "Hold a conviction, and this shows how far you live it.", "convictions add")


def say_do(look: Look) -> Section | None:
    """Importance beside the mean, never subtracted from it; "slipped" counts the two lowest steps."""
    material, now = look.material, look.now
    convictions = material.convictions_in(now)
    if not convictions:
        held = any(conviction.visibility != "sealed" for conviction in material.nouns.convictions)
        note = Note("empty", "You held no conviction then.") if held else NONE_YET
        return Section("say-do", "Say and do", (note,))
    tested = {conviction.code: look.lived(conviction.code) for conviction in convictions}
    rows = tuple(_row(material, conviction, tested[conviction.code], now) for conviction in convictions)
    blocks: list[Block] = [
        Table("convictions", _columns(look), rows, notes=tuple(_few_answers(material, convictions, tested, now))),
    ]
    if support := _support(look, convictions):
        blocks.append(support)
    if support:
        blocks.append(Note("legend", SUPPORT_STEPS, detail=True))
    blocks.append(Note("slipped", LEGEND))
    answers = f"list {look.period.key} --conviction {convictions[0].code}"
    return Section("say-do", "Say and do", tuple(blocks), answers)


def _columns(look: Look) -> tuple[Column, ...]:
    before, now = _sides(look)
    return (
        Column("conviction", "", "left"),
        Column("statement", "", "left", wide=True),
        Column("importance", "importance", "right"),
        Column("before", before, "right"),
        Column("now", now, "right"),
        Column("slipped", "slipped", "right"),
        Column("weeks", f"{CHART_WEEKS} weeks", "left", chart=True),
        Column("reading", "reading", "left"),
    )


def _sides(look: Look) -> tuple[str, str]:
    if look.then is not look.before:
        before, now = weeks_names(look.then, look.now)
        return before.replace("weeks", "wk"), now.replace("weeks", "wk")
    before, now = side_names(look.then, look.now)
    return (before, now) if now == "now" else (f"lived {before}", f"lived {now}")


def _row(material: Material, conviction: Conviction, result: Shift, now: Period) -> Mapping[str, Value]:
    ratings = material.ratings(conviction.code, now)
    wording = conviction.worded_on(now.last)
    said: dict[str, Value] = {
        "conviction": conviction.code,
        "statement": wording.statement,
        "importance": wording.importance,
    }
    return {
        **said,
        "before": Mean(result.before_mean, result.before_n),
        "now": Mean(result.now_mean, result.now_n),
        "slipped": Share(sum(value in SLIPPED for value in ratings), len(ratings)),
        "weeks": Line(material.weekly_means(conviction.code, now.last)),
        "reading": result.reading,
    }


def _few_answers(
    material: Material, convictions: tuple[Conviction, ...], tested: Mapping[str, Shift], now: Period
) -> Iterator[str]:
    """A conviction that was there for weeks of an answered period, and gathered next to nothing."""
    if now.unit not in ("quarter", "year") or len(material.answered_days(now)) < 2 * FEW:
        return
    for conviction in convictions:
        n = tested[conviction.code].now_n
        if n < FEW and conviction.since <= now.first and conviction.active_on(now.last):
            yield f"{conviction.code} had {n} {'answer' if n == 1 else 'answers'}: keep, reword, retire?"


def _support(look: Look, convictions: tuple[Conviction, ...]) -> Facts | None:
    """How far the larger organization supports each conviction, from the crosschecks before and now."""

    def latest(period: Period) -> dict[str, int]:
        answers = sorted(look.material.answers(period, SUPPORT), key=lambda pair: pair[0])
        return {a.conviction: a.value for _, a in answers if a.conviction is not None and a.value is not None}

    was, is_now = latest(look.before), latest(look.period)
    facts = tuple(
        Fact(c.code, c.code, Change(was.get(c.code), is_now.get(c.code)))
        for c in convictions
        if c.code in was or c.code in is_now
    )
    return Facts("support", facts, SUPPORTED) if facts else None
