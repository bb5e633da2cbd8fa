"""The session: the only way in which a command touches the world. Clock, chance, home, screen, writer, journal.

The tests give another `World`: a frozen clock, a home of their own, a script that answers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reflect.environment import named_place, pretended_moment, zone_name
from reflect.errors import JournalError, UsageError
from reflect.frozen import frozen
from reflect.periods import Period, journal_day, span
from reflect.screen import Screen, writes_ascii

if TYPE_CHECKING:
    from reflect.asking.asks import Writer
    from reflect.machine import Machine
    from reflect.model import Pack
    from reflect.packs import Packs
    from reflect.settings import Settings
    from reflect.store.encrypted import EncryptedFile
    from reflect.store.journal import Journal
    from reflect.store.keys import Key
    from reflect.unlocking import Unlocking

JOURNAL = "journal.db"
SETTINGS = "settings.toml"
BACKUPS = "backups"
STAMP = "%Y-%m-%dT%H%M%S"
_JOURNALS = ("journal", "standing_journal")


@frozen
class World:
    """What lies outside: the environment, the clock, chance, who answers when not the terminal, other programs."""

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Callable[[], datetime] = lambda: datetime.now().astimezone()
    chance: Callable[[int], bytes] = os.urandom
    writer: Writer | None = None
    machine: Machine | None = None
    secret: Callable[[str], str] | None = None
    """Is asked for a passphrase; what it gives is shown nowhere."""


class Session:
    """One run of the program: the moment, where things lie, and the journal, each made when first asked for."""

    def __init__(self, world: World, home: Path | None = None, *, plain: bool = False) -> None:
        self.world = world
        self.plain = plain
        self._home = home
        self.screen = Screen(world.environ, lambda: self.settings.pager)
        self._last_id = 0
        self._said: set[str] = set()
        self._packs: dict[tuple[str, ...], Packs] = {}
        self.only_looks = False
        """Set where a command shows what a sitting would ask: the journal is opened for looking alone."""

    # ---- time and chance

    @cached_property
    def now(self) -> datetime:
        """The moment of this run, in the zone of this machine; REFLECT_NOW pretends another."""
        pretended = self.world.environ.get("REFLECT_NOW")
        return pretended_moment(pretended) if pretended else self.world.clock()

    @cached_property
    def zone(self) -> str:
        """The name of the zone: TZ, else the system's, else the offset."""
        return zone_name(self.world.environ, self.now)

    @cached_property
    def today(self) -> date:
        """The journal day of this run: it ends at the hour that the settings say."""
        return journal_day(self.now.replace(tzinfo=None), self.settings.day_ends)

    def moment(self) -> str:
        """The moment of this run in UTC, as ISO 8601."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def new_id(self) -> str:
        """A fresh UUIDv7 (RFC 9562): later ones of one run sort after earlier ones."""
        stamp = max(int(self.now.timestamp() * 1000) << 12, self._last_id + 1)
        self._last_id = stamp
        chance = int.from_bytes(self.world.chance(8), "big") & ((1 << 62) - 1)
        value = ((stamp >> 12) & ((1 << 48) - 1)) << 80 | 7 << 76 | (stamp & 0xFFF) << 64 | 2 << 62 | chance
        digits = f"{value:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    @property
    def stamp(self) -> str:
        """The moment of this run on this machine's clock, as the names of backups have it: 2025-09-30T180000."""
        return self.now.strftime(STAMP)

    # ---- places

    @cached_property
    def home(self) -> Path:
        """Where the journal lies: --home, else REFLECT_HOME, else the platform's data folder."""
        told = self.world.environ.get("REFLECT_HOME")
        if self._home is not None or told:
            return named_place(self._home or Path(told or ""))
        from platformdirs import user_data_path  # 20 ms, and only where no home is named

        return named_place(user_data_path("reflect", appauthor=False))

    def output_file(self, path: Path, *, force: bool | None = None, backup: bool = False) -> Path:
        """The file that she named to be written to; one that stands is replaced with `force` alone.

        `force` is None where the command has no such option. Raises RefusedError where the file stands, or is one
        of reflect's own; a `backup` may lie among the others.
        """
        from reflect.own_files import refuse_own
        from reflect.private_files import refuse_place

        path = named_place(path)
        refuse_own(path, self.journal_path, backup=backup)
        hint = "Name another file." if force is None else "--force replaces it."
        refuse_place(path, replace=bool(force), hint=hint)
        return path

    @property
    def journal_path(self) -> Path:
        return self.home / JOURNAL

    @property
    def has_journal(self) -> bool:
        """Whether a file stands where the journal lies. Raises JournalError where one may not look."""
        try:
            return self.journal_path.exists()
        except OSError as error:
            raise JournalError(
                f"{self.journal_path} cannot be used ({error.strerror}).", hint="Look at the rights of its folder."
            ) from None

    @property
    def settings_path(self) -> Path:
        return self.home / SETTINGS

    # ---- what a command works with

    @cached_property
    def settings(self) -> Settings:
        """Her settings; a file that cannot be read is explained on standard error, and the defaults serve."""
        from reflect.settings import read_settings

        settings, complaints = read_settings(self.settings_path)
        for complaint in complaints:
            self.screen.say(complaint)
        return settings

    @cached_property
    def away(self) -> tuple[Period, ...]:
        """The days away, cut at the journal's first day: nobody looks for a workday further back."""
        if not self.has_journal:
            return ()
        journal = self.standing_journal
        first = journal.first_day() or self.today
        return tuple(span(max(one.first, first), one.last) for one in journal.away() if one.last >= first)

    def packs(self, *keys: str) -> Packs:
        """The packs of these keys; without any, all that are installed and all in her home.

        A pack of hers with mistakes is left out, which is said once on standard error. No file is read twice.
        """
        from reflect.packs import load_packs  # tomllib, 9 ms: only sittings and imports pay for it

        if keys not in self._packs:
            self._packs[keys] = load_packs(self.home, keys or None, self._say_once, self._read_pack)
        return self._packs[keys]

    @cached_property
    def _read_pack(self) -> Callable[[Path], Pack]:
        from reflect.packs import read_pack

        return cache(read_pack)

    def _say_once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self.screen.say(sentence)

    @cached_property
    def journal(self) -> Journal:
        """The journal, made where there is none yet; one command holds one connection."""
        if self.only_looks or "standing_journal" in self.__dict__:
            return self.standing_journal
        return self._open(create=True)

    @cached_property
    def standing_journal(self) -> Journal:
        """The journal that stands already. Raises NotFoundError where there is none: looking creates nothing."""
        if "journal" in self.__dict__:
            return self.journal
        return self._open(create=False)

    def _open(self, *, create: bool) -> Journal:
        from reflect.private_files import lets_others_in, syncing_program
        from reflect.store.journal import Journal

        is_new = not self.has_journal
        journal = Journal(
            self.journal_path, new_id=self.new_id, moment=self.moment, create=create, unlock=self._unlock
        )
        if is_new and (program := syncing_program(self.journal_path)):
            self.screen.say(
                f"The journal lies in a folder that {program} copies elsewhere, where others may read it and two"
                " copies may damage each other. Better: a home outside it (--home, or REFLECT_HOME)."
            )
        if is_new and lets_others_in(self.home):
            self.screen.say(
                f"{self.home} is a folder that others on this machine may open, and holds more than this journal:"
                " it stays as it is, and the files of the journal are yours alone."
            )
        if journal.lacks_its_end():
            self.screen.say("The journal lacks changes that were written here. See: reflect doctor")
        return journal

    def _unlock(self, file: EncryptedFile) -> Key:
        return self.unlocking.key(file)

    @cached_property
    def unlocking(self) -> Unlocking:
        """Who knows the passphrase of an encrypted journal."""
        from reflect.unlocking import Unlocking, typed_hidden  # 15 ms, and only an encrypted journal pays

        ask = typed_hidden if self.world.writer is None and self.interactive else None
        return Unlocking(self.world.environ, self.world.secret or ask, self.screen.say)

    @property
    def interactive(self) -> bool:
        """Whether somebody sits at a terminal: standard input and standard error are both one."""
        return self.world.writer is not None or (sys.stdin.isatty() and sys.stderr.isatty())

    @cached_property
    def writer(self) -> Writer:
        """Whoever answers. Raises UsageError where nobody sits at a terminal."""
        if self.world.writer is not None:
            return self.world.writer
        if not self.interactive:
            raise UsageError(
                "There is no terminal to ask at.", hint="Give the answers as JSON: --answers FILE, or --answers -."
            )
        ascii_only = writes_ascii(sys.stderr, self.world.environ)
        if self.plain or self.world.environ.get("TERM") == "dumb":
            from reflect.asking.line_writer import LineWriter

            return LineWriter(ascii_only=ascii_only)
        from reflect.asking.without_ssl import without_ssl

        with without_ssl():  # prompt_toolkit, 60 ms: only an interview pays for it
            from reflect.asking.terminal import TerminalWriter

        colour = self.screen.conversation_colour
        return TerminalWriter(colour=colour, ascii_only=ascii_only, folder=self.home, editor=self.editor)

    @cached_property
    def machine(self) -> Machine:
        """The machine, with the programs on it that a command may start."""
        from reflect.machine import Machine

        return self.world.machine or Machine()

    @property
    def editor(self) -> str:
        """The command of her editor: the one of the settings, else VISUAL, else EDITOR, else none."""
        environ = self.world.environ
        return self.settings.editor or environ.get("VISUAL") or environ.get("EDITOR") or ""

    @property
    def has_written(self) -> bool:
        """Whether this run changed anything in the journal."""
        return any(self.__dict__[name].has_written for name in _JOURNALS if name in self.__dict__)

    def close(self) -> None:
        """Let go of what is open."""
        for name in _JOURNALS:
            if name in self.__dict__:
                self.__dict__.pop(name).close()
