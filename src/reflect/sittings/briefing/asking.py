"""The questions of a brief, one after the other, each choice stored at once: leave, and go on another day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from reflect.asking.asks import Choice, ChoiceAsk, Move, Reply, TextAsk
from reflect.frozen import frozen
from reflect.model import OUTCOMES, Commitment, Outcome, Prompt
from reflect.review.brief.agreements import if_then
from reflect.review.brief.candidates import MOST, Candidate, Incident, candidates, incidents
from reflect.review.brief.patterns import suggested
from reflect.review.brief.prompts import AGREED, ASK_ME, DID, FEARED, GOAL, IN, INCIDENT, INCLUDED, OPEN, OUT
from reflect.review.brief.words import week_of
from reflect.sittings.briefing.remembering import Briefing

KEYS = "123456789abc"
NONE, ELSE = "none", "else"
OUTCOME_KEYS = {"kept": "k", "partly": "p", "not": "n", "renegotiated": "r", OPEN: "o"}


@frozen
class _Step:
    """One question: whether it is asked at all, whether it was answered, and how it is put."""

    put: Callable[[], Move]
    is_done: Callable[[], bool]
    applies: Callable[[], bool] = lambda: True


def ask_choices(briefing: Briefing, *, again: bool = False) -> bool:
    """Ask from the first open question on (`again`: from the first of all). False when she left."""
    steps = list(_steps(briefing))
    at = 0 if again else next((n for n, step in enumerate(steps) if not step.is_done()), len(steps))
    while at < len(steps):
        match steps[at].put():
            case "leave":
                return False
            case "back":
                earlier = [n for n in range(at) if steps[n].applies()]
                at = earlier[-1] if earlier else at
            case _:
                later = [n for n in range(at + 1, len(steps)) if steps[n].applies()]
                at = later[0] if later else len(steps)
    return True


def _steps(briefing: Briefing) -> Iterator[_Step]:
    agreed = _agreements(briefing)
    for number, held in enumerate(agreed, start=1):
        place = f"{number} of {len(agreed)}"
        yield _Step(partial(_agreement, briefing, held, place), partial(_is_asked, briefing, held))
    yield _Step(partial(_goal, briefing), partial(_is_answered, briefing, GOAL))
    yield _Step(partial(_ask_me, briefing), partial(_is_answered, briefing, ASK_ME))
    yield _Step(partial(_choose_incident, briefing), partial(_is_chosen, briefing))
    for prompt in (INCIDENT, DID, FEARED):
        yield _Step(
            partial(_text, briefing, prompt),
            partial(_is_answered, briefing, prompt),
            lambda: briefing.answer(INCIDENT).state != "passed",
        )
    yield _Step(partial(_choose_words, briefing), lambda: False)


def _is_answered(briefing: Briefing, prompt: Prompt) -> bool:
    return briefing.answer(prompt).state != "open"


def _is_chosen(briefing: Briefing) -> bool:
    answer = briefing.answer(INCIDENT)
    return answer.state != "open" or answer.made is not None


def _is_asked(briefing: Briefing, held: Commitment) -> bool:
    return briefing.answer(AGREED, held.code).state != "open"


# ---- what came of the last session's agreements


def _agreements(briefing: Briefing) -> list[Commitment]:
    """The commitments marked for the coach that stand open since before today, and those told of here already."""
    today = briefing.session.today
    return [
        held
        for held in briefing.journal.nouns().commitments
        if held.visibility == "coach" and held.made < today and (held.outcome is None or _is_asked(briefing, held))
    ]


def _agreement(briefing: Briefing, held: Commitment, place: str) -> Move:
    labels = {OPEN: "still open, not due yet"}
    choices = tuple(Choice(key, word, labels.get(word, word)) for word, key in OUTCOME_KEYS.items())
    standing = briefing.answer(AGREED, held.code).choice
    reply = briefing.session.writer.choice(
        ChoiceAsk(
            f"{held.code}  {if_then(held)}\n{AGREED.asked}", choices, chosen=(standing,) if standing else (),
            where_from=AGREED.where_from, place=place,
        )
    )  # fmt: skip
    if reply.move in ("next", "pass"):
        word = reply.chosen[0] if reply.chosen else None
        with briefing.journal.writing():
            _close(briefing, held, next((outcome for outcome in OUTCOMES if outcome == word), None))
            briefing.keep(AGREED, about=held.code, choice=word, state="answered" if word else "passed")
    return reply.move


def _close(briefing: Briefing, held: Commitment, outcome: Outcome | None) -> None:
    fresh = next((one for one in briefing.journal.nouns().commitments if one.id == held.id), None)
    if fresh is not None and fresh.outcome != outcome:
        closed = briefing.session.today if outcome is not None else None
        briefing.journal.keep_noun(replace(fresh, outcome=outcome, closed=closed))


# ---- what she wants


def _goal(briefing: Briefing) -> Move:
    shown = (f"Last time: {briefing.last_goal}",) if briefing.last_goal else ()
    return _text(briefing, GOAL, shown)


def _ask_me(briefing: Briefing) -> Move:
    by_rule = suggested(briefing.look(), briefing.surprised())
    return _text(briefing, ASK_ME, (f"The record would ask about: {by_rule}",) if by_rule else ())


def _text(briefing: Briefing, prompt: Prompt, shown: tuple[str, ...] = ()) -> Move:
    ask = TextAsk(
        prompt.asked, shown=shown, draft=briefing.answer(prompt).text or "", where_from=prompt.where_from
    )
    reply = briefing.session.writer.text(ask, lambda half: briefing.draft(prompt, half))
    if reply.move in ("next", "pass"):
        said = reply.text.strip()
        briefing.keep(prompt, text=said or None, state="answered" if said else "passed")
    return reply.move


# ---- one incident whole


def _choose_incident(briefing: Briefing) -> Move:
    known = incidents(briefing.look())
    choices = (
        *(Choice(key, one.id, _in_short(one)) for key, one in zip(KEYS, known, strict=False)),
        Choice("e", ELSE, "another one"),
        Choice("0", NONE, "none this time"),
    )
    standing = briefing.answer(INCIDENT)
    chosen = (standing.made,) if standing.made in {one.id for one in known} else ()
    reply = briefing.session.writer.choice(
        ChoiceAsk("One incident to tell whole: which?", choices, chosen=chosen, where_from=INCIDENT.where_from)
    )
    if reply.move == "pass" or reply.chosen == (NONE,):
        briefing.pass_over(INCIDENT, DID, FEARED)
        return "next"
    if reply.move == "next":
        _begin(briefing, next((one for one in known if (one.id,) == reply.chosen), None))
    return reply.move


def _in_short(one: Incident) -> str:
    kind = f"{one.kind} ({one.trigger})" if one.trigger else one.kind
    untold = f"not told yet; that day: {one.written}" if one.written else "not told yet"
    return f"{week_of(one.day)}, {kind}: {' '.join(one.happened.split()) or untold}"


def _begin(briefing: Briefing, one: Incident | None) -> None:
    """Another incident than before begins with what the journal says of it; the same one goes on."""
    made = one.id if one is not None else ELSE
    if briefing.answer(INCIDENT).made == made and briefing.answer(INCIDENT).state != "passed":
        return
    with briefing.journal.writing():
        briefing.keep(INCIDENT, about=made, text=one.happened if one else None, state="open")
        briefing.keep(DID, text=one.did if one else None, state="open")
        briefing.keep(FEARED, state="open")


# ---- what goes in


def _choose_words(briefing: Briefing) -> Move:
    shown = candidates(briefing.look(), briefing.choices.incident)
    if not shown:
        return "next"
    choices = tuple(Choice(key, one.answer.id, _as_choice(one)) for key, one in zip(KEYS, shown, strict=False))
    decided = briefing.choices.included
    chosen = tuple(one.answer.id for one in shown if decided.get(one.answer.id, one.taken and not one.of_others))
    reply = briefing.session.writer.choice(
        ChoiceAsk(
            f"What goes in? At most {MOST}; what you choose is marked for your coach.", choices, chosen=chosen,
            several=True, where_from=INCLUDED.where_from,
        )
    )  # fmt: skip
    if reply.chosen or reply.move in ("next", "pass"):
        _include(briefing, shown, reply)
    return "next" if reply.move == "pass" else reply.move


def _as_choice(one: Candidate) -> str:
    answer = one.answer
    about = f" {answer.conviction}" if answer.conviction else ""
    marks = "" if answer.visibility == "coach" else " (private so far)"
    others = ", somebody else’s words" if one.of_others else ""
    return f"{week_of(one.day)}{about}{others}{marks}: {' '.join((answer.text or '').split())}"


def _include(briefing: Briefing, shown: list[Candidate], reply: Reply) -> None:
    """Store every toggle, also where she left; what is chosen is marked for her coach from now on."""
    journal = briefing.journal
    with journal.writing():
        for one in shown:
            goes_in = one.answer.id in reply.chosen
            briefing.keep(INCLUDED, about=one.answer.id, choice=IN if goes_in else OUT)
            if goes_in and one.answer.visibility != "coach":
                entry, fresh = journal.resolve(one.answer.id)
                assert fresh is not None
                asked = journal.question(fresh.prompt, fresh.version)
                journal.keep_answer(entry.id, replace(fresh, visibility="coach"), asked)
