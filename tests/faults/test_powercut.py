"""F2: the power goes at any system call of a command, or of a sitting."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.faults.command_driver import HELD
from tests.faults.conftest import Figures
from tests.faults.powercut import VARIANTS, Acknowledged, Call, Disk, calls, traced
from tests.faults.programs import assert_sound, command, environ, strace, with_tests
from tests.store.conftest import opened

GAIN = ("small-gains/for-them", "small-gains/for-me")
STORY: tuple[tuple[str, str, int], ...] = (
    ("convictions add --from -", HELD, 0),
    ("daily --answers -", json.dumps({"convictions/demonstration": "word0", "convictions/lived": {"C1": 4}}), 1),
    ("log gain --answers -", json.dumps(dict.fromkeys(GAIN, "word1")), 2),
    ("note", "word2 " + "and more " * 600, 1),
    ("log gain --answers -", json.dumps(dict.fromkeys(GAIN, "word3")), 2),
)
"""What is typed, what is given, and how often its word stands in the journal then."""

Trace: TypeAlias = list[Call | Acknowledged]


def story(home: Path, folder: Path) -> Trace:
    """The calls of real commands, one after another; each is acknowledged by its end."""
    found: Trace = []
    for number, (line, given, _) in enumerate(STORY):
        log = folder / f"trace{number}"
        ended = traced(strace(), command(*line.split()), log, environ(home), given)
        assert ended.returncode == 0, ended.stderr
        found += [call for call in calls(log, home) if isinstance(call, Call)]
        found.append(Acknowledged(str(number)))
    return found


def cut_everywhere(
    trace: Trace, disk: Disk, check: Callable[[Path, list[str]], None], *, every: int, first: int = 0
) -> Counter[str]:
    """Cut the power after every nth call, and each of the first; check what each variant leaves, and count."""
    chance = random.Random(7)
    said: list[str] = []
    images: Counter[str] = Counter()
    for number, call in enumerate(trace):
        if isinstance(call, Acknowledged):
            said.append(call.line)
        else:
            disk.carry_out(call)
        if number >= first and number % every and not isinstance(call, Acknowledged):
            continue
        for variant in VARIANTS:
            with tempfile.TemporaryDirectory(dir=_memory()) as left:
                disk.after_cut(Path(left), variant, chance)
                check(Path(left), said)
            images[variant] += 1
    return images


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def check_story(left: Path, said: list[str]) -> None:
    """A sound journal, or one that is begun anew where nothing was acknowledged; every command whole or absent."""
    path = left / "journal.db"
    with closing(opened(path)) as journal:
        assert_sound(journal)
        held = [conviction.statement for conviction in journal.nouns().convictions]
        words = Counter(
            answer.text.split()[0] for entry in journal.every_entry() for answer in entry.answers if answer.text
        )
    assert held in ([HELD], [] if not said else [HELD])
    for number, (_, _, times) in enumerate(STORY[1:]):
        found = words.pop(f"word{number}", 0)
        assert found == times or (found == 0 and str(number + 1) not in said)
    assert not words


def told(images: Counter[str]) -> str:
    return " ".join(f"{variant}: {count}" for variant, count in images.items())


def test_no_power_cut_in_a_command_loses_what_was_acknowledged(tmp_path: Path, figures: Figures) -> None:
    trace = story(tmp_path / "home", tmp_path)
    images = cut_everywhere(trace, Disk(tmp_path / "home"), check_story, every=19, first=40)
    figures("F2", commands=len(STORY), calls=len(trace), images=images.total(), damaged=0, lost=0)


@pytest.mark.fault
@pytest.mark.parametrize("strict", [False, True], ids=["names-follow-files", "names-by-folder-alone"])
def test_no_power_cut_at_any_call_of_a_command_loses_what_was_acknowledged(
    tmp_path: Path, figures: Figures, strict: bool
) -> None:
    trace = story(tmp_path / "home", tmp_path)
    images = cut_everywhere(trace, Disk(tmp_path / "home", journalled=not strict), check_story, every=1)
    figures("F2", calls=len(trace), images=images.total(), by_variant=told(images), damaged=0, lost=0)


SITTING = """
import os, sys
from reflect.sittings.holding import SittingKeeper
from tests.faults.sitting_driver import daily, telling
for name in ("keep", "draft", "keep_noun"):
    setattr(SittingKeeper, name, telling(getattr(SittingKeeper, name)))
