"""reflect edit, delete, undo and mark, at the desk."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reflect.asking.asks import Reply, TextAsk
from tests.conftest import Desk, Script


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with a conviction, a person, a commitment and two entries."""
    lines = [
        {"record": "conviction", "code": "C1", "statement": "No surprises", "since": "2025-01-06"},
        {"record": "person", "code": "P1", "name": "Ana", "since": "2025-01-06"},
        {"record": "commitment", "code": "K1", "act": "ask first", "made": "2025-01-06", "due": "2025-04-01"},
        {"record": "entry", "kind": "note", "day": "2025-01-10", "answers": [
            {"prompt": "note", "text": "The board."}]},
        {"record": "entry", "kind": "daily", "day": "2025-03-03", "answers": [
            {"prompt": "convictions/demonstration", "conviction": "C1", "text": "Told Ben."},
            {"prompt": "convictions/lived", "conviction": "C1", "value": 4}]},
    ]  # fmt: skip
    desk.run("import jsonl -", given="\n".join(json.dumps(line) for line in lines))
    assert desk.code == 0, desk.err
    return desk.at("2025-03-20T18:00")


def short(desk: Desk, day: str) -> str:
    rows = desk.run(f"list {day} --json").json["sections"][0]["blocks"][0]["rows"]
    return str(rows[0]["short"])


def exported(desk: Desk) -> str:
    desk.run("export --format jsonl")
    assert desk.code == 0, desk.err
    return desk.out


def test_an_edit_changes_the_text_and_undo_brings_it_back(kept: Desk) -> None:
    before = exported(kept)
    kept.run(f"edit {short(kept, '2025-01-10')} --from -", given="The board, again.")
    assert "The board, again." in exported(kept)
    kept.run("undo")
    assert exported(kept) == before


def test_an_edit_in_the_interview_shows_the_old_text_in_the_field(kept: Desk) -> None:
    kept.answering("Quite another thing.").run(f"edit {short(kept, '2025-01-10')}")
    assert "Quite another thing." in exported(kept)


def test_a_deleted_entry_is_gone_until_undo_brings_it_back(kept: Desk) -> None:
    before = exported(kept)
    kept.run(f"delete {short(kept, '2025-03-03')}")
    assert "Told Ben" not in exported(kept)
    assert "Nothing you wrote" in kept.run("search Ben").out
    kept.run("undo")
    assert exported(kept) == before
    assert "«Ben»" in kept.run("search Ben").out


def test_ten_changes_of_every_kind_are_taken_back_one_by_one_to_the_same_bytes(kept: Desk) -> None:
    states = [exported(kept)]
    for line, given in (
        ("convictions add --from -", "Credit goes to the doer"),
        ("convictions edit C1 --importance 3", ""),
        ("people add Ben", ""),
        ("mark C1 coach", ""),
        (f"mark {short(kept, '2025-03-03')} sealed", ""),
        (f"edit {short(kept, '2025-01-10')} --from -", "Words."),
        ("commitments close K1 --outcome kept", ""),
        (f"delete {short(kept, '2025-03-03')}", ""),
        ("daily --answers -", '{"convictions/lived": {"C1": 2}}'),
        ("convictions retire C1", ""),
    ):
        kept.run(line, given=given)
        assert kept.code == 0, (line, kept.err)
        states.append(exported(kept))
    assert len(set(states)) == 11, "each of the ten changed something"
    for state in reversed(states[:-1]):
        kept.run("undo")
        assert kept.code == 0, kept.err
        assert exported(kept) == state


def test_there_is_an_end_to_undoing(desk: Desk) -> None:
    desk.run("people add Ana")
    desk.run("undo")
    desk.run("undo")
    assert desk.code == 4
    assert "nothing to take back" in desk.err


