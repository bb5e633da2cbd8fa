"""The questions whose answer makes or changes a noun: a conviction, a commitment, a disconnect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from reflect.asking.asks import Choice, ChoiceAsk, Move, Reply, TextAsk, Writer
from reflect.asking.steps import Keeper, Step
from reflect.asking.turns import (
    ask_words,
    draft,
    keep_made,
    leave_open,
    leave_turn,
    made_with,
    one_after_another,
    one_line,
    unkept,
)
from reflect.model import Answer, Commitment, Conviction, Disconnect, Scope, Visibility, Wording

IMPORTANCE = "How much does it matter to you?"
SCOPES: tuple[tuple[Scope, str], ...] = (
    ("self", "myself"),
    ("immediate", "my immediate organization"),
    ("larger", "the larger organization"),
)


def conviction(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Keep, reword or retire the conviction that the step is about; without one, say a new one."""
    code = step.answers[0].conviction
    standing = next((c for c in keeper.nouns.convictions if c.code == code), None)
    return _say_conviction(step, writer, keeper) if standing is None else _revise(step, standing, writer, keeper)


def _say_conviction(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """A new conviction; come back to, its wording can be changed."""
    answer = step.answers[0]
    said = next((c for c in keeper.nouns.convictions if c.code == answer.made), None)
    typed = said.statement if said else answer.text or ""
    reply = ask_words(step, writer, keeper, step.asked, draft=typed, shown=step.shown)
    if said is not None:
        if reply.move == "next" and reply.text.strip():
            wording = replace(said.wordings[-1], statement=one_line(reply.text))
            again = made_with(answer, reply)
            changed = reworded(said, wording, keeper.today)
            if again.visibility != answer.visibility:  # the key was pressed: what the answer made goes with it
                changed = replace(changed, visibility=_marked(again))
            step.answers[0] = again
            keeper.keep_noun(changed, again, step.prompt)
        return reply.move
    if reply.move != "next" or not reply.text.strip():
        return leave_open(step, keeper, reply)
    step.answers[0] = made_with(answer, reply)
    wordings = (Wording(keeper.today, one_line(reply.text)),)
    made = Conviction("", "", wordings, visibility=_marked(step.answers[0]))
    kept = keeper.keep_noun(made, step.answers[0], step.prompt)
    step.answers[0] = replace(step.answers[0], made=kept.code)
    return "next"


def _marked(answer: Answer) -> Visibility:
    """Who may see what an answer made: her coach too, where the answer is marked so."""
    return "coach" if answer.visibility == "coach" else "private"


def _revise(step: Step, standing: Conviction, writer: Writer, keeper: Keeper) -> Move:
    """Whether to keep, reword or retire it; back within goes to this choice again."""
    acts = (Choice("k", "keep", "keep"), Choice("r", "reword", "reword"), Choice("t", "retire", "retire"))
    shown = (*step.shown, f"{standing.code}  {standing.statement}")
    answer = step.answers[0]
    reply = writer.choice(
        ChoiceAsk(
            step.asked, acts, shown=shown, chosen=(answer.choice,) if answer.choice else (),
            where_from=step.prompt.where_from, place=step.place, coach=answer.visibility == "coach",
        )
    )  # fmt: skip
    if reply.move != "next" or not reply.chosen:
        return leave_open(step, keeper, reply)
    act = reply.chosen[0]
    if act == "retire":
        changed = replace(standing, retired=keeper.today)
    else:
        wording = _new_wording(step, standing, writer, keeper, reword=act == "reword")
        if wording == "leave":
            return "leave"
        if wording == "back":
            return _revise(step, standing, writer, keeper)
        changed = reworded(replace(standing, retired=None), wording, keeper.today)
    importance = changed.importance if act != "retire" else None
    step.answers[0] = made_with(step.answers[0], reply, choice=act, value=importance)
    keeper.keep_noun(changed, step.answers[0], step.prompt)
    return "next"


def _new_wording(
    step: Step, standing: Conviction, writer: Writer, keeper: Keeper, *, reword: bool
) -> Wording | Literal["back", "leave"]:
    """The wording from today on, and how much it matters; the new words are kept as a draft in between."""
    wording = standing.wordings[-1]
    if reword:
        typed = step.answers[0].text or standing.statement
        words = ask_words(step, writer, keeper, "How do you put it now?", draft=typed)
        draft(step, keeper, words.text)
        if words.move in ("back", "leave"):
            return words.move
        wording = replace(wording, statement=one_line(words.text) or standing.statement)
    importance = _importance(step, writer, wording.importance)
    if importance.move in ("back", "leave"):
        if importance.move == "leave" and step.answers[0].state == "answered":  # which holds no draft
            keeper.keep_noun(reworded(standing, wording, keeper.today))
        return importance.move
    return replace(wording, importance=int(importance.chosen[0])) if importance.chosen else wording


def reworded(standing: Conviction, wording: Wording, today: date) -> Conviction:
    """The conviction with this wording from today on; a wording of the same day is replaced."""
    if (wording.statement, wording.importance) == (standing.statement, standing.importance):
        return standing
    earlier = tuple(w for w in standing.wordings if w.since < today)
    return replace(standing, wordings=(*earlier, replace(wording, since=today)))


def _importance(step: Step, writer: Writer, before: int | None) -> Reply:
    labels = tuple(Choice(str(n), str(n), label) for n, label in enumerate(step.prompt.labels, start=1))
    chosen = (str(before),) if before else ()
    return writer.choice(
        ChoiceAsk(IMPORTANCE, labels, chosen=chosen, where_from=step.prompt.where_from, place=step.place)
    )


def commitment(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """What she will do, when, and by which day."""
    return one_after_another(step, writer, keeper, _one_commitment)


def disconnect(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Where belief and organization part (or meet), and in whose reach it lies."""
    return one_after_another(step, writer, keeper, _one_disconnect)


def _one_commitment(step: Step, writer: Writer, keeper: Keeper, first: bool) -> Move:
    answer = step.answers[0]
    question = f"{step.asked}\nI will …" if first else "And what else? I will … (empty: nothing)"
    act = ask_words(step, writer, keeper, question, draft=answer.text or "", shown=step.shown)
    if act.move != "next" or not act.text.strip():
        return leave_turn(step, keeper, act, first)
    draft(step, keeper, act.text)
    cue = writer.text(TextAsk("If … (what will remind you: when, where, after what?)", place=step.place), unkept)
    due = _due(step, writer, keeper) if cue.move in ("next", "pass") else cue
    if due.move == "leave":
        return "leave"
    if due.move == "back":
        _again(step, act.text)
        return _one_commitment(step, writer, keeper, first)
    made = Commitment(
        "", "", act=one_line(act.text), made=keeper.today, cue=one_line(cue.text) or None,
        due=date.fromisoformat(due.text) if due.text else None, visibility="coach" if act.coach else "private",
    )  # fmt: skip
    keep_made(step, made, made_with(answer, act), keeper)
    return "next"


def _due(step: Step, writer: Writer, keeper: Keeper) -> Reply:
    """Ask for the day until it is one, or none."""
    shown: tuple[str, ...] = ()
    typed = ""
    question = f"By which day? ({keeper.today.replace(month=12, day=31).isoformat()}; empty: no day)"
    while True:
        reply = writer.text(TextAsk(question, shown=shown, draft=typed, place=step.place), unkept)
        if reply.move not in ("next", "pass") or not reply.text.strip():
            return replace(reply, text="")
        try:
            day = date.fromisoformat(reply.text.strip())
        except ValueError:
            shown, typed = ("That is not a day: write year, month and day, as in the question.",), reply.text
            continue
        if day >= keeper.today:
            return replace(reply, text=day.isoformat())
        shown, typed = ("That day is over.",), reply.text


def _again(step: Step, text: str) -> None:
    """Back within a turn: it is asked again from its first part, which stands in the field."""
    step.answers[0] = replace(step.answers[0], text=text)


def _one_disconnect(step: Step, writer: Writer, keeper: Keeper, first: bool) -> Move:
    answer = step.answers[0]
    question = step.asked if first else "Another? (empty: no)"
    reply = ask_words(step, writer, keeper, question, draft=answer.text or "", shown=step.shown)
    if reply.move != "next" or not reply.text.strip():
        return leave_turn(step, keeper, reply, first)
    draft(step, keeper, reply.text)
    scopes = tuple(Choice(str(n), *scope) for n, scope in enumerate(SCOPES, start=1))
    scope = writer.choice(ChoiceAsk("Where does it lie?", scopes, place=step.place))
    if scope.move == "leave":
        return "leave"
    if scope.move == "back":
        _again(step, reply.text)
        return _one_disconnect(step, writer, keeper, first)
    made = Disconnect(
        "", "", "connect" if "connects" in step.prompt.feeds else "disconnect",
        next((key for key, _ in SCOPES if key in scope.chosen), "immediate"), one_line(reply.text), keeper.today,
        visibility="coach" if reply.coach else "private",
    )  # fmt: skip
    keep_made(step, made, made_with(answer, reply, choice=made.scope), keeper)
    return "next"
