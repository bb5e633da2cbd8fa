"""What a journal's age costs: the same commands on 1, 10, 30, 100 and 300 years of daily use, and on much text.

    python -m benchmarks.scale --cache DIR                        # 10 runs of each, 20 minutes, 1 GB
    python -m benchmarks.scale --cache DIR --years 1 30 --runs 3
    python -m benchmarks.scale --cache DIR --by cpu               # on a busy machine: processor time
    python -m benchmarks.scale --cache DIR --pepys pepys.jsonl    # and Pepys' diary, twenty times over

The journals are those of `benchmarks/years.py`, 3,768 answers a year, brought in by `reflect import jsonl`; DIR
keeps them. All times are whole processes on a warm cache but "store an answer", which is one transaction. In the
first year the year has nothing to be compared with, so that `review --year` does less there. It needs a POSIX
system.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.processes import READY, Run, environ, machine, median, program, until, whole
from benchmarks.years import COMMON, LAST, PHRASE, RARE, write_years
from reflect.session import Session, World

YEARS = (1, 10, 30, 100, 300)
RUNS = 10
BULK_RUNS, MANY = 3, 200_000
"""How often what reads or writes a whole journal is run; of more answers than that, once."""
TIMES_PEPYS = 20
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("status",),
    ("list",),
    ("list", "2025-Q3"),
    ("show", "C1"),
    ("show", "2025-09-29"),
    ("search", RARE),
    ("search", COMMON),
    ("search", PHRASE),
    ("review", "--week"),
    ("review", "--quarter"),
    ("review", "--year"),
    ("calendar",),
    ("export", "--coach", "2025-Q3"),
)
OF_PEPYS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("list",),
    ("search", "zounds"),
    ("search", "home"),
    ("search", '"up betimes"'),
)
FORMATS = ("jsonl", "json", "csv", "markdown", "html")


@dataclass(frozen=True, slots=True)
class Measured:
    """A line of the table for one journal: a value, and its unit (ms, answers/s, MB, MiB)."""

    what: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Source:
    """A journal as JSON Lines, what it is called, and how many answers it holds."""

    name: str
    path: Path
    answers: int


class Aged:
    """One journal of some age, its home in the cache, and what is measured on it."""

    def __init__(self, journal: Source, folder: Path, cache: Path, by: str, runs: int) -> None:
        self.home = cache / journal.path.stem
        self._journal, self._folder, self._by, self._runs = journal, folder, by, runs
        self._bulk_runs = BULK_RUNS if journal.answers < MANY else 1
        self._peak = 0.0
        self._bulk_peak = 0.0

    def measured(self, commands: Sequence[Sequence[str]], *, sitting: bool) -> Iterator[Measured]:
        """These commands, what reads or writes it whole, and with `sitting` an opening and an answer."""
        yield self._import()
        for command in commands:
            yield Measured(f"`{' '.join(command)}`", self._ms(partial(self._looked, command)), "ms")
        written = self._folder / f"{self.home.name}-written"
        shutil.copytree(self.home, written)
        if sitting:
            yield Measured("`daily`, to the first question", self._ms(partial(self._asked, written)), "ms")
            yield Measured("store an answer", _stored_ms(written), "ms")
        yield self._bulk("`backup`", "ms", "backup", home=written)
        shutil.rmtree(written)
        for name in FORMATS:
            yield self._bulk(f"`export --format {name}`", "answers/s", "export", "--format", name, home=self.home)
        yield Measured("the file", (self.home / "journal.db").stat().st_size / 1e6, "MB")
        yield Measured("most memory: import, export, backup", self._bulk_peak, "MiB")
        yield Measured("most memory: any other command", self._peak, "MiB")

    def _import(self) -> Measured:
        times = []
        for _ in range(self._bulk_runs):
            if self.home.exists():
                shutil.rmtree(self.home)
            run = self._run("import", "jsonl", str(self._journal.path), bulk=True)
            times.append(getattr(run, self._by))
        return Measured("`import jsonl`", self._journal.answers / median(times), "answers/s")

    def _bulk(self, what: str, unit: str, *command: str, home: Path) -> Measured:
        runs = [self._run(*command, bulk=True, home=home) for _ in range(self._bulk_runs)]
        taken = median([getattr(run, self._by) for run in runs])
        return Measured(what, taken * 1000 if unit == "ms" else self._journal.answers / taken, unit)

    def _ms(self, measure: Callable[[int], Run]) -> float:
        measure(0)  # leaves compiled modules, and the file in memory
        return median([getattr(measure(number), self._by) for number in range(1, self._runs + 1)]) * 1000

    def _looked(self, command: Sequence[str], _number: int) -> Run:
        return self._run(*command)

    def _run(self, *command: str, bulk: bool = False, home: Path | None = None) -> Run:
        run = whole([*program(), *command], self._environment(home or self.home))
        self._seen(run, bulk=bulk)
        return run

    def _asked(self, home: Path, number: int) -> Run:
        """A day of its own, so that every run opens a sitting."""
        moment = f"{LAST + timedelta(days=number + 1)}T18:00"
        run = until(READY, [*program(), "daily"], {**self._environment(home), "REFLECT_NOW": moment})
        self._seen(run, bulk=False)
        return run

    def _environment(self, home: Path) -> dict[str, str]:
        return environ(self._folder, REFLECT_HOME=str(home), REFLECT_NOW=f"{LAST}T18:00")

    def _seen(self, run: Run, *, bulk: bool) -> None:
        if bulk:
            self._bulk_peak = max(self._bulk_peak, run.memory)
        else:
            self._peak = max(self._peak, run.memory)


def _stored_ms(home: Path) -> float:
    """The milliseconds until a changed answer is on the disk, the median of fifty."""
    moment = datetime.fromisoformat(f"{LAST}T18:00").astimezone()
    session = Session(World(environ={"REFLECT_HOME": str(home)}, clock=lambda: moment))
    journal = session.journal
    entry = next(one for one in reversed(journal.entries(LAST - timedelta(days=30), LAST)) if one.kind == "daily")
    answer = next(one for one in entry.answers if one.text)
    question = journal.question(answer.prompt, answer.version)
    times = []
    for number in range(50):
        began = time.perf_counter()
        journal.keep_answer(entry.id, replace(answer, text=f"{answer.text} {number}"), question)
        times.append(time.perf_counter() - began)
    session.close()
    return median(times) * 1000


def aged(cache: Path, years: Sequence[int]) -> Iterator[Source]:
    """The journal of each age."""
    for number in years:
        path = cache / f"years-{number}.jsonl"
        if not path.exists():
            write_years(path, number)
        yield Source(f"{number} year" if number == 1 else f"{number} years", path, _answers_in(path))


def pepys(cache: Path, diary: Path) -> Source:
    """Pepys' diary twenty times over, each copy ten years after the last: a note an entry, its tag the copy."""
    path = cache / f"pepys-{TIMES_PEPYS}.jsonl"
    if not path.exists():
        written = [json.loads(line) for line in diary.read_text(encoding="utf-8").splitlines()]
        with path.open("w", encoding="utf-8") as file:
            for copy in range(TIMES_PEPYS):
                file.writelines(_note(one["date"], one["text"], copy) for one in written)
    return Source(f"Pepys × {TIMES_PEPYS}", path, _answers_in(path))


