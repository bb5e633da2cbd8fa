"""The tables of a pack as prompts: which fields there are, and which of them a kind of prompt needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from reflect.errors import nearest
from reflect.model import CADENCES, KINDS, VISIBILITIES, Good, Kind, Pack, Prompt, Visibility
from reflect.packs import forms
from reflect.packs.complaints import Complaint, quoted
from reflect.packs.tables import Table

FIELDS = (
    "asked", "kind", "why", "version", "cadence", "labels", "options", "keys", "good", "feeds", "about",
    "then", "then-asked", "gap", "part-of", "forms", "place", "quick", "when", "visibility",
)  # fmt: skip
TRENDS = (
    "say-do", "demonstrations", "costly", "support", "disconnects", "connects", "needs", "steps", "triggers",
    "horizon", "litmus", "failure-response", "no-error-signs", "trust-default", "credit", "departures",
    "success-known", "orientation", "multiplier", "foundations", "who-what", "ladder", "confidence",
    "gain-coverage", "gain-mix", "three-wins", "repair", "listening", "themes", "commitments", "feedback",
    "insights", "bad-news-first",
)  # fmt: skip
PLACEHOLDERS = ("<person>", "<conviction>", "<day>")
MOST_PROMPTS = 500
MOST_LABEL_SETS = 100

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"<[^<>\s][^<>]*>")
_ABOUT: tuple[Literal["conviction", "person"], ...] = ("conviction", "person")
_GOOD: tuple[Good, ...] = ("up", "down")
_THEN: tuple[Kind, ...] = ("text", "scale", "choice", "choices", "person", "yes/no", "number", "date")
_NEEDED: dict[Kind, tuple[str, ...]] = {
    "scale": ("labels", "good"),
    "grid": ("labels", "good", "about"),
    "choice": ("options",),
    "choices": ("options",),
    "tally": ("options", "keys"),
}
# A conviction is given its importance (1-5) along with its wording, so it may name those five steps.
# Where the parts of an answer are kept; two that share a place would overwrite each other.
_KEPT: dict[Kind, str] = {
    "text": "text", "document": "text", "date": "text", "scale": "rating", "number": "rating",
    "choice": "choice", "yes/no": "choice", "choices": "choices", "person": "person",
}  # fmt: skip
_BELONGS: dict[str, tuple[Kind, ...]] = {
    "labels": ("scale", "grid", "conviction"),
    "options": ("choice", "choices", "tally"),
    "keys": ("tally",),
    "good": ("scale", "grid", "number", "yes/no"),
}


def is_slug(name: str) -> bool:
    """Whether a name is lower-case words joined by hyphens, of 40 characters at most."""
    return len(name) <= 40 and _SLUG.fullmatch(name) is not None


def to_pack(key: str, tables: dict[str, object], complaints: list[Complaint]) -> Pack:
    """The pack in these tables; it is whole only if nothing was added to `complaints`."""
    file = Table("", tables, complaints)
    file.only(("pack", "labels", "prompts"), what="table")
    about = file.table("pack")
    about.only(("title", "source", "purpose", "visibility"))
    visibility = about.one_of("visibility", VISIBILITIES)
    sets = file.table("labels")
    if len(sets.fields) > MOST_LABEL_SETS:
        sets.complain("", f"{len(sets.fields):,} label sets stand here; {MOST_LABEL_SETS} are the most.")
    labels = {name: _five(sets, name) for name in list(sets.fields)[:MOST_LABEL_SETS]}
    prompts = file.table("prompts")
    if not prompts.fields:
        prompts.complain("", "a pack needs at least one prompt, in a table headed [prompts.NAME].")
    if len(prompts.fields) > MOST_PROMPTS:
        prompts.complain("", f"{len(prompts.fields):,} prompts stand here; {MOST_PROMPTS} are the most.")
    slugs = list(prompts.fields)[:MOST_PROMPTS]
    title, source, purpose = (about.text(name, required=True) for name in ("title", "source", "purpose"))
    asked = (_prompt(key, slug, prompts, labels, visibility) for slug in slugs)
    return Pack(key, title, source, purpose, tuple(replace(prompt, source=source) for prompt in asked))


def _prompt(
    key: str, slug: str, prompts: Table, sets: Mapping[str, tuple[str, ...]], visibility: Visibility | None
) -> Prompt:
    """The prompt of that name; `visibility` is the pack's, for where it names none itself."""
    table = prompts.table(slug)
    if not is_slug(slug):
        prompts.complain(slug, "a prompt's name is lower-case words joined by hyphens, 40 characters at most.")
    table.only(FIELDS)
    kind = table.one_of("kind", KINDS, required=True) or "text"
    prompt = Prompt(
        id=f"{key}/{slug}",
        asked=table.text("asked", required=True),
        kind=kind,
        why=table.text("why", required=True),
        version=table.whole("version", default=1),
        cadence=table.one_of("cadence", CADENCES),
        labels=_labels(table, sets),
        options=table.texts("options"),
        keys=table.texts("keys"),
        good=table.one_of("good", _GOOD),
        feeds=table.many_of("feeds", TRENDS),
        about=table.one_of("about", _ABOUT),
        then=_then(table),
        then_asked=table.text("then-asked"),
        gap=table.flag("gap"),
        part_of=table.text("part-of"),
        forms=forms.forms(table),
        place=forms.place(table),
        quick=forms.quick(table, kind),
        when=forms.when(table),
        visibility=table.one_of("visibility", VISIBILITIES) or visibility,
    )
    _agree(table, prompt)
    _parts(table, prompt)
    for field, wording in (("asked", prompt.asked), ("then-asked", prompt.then_asked)):
        _filled_in(table, field, wording, prompt)
    if prompt.part_of:
        _part_of(table, prompt, prompts)
    return prompt


