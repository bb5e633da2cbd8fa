"""A shelf for the store's tests: a journal that holds one of everything, and looks at the files beside it."""

from __future__ import annotations

import itertools
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from reflect.model import (
    Answer,
    Commitment,
    Conviction,
    Disconnect,
    Entry,
    Need,
    NeedStep,
    Person,
    Question,
    Standing,
    Wording,
)
from reflect.store.journal import Journal

DAY = date(2025, 3, 3)
TEXT = Question("daily/text", 1, "What did you do?", "text")
GRID = Question("daily/grid", 1, "How far?", "grid", ("1", "2", "3", "4", "5"), "up")

_count = itertools.count(1)


def opened(path: Path, *, create: bool = True) -> Journal:
    """The journal of that path, with ids in order and a clock that stands still."""
    return Journal(
        path, new_id=lambda: f"id-{next(_count):08d}", moment=lambda: "2025-03-03T17:00:00Z", create=create
    )


def one_of_each(journal: Journal) -> None:
    """A noun of every kind and an entry whose answers use every column."""
    journal.keep_noun(Conviction("c", "C1", (Wording(DAY, "No surprises", 4),), "value"))
    journal.keep_noun(
        Person("p", "P1", "Annika", ("Annie",), (Standing(DAY, "steady"),), leads_others=True, since=DAY)
    )
    journal.keep_noun(Commitment("k", "K1", "ask first", DAY, "a number is red", DAY, "kept", DAY))
    journal.keep_noun(Disconnect("d", "D1", "disconnect", "larger", "bonuses", DAY, DAY, "talked"))
    journal.keep_noun(Need("n", "N1", "P1", "a mentor", (NeedStep(DAY, "asked"),), "advance"))
    answers = (
        Answer("a1", TEXT.prompt, text="told the board early", choice="costly", conviction="C1", made="K1"),
        Answer("b2", GRID.prompt, value=4, conviction="C1"),
        Answer("c3", TEXT.prompt, text="heard", person="P1", choices=("gain", "heard"), visibility="coach"),
    )
    entry = Entry(
        "e", "daily", DAY, "2025-03-03T17:00:00Z", "Europe/Berlin", about_from=DAY, about_to=DAY, tags=("x",),
        answers=answers,
    )  # fmt: skip
    journal.keep_entry(entry, (TEXT, GRID, TEXT))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal of a test lies."""
    return tmp_path / "home" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    """A new journal with one of everything."""
    with closing(opened(path)) as made:
        one_of_each(made)
        yield made


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file; never of one that this process holds open."""
    return sha256(path.read_bytes()).hexdigest()


def rights(path: Path) -> int:
    """The rights of a file or folder, as 0o600."""
    return stat.S_IMODE(path.stat().st_mode)


def raw(path: Path, *statements: str) -> None:
    """Do something to the file that reflect would not."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