def _note(day: str, text: str, copy: int) -> str:
    later = (date.fromisoformat(day) + timedelta(days=3653 * copy)).isoformat()
    answers = [{"prompt": "note", "text": text}]
    record = {"record": "entry", "kind": "note", "day": later, "tags": [f"copy-{copy + 1}"], "answers": answers}
    return json.dumps(record, ensure_ascii=False) + "\n"


def _answers_in(path: Path) -> int:
    with path.open("rb") as file:
        return sum(len(json.loads(line).get("answers", ())) for line in file)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what a journal's age costs.")
    parser.add_argument("--cache", type=Path, required=True, help="the folder that keeps the journals")
    parser.add_argument("--years", type=int, nargs="+", default=YEARS, help="the ages (1 10 30 100 300)")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each is run ({RUNS})")
    parser.add_argument("--by", choices=("wall", "cpu"), default="wall", help="which time is told (wall)")
    parser.add_argument("--pepys", type=Path, help="the diary as JSON Lines (date, text), for a table of text")
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    print_table(list(aged(given.cache, given.years)), given, COMMANDS, sitting=True)
    if given.pepys:
        print()
        print_table([pepys(given.cache, given.pepys)], given, OF_PEPYS, sitting=False)
    command = f"python -m benchmarks.scale --cache DIR --runs {given.runs} --by {given.by}"
    print(f"\nMade by `{command}`: {machine()}.")
    return 0


def print_table(
    journals: list[Source], given: argparse.Namespace, commands: Sequence[Sequence[str]], *, sitting: bool
) -> None:
    """A Markdown table: a row an operation, a column a journal, behind each value its ratio to the first."""
    columns = []
    with tempfile.TemporaryDirectory() as folder:
        for journal in journals:
            print(f"{journal.name}: {journal.answers:,} answers", file=sys.stderr, flush=True)
            one = Aged(journal, Path(folder), given.cache, given.by, given.runs)
            columns.append(list(one.measured(commands, sitting=sitting)))
    print(f"| | | {' | '.join(journal.name for journal in journals)} |")
    print(f"|---|---|{'--:|' * len(journals)}")
    print(f"| answers | | {' | '.join(f'{journal.answers:,}' for journal in journals)} |")
    for row in zip(*columns, strict=True):
        print(f"| {row[0].what} | {row[0].unit} | {' | '.join(_cell(cell, row[0]) for cell in row)} |")


def _cell(one: Measured, first: Measured) -> str:
    shown = f"{one.value:,.1f}" if one.value < 10 else f"{one.value:,.0f}"
    return shown if one is first else f"{shown} ({one.value / first.value:.2f})"


if __name__ == "__main__":
    sys.exit(main())
