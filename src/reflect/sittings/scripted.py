"""A sitting without a terminal: its answers from JSON, all of them stored or none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from reflect.errors import InputError, nearest
from reflect.model import TALLY, Answer, Prompt
from reflect.session import Session
from reflect.sittings.as_json import by_prompt, quick_fields
from reflect.sittings.consequences import carry_out
from reflect.sittings.forms import applies
from reflect.sittings.given import Said
from reflect.sittings.opening import Sitting, made_by, open_answer, store
from reflect.sittings.replies import said_by, takes_rows
from reflect.sittings.tallied import keep_tallied

LARGEST = 1_000_000
"""Bytes of an answers file; a longer one is refused before it is read as JSON."""


def read_answers(text: str, source: str) -> Mapping[str, Any]:
    """The JSON object from prompt id to answer. Raises InputError with the place of what cannot be read."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise InputError(f"{source}: more than {LARGEST // 1_000_000} MB of answers.")
    try:
        given = json.loads(text, object_pairs_hook=_without_twins, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{source}, line {error.lineno}, column {error.colno}: not JSON ({error.msg}).",
            hint="What is asked for, and how: the same command with --json.",
        ) from None
    except RecursionError:
        raise InputError(f"{source}: nested too deeply to be answers.") from None
    except _UnfitError as error:
        raise InputError(f"{source}: {error}.") from None
    except ValueError:  # Python reads no whole number of more than some thousand digits
        raise InputError(f"{source}: holds a number that is too long to be an answer.") from None
    if not isinstance(given, dict):
        raise InputError(f"{source}: the answers are a JSON object, from prompt id to answer.")
    return given


class _UnfitError(ValueError):
    """JSON that Python reads, but that means nothing here."""


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _UnfitError(f"{name!r} stands there twice")
        found[name] = value
    return found


def _no_constant(name: str) -> Any:
    raise _UnfitError(f"{name} is no value")


def store_answers(session: Session, sitting: Sitting, given: Mapping[str, Any]) -> None:
    """Store every answer in one write; a prompt that is missing, or null, is passed.

    Raises InputError that names the prompt and the value; nothing is stored then, the opening included.
    """
    with session.journal.writing():
        store(session, sitting)
        _store_answers(session, sitting, given)


def _store_answers(session: Session, sitting: Sitting, given: Mapping[str, Any]) -> None:
    asked = by_prompt(sitting.entry.answers)
    # Most tallies say "none", and the packs of other forms are read only for one that does not.
    tells = given.get(TALLY) not in (None, [], ["none"]) or not given.keys() <= asked.keys()
    quick = quick_fields(session, sitting.entry) if tells else {}
    for id_ in given:
        if id_ not in asked and id_ not in quick:
            raise InputError(f"{id_!r} is not asked in this sitting.{nearest(id_, [*asked, *quick])}")
    said: list[Answer] = []
    known: list[Answer] = []  # with what was answered before: a step-in knows its direction
    for id_, answers in asked.items():
        prompt = sitting.prompts[id_]
        value = given.get(id_)
        if not applies(prompt, known):
            if value is not None:
                raise InputError(f"{id_}: is asked only after {_condition(prompt)}.")
            said += _keep(session, sitting, prompt, [Said(replace(a, state="none")) for a in answers])
            continue
        kept = list(_keep(session, sitting, prompt, _answered(session, prompt, answers, value)))
        said += kept
        known += kept or [answer for answer in answers if answer.state == "answered"]
    if quick:
        tally = next((answer.choices for answer in said if answer.prompt == TALLY), ())
        keep_tallied(session, sitting.entry, tally, {id_: given[id_] for id_ in quick if id_ in given})


def _condition(prompt: Prompt) -> str:
    return " and ".join(f"{id_} is {' or '.join(words)}" for id_, words in prompt.when)


def _keep(session: Session, sitting: Sitting, prompt: Prompt, said: Iterable[Said]) -> Iterator[Answer]:
    journal = session.journal
    for one in said:
        answer = one.answer
        if one.noun is not None:
            kept = journal.keep_noun(one.noun)
            answer = replace(answer, made=made_by(answer, kept))
        journal.keep_answer(sitting.entry.id, answer, prompt.question)
        carry_out(session, sitting.entry.id, answer, prompt)
        yield answer


def _answered(session: Session, prompt: Prompt, answers: list[Answer], value: Any) -> Iterator[Said]:
    """Every open answer of a prompt comes out answered or passed; given ones are replaced."""
    if takes_rows(prompt):
        yield from _answered_by_row(session, prompt, answers, value)
        return
    repeated = value if isinstance(value, list) and prompt.kind not in ("choices", "tally") else [value]
    if len(repeated) > len(answers) and prompt.kind not in _REPEATED:
        raise InputError(f"{prompt.id}: takes one answer, not a list of {len(repeated)}.")
    for place, one in enumerate(repeated):
        fresh = replace(open_answer(session, prompt), version=answers[0].version)
        answer = answers[place] if place < len(answers) else fresh
        if one is not None:
            yield said_by(session, prompt, answer, one)
        elif answer.state == "open":
            yield Said(replace(answer, state="passed"))
    for answer in answers[len(repeated) :]:
        if answer.state == "open":
            yield Said(replace(answer, state="passed"))


_REPEATED = ("disconnect", "commitment", "need", "conviction", "person")


def _answered_by_row(session: Session, prompt: Prompt, answers: list[Answer], value: Any) -> Iterator[Said]:
    rows = {} if value is None else value
    if not isinstance(rows, dict):
        raise InputError(f'{prompt.id}: takes an object from conviction to answer, as {{"C1": …}}.')
    codes = [answer.conviction or "" for answer in answers]
    for code in rows:
        if code not in codes:
            raise InputError(f"{prompt.id}: {code!r} is not asked about.{nearest(code, codes)}")
    for answer in answers:
        one = rows.get(answer.conviction)
        if one is not None:
            yield said_by(session, prompt, answer, one)
        elif answer.state == "open":
            yield Said(replace(answer, state="passed"))
