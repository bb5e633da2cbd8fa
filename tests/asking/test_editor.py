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
    where = edit("", command=editor('printf "$1" > "$1"'), folder=tmp_path / "home")
    assert where is not None
    assert Path(where).is_relative_to(tmp_path / "home")
    assert stat.S_IMODE((tmp_path / "home" / "editing").stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize(
    ("command", "holds"),
    [
        ("vim", "noswapfile"),
        ("/usr/bin/nvim", "noswapfile"),
        ("nano -w", "--ignorercfiles"),
        ("emacs -nw", "make-backup-files"),
        ("code", "--wait"),
    ],
)
def test_known_editors_are_told_to_keep_no_copy_and_not_to_return_early(command: str, holds: str) -> None:
    assert holds in " ".join(command_line(command))


def test_an_editor_that_is_told_to_wait_already_is_not_told_twice() -> None:
    assert command_line("code --wait") == ["code", "--wait"]
