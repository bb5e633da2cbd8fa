"""Encrypted journals through the door: a passphrase, a recovery code, and all that a plain journal does."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from reflect.store import engine, keys
from reflect.unlocking import keyring_cache
from tests.conftest import Desk

pytest.importorskip("sqlcipher3", reason="encryption needs the extra 'encrypt'")

ROOT = Path(__file__).parent.parent
PASSPHRASE = "correct horse battery"
NEW = "Brücke Ofen Salz Wind"
SECRET = "Zebulon owes the warehouse"
CODE = re.compile(r"\b(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}\b")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deriving a key costs 0.2 s, which is the point of it, and no point of these tests."""
    monkeypatch.setattr(keys, "ROUNDS", 1000)


def begun(desk: Desk) -> Desk:
    """A desk with a day kept, a person, and a backup."""
    desk.run("convictions add --from -", given="No surprises")
    desk.run("people add Ana")
    answers = {"convictions/lived": {"C1": 4}, "convictions/demonstration": SECRET}
    desk.run("daily --answers -", given=answers)
    desk.run("backup")
    assert desk.code == 0, desk.err
    return desk


def encrypted(desk: Desk) -> Desk:
    """The same desk, its journal encrypted; a passphrase is typed for every command from now on."""
    begun(desk).with_environ(REFLECT_PASSPHRASE_COMMAND=f"echo {PASSPHRASE}").run("encrypt")
    assert desk.code == 0, desk.err
    return desk.with_environ(REFLECT_PASSPHRASE_COMMAND=f"echo {PASSPHRASE}")


def without_command(desk: Desk) -> Desk:
    return Desk(desk.home, desk.moment, last=desk.last)


def code_in(text: str) -> str:
    found = CODE.search(text)
    assert found is not None, text
    return found[0]


def groups_shown(text: str) -> list[str]:
    """The groups of the recovery code as the terminal shows them."""
    return [group for line in text.splitlines() if line.startswith("    ") for group in line.split()]


def everything(home: Path) -> dict[str, bytes]:
    return {str(file.relative_to(home)): file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file()}


# ---- all that a plain one does


@pytest.mark.parametrize(
    "line",
    ["list", "search warehouse", "status", "review --quarter --json", "export --format jsonl", "people",
     "calendar", "show C1", "daily --json"],
)  # fmt: skip
def test_an_encrypted_journal_shows_what_the_plain_one_showed(desk: Desk, line: str) -> None:
    plain = begun(desk).run(line).out
    assert (
        without_command(desk).with_environ(REFLECT_PASSPHRASE_COMMAND=f"echo {PASSPHRASE}").run("encrypt").code
        == 0
    )
    shown = without_command(desk).knowing(PASSPHRASE).run(line)
    assert shown.code == 0, shown.err
    assert shown.out == plain


def test_an_encrypted_journal_is_written_searched_undone_backed_up_restored_and_examined(desk: Desk) -> None:
    desk = encrypted(desk)
    tomorrow = desk.at("2025-03-04T18:00")
    tomorrow.run("daily --answers -", given={"convictions/demonstration": "Told the board early"})
    assert tomorrow.code == 0, tomorrow.err
    assert "board" in tomorrow.run("search board").out
    tomorrow.run("note", given="A wheelbarrow of doubts")
    assert tomorrow.run("undo").code == 0
    assert "wheelbarrow" not in tomorrow.run("list").out
    assert tomorrow.run("backup").code == 0, tomorrow.err
    listed = tomorrow.run("backup --list --json").json
    assert "unreadable" not in json.dumps(listed)
    assert tomorrow.run("doctor").code == 0, tomorrow.out
    before = tomorrow.run("export --format jsonl").out
    tomorrow.run("note", given="Not in the backup")
    assert tomorrow.run("restore journal-2025-03-04T180000.db --yes").code == 0, tomorrow.err
    assert tomorrow.run("export --format jsonl").out == before
    assert tomorrow.run("doctor").code == 0, tomorrow.out
    assert not plain_text_in(desk.home)


def plain_text_in(home: Path) -> list[str]:
    """The files that hold her words, or say that they are SQLite's."""
    words = [word.encode() for word in ("Zebulon", "warehouse", "surprises", "board", "CREATE TABLE")]
    return [
        name for name, content in everything(home).items()
        if content.startswith(b"SQLite format") or any(word in content for word in words)
    ]  # fmt: skip


