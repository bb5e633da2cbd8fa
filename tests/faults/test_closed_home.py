"""A home that one may not enter: whether a journal lies there is not known, and none is begun."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.faults.programs import begun, ran

LINES = ("status", "daily", "list", "focus", "backup", "backup --list", "restore", "note")


@pytest.fixture
def nobody() -> tuple[str, ...]:
    """How to run as somebody who owns nothing."""
    if os.name != "posix" or os.getuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can run a program as somebody else")
    way = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if subprocess.run([*way, sys.executable, "-c", "import reflect"], check=False, capture_output=True).returncode:
        pytest.skip("nobody may not run this Python")
    return way


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may enter, and its owner alone may write."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("line", LINES)
def test_a_home_that_one_may_not_enter_is_a_sentence_and_no_fault(
    nobody: tuple[str, ...], public: Path, line: str
) -> None:
    desk = begun(Desk(public / "home"))
    desk.home.chmod(0o600)
    done = ran(line, desk.home, given="Something.", before=nobody)
    assert (done.returncode, done.stdout) == (5, "")
    assert "Permission denied" in done.stderr
    assert "fault of reflect" not in done.stderr
