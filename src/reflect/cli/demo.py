"""reflect demo."""

from __future__ import annotations

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from reflect.cli.demo_tour import Shown, lead, say_more, show_all, wants_it_kept
from reflect.cli.options import session_of
from reflect.cli.progress import progress
from reflect.environment import named_place
from reflect.errors import InputError, RefusedError
from reflect.private_files import private_folder
from reflect.safe_text import clean
from reflect.session import Session

SOURCE = "the invented leader's year"


def demo(
    ctx: typer.Context,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="DIR", help="Put it into this new or empty folder.", show_default=False),
    ] = None,
) -> None:
    """See a year of one invented leader: today at a glance, a sitting to try, a quarter's review, a coach's brief.

    At a terminal it is a tour: Enter goes on, Ctrl-C leaves. It lies in a home of its own, in the folder for
    temporary files, and goes when the tour ends; without a terminal it stays until you remove it. Yours is left
    alone.

    Example: reflect demo
    """
    session = session_of(ctx)
    tour = session.interactive and sys.stdin.isatty() and not session.screen.is_piped
    home = _throw_away_home() if keep is None else _named_home(named_place(keep), session.home)
    shown = ctx.obj = Shown(session, home, tour=tour)
    ctx.call_on_close(shown.close)
    if not tour:
        _introduce(shown)
        show_all(ctx, shown, _take_in(shown))
        return
    is_kept = keep is not None
    try:
        _introduce(shown, "Long pages open in your pager, where q comes back to the tour.")
        lead(ctx, shown, _take_in(shown))
        is_kept = is_kept or wants_it_kept(shown)
    finally:
        if is_kept:
            say_more(shown, _quarter(shown))
        else:
            _remove(shown)


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


def _introduce(shown: Session, *more: str) -> None:
    say = shown.screen.show
    say("A year of one invented leader: nobody said these words. Your own journal")
    say("is not touched; this one is readable by your account alone, and lies in")
    say(f"  {clean(str(shown.home))}")
    for line in more:
        say(line)


def _take_in(shown: Session) -> str:
    """Fill the home by the import that takes files in; give the key of the quarter to be shown."""
    from reflect.demo import leader_year

    records = enumerate(leader_year(shown.packs(), _yesterday(shown)), start=1)
    with progress(shown, "Writing her year") as told:
        shown.journal.take_in(told.watched(records), source=SOURCE, wordings=lambda _prompt: None)
    return _quarter(shown)


def _quarter(shown: Session) -> str:
    """The key of the quarter to be shown."""
    from reflect.demo import shown_quarter

    return shown_quarter(_yesterday(shown)).key


def _yesterday(shown: Session) -> date:
    return shown.today - timedelta(days=1)


def _remove(shown: Session) -> None:
    """Take the throw-away home away, whole."""
    import shutil  # 6 ms, and only a tour's end pays for it

    shown.close()
    shutil.rmtree(shown.home, ignore_errors=True)
    if shown.home.exists():
        shown.screen.say(f"Her journal could not be removed; it lies in {shown.home}.")
    else:
        shown.screen.say("Her journal is removed. To begin your own: reflect daily")