def test_encrypting_takes_the_backups_along_and_says_what_still_holds_plain_text(desk: Desk) -> None:
    desk = encrypted(desk)
    assert plain_text_in(desk.home) == []
    assert "and 1 backup." in desk.err
    for word in ("exports", "SSD", "Time Machine"):
        assert word in desk.err
    assert list((desk.home / "backups").glob("*.db"))


def test_a_file_of_hers_beside_the_journal_is_named_as_still_plain(desk: Desk) -> None:
    begun(desk)
    (desk.home / "brief.md").write_text("for my coach")
    encrypted(desk)
    assert "brief.md" in desk.err


def test_the_files_are_hers_alone(desk: Desk) -> None:
    desk = encrypted(desk)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in desk.home.rglob("*") if file.is_file()}
    assert modes == {0o600}


def test_an_empty_home_can_be_encrypted_before_the_first_word(desk: Desk) -> None:
    desk = desk.with_environ(REFLECT_PASSPHRASE_COMMAND=f"echo {PASSPHRASE}")
    assert desk.run("encrypt").code == 0, desk.err
    desk.run("note", given=SECRET)
    assert SECRET in desk.run("list").out
    assert plain_text_in(desk.home) == []


def test_sqlciphers_own_shell_opens_it_with_the_passphrase(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is SQLCipher's own, and needs neither this program nor another file."""
    monkeypatch.setattr(keys, "ROUNDS", 256_000)
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]  # sqlcipher3 ships no types

    desk = encrypted(desk)
    with closing(dbapi2.connect(str(desk.home / "journal.db"))) as connection:
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
        assert connection.execute("SELECT count(*) FROM entries").fetchone() == (1,)


# ---- asking for the passphrase


def test_three_tries_at_the_prompt_and_nothing_is_lost(desk: Desk) -> None:
    desk = without_command(encrypted(desk))
    before = everything(desk.home)
    assert desk.knowing("wrong", "", PASSPHRASE).run("list").code == 0
    assert SECRET in desk.out
    desk.knowing("one", "two", "three").run("list")
    assert desk.code == 5
    assert "That is not the passphrase. 2 tries are left." in desk.err
    assert "reflect passphrase --recover" in desk.err
    assert everything(desk.home) == before


def test_without_a_terminal_and_without_a_command_it_says_what_to_do(desk: Desk) -> None:
    desk = without_command(encrypted(desk))
    assert desk.run("list").code == 5
    assert "REFLECT_PASSPHRASE_COMMAND" in desk.err


@pytest.mark.parametrize(
    ("command", "complaint"),
    [("false", "ended with 1"), ("true", "printed no passphrase"), ("no-such-program-here", "cannot be started"),
     ("'", "cannot be started"), ("echo wrong", "not the passphrase")],
)  # fmt: skip
def test_a_command_that_gives_no_passphrase_is_named_and_nobody_is_asked(
    desk: Desk, command: str, complaint: str
) -> None:
    desk = encrypted(desk).with_environ(REFLECT_PASSPHRASE_COMMAND=command).knowing()
    assert desk.run("list").code == 5
    assert complaint in desk.err
    assert "wrong" not in desk.err, "what it printed is shown nowhere"


def test_the_command_is_started_without_a_shell(desk: Desk, tmp_path: Path) -> None:
    desk = encrypted(desk).with_environ(REFLECT_PASSPHRASE_COMMAND=f"echo {PASSPHRASE} ; touch {tmp_path}/made")
    assert desk.run("list").code == 5
    assert not (tmp_path / "made").exists()


def test_only_the_first_line_of_the_command_counts(desk: Desk) -> None:
    desk = encrypted(desk).with_environ(REFLECT_PASSPHRASE_COMMAND=f"printf '{PASSPHRASE}\\nurl: x\\n'")
    assert desk.run("list").code == 0, desk.err


def test_a_passphrase_that_is_no_text_of_its_own_environment_variable_opens_nothing(desk: Desk) -> None:
    desk = without_command(encrypted(desk)).with_environ(REFLECT_PASSPHRASE=PASSPHRASE)
    assert desk.run("list").code == 5


def test_a_letter_typed_in_two_ways_is_one_passphrase(desk: Desk) -> None:
    """A Mac types ü as two code points where others type one."""
    begun(desk).with_environ(REFLECT_PASSPHRASE_COMMAND="echo Br\u00fccke Ofen Salz").run("encrypt")
    assert without_command(desk).knowing("Bru\u0308cke Ofen Salz").run("list").code == 0


