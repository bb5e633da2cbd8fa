"""reflect note, at the desk."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.conftest import Desk, Leave


def test_a_note_from_standard_input_is_kept_with_its_tags_and_found_again(desk: Desk) -> None:
    desk.run("note --tag work --tag @Idea", given="The board was quiet.\nToo quiet.\n")
    assert desk.code == 0, desk.err
    entry = next(iter(desk.journal().entries(desk.moment.date(), desk.moment.date())))
    assert (entry.kind, entry.tags, entry.answers[0].text) == (
        "note",
        ("work", "Idea"),
        "The board was quiet.\nToo quiet.",
    )
    assert "«quiet»" in desk.run("search quiet").out
    assert "board" in desk.run("list --tag idea").out


def test_an_empty_note_is_refused_and_makes_no_journal(desk: Desk) -> None:
    desk.run("note", given="  \n")
    assert desk.code == 3
    assert not desk.home.exists()


def test_at_a_terminal_without_an_editor_it_is_asked_for(desk: Desk) -> None:
    desk.answering("Written here.").run("note --on yesterday")
    assert desk.code == 0, desk.err
    assert "Written here." in desk.run("show yesterday").out
    desk.answering(Leave("half a thought")).run("note")
    assert desk.code == 130


def test_in_an_editor_what_was_saved_is_kept(desk: Desk, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import sys, pathlib\npathlib.Path(sys.argv[-1]).write_text('From the editor.')\n")
    desk.with_environ(EDITOR=f"{sys.executable} {editor}").answering().run("note")
    assert desk.code == 0, desk.err
    assert "From the editor." in desk.run("show today").out
