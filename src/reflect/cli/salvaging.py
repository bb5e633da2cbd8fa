"""What reflect doctor --salvage says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reflect.cli.showing import show
from reflect.review.blocks import Column, Item, Items, Section, Table, Value
from reflect.session import Session
from reflect.store.raw_pages import MAGIC
from reflect.store.salvaging import Salvaged, salvage

_NAMED = 20
"""Rows or days that are listed; of more it says how many."""


def salvage_into(session: Session, target: Path, *, json: bool) -> None:
    """Salvage the home's journal into a new file, and show what came of it.

    Raises RefusedError where the file exists, NotFoundError without a journal, JournalError where nothing can be
    read, as where an encrypted one does not open.
    """
    path = session.journal_path
    key = session.standing_journal.connection.key if _is_encrypted(path) else None
    done = salvage(path, target, key=key, new_id=session.new_id, moment=session.moment(), today=session.today)
    columns = (
        Column("label", ""),
        Column("saved", "saved", "right"),
        Column("missing", "missing", "right"),
    )
    rows: tuple[Mapping[str, Value], ...] = tuple(
        {"key": table, "label": table.replace("_", " "), "saved": done.rows[table], "missing": done.missing[table]}
        for table in {**done.rows, **done.missing}
        if table != "tombstones"
    )
    lost = tuple(_lost(done))
    sections = [Section("salvaged", f"Salvaged into {target}", (Table("rows", columns, rows),))]
    if lost:
        sections.append(Section("lost", "What is not as it was", (Items("lost", lost),)))
    show(session, *sections, json=json)
    session.screen.say(f"{path} is as it was. To go on with the new one: reflect restore {target}")


def _is_encrypted(path: Path) -> bool:
    """Whether no page of the file says that it is SQLite's, and its beginning is not zeros alone."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return bool(head) and not head.startswith(MAGIC) and any(head[:16])


def _lost(done: Salvaged) -> list[Item]:
    """A line for each thing that is missing, stood in for, or not as it was."""
    lines = []
    if done.lost_pages:
        lines.append(
            f"{done.lost_pages} pages of the file are missing or blank; what stood at the end is not counted."
        )
    gaps = [f"{n} of {_between(before, after)}" for before, after, n in done.gaps]
    if gaps:
        lines.append(f"Entries: {_some(gaps)}.")
    if lines and done.last_day:
        lines.append(f"The last day of which something was read is {done.last_day}.")
    if done.stand_ins:
        named = [f"{table.replace('_', ' ')} ({n})" for table, n in done.stand_ins.items()]
        lines.append(f"Lost, but others rest on them; a stand-in says so: {_some(named)}.")
    if done.damaged:
        lines.append(f"Taken as they stand, though damaged: {_some([_named(row) for row in done.damaged])}.")
    if done.left_out:
        lines.append(f"Too damaged to be taken: {_some([_named(row) for row in done.left_out])}.")
    return [Item(line, {}) for line in lines]


def _between(before: str, after: str) -> str:
    if before and after:
        return before if before == after else f"{before} to {after}"
    return f"the days after {before}" if before else f"the days before {after}"


def _named(row: tuple[str, str | int]) -> str:
    return f"{row[0].replace('_', ' ')} {row[1]}"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
