"""The pictures of the README, made by the program itself from an invented journal in a throw-away home.

    python docs/make_pictures.py

A picture is text in SVG: no font, image or script is fetched from anywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from io import StringIO
from pathlib import Path

import pexpect  # type: ignore[import-untyped]  # pexpect ships no types
from invented_leader import journal
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

FOLDER = Path(__file__).parent
COLUMNS, LINES = 104, 200
MOMENT = "2025-09-30T18:00"
PROGRAM = [sys.executable, "-m", "reflect"]

PAPER = TerminalTheme(
    (252, 252, 250),
    (40, 44, 52),
    [
        (40, 44, 52), (178, 58, 52), (64, 122, 60), (158, 106, 14),
        (52, 92, 160), (134, 76, 150), (30, 118, 128), (96, 100, 108),
    ],
)  # fmt: skip
"""Dark ink on paper: the eight colours of a terminal, readable on white."""

SVG = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>COMMAND</title>
<style>
.{unique_id}-matrix {{
font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
font-size: {char_height}px;
line-height: {line_height}px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect fill="#fcfcfa" width="100%" height="100%" rx="8"/>
<text class="{unique_id}-matrix" x="{terminal_x}" y="28" fill="#60646c">$ COMMAND</text>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def shown(arguments: list[str], environ: dict[str, str]) -> str:
    """What a command writes to a terminal, with its colours."""
    written, code = pexpect.run(
        subprocess.list2cmdline([*PROGRAM, *arguments]),
        env=environ, dimensions=(LINES, COLUMNS), encoding="utf-8", withexitstatus=True,
    )  # fmt: skip
    if code:
        raise RuntimeError(f"reflect {' '.join(arguments)} ended with {code}: {written}")
    return str(written).replace("\r\n", "\n")


def page(markdown: str) -> Text:
    """A Markdown text as it stands, wrapped, its headings bold."""
    lines = []
    for line in markdown.splitlines():
        folded = [line] if line.startswith("|") else textwrap.wrap(line, COLUMNS, subsequent_indent="  ") or [""]
        lines += [Text(part, style="bold blue" if line.startswith("#") else "") for part in folded]
    return Text("\n").join(lines)


def picture(content: Text, command: str) -> str:
    """The SVG of what a command wrote, with the command above it."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, legacy_windows=False)
    console.print(content, soft_wrap=True)
    return console.export_svg(theme=PAPER, code_format=SVG.replace("COMMAND", command), unique_id="reflect")


def main() -> None:
    """Write every picture anew."""
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "REFLECT_HOME": home, "REFLECT_NOW": MOMENT, "TERM": "xterm-256color"}
        environ.pop("NO_COLOR", None)
        environ.pop("COLUMNS", None)
        subprocess.run([*PROGRAM, "import", "jsonl", "-"], env=environ, input=journal().encode(), check=True)
        subprocess.run([*PROGRAM, "settings", "set", "guesses", "no"], env=environ, check=True)
        review = Text.from_ansi(shown(["review", "--quarter"], environ).rstrip("\n"))
        (FOLDER / "review.svg").write_text(picture(review, "reflect review --quarter"), encoding="utf-8")
        brief = subprocess.run(
            [*PROGRAM, "export", "--coach", "2025-Q3"], env=environ, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, check=True, encoding="utf-8",
        ).stdout  # fmt: skip
        (FOLDER / "brief.svg").write_text(picture(page(brief), "reflect export --coach"), encoding="utf-8")


if __name__ == "__main__":
    main()
