"""The guesses on a real terminal: keys that are pressed, and a page that follows."""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Desk
from tests.review.telling import mock_up

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals need pexpect, which Windows has not")

SECONDS = 30
CTRL_C, ENTER = "\x03", "\r"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return mock_up(Desk(tmp_path / "home"))


def review(desk: Desk) -> Any:
    environ = {
        **os.environ, "REFLECT_HOME": str(desk.home), "REFLECT_NOW": "2025-09-30T18:00", "TERM": "xterm",
        "PAGER": "cat", "TZ": "Europe/Berlin",
    }  # fmt: skip
    return pexpect.spawn(
        sys.executable, ["-m", "reflect", "review", "2025-Q3"], env=environ, encoding="utf-8", timeout=SECONDS,
        dimensions=(50, 100),
    )  # fmt: skip


def kept(desk: Desk) -> dict[str, str]:
    with closing(desk.journal()) as journal:
        return {guess.question: guess.guess for guess in journal.guesses("2025-Q3")}


def ended(terminal: Any) -> tuple[int, str]:
    """The exit code, and what was shown until then."""
    terminal.expect(pexpect.EOF)
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.before)
    terminal.close()
    return terminal.exitstatus, shown


def test_one_key_skips_them_and_the_review_follows(desk: Desk) -> None:
    terminal = review(desk)
    terminal.expect("4 guesses")
    terminal.send("n")
    code, shown = ended(terminal)
    assert (code, kept(desk)) == (0, {"skipped": ""})
    assert "WHAT THIS RESTS ON" in shown
    code, shown = ended(review(desk))  # nothing is asked again
    assert code == 0
    assert "guesses" not in shown


def test_guesses_are_typed_left_with_ctrl_c_and_gone_on_with(desk: Desk) -> None:
    terminal = review(desk)
    terminal.expect("4 guesses")
    terminal.send("y")
    terminal.expect("how many did you keep")
    terminal.send(f"80{ENTER}")
    terminal.expect("step back")
    terminal.send(CTRL_C)
    code, shown = ended(terminal)
    assert (code, kept(desk)) == (130, {"kept": "80"})
    assert "WHAT THIS RESTS ON" not in shown
    terminal = review(desk)
    terminal.expect("step back")
    terminal.send(f"50{ENTER}")
    terminal.expect("live more")
    terminal.send("3")
    terminal.expect("waited longest")
    terminal.send(f"Dov{ENTER}")
    code, shown = ended(terminal)
    assert (code, kept(desk)) == (
        0, {"kept": "80", "back": "50", "lived": "C3", "waited": "P4", "done": ""},
    )  # fmt: skip
    assert "BEFORE YOU LOOK" in shown
