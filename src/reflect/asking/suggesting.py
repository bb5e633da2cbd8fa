"""Which of the known names are meant by what has been typed so far."""

from __future__ import annotations

import re
import unicodedata

_AT_MOST_WORDS = 4


def folded(text: str) -> str:
    """The text without accents and capitals, for comparing."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def begun(before: str, suggestions: tuple[str, ...]) -> tuple[str, list[str]]:
    """What of the text before the cursor begins a suggestion, and those that it begins, in their order.

    The longest such ending counts, of at most four words since the last comma or line; it begins a suggestion
    that has it at the start of any of its words. Nothing typed there begins all of them, a whole one none.
    """
    part = re.split(r"[,;\n]", before)[-1].lstrip()
    if not part:
        return "", list(suggestions)
    words = re.split(r"(?<= )", part)
    for start in range(max(0, len(words) - _AT_MOST_WORDS), len(words)):
        ending = "".join(words[start:])
        if not ending.strip():
            continue
        found = [name for name in suggestions if _begins(folded(ending), folded(name))]
        if ending in suggestions:
            break
        if found:
            return ending, found
    return "", []


def _begins(ending: str, name: str) -> bool:
    words = name.split(" ")
    return any(" ".join(words[start:]).startswith(ending) for start in range(len(words)))
