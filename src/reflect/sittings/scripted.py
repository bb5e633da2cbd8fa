"""A sitting without a terminal: its prompts as JSON, its answers from JSON, all of them stored or none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from reflect.errors import InputError, nearest
from reflect.model import Answer, Prompt
from reflect.safe_text import for_json
from reflect.session import Session
from reflect.sittings.opening import Sitting, store
from reflect.sittings.replies import Said, said_by, takes_rows
from reflect.sittings.wording import day_words

LARGEST = 1_000_000
"""Bytes of an answers file; a longer one is refused before it is read as JSON."""


def prompts_as_json(session: Session, sitting: Sitting) -> str:
    """What the sitting asks, as JSON; nothing is opened or stored."""
    entry = sitting.entry
    codes_asked = any(answer.conviction for answer in entry.answers)
    convictions = session.journal.nouns().convictions if codes_asked else ()
    statements = {c.code: c.statement for c in convictions}
    prompts: list[dict[str, Any]] = []
    for id_, answers in _by_prompt(entry.answers).items():
        prompt = sitting.prompts[id_]
        shown: dict[str, Any] = {"id": id_}
        codes = [answer.conviction for answer in answers if answer.conviction is not None]
        places = {"day": day_words(entry.day, session.today), "conviction": statements.get((codes or [""])[0], "")}
        shown |= {"asked": prompt.worded(places), "kind": prompt.kind}
        if takes_rows(prompt):
            shown["rows"] = [{"conviction": code, "statement": statements[code]} for code in codes]
        elif codes:
            shown["conviction"] = codes[0]
        shown |= {name: list(values) for name, values in _lists(prompt) if values}
        if prompt.part_of:
            shown["part_of"] = prompt.part_of
        prompts.append(shown)
    document = {"entry": entry.kind, "day": entry.day.isoformat(), "prompts": prompts}
    return for_json(json.dumps(document, ensure_ascii=False, indent=2))


def _lists(prompt: Prompt) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("labels", prompt.labels), ("options", prompt.options))


def _by_prompt(answers: tuple[Answer, ...]) -> dict[str, list[Answer]]:
    grouped: dict[str, list[Answer]] = {}
    for answer in answers:
        grouped.setdefault(answer.prompt, []).append(answer)
    return grouped


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
    asked = _by_prompt(sitting.entry.answers)
    for id_ in given:
        if id_ not in asked:
            raise InputError(f"{id_!r} is not asked in this sitting.{nearest(id_, list(asked))}")
    journal = session.journal
    with journal.writing():
        store(session, sitting)
        for id_, answers in asked.items():
            prompt = sitting.prompts[id_]
            for said in _answered(session, prompt, answers, given.get(id_)):
                answer = said.answer
                if said.noun is not None:
                    kept = journal.keep_noun(said.noun)
                    answer = replace(answer, made=kept.code)
                journal.keep_answer(sitting.entry.id, answer, prompt.question)


def _answered(session: Session, prompt: Prompt, answers: list[Answer], value: Any) -> Iterator[Said]:
    """Every open answer of a prompt comes out answered or passed; given ones are replaced."""
    by_row = takes_rows(prompt)
    if by_row and value is not None:
        if not isinstance(value, dict):
            raise InputError(f'{prompt.id}: takes an object from conviction to answer, as {{"C1": …}}.')
        codes = [answer.conviction or "" for answer in answers]
        for code in value:
            if code not in codes:
                raise InputError(f"{prompt.id}: {code!r} is not asked about.{nearest(code, codes)}")
    repeated = value if isinstance(value, list) and prompt.kind not in ("choices", "tally") else [value]
    if len(repeated) > len(answers) and prompt.kind not in ("disconnect", "commitment", "need", "conviction"):
        raise InputError(f"{prompt.id}: takes one answer, not a list of {len(repeated)}.")
    for place, answer in enumerate(answers):
        one = (
            (value or {}).get(answer.conviction) if by_row else repeated[place] if place < len(repeated) else None
        )
        if one is not None:
            yield said_by(session, prompt, answer, one)
        elif answer.state == "open":
            yield Said(replace(answer, state="passed"))
    if not by_row:
        for one in repeated[len(answers) :]:
            fresh = Answer(session.new_id(), prompt.id, "open", version=answers[0].version)
            yield said_by(session, prompt, fresh, one)