sys.exit(daily(sys.argv[1], 0) or daily(sys.argv[1], 1))
"""


def test_no_power_cut_in_a_sitting_loses_an_answer_that_was_acknowledged(tmp_path: Path, figures: Figures) -> None:
    sitting(tmp_path, figures, every=23)


@pytest.mark.fault
def test_no_power_cut_at_any_call_of_a_sitting_loses_an_answer(tmp_path: Path, figures: Figures) -> None:
    sitting(tmp_path, figures, every=1)


def sitting(folder: Path, figures: Figures, *, every: int) -> None:
    """The first two dailies, each answer (and half of it) acknowledged the moment it is stored."""
    home, log = folder / "home", folder / "trace"
    ended = traced(strace(), [sys.executable, "-c", SITTING, str(home)], log, with_tests(home))
    assert ended.returncode == 0, ended.stderr
    trace = list(calls(log, home))
    answers = sum(isinstance(call, Acknowledged) and call.line == "ACK" for call in trace)
    assert answers > 12
    images = cut_everywhere(trace, Disk(home), check_answers, every=every)
    figures("F2", sitting_calls=len(trace), answers=answers, images=images.total(), damaged=0, lost=0)


def check_answers(left: Path, said: list[str]) -> None:
    """Every answer is what was last acknowledged of it, or what was tried after that."""
    acknowledged, tried = _last(said)
    with closing(opened(left / "journal.db")) as journal:
        assert_sound(journal)
        stored = {
            answer.id: (answer.state, answer.text, answer.value)
            for entry in journal.every_entry()
            for answer in entry.answers
        }
    for id_, answer in acknowledged.items():
        assert stored.get(id_) in (answer, tried.get(id_, answer))


Said: TypeAlias = dict[str, tuple[str, str | None, int | None]]
"""State, text and rating of an answer, by its id."""


def _last(said: Iterable[str]) -> tuple[Said, Said]:
    """What was last acknowledged of each answer, and what was tried and not acknowledged yet."""
    acknowledged: Said = {}
    tried: Said = {}
    for line in said:
        if line.startswith("TRY "):
            answer = json.loads(line.removeprefix("TRY "))
            tried = {answer["id"]: (answer["state"], answer["text"], answer["value"])}
        elif line == "ACK":
            acknowledged.update(tried)
            tried = {}
    return acknowledged, tried


CARELESS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = OFF")
connection.execute("CREATE TABLE answers (key INTEGER PRIMARY KEY, text TEXT)")
for number in range(10):
    connection.execute("INSERT INTO answers (text) VALUES (?)", ("x" * 3000,))
    sys.stdout.write(f"{number + 1}\\n"); sys.stdout.flush()
"""


def test_a_program_that_does_not_sync_is_found_out(tmp_path: Path) -> None:
    """Else the cuts would prove nothing."""
    home = tmp_path / "home"
    home.mkdir()
    ended = traced(
        strace(), [sys.executable, "-c", CARELESS, str(home / "journal.db")], tmp_path / "trace", environ(home)
    )
    assert ended.returncode == 0, ended.stderr
    lost = []

    def look(left: Path, said: list[str]) -> None:
        try:
            with closing(sqlite3.connect(f"file:{left / 'journal.db'}?mode=rw", uri=True)) as raw:
                stored = raw.execute("SELECT count(*) FROM answers").fetchone()[0]
        except sqlite3.DatabaseError:
            stored = -1
        lost.append(stored < len(said))

    cut_everywhere(list(calls(tmp_path / "trace", home)), Disk(home), look, every=5)
    assert sum(lost) > 10
