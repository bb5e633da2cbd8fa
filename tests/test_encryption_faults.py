"""Encrypted journals when things go wrong: damage, files in the wrong place, kills, keyrings, other programs."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlite_utils import Database

from reflect import private_files
from reflect.errors import JournalError
from reflect.store import converting, engine, header, keys, migrations, opening, schema
from reflect.store.encrypted import encrypted_file
from reflect.store.engine import Connection
from reflect.store.header import begins_plain, recovery_file
from reflect.store.journal import Journal
from reflect.store.keys import Key
from reflect.store.recovery import Recovery, read_recovery, way_of, write_recovery
from tests.conftest import Desk
from tests.store.conftest import fingerprint, opened
from tests.test_encryption import (
    NEW,
    PASSPHRASE,
    SECRET,
    begun,
    encrypted,
    everything,
    plain_text_in,
    without_command,
)

pytest.importorskip("sqlcipher3", reason="encryption needs the extra 'encrypt'")

EXPORT = "export --format jsonl"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 1000)


def locked(desk: Desk) -> Desk:
    """A desk whose journal is encrypted, and where nobody types or prints the passphrase yet."""
    return without_command(encrypted(desk))


def unlocked(path: Path, passphrase: str = PASSPHRASE) -> Journal:
    """The encrypted journal of that path, held open."""
    return Journal(
        path, new_id=lambda: f"id-{random.random()}", moment=lambda: "2025-03-03T17:00:00Z",
        unlock=lambda file: file.key(passphrase),
    )  # fmt: skip


# ---- nothing in plain text


def test_no_file_holds_plain_text_while_the_journal_is_open_and_being_written(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log, SQLite's own files and places for temporary ones included."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    path = locked(desk).home / "journal.db"
    with closing(unlocked(path)) as journal:
        run = journal.connection.execute
        with journal.writing():
            run("CREATE TABLE spilt (words TEXT)")
            run("INSERT INTO spilt SELECT ? || value FROM json_each(?)", (SECRET, str([*range(5000)])))
            run("CREATE INDEX sorted ON spilt (words DESC)")
            assert run("SELECT count(*) FROM (SELECT DISTINCT words FROM spilt ORDER BY words)").fetchone() == (
                5000,
            )
        holding = [name for name, data in {**everything(tmp_path)}.items() if SECRET.encode() in data]
        assert holding == []
        assert (path.parent / "journal.db-wal").stat().st_size > 0
    assert plain_text_in(path.parent) == []
    assert list(temporary.iterdir()) == []


# ---- an encrypted journal never becomes a plain one by itself


def test_a_plain_file_in_the_place_of_an_encrypted_journal_is_refused(desk: Desk, tmp_path: Path) -> None:
    begun(desk)
    plain = (desk.home / "journal.db").read_bytes()
    desk = locked(desk)
    (desk.home / "journal.db").write_bytes(plain)
    before = everything(desk.home)
    assert desk.knowing(PASSPHRASE).run("list").code == 5
    assert "plain file in the place of an encrypted journal" in desk.err
    assert everything(desk.home) == before


@pytest.mark.parametrize("also", ["", "journal.db.id"])
@pytest.mark.parametrize("how", ["missing", "empty"])
def test_where_the_encrypted_file_is_gone_no_plain_one_is_begun(desk: Desk, how: str, also: str) -> None:
    desk = locked(desk)
    path = desk.home / "journal.db"
    path.unlink()
    if how == "empty":
        path.touch(0o600)
    if also:
        (desk.home / also).unlink()
    before = everything(desk.home)
    assert desk.knowing(PASSPHRASE).run("note", given="words").code == 5
    assert everything(desk.home) == before


def test_an_encrypted_journal_without_its_recovery_file_is_left_alone_and_can_be_restored(
    desk: Desk, tmp_path: Path
) -> None:
    desk = locked(desk)
    exported = desk.knowing(PASSPHRASE).run(EXPORT).out
    copy = tmp_path / "from-a-stick.db"
    copy.write_bytes((desk.home / "journal.db").read_bytes())
    (desk.home / "journal.db.recovery").unlink()
    assert desk.knowing(PASSPHRASE).run("list").code == 5
    other = Desk(tmp_path / "another home")
    assert other.knowing(PASSPHRASE).run(["restore", str(copy), "--yes"]).code == 0, other.err
    assert other.knowing(PASSPHRASE).run(EXPORT).out == exported
    assert plain_text_in(other.home) == []


def test_a_plain_backup_is_restored_into_an_encrypted_journal_as_an_encrypted_one(
    desk: Desk, tmp_path: Path
) -> None:
    begun(desk).run(["backup", "-o", str(tmp_path / "plain.db")])
    exported = desk.run(EXPORT).out
    desk = locked(desk)
    assert desk.knowing(PASSPHRASE).run(["restore", str(tmp_path / "plain.db"), "--yes"]).code == 0, desk.err
    assert plain_text_in(desk.home) == []
    assert desk.knowing(PASSPHRASE).run(EXPORT).out[: len(exported)] == exported


# ---- damage, and the wrong passphrase


def damaged(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_damaged_beginning_is_told_from_a_wrong_passphrase(desk: Desk) -> None:
    desk = locked(desk)
    damaged(desk.home / "journal.db", 100)
    before = everything(desk.home)
    assert desk.knowing(PASSPHRASE).run("list").code == 5
    assert "is damaged: the passphrase is right" in desk.err
    assert "The newest backup is" in desk.err
    assert desk.knowing("a", "b", "c").run("list").code == 5
    assert "That is not the passphrase" in desk.err
    assert everything(desk.home) == before


def test_a_bit_flipped_anywhere_is_never_shown_as_her_words(desk: Desk) -> None:
    desk = locked(desk)
    path = desk.home / "journal.db"
    whole, shown = path.read_bytes(), desk.knowing(PASSPHRASE).run(EXPORT).out
    chance = random.Random(4)
    for _ in range(20):
        damaged(path, chance.randrange(16, len(whole)))
        looked = desk.knowing(PASSPHRASE).run(EXPORT)
        assert looked.code == 5 or looked.out == shown
        assert looked.code in (0, 5)
        examined = desk.knowing(PASSPHRASE).run("doctor")
        assert examined.code == 5, "the doctor reads every page"
        path.write_bytes(whole)


def test_a_truncated_file_is_damaged(desk: Desk) -> None:
    desk = locked(desk)
    path = desk.home / "journal.db"
    os.truncate(path, path.stat().st_size - 4096)
    before = everything(desk.home)
    assert desk.knowing(PASSPHRASE).run("list").code == 5
    assert "is damaged" in desk.err
    assert everything(desk.home) == before


def test_a_damaged_recovery_file_keeps_nobody_out(desk: Desk) -> None:
    desk = locked(desk)
    (desk.home / "journal.db.recovery").write_text("{")
    assert desk.knowing(PASSPHRASE).run("list").code == 0, desk.err
    assert desk.knowing("ABCD-" * 7 + "ABCD").run("passphrase --recover").code == 5
    assert "missing or damaged" in desk.err


def test_wrong_passphrases_leave_a_log_that_a_kill_left_as_it_is(desk: Desk) -> None:
    desk = locked(desk)
    path = desk.home / "journal.db"
    with closing(unlocked(path)) as journal:
        journal.connection.execute("PRAGMA wal_autocheckpoint = 0")
        with journal.writing():
            journal.connection.execute("INSERT INTO hidden_words (id, word, checksum) VALUES ('h', 'new', x'00')")
        left = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
    for end, content in left.items():
        path.with_name(path.name + end).write_bytes(content)
    assert desk.knowing("a", "b", "c").run("list").code == 5
    assert path.with_name("journal.db-wal").read_bytes() == left["-wal"]
    with closing(unlocked(path)) as journal:
        assert journal.connection.execute("SELECT word FROM hidden_words").fetchall() == [("new",)]


# ---- broken off


def test_an_encrypting_that_was_broken_off_leaves_the_plain_journal(desk: Desk) -> None:
    """Killed before the copy took its place: the next opening clears up what it left."""
    begun(desk)
    path = desk.home / "journal.db"
    write_recovery(path, Recovery(changing=True))
    part = path.with_name(".journal.db.converted.123.reflect-part")
    part.write_bytes(b"half")
    assert SECRET in desk.run("list").out
    assert not recovery_file(path).exists()
    assert not part.exists()


def test_a_decrypting_that_was_broken_off_leaves_the_encrypted_journal_and_no_plain_copy(desk: Desk) -> None:
    desk = locked(desk)
    path = desk.home / "journal.db"
    recovery = read_recovery(path)
    assert recovery is not None
    write_recovery(path, Recovery(recovery.ways, changing=True))
    path.with_name(".journal.db.converted.123.reflect-part").write_bytes(b"SQLite format 3\0" + SECRET.encode())
    assert desk.knowing(PASSPHRASE).run("list").code == 0
    assert plain_text_in(desk.home) == []
    assert read_recovery(path) == recovery


@pytest.mark.parametrize("line", ["encrypt", "decrypt --yes", "passphrase"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_full_disk_leaves_the_one_journal_or_the_other(
    desk: Desk, line: str, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = begun(desk).run(EXPORT).out
    desk = desk if line == "encrypt" else locked(desk)
    exported = desk.knowing(PASSPHRASE).run(EXPORT).out
    usual = private_files.put_in_place

    def failing(*given: Any, **more: Any) -> None:
        if when == "after":
            usual(*given, **more)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(converting, "put_in_place", failing)
        secrets = {"encrypt": (), "decrypt --yes": (PASSPHRASE,), "passphrase": (PASSPHRASE, NEW, NEW)}[line]
        told = {"REFLECT_PASSPHRASE_COMMAND": f"echo {PASSPHRASE}"} if line == "encrypt" else {}
        assert desk.with_environ(**told).knowing(*secrets).run(line).code == 5
    assert "No space left" in desk.err
    assert not [name for name in everything(desk.home) if "part" in name]
    passphrases = {"passphraseafter": NEW}.get(line + when, PASSPHRASE)
    assert without_command(desk).knowing(passphrases).run(EXPORT).out == exported, desk.err


def test_while_two_passphrases_are_known_neither_is_called_damage(desk: Desk) -> None:
    desk = locked(desk)
    path = desk.home / "journal.db"
    recovery = read_recovery(path)
    assert recovery is not None
    way = way_of(NEW, "-".join(8 * ["ABCD"]), desk.home, os.urandom)
    write_recovery(path, Recovery((*recovery.ways, way)))
    assert desk.knowing(NEW).run("list").code == 5
    assert "Give the other one" in desk.err
    assert desk.knowing(PASSPHRASE).run("list").code == 0


CONVERTER = """
import os, sys
from pathlib import Path
from reflect.store import keys, opening
from reflect.store.converting import change_key, decrypting, encrypt_journal
from reflect.store.encrypted import encrypted_file
from reflect.store.header import begins_plain
from reflect.store.recovery import Recovery, way_of
keys.ROUNDS = 1000
path, pair = Path(sys.argv[1]), ["one two three", "four five six"]
ways = [way_of(word, "code", path.parent, os.urandom) for word in pair]
unlock = lambda file: next(key for key in map(file.key, pair) if file.opens(key))
sys.stdout.write("ready\\n"); sys.stdout.flush()
while True:
    opening.open_journal(path, unlock=unlock).close()
    if begins_plain(path):
        new = keys.derived(pair[0], os.urandom(16))
        encrypt_journal(path, new, Recovery((ways[0],)))
    else:
        file = encrypted_file(path)
        at = next(n for n, word in enumerate(pair) if file.opens(file.key(word)))
        if at == 0:
            change_key(path, file.key(pair[0]), keys.derived(pair[1], os.urandom(16)), ways[1])
        else:
            with decrypting(path, file.key(pair[1])):
                pass
