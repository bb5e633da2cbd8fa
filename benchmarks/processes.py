"""Whole processes, measured: how long one takes, how much of a processor, and how much memory at most."""

from __future__ import annotations

import os
import platform
import select
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0
"""Seconds that a question may keep us waiting."""
UNLIKE_INSTALLED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Settings of development that slow a start."""
READY = b"leave"
"""A word of the line of keys, which stands under every question once keys are read."""
_FOR_MIB = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""What the system counts memory in, to the MiB: bytes on macOS, KiB elsewhere."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds from its start to its end, seconds of processor time (user and system), peak MiB."""

    wall: float
    cpu: float
    memory: float


def program() -> list[str]:
    """The command as she types it, where it is installed beside this Python."""
    script = Path(sys.executable).with_name("reflect")
    return [str(script)] if script.exists() else [sys.executable, "-m", "reflect"]


def environ(folder: Path, **told: str) -> dict[str, str]:
    """This environment without its own REFLECT_…, with compiled modules in a folder of the benchmark's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REFLECT_")}
    for name in UNLIKE_INSTALLED:
        kept.pop(name, None)
    return {**kept, "COLUMNS": "100", "PYTHONPYCACHEPREFIX": str(folder / "compiled"), **told}


_LAUNCH = """
import os, sys, time
null = os.open(os.devnull, os.O_RDWR)
began = time.perf_counter()
moves = [(os.POSIX_SPAWN_DUP2, null, one) for one in (0, 1, 2)]
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=moves)
_, status, usage = os.wait4(pid, 0)
print(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, status)
"""
"""A small process that starts the measured one: a child's peak of memory counts that of whoever started it."""


def whole(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """A process from start to end, its output thrown away. Raises CalledProcessError where it fails."""
    launch = [sys.executable, "-I", "-S", "-c", _LAUNCH, *command]
    told = subprocess.run(launch, env=environment, check=True, capture_output=True, text=True).stdout
    wall, cpu, memory, status = told.split()
    if status != "0":
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(int(status)), command)
    return Run(float(wall), float(cpu), float(memory) / _FOR_MIB)


def until(sign: bytes, command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """A process on a pseudo-terminal of 40 lines and 100 columns, until it has drawn `sign`; it is killed then."""
    with _at_terminal(command, environment) as (process, ours, began):
        _read_until(sign, ours)
        taken = time.perf_counter() - began
        memory = _peak(process.pid)
        process.kill()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return Run(taken, usage.ru_utime + usage.ru_stime, memory or usage.ru_maxrss / _FOR_MIB)


def _peak(pid: int) -> float | None:
    """The peak of a running process in MiB, where the system tells it (Linux)."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


@contextmanager
def _at_terminal(
    command: Sequence[str], environment: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """The process, our end of its terminal, and the moment when it was begun."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env={**environment, "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield process, ours, began
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()
        os.close(ours)


def _read_until(sign: bytes, ours: int) -> None:
    seen = b""
    while sign not in seen:
        ready, _, _ = select.select([ours], [], [], PATIENCE)
        if not ready or not (read := os.read(ours, 65536)):
            raise RuntimeError(f"{sign!r} was not drawn: {seen.decode(errors='replace')}")
        seen += read


def median(values: Sequence[float]) -> float:
    """The middle value."""
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def machine() -> str:
    """What the numbers were taken on, in one line that names nobody and no place."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    cores = f"{os.cpu_count()} cores ({platform.machine()})"
    return f"{cores}, {platform.system()}, {python}, SQLite {sqlite3.sqlite_version}"
