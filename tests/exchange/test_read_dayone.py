"""Day One's JSON and zip: days by the clock where they were written, photos counted, nothing harmful unpacked."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reflect.errors import InputError
from reflect.exchange.document import LARGEST_ENTRY
from tests.exchange.samples import DAYONE, read, read_with, shown, text_of, told, zipped


def test_an_entry_has_the_day_of_its_own_zone(tmp_path: Path) -> None:
    first, second = read("dayone", tmp_path / "Journal.json", json.dumps(DAYONE))
    assert shown(first) == ("2025-10-01", "2025-09-30T22:30:00Z")
    assert text_of(first) == "# Late\n\nWritten after midnight."
    assert first.tags == ("work", "starred")
    assert shown(second) == ("2025-10-02", "2025-10-02T10:00:00Z")


def test_an_entry_without_text_comes_in_as_its_day_and_is_told_with_the_photos(tmp_path: Path) -> None:
    reading = told("dayone", tmp_path / "Journal.json", json.dumps(DAYONE))
    assert read_with("dayone", reading)[1].answers == ()
    assert {what.partition(",")[0]: one.number for what, one in reading.told.items()} == {
        "Photos and other media": 2,
        "Entries without text": 1,
    }


def test_an_unknown_zone_is_told_and_one_escaped_twice_is_read(tmp_path: Path) -> None:
    entries = [
        {"creationDate": "2025-09-30T23:30:00Z", "timeZone": zone, "text": "x"}
        for zone in ("Etc\\/GMT-2", "Mars/Base", "../../etc/passwd", None)
    ]
    reading = told("dayone", tmp_path / "Journal.json", json.dumps({"entries": entries}))
    assert [entry.day.isoformat() for entry in read_with("dayone", reading)] == [
        "2025-10-01", "2025-09-30", "2025-09-30", "2025-09-30",
    ]  # fmt: skip
    assert [one.number for one in reading.told.values()] == [3]


def test_the_zip_gives_what_the_json_in_it_gives(tmp_path: Path) -> None:
    document = json.dumps(DAYONE)
    path = zipped(tmp_path / "export.zip", {"Journal.json": document, "photos/A.jpeg": b"\xff\xd8" * 500})
    assert read("dayone", path) == read("dayone", tmp_path / "Journal.json", document)


def test_a_document_is_read_whatever_its_lines_and_the_order_of_its_keys(tmp_path: Path) -> None:
    """Also where a piece of the file ends inside an entry, a sign or a number."""
    entries = [
        {"creationDate": "2025-09-30T10:00:00Z", "timeZone": "UTC", "text": f"{n} ä🧭 " + "x" * (n * 997 % 5000)}
        for n in range(200)
    ]
    document = {"entries": entries, "count": 123456789, "metadata": {"version": "1.0"}}
    for text in (json.dumps(document, ensure_ascii=False), json.dumps(document, indent=4)):
        found = read("dayone", tmp_path / "Journal.json", text)
        assert [text_of(entry) for entry in found] == [entry["text"].rstrip() for entry in entries]


WRONG: list[tuple[str, str]] = [
    ("{}", 'there is no list "entries" in it.'),
    ("[]", "line 1: not JSON ('[' stands where '{' belongs)."),
    ('{"entries": [\n{"text": "x"}]}', "line 2: creationDate is missing."),
    ('{"entries": [{"creationDate": "2025-09-30", "text": "x"}]}', "creationDate is '2025-09-30', not a moment"),
    ('{"entries": [{"creationDate": "0001-01-01T00:00:00Z"}]}', "creationDate is '0001-01-01T00:00:00Z', not a"),
    ('{"entries": [{"creationDate": "2025-09-30T10:00:00Z", "text": 7}]}', "line 1: text is no text."),
    ('{"entries": [{"creationDate": "2025-09-30T10:00:00Z", "tags": 7}]}', "line 1: tags is no list of texts."),
    ('{"entries": [\n\n{"text": }]}', "line 3: not JSON (expecting value)."),
    ('{"entries": [{"text": "x"', "line 1: not JSON"),
    ('{"entries": {"a": 1}}', "line 1: not JSON ('{' stands where '[' belongs)."),
    ('{"entries": []} x', "line 1: not JSON (the document has ended, and more follows)."),
    ('{"entries": [], "entries": []}', '"entries" stands twice.'),
    ('{"a": {"b": 1, "b": 2}}', "the key 'b' stands twice in one object."),
    ('{"a": NaN}', "NaN is no number that JSON knows."),
    ('{"a": ' + "9" * 5000 + "}", "a number has too many digits."),
    ('{"a": ' + "[" * 10_000 + "]" * 10_000 + "}", "lists or objects stand in each other too deeply."),
    ('{"a": ' + "[" * 100 + "]" * 100 + "}", "lists or objects stand in each other too deeply."),
    ('{"entries": [' + '{"a":' * 10_000, "lists or objects stand in each other too deeply."),
    ('{"a": "' + "x" * (LARGEST_ENTRY + 100_000), "what begins here is longer than 4 MB, or never ends."),
]  # fmt: skip


@pytest.mark.parametrize(("document", "sentence"), WRONG, ids=[sentence[:50] for _, sentence in WRONG])
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, document: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        read("dayone", tmp_path / "Journal.json", document)
    assert refused.value.message.startswith("Journal.json")
    assert sentence in refused.value.message


def linked(path: Path) -> Path:
    member = zipfile.ZipInfo("Journal.json")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "/etc/passwd")
    return path


def long_directory(path: Path) -> Path:
    """A list of files that says it is a gigabyte."""
    zipped(path, {"Journal.json": "{}"})
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into("<L", data, end + 12, 1_000_000_000)
    path.write_bytes(data)
    return path


def test_an_archive_that_would_do_harm_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    blanks = b" " * 3_000_000
    made: dict[str, Callable[[], Path]] = {
        "leads out of the archive": lambda: zipped(path, {"../../evil.json": "{}"}),
        "'/etc/evil.json' leads out": lambda: zipped(path, {"/etc/evil.json": "{}"}),
        "leads out of": lambda: zipped(path, {"a\\..\\..\\evil.json": "{}"}),
        "is a link, and links are not followed": lambda: linked(path),
        "unpacks to more than 200 times its size": lambda: zipped(
            path, {"Journal.json": "{}", "photos/a.jpeg": blanks}
        ),
        "20,000 are the most": lambda: zipped(
            path, {f"photos/{n}": "" for n in range(20_001)}, zipfile.ZIP_STORED
        ),
        "unpacks to 66,000,000 bytes of text": lambda: zipped(
            path, {f"{n}.json": b"\0" * 1_000_000 for n in range(66)}, zipfile.ZIP_STORED
        ),
        "is packed in a way that is not read": lambda: zipped(path, {"Journal.json": "{}"}, zipfile.ZIP_LZMA),
        "is a damaged zip": lambda: long_directory(path),
        "holds no JSON file": lambda: zipped(path, {"Journal.txt": "{}"}),
    }
    for sentence, make in made.items():
        make()
        with pytest.raises(InputError) as refused:
            read("dayone", path)
        assert sentence in refused.value.message, sentence


def test_an_archive_cut_short_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"Journal.json": json.dumps(DAYONE)})
    whole = path.read_bytes()
    for size in range(4, len(whole) - 1, 37):
        path.write_bytes(whole[:size])
        with pytest.raises(InputError):
            read("dayone", path)
