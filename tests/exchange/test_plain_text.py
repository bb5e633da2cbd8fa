"""Where in a file a byte stands that is no text: its line and its byte, however the file is read."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.errors import InputError
from reflect.exchange import plain_text
from reflect.exchange.plain_text import text_lines, text_pieces

WORDS = st.lists(st.sampled_from(["a", "ä", "\n", "word ", "☃", "🎈"]), max_size=20).map("".join)


def place_told(data: bytes, size: int) -> tuple[int, int]:
    """The line and byte of the complaint about a file that is read in pieces of so many bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_text, "_PIECE", size)
        with pytest.raises(InputError, match=r"^x, line \d+, byte \d+") as refused:
            list(text_pieces(io.BytesIO(data), "x"))
    found = re.match(r"x, line (\d+), byte (\d+)", refused.value.message)
    assert found is not None
    return int(found[1]), int(found[2])


@given(before=WORDS, wrong=st.sampled_from([b"\0", b"\xe4", b"\xff"]), after=WORDS, size=st.integers(1, 40))
def test_the_place_is_the_same_however_large_the_pieces_are(
    before: str, wrong: bytes, after: str, size: int
) -> None:
    head = b"12" + before.encode()  # two signs, so that it is not taken for UTF-16
    last_line = head.rpartition(b"\n")[2]
    data = head + wrong + after.encode()
    assert place_told(data, size) == (head.count(b"\n") + 1, len(last_line) + 1)


@given(text=WORDS, size=st.integers(1, 40))
def test_pieces_give_the_whole_text(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_text, "_PIECE", size)
        assert "".join(text_pieces(io.BytesIO(text.encode()), "x")) == text


@given(lines=st.lists(st.text(st.sampled_from("aä☃"), max_size=5), max_size=6))
def test_lines_are_numbered_from_one_and_end_with_either_line_end(lines: list[str]) -> None:
    for end in ("\n", "\r\n"):
        data = "".join(f"{line}{end}" for line in lines).encode()
        assert list(text_lines(io.BytesIO(data), "x")) == list(enumerate(lines, 1))