def test_deleted_for_good_leaves_the_word_in_no_file_of_the_journal(kept: Desk) -> None:
    kept.run("edit --from - " + short(kept, "2025-01-10"), given="Xylophonic secrets.")
    kept.run(f"delete {short(kept, '2025-01-10')} --for-good")
    assert kept.code == 0, kept.err
    assert "reflect backup --only" in kept.err  # a week was over: the edit made a backup by itself
    assert kept.run("backup --only").code == 0, kept.err
    assert len(list((kept.home / "backups").iterdir())) == 1
    for file in (file for file in kept.home.rglob("*") if file.is_file()):
        assert b"ylophon" not in file.read_bytes(), file
        assert b"The board." not in file.read_bytes(), file


def test_what_another_program_keeps_of_a_text_that_is_gone_for_good_is_said(kept: Desk) -> None:
    kept.run("edit --from - " + short(kept, "2025-01-10"), given="Xylophonic secrets.")
    gone = short(kept, "2025-01-10")
    with closing(sqlite3.connect(kept.home / "journal.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM answers").fetchone()
        kept.run(f"delete {gone} --for-good")
        assert kept.code == 0, kept.err
        assert "Another program holds the journal open, and old pages with it." in kept.err
        assert any(b"ylophon" in file.read_bytes() for file in kept.home.glob("journal.db*"))
    kept.run("status")
    assert not any(b"ylophon" in file.read_bytes() for file in kept.home.glob("journal.db*"))
    kept.run(f"delete {short(kept, '2025-03-03')} --for-good")
    assert "Another program" not in kept.err


def test_marks_say_who_may_see_it(kept: Desk) -> None:
    kept.run("mark C1 coach")
    assert "coach" in kept.run("show C1").out
    kept.run("mark C1 secret")
    assert kept.code == 3
    kept.run("mark C7 coach")
    assert kept.code == 4


class Meanwhile(Script):
    """Somebody at a terminal, while another terminal changes the same answer."""

    def __init__(self, desk: Desk, line: list[str], words: str, answers: list[object]) -> None:
        super().__init__(answers)
        self._other = (desk, line, words)

    def text(self, ask: TextAsk, draft: object) -> Reply:
        desk, line, words = self._other
        replace(desk, script=None, last={}).run(line, given=words)
        return super().text(ask, draft)  # type: ignore[arg-type]  # the base takes the same callable


@pytest.mark.parametrize(
    ("settled", "stands"),
    [("both", ("Mine.", "Theirs.")), ("mine", ("Mine.",)), ("other", ("Theirs.",))],
)
def test_two_terminals_editing_one_answer_lose_neither_text(
    kept: Desk, settled: str, stands: tuple[str, ...]
) -> None:
    id_ = short(kept, "2025-01-10")
    script = Meanwhile(kept, ["edit", id_, "--from", "-"], "Theirs.", ["Mine.", settled])
    replace(kept, script=script).run(f"edit {id_}")
    out = exported(kept)
    assert [word for word in ("Mine.", "Theirs.") if word in out] == list(stands)
    history = (
        Path(kept.home / "journal.db").read_bytes() + Path(kept.home / "journal.db-wal").read_bytes()
        if (kept.home / "journal.db-wal").exists()
        else (kept.home / "journal.db").read_bytes()
    )
    assert b"Theirs." in history, "what was not kept stays in the history"


def test_short_ids_are_the_shortest_suffix_that_is_unique(kept: Desk) -> None:
    rows = kept.run("list --json").json["sections"][0]["blocks"][0]["rows"]
    assert len({row["short"] for row in rows}) == len(rows)
    for row in rows:
        assert kept.run(f"show {row['short']} --json").code == 0


def test_an_export_takes_the_period_in_every_way(kept: Desk) -> None:
    named = [
        kept.run(f"export {words} --format jsonl").out
        for words in ("2025-Q1", "--quarter", "--since 2025-01-01 --until 2025-03-31")
    ]
    assert "The board." in named[0]
    assert len(set(named)) == 1
    assert "The board." not in kept.run("export --month --format jsonl").out
    assert kept.run("export 2025-Q1 --quarter").code == 2
