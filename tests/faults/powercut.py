"""A power cut at any system call: the real program is traced, and the disk rebuilt as it could look after the cut.

What was synced is kept. Of what was not, a cut keeps nothing, everything, some of it in any order, or parts of 512
bytes. Names in folders are kept in the order in which they were given, up to some point. Limits: the folders
themselves stand, and a sync of a file makes its own name durable (`journalled`, as on ext4, XFS, APFS); without
it only a sync of the folder does. The -shm file is shared memory, and never on the disk.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

CALLS = "openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink,unlinkat,rename,renameat,renameat2,link,linkat"
SECTOR = 512

Variant: TypeAlias = Literal["drop", "some", "torn", "keep"]
VARIANTS: tuple[Variant, ...] = ("drop", "some", "torn", "keep")


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that succeeded: its name, the paths it names, the bytes and the number it was given."""

    name: str
    paths: tuple[str, ...]
    data: bytes = b""
    number: int | None = None
    creates: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a program said at this moment, on its standard output."""

    line: str


def traced(
    strace: str, command: list[str], log: Path, environ: dict[str, str], given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a program under strace, which writes its calls to `log`."""
    follow = [strace, "-f", "-xx", "-s", "10000000", "-y", "-e", f"trace={CALLS}", "-o", str(log)]
    return subprocess.run(
        [*follow, *command], input=given, env=environ, capture_output=True, text=True, check=False, timeout=120
    )


def calls(log: Path, root: Path) -> Iterator[Call | Acknowledged]:
    """The calls of a trace that touch something below `root`, and what was acknowledged between them."""
    below = os.fsencode(root) + b"/"
    for line in log.read_text(errors="replace").splitlines():
        assert "unfinished" not in line, "two threads at once: the order of their calls is not known"
        found = re.match(r"\d+ +(\w+)\((.*)\) += (-?\d+)", line)
        if found is None or int(found[3]) < 0:
            continue
        name, told = found[1], found[2]
        given = [_bytes(text) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', told)]
        descriptor = re.match(r"(\d+)<((?:\\x[0-9a-f]{2}|[^>])*)>", told)
        if name in ("write", "pwrite64", "fsync", "fdatasync", "ftruncate"):
            assert descriptor is not None
            if name == "write" and descriptor[1] == "1":
                yield from (Acknowledged(said) for said in given[0].decode(errors="replace").splitlines())
                continue
            path = _bytes(descriptor[2])
            if not (path + b"/").startswith(below):
                continue
            number = int(told.rsplit(",", 1)[1]) if name in ("pwrite64", "ftruncate") else None
            yield Call(name, (os.fsdecode(path),), given[0] if given else b"", number)
        elif any(path.startswith(below) for path in given) and (name != "openat" or "O_CREAT" in told):
            paths = tuple(os.fsdecode(path) for path in given)
            yield Call(name.removesuffix("2").removesuffix("at"), paths, creates=name == "openat")


def _bytes(text: str) -> bytes:
    escaped = re.findall(r"\\x([0-9a-f]{2})", text)
    return bytes(int(pair, 16) for pair in escaped) if escaped else text.encode()


@dataclass(slots=True, eq=False)
class File:
    """The bytes of a file that are durable, and the writes that are not: (offset, bytes) or (length, None)."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    end: int = 0

    def write(self, at: int | None, data: bytes) -> None:
        place = self.end if at is None else at
        self.pending.append((place, data))
        self.end = max(self.end, place + len(data))

    def truncate(self, length: int) -> None:
        self.pending.append((length, None))
        self.end = length

    def sync(self) -> None:
        self.durable = _applied(self.durable, self.pending)
        self.pending = []

    def after_cut(self, variant: Variant, chance: random.Random) -> bytes:
        """How the file may look after a cut."""
        kept = list(self.pending)
        if variant == "drop":
            kept = []
        elif variant in ("some", "torn"):
            kept = [write for write in kept if chance.random() < 0.6]
            if variant == "torn":
                kept = [(at, _torn(data, chance)) for at, data in kept]
            chance.shuffle(kept)
        return bytes(_applied(self.durable, kept))


def _torn(data: bytes | None, chance: random.Random) -> bytes | None:
    """The first sectors of what was written, or all of it."""
    if data is None or chance.random() < 0.5:
        return data
    return data[: SECTOR * chance.randrange(len(data) // SECTOR + 1)]


def _applied(content: bytearray, writes: list[tuple[int, bytes | None]]) -> bytearray:
    after = bytearray(content)
    for at, data in writes:
        length = at if data is None else at + len(data)
        if data is None:
            del after[length:]
        if len(after) < length:
            after.extend(bytes(length - len(after)))
        if data is not None:
            after[at:length] = data
    return after


class Disk:
    """The files below a folder, as a running program sees them and as a power cut would leave them."""

    def __init__(self, root: Path, *, journalled: bool = True) -> None:
        self._root = str(root)
        self._journalled = journalled
        self._names: dict[str, File] = {}
        self._durable_names: dict[str, File] = {}
        self._renamings: list[tuple[str, File | None]] = []

    def hold_what_stands(self) -> None:
        """Take the files that stand now as durable."""
        for path in (path for path in Path(self._root).rglob("*") if path.is_file()):
            self._names[str(path)] = File(bytearray(path.read_bytes()), end=path.stat().st_size)
        self._durable_names.update(self._names)

    def carry_out(self, call: Call) -> None:
        """What a system call does to the disk."""
        path = call.paths[-1]
        match call.name:
            case "open":
                if path not in self._names:
                    self._name(path, File())
            case "write" | "pwrite64" if path in self._names:
                self._names[path].write(call.number, call.data)
            case "ftruncate" if path in self._names:
                assert call.number is not None
                self._names[path].truncate(call.number)
            case "fsync" | "fdatasync":
                if path in self._names:
                    self._names[path].sync()
                if self._journalled or path not in self._names:  # a folder
                    self._sync_names()
            case "unlink":
                self._name(path, None)
            case "rename" | "link":
                self._name(path, self._names[call.paths[0]])
                if call.name == "rename":
                    self._name(call.paths[0], None)

    def _name(self, path: str, file: File | None) -> None:
        self._renamings.append((path, file))
        _renamed(self._names, [(path, file)])

    def _sync_names(self) -> None:
        _renamed(self._durable_names, self._renamings)
        self._renamings = []

    def after_cut(self, into: Path, variant: Variant, chance: random.Random) -> None:
        """Write the files as they may look after a cut to the folder `into`."""
        names = dict(self._durable_names)
        count = len(self._renamings)
        kept = {"drop": 0, "keep": count}.get(variant, chance.randint(0, count))
        _renamed(names, self._renamings[:kept])
        for path, file in names.items():
            if not path.endswith("-shm"):
                target = into / os.path.relpath(path, self._root)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.after_cut(variant, chance))


def _renamed(names: dict[str, File], renamings: list[tuple[str, File | None]]) -> None:
    for path, file in renamings:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file
