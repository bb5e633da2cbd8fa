"""The questions whose answer makes or changes a noun: a conviction, a commitment, a disconnect, a need.

Each is a short run of plain asks. Back on the first of them goes back in the sitting; what makes a noun is
stored in one write with the answer that made it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from reflect.asking.asks import Choice, ChoiceAsk, Move, Reply, TextAsk, Writer
from reflect.asking.interview import Keeper, Step, seen
from reflect.asking.persons import names_of, pick_person, roster
from reflect.model import (
    NEED_KINDS,
    Answer,
    Commitment,
    Conviction,
    Disconnect,
    Need,
    NeedStep,
    Scope,
    Wording,
)

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


def _text(step: Step, writer: Writer, keeper: Keeper, question: str, **more: object) -> Reply:
    """Ask for words within a step; the half-typed ones are the draft of its first open answer."""
    answer = step.answers[0]
    ask = TextAsk(
        question,
        where_from=step.prompt.why,
        place=step.place,
        coach=answer.visibility == "coach",
        **more,  # type: ignore[arg-type]  # the callers' keywords are fields of TextAsk
    )

    def draft(text: str) -> None:
        if answer.state == "open":
            keeper.draft(replace(answer, text=text or None), step.prompt)

    return writer.text(ask, draft)


def _pass(step: Step, keeper: Keeper, reply: Reply) -> Move:
    """Leave a step unanswered: passed, or open with what was half typed."""
    answer = step.answers[0]
    if reply.move == "pass" or (reply.move == "next" and not reply.text.strip()):
        step.answers[0] = replace(answer, state="passed", text=None)
        keeper.keep(step.answers[0], step.prompt)
        return "pass"
    if answer.state == "open" and reply.text.strip():
        step.answers[0] = replace(answer, text=reply.text)
        keeper.draft(step.answers[0], step.prompt)
    return reply.move


def _said(answer: Answer, reply: Reply, **made: object) -> Answer:
    visible = seen(reply.coach, answer.visibility)
    return replace(answer, state="answered", text=None, visibility=visible, **made)  # type: ignore[arg-type]  # fields of Answer


def _say_conviction(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """A new conviction; come back to, its wording can be changed."""
    answer = step.answers[0]
    said = next((c for c in keeper.nouns.convictions if c.code == answer.made), None)
    draft = said.statement if said else answer.text or ""
    reply = _text(step, writer, keeper, step.asked, draft=draft, shown=step.shown)
    if said is not None:
        if reply.move == "next" and reply.text.strip():
            keeper.keep_noun(reworded(said, replace(said.wordings[-1], statement=_line(reply.text)), keeper.today))
        return reply.move
    if reply.move != "next" or not reply.text.strip():
        return _pass(step, keeper, reply)
    made = Conviction("", "", (Wording(keeper.today, _line(reply.text)),))
    step.answers[0] = _said(answer, reply)
    kept = keeper.keep_noun(made, step.answers[0], step.prompt)
    step.answers[0] = replace(step.answers[0], made=kept.code)
    return "next"


def _revise(step: Step, standing: Conviction, writer: Writer, keeper: Keeper) -> Move:
    acts = (Choice("k", "keep", "keep"), Choice("r", "reword", "reword"), Choice("t", "retire", "retire"))
    shown = (*step.shown, f"{standing.code}  {standing.statement}")
    answer = step.answers[0]
    reply = writer.choice(
        ChoiceAsk(
            step.asked, acts, shown=shown, chosen=(answer.choice,) if answer.choice else (),
            where_from=step.prompt.why, place=step.place, coach=answer.visibility == "coach",
        )
    )  # fmt: skip
    if reply.move != "next" or not reply.chosen:
        return _pass(step, keeper, reply)
    act = reply.chosen[0]
    changed = standing
    if act == "retire":
        changed = replace(standing, retired=keeper.today)
    else:
        wording = standing.wordings[-1]
        if act == "reword":
            words = _text(step, writer, keeper, "How do you put it now?", draft=standing.statement)
            if words.move in ("back", "leave"):
                return words.move if words.move == "leave" else _revise(step, standing, writer, keeper)
            wording = replace(wording, statement=_line(words.text) or standing.statement)
        importance = _importance(step, writer, wording.importance)
        if importance.move == "leave":
            return "leave"
        if importance.chosen:
            wording = replace(wording, importance=int(importance.chosen[0]))
        changed = reworded(standing, wording, keeper.today)
    step.answers[0] = _said(answer, reply, choice=act, value=changed.importance if act != "retire" else None)
    keeper.keep_noun(changed, step.answers[0], step.prompt)
    return "next"


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
        ChoiceAsk(IMPORTANCE, labels, chosen=chosen, where_from=step.prompt.why, place=step.place)
    )


def commitment(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """What she will do, when, and by which day."""
    return _one_after_another(step, writer, keeper, _one_commitment)


def disconnect(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Where belief and organization part (or meet), and in whose reach it lies."""
    return _one_after_another(step, writer, keeper, _one_disconnect)


