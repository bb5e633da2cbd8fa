"""Prompts as fields of event forms: what one table says of it, and whether the packs agree with each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reflect.errors import nearest
from reflect.model import EVENTS, Kind, Pack, Prompt
from reflect.packs.complaints import quoted
from reflect.packs.tables import Table

MOST_QUICK = 2
"""Fields that the daily's tally asks at once of one event: two keypresses are what a day has room for."""
MOST_CONDITIONS = 10

_ONLY_IN_FORMS = ("place", "quick", "when")
_BY_A_KEY: tuple[Kind, ...] = ("choice", "yes/no", "person", "scale")


def forms(table: Table) -> tuple[str, ...]:
    """The event forms that a prompt is a field of; complains of what belongs only to such a field."""
    found = table.many_of("forms", EVENTS)
    if "forms" in table and not table.fields["forms"]:
        table.complain("forms", f"names no event; known are {', '.join(EVENTS)}.")
    if "forms" not in table:
        for field in _ONLY_IN_FORMS:
            if field in table:
                table.complain(field, "belongs to a field of an event form; forms says of which.")
    elif "place" not in table:
        table.complain("place", "is missing; a field of an event form needs it.")
    return found


def place(table: Table) -> int:
    """The place among the fields of its forms, from 1; 0 where there is none."""
    return table.whole("place", default=1) if "place" in table else 0


def quick(table: Table, kind: Kind) -> bool:
    """Whether the tally asks it at once, by a key."""
    wanted = table.flag("quick")
    if wanted and kind not in _BY_A_KEY:
        table.complain("quick", f"a quick field is a {' or '.join(_BY_A_KEY)}; this prompt is a {kind}.")
    return wanted


def when(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For other fields of the form, the short words after which alone this one is asked."""
    conditions = table.table("when")
    if len(conditions.fields) > MOST_CONDITIONS:
        table.complain("when", f"names {len(conditions.fields):,} prompts; {MOST_CONDITIONS} are the most.")
    found: list[tuple[str, tuple[str, ...]]] = []
    for id_ in list(conditions.fields)[:MOST_CONDITIONS]:
        words = conditions.texts(id_)
        if conditions.fields[id_] == []:
            table.complain("when", f"names no short word of {quoted(id_)}.")
        found.append((id_, words))
    return tuple(found)


def disagreements(packs: Iterable[Pack]) -> dict[str, list[str]]:
    """What fits no other pack, a sentence each, by the key of the pack that says it; all packs must be given.

    A part-of or a when that names what is not there, and a field too many for the tally's two keypresses; the
    pack that comes last is the one that has to give way.
    """
    given = tuple(packs)
    prompts = {prompt.id: prompt for pack in given for prompt in pack.prompts}
    found: dict[str, list[str]] = {}
    for prompt in prompts.values():
        sentences = [*_unknown_host(prompt, prompts), *_unfit_conditions(prompt, prompts)]
        found.setdefault(prompt.pack, []).extend(f"{prompt.id}: {sentence}" for sentence in sentences)
    for event in EVENTS:
        fields = [prompt for prompt in prompts.values() if event in prompt.forms and prompt.quick]
        if (at_once := _asked_at_once(fields)) > MOST_QUICK:
            last = fields[-1]
            found[last.pack].append(
                f"{last.id}: quick makes {at_once} fields that the tally asks at once of a {event};"
                f" {MOST_QUICK} are the most."
            )
    return {key: sentences for key, sentences in found.items() if sentences}


def _unknown_host(prompt: Prompt, prompts: Mapping[str, Prompt]) -> list[str]:
    if not prompt.part_of or prompt.part_of in prompts:
        return []
    return [f"part-of: there is no prompt {quoted(prompt.part_of)}.{nearest(prompt.part_of, list(prompts))}"]


def _unfit_conditions(prompt: Prompt, prompts: Mapping[str, Prompt]) -> list[str]:
    found: list[str] = []
    for id_, words in prompt.when:
        other = prompts.get(id_)
        fields = [known.id for known in prompts.values() if set(prompt.forms) <= set(known.forms)]
        if other is None or other.id not in fields:
            form = " and ".join(prompt.forms)
            found.append(f"when: {quoted(id_)} is no field of the form {form}.{nearest(id_, fields)}")
        elif other.place >= prompt.place:
            found.append(f"when: {id_} stands at place {other.place}, so it is not answered before this one.")
        else:
            known_words = _words(other)
            strange = [word for word in words if word not in known_words]
            found += [
                f"when: {quoted(word)} is no option of {id_}.{nearest(word, list(known_words))}"
                for word in strange[:1]
            ]
    return found


def _words(prompt: Prompt) -> tuple[str, ...]:
    """The short words that an answer to a prompt may hold."""
    return ("yes", "no") if "yes/no" in (prompt.kind, *prompt.then) else prompt.options


def _asked_at_once(fields: Sequence[Prompt]) -> int:
    """How many of these fields may be asked together: those of one branch, beside those that are always asked."""
    always = sum(1 for prompt in fields if not prompt.when)
    branches: dict[str, dict[str, int]] = {}
    for prompt in fields:
        for id_, words in prompt.when[:1]:
            for word in words:
                counts = branches.setdefault(id_, {})
                counts[word] = counts.get(word, 0) + 1
    return always + sum(max(counts.values(), default=0) for counts in branches.values())
