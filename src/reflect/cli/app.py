"""The commands by name: each module is imported only when one of its commands is run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from reflect.errors import ReflectError, UsageError, nearest

if TYPE_CHECKING:
    from reflect.session import Session  # 5 ms at run time, and help does without


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
    "backup": Entrance("backup", "backup", "Keep safe", "Make a checked copy of the journal, or list those."),
    "restore": Entrance("restore", "restore_", "Keep safe", "Put a backup in the journal's place."),
    "doctor": Entrance("doctor", "doctor", "Keep safe", "Check the journal and its backups; save what can be."),
    "prompts": Entrance("prompts", "app", "Set up", "The packs of questions: list, show, check, new."),
    "focus": Entrance("focus", "focus", "Set up", "Show or set the pack whose questions are asked for now."),
    "encrypt": Entrance("encrypt", "encrypt", "Keep safe", "Lock the journal and its backups with a passphrase."),
    "decrypt": Entrance("decrypt", "decrypt", "Keep safe", "Make an encrypted journal plain again."),
    "passphrase": Entrance("passphrase", "passphrase", "Keep safe", "Choose another, or let the keyring keep it."),
    "themes": Entrance("themes", "app", "Set up", "Words that are to be no themes of a review: hide, show."),
    "settings": Entrance("settings", "app", "Set up", "What you may set, and where everything lies."),
    "away": Entrance("away", "away", "Set up", "Say on which days you are away."),
    "remind": Entrance("remind", "remind", "Set up", "See, install or remove a daily reminder."),
    "demo": Entrance("demo", "demo", "Set up", "Take a tour through a year of one invented leader."),
    "completion": Entrance("completion", "completion", "Set up", "Let a Tab complete commands, names and codes."),
    "help": Entrance("help", "help_", "Set up", "Explain a command; or commands, words, exit-codes."),
}  # fmt: skip
PURPOSES = {
    "Write": "answer questions, or say what happened",
    "Keep": "what you hold, whom you lead, what you promised; and change it",
    "Look": "at today, at a period, at what you wrote",
    "Share": "with your coach, or another program",
    "Keep safe": "copies, a lock",
    "Set up": "questions, days, settings; learn more",
}
"""The six headings of the first page, in order, and what stands under each."""
HEADINGS = tuple(PURPOSES)
NARROW = 78
"""The longest line that holds a heading, its commands and what they are for; else it becomes two."""


def plain_typer(**more: Any) -> typer.Typer:
    """A Typer without Rich's help and tracebacks: 85 ms a help page, and locals would show her words."""
    more = {"cls": PlainGroup, **more}
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **more)


class PlainGroup(TyperGroup):
    """A group that answers a word or an option which it does not know in the program's own manner."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        known = self.list_commands(ctx)
        if args[0] in known or args[0].startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        within = ctx.command_path.partition(" ")[2]
        named = f"{within} {args[0]}".lstrip()
        raise UsageError(
            f"There is no command {named}.{nearest(args[0], known)}", hint=f"See: reflect help {within}".rstrip()
        )


def _option_unknown(error: Any) -> UsageError | None:
    """What is said instead where an option is unknown: the nearest ones, the very nearest first."""
    if not hasattr(error, "possibilities"):
        return None
    meant = f" Did you mean {' or '.join(error.possibilities)}?" if error.possibilities else ""
    command = "" if error.ctx is None else error.ctx.command_path.partition(" ")[2]
    hint = f"See: reflect help {command}".rstrip()
    return UsageError(f"There is no option {error.option_name}.{meant}", hint=hint)


class LazyGroup(PlainGroup):
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

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if (unknown := _option_unknown(error)) is not None:
                raise unknown from None
            raise

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if (unknown := _option_unknown(error)) is not None:
                raise unknown from None
            if ctx.params.get("debug") and hasattr(ctx.obj, "home"):  # a command of no known name has no session
                from reflect.cli.debug_log import write_debug_log

                write_debug_log(ctx.obj.home, error)
            raise

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Every command by its name, under its heading, on one screen; their sentences are in `help commands`."""
        del ctx
        formatter.write_paragraph()
        for heading in HEADINGS:
            names = [name for name, entry in COMMANDS.items() if entry.heading == heading]
            on_one_line = f"{heading}: {' '.join(names)} ({PURPOSES[heading]})"
            if len(on_one_line) <= NARROW:
                formatter.write_text(on_one_line)
                continue
            formatter.write_text(f"{heading}: {PURPOSES[heading]}.")
            with formatter.indentation():
                formatter.write_text(" ".join(names))

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        del ctx
        formatter.write_text(self.epilog)  # with no empty line before it: the prompt stands on that screen too


def _backup_is_due(session: Session) -> bool:
    """Whether no dated backup is younger than the settings say, which the names alone tell.

    The first is due as many days after the journal was begun. A name of a day to come counts for nothing.
    """
    import os
    from datetime import UTC, timedelta

    from reflect.session import BACKUPS, STAMP

    if not session.settings.backup_every:
        return False
    since = session.now - timedelta(days=session.settings.backup_every)
    try:
        names = os.listdir(session.home / BACKUPS)  # noqa: PTH208  (names are enough, and paths cost more)
    except OSError:
        names = []
    if any(f"journal-{since:{STAMP}}~" < name < f"journal-{session.stamp}~" for name in names):
        return False
    begun = session.standing_journal.begun()
    return "" < begun <= since.astimezone(UTC).isoformat()


def _end(session: Session) -> None:
    """Make the backup that is due after something was written, and let go of what is open."""
    try:
        went_well = isinstance(sys.exception(), typer.Exit | None)  # a sitting that is left ends so too
        if went_well and session.has_written and _backup_is_due(session):
            from reflect.cli.backup import make_due_backup  # once a week

            make_due_backup(session)
    except ReflectError as error:
        session.screen.say(f"{error.message} {error.hint}".rstrip())
    finally:
        session.close()


app = plain_typer(cls=LazyGroup, invoke_without_command=True)


def _version(asked: bool) -> None:
    if asked:
        from reflect import __version__

        typer.echo(f"reflect {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: reflect daily. More: reflect help commands, words or any COMMAND.")
def root(
    ctx: typer.Context,
    home: Annotated[Path | None, typer.Option(help="Where the journal lies.", show_default=False)] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colour, no charts: for a screen reader.")] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Write where an error arose to debug.log, without your words.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """A journal in which people who lead others examine their own leading."""
    del version, debug  # LazyGroup.invoke asks for it where something fails
    from reflect.session import Session, World  # 5 ms, and help does without

    world = ctx.obj if isinstance(ctx.obj, World) else World()
    session = ctx.obj = Session(world, home, plain=plain)
    ctx.call_on_close(lambda: _end(session))
    if ctx.invoked_subcommand is None:
        from reflect.cli.status import status

        status(ctx)
