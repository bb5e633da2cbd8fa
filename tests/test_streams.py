"""Standard streams that are closed or full: what was done is done, and what nobody got is said in a sentence."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.faults.programs import environ

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams"),
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full"),
]


def shell(desk: Desk, line: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Carry out a command line of the shell, in which `reflect` is the real program."""
    whole = line.replace("reflect", f"{shlex.quote(sys.executable)} -m reflect", 1)
    return subprocess.run(
        ["/bin/sh", "-c", whole], env=environ(desk.home), input=given, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("how", ["2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>/dev/full"])
def test_a_note_is_kept_and_the_command_ends_well_though_nothing_can_be_said(desk: Desk, how: str) -> None:
    ended = shell(desk, f"reflect note {how}", "The board.")
    assert ended.returncode == 0, ended.stderr
    assert "The board." in desk.run("export").out


@pytest.mark.parametrize("how", [">/dev/full", ">&-"])
@pytest.mark.parametrize(
    "line", ["status", "export", "list --json", "--help", "review --help", "--version", "help words"]
)
def test_an_answer_that_could_not_be_written_is_said_in_one_sentence(desk: Desk, line: str, how: str) -> None:
    desk.run("note", given="The board.")
    ended = shell(desk, f"reflect {line} {how}")
    assert ended.returncode == 3
    assert ended.stderr.startswith("reflect: Standard output cannot be written (")
    assert "fault" not in ended.stderr
    assert "Exception" not in ended.stderr


@pytest.mark.parametrize("how", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(("line", "code"), [("nonsense", 2), ("status --no-such", 2), ("show ffff", 4)])
def test_a_complaint_that_nobody_hears_has_the_same_exit_code(desk: Desk, line: str, code: int, how: str) -> None:
    desk.run("note", given="The board.")
    assert shell(desk, f"reflect {line}").returncode == code
    assert shell(desk, f"reflect {line} {how}").returncode == code


def test_a_closed_standard_input_is_an_empty_one_and_no_terminal(desk: Desk) -> None:
    desk.run("note", given="The board.")
    assert shell(desk, "reflect status <&-").returncode == 0
    empty = shell(desk, "reflect note <&-")
    assert (empty.returncode, empty.stderr) == (3, "reflect: The note is empty; nothing was stored.\n")
    assert "no terminal to ask at" in shell(desk, "reflect daily <&-").stderr


def test_all_three_closed_is_no_fault_of_reflect(desk: Desk) -> None:
    desk.run("note", given="The board.")
    assert shell(desk, "reflect status <&- >&- 2>&-").returncode == 3
    assert shell(desk, "reflect backup <&- >&- 2>&-").returncode == 0
    assert len(list((desk.home / "backups").iterdir())) == 1


def test_a_reader_who_leaves_is_no_error(desk: Desk) -> None:
    desk.run("note", given="The board. " * 20_000)
    assert shell(desk, "(reflect export; echo $? >&2) | head -c 1 >/dev/null").stderr == "0\n"
