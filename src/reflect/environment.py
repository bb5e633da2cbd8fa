"""What the environment and the command line say of the moment, the zone and places, and whether that can be so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from reflect.errors import InputError, UsageError
from reflect.periods import FIRST_YEAR, LAST_YEAR


def pretended_moment(words: str) -> datetime:
    """The moment that REFLECT_NOW pretends, in the zone of this machine.

    Raises InputError where it is none, a day without an hour, or beyond the years that a journal knows.
    """
    hint = "Write it like 2025-09-30T18:00."
    if _is_day(words):  # midnight would belong to the journal day before
        raise InputError(f"REFLECT_NOW is {words!r}, which is a day without an hour.", hint=hint)
    try:
        moment = datetime.fromisoformat(words)
        if FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        raise InputError(f"REFLECT_NOW is {words!r}, which is not a moment.", hint=hint) from None
    raise InputError(
        f"REFLECT_NOW is {words!r}, and a journal knows the years {FIRST_YEAR} to {LAST_YEAR}.", hint=hint
    )


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def zone_name(environ: Mapping[str, str], now: datetime) -> str:
    """The name of the zone: TZ, else the system's, else the offset."""
    told = environ.get("TZ", "").lstrip(":")
    if told:
        return told
    try:
        link = str(Path("/etc/localtime").readlink())
        if "zoneinfo/" in link:
            return link.partition("zoneinfo/")[2]
    except OSError:
        pass
    return now.strftime("%z") or "UTC"


def named_place(path: Path) -> Path:
    """The path that she named, with the folder that its ~ stands for.

    Raises UsageError where nobody has that name, and where its bytes are no UTF-8: SQLite takes no others.
    """
    try:
        path = path.expanduser()
    except RuntimeError:
        raise UsageError(f"{path} begins with the name of nobody here.", hint="Write the path out.") from None
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise UsageError(
            f"{path} is a name that is not UTF-8, and cannot be used.", hint="Name another place, or rename it."
        ) from None
    return path
