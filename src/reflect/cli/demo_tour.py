"""The tour of reflect demo: stop after stop at a terminal, or, without one, all of them in one go."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import typer

from reflect.safe_text import clean
from reflect.screen import Screen
from reflect.session import Session

WIDEST = 104

NEXT = (
    ("review {key} --all", "every section"),
    ("people show Ludo", "the page before a one-to-one"),
    ("search handover", "her words, found again"),
    ("list --person Jo", "all that stands about one person"),
)


class _Unpaged(Screen):
    """A screen on which several texts stand one under the other."""

    def page(self, text: str) -> None:
        self.show(text)


class Shown(Session):
    """The session of the invented leader's home; only a tour's sitting asks anything there.

    Long pages of a tour go through her own pager; where all is shown in one go, none comes between.
    """

    def __init__(self, session: Session, home: Path, *, tour: bool) -> None:
        super().__init__(session.world, home)
        pager = Screen(session.world.environ, lambda: session.settings.pager)
        self.screen = pager if tour else _Unpaged(session.world.environ)
        self.asks = False

    @property
    def interactive(self) -> bool:
        return self.asks and super().interactive


class Stop(NamedTuple):
    """What it is called, what is to be seen there, the command that shows it, and how it is called from here."""

    title: str
    shows: str
    command: str
    show: Callable[[typer.Context, Shown, str], None]


def _status(ctx: typer.Context, _shown: Shown, _key: str) -> None:
    from reflect.cli.status import status

    status(ctx)


def _review(ctx: typer.Context, _shown: Shown, key: str) -> None:
    from reflect.cli.review import review

    review(ctx, [key], no_guess=True)


def _brief(ctx: typer.Context, shown: Shown, key: str) -> None:
    """As `export --coach` previews it at a terminal; elsewhere as it writes it."""
    if shown.screen.is_piped:
        from reflect.cli.sharing import export

        export(ctx, [key], coach=True)
        return
    from reflect.periods import read_period
    from reflect.render import FORMATS, Page
    from reflect.sittings.briefing import checked, open_briefing

    screen = shown.screen
    period = read_period(key, shown.today, year_starts=shown.settings.year_starts)
    briefing = open_briefing(shown, shown.standing_journal, period)
    page = Page(screen.width, screen.colour, screen.ascii_only, shown.plain)
    screen.page(FORMATS["terminal"](checked(shown, briefing.journal, briefing.document()), page))


def _sitting(ctx: typer.Context, shown: Shown, _key: str) -> None:
    from reflect.cli.sittings import daily

    shown.asks = True
    try:
        daily(ctx)
    except typer.Exit:  # she left it; the tour goes on
        shown.screen.say("The tour goes on.")
    finally:
        shown.asks = False


STATUS = Stop("Today at a glance", "what is due, what stands open, the one next command", "status", _status)
SITTING = Stop("A sitting to try", "the questions of her day; Ctrl-C leaves it half-way", "daily", _sitting)
REVIEW = Stop("The last quarter, looked back on", "where acts and words part", "review {key}", _review)
BRIEF = Stop("The brief for her coach", "what she takes there, as it will read", "export {key} --coach", _brief)
TOUR = (STATUS, SITTING, REVIEW, BRIEF)


def show_all(ctx: typer.Context, shown: Shown, key: str) -> None:
    """What the commands show, each by the command itself; above it what it is, and what to type for it."""
    say = shown.screen.show
    for stop in (STATUS, REVIEW, BRIEF):
        say(_heading(shown, f"{stop.title}: {stop.shows}", _typed(shown, stop.command, key)))
        stop.show(ctx, shown, key)
    say(_heading(shown, "Now it is yours to try; her day today is not answered yet:", _typed(shown, "daily", key)))
    say(_more(shown, key))


def lead(ctx: typer.Context, shown: Shown, key: str) -> None:
    """One stop after the other, each when she presses Enter. Raises KeyboardInterrupt where she leaves."""
    say = shown.screen.show
    for number, stop in enumerate(TOUR, start=1):
        what = f"{number} of {len(TOUR)}  {stop.title}: {stop.shows}"
        say(_heading(shown, what, f"In your own journal: reflect {stop.command.format(key=key)}"))
        stop.show(ctx, shown, key)
        if number < len(TOUR):
            following = TOUR[number].title
            wait(shown, f"Enter: {following[0].lower()}{following[1:]}. Ctrl-C leaves the tour.")


def wants_it_kept(shown: Shown) -> bool:
    """The end of a tour through a throw-away journal: whether she wants to try more on it."""
    said = wait(shown, "That was the tour. Enter removes her journal; k and Enter keeps it, to try more.")
    return said.strip().casefold() == "k"


def say_more(shown: Shown, key: str) -> None:
    """What else can be tried on a journal that stays, and how to be rid of it."""
    shown.screen.show(f"Hers to try further:\n  {_typed(shown, 'daily', key)}\n{_more(shown, key)}")


def wait(shown: Shown, words: str) -> str:
    """Say the words, and give what she types before Enter. Raises KeyboardInterrupt at the end of the input."""
    shown.screen.say(f"\n{words}")
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line


def _more(shown: Shown, key: str) -> str:
    typed = [_typed(shown, command, key) for command, _ in NEXT]
    widest = max(map(len, typed))
    lines = [f"  {command.ljust(widest)}   {what}" for command, (_, what) in zip(typed, NEXT, strict=True)]
    return "\n".join([*lines, f"\nTo be rid of it: {_removal(shown.home)}"])


def _heading(shown: Shown, *lines: str) -> str:
    rule = ("-" if shown.screen.ascii_only else "═") * min(shown.screen.width, WIDEST)
    first, second = lines
    return f"\n{rule}\n {first}\n   {second}\n{rule}"


def _typed(shown: Shown, command: str, key: str) -> str:
    """A command as it is typed for this home."""
    return f"reflect --home {_quoted(shown.home)} {command.format(key=key)}"


def _removal(home: Path) -> str:
    return f"rmdir /s {_quoted(home)}" if os.name == "nt" else f"rm -r {_quoted(home)}"


def _quoted(path: Path) -> str:
    """A path as one word of a command line."""
    words = clean(str(path))
    return f'"{words}"' if os.name == "nt" else shlex.quote(words)