"""


def killed_again_and_again(path: Path, count: int, seed: int, holds: Callable[[Journal], object]) -> set[str]:
    """Encrypting, changing the key and decrypting in turn, killed at random; gives the forms it was found in."""
    chance, forms = random.Random(seed), set()
    pair = ["one two three", "four five six"]

    def unlock(file: Any) -> Key:
        found: list[Key] = [key for key in map(file.key, pair) if file.opens(key)]
        return found[0]

    with closing(Journal(path, new_id=lambda: "", moment=lambda: "")) as journal:
        expected = holds(journal)
    for _ in range(count):
        with subprocess.Popen(
            [sys.executable, "-c", CONVERTER, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as converter:
            assert converter.stdout is not None
            assert converter.stdout.readline() == "ready\n"
            time.sleep(chance.random() * 0.3)
            assert converter.poll() is None, converter.stderr and converter.stderr.read()
            os.kill(converter.pid, signal.SIGKILL)
        form = "plain" if begins_plain(path) else "encrypted"
        forms.add(f"{form}{' and changing' if (read_recovery(path) or Recovery()).changing else ''}")
        with closing(Journal(path, new_id=lambda: "", moment=lambda: "", unlock=unlock)) as journal:
            assert holds(journal) == expected
            assert journal.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert recovery_file(path).exists() == (form == "encrypted")
        assert not [file for file in path.parent.glob(".*converted*") if file.read_bytes().startswith(b"SQLite")]
    return forms


def rows(journal: Journal) -> object:
    return [
        tuple(journal.connection.execute(f"SELECT * FROM {table} ORDER BY 1")) for table in ("answers", "entries")
    ]


@pytest.mark.parametrize("count", [10, pytest.param(200, marks=pytest.mark.fault)])
def test_kills_leave_the_old_form_or_the_new_with_every_word(desk: Desk, count: int) -> None:
    forms = killed_again_and_again(begun(desk).home / "journal.db", count, 7, rows)
    if count > 10:
        assert {"plain", "encrypted"} <= forms


# ---- other programs

HOLDER = """
import sys
from pathlib import Path
from reflect.store import keys
from reflect.store.opening import open_journal
keys.ROUNDS = 1000
connection = open_journal(Path(sys.argv[1]), unlock=lambda file: file.key(sys.argv[2]))
sys.stdout.write("held\\n"); sys.stdout.flush()
sys.stdin.readline()
"""


@pytest.mark.parametrize("line", ["encrypt", "decrypt --yes", "passphrase"])
def test_while_another_reflect_has_the_journal_open_nothing_is_changed(
    desk: Desk, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "_PATIENCE", 0.2)
    desk = begun(desk) if line == "encrypt" else locked(desk)
    before = fingerprint(desk.home / "journal.db")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(desk.home / "journal.db"), PASSPHRASE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        secrets = (PASSPHRASE, PASSPHRASE) if line == "encrypt" else (PASSPHRASE, NEW, NEW)
        assert desk.knowing(*secrets).run(line).code == 5
        assert "is held open by another program" in desk.err
        holder.kill()
    assert fingerprint(desk.home / "journal.db") == before
    assert desk.knowing(PASSPHRASE).run("list").code == 0, desk.err


def test_whoever_opened_the_file_that_was_just_replaced_opens_the_new_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reflect that started while another was encrypting would else write into a file without a name."""
    path = begun(desk).home / "journal.db"
    usual = engine.connect
    times: list[int] = []

    def connect_late(file: Path, *given: Any, **more: Any) -> Connection:
        connection = usual(file, *given, **more)
        if not times:
            times.append(1)
            connection.close()
            key = keys.derived(PASSPHRASE, os.urandom(16))
            converting.encrypt_journal(path, key, Recovery())
            return usual(file, *given, **more)
        return connection

    monkeypatch.setattr(opening, "connect", connect_late)
    with closing(unlocked(path)) as journal:
        assert journal.connection.key is not None
        assert len(rows(journal)[0]) > 0  # type: ignore[index]  # rows are a list of lists


