"""Entries as one self-contained page, by day: no script, no outside request, light and dark, fit to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reflect.exchange.for_people import Background, clock
from reflect.exchange.records import Record
from reflect.model import Entry
from reflect.safe_text import for_html

STYLE = """
:root { color-scheme: light dark; --ink: #1d1f21; --quiet: #5c6066; --rule: #d9dadd; --paper: #fdfdfb; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e6e2; --quiet: #a5a9b0; --rule: #3a3d42;
  --paper: #17181a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 45rem; padding: 2rem 1.25rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 Georgia, "Iowan Old Style", "Noto Serif", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 1rem; }
section { border-top: 1px solid var(--rule); margin-top: 1.25rem; padding-top: .75rem; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
h3 { font-size: .9rem; font-weight: normal; color: var(--quiet); margin: .75rem 0 .25rem; }
p { margin: .35rem 0; } .asked { font-style: italic; color: var(--quiet); } .words { white-space: pre-line; }
@media print { @page { margin: 1.6cm; } :root { --ink: #000; --quiet: #444; --rule: #bbb; --paper: #fff; }
  body { font-size: 10pt; padding: 0; max-width: none; } h2, h3, .asked { break-after: avoid; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page may load nothing at all: a browser refuses what somebody's words might smuggle in."""

_HEAD = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    f'<meta name="referrer" content="no-referrer">\n<title>Journal</title>\n<style>{STYLE}</style>\n'
    "</head>\n<body>\n<main>\n<h1>Journal</h1>\n"
)


def write_html(records: Iterable[Record]) -> Iterator[bytes]:
    """The pieces of the page."""
    background = Background()
    yield _HEAD.encode()
    for day, entries in background.by_day(records):
        shown = f"{day:%A}, {day.day} {day:%B} {day.year}"
        yield f'<section>\n<h2><time datetime="{day.isoformat()}">{shown}</time></h2>\n'.encode()
        for entry in entries:
            yield _entry(entry, background).encode("utf-8", "backslashreplace")
        yield b"</section>\n"
    yield b"</main>\n</body>\n</html>\n"


def _entry(entry: Entry, background: Background) -> str:
    shown = clock(entry)
    about = [entry.kind, f"{shown:%H:%M}" if shown else "", ", ".join(entry.tags)]
    lines = [f"<h3>{for_html(' · '.join(part for part in about if part))}</h3>"]
    asked = ""
    for said in background.said(entry):
        if said.asked and said.asked != asked:
            lines.append(f'<p class="asked">{for_html(said.asked)}</p>')
        asked = said.asked
        lines.append(f'<p class="words">{for_html(said.words)}</p>')
    return "\n".join(["<article>", *lines, "</article>\n"])
