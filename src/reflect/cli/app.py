"""The commands by name: each module is imported only when one of its commands is run."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup


class Entrance(NamedTuple):
    """Where a command lies, and how the first page of help speaks of it."""

    module: str
    name: str
    heading: str
    help: str


COMMANDS: dict[str, Entrance] = {
    "daily": Entrance("sittings", "daily", "Write", "Answer the day's questions, in three minutes."),
    "weekly": Entrance("sittings", "weekly", "Write", "Answer the week's questions, seven at most."),
    "monthly": Entrance("sittings", "monthly", "Write", "Answer the month's questions, eight at most."),
    "crosscheck": Entrance("sittings", "crosscheck", "Write", "Hold the quarter's cross-check, Kossoff's six."),
    "quarterly": Entrance("sittings", "crosscheck", "", "The same as crosscheck."),
    "init": Entrance("sittings", "init", "Write", "Walk through the first time: find what you hold."),
    "note": Entrance("note", "note", "Write", "Write freely, in your editor or from standard input."),
    "log": Entrance("log", "log", "Write", "Log a gain, step, failure, credit, departure, feedback …"),
    "convictions": Entrance("convictions", "app", "Keep", "What you hold: list, add, edit, retire."),
    "people": Entrance("people", "app", "Keep", "Who is on your roster: list, add, show, edit, left, merge."),
    "commitments": Entrance("commitments", "app", "Keep", "What you promised: list, add, show, edit, close."),
    "disconnects": Entrance("disconnects", "app", "Keep", "Where belief and organization part, or meet."),
    "needs": Entrance("needs", "app", "Keep", "What your people need, and where it stands."),
    "status": Entrance("status", "status", "Look", "See today at a glance."),
    "review": Entrance("review", "review", "Look", "Look back on a week, month, quarter, year or any span."),
    "calendar": Entrance("calendar", "calendar", "Look", "See a year as a grid of days and weeks."),
    "list": Entrance("looking", "list_", "Look", "List entries by period, person, conviction, kind or tag."),
    "show": Entrance("looking", "show", "Look", "Show an entry whole, or what lies behind a code or a day."),
    "search": Entrance("looking", "search", "Look", "Find what you wrote by its words."),
    "edit": Entrance("changing", "edit", "Keep", "Change an answer or an entry."),
    "delete": Entrance("changing", "delete", "Keep", "Take an entry or answer out of the journal."),
    "undo": Entrance("changing", "undo", "Keep", "Take the last change back."),
    "mark": Entrance("changing", "mark", "Keep", "Say who may see an answer: private, coach, sealed."),
    "export": Entrance("sharing", "export", "Share", "Write the brief for your coach, or the entries, to a file."),
    "import": Entrance("sharing", "import_", "Share", "Take entries from a file into the journal."),
    "prompts": Entrance("prompts", "app", "Set up", "The packs of questions: list, show, check, new."),
    "focus": Entrance("focus", "focus", "Set up", "Show or set the pack whose questions are asked for now."),
    "themes": Entrance("themes", "app", "Set up", "Words that are to be no themes of a review: hide, show."),
    "settings": Entrance("settings", "app", "Set up", "What you may set, and where everything lies."),
    "away": Entrance("away", "away", "Set up", "Say on which days you are away."),
    "demo": Entrance("demo", "demo", "Set up", "See a year of one invented leader, in a home of its own."),
}  # fmt: skip
HEADINGS = ("Write", "Keep", "Look", "Share", "Keep safe", "Set up")


def plain_typer(**more: Any) -> typer.Typer:
    """A Typer without Rich's help and tracebacks: 85 ms a help page, and locals would show her words."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **more)


class LazyGroup(TyperGroup):
    """The root: knows every command's name and sentence, and imports the one that is run."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # Typer's own Context class
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:
        del ctx
        if name not in COMMANDS:
            return None
        entrance = COMMANDS[name]
        target = getattr(importlib.import_module(f"reflect.cli.{entrance.module}"), entrance.name)
        if not isinstance(target, typer.Typer):
            single = plain_typer()
            single.command()(target)
            target = single
        command = typer.main.get_command(target)
        command.name = name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        del ctx
        for heading in HEADINGS:
            rows = [(name, entry.help) for name, entry in COMMANDS.items() if entry.heading == heading]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # names alone, for "Did you mean …?"
        return super().resolve_command(ctx, args)


app = plain_typer(cls=LazyGroup, invoke_without_command=True)


def _version(asked: bool) -> None:
    if asked:
        from reflect import __version__

        typer.echo(f"reflect {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: reflect daily. Alone, reflect shows today at a glance.")
def root(
    ctx: typer.Context,
    home: Annotated[Path | None, typer.Option(help="Where the journal lies.", show_default=False)] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """A journal in which people who lead others examine their own leading."""
    del version
    from reflect.session import Session, World  # 5 ms, and help does without

    world = ctx.obj if isinstance(ctx.obj, World) else World()
    session = ctx.obj = Session(world, home)
    ctx.call_on_close(session.close)
    if ctx.invoked_subcommand is None:
        from reflect.cli.status import status

        status(ctx)
