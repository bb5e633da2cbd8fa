"""A person's words, made fit for where they are shown: the same words, and nothing that acts.

A journal holds text from editors, imports and the clipboard. Some characters do not stand for themselves:
they move a cursor, colour a screen, turn the direction of a line, open a tag. Each function here keeps every
word and takes away that power, for one destination.
"""

from __future__ import annotations

import re

# C0, DEL and C1; marks and overrides of direction; line and paragraph separator; byte order mark; lone
# surrogates; tag characters, which hide text. Joiners stay: emoji, Persian and Hindi need them.
_ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_KEPT = "\n\t"

_ASCII_FOR = {
    "–": "-", "—": "-", "−": "-", "─": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"',
    "·": "|", "•": "*", "●": "*", "→": "->", "←": "<-", "▲": "^", "▼": "v", "×": "x", "≥": ">=", "≤": "<=",
    "\u00a0": " ",
}  # fmt: skip
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")

_SPECIAL = re.compile(
    r"[\\`*_\[\]|~@<]"  # emphasis, code, links, cells, strike-through, e-mail addresses, tags
    r"|&(?=#?[0-9A-Za-z]+;)"  # only what would be read as an entity: R&D stays R&D
    # the sign before what has to stand before it: so a text is looked through six times as fast
    r"|:(?:(?<=http:)|(?<=https:)|(?<=ftp:)|(?<=mailto:)|(?<=xmpp:))"
    r"|\.(?<=www\.)",
    re.IGNORECASE,
)
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_BEGINNINGS = frozenset("#+-=!:>0123456789")
_OPENS_A_BLOCK = re.compile(r"^([#+\-=!:>])")
_OPENS_A_NUMBERED_LIST = re.compile(r"^([0-9]{1,9})([.)])(?=[ \u00a0]|$)")
_CLOSES_A_HEADING = re.compile(r"(?<!\\)(#+)$")


def clean(text: str) -> str:
    r"""The text with every character that could act on a terminal made visible; only \n and \t stay.

    A Windows line end counts as \n. Control characters become their pictures (␛), the others `<U+202E>`.
    Cleaning twice changes nothing more.
    """
    return _ACTING.sub(_visible, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The cleaned text with each run of blanks, tabs and line breaks as one blank, and none at the ends."""
    return re.sub(r"[ \t\n]+", " ", clean(text)).strip(" ")


def for_ascii(text: str) -> str:
    """The cleaned text in ASCII alone: a sign by its nearest ASCII form, any other character as `<U+00E9>`."""
    return _BEYOND_ASCII.sub(lambda found: _ASCII_FOR.get(found[0]) or _code_point(found[0]), clean(text))


def for_markdown(text: str) -> str:
    """The cleaned text as Markdown paragraphs that hold the same words and no tag but paragraphs and breaks.

    Her line breaks are kept (two blanks at the end of a line), an empty line parts paragraphs. For CommonMark
    and GitHub's Markdown; for one line in a heading, a list or a table there is `for_markdown_line`.
    """
    whole = clean(text).replace("\t", "    ")
    if "\n" not in whole:  # most of them
        return _markdown_line(whole)
    lines = [_markdown_line(line) for line in whole.split("\n")]
    broken = [f"{line}  " if line and after else line for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return "\n".join(broken).strip("\n")


def for_markdown_line(text: str) -> str:
    """The cleaned text as one line of Markdown, for a heading, a list item or a table's cell."""
    return _markdown_line(one_line(text))


def for_html(text: str) -> str:
    """The cleaned text with &, <, > and both quotes escaped, for an element's content or a quoted attribute."""
    import html  # 2 ms, for its table of entities

    return html.escape(clean(text))


def for_json(document: str) -> str:
    r"""A JSON document in which every character that could act is written as its \u escape.

    Nothing is lost: whoever reads the document gets the very same strings, lone surrogates included.
    """
    return _ACTING.sub(_json_escape, document)


def _visible(found: re.Match[str]) -> str:
    character = found[0]
    if character in _KEPT:
        return character
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else _code_point(character)


def _code_point(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def _json_escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _KEPT:
        return character
    code = ord(character)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _markdown_line(line: str) -> str:
    line = line.strip(" \u00a0")  # four blanks would open a block of code
    line = _SPECIAL.sub(lambda found: _ENTITIES.get(found[0]) or f"\\{found[0]}", line)
    if line[:1] in _BEGINNINGS:  # what most lines begin with needs no closer look, and the looks cost half of it
        line = _OPENS_A_NUMBERED_LIST.sub(r"\1\\\2", _OPENS_A_BLOCK.sub(r"\\\1", line))
    return _CLOSES_A_HEADING.sub(r"\\\1", line) if line.endswith("#") else line
