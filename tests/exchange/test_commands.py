"""`reflect import` and `reflect export`: what they say, what they write, and what they leave alone."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

from tests.conftest import Desk

HERS = """\
{"record":"conviction","code":"C1","statement":"No surprises","importance":5,"since":"2025-01-06"}
{"record":"person","code":"P1","name":"Ana","aliases":["Annie"]}
{"record":"entry","kind":"daily","day":"2025-07-01","at":"2025-07-01T16:05:00Z","answers":[\
{"prompt":"convictions/lived","conviction":"C1","value":4},\
{"prompt":"convictions/demonstration","conviction":"no  surprises",\
"text":"Told the board.","visibility":"sealed"}]}
{"record":"entry","kind":"note","day":"2025-07-03","tags":["starred"],"answers":[\
{"prompt":"note","text":"A","person":"annie"}]}
"""


def written(desk: Desk) -> str:
    return desk.run("export").out


def test_a_file_comes_in_whole_and_a_second_time_brings_nothing(desk: Desk) -> None:
    assert desk.run("import jsonl -", HERS).code == 0
    assert "2 entries came in (3 answers)." in desk.err
    assert "New: 1 conviction, 1 person." in desk.err
    before = written(desk)
    desk.run("import jsonl -", HERS)
    assert "0 entries came in (0 answers). 2 were here already." in desk.err
    assert written(desk) == before


def test_an_export_is_the_same_bytes_after_an_import_into_another_home(desk: Desk, tmp_path: Path) -> None:
    desk.run("import jsonl -", HERS)
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    assert desk.run(["export", "-o", str(first)]).code == 0
    other = Desk(tmp_path / "other")
    assert other.run(["import", "jsonl", str(first)]).code == 0
    other.run(["export", "-o", str(second)])
    assert second.read_bytes() == first.read_bytes()


def test_an_export_says_how_much_of_it_is_sealed(desk: Desk) -> None:
    desk.run("import jsonl -", HERS)
    desk.run("export")
    assert "This file holds everything, 1 sealed answer included." in desk.err


def test_an_export_of_a_period_holds_the_entries_of_its_days_alone(desk: Desk) -> None:
    desk.run("import jsonl -", HERS)
    for period, kinds in (("2025-07-01", ["daily"]), ("2025-07", ["daily", "note"]), ("1900..2024", [])):
        lines = [json.loads(line) for line in desk.run(["export", period]).out.splitlines()]
        assert [line["kind"] for line in lines if line["record"] == "entry"] == kinds


def test_a_file_that_stands_already_is_replaced_only_when_told_so(desk: Desk, tmp_path: Path) -> None:
    desk.run("import jsonl -", HERS)
    file = tmp_path / "out.jsonl"
    file.write_text("precious")
    assert desk.run(["export", "-o", str(file)]).code == 6
    assert file.read_text() == "precious"
    assert desk.run(["export", "-o", str(file), "--force"]).code == 0
    assert file.read_text().startswith('{"record":"journal","format":1}\n')
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_link_is_not_written_through(desk: Desk, tmp_path: Path) -> None:
    desk.run("import jsonl -", HERS)
    victim, link = tmp_path / "victim", tmp_path / "link"
    victim.write_text("precious")
    link.symlink_to(victim)
    assert desk.run(["export", "-o", str(link), "--force"]).code == 6
    assert victim.read_text() == "precious"


def test_a_folder_that_is_not_there_is_said_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    desk.run("import jsonl -", HERS)
    assert desk.run(["export", "-o", str(tmp_path / "no" / "file")]).code == 3
    assert "cannot be written (No such file or directory)" in desk.err


def test_exporting_makes_no_journal_where_there_is_none(desk: Desk) -> None:
    assert desk.run("export").code == 4
    assert not desk.home.exists()


def test_a_dry_run_says_the_same_and_stores_nothing(desk: Desk) -> None:
    assert desk.run("import jsonl - --dry-run", HERS).code == 0
    assert "2 entries would come in (3 answers)." in desk.err
    assert "Nothing was stored" in desk.err
    assert not desk.home.exists()
    desk.run("import jsonl -", HERS.replace("2025-07-03", "2025-07-04"))
    before = written(desk)
    assert desk.run("import jsonl - --dry-run", HERS).code == 0
    assert "1 entry would come in (1 answer). 1 was here already." in desk.err
    assert written(desk) == before


def test_one_wrong_line_at_the_end_keeps_everything_out(desk: Desk) -> None:
    wrong = (
        HERS + '{"record":"entry","kind":"daily","day":"2025-07-09","answers":[{"prompt":"note","person":"P7"}]}'
    )
    assert desk.run("import jsonl -", wrong).code == 3
    assert "standard input, line 5: no person P7 stands above this line" in desk.err
    assert '"record":"entry"' not in written(desk)
    assert '"record":"person"' not in written(desk)


def test_a_prompt_that_no_pack_asks_needs_its_wording(desk: Desk) -> None:
    line = '{"record":"entry","kind":"daily","day":"2025-07-09","answers":[{"prompt":"mine/own"%s,"text":"x"}]}'
    assert desk.run("import jsonl -", line % "").code == 3
    assert "line 1: no pack asks 'mine/own'; an answer to it needs its wording, as asked." in desk.err
    assert desk.run("import jsonl -", line % ',"asked":"What now?"').code == 0
    assert '{"record":"question","prompt":"mine/own","version":1,"asked":"What now?","kind":"text"}' in written(
        desk
    )


def test_the_wording_of_the_installed_packs_stands_in_for_one_that_is_missing(desk: Desk) -> None:
    desk.run("import jsonl -", HERS)
    questions = {line["prompt"]: line for line in map(json.loads, written(desk).splitlines()[1:4])}
    assert questions["convictions/lived"]["labels"][0] == "went against it"
    assert questions["note"]["asked"] == "A note."


def test_formats_and_files_that_are_not_there_are_named(desk: Desk) -> None:
    assert desk.run("import jsnol x").code == 2
    assert "There is no format 'jsnol'. Did you mean jsonl?" in desk.err
    assert desk.run("import jsonl nowhere.jsonl").code == 4
    assert "There is no file nowhere.jsonl." in desk.err
    assert desk.run(["import", "jsonl", str(desk.home.parent)]).code == 3
    assert "is a folder" in desk.err


def test_whatever_a_file_says_nothing_in_it_acts_on_the_terminal(desk: Desk) -> None:
    for line in ('{"record":"\\u001b[31mx"}', '{"record":"entry","\\u001b]0;x\\u0007":1}'):
        assert desk.run("import jsonl -", line).code == 3
        assert "\x1b" not in desk.err


def test_killed_in_the_middle_an_import_leaves_the_journal_as_it_was(desk: Desk) -> None:
    desk.run("import jsonl -", HERS)
    before = written(desk)
    command = [sys.executable, "-m", "reflect", "--home", str(desk.home), "import", "jsonl", "-"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
    assert process.stdin is not None
    text = "x" * 1400
    for number in range(20_000):  # a pipe holds 64 kB, so nearly all of this has been read when it is written
        answer = {"prompt": "note", "text": f"{number} {text}"}
        entry = {"record": "entry", "kind": "note", "day": "2025-08-01", "answers": [answer]}
        process.stdin.write(json.dumps(entry).encode() + b"\n")
    assert process.poll() is None
    assert (desk.home / "journal.db-wal").stat().st_size > 0  # more than its memory holds: it was writing
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    assert written(desk) == before
    journal = desk.journal()
    assert journal.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert journal.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'answers_text_in'").fetchone()
    journal.close()
