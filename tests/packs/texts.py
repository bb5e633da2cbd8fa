"""Packs as texts: the smallest ones, and the sentence with which one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect.errors import InputError
from reflect.packs import read_pack

HEAD = '[pack]\ntitle = "T"\nsource = "S"\npurpose = "P"\n'
PLAIN = HEAD + '[prompts.one]\nasked = "What was good?"\nkind = "text"\nwhy = "It is good to know."\n'
FIVE = '["a", "b", "c", "d", "e"]'


def pack_file(folder: Path, text: str | bytes, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def complaint(folder: Path, text: str | bytes, name: str = "mine.toml") -> str:
    """The sentence with which a pack of this text is refused."""
    with pytest.raises(InputError) as refused:
        read_pack(pack_file(folder, text, name))
    assert refused.value.exit_code == 3
    return refused.value.message


def scale(**fields: str) -> str:
    """A pack of one scale; a field given as an empty string is left out."""
    given = {"asked": '"How much?"', "kind": '"scale"', "why": '"W"', "labels": FIVE, "good": '"up"', **fields}
    lines = [f"{name.replace('_', '-')} = {value}" for name, value in given.items() if value]
    return HEAD + "[prompts.one]\n" + "\n".join(lines) + "\n"
