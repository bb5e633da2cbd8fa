from __future__ import annotations

import os
import shlex
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reflect.asking.editor import command_line, edit, left_behind, remove
from reflect.errors import InputError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the editors here are shell scripts")


def editor(script: str) -> str:
    """An editor that is a line of shell; $1 is the file."""
    return f"sh -c {shlex.quote(script)} --"


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "memory"
    place.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    return place


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_she_saved_comes_back(memory: Path, tmp_path: Path) -> None:
    assert edit("before", command=editor('printf " after\n\n" >> "$1"'), folder=tmp_path) == "before after"


def test_an_editor_that_replaces_its_file_is_read_too(memory: Path, tmp_path: Path) -> None:
    replace = editor('printf new > "$1.x" && mv "$1.x" "$1"')
    assert edit("old", command=replace, folder=tmp_path) == "new"


def test_a_text_left_as_it_was_is_no_answer(memory: Path, tmp_path: Path) -> None:
    assert edit("as it was", command="true", folder=tmp_path) is None


def test_only_she_can_read_the_file_and_its_folder_while_the_editor_runs(memory: Path, tmp_path: Path) -> None:
    modes = edit("", command=editor('stat -c %a "$1" "$(dirname "$1")" > "$1.x"; mv "$1.x" "$1"'), folder=tmp_path)
    assert modes == "600\n700"


def test_nothing_stays_behind_when_the_editor_ends(memory: Path, tmp_path: Path) -> None:
    edit("text", command=editor('echo more >> "$1"; echo swap > "$1.swp"'), folder=tmp_path)
    assert files_under(tmp_path) == []
    assert left_behind(tmp_path) == []


def test_where_no_memory_is_the_folder_given_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reflect.asking.editor._in_memory", lambda folder: None)
    where = edit("", command=editor('printf "$1" > "$1"'), folder=tmp_path)
    assert where is not None
    assert tmp_path in Path(where).parents


@pytest.mark.parametrize(
    ("command", "says"),
    [("no-such-editor", "could not be started"), ("false", "ended with an error"), ("", "No editor is set")],
)
def test_an_editor_that_fails_is_said_in_one_sentence(
    memory: Path, tmp_path: Path, command: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        edit("text", command=command, folder=tmp_path)
    assert files_under(tmp_path) == []


def test_what_was_saved_before_an_editor_died_is_found_again(memory: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ended with an error"):
        edit("text", command=editor('echo more >> "$1"; kill -9 $$'), folder=tmp_path)
    assert len(files_under(memory)) == 1


def test_the_file_of_a_killed_session_is_offered_and_that_of_a_running_one_is_not(
    memory: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from reflect.asking.editor import edit;"
        "edit('half written', command=sys.argv[2], folder=Path(sys.argv[1]))"
    )
    session = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path), editor("sleep 60")], start_new_session=True
    )
    until = time.monotonic() + 10
    while not files_under(memory) and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.1)
    assert left_behind(tmp_path) == []
    os.killpg(session.pid, signal.SIGKILL)
    session.wait()
    (found,) = left_behind(tmp_path)
    assert found.read_text() == "half written"
    remove(found)
    assert left_behind(tmp_path) == []


def test_a_folder_that_somebody_else_may_enter_is_not_trusted(memory: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (memory / f"reflect-{os.getuid()}").symlink_to(elsewhere)
    elsewhere.chmod(0o755)
    where = edit("", command=editor('printf "$1" > "$1"'), folder=tmp_path / "home")
    assert where is not None
    assert Path(where).is_relative_to(tmp_path / "home")
    assert stat.S_IMODE((tmp_path / "home" / "editing").stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755, "whatever a link of somebody's leads to is left alone"
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "holds"),
    [
        *(
            (name, "noswapfile")
            for name in (
                "vim",
                "/usr/bin/nvim",
                "gvim -f",
                "vimdiff",
                "rvim",
                "evim",
                "gview",
                "vim.basic",
                "vimx",
                "vim.gtk3",
            )
        ),
        ("nano -w", "--ignorercfiles"),
        ("emacs -nw", "make-backup-files"),
        ("code", "--wait"),
    ],
)
def test_known_editors_are_told_to_keep_no_copy_and_not_to_return_early(command: str, holds: str) -> None:
    assert holds in " ".join(command_line(command))


@pytest.mark.parametrize("command", ["vis", "vile", "vifm", "viper", "vi-mode", "nvim-qt", "micro", "vimpager"])
def test_an_editor_whose_name_begins_as_that_of_vim_gets_none_of_its_options(command: str) -> None:
    assert command_line(command) == [command]


@pytest.mark.parametrize("name", ["vi", "view"])
@pytest.mark.parametrize(
    ("says", "is_vim"), [("VIM - Vi IMproved 9.1", True), ("Version (1.81.6-2013-11-20) The CSRG", False)]
)
def test_an_old_name_gets_the_options_of_vim_only_where_it_is_vim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str, is_vim: bool
) -> None:
    (tmp_path / name).write_text(f"#!/bin/sh\necho '{says}'\n")
    (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert ("noswapfile" in " ".join(command_line(name))) is is_vim
    (tmp_path / name).unlink()
    (tmp_path / "vim.tiny").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "vim.tiny").chmod(0o755)
    (tmp_path / name).symlink_to(tmp_path / "vim.tiny")
    assert "noswapfile" in " ".join(command_line(name))


def test_a_command_with_an_open_quote_is_said_and_no_text_is_lost(memory: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a quote that is not closed"):
        edit("text", command='vim "+set tw=80', folder=tmp_path)
    assert files_under(tmp_path) == []


def test_an_editor_that_is_told_to_wait_already_is_not_told_twice() -> None:
    assert command_line("code --wait") == ["code", "--wait"]
