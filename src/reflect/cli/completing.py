"""What a Tab offers at the shell: `reflect` is asked with the words of the line, the last one half typed.

The table beside this file says which commands, options and arguments there are (docs/make_manual.py writes it),
so that neither Typer nor a command is imported. Only what she keeps is read anew, and never changed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reflect.cli.typed_line import TypedLine, read_line, read_table

FILES = "\x01files"
"""The answer that leaves the names of files to the shell."""
LONGEST = 50
"""Signs of what stands beside a word."""

if TYPE_CHECKING:
    from reflect.session import Session  # 25 ms at run time: only what lies in her home needs it


class Offer(NamedTuple):
    """A word that may stand here, and what it stands for."""

    word: str
    meaning: str = ""


def answer_shell(shell: str, words: Sequence[str]) -> None:
    """Write the words that may stand in place of the last one, each on a line; never an error."""
    with suppress(Exception):  # a Tab says nothing but words: an error would stand in the middle of her line
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (pathlib, 5 ms; open to the end)
        from reflect.cli.shells import SHELLS, unquoted

        plain = unquoted(shell, words)
        form = SHELLS[shell]
        lines = [FILES] if (found := offers(plain)) is None else form(found, words[-1], plain[-1])
        sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
        sys.stdout.flush()


def offers(words: Sequence[str]) -> list[Offer] | None:
    """What may stand in place of the last word, the others before it; None for the name of a file."""
    line = read_line(read_table(), words)
    if line.waits_for == "file":
        return None
    begun = line.begun
    before = f"{line.option}=" if line.option else ""
    found = [Offer(before + word, meaning) for word, meaning in _candidates(line) if _begins(word, begun)]
    return list(dict.fromkeys(found))


def _begins(word: str, begun: str) -> bool:
    return word.casefold().startswith(begun.casefold())


def _candidates(line: TypedLine) -> list[Offer]:
    if line.waits_for == "option":
        return [Offer(*option) for option in line.options]
    if line.waits_for == "command":
        return [Offer(*command) for command in line.commands]
    if line.waits_for.startswith("="):
        return [Offer(word) for word in line.waits_for[1:].split(",")]
    if read := KNOWN.get(line.waits_for):
        return read(line)
    return []


def _kept(*kinds: str) -> Callable[[TypedLine], list[Offer]]:
    def read(line: TypedLine) -> list[Offer]:
        from reflect.session import JOURNAL
        from reflect.store.known_words import known_words

        return [_typable(*word) for word in known_words(_session(line).home / JOURNAL, *kinds)]

    return read


def _typable(word: str, meaning: str) -> Offer:
    """A word as it is typed, with its meaning in a few cells; what cannot be typed gives way to its code."""
    from reflect.safe_text import one_line

    meaning = one_line(meaning)
    if one_line(word) != word:
        return Offer(meaning)
    return Offer(word, meaning if len(meaning) <= LONGEST else meaning[: LONGEST - 1] + "…")


def _people(line: TypedLine) -> list[Offer]:
    """Names; of one in several words that she types without quotes, the words that are still to come."""
    everybody = [offer for offer in _kept("person")(line) if offer.word]
    if not line.earlier:
        return everybody
    begun = " ".join(line.earlier) + " "
    return [Offer(o.word[len(begun) :], o.meaning) for o in everybody if _begins(o.word, begun)]


def _packs(line: TypedLine) -> list[Offer]:
    from reflect.packs.finding import pack_files

    return [Offer(key) for key in pack_files(_session(line).home)]


def _own_packs(line: TypedLine) -> list[Offer]:
    from reflect.packs.finding import OWN

    return [Offer(path.stem) for path in sorted((_session(line).home / OWN).glob("*.toml"))]


def _days(line: TypedLine) -> list[Offer]:
    from datetime import timedelta

    today = _session(line).today
    last = [today - timedelta(days=back) for back in range(14)]
    return [Offer("today"), Offer("yesterday"), *(Offer(f"{day}", f"{day:%A}") for day in last)]


def _periods(line: TypedLine) -> list[Offer]:
    if line.earlier:
        units = ("week", "month", "quarter", "year")
        return [Offer(unit) for unit in units] if line.earlier in (["this"], ["last"]) else []
    return [*(Offer(word) for word in ("today", "yesterday", "this", "last")), *_calendar(line, line.begun)]


def _calendar(line: TypedLine, begun: str) -> list[Offer]:
    """The years that the journal covers, and of the one that is typed its quarters, months or weeks up to now."""
    from reflect.session import JOURNAL
    from reflect.store.known_words import known_words

    session = _session(line)
    today = session.today
    first = known_words(session.home / JOURNAL, "first day")
    since = first[0][0] if first else f"{today.year}-01-01"
    years = [f"{year}" for year in range(today.year, int(since[:4]) - 1, -1)]
    year = begun[:4]
    if year not in years:
        return [Offer(one) for one in years]
    if begun[4:6].upper() == "-W":
        last = today.isocalendar() if int(year) == today.year else None
        weeks = last.week if last and last.year == today.year else 52
        return [Offer(f"{year}-W{number:02}") for number in range(weeks, 0, -1)]
    upto = today.month if int(year) == today.year else 12
    quarters = [Offer(f"{year}-Q{number}") for number in range(1, (upto + 2) // 3 + 1)]
    return [Offer(year), *quarters, *(Offer(f"{year}-{month:02}") for month in range(1, upto + 1))]


def _shown(line: TypedLine) -> list[Offer]:
    codes = _kept("conviction", "person code", "commitment", "disconnect", "need")(line)
    return [Offer("today"), Offer("yesterday"), *_kept("entry")(line), *codes]


_EVERYTHING = ("entry", "conviction", "commitment", "disconnect", "need")
KNOWN: dict[str, Callable[[TypedLine], list[Offer]]] = {
    **{kind: _kept(kind) for kind in (*_EVERYTHING, "tag", "kind", "hidden word")},
    "person": _people, "pack": _packs, "own pack": _own_packs, "day": _days, "period": _periods,
    "shown": _shown, "marked": _kept(*_EVERYTHING),
}  # fmt: skip


def _session(line: TypedLine) -> Session:
    from pathlib import Path

    from reflect.session import Session, World

    return Session(World(), Path(line.home) if line.home else None)
