"""The bundled lists of stop words: words too common in a language to be a theme."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unicodedata import normalize

from reflect.insight.themes import language_of

_FOLDER = Path(__file__).parent / "insight" / "stop_words"


def languages() -> tuple[str, ...]:
    """The codes of the languages that there is a list for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt") if len(path.stem) == 2))


@cache
def stop_words(code: str) -> frozenset[str]:
    """The stop words of a language, in lower case; none for one that there is no list for."""
    path = _FOLDER / f"{code}.txt"
    return frozenset(normalize("NFC", path.read_text(encoding="utf-8")).split()) if path.exists() else frozenset()


def stop_words_for(texts: Iterable[str], code: str = "auto") -> frozenset[str]:
    """The stop words of the language that she set, or ("auto") of the one that the texts are written in."""
    if code != "auto":
        return stop_words(code)
    lists = {language: stop_words(language) for language in languages()}
    return lists[language_of("\n".join(texts), lists)]
