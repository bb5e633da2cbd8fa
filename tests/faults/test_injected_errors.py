"""F3: the nth write, or sync, of a command fails: it says so in a sentence, and nothing is lost."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.faults.conftest import Figures
from tests.faults.programs import ran, strace, texts

CALLS = ("pwrite64", "fdatasync")
ERRORS = ("ENOSPC", "EIO")
GAIN = json.dumps({"small-gains/for-them": "for them N", "small-gains/for-me": "for me N"})
COMMANDS = (("log gain --answers -", GAIN, 2), ("note", "note N", 1))


def injected(held: Desk, figures: Figures, nths: range) -> None:
    """Every nth call of every kind fails once; a command that then ends well has stored all that it was given."""
    trace = held.home.parent / "trace"
    before = (strace(), "-f", "-qq", "-o", str(trace))
    told: Counter[str] = Counter()
    for run, (nth, call, error, (line, given, count)) in enumerate(
        itertools.product(nths, CALLS, ERRORS, COMMANDS), start=1
    ):
        stood = texts(held)
        words = given.replace("N", str(run))
        fault = ("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={nth}")
        ended = ran(line, held.home, words, before=(*before, *fault))
        injected = "(INJECTED)" in trace.read_text()
        told["injected"] += injected
        told["refused"] += ended.returncode != 0
        assert "Traceback" not in ended.stderr
        now = texts(held)
        assert set(stood) <= set(now), "what was acknowledged is there"
        new = [text for text in now if re.search(rf" {run}$", text)]
        if ended.returncode == 0:
            assert len(new) == count, f"{call} {nth} {error} was passed over in silence"
        else:
            assert injected
            assert ended.returncode == 5, ended.stderr
            assert ended.stderr.startswith("reflect: ")
            assert "fault of reflect" not in ended.stderr
            assert words in ended.stderr, "what could not be stored is given back"
            assert len(new) in (0, count)
    assert told["refused"] > 0
    figures("F3", runs=run, failed_calls=told["injected"], refused_in_a_sentence=told["refused"], lost=0, silent=0)


def test_a_write_that_fails_is_said_and_loses_nothing(held: Desk, figures: Figures) -> None:
    injected(held, figures, range(1, 3))


@pytest.mark.fault
def test_any_write_that_fails_is_said_and_loses_nothing(held: Desk, figures: Figures) -> None:
    injected(held, figures, range(1, 16))


def test_a_first_run_that_fails_to_write_can_be_made_again(tmp_path: Path, figures: Figures) -> None:
    first_runs(tmp_path, figures, (1, 2), ("ENOSPC",))


@pytest.mark.fault
def test_whichever_write_of_a_first_run_fails_it_can_be_made_again(tmp_path: Path, figures: Figures) -> None:
    first_runs(tmp_path, figures, range(1, 25), ERRORS)


def first_runs(folder: Path, figures: Figures, nths: Iterable[int], errors: Sequence[str]) -> None:
    """A note into a home that is not there yet, its nth call failing; then, where it was refused, once more."""
    before = (strace(), "-f", "-qq", "-o", str(folder / "trace"))
    runs = refused = 0
    for nth in nths:
        for call, error in itertools.product(CALLS, errors):
            home = folder / f"{call}{error}{nth}"
            fault = ("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={nth}")
            ended = ran("note", home, "first words", before=(*before, *fault))
            assert ended.returncode in (0, 5)
            assert "Traceback" not in ended.stderr
            runs += 1
            if ended.returncode:
                refused += 1
                again = ran("note", home, "first words")
                assert again.returncode == 0, again.stderr
            assert texts(Desk(home)) == ["first words"]
    figures("F3", first_runs=runs, refused=refused, then_made_again=refused)