# ---- a plain journal pays nothing


def test_a_plain_journal_never_meets_sqlcipher(desk: Desk) -> None:
    begun(desk)
    ours = ("reflect.unlocking", "reflect.store.keys", "reflect.store.recovery")
    script = "import sys; from reflect.cli import run; run(['list'])"
    script += f"; print(sorted(m for m in sys.modules if 'cipher' in m or m.startswith({ours})))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"REFLECT_HOME": str(desk.home), "PATH": "", "REFLECT_NOW": "2025-03-03T18:00"},
    )  # fmt: skip
    assert SECRET in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("line", ["encrypt", "list", "decrypt --yes", "passphrase"])
def test_without_sqlcipher_it_names_the_extra_to_install(
    desk: Desk, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = begun(desk) if line == "encrypt" else without_command(encrypted(desk))
    before = everything(desk.home)
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    engine._cipher_connection.cache_clear()
    try:
        assert desk.knowing(PASSPHRASE, PASSPHRASE).run(line).code == 5
    finally:
        engine._cipher_connection.cache_clear()
    assert f'"{sys.executable}" -m pip install "sqlcipher3>=0.6.4,<0.7"' in desk.err
    assert everything(desk.home) == before


def test_the_libraries_it_names_are_those_of_the_extras() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    assert extras["encrypt"] == [engine.CIPHER_LIBRARY]
    assert extras["keyring"] == [keyring_cache.LIBRARY]


def test_an_environment_without_pip_is_told_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert engine.how_to_install("keyring>=25") == f'uv pip install --python "{sys.executable}" "keyring>=25"'


def test_nothing_tells_her_to_install_this_program_by_its_name_from_an_index() -> None:
    """Under that name an index may hold somebody else's program."""
    named = re.compile(r"install\s+(?:-\S+\s+)*[\\'\"(aq]*reflect\b")
    texts = [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.*"), *ROOT.glob("*.md")]
    assert len(texts) > 100
    assert [file for file in texts if named.search(file.read_text(encoding="utf-8", errors="replace"))] == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("decrypt", "not encrypted"), ("passphrase", "not encrypted"), ("passphrase --keep", "not")],
)
def test_what_an_encrypted_journal_needs_is_refused_for_a_plain_one(desk: Desk, line: str, complaint: str) -> None:
    assert begun(desk).run(line).code == 2
    assert complaint in desk.err


def test_an_encrypted_journal_is_not_encrypted_again(desk: Desk) -> None:
    assert encrypted(desk).run("encrypt").code == 2
    assert "already" in desk.err


# ---- choosing a passphrase, and the recovery code


def test_at_a_terminal_the_passphrase_is_typed_twice_and_a_part_of_the_code_back(desk: Desk) -> None:
    begun(desk)
    asked = desk.knowing("short", "shirt", PASSPHRASE, PASSPHRASE).answering("XXXX", "YYYY", "ZZZZ")
    assert asked.run("encrypt").code == 6
    assert "The two were not alike." in asked.err
    assert "five words" in asked.err
    groups = groups_shown(asked.err)
    assert len(groups) == 8
    assert "Nothing was changed" in asked.err
    assert desk.run("list").code == 0, "it is still plain"


def test_she_types_two_groups_back_and_then_it_is_encrypted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(desk)
    monkeypatch.setattr("reflect.cli.encrypting.code_of", lambda _chance: "-".join(8 * ["ABCD"]))
    asked = desk.knowing(PASSPHRASE, PASSPHRASE).answering("abcd", " ABCD ")
    assert asked.run("encrypt").code == 0, asked.err
    assert asked.out == "", "the code stands on the terminal alone"
    assert asked.script is not None
    assert [re.findall(r"group (\d)", question) for question in asked.script.asked] == [["2"], ["6"]]


