"""jrnl, the best known journal of the command line, in an environment of its own, to compare with.

It is never a dependency: where it cannot be had (no network, no pip), whoever compares says so and goes on.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

VERSION = "4.6"
_CONFIGURATION = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals:
  default: {{journal: '{journal}'}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%F %r'
version: v{version}
"""


class UnavailableError(Exception):
    """Why jrnl cannot be run here, as a sentence."""


def jrnl_with(folder: Path, cache: Path, entries: Iterable[tuple[str, str]]) -> list[str]:
    """The command that runs jrnl on a journal of these entries (2025-09-30, words), oldest first.

    The program is installed below `cache` once. Raises UnavailableError.
    """
    program = _installed(cache / f"jrnl-{VERSION}")
    journal, configuration = folder / "jrnl.txt", folder / "jrnl.yaml"
    written = (f"[{day} 06:00:00 PM] {' '.join(words.split())}\n" for day, words in entries)
    journal.write_text("\n".join(written), encoding="utf-8")
    configuration.write_text(_CONFIGURATION.format(journal=journal, version=VERSION), encoding="utf-8")
    return [str(program), "--config-file", str(configuration)]


def _installed(place: Path) -> Path:
    program = place / "bin" / "jrnl"
    if program.exists():
        return program
    try:
        for command in (
            [sys.executable, "-m", "venv", str(place)],
            [str(place / "bin" / "pip"), "install", "--quiet", f"jrnl=={VERSION}"],
        ):
            subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (subprocess.SubprocessError, OSError) as error:
        raise UnavailableError(f"jrnl {VERSION} could not be installed ({type(error).__name__}).") from None
    return program
