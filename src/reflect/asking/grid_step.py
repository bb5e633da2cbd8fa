"""A step that rates every conviction on one screen, with the tally under it."""

from __future__ import annotations

from dataclasses import replace

from reflect.asking.asks import GridAsk, GridRow, Move, Reply, Writer
from reflect.asking.steps import Keeper, Step, choices_of, seen
from reflect.asking.tally_words import explained


def grid(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Ask for a rating of each conviction, and the tally under them; each key is kept at once."""
    by_name = {(answer.conviction or ""): place for place, answer in enumerate(step.answers)}
    statements = {c.code: c.statement for c in step.convictions}

    def rated(name: str, rating: int | None) -> None:
        answer = step.answers[by_name[name]]
        match rating:
            case None:
                answer = replace(answer, state="open", value=None)
            case 0:
                answer = replace(answer, state="none", value=None)
            case _:
                answer = replace(answer, state="answered", value=rating)
        step.answers[by_name[name]] = answer
        keeper.keep(answer, step.prompt)

    def tallied(words: tuple[str, ...] | None) -> None:
        if step.tally is None:
            return
        prompt, answer = step.tally
        answer = replace(answer, state="open" if words is None else "answered", choices=words or ())
        step.tally = (prompt, answer)
        keeper.keep(answer, prompt)

    rows = tuple(
        GridRow(a.conviction or "", statements.get(a.conviction or "", ""), 0 if a.state == "none" else a.value)
        for a in step.answers
    )
    tally_prompt, tally_answer = step.tally or (None, None)
    reply = writer.grid(
        GridAsk(
            step.asked,
            rows,
            step.prompt.labels,
            tally_question=tally_prompt.asked if tally_prompt else "",
            tally=explained(choices_of(tally_prompt)) if tally_prompt else (),
            again=not step.is_open,
            tallied=tally_answer.choices if tally_answer and tally_answer.state == "answered" else None,
            shown=step.shown,
            where_from=step.prompt.where_from,
            place=step.place,
            coach=any(a.visibility == "coach" for a in step.answers),
        ),
        rated,
        tallied,
    )
    _close_grid(step, reply, keeper)
    return reply.move


def _close_grid(step: Step, reply: Reply, keeper: Keeper) -> None:
    """What was left without a key is passed; a mark for the coach holds for every row."""
    done = reply.move in ("next", "pass")
    for place, answer in enumerate(step.answers):
        changed = replace(answer, visibility=seen(reply.coach, answer.visibility))
        if done and changed.state == "open":
            changed = replace(changed, state="passed")
        if changed != answer:
            step.answers[place] = changed
            keeper.keep(changed, step.prompt)
    if done and step.tally is not None and step.tally[1].state == "open":
        prompt, answer = step.tally
        step.tally = (prompt, replace(answer, state="passed"))
        keeper.keep(step.tally[1], prompt)
