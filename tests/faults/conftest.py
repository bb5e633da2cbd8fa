"""What every check of the fault suite shares: its figures, which stand in pytest's summary, and a begun desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from tests.conftest import Desk
from tests.faults.programs import begun

Figures: TypeAlias = Callable[..., None]

_figures = pytest.StashKey[list[tuple[int, str, str]]]()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """`figures("F1", kills=1000, lost=0)` puts a line with these figures into pytest's summary."""
    told = request.config.stash.setdefault(_figures, [])

    def tell(row: str, **numbers: object) -> None:
        said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in numbers.items())
        told.append((int(row[1:]), request.node.name, said))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The figures of this run, by row."""
    none: list[tuple[int, str, str]] = []
    told = config.stash.get(_figures, none)
    if told:
        terminalreporter.section("faults")
    for row, test, said in sorted(told):
        terminalreporter.line(f"F{row:<3} {said}  ({test})")


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A desk at which two convictions are held."""
    return begun(desk)
