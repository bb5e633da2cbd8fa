"""A pack's file as a Pack, or the sentences that say what is wrong with it; a pack may come from a stranger."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from reflect.errors import InputError, NotFoundError
from reflect.model import Pack
from reflect.packs.complaints import Complaint, printable, quoted
from reflect.packs.forms import disagreements
from reflect.packs.prompts import is_slug, to_pack
from reflect.packs.tables import CONTROL
from reflect.packs.wording import lint

LARGEST_FILE = 1_000_000
"""Bytes."""
MOST_COMPLAINTS = 50

_HINT = "prompts/README.md shows the format on one page."
# tomllib takes time quadratic in the parts of a dotted name: 60 kB of "a.a.a…" hold it for 17 s. The bounds
# and possessive quantifiers keep this look itself linear; a name that evades them holds it for some seconds.
_NAME = r"""(?:[\w-]{1,60}+|"(?:[^"\\\n]|\\.){0,60}+"|'[^'\n]{0,60}+')"""
_DOTS = 8
_DEEP_NAME = rf"(?<![\w-])(?:{_NAME}[ \t]*+\.[ \t]*+){{{_DOTS}}}"
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_PLAINER = (
    ("Invalid value", "the value cannot be read; text stands between straight double quotes"),
    ("Cannot overwrite a value", "a field stands here for the second time"),
    ("Cannot declare", "a table of this name stands here for the second time"),
    ("Invalid statement", "neither a [table] nor a field = value stands here"),
    ("Expected '=' after a key", "an equals sign is missing after the field's name"),
    ("Illegal character '\\n'", "a text is not closed on its line by a straight double quote"),
    ("Unterminated string", "a text is not closed by a straight double quote"),
)


def read_pack(path: Path) -> Pack:
    """The pack in a TOML file; its key is the file's name without the ending.

    Raises InputError for the first thing that is wrong (and says how many more there are), naming file, line,
    table and field; NotFoundError where there is no such file. The file is at most 1 MB.
    """
    pack, complaints, text = _read(path)
    if complaints:
        more = len(complaints) - 1
        also = f" (And {more} more; reflect prompts check lists them.)" if more else ""
        raise InputError(complaints[0].located(quoted(path.name), text) + also, hint=_HINT)
    return pack


def check_pack(path: Path, beside: Iterable[Pack] = ()) -> list[str]:
    """What is wrong with a pack's file, a sentence each: what cannot be read, else what is badly put.

    The latter is what `lint` finds, and where the pack does not agree with those `beside` it (all the others).
    After MOST_COMPLAINTS the last sentence says how many more there are.
    Raises NotFoundError where there is no such file.
    """
    try:
        pack, complaints, text = _read(path)
    except InputError as error:
        return [error.message]
    if not complaints:
        others = [other for other in beside if other.key != pack.key]
        return [*lint(pack), *disagreements((*others, pack)).get(pack.key, ())] if others else lint(pack)
    file = quoted(path.name)
    more = len(complaints) - MOST_COMPLAINTS
    shown = [complaint.located(file, text) for complaint in complaints[:MOST_COMPLAINTS]]
    return [*shown, f"{file}: and {more:,} more."] if more > 0 else shown


def _read(path: Path) -> tuple[Pack, list[Complaint], str]:
    """The pack, what is wrong with it, and the file's text, in which complaints find their line."""
    file = quoted(path.name)
    text = _text(path, file)
    complaints: list[Complaint] = []
    if not is_slug(path.stem) or path.suffix != ".toml":
        complaints.append(
            Complaint("", "", "a pack's file name is lower-case words joined by hyphens, then .toml.")
        )
    pack = to_pack(path.stem, _tables(text, file), complaints)
    return pack, complaints, text


def _text(path: Path, file: str) -> str:
    """The file's text; nothing of a file that is too large is read."""
    try:
        if not path.exists():
            raise NotFoundError(f"There is no file {printable(str(path))}.")
        if not path.is_file():
            raise InputError(f"{file}: this is not a file that holds a pack.", hint=_HINT)
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"{file}: a pack is at most 1 MB; this file has {path.stat().st_size:,} bytes.")
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")  # Windows' Notepad writes the mark
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}.") from error
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        where = f"line {line}, byte {error.start + 1:,} (0x{content[error.start]:02X})"
        raise InputError(f"{file}, {where}: the file is not UTF-8; save it as UTF-8.") from error
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        sentence = f"holds the control character U+{ord(control[0]):04X}; take it out."
        raise InputError(f"{file}, line {line}: {sentence}")
    return text


def _tables(text: str, file: str) -> dict[str, object]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") >= _DOTS and re.search(_DEEP_NAME, line):  # not looked for in each of 250 lines
            raise InputError(
                f"{file}, line {number}: a name has too many dots; [prompts.NAME] has one.", hint=_HINT
            )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_plainer(str(error), file), hint=_HINT) from error
    except RecursionError:
        # Without the chain: its traceback is a thousand frames long.
        raise InputError(f"{file}: lists or tables stand in each other too deeply.", hint=_HINT) from None
    except ValueError as error:
        raise InputError(f"{file}: a number or a date in it cannot be read.", hint=_HINT) from error


def _plainer(message: str, file: str) -> str:
    """What tomllib says, led by the place, in the words of somebody who writes questions."""
    found = _PLACE.search(message)
    said = message[: found.start()] if found else message
    if found is None:
        place = file
    elif found[1]:
        place = f"{file}, line {found[1]}, column {found[2]}"
    else:
        place = f"{file}, at the end"
    plain = next((plain for start, plain in _PLAINER if said.startswith(start)), said[:1].lower() + said[1:])
    return f"{place}: {plain}."
