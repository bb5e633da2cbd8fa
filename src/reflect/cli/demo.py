"""reflect demo."""

from __future__ import annotations

import os
import shlex
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from reflect.cli.options import session_of
from reflect.errors import InputError, RefusedError
from reflect.private_files import private_folder
from reflect.safe_text import clean
from reflect.screen import Screen
from reflect.session import Session

WIDEST = 104
SOURCE = "the invented leader's year"


class _Unpaged(Screen):
    """A screen on which several texts stand one under the other."""

    def page(self, text: str) -> None:
        self.show(text)


class _Shown(Session):
    """The session of the invented leader's home: nobody is asked anything there, and no pager comes between."""

    def __init__(self, session: Session, home: Path) -> None:
        super().__init__(session.world, home)
        self.screen = _Unpaged(session.world.environ)

    @property
    def interactive(self) -> bool:
        return False


def demo(
    ctx: typer.Context,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="DIR", help="Put it into this new or empty folder.", show_default=False),
    ] = None,
) -> None:
    """See a year of one invented leader: today at a glance, a quarter's review, and the brief for the coach.

    It lies in a home of its own, in the folder for temporary files, until you remove it; yours is left alone.

    Example: reflect demo
    """
    session = session_of(ctx)
    home = _throw_away_home() if keep is None else _named_home(keep.expanduser(), session.home)
    shown = _Shown(session, home)
    ctx.call_on_close(shown.close)
    key = _take_in(shown)
    ctx.obj = shown
    _show(ctx, shown, key)


def _throw_away_home() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="reflect-demo-"))  # 0700
    except OSError as error:
        raise InputError(
            f"The folder for temporary files cannot be written ({error.strerror}).", hint="Name one: --keep DIR"
        ) from None


def _named_home(folder: Path, hers: Path) -> Path:
    """The folder, made where it is missing. Raises RefusedError where it holds something, or is her own home."""
    if folder.resolve() == hers.resolve():
        raise RefusedError(f"{folder} is your own home.", hint="Name another folder.")
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is no folder, and was left as it is.", hint="Name a new or empty folder.")
    try:
        if folder.exists() and any(folder.iterdir()):
            raise RefusedError(
                f"{folder} is not empty, and was left as it is.", hint="Name a new or empty folder."
            )
        return private_folder(folder)
    except OSError as error:
        raise InputError(f"{folder} cannot be used ({error.strerror}).", hint="Name another folder.") from None


def _take_in(shown: Session) -> str:
    """Fill the home by the import that takes files in; gives the key of the quarter to be shown."""
    from reflect.demo import leader_year, shown_quarter

    yesterday = shown.today - timedelta(days=1)
    records = enumerate(leader_year(shown.packs(), yesterday), start=1)
    shown.journal.take_in(records, source=SOURCE, wordings=lambda _prompt: None)
    return shown_quarter(yesterday).key


def _show(ctx: typer.Context, shown: Session, key: str) -> None:
    """What three commands show, each by the command itself; above it what it is, and what to type for it."""
    from reflect.cli.review import review
    from reflect.cli.sharing import export
    from reflect.cli.status import status

    say = shown.screen.show
    say("A year of one invented leader: nobody said these words. Your own journal")
    say("is not touched; this one is readable by your account alone, and lies in")
    say(f"  {clean(str(shown.home))}")
    say(_heading(shown, "Today at a glance", "status"))
    status(ctx)
    say(_heading(shown, "The last whole quarter, looked back on", f"review {key}"))
    review(ctx, [key], no_guess=True)
    say(_heading(shown, "The brief that she takes to her coach, in Markdown", f"export {key} --coach"))
    export(ctx, [key], coach=True)
    say(_heading(shown, "Now it is yours to try; her day today is not answered yet", "daily"))
    typed = [_typed(shown, command.format(key=key)) for command, _ in NEXT]
    for command, (_, what) in zip(typed, NEXT, strict=True):
        say(f"  {command.ljust(max(map(len, typed)))}   {what}")
    say(f"\nTo be rid of it: {_removal(shown.home)}")


NEXT = (
    ("review {key} --all", "every section"),
    ("people show Ludo", "the page before a one-to-one"),
    ("search handover", "her words, found again"),
    ("list --person Jo", "all that stands about one person"),
)


def _heading(shown: Session, what: str, command: str) -> str:
    rule = ("-" if shown.screen.ascii_only else "═") * min(shown.screen.width, WIDEST)
    return f"\n{rule}\n {what}:\n   {_typed(shown, command)}\n{rule}"


def _typed(shown: Session, command: str) -> str:
    """A command as it is typed for this home."""
    return f"reflect --home {_quoted(shown.home)} {command}"


def _removal(home: Path) -> str:
    return f"rmdir /s {_quoted(home)}" if os.name == "nt" else f"rm -r {_quoted(home)}"


def _quoted(path: Path) -> str:
    """A path as one word of a command line."""
    words = clean(str(path))
    return f'"{words}"' if os.name == "nt" else shlex.quote(words)
