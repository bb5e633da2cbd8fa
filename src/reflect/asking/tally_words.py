"""What each word of the daily's tally means, in a line: F1 on the tally row shows it, and so does help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reflect.asking.asks import Choice

TALLY_WORDS: Mapping[str, str] = {
    "took over": "you did what was somebody else's to do: a step in.",
    "left it": "you left to somebody what you could do yourself: a step back.",
    "gain": "something small that you gave: thanks, an idea, trust, an ear.",
    "failure": "something failed or was set back, yours or your people's.",
    "credit": "a success was told, and somebody's name stood on it.",
    "leaver": "somebody is leaving your team.",
    "heard": "you listened to somebody about what they need, or dream of.",
    "none": "nothing of this happened.",
}


def explained(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices of a tally with their meanings; a word of her own packs has none."""
    return tuple(replace(choice, meaning=TALLY_WORDS.get(choice.word, "")) for choice in choices)
