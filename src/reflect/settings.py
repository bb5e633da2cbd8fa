"""Her settings: a TOML file in the home, every key optional."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reflect.errors import nearest

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Settings:
    """What she may set. `workdays` are weekdays (Monday 0), `day_ends` an hour (0-12), `year_starts` a month."""

    year_starts: int = 1
    day_ends: int = 4
    workdays: frozenset[int] = frozenset(range(5))


def read_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a file, and a sentence for each line that cannot be used; the default serves there."""
    if not path.exists():
        return Settings(), ()
    import tomllib  # 9 ms, and only where she has settings

    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Settings(), (f"{path}: {error}. The defaults serve until it is mended.",)
    complaints: list[str] = []
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _READERS:
            complaints.append(f"{path}: there is no setting {name}.{nearest(name, list(_READERS))}")
        elif (read := _READERS[name](value)) is None:
            complaints.append(f"{path}: {name} is {value!r}; {_EXPECTED[name]}. The default serves.")
        else:
            values[name] = read
    return Settings(**values), tuple(complaints)


def _number(low: int, high: int) -> Any:
    def read(value: object) -> int | None:
        return value if type(value) is int and low <= value <= high else None

    return read


def _workdays(value: object) -> frozenset[int] | None:
    if not isinstance(value, list) or not value or not set(value) <= set(_WEEKDAYS):
        return None
    return frozenset(_WEEKDAYS.index(day) for day in value)


_READERS: dict[str, Any] = {"year_starts": _number(1, 12), "day_ends": _number(0, 12), "workdays": _workdays}
_EXPECTED = {
    "year_starts": "it takes the number of a month, 1 to 12",
    "day_ends": "it takes an hour of the night, 0 to 12",
    "workdays": 'it takes a list of days, as in ["mon", "tue", "wed", "thu", "fri"]',
}
