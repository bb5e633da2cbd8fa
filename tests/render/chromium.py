"""Headless Chromium with every way out blocked by a proxy that only writes down who asked for what."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import threading
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import sockets

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAM = next((found for name in NAMES if (found := shutil.which(name))), None)
needs_chromium = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-default-apps", "--disable-extensions", "--hide-scrollbars",
    "--enable-logging=stderr", "--proxy-bypass-list=<-loopback>",
)  # fmt: skip
ITS_OWN = re.compile(r"(google|googleapis|gvt1|gstatic|chromium)\.(com|org)\b")
"""Whom the browser itself asks, for the time and for updates, whatever page it shows."""
PATIENCE = 60


@dataclass
class Refusing:
    """A proxy that refuses everything, and remembers the first line of each request."""

    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Refusing:
        self._socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.close()
        sockets.clear()  # those of this proxy, which nobody but the browser asked

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                try:
                    self.asked.append(connection.recv(4096).split(b"\r\n")[0].decode("latin-1"))
                    connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                except OSError:
                    continue


@dataclass(frozen=True)
class Seen:
    """What a page did: the document that came of it, the console's lines, the requests that it tried to send."""

    document: str
    console: list[str]
    asked: list[str]


def seen(page: Path, folder: Path) -> Seen:
    """Open a page and let it come to rest."""
    with Refusing() as proxy:
        ended = _run(page, folder, "--dump-dom", "--virtual-time-budget=3000", f"--proxy-server={proxy.address}")
        asked = [line for line in proxy.asked if not ITS_OWN.search(line)]
    console = re.findall(r"CONSOLE[^\]]*\] (.*)", ended.stderr)
    return Seen(ended.stdout, console, asked)


def printed(page: Path, folder: Path) -> int:
    """Of how many pages the print is."""
    file = folder / "print.pdf"
    _run(page, folder, "--no-pdf-header-footer", f"--print-to-pdf={file}")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes()))


def corner(page: Path, folder: Path, *, dark: bool) -> tuple[int, int, int]:
    """The colour of the paper: the first pixel of a screenshot."""
    file = folder / "screen.png"
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    _run(page, folder, f"--screenshot={file}", "--window-size=800,600", scheme)
    data = file.read_bytes()
    parts, at = b"", 8
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        parts += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    red, green, blue = zlib.decompressobj().decompress(parts)[1:4]  # no filter changes the very first pixel
    return red, green, blue


def _run(page: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    assert PROGRAM is not None
    own = [f"--user-data-dir={folder / 'profile'}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        own.append("--no-sandbox")  # its sandbox does not start for root
    command = [PROGRAM, *QUIET, *own, *options, page.as_uri()]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended
