"""How long a command takes to begin: whole processes, beside Python alone and beside Typer alone.

    python benchmarks/startup.py             # 20 runs of each, 40 s
    python benchmarks/startup.py --runs 5

The runs are interleaved, so that whatever else the machine does falls on all of them alike; two rounds before
are not counted, and leave the compiled modules that an installed program has. The journal holds the quarter that
the demo shows; one line tells of its whole year. The first question is timed on a pseudo-terminal, up to the
moment when it can be read. Nothing here passes or fails: ratios depend on the machine less than times do, and
still they depend on it.
"""

from __future__ import annotations

import argparse
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from reflect.demo import leader_year
from reflect.frozen import frozen
from reflect.model import Entry
from reflect.session import Session, World

RUNS, UNCOUNTED = 20, 2
FIRST, LAST = date(2025, 7, 1), date(2025, 9, 30)
QUESTION = b"leave"
"""A word of the line of keys, which stands under every question once it is asked."""
PATIENCE = 30.0
UNLIKE_INSTALLED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Settings of development that slow a start."""


@frozen
class Case:
    """A process, and what it may take: at most `goal` times `beside` (the name of another case)."""

    name: str
    measure: Callable[[int], float]
    goal: float | None = None
    beside: str = ""


def cases(folder: Path) -> Iterator[Case]:
    """Every process that is timed, the two to compare with first."""
    quarter, year = keep_journal(folder / "quarter", FIRST), keep_journal(folder / "year", date.min)
    inherited = {name: value for name, value in os.environ.items() if name not in UNLIKE_INSTALLED}
    told = {"REFLECT_NOW": f"{LAST}T18:00", "COLUMNS": "100", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environ = {**inherited, **told, "REFLECT_HOME": str(quarter)}
    python, reflect = [sys.executable], _program()

    def whole(command: list[str], home: Path = quarter, **more: str) -> Callable[[int], float]:
        return lambda _number: _whole_process(command, {**environ, "REFLECT_HOME": str(home), **more})

    def asked(number: int) -> float:
        day = LAST + timedelta(days=number + 1)  # a day of its own, so that every run opens a sitting
        return _until_question([*reflect, "daily"], {**environ, "REFLECT_NOW": f"{day}T18:00"})

    yield Case("python -c pass", whole([*python, "-c", "pass"]))
    yield Case("import typer", whole([*python, "-c", "import typer"]))
    yield Case("--version", whole([*reflect, "--version"]), 1.7, "python -c pass")
    yield Case("--help", whole([*reflect, "--help"]), 1.1, "import typer")
    yield Case("status", whole([*reflect, "status"]), 1.8, "import typer")
    yield Case("review --quarter", whole([*reflect, "review", "--quarter"]), 2.2, "import typer")
    yield Case("… after a year", whole([*reflect, "review", "--quarter"], year))
    for typed in ("peo", "people show A", "show "):
        tab = whole([*reflect, *typed.split(" ")], REFLECT_COMPLETE="bash")
        yield Case(f"{typed}<Tab>", tab, 1.2, "import typer")
    if os.name == "posix":
        yield Case("daily, first question", asked, 2.3, "import typer")


def _program() -> list[str]:
    """The command as she types it, where it is installed beside this Python."""
    script = Path(sys.executable).with_name("reflect")
    return [str(script)] if script.exists() else [sys.executable, "-m", "reflect"]


def _whole_process(command: list[str], environ: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environ, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _until_question(command: list[str], environ: Mapping[str, str]) -> float:
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env={**environ, "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen = b""
    try:
        while QUESTION not in seen:
            ready, _, _ = select.select([ours], [], [], PATIENCE)
            if not ready or not (read := os.read(ours, 65536)):
                raise RuntimeError(f"The question did not come: {seen.decode(errors='replace')}")
            seen += read
        return time.perf_counter() - began
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def keep_journal(home: Path, first: date) -> Path:
    """A home with all that the demo's leader keeps track of, and her entries from `first` to the quarter's end."""
    moment = datetime.fromisoformat(f"{LAST}T18:00").astimezone()
    session = Session(World(environ={"REFLECT_HOME": str(home)}, clock=lambda: moment))
    records = (
        record
        for record in leader_year(session.packs(), LAST)
        if not isinstance(record, Entry) or record.day >= first
    )
    session.journal.take_in(enumerate(records, 1), source="the demo", wordings=lambda _prompt: None)
    session.close()
    return home


def median(values: list[float]) -> float:
    """The middle value; the standard library's `statistics` is hidden here by the benchmark of that name."""
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how long a command takes to begin.")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each is run ({RUNS})")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        measured = list(cases(Path(folder)))
        times: dict[str, list[float]] = {case.name: [] for case in measured}
        for number in range(runs + UNCOUNTED):
            for case in measured:
                taken = case.measure(number)
                if number >= UNCOUNTED:
                    times[case.name].append(taken)
    print_table(measured, times)
    print(
        f"\nMade by: python benchmarks/startup.py --runs {runs} (Python {sys.version.split()[0]}, {sys.platform})"
    )
    return 0


def print_table(measured: list[Case], times: Mapping[str, list[float]]) -> None:
    """One line a case: median and least in milliseconds, and the median beside Python's and Typer's."""
    medians = {name: median(taken) for name, taken in times.items()}
    print(f"{'':24}{'median ms':>10}{'least ms':>10}{'× bare':>9}{'× typer':>9}   goal")
    for case in measured:
        middle, least = medians[case.name], min(times[case.name])
        bare, typer = (middle / medians[name] for name in ("python -c pass", "import typer"))
        row = f"{case.name:24}{middle * 1000:10.1f}{least * 1000:10.1f}{bare:9.2f}{typer:9.2f}"
        print(f"{row}   {_against(case, middle / medians[case.beside])}" if case.goal is not None else row)


def _against(case: Case, ratio: float) -> str:
    verdict = "kept" if ratio <= (case.goal or 0) else "MISSED"
    return f"≤ {case.goal} × {case.beside}: {verdict}"


if __name__ == "__main__":
    sys.exit(main())