def _five(table: Table, field: str) -> tuple[str, ...]:
    """Five labels, lowest first; the field is there."""
    labels = table.fields[field]
    if isinstance(labels, list) and len(labels) != 5:
        table.complain(field, f"must hold five labels, lowest first; it holds {len(labels)}.")
    return table.texts(field)


def _labels(table: Table, sets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Five labels given here, or those of the set that is named here."""
    if "labels" not in table:
        return ()
    if not isinstance(table.fields["labels"], str):
        return _five(table, "labels")
    name = table.text("labels")
    if name and name not in sets:
        near = nearest(quoted(name), list(sets)) or " Give it under [labels], or give the five labels here."
        table.complain("labels", f"there is no label set {quoted(name)}.{near}")
    return sets.get(name, ())


def _then(table: Table) -> tuple[Kind, ...]:
    """The further parts of the answer; `texts` refuses a repetition, which here would be ambiguous too."""
    then = table.many_of("then", _THEN)
    if "then-asked" in table and not then:
        table.complain("then-asked", "words a further part of the answer, but then names none.")
    return then


def _agree(table: Table, prompt: Prompt) -> None:
    """Complain of fields that this kind of prompt lacks, or cannot use."""
    if table.fields.get("kind") != prompt.kind:  # it was wrong, and has its complaint
        return
    parts = (prompt.kind, *prompt.then)
    for part in parts:
        for field in _NEEDED.get(part, ()):
            if field not in table:
                table.complain(field, f"is missing; a {part} needs it.")
    for field, kinds in _BELONGS.items():
        if field in table and not set(kinds) & set(parts):
            table.complain(field, f"belongs to {_either(kinds)}; this prompt is a {prompt.kind}.")
    if prompt.options and len(prompt.options) < 2:
        table.complain("options", "must hold two short words at least.")
    if prompt.keys and len(prompt.keys) != len(prompt.options):
        count = f"{len(prompt.keys)} keys and {len(prompt.options)} options"
        table.complain("keys", f"must hold one key for each option; there are {count}.")
    # Digits rate the grid that a tally stands under, and an upper-case letter is two keys at once.
    wrong = next((key for key in prompt.keys if not (len(key) == 1 and "a" <= key <= "z")), None)
    if wrong is not None:
        table.complain("keys", f"{quoted(wrong)} is not one lower-case letter from a to z.")


def _parts(table: Table, prompt: Prompt) -> None:
    """Complain of further parts that one answer cannot hold beside its first."""
    if not prompt.then or table.fields.get("kind") != prompt.kind:
        return
    if prompt.kind not in _KEPT:
        table.complain("then", f"a {prompt.kind} has its own parts, and takes no further one.")
        return
    held: set[str] = {"person"} if prompt.about == "person" else set()
    for part in (prompt.kind, *prompt.then):
        if _KEPT[part] in held:
            table.complain("then", f"one answer holds one {_KEPT[part]} at most, so it has no room for a {part}.")
            return
        held.add(_KEPT[part])


def _filled_in(table: Table, field: str, wording: str, prompt: Prompt) -> None:
    for found in _PLACEHOLDER.findall(wording):
        if found not in PLACEHOLDERS:
            known = "only for <person>, <conviction> and <day>"
            table.complain(field, f"nothing can be filled in for {quoted(found)}, {known}.")
        elif found != "<day>" and prompt.about != found[1:-1]:
            table.complain(field, f'{found} stands in it, so the prompt needs about = "{found[1:-1]}".')


def _part_of(table: Table, prompt: Prompt, prompts: Table) -> None:
    pack, slash, slug = prompt.part_of.partition("/")
    if not (slash and is_slug(pack) and is_slug(slug)):
        table.complain("part-of", "must be the id of a prompt, pack/name, like convictions/lived.")
    elif pack == prompt.pack and slug not in prompts.fields:
        table.complain(
            "part-of", f"this pack has no prompt {slug}.{nearest(slug, list(prompts.fields)[:MOST_PROMPTS])}"
        )


def _either(kinds: tuple[Kind, ...]) -> str:
    return " or ".join((", ".join(kinds[:-1]), kinds[-1])) if len(kinds) > 1 else kinds[0]
