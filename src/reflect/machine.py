"""The machine: which system it runs, and the other programs on it that a command may start."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from reflect.frozen import frozen

LONGEST = 30
"""Seconds that another program may take: one that waits for somebody would keep a timer's run alive for ever."""

NOT_FOUND, TOO_LONG = 127, 124
"""The exit codes of a shell for a program that is not there, and of `timeout` for one that took too long."""


@frozen
class Ran:
    """How another program ended: its exit code, what it wrote, what it complained of."""

    code: int
    out: bytes = b""
    complaint: str = ""


class Machine:
    """The machine that it runs on; the tests give another one, on which nothing is started.

    `platform` is Python's name for the system (linux, darwin, win32 …), `python` the interpreter that reflect is
    installed for, `user` the number of her account, 0 where accounts have none. `runs_systemd` is true where
    systemd started the system, see sd_booted(3): in a container its programs alone may be there.
    """

    def __init__(self) -> None:
        self.platform = sys.platform
        self.python = sys.executable
        self.user = os.getuid() if hasattr(os, "getuid") else 0
        self.runs_systemd = Path("/run/systemd/system").is_dir()

    def has(self, program: str) -> bool:
        """Whether a program of that name can be started."""
        import shutil  # 6 ms, with what it needs for archives

        return shutil.which(program) is not None

    def run(self, command: Sequence[str], given: bytes = b"", more: Mapping[str, str] | None = None) -> Ran:
        """Start a program with these arguments, never through a shell, and wait for its end.

        `given` is its standard input, `more` is added to its environment. Its complaints are in English.
        """
        import subprocess  # 10 ms, and few commands start another program

        environ = {**os.environ, "LC_ALL": "C", **(more or {})}
        try:
            done = subprocess.run(  # noqa: S603  (arguments of ours, and no shell)
                command, input=given, capture_output=True, env=environ, timeout=LONGEST, check=False
            )
        except subprocess.TimeoutExpired:
            return Ran(TOO_LONG, complaint=f"it took longer than {LONGEST} seconds")
        except OSError as error:
            return Ran(NOT_FOUND, complaint=error.strerror or "it cannot be started")
        return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())
