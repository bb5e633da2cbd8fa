"""What a command costs whoever types it: whole processes, beside Python alone, Typer alone and jrnl.

    python -m benchmarks.startup                     # 20 runs of each, 2 minutes
    python -m benchmarks.startup --runs 5 --by cpu   # on a busy machine: ratios of processor time
    python -m benchmarks.startup --cache DIR         # jrnl is installed there once

The runs are interleaved, so that whatever else the machine does falls on all of them alike; two rounds before
are not counted, and leave the compiled modules that an installed program has. The journal holds the quarter that
the demo shows. The first question is timed on a pseudo-terminal, up to the moment when it can be read and
answered. Nothing here passes or fails: ratios depend on the machine less than times do, and still they depend on
it. It needs a POSIX system.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks.jrnl import UnavailableError, jrnl_with
from benchmarks.processes import READY, Run, environ, machine, median, program, until, whole
from reflect.demo import leader_year
from reflect.model import Entry
from reflect.session import Session, World

RUNS, UNCOUNTED = 20, 2
FIRST, LAST = date(2025, 7, 1), date(2025, 9, 30)
BARE, TYPER = "python -c pass", 'python -c "import typer"'
WORD = "asked"


@dataclass(frozen=True, slots=True)
class Case:
    """A process, and what it may take: at most `goal` times `beside` (the name of another case)."""

    name: str
    measure: Callable[[int], Run]
    goal: float | None = None
    beside: str = ""


COMMANDS: tuple[tuple[str, float | None, str], ...] = (
    ("--version", 1.7, BARE),
    ("--help", 1.1, TYPER),
    ("status", 1.8, TYPER),
    ("list", 1.8, TYPER),
    ("show C1", 1.8, TYPER),
    (f"search {WORD}", 1.8, TYPER),
    ("review --week", None, ""),
    ("review --quarter", 2.2, TYPER),
    ("review --year", None, ""),
    ("calendar", None, ""),
    ("convictions", None, ""),
    ("people", None, ""),
    ("people show P1", None, ""),
    ("commitments", None, ""),
    ("disconnects", None, ""),
    ("needs", None, ""),
    ("daily --json", None, ""),
    ("export --format jsonl", None, ""),
    ("export --coach", None, ""),
    ("prompts", None, ""),
    ("focus", None, ""),
    ("themes", None, ""),
    ("settings", None, ""),
    ("away", None, ""),
    ("doctor", None, ""),
    ("help words", None, ""),
)
LIKE: Mapping[str, str] = {
    "--version": "jrnl --version",
    "list": "jrnl -10",
    f"search {WORD}": f"jrnl -contains {WORD}",
    "export --format jsonl": "jrnl --export json",
}
"""What comes nearest in jrnl."""


def cases(folder: Path, cache: Path) -> Iterator[Case]:
    """Every process that is timed, those to compare with first."""
    home, entries = keep_journal(folder / "quarter")
    environment = environ(folder, REFLECT_NOW=f"{LAST}T18:00", REFLECT_HOME=str(home))
    reflect = program()

    def run(command: list[str], **told: str) -> Callable[[int], Run]:
        return lambda _number: whole(command, {**environment, **told})

    def asked(number: int) -> Run:
        day = LAST + timedelta(days=number + 1)  # a day of its own, so that every run opens a sitting
        return until(READY, [*reflect, "daily"], {**environment, "REFLECT_NOW": f"{day}T18:00"})

    yield Case(BARE, run([sys.executable, "-c", "pass"]))
    yield Case(TYPER, run([sys.executable, "-c", "import typer"]))
    for line, goal, beside in COMMANDS:
        yield Case(line, run([*reflect, *line.split()]), goal, beside)
    yield Case("a Tab: show C", run([*reflect, "show", "C"], REFLECT_COMPLETE="bash"), 1.2, TYPER)
    yield Case("daily, to the first question", asked, 2.3, TYPER)
    try:
        jrnl = jrnl_with(folder, cache, entries)
    except UnavailableError as reason:
        print(f"jrnl is left out: {reason}", file=sys.stderr)
    else:
        for line in LIKE.values():
            yield Case(line, run([*jrnl, *line.split()[1:]]))


def keep_journal(home: Path) -> tuple[Path, list[tuple[str, str]]]:
    """A home with all that the demo's leader keeps track of, and her quarter; and her texts of it by day."""
    moment = datetime.fromisoformat(f"{LAST}T18:00").astimezone()
    session = Session(World(environ={"REFLECT_HOME": str(home)}, clock=lambda: moment))
    records = [
        record
        for record in leader_year(session.packs(), LAST)
        if not isinstance(record, Entry) or record.day >= FIRST
    ]
    session.journal.take_in(enumerate(records, 1), source="the demo", wordings=lambda _prompt: None)
    session.close()
    entries = [record for record in records if isinstance(record, Entry)]
    return home, [(f"{one.day}", answer.text) for one in entries for answer in one.answers if answer.text]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what a command costs whoever types it.")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each is run ({RUNS})")
    parser.add_argument(
        "--by", choices=("wall", "cpu"), default="wall", help="what the ratios are taken of (wall)"
    )
    parser.add_argument("--cache", type=Path, help="the folder that keeps jrnl (none: a temporary one)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = list(cases(Path(folder), given.cache or Path(folder)))
        runs: dict[str, list[Run]] = {case.name: [] for case in measured}
        for number in range(given.runs + UNCOUNTED):
            for case in measured:
                run = case.measure(number)
                if number >= UNCOUNTED:
                    runs[case.name].append(run)
    print_table(measured, runs, given.by)
    print(f"\nMade by `python -m benchmarks.startup --runs {given.runs} --by {given.by}`: {machine()}.")
    return 0


def print_table(measured: list[Case], runs: Mapping[str, list[Run]], by: str) -> None:
    """A Markdown table: medians, the peak of memory, and the ratios of what `by` says (wall or cpu)."""
    medians = {name: median([getattr(run, by) for run in some]) for name, some in runs.items()}
    print("| command | ms | CPU ms | MiB | × `pass` | × `import typer` | × jrnl | goal |")
    print("|---|--:|--:|--:|--:|--:|--:|---|")
    for case in measured:
        some, middle = runs[case.name], medians[case.name]
        other = medians.get(LIKE.get(case.name, ""))
        cells = [
            f"`{case.name}`",
            f"{median([run.wall for run in some]) * 1000:.0f}",
            f"{median([run.cpu for run in some]) * 1000:.0f}",
            f"{max(run.memory for run in some):.0f}",
            f"{middle / medians[BARE]:.2f}",
            f"{middle / medians[TYPER]:.2f}",
            "" if other is None else f"{middle / other:.2f}",
            "" if case.goal is None else _against(case, middle / medians[case.beside]),
        ]
        print(f"| {' | '.join(cells)} |")


def _against(case: Case, ratio: float) -> str:
    verdict = "kept" if ratio <= (case.goal or 0) else "**missed**"
    return f"≤ {case.goal} × {case.beside.removeprefix('python -c ')}: {verdict}"


if __name__ == "__main__":
    sys.exit(main())