def need(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Who needs what; a new name joins the roster when she confirms it, an empty roster is asked for first."""
    if step.is_open and not any(person.left is None for person in keeper.nouns.people):
        move = roster(step, writer, keeper)
        if move in ("back", "leave"):
            return move
    return _one_after_another(step, writer, keeper, _one_need)


_One: TypeAlias = Callable[[Step, Writer, Keeper, bool], Move]


def _one_after_another(step: Step, writer: Writer, keeper: Keeper, one: _One) -> Move:
    """Ask for nouns until she passes; only a first one that is passed is stored as a pass."""
    if step.answers[-1].state == "answered":
        step.answers.append(keeper.another(step.answers[-1]))
    while True:
        first = len(step.answers) == 1
        current = replace(step, answers=[step.answers[-1]], shown=step.shown if first else ())
        move = one(current, writer, keeper, first)
        step.answers[-1] = current.answers[0]
        if step.answers[-1].state == "answered":
            step.answers.append(keeper.another(step.answers[-1]))
            continue
        if not first and move in ("pass", "next", "back"):
            step.answers.pop()
        return "next" if move == "pass" else move


def _left(step: Step, keeper: Keeper, reply: Reply, first: bool) -> Move:
    """A turn that made nothing: what is half typed stays as the draft, a first one may be passed."""
    if reply.move in ("next", "pass") and not first:
        return "pass"
    return _pass(step, keeper, reply)


def _again(step: Step, text: str) -> None:
    """Back within a turn: it is asked again from its first part, which stands in the field."""
    step.answers[0] = replace(step.answers[0], text=text)


def _one_commitment(step: Step, writer: Writer, keeper: Keeper, first: bool) -> Move:
    answer = step.answers[0]
    question = f"{step.asked}\nI will …" if first else "And what else? I will … (empty: nothing)"
    act = _text(step, writer, keeper, question, draft=answer.text or "", shown=step.shown)
    if act.move != "next" or not act.text.strip():
        return _left(step, keeper, act, first)
    cue = writer.text(TextAsk("If … (what will remind you: when, where, after what?)", place=step.place), _unkept)
    due = _due(step, writer, keeper) if cue.move in ("next", "pass") else cue
    if due.move == "leave":
        return "leave"
    if due.move == "back":
        _again(step, act.text)
        return _one_commitment(step, writer, keeper, first)
    made = Commitment(
        "", "", act=_line(act.text), made=keeper.today, cue=_line(cue.text) or None,
        due=date.fromisoformat(due.text) if due.text else None, visibility="coach" if act.coach else "private",
    )  # fmt: skip
    _keep_made(step, made, _said(answer, act), keeper)
    return "next"


def _keep_made(step: Step, made: Commitment | Disconnect | Need, said: Answer, keeper: Keeper) -> None:
    kept = keeper.keep_noun(made, said, step.prompt)
    step.answers[0] = replace(said, made=kept.code)


def _due(step: Step, writer: Writer, keeper: Keeper) -> Reply:
    """Ask for the day until it is one, or none."""
    shown: tuple[str, ...] = ()
    draft = ""
    question = f"By which day? ({keeper.today.replace(month=12, day=31).isoformat()}; empty: no day)"
    while True:
        reply = writer.text(TextAsk(question, shown=shown, draft=draft, place=step.place), _unkept)
        if reply.move not in ("next", "pass") or not reply.text.strip():
            return replace(reply, text="")
        try:
            day = date.fromisoformat(reply.text.strip())
        except ValueError:
            shown, draft = ("That is not a day: write year, month and day, as in the question.",), reply.text
            continue
        if day >= keeper.today:
            return replace(reply, text=day.isoformat())
        shown, draft = ("That day is over.",), reply.text


def _one_disconnect(step: Step, writer: Writer, keeper: Keeper, first: bool) -> Move:
    answer = step.answers[0]
    question = step.asked if first else "Another? (empty: no)"
    reply = _text(step, writer, keeper, question, draft=answer.text or "", shown=step.shown)
    if reply.move != "next" or not reply.text.strip():
        return _left(step, keeper, reply, first)
    scopes = tuple(Choice(str(n), *scope) for n, scope in enumerate(SCOPES, start=1))
    scope = writer.choice(ChoiceAsk("Where does it lie?", scopes, place=step.place))
    if scope.move == "leave":
        return "leave"
    if scope.move == "back":
        _again(step, reply.text)
        return _one_disconnect(step, writer, keeper, first)
    made = Disconnect(
        "", "", "connect" if "connects" in step.prompt.feeds else "disconnect",
        next((key for key, _ in SCOPES if key in scope.chosen), "immediate"), _line(reply.text), keeper.today,
        visibility="coach" if reply.coach else "private",
    )  # fmt: skip
    _keep_made(step, made, _said(answer, reply, choice=made.scope), keeper)
    return "next"


def _one_need(step: Step, writer: Writer, keeper: Keeper, first: bool) -> Move:
    question = f"{step.asked}\nWho?" if first else "Who else? (empty: nobody)"
    who = _text(step, writer, keeper, question, shown=step.shown, suggestions=names_of(keeper.nouns))
    if who.move != "next" or not who.text.strip():
        return _left(step, keeper, replace(who, text=""), first)
    person = pick_person(who.text, writer, keeper)
    if person is None:
        return _one_need(step, writer, keeper, first)
    what = writer.text(TextAsk(f"What does {person.name} need?", place=step.place), _unkept)
    if what.move == "leave":
        return "leave"
    if what.move != "next" or not what.text.strip():
        return _one_need(step, writer, keeper, first)
    kinds = tuple(Choice(str(n), kind, kind) for n, kind in enumerate(NEED_KINDS, start=1))
    kind = writer.choice(ChoiceAsk("What for?", kinds, place=step.place))
    if kind.move == "leave":
        return "leave"
    made = Need(
        "", "", person.code, _line(what.text), (NeedStep(keeper.today, "asked"),),
        next((k for k in NEED_KINDS if k in kind.chosen), None), "coach" if what.coach else "private",
    )  # fmt: skip
    _keep_made(step, made, _said(step.answers[0], what, person=person.code), keeper)
    return "next"


def _unkept(_text: str) -> None:
    """The later parts of a turn are short; what a resumed sitting shows is the first part's draft."""


def _line(text: str) -> str:
    return " ".join(text.split())
