"""The interview on a real terminal: a pty, with pyte for the screen that a person would see."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

ESCAPE = "\x1b"


class Seat:
    """Somebody at a terminal, in the middle of the small sitting."""

    def __init__(self, told: Path, columns: int, rows: int, **environ: str) -> None:
        self.told_file = told
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.written = ""
        kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
        env = {**kept, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **environ}
        self.process = pexpect.spawn(
            sys.executable,
            [str(Path(__file__).with_name("sitting.py")), str(told)],
            dimensions=(rows, columns),
            env=env,
            encoding="utf-8",
            codec_errors="replace",
        )
        self.process.delaybeforesend = None

    def sees(self, words: str, *, within: float = 8) -> str:
        """Wait until the words stand on the screen, then give the whole of it."""
        self._until(lambda: words in self.page, within, f"{words!r} is not on the screen:")
        return self.page

    def sees_no_more(self, words: str, *, within: float = 8) -> str:
        self._until(lambda: words not in self.page, within, f"{words!r} is still on the screen:")
        return self.page

    @property
    def page(self) -> str:
        """What is on the screen; pyte puts an empty cell after each wide character."""
        rows = (
            "".join(self.screen.buffer[y][x].data for x in range(self.screen.columns))
            for y in range(self.screen.lines)
        )
        return "\n".join(row.rstrip() for row in rows).rstrip()

    @property
    def told(self) -> list[list[Any]]:
        return [json.loads(line) for line in self.told_file.read_text(encoding="utf-8").splitlines()]

    def types(self, keys: str) -> None:
        self.process.send(keys)

    def resizes(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def ends(self) -> list[list[Any]]:
        """Wait for the end of the process, and give what was handed over."""
        self._until(lambda: not self.process.isalive(), 8, "The sitting goes on:")
        self._read()
        return self.told

    def _until(self, true: Callable[[], bool], within: float, otherwise: str) -> None:
        end = time.monotonic() + within
        while not true():
            assert time.monotonic() < end, f"{otherwise}\n{self.page}"
            self._read()

    def _read(self) -> None:
        try:
            text = self.process.read_nonblocking(65536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.written += text
        self._stream.feed(text)


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Callable[..., Seat]]:
    seats: list[Seat] = []

    def begin(columns: int = 80, rows: int = 24, **environ: str) -> Seat:
        seats.append(Seat(tmp_path / "told", columns, rows, **environ))
        return seats[-1]

    yield begin
    for seat in seats:
        seat.process.close(force=True)


def test_a_sitting_by_keypress_reads_like_a_page(sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("Also today:")
    seat.types("403")
    assert "4 mostly" in seat.sees("3 mixed")
    seat.types("gg")
    seat.sees("[g]ain ×2")
    seat.types("\r")
    seat.sees("2 of 2")
    seat.types("I told them on Monday.\r")
    seat.sees("What was it?")
    seat.types("2")
    told = seat.ends()
    assert told[:5] == [
        ["rated", "C1", 4],
        ["rated", "C2", 0],
        ["rated", "C3", 3],
        ["tally", ["gain"]],
        ["tally", ["gain", "gain"]],
    ]
    assert told[-1] == ["left", "next", ""]
    assert seat.page.splitlines() == [
        "Tuesday 30 September",
        "  How far?",
        "  › C1 4 mostly · C2 no occasion · C3 3 mixed",
        "    Also today: gain ×2",
        "",
        "  When did you last act on it, although it would have been easier not to do so…",
        "  › I told them on Monday.",
        "",
        "  What was it?  › a small act of trust",
        "",
        "Kept.",
    ]


def test_the_terminal_is_never_asked_where_its_cursor_is(sit: Callable[..., Seat]) -> None:
    """Its reply would land in the shell when the sitting ends first."""
    seat = sit()
    seat.sees("Also today:")
    seat.types("\x03")
    seat.ends()
    assert f"{ESCAPE}[6n" not in seat.written


def test_going_back_takes_the_answer_off_the_page(sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("Also today:")
    seat.types("444\r")
    seat.sees("2 of 2")
    seat.types(f"half{ESCAPE}[Z")
    assert seat.ends()[-1] == ["left", "back", "half"]
    assert seat.page.splitlines() == ["Tuesday 30 September", "Kept."]


def test_half_typed_words_are_kept_by_ctrl_c(sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("Also today:")
    seat.types("444\r")
    seat.sees("2 of 2")
    seat.types("I waited too")
    seat.sees("too")
    seat.types("\x03")
    told = seat.ends()
    assert told[-2:] == [["draft", "I waited too"], ["left", "leave", "I waited too"]]
    assert "› I waited too" in seat.page
    assert "Ctrl" not in seat.page
    assert "^C" not in seat.page


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_half_typed_words_outlive_a_closed_terminal_and_a_kill(sit: Callable[..., Seat], number: int) -> None:
    seat = sit()
    seat.sees("Also today:")
    seat.types("444\r")
    seat.sees("2 of 2")
    seat.types("I waited too")
    seat.sees("too")
    os.kill(seat.process.pid, number)
    assert seat.ends()[-2:] == [["draft", "I waited too"], ["left", "leave", "I waited too"]]


def test_a_terminal_that_vanishes_leaves_quietly_with_all_that_was_typed(sit: Callable[..., Seat]) -> None:
    """The other end of the pty is closed: reads end, writes fail."""
    seat = sit()
    seat.sees("Also today:")
    seat.types("444\r")
    seat.sees("2 of 2")
    seat.types("I waited too")
    seat.sees("too")
    seat.process.ptyproc.fileobj.close()
    end = time.monotonic() + 8
    while seat.told[-1][0] != "left" and time.monotonic() < end:
        time.sleep(0.05)
    assert seat.told[-2:] == [["draft", "I waited too"], ["left", "leave", "I waited too"]]


def test_kill_minus_nine_costs_at_most_a_third_of_a_second_of_typing(sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("Also today:")
    seat.types("444\r")
    seat.sees("2 of 2")
    sent: list[tuple[float, str]] = []
    for letter in "the quick brown fox jumps over the lazy dog, and then it waits":
        seat.types(letter)
        sent.append((time.monotonic(), letter))
        time.sleep(0.02)
    killed = time.monotonic()
    os.kill(seat.process.pid, signal.SIGKILL)
    must_be_kept = "".join(letter for at, letter in sent if at < killed - 0.4)  # 0.1 s for a slow machine
    assert len(must_be_kept) > 20
    assert seat.ends()[-1][1].startswith(must_be_kept)


def test_a_narrower_terminal_still_shows_the_whole_question(sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("Also today:")
    seat.types("444\r")
    seat.sees("2 of 2")
    seat.types("I told them on Monday, before they asked me")
    seat.sees("asked me")
    seat.resizes(40, 15)
    page = seat.sees("before they\n    asked me")
    assert "  2 of 2  When did you last act on it," in page
    assert "  although it would have been easier" in page
    assert "  not to do so at all?" in page
    assert all(len(line) <= 40 for line in page.splitlines())


@pytest.mark.parametrize(("columns", "rows"), [(40, 15), (80, 24), (200, 50)])
def test_the_grid_stands_whole_on_every_usual_screen(sit: Callable[..., Seat], columns: int, rows: int) -> None:
    seat = sit(columns, rows)
    page = seat.sees("[n]one")
    assert all(
        words in page
        for words in ("How far?", "5 fully", "0 no occasion", "▸ C1", "C2  我们先", "  C3", "^C leave")
    )
    seat.types("5")
    page = seat.sees("▸ C2")
    assert ("5 fully" if columns > 40 else "…  5") in next(line for line in page.splitlines() if "  C1  " in line)


def test_the_ratings_of_wide_and_narrow_rows_stand_in_one_column(sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("[n]one")
    seat.types("44")
    seat.sees("▸ C3")
    starts = []
    for y in range(seat.screen.lines):
        cells = [seat.screen.buffer[y][x].data for x in range(seat.screen.columns)]
        if "4" in cells and "C" in cells[:6]:
            starts.append(cells.index("4"))
    assert len(starts) == 2
    assert len(set(starts)) == 1


def test_without_colour_every_mark_is_still_a_character(sit: Callable[..., Seat]) -> None:
    seat = sit(NO_COLOR="1")
    seat.sees("[n]one")
    seat.types(f"4{ESCAPE}c")
    page = seat.sees("✓ for my coach")
    assert "▸ C2" in page
    assert "4 mostly" in page
    colours = {(cell.fg, cell.bg) for row in seat.screen.buffer.values() for cell in row.values()}
    assert colours == {("default", "default")}


def test_an_ascii_terminal_gets_ascii_marks(sit: Callable[..., Seat]) -> None:
    seat = sit(PYTHONIOENCODING="ascii:replace")
    page = seat.sees("[n]one")
    assert page.isascii()
    assert "> C1" in page


def test_f1_shows_and_hides_where_a_question_comes_from(sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("Also today:")
    seat.types("444\r")
    seat.sees("2 of 2")
    seat.types(f"{ESCAPE}OP")
    seat.sees("the article")
    seat.types(f"{ESCAPE}?")
    seat.sees_no_more("the article")


def test_standard_output_stays_free(tmp_path: Path) -> None:
    """`reflect export --coach > brief.md` can ask, and the file holds no question."""
    out = tmp_path / "out"
    told = tmp_path / "told"
    sitting = Path(__file__).with_name("sitting.py")
    process = pexpect.spawn(
        "/bin/sh", ["-c", f'exec "$0" "$1" "$2" > "{out}"', sys.executable, str(sitting), str(told)]
    )
    process.expect("Also today:")
    process.send("\x03")
    process.expect(pexpect.EOF)
    process.close()
    assert out.read_bytes() == b""
    assert told.read_text(encoding="utf-8") == '["left", "leave", ""]\n'