def test_a_plain_and_an_encrypted_connection_never_meet_on_one_file_in_one_process(desk: Desk) -> None:
    path = locked(desk).home / "journal.db"
    with closing(unlocked(path)) as journal, closing(opened(path)) as second:
        assert type(journal.connection) is type(second.connection)
        assert not isinstance(second.connection, Connection), "it is SQLCipher's"
        assert engine.held(path) is not None


def test_an_encrypted_journal_of_an_older_schema_is_copied_encrypted_and_brought_up_to_date(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = locked(desk).home / "journal.db"

    def step(db: Database) -> None:
        db.table("guesses").transform(rename={"guess": "said"})
        db.table("moods").insert({"key": 1, "mood": SECRET}, pk="key")

    monkeypatch.setattr(migrations.migrations, "_migrations", list(migrations.migrations._migrations))
    migrations.migrations(name="9999_moods")(step)
    newer = schema.LATEST + 1
    for module in (schema, opening, header):
        monkeypatch.setattr(module, "LATEST", newer)
    with closing(unlocked(path)) as journal:
        assert journal.connection.execute("SELECT mood FROM moods").fetchone() == (SECRET,)
    assert plain_text_in(path.parent) == []
    copy = encrypted_file(path.parent / "backups" / f"before-schema-{newer}.db", path)
    assert copy.opens(copy.key(PASSPHRASE))


# ---- keyrings


class Backend:
    """A keyring that keeps what it is given, as those of the systems do."""

    def __init__(self, module: str = "keyring.backends.SecretService", fault: Exception | None = None) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.fault = fault
        self.asked = 0
        type(self).__module__ = module

    def _fail(self) -> None:
        self.asked += 1
        if self.fault is not None:
            raise self.fault

    def get_password(self, service: str, name: str) -> str | None:
        self._fail()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self._fail()
        self.kept[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        self._fail()
        del self.kept[service, name]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Backend]:
    """Put a backend in the place of the system's keyring."""

    def install(module: str = "keyring.backends.SecretService") -> Backend:
        backend: Backend = type("Keyring", (Backend,), {})(module)
        library = ModuleType("keyring")
        library.get_keyring = lambda: backend  # type: ignore[attr-defined]  # a module of our own making
        monkeypatch.setitem(sys.modules, "keyring", library)
        return backend

    return install


def test_a_kept_key_spares_her_the_passphrase_until_she_wants_it_no_longer(
    desk: Desk, keyring: Callable[..., Backend]
) -> None:
    backend = keyring()
    desk = locked(desk)
    desk.knowing(PASSPHRASE).run("list")
    assert backend.asked == 0, "nobody asked for it to be kept"
    assert desk.knowing(PASSPHRASE).run("passphrase --keep").code == 0, desk.err
    assert PASSPHRASE not in str(backend.kept)
    assert desk.knowing().run("list").code == 0, desk.err
    assert desk.knowing().run("backup --list").code == 0, desk.err
    assert "unreadable" not in desk.out
    assert desk.knowing().run("passphrase --no-keep").code == 0, desk.err
    assert backend.kept == {}
    assert without_command(desk).run("list").code == 5


@pytest.mark.parametrize("how", ["locked", "absent", "emptied", "nonsense", "changed", "of another file"])
def test_a_keyring_that_does_not_give_the_key_is_only_missed(
    desk: Desk, keyring: Callable[..., Backend], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = keyring()
    desk = locked(desk)
    desk.knowing(PASSPHRASE).run("passphrase --keep")
    name = next(iter(backend.kept))
    match how:
        case "locked":
            backend.fault = RuntimeError("KeyringLocked")
        case "absent":
            monkeypatch.setitem(sys.modules, "keyring", None)
        case "emptied":
            backend.kept.clear()
        case "nonsense":
            backend.kept[name] = "no key at all"
        case "changed":
            backend.kept[name] = "00" * 32 + backend.kept[name][64:]
        case "of another file":
            backend.kept[name] = backend.kept[name][:64] + "00" * 16
    assert desk.knowing(PASSPHRASE).run("list").code == 0, desk.err
    assert "keyring did not give the key" in desk.err
    assert SECRET in desk.out
    assert without_command(desk).run("list").code == 5


@pytest.mark.parametrize("module", ["keyrings.alt.file", "keyring.backends.fail", "keyring.backends.null"])
def test_a_keyring_that_writes_a_plain_file_or_is_none_gets_no_key(
    desk: Desk, keyring: Callable[..., Backend], module: str
) -> None:
    backend = keyring(module)
    desk = locked(desk)
    assert desk.knowing(PASSPHRASE).run("passphrase --keep").code == 5
    assert backend.kept == {}
    assert desk.knowing(PASSPHRASE).run("list").code == 0


def test_of_several_keyrings_the_first_safe_one_is_taken(desk: Desk, keyring: Callable[..., Backend]) -> None:
    chain = keyring("keyring.backends.chainer")
    plain = type("Plain", (Backend,), {})("keyrings.alt.file")
    safe = type("Safe", (Backend,), {})("keyring.backends.kwallet")
    chain.backends = [plain, safe]  # type: ignore[attr-defined]  # as the library's own chain has it
    desk = locked(desk)
    assert desk.knowing(PASSPHRASE).run("passphrase --keep").code == 0, desk.err
    assert (bool(plain.kept), bool(safe.kept)) == (False, True)


def test_without_the_library_it_names_the_extra(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    desk = locked(desk)
    assert desk.knowing(PASSPHRASE).run("passphrase --keep").code == 5
    assert f'"{sys.executable}" -m pip install "keyring>=25"' in desk.err


def test_a_locked_keyring_keeps_nothing_and_says_so(desk: Desk, keyring: Callable[..., Backend]) -> None:
    backend = keyring()
    backend.fault = RuntimeError("KeyringLocked")
    desk = locked(desk)
    assert desk.knowing(PASSPHRASE).run("passphrase --keep").code == 5
    assert "did not take the key" in desk.err


def test_a_new_passphrase_needs_the_old_one_whatever_the_keyring_knows(
    desk: Desk, keyring: Callable[..., Backend]
) -> None:
    keyring()
    desk = locked(desk)
    desk.knowing(PASSPHRASE).run("passphrase --keep")
    assert desk.knowing("a", "b", "c").run("passphrase").code == 5
    assert desk.knowing("a", "b", "c").run("decrypt --yes").code == 5
    assert desk.knowing(PASSPHRASE, NEW, NEW).run("passphrase").code == 0
    assert "--keep" in desk.err
    assert desk.knowing(NEW).run("list").code == 0


# ---- at a real terminal


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
def test_at_a_terminal_the_passphrase_is_asked_for_on_standard_error_and_never_shown(desk: Desk) -> None:
    import pexpect  # type: ignore[import-untyped]  # pexpect ships no types

    encrypted(desk)
    script = f"import sys; from reflect.store import keys; keys.ROUNDS = {keys.ROUNDS}; sys.argv[0] = 'reflect'"
    command = f"{script}; from reflect.__main__ import main; main()"
    terminal = pexpect.spawn(
        "sh", ["-c", 'exec "$0" -c "$1" list > "$2"', sys.executable, command, str(desk.home / "out")],
        env={**os.environ, "REFLECT_HOME": str(desk.home), "REFLECT_NOW": "2025-03-03T18:00"},
        dimensions=(24, 80), encoding="utf-8", timeout=30,
    )  # fmt: skip
    seen = io.StringIO()
    terminal.logfile_read = seen
    for word in ("wrong one", PASSPHRASE):
        terminal.expect_exact("Passphrase of the journal: ")
        terminal.sendline(word)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert "2 tries are left" in seen.getvalue()
    assert PASSPHRASE not in seen.getvalue()
    assert SECRET in (desk.home / "out").read_text(encoding="utf-8")


def test_an_error_tells_neither_key_nor_passphrase(desk: Desk) -> None:
    path = locked(desk).home / "journal.db"
    file = encrypted_file(path)
    key = file.key(PASSPHRASE)
    assert key.raw.hex() not in repr(key)
    with pytest.raises(JournalError) as refused:
        raise file.refused("some other words")
    assert "some other words" not in refused.value.message + refused.value.hint
