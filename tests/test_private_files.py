"""Files that others cannot read, that are never half written, and that follow no link."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflect import private_files
from reflect.errors import InputError, RefusedError
from reflect.private_files import (
    create_private,
    keep_private,
    new_file,
    private_folder,
    syncing_program,
    write_new,
)
from tests.conftest import Desk

posix = pytest.mark.skipif(os.name != "posix", reason="rights and links as POSIX has them")


@pytest.fixture(params=[0o000, 0o022, 0o277], ids=["umask 000", "umask 022", "umask 277"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@posix
@pytest.mark.usefixtures("umask")
def test_files_and_folders_are_the_owners_alone_under_any_umask(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "a" / "b" / "c")
    assert create_private(folder / "made")
    write_new(folder / "written", b"words")
    assert {rights(file) for file in folder.iterdir()} == {0o600}
    assert [rights(tmp_path / part) for part in ("a", "a/b", "a/b/c")] == [0o700] * 3


@posix
def test_a_folder_that_stood_open_is_closed_but_one_that_many_share_is_left(tmp_path: Path) -> None:
    open_one, shared = tmp_path / "open", tmp_path / "shared"
    for folder, given in ((open_one, 0o755), (shared, 0o1777)):
        folder.mkdir()
        folder.chmod(given)
        private_folder(folder)
    assert rights(open_one) == 0o700
    assert rights(shared) == 0o1777


@posix
def test_a_folder_that_holds_anything_but_reflects_own_files_is_left_open(tmp_path: Path) -> None:
    for name, closed in (("journal.db", True), ("build.sh", False)):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        folder.chmod(0o755)
        (folder / name).touch()
        (folder / "settings.toml").touch()
        private_folder(folder)
        assert rights(folder) == (0o700 if closed else 0o755)


@posix
def test_keeping_a_file_private_takes_no_right_from_its_owner(tmp_path: Path) -> None:
    for given, left in ((0o755, 0o700), (0o644, 0o600), (0o440, 0o400)):
        (tmp_path / "file").touch()
        (tmp_path / "file").chmod(given)
        keep_private(tmp_path / "file")
        assert rights(tmp_path / "file") == left
        (tmp_path / "file").unlink()


def test_a_file_that_stands_is_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("words")
    assert not create_private(tmp_path / "kept")
    assert (tmp_path / "kept").read_text() == "words"


def test_what_stands_is_replaced_only_when_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    file.write_bytes(b"old")
    with pytest.raises(RefusedError, match="exists already"):
        write_new(file, b"new")
    assert file.read_bytes() == b"old"
    write_new(file, b"new", replace=True)
    assert file.read_bytes() == b"new"
    assert [left.name for left in tmp_path.iterdir()] == ["brief.md"]


@posix
@pytest.mark.parametrize("replace", [False, True])
def test_a_link_is_refused_and_what_it_points_to_stays(tmp_path: Path, replace: bool) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    for name, target in (("link", victim), ("dangling", tmp_path / "nothing")):
        (tmp_path / name).symlink_to(target)
        with pytest.raises(RefusedError, match="is a link"):
            write_new(tmp_path / name, b"new", replace=replace)
    assert not create_private(tmp_path / "dangling")
    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "nothing").exists()


@posix
def test_a_pipe_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    """A replaced device would be gone for the whole machine: so this one is a copy, in a folder of ours."""
    places = [tmp_path / "pipe", tmp_path / "folder"]
    os.mkfifo(places[0])
    places[1].mkdir()
    with contextlib.suppress(PermissionError):  # only root may make one
        os.mknod(tmp_path / "device", 0o600 | stat.S_IFCHR, os.makedev(1, 3))
        places.append(tmp_path / "device")
    for place in places:
        kind = stat.S_IFMT(place.stat().st_mode)
        with pytest.raises(RefusedError):
            write_new(place, b"new", replace=True)
        assert stat.S_IFMT(place.stat().st_mode) == kind


def test_a_link_that_appears_while_it_is_written_is_refused_too(tmp_path: Path) -> None:
    victim, place = tmp_path / "victim", tmp_path / "brief.md"
    victim.write_bytes(b"precious")

    def write() -> None:
        with new_file(place, replace=True) as descriptor:
            os.write(descriptor, b"new")
            place.symlink_to(victim)

    with pytest.raises(RefusedError, match="is a link"):
        write()
    assert victim.read_bytes() == b"precious"


def test_a_file_that_somebody_made_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    place = tmp_path / "brief.md"

    def write() -> None:
        with new_file(place) as descriptor:
            os.write(descriptor, b"new")
            place.write_bytes(b"theirs")

    with pytest.raises(RefusedError):
        write()
    assert place.read_bytes() == b"theirs"
    assert [left.name for left in tmp_path.iterdir()] == ["brief.md"]


def test_a_file_that_somebody_makes_at_the_last_moment_is_not_replaced_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last look and the putting in place there is a moment that no look can close."""
    monkeypatch.setattr(private_files, "refuse_place", lambda path, *, replace: None)
    (tmp_path / "brief.md").write_bytes(b"theirs")
    with pytest.raises(RefusedError):
        write_new(tmp_path / "brief.md", b"new")
    assert (tmp_path / "brief.md").read_bytes() == b"theirs"


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def write() -> None:
        with new_file(tmp_path / "brief.md") as descriptor:
            os.write(descriptor, b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from reflect.private_files import new_file
with new_file(Path(sys.argv[1]), replace=True) as descriptor:
    os.write(descriptor, b"half")
    os.kill(os.getpid(), 9)
"""


@posix
@pytest.mark.parametrize("stood", [False, True])
def test_a_kill_in_the_middle_leaves_what_stood_under_the_name(tmp_path: Path, stood: bool) -> None:
    file = tmp_path / "brief.md"
    if stood:
        file.write_bytes(b"old")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (file.read_bytes() == b"old") if stood else not file.exists()
    assert {rights(left) for left in tmp_path.iterdir() if left != file} <= {0o600}


@posix
def test_what_a_kill_left_is_swept_at_the_next_write_in_its_folder_and_nothing_else_is(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "brief.md")], check=False)
    left = next(tmp_path.iterdir())
    dead = left.name.split(".")[-2]
    kept = (f".brief.md.{dead}.part", f".brief.md.{os.getpid()}.reflect-part", f"brief.md.{dead}.reflect-part")
    for name in kept:
        (tmp_path / name).write_bytes(b"not ours, or not dead")
    write_new(tmp_path / "other.md", b"words")
    assert left.exists()  # it may be younger than a restart of the machine
    for file in tmp_path.iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000))
    (tmp_path / f".link.{dead}.reflect-part").symlink_to(tmp_path / "other.md")
    write_new(tmp_path / "third.md", b"words")
    assert {file.name for file in tmp_path.iterdir()} == {
        "other.md",
        "third.md",
        f".link.{dead}.reflect-part",
        *kept,
    }


@pytest.mark.parametrize("place", ["no/such/folder/brief.md", "a file/brief.md"])
def test_a_place_where_nothing_can_be_written_is_named(desk: Desk, tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        write_new(tmp_path / place, b"new")
    desk.run("people add Ana")
    desk.run(["review", "-o", str(tmp_path / place)])
    assert desk.code == 3
    assert str(tmp_path / place) in desk.err


@posix
def test_an_export_to_a_link_is_refused_with_exit_code_6(desk: Desk, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / "out").symlink_to(victim)
    desk.run("people add Ana")
    for force in ([], ["--force"]):
        desk.run(["review", "-o", str(tmp_path / "out"), *force])
        assert desk.code == 6
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("place", "program"),
    [
        ("Dropbox/journal.db", "Dropbox"),
        ("OneDrive - Acme/reflect/journal.db", "OneDrive - Acme"),
        ("Library/Mobile Documents/journal.db", "Mobile Documents"),
        ("documents/journal.db", None),
    ],
)
def test_folders_that_a_tool_copies_elsewhere_are_known_by_name(place: str, program: str | None) -> None:
    assert syncing_program(Path("/home/ana") / place) == program


def test_a_folder_that_is_copied_in_the_background_is_known_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert syncing_program(tmp_path / "deep" / "journal.db") == "Syncthing"
