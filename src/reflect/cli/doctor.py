"""reflect doctor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from reflect.cli.options import AsJson, session_of
from reflect.errors import JournalError, UsageError
from reflect.review.blocks import Column, Item, Items, Section, Table
from reflect.session import Session
from reflect.store.doctoring import Finding, examine

VERDICTS = {"well": "well", "note": "note", "repaired": "repaired", "damaged": "DAMAGED"}


def doctor(
    ctx: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Repair what can be repaired without losing anything.")
    ] = False,
    salvage: Annotated[
        Path | None,
        typer.Option(
            "--salvage",
            metavar="FILE",
            help="Write what can be read into a new journal, this file.",
            show_default=False,
        ),
    ] = None,
    json: AsJson = False,
) -> None:
    """Check the journal, the files round it and the backups, and say what to do.

    It changes nothing but rights that let others in. --repair makes the index of words anew, gives the younger of
    two with one code another, removes half-written files, and accepts a history that lacks its end. --salvage
    reads the journal page by page, and leaves the file as it is.

    Exit codes: 0 all is well, or was repaired; 4 there is no journal; 5 damage was found.

    Example: reflect doctor
    """  # fmt: skip
    session = session_of(ctx)
    if salvage is not None:
        if repair:
            raise UsageError("--repair and --salvage do not go together.", hint="Salvage first.")
        from reflect.cli.salvaging import salvage_into  # 10 ms, and only a damaged journal needs it

        salvage_into(session, session.output_file(salvage, backup=True), json=json)
        return
    findings = tuple(_findings(session, repair=repair))
    _show(session, findings, json=json)
    if any(finding.verdict == "damaged" for finding in findings):
        raise typer.Exit(JournalError.exit_code)


def _findings(session: Session, *, repair: bool) -> Iterator[Finding]:
    from reflect.asking.editor import left_behind
    from reflect.store import surroundings
    from reflect.store.examining_copies import likeness
    from reflect.store.header import recovery_file

    home = session.home
    if home.is_dir():
        yield surroundings.rights(home)  # before the journal is opened, which takes rights away in silence
    yield from examine(session.journal_path, lambda: session.standing_journal, repair=repair)
    yield surroundings.place(session.journal_path)
    yield surroundings.leftovers(home, left_behind(home), repair=repair)
    opened = session.__dict__.get("standing_journal")
    yield surroundings.backups(session.journal_path, session.now, opened.connection.key if opened else None)
    encrypted = opened.connection.key is not None if opened else recovery_file(session.journal_path).exists()
    yield likeness(session.journal_path, surroundings.parts_left(home), encrypted=encrypted)


def _show(session: Session, findings: tuple[Finding, ...], *, json: bool) -> None:
    from reflect.cli.showing import show

    columns = (Column("label", ""), Column("verdict", ""), Column("found", "", wide=True))
    rows = tuple(
        {"key": one.key, "label": one.label, "verdict": one.verdict if json else VERDICTS[one.verdict],
         "found": one.found, "todo": one.todo}
        for one in findings
    )  # fmt: skip
    todo = tuple(
        Item(f"{one.label}: {one.todo}", {"key": one.key, "todo": one.todo}) for one in findings if one.todo
    )
    sections = [Section("doctor", _title(findings), (Table("checks", columns, rows),))]
    if todo:
        sections.append(Section("todo", "What to do", (Items("todo", todo),)))
    show(session, *sections, json=json)


def _title(findings: tuple[Finding, ...]) -> str:
    verdicts = {finding.verdict for finding in findings}
    if "damaged" in verdicts:
        return "Damage was found"
    return "Repaired" if "repaired" in verdicts else "All is well"
