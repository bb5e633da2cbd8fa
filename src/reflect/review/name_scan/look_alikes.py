"""Letters of other scripts that look like Latin ones, and like one another."""

from __future__ import annotations

_TABLE = """
    aаαɑᴀ bвβьʙ cсϲᴄ dԁᴅ eеєεҽᴇ fϝꜰ gɡԍɢ hнһηʜ iіιӏɪ jјϳᴊ kкκᴋ lӏʟ mмμᴍ nνηпɴո oоοσօᴏ pрρᴘ qԛզ rгʀ sѕꜱ tтτᴛ
    uυսᴜ vνѵᴠ wԝωѡᴡ xхχ yуυүγʏ zζᴢ
"""
_GROUPS = tuple(map(frozenset, _TABLE.split()))
"""Folded letters that look alike, in capitals or in small letters; a small table (after Unicode's confusables)."""


def _first_of_each() -> dict[int, str]:
    """One letter for all that are joined by looking alike, over however many steps: n, ν, v."""
    joined: list[frozenset[str]] = []
    for group in _GROUPS:
        touching = [other for other in joined if other & group]
        joined = [other for other in joined if not other & group] + [group.union(*touching)]
    return {ord(letter): min(letters) for letters in joined for letter in letters}


STANDING_FOR = _first_of_each()
"""For `str.translate`: texts that look alike are the same afterwards, and some others are too; see `is_like`."""

_LIKE = {letter: frozenset().union(*(g for g in _GROUPS if letter in g)) for group in _GROUPS for letter in group}


def is_like(letter: str, other: str) -> bool:
    """Whether two folded letters are one or look alike."""
    return letter == other or other in _LIKE.get(letter, ())
