"""F37: no command opens a socket, and a whole story runs where there is no network at all."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Desk, sockets
from tests.faults.conftest import Figures
from tests.faults.programs import ran, strace

STORY = (
    ("convictions add --from -", "No surprises"),
    ("people add Ana", ""),
    ("daily --answers -", json.dumps({"convictions/demonstration": "Told them.", "convictions/lived": {"C1": 4}})),
    ("log gain --answers -", "{}"),
    ("note", "https://example.org/a.png ![x](http://example.org/b.png)"),
    ("status", ""),
    ("review", ""),
    ("search example", ""),
    ("export --format html -o {out}/all.html", ""),
    ("export --coach", ""),
    ("import jsonl {out}/all.jsonl", ""),
    ("settings", ""),
    ("--home {out}/demo demo", ""),
)


def told(folder: Path, before: tuple[str, ...], trace: Path | None = None) -> set[str]:
    """Run the story, and give the kinds of sockets that were opened, as far as they were traced."""
    families: set[str] = set()
    (folder / "all.jsonl").write_text('{"record":"journal","format":1}\n')
    for line, given in STORY:
        ended = ran(line.format(out=folder), folder / "home", given, before=before)
        assert ended.returncode == 0, (line, ended.stderr)
        if trace is not None:
            families |= set(re.findall(r"\b(AF_[A-Z0-9]+)", trace.read_text()))
    return families


def test_a_story_runs_where_there_is_no_network(tmp_path: Path, figures: Figures) -> None:
    alone = ("unshare", "-n")
    if (
        shutil.which("unshare") is None
        or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("a program cannot be kept from the network here")
    told(tmp_path, alone)
    figures("F37", commands_without_network=len(STORY), failed=0)


def test_no_command_of_a_story_makes_a_call_to_the_network(tmp_path: Path, figures: Figures) -> None:
    trace = tmp_path / "trace"
    families = told(tmp_path, (strace(), "-f", "-e", "trace=network", "-o", str(trace)), trace)
    assert families <= {"AF_UNIX", "AF_LOCAL"}
    figures("F37", commands_traced=len(STORY), sockets_to_the_network=0)


def test_a_socket_that_anything_opens_during_a_test_is_noticed(desk: Desk) -> None:
    """The hook of tests/conftest.py fails every test in which one is opened."""
    assert desk.run("status").code == 0
    assert sockets == []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
        pass
    assert len(sockets) == 1
    sockets.clear()
