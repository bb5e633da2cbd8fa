"""Packs that were made to do harm are refused with a sentence, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reflect.errors import InputError
from reflect.packs import check_pack, read_pack
from tests.packs.texts import PLAIN, complaint, pack_file


@pytest.mark.parametrize("code", [0x00, 0x07, 0x1B, 0x7F, 0x9B, 0x202E, 0x2066, 0x2028, 0xE0041])
def test_a_control_character_is_refused_by_its_code_point_and_never_shown(tmp_path: Path, code: int) -> None:
    message = complaint(tmp_path, PLAIN.replace("What was", f"What {chr(code)}was"))
    assert message == f"mine.toml, line 6: holds the control character U+{code:04X}; take it out."


@pytest.mark.parametrize("where", ["[prompts.{}]", "{} = 1", "[labels]\n{} = 1", "[prompts.one.{}]"])
def test_no_name_out_of_a_pack_reaches_the_terminal_raw(tmp_path: Path, where: str) -> None:
    name = r'"\u001b]0;owned\u0007\n\u202e"'
    sentences = check_pack(pack_file(tmp_path, PLAIN + where.format(name) + "\n"))
    assert sentences
    assert all(sentence.isprintable() for sentence in sentences)


def test_a_file_that_is_not_utf8_is_refused_with_the_byte(tmp_path: Path) -> None:
    message = complaint(tmp_path, b'[pack]\ntitle = "caf\xe9"\n')
    assert message.startswith("mine.toml, line 2, byte 20 (0xE9): the file is not UTF-8")


def test_a_file_over_1_mb_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack_file(tmp_path, PLAIN.replace("What", "x" * 10_000_000))
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(InputError, match=r"at most 1 MB; this file has 10,000,\d\d\d bytes"):
        read_pack(path)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 300_000,
        "a = " + "{a=" * 200_000,
        "a." * 200_000 + "b = 1",
        "[" + "a." * 200_000 + "b]",
        "x = {" + "a." * 200_000 + "b = 1}",
        '"a"."b".' * 50_000 + "c = 1",
        "a = " + "[" * 400 + "]" * 400,
        "[prompts.a.b.c.d.e.f]\n",
        "[prompts.one.two]\nasked = 1\n",
        "[labels.a.b]\nc = 1\n",
        "".join(f"[prompts.p{i}]\nx = 1\n" for i in range(20_000)),
        "[prompts.one]\nthen = [" + '"txt",' * 100_000 + "]\n",
        '[prompts.one]\nasked = "' + "<a>" * 300_000 + '"\n',
        '"' * 900_000,
    ],
    ids=lambda text: text[:24],
)
def test_a_pack_made_to_crash_or_hang_is_refused_soon(tmp_path: Path, text: str) -> None:
    began = time.process_time()
    assert complaint(tmp_path, text)
    assert check_pack(tmp_path / "mine.toml")
    assert time.process_time() - began < 10  # a refusal takes about half a second at worst; a hang, minutes
