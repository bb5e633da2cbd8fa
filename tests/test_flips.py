"""One flipped bit anywhere in a real journal's file: whatever changes an answer, the doctor reports."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from reflect.store.doctoring import examine
from reflect.store.journal import Journal
from tests.conftest import Desk
from tests.store.conftest import opened


@dataclass
class Flips:
    """Flips bits of one file, one at a time."""

    path: Path
    good: bytes
    chance: random.Random = field(default_factory=lambda: random.Random(14))
    changed: int = 0
    reported: int = 0
    unreported: list[int] = field(default_factory=list)

    def flip(self, count: int, places: list[int] | None = None) -> None:
        whole = self._exported(self.good)
        assert isinstance(whole, tuple)
        assert not self._told()
        for number in range(count):
            at = places[number % len(places)] if places else self.chance.randrange(len(self.good))
            flipped = bytearray(self.good)
            flipped[at] ^= 1 << self.chance.randrange(8)
            differs = self._exported(bytes(flipped)) != whole
            told = self._told()
            self.changed += differs
            self.reported += told
            if differs and not told:
                self.unreported.append(at)
        self.path.write_bytes(self.good)

    def _exported(self, content: bytes) -> Any:
        """All that an export holds, or that it cannot be made."""
        self.path.write_bytes(content)
        for end in ("-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        try:
            with closing(opened(self.path, create=False)) as journal:
                return (
                    list(journal.every_entry()), journal.nouns(), journal.questions(),
                    list(journal.marks()),
                )  # fmt: skip
        except Exception as error:  # noqa: BLE001  (whatever it is, it is another answer)
            return repr(error)

    def _told(self) -> bool:
        held: list[Journal] = []

        def look() -> Journal:
            held.append(opened(self.path, create=False))
            return held[0]

        try:
            return any(finding.verdict == "damaged" for finding in examine(self.path, look))
        finally:
            for journal in held:
                journal.close()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The journal of the invented leader's year, with a few changes of today in its history."""
    home = tmp_path_factory.mktemp("year") / "home"
    Desk(home.parent / "hers").at("2025-12-31T18:00").run(["demo", "--keep", str(home)])
    desk = Desk(home).at("2026-01-05T18:00")
    for line in ("people add Zora", "people add Boris", "undo"):
        assert desk.run(line).code == 0, desk.err
    return home / "journal.db", (home / "journal.db").read_bytes()


def flipped(year: tuple[Path, bytes], count: int, places: list[int] | None = None) -> Flips:
    flips = Flips(*year)
    flips.flip(count, places)
    print(  # noqa: T201  (the figures, with -s)
        f"\n{count} flips: {flips.changed} changed an answer, {flips.reported} reported,"
        f" {len(flips.unreported)} that changed an answer were not"
    )
    assert flips.unreported == []
    return flips


def test_no_flipped_bit_changes_an_answer_unreported(year: tuple[Path, bytes]) -> None:
    assert flipped(year, 25).changed > 4


def test_no_flipped_bit_of_the_header_or_the_schema_changes_an_answer_unreported(year: tuple[Path, bytes]) -> None:
    """The first page says how the file is to be read at all."""
    flipped(year, 25, list(range(0, 100, 4)))


@pytest.mark.fault
def test_no_flipped_bit_of_300_changes_an_answer_unreported(year: tuple[Path, bytes]) -> None:
    assert flipped(year, 300).changed > 50


@pytest.mark.fault
def test_no_flipped_bit_of_the_first_hundred_bytes_changes_an_answer_unreported(year: tuple[Path, bytes]) -> None:
    flipped(year, 800, [at for at in range(100) for _ in range(8)])
