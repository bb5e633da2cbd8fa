"""What must not come in: hostile files are refused in a sentence, whatever their format."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect.errors import InputError, NotFoundError
from reflect.exchange import READERS, reader, writer
from reflect.exchange.read_jsonl import records_in
from reflect.model import Entry
from tests.exchange.samples import reading_of

HOSTILE: dict[str, tuple[bytes, str]] = {
    "utf-16": ("2025-09-30 ä".encode("utf-16"), "line 1, byte 1 (0xFF): the file is UTF-16, not UTF-8"),
    "utf-16-le": ("2025-09-30 ä".encode("utf-16-le"), "the file is UTF-16, not UTF-8"),
    "latin-1": (b"\n\nabc \xe4 x", "line 3, byte 5 (0xE4): this is not UTF-8, but perhaps Latin-1"),
    "windows": (b"\nab \x93x", "line 2, byte 4 (0x93): this is not UTF-8, but perhaps Windows-1252"),
    "cut": (b'{"entries": [{"text": "\xf0\x9f', "(0xF0): this is not UTF-8"),
    "nul": (b"\nab\0c", "line 2, byte 3: a NUL byte stands here"),
    "long line": (b'{"x": "' + b"x" * 5_000_000, "MB"),
    "nested": (b'{"a":' * 10_000, "too deeply"),
    "large": (b"x" * 999 + b"\n", "is larger than 64 MB"),
}
MEANT = {
    "nested": ("jsonl", "dayone", "jrnl"),
    "large": ("dayone", "jrnl", "markdown", "csv", "daylio"),
    "cut": ("dayone", "jsonl", "markdown"),
}
CASES = [(what, format_) for what in HOSTILE for format_ in MEANT.get(what, tuple(READERS))]


@pytest.mark.parametrize(("what", "format_"), CASES)
def test_what_is_hostile_is_refused_in_a_sentence_with_nothing_imported(
    what: str, format_: str, tmp_path: Path
) -> None:
    content, sentence = HOSTILE[what]
    if content[:1] == b"\n" and format_ in ("csv", "daylio"):
        content = b"date,note" + content
    path = tmp_path / "2025-09-30.txt"
    with path.open("wb") as file:
        file.write(content)
        if what == "large":
            file.truncate(64_000_001)  # a file with a hole: large, and no room taken
    with pytest.raises(InputError) as refused:
        list(reader(format_)(reading_of(str(path), format_)))
    assert sentence in refused.value.message
    assert "2025-09-30.txt" in refused.value.message


@pytest.mark.parametrize("format_", READERS)
def test_a_file_that_is_not_there_is_named(format_: str, tmp_path: Path) -> None:
    for path in (str(tmp_path / "nowhere"), str(tmp_path / ("x" * 300)), "a\0b"):
        with pytest.raises(NotFoundError, match="There is no file"):
            list(reader(format_)(reading_of(path, format_)))


BEGINNINGS = {
    "jsonl": ['{"record":"entry","kind":"note","day":"2025-09-30","answers":[{"prompt":"note","text":"', "{", ""],
    "jrnl": [
        "[2025-09-30 18:05] ",
        "[03/04/2025] ",
        '{"entries":[{"date":"2025-09-30","title":"',
        '{"entries":[',
        "",
    ],
    "dayone": [
        '{"entries":[{"creationDate":"2025-09-30T10:00:00Z","timeZone":"',
        '{"entries":[{"text":',
        "PK\3\4",
        "",
    ],
    "markdown": ["---\ntags: ", "# 2025-09-30 ", "## 18:05\n", "---\nreflect: 1\n---\n# 2025-09-30\n## ", ""],
    "csv": ["date,mood,note\n2025-09-30,4,", "date,mood,note\n", "date,mood,note\n0", ""],
    "daylio": [
        "full_date,date,time,mood,activities,note\n2025-09-30,x,18:05,rad,",
        "date,time,mood,activities,note\n",
        "",
    ],
}


@pytest.mark.parametrize("format_", READERS)
@given(data=st.data())
@settings(deadline=None, max_examples=150)
def test_whatever_a_file_holds_a_reader_gives_entries_or_a_sentence(
    format_: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing but InputError comes out, and every entry can be written as JSON Lines."""
    begun = data.draw(st.sampled_from(BEGINNINGS[format_])).encode()
    signs = st.text(st.sampled_from("0123456789-/.:,;\"'[]{}#*@\\ \n\r\t=+abTZé🧭\u2028"), max_size=80)
    more = data.draw(
        st.one_of(signs, st.text(max_size=80)).map(lambda text: text.encode("utf-8", "replace")) | st.binary()
    )
    path = tmp_path_factory.mktemp("fuzz") / data.draw(st.sampled_from(["2025-09-30.md", "x.md", "31-12-2025.md"]))
    path.write_bytes(begun + more)
    reading = reading_of(str(path), format_)
    reading.timeformats = data.draw(st.sampled_from([(), ("%d/%m/%Y",)]))
    if format_ in ("csv", "markdown"):
        reading.scales = {"mood": "mine/mood"}
    try:
        found = [record for _, record in reader(format_)(reading)]
    except InputError:
        return
    whole = [named(record, number) if isinstance(record, Entry) else record for number, record in enumerate(found)]
    file = b"".join(writer("jsonl")(whole))
    assert [record for _, record in records_in(io.BytesIO(file), "x")] == whole


def named(entry: Entry, number: int) -> Entry:
    """The entry with ids, as a journal gives them."""
    answers = tuple(replace(answer, id=f"{number}.{place}") for place, answer in enumerate(entry.answers))
    return replace(entry, id=str(number), answers=answers)


def test_bombs_are_refused_in_little_time_and_memory(tmp_path: Path) -> None:
    """In a process of its own that may take half a gigabyte of addresses."""
    import zipfile

    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("Journal.json", "w") as member:
        for _ in range(1000):
            member.write(b" " * 1_000_000)
    many = tmp_path / "many.json"
    many.write_bytes(b'{"entries": [' + b"{}," * 20_000_000)
    for path in (bomb, many):
        command = [
            sys.executable,
            "-m",
            "reflect",
            "--home",
            str(tmp_path / "home"),
            "import",
            "dayone",
            str(path),
        ]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (512_000_000, 512_000_000)),
        )
        assert done.returncode == 3, done.stderr
        assert done.stderr.startswith(f"reflect: {path.name}")
