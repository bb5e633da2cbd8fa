"""Two people on the roster who are one: everything about the second becomes the first's."""

from __future__ import annotations

from dataclasses import replace

from reflect.errors import NotFoundError
from reflect.frozen import frozen
from reflect.model import Person, Visibility
from reflect.store.journal import Journal
from reflect.store.nouns import keep, load
from reflect.store.rows import Rows


@frozen
class Merged:
    """The person who stays, and how many answers and needs became theirs."""

    person: Person
    answers: int
    needs: int


def merge_people(journal: Journal, kept: str, gone: str) -> Merged:
    """Merge the person of the id `gone` into the one of the id `kept`, as one change that undo takes back.

    The name and aliases of the one who goes become aliases; relation and name of the one who stays hold.
    Raises NotFoundError where one of them is no longer in the journal.
    """
    try:
        return _merge(journal._rows, kept, gone)  # the same package: rows never leave it
    finally:
        journal._forget_loaded()


def _merge(rows: Rows, kept_id: str, gone_id: str) -> Merged:
    with rows.writing():
        people = {person.id: person for person in load(rows).nouns.people}
        if kept_id not in people or gone_id not in people:
            raise NotFoundError("One of the two is no longer in the journal.")
        kept, gone = people[kept_id], people[gone_id]
        kept_key, gone_key = rows.key_of("people", kept_id), rows.key_of("people", gone_id)
        assert kept_key is not None
        assert gone_key is not None
        moved = {table: _hand_over(rows, table, gone_key, kept_key) for table in ("answers", "needs")}
        for (answer,) in rows.all("SELECT key FROM answers WHERE made = ? ORDER BY key", (gone.code,)):
            rows.update("answers", answer, {"made": kept.code})
        person = _joined(kept, gone)
        keep(rows, person)
        rows.remove("people", gone_key)
    return Merged(person, moved["answers"], moved["needs"])


def _hand_over(rows: Rows, table: str, gone: int, kept: int) -> int:
    keys = rows.all(f"SELECT key FROM {table} WHERE person = ? ORDER BY key", (gone,))
    for (key,) in keys:
        rows.update(table, key, {"person": kept})
    return len(keys)


def _joined(kept: Person, gone: Person) -> Person:
    """The one who stays, with what the other brings: names, the earlier day, the stricter visibility."""
    aliases: dict[str, str] = {}
    for name in (*kept.aliases, gone.name, *gone.aliases):
        if name.casefold() != kept.name.casefold():
            aliases.setdefault(name.casefold(), name)
    begun = [day for day in (kept.since, gone.since) if day is not None]
    ended = [day for day in (kept.left, gone.left) if day is not None]
    return replace(
        kept,
        aliases=tuple(aliases.values()),
        relations=kept.relations or gone.relations,
        leads_others=kept.leads_others or gone.leads_others,
        since=min(begun, default=None),
        left=max(ended) if len(ended) == 2 else None,
        visibility=max(kept.visibility, gone.visibility, key=_strictness),
    )


def _strictness(visibility: Visibility) -> int:
    """Coach, private, sealed: from the widest to the narrowest."""
    return {"coach": 0, "private": 1, "sealed": 2}[visibility]
