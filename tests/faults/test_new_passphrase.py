"""F31: the power goes while a journal is encrypted, or gets another passphrase: it opens as one or the other."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest

from reflect.store.converting import encrypt_journal
from reflect.store.engine import connect
from reflect.store.header import is_encrypted
from reflect.store.keys import SALT, Key, derived
from reflect.store.recovery import Recovery, Way, read_recovery, way_of
from tests.faults.conftest import Figures
from tests.faults.powercut import Disk, calls, traced
from tests.faults.programs import strace, with_tests
from tests.faults.test_powercut import cut_everywhere
from tests.store.conftest import one_of_each, opened

pytest.importorskip("sqlcipher3", reason="encryption needs SQLCipher")

FORMER, LATER = "five words of a dictionary", "five others of the same"
CODE = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH"

PROGRAM = """
import sys
from pathlib import Path
from reflect.store.converting import change_key, encrypt_journal
from reflect.store.recovery import Recovery
from tests.faults.test_new_passphrase import FORMER, LATER, key_of, way
path = Path(sys.argv[2])
new = way(LATER, path.parent)
sys.stdout.write("READY\\n"); sys.stdout.flush()
if sys.argv[1] == "change":
    change_key(path, key_of(FORMER), key_of(LATER), new)
else:
    encrypt_journal(path, key_of(LATER), Recovery((new,)))
sys.stdout.write("DONE\\n"); sys.stdout.flush()
"""


def key_of(passphrase: str) -> Key:
    """The key of a passphrase, with a salt that tells which one it is."""
    return derived(passphrase, salt_of(passphrase))


def salt_of(passphrase: str) -> bytes:
    return passphrase.encode()[-SALT:]


def way(passphrase: str, folder: Path) -> Way:
    return way_of(passphrase, CODE, folder, lambda n: salt_of(passphrase)[:n])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a plain journal with three answers."""
    path = tmp_path / "home" / "journal.db"
    with closing(opened(path)) as journal:
        one_of_each(journal)
    return path.parent


def cut(what: str, home: Path, folder: Path, figures: Figures, *, every: int) -> None:
    """The power goes after every nth call of encrypting ("encrypt"), or of another passphrase ("change")."""
    keys: dict[bytes, Key] = {salt_of(word): key_of(word) for word in (FORMER, LATER)}
    if what == "change":
        encrypt_journal(home / "journal.db", keys[salt_of(FORMER)], Recovery((way(FORMER, home),)))
    disk = Disk(home)
    disk.hold_what_stands()
    arguments = [sys.executable, "-c", PROGRAM, what, str(home / "journal.db")]
    ended = traced(strace(), arguments, folder / "trace", with_tests(home))
    assert ended.stdout == "READY\nDONE\n", ended.stderr
    found: list[bytes] = []
    trace = list(calls(folder / "trace", home))
    images = cut_everywhere(
        trace, disk, lambda left, said: found.append(check(left / "journal.db", said, what, keys)), every=every
    )
    new = found.count(salt_of(LATER))
    assert 0 < new < len(found)
    figures("F31", what=what, cuts_at_calls=len(trace), images=images.total(), new=new, old=len(found) - new)


def check(path: Path, said: list[str], what: str, keys: dict[bytes, Key]) -> bytes:
    """It opens as what it was or what it becomes, holds every word, and its recovery file knows the way."""
    recovery = read_recovery(path)
    with path.open("rb") as file:
        salt = file.read(SALT)
    plain = salt == b"SQLite format 3\0"
    assert plain <= (what == "encrypt")
    assert plain or salt in keys, "the beginning of the file is neither the one nor the other"
    if "DONE" in said:
        assert salt == salt_of(LATER)
    if not plain:
        assert is_encrypted(path)
        assert recovery is not None
        assert salt in {one.salt for one in recovery.ways}
    assert not plain or recovery is None or recovery.changing
    with closing(connect(path, "mode=rw", key=None if plain else keys[salt])) as journal:
        assert journal.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert journal.execute("SELECT id FROM answers ORDER BY key").fetchall() == [("a1",), ("b2",), ("c3",)]
    return b"" if plain else salt


@pytest.mark.parametrize("what", ["encrypt", "change"])
def test_a_power_cut_leaves_the_old_passphrase_or_the_new(
    what: str, home: Path, tmp_path: Path, figures: Figures
) -> None:
    cut(what, home, tmp_path, figures, every=9)


@pytest.mark.fault
@pytest.mark.parametrize("what", ["encrypt", "change"])
def test_a_power_cut_at_any_call_leaves_the_old_passphrase_or_the_new(
    what: str, home: Path, tmp_path: Path, figures: Figures
) -> None:
    cut(what, home, tmp_path, figures, every=1)