@pytest.mark.parametrize("secrets", [("",), ("a b c d e f", "x", "a b c d e f", "y", "a b c d e f", "z")])
def test_an_empty_passphrase_or_two_that_are_never_alike_change_nothing(
    desk: Desk, secrets: tuple[str, ...]
) -> None:
    begun(desk)
    before = everything(desk.home)
    assert desk.knowing(*secrets).answering().run("encrypt").code == 3
    assert everything(desk.home) == before


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_in(encrypted(desk).with_environ(REFLECT_PASSPHRASE_COMMAND=f"echo {PASSPHRASE}").out)
    desk = without_command(desk)
    typed = code.replace("-", " ").lower().replace("o", "0").replace("i", "1").replace("b", "8")
    recovering = desk.knowing(typed, NEW, NEW)
    recovering.run("passphrase --recover")
    assert recovering.code == 0, recovering.err
    newer = code_in(recovering.out)
    assert newer != code
    assert desk.knowing(NEW).run("list").code == 0, desk.err
    assert desk.knowing(*3 * [PASSPHRASE]).run("list").code == 5
    assert desk.knowing(code).run("passphrase --recover").code == 5
    assert "newest paper" in desk.err
    assert desk.knowing(newer, PASSPHRASE, PASSPHRASE).run("passphrase --recover").code == 0
    assert desk.knowing(PASSPHRASE).run("backup --list").code == 0
    assert "unreadable" not in desk.out


@pytest.mark.parametrize("code", ["", "no code", "AAAA-BBBB", "-".join(8 * ["ABCD"])])
def test_a_code_that_is_none_or_of_another_journal_changes_nothing(desk: Desk, code: str) -> None:
    desk = without_command(encrypted(desk))
    before = everything(desk.home)
    assert desk.knowing(code).run("passphrase --recover").code == 5
    assert everything(desk.home) == before


def test_a_new_passphrase_opens_the_journal_and_the_backups_if_she_wants_it(desk: Desk) -> None:
    desk = without_command(encrypted(desk))
    exported = desk.knowing(PASSPHRASE).run("export --format jsonl").out
    assert desk.knowing(PASSPHRASE, NEW, NEW).run("passphrase").code == 0, desk.err
    assert desk.knowing(NEW).run("export --format jsonl").out == exported
    assert desk.knowing(*3 * [PASSPHRASE]).run("list").code == 5
    backup = next((desk.home / "backups").glob("*.db")).name
    assert desk.knowing(NEW).run(f"restore {backup} --yes").code == 0, desk.err
    assert desk.knowing(NEW).run("export --format jsonl").out == exported


def test_backups_that_are_left_open_with_the_old_passphrase_and_are_restored_under_the_new_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = without_command(encrypted(desk))
    exported = desk.knowing(PASSPHRASE).run("export --format jsonl").out
    monkeypatch.setattr("reflect.cli.encrypting.code_of", lambda _chance: "-".join(8 * ["ABCD"]))
    assert desk.knowing(PASSPHRASE, NEW, NEW).answering("ABCD", "ABCD", "no").run("passphrase").code == 0, desk.err
    assert "With the old passphrase" in desk.err
    backup = next((desk.home / "backups").glob("*.db")).name
    assert desk.knowing(PASSPHRASE, NEW).run(f"restore {backup} --yes").code == 0, desk.err
    assert desk.knowing(NEW).run("export --format jsonl").out == exported
    assert desk.knowing(*3 * [PASSPHRASE]).run("list").code == 5


# ---- and back


def test_decrypting_asks_and_gives_back_the_same_journal_and_backups(desk: Desk) -> None:
    exported = begun(desk).run("export --format jsonl").out
    desk = without_command(encrypted(desk))
    exported = desk.knowing(PASSPHRASE).run("export --format jsonl").out
    assert desk.knowing(PASSPHRASE).run("decrypt").code == 2, "nobody can be asked"
    assert desk.knowing(PASSPHRASE).answering("no").run("decrypt").code == 0
    assert desk.run("list").code == 5, "it stayed encrypted"
    assert desk.knowing(PASSPHRASE).answering("yes").run("decrypt").code == 0, desk.err
    plain = without_command(desk)
    assert plain.run("export --format jsonl").out == exported
    assert plain.run("doctor").code == 0, plain.out
    assert "unreadable" not in plain.run("backup --list").out
    assert not (desk.home / "journal.db.recovery").exists()
    with closing(sqlite3.connect(desk.home / "journal.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_wrong_passphrase_decrypts_nothing(desk: Desk) -> None:
    desk = without_command(encrypted(desk))
    before = everything(desk.home)
    assert desk.knowing("a", "b", "c").run("decrypt --yes").code == 5
    assert everything(desk.home) == before
