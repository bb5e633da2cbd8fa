"""The keys that each record of a JSON Lines file may have, what each takes, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from reflect.exchange import fields
from reflect.exchange.fields import Reader, RecordError
from reflect.exchange.records import Record
from reflect.model import (
    CONVICTION_KINDS,
    KINDS,
    NEED_KINDS,
    NEED_STATES,
    OUTCOMES,
    RELATIONS,
    SCOPES,
    STATES,
    VISIBILITIES,
    AllowedWord,
    Away,
    Commitment,
    Conviction,
    Disconnect,
    Focus,
    Guess,
    HiddenWord,
    Need,
    NeedStep,
    Person,
    Question,
    Standing,
    Wording,
)

_version = fields.whole(1, 1_000_000_000)
_visibility = fields.one_of(VISIBILITIES)


class Layout(NamedTuple):
    """The keys of a record, those that it cannot do without, and what makes the record of them."""

    readers: Mapping[str, Reader]
    required: tuple[str, ...]
    made: Callable[[dict[str, Any]], Record]


def _noun(values: dict[str, Any]) -> dict[str, Any]:
    return {"id": "", "code": "", **values}


def _conviction(values: dict[str, Any]) -> Conviction:
    flat = {key: values.pop(key) for key in ("statement", "importance", "since") if key in values}
    several = values.pop("wordings", None)
    if several is None:
        for key in ("statement", "since"):
            if key not in flat:
                raise RecordError(f"{key} is missing.")
    elif flat:
        raise RecordError(f"{next(iter(flat))} stands beside wordings, which hold it already.")
    wordings = sorted((Wording(**one) for one in several or [flat]), key=lambda wording: wording.since)
    return Conviction(**_noun(values), wordings=tuple(wordings))


def _person(values: dict[str, Any]) -> Person:
    relation = values.pop("relation", None)
    if relation is None and "relation_since" in values:
        raise RecordError("relation_since stands here without relation.")
    since = values.pop("relation_since", values.get("since"))
    several = values.pop("relations", None)
    if several is not None:
        if relation is not None:
            raise RecordError("relation stands beside relations, which hold it already.")
    elif relation is not None and since is not None:
        several = [{"since": since, "relation": relation}]
    elif relation not in (None, "steady"):
        raise RecordError("since is missing: the day from which the relation is so.")
    relations = sorted((Standing(**one) for one in several or ()), key=lambda standing: standing.since)
    return Person(**_noun(values), relations=tuple(relations))


def _need(values: dict[str, Any]) -> Need:
    asked, state = values.pop("asked", None), values.pop("state", None)
    several = values.pop("states", None)
    if several is None:
        if asked is None:
            raise RecordError("asked is missing.")
        several = [{"since": asked, "state": state or "asked"}]
    elif asked is not None or state is not None:
        raise RecordError(f"{'state' if asked is None else 'asked'} stands beside states, which hold it already.")
    steps = sorted((NeedStep(**one) for one in several), key=lambda step: step.since)
    return Need(**_noun(values), steps=tuple(steps))


def _away(values: dict[str, Any]) -> Away:
    if values["last"] < values["first"]:
        raise RecordError(f"last ({values['last']}) lies before first ({values['first']}).")
    return Away(**{"id": "", **values})


def _nouns(letter: str, readers: Mapping[str, Reader]) -> dict[str, Reader]:
    return {"id": fields.identity, "code": fields.code_with(letter), **readers, "visibility": _visibility}


_RELATION = fields.one_of(RELATIONS)
_NEED_STATE = fields.one_of(NEED_STATES)
_WORDING = {"since": fields.day, "statement": fields.words, "importance": fields.rating}
_ANSWER: Mapping[str, Reader] = {
    "id": fields.identity,
    "prompt": fields.words,
    "version": _version,
    "asked": fields.words,
    "state": fields.one_of(STATES),
    "person": fields.words,
    "conviction": fields.words,
    "value": fields.rating,
    "choice": fields.text,
    "choices": fields.texts,
    "text": fields.text,
    "made": fields.words,
    "visibility": _visibility,
}
ENTRY: Mapping[str, Reader] = {
    "id": fields.identity,
    "kind": fields.words,
    "day": fields.day,
    "at": fields.moment,
    "zone": fields.words,
    "late": fields.truth,
    "about_from": fields.day,
    "about_to": fields.day,
    "origin": fields.text,
    "tags": fields.texts,
    "answers": fields.list_of_objects("answer", _ANSWER, ("prompt",)),
}
LAYOUTS: Mapping[str, Layout] = {
    "question": Layout(
        {
            "prompt": fields.words,
            "version": _version,
            "asked": fields.text,
            "kind": fields.one_of(KINDS),
            "labels": fields.texts,
            "good": fields.one_of(("up", "down")),
        },
        ("prompt", "asked", "kind"),
        lambda values: Question(**{"version": 1, **values}),
    ),
    "conviction": Layout(
        _nouns(
            "C",
            {
                "kind": fields.one_of(CONVICTION_KINDS),
                **_WORDING,
                "wordings": fields.list_of_objects("wording", _WORDING, ("since", "statement"), least=1),
                "retired": fields.day,
            },
        ),
        (),
        _conviction,
    ),
    "person": Layout(
        _nouns(
            "P",
            {
                "name": fields.words,
                "aliases": fields.texts,
                "relation": _RELATION,
                "relation_since": fields.day,
                "relations": fields.list_of_objects(
                    "relation", {"since": fields.day, "relation": _RELATION}, ("since", "relation")
                ),
                "leads_others": fields.truth,
                "since": fields.day,
                "left": fields.day,
            },
        ),
        ("name",),
        _person,
    ),
    "commitment": Layout(
        _nouns(
            "K",
            {
                "cue": fields.text,
                "act": fields.words,
                "due": fields.day,
                "made": fields.day,
                "outcome": fields.one_of(OUTCOMES),
                "closed": fields.day,
            },
        ),
        ("act", "made"),
        lambda values: Commitment(**_noun(values)),
    ),
    "disconnect": Layout(
        _nouns(
            "D",
            {
                "kind": fields.one_of(("disconnect", "connect")),
                "scope": fields.one_of(SCOPES),
                "text": fields.words,
                "opened": fields.day,
                "closed": fields.day,
                "how": fields.text,
            },
        ),
        ("kind", "scope", "text", "opened"),
        lambda values: Disconnect(**_noun(values)),
    ),
    "need": Layout(
        _nouns(
            "N",
            {
                "person": fields.words,
                "kind": fields.one_of(NEED_KINDS),
                "text": fields.words,
                "asked": fields.day,
                "state": _NEED_STATE,
                "states": fields.list_of_objects(
                    "state", {"since": fields.day, "state": _NEED_STATE}, ("since", "state"), least=1
                ),
            },
        ),
        ("person", "text"),
        _need,
    ),
    "focus": Layout(
        {"id": fields.identity, "pack": fields.words, "since": fields.day, "until": fields.day},
        ("pack", "since"),
        lambda values: Focus(**{"id": "", **values}),
    ),
    "away": Layout({"id": fields.identity, "first": fields.day, "last": fields.day}, ("first", "last"), _away),
    "hidden_word": Layout(
        {"id": fields.identity, "word": fields.words},
        ("word",),
        lambda values: HiddenWord(**{"id": "", **values}),
    ),
    "allowed_word": Layout(
        {"id": fields.identity, "word": fields.words},
        ("word",),
        lambda values: AllowedWord(**{"id": "", **values}),
    ),
    "guess": Layout(
        {
            "id": fields.identity,
            "period": fields.words,
            "at": fields.moment,
            "question": fields.words,
            "guess": fields.text,
        },
        ("period", "question", "guess"),
        lambda values: Guess(**{"id": "", "at": None, **values}),
    ),
}
