"""The bundled lists of stop words: words too common in a language to be a theme."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unicodedata import normalize

from reflect.insight.languages import language_of

_FOLDER = Path(__file__).parent / "insight" / "stop_words"


@cache
def stop_words(code: str) -> frozenset[str]:
    """The stop words of one of the LANGUAGES, in lower case."""
    return frozenset(normalize("NFC", (_FOLDER / f"{code}.txt").read_text(encoding="utf-8")).split())


def stop_words_for(texts: Iterable[str], code: str = "auto") -> frozenset[str]:
    """The stop words of the language that she set, or ("auto") of the one that the texts are written in."""
    return stop_words(language_of("\n".join(texts)) if code == "auto" else code)
