"""F19: whatever the umask, every file that the program makes is hers alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.faults.conftest import Figures
from tests.faults.programs import ROOT, ran

STORY = (
    ("convictions add --from -", "No surprises"),
    ("people add Ana", ""),
    ("daily --answers -", "{}"),
    ("note", "a note"),
    ("settings set day_ends 3", ""),
    ("--debug show ffff", ""),
    ("prompts new mine", ""),
    ("backup", ""),
    ("export -o {out}/all.jsonl", ""),
    ("export --format markdown -o {out}/pages", ""),
    ("export --format html -o {out}/all.html", ""),
)


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_every_file_and_folder_is_hers_alone(tmp_path: Path, figures: Figures, umask: int) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    for line, given in STORY:
        ended = ran(line.format(out=out), home, given, preexec_fn=lambda: os.umask(umask), cwd=ROOT)
        assert "fault of reflect" not in ended.stderr, ended.stderr
    made = [*home.rglob("*"), home, *out.rglob("*")]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in made}
    wrong = {path: oct(mode) for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)}
    assert not wrong
    assert {"journal.db", "settings.toml", "debug.log", "all.jsonl", "all.html"} <= {path.name for path in made}
    figures("F19", umask=f"{umask:03o}", files_and_folders=len(made), open_to_others=0)
