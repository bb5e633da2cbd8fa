"""reflect remind: what stands in each system's timers, how it gets there and goes, what it says when it comes."""

from __future__ import annotations

import json
import os
import plistlib
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from configparser import ConfigParser
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from reflect.machine import LONGEST, NOT_FOUND, TOO_LONG, Machine, Ran
from reflect.periods import span
from reflect.reminding import Reminder, calendar_file, cron, launchd, systemd
from tests.conftest import Bare, Desk, Leave

NASTY = 'a home 100% of $HOME, "quoted" \\x é'
"""A folder's name with everything in it that means something to one timer or the other."""

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1)
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
REMINDERS = st.builds(
    lambda at, days, words: Reminder(at, days, ("/usr/bin/python3", *words)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    WEEKDAYS,
    st.lists(WORDS, min_size=1, max_size=4),
)


class Pretended(Bare):
    """A machine with these programs on it, which takes down what is run and keeps a crontab."""

    def __init__(self, *programs: str, platform: str = "linux", runs_systemd: bool = False) -> None:
        super().__init__()
        self.platform, self.runs_systemd = platform, runs_systemd
        self.programs = programs
        self.runs: list[list[str]] = []
        self.more: dict[str, str] = {}
        self.table: bytes | None = None
        self.fails: dict[str, Ran] = {}

    def has(self, program: str) -> bool:
        return program in self.programs

    def run(self, command: Sequence[str], given: bytes = b"", more: Mapping[str, str] | None = None) -> Ran:
        assert command[0] in self.programs, command
        self.runs.append(list(command))
        self.more = dict(more or {})
        line = " ".join(command)
        if failing := next((ran for begin, ran in self.fails.items() if line.startswith(begin)), None):
            return failing
        if line == "crontab -l":
            return Ran(1, complaint="no crontab for ada") if self.table is None else Ran(0, self.table)
        if line == "crontab -":
            self.table = given
        return Ran(0)


def on(desk: Desk, machine: Machine, tmp_path: Path, **environ: str) -> Desk:
    """The desk of an account on that machine."""
    return replace(desk, machine=machine, environ={"HOME": str(tmp_path / "ada"), **environ})


def with_systemd(desk: Desk, tmp_path: Path, **environ: str) -> tuple[Desk, Pretended]:
    machine = Pretended("systemctl", runs_systemd=True)
    return on(desk, machine, tmp_path, **environ), machine


def with_cron(desk: Desk, tmp_path: Path) -> tuple[Desk, Pretended]:
    machine = Pretended("crontab")
    return on(desk, machine, tmp_path), machine


def files_under(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- what it says beforehand


@pytest.mark.parametrize(
    ("machine", "way"),
    [
        (Pretended("systemctl", "crontab", runs_systemd=True), "systemd"),
        (Pretended("systemctl", "crontab"), "cron"),
        (Pretended("launchctl", "crontab", platform="darwin"), "launchd"),
        (Pretended("systemctl"), "ics"),
        (Pretended(platform="win32"), "ics"),
    ],
)
def test_without_a_word_it_takes_what_the_machine_has(
    desk: Desk, tmp_path: Path, machine: Pretended, way: str
) -> None:
    there = on(desk, machine, tmp_path).run("remind --json")
    assert there.code == 0, there.err
    assert there.json["as"] == way


@pytest.mark.parametrize("way", ["systemd", "launchd", "cron", "ics"])
def test_alone_it_shows_what_it_would_install_and_changes_nothing(desk: Desk, tmp_path: Path, way: str) -> None:
    machine = Pretended("systemctl", "launchctl", "crontab")
    there = on(desk, machine, tmp_path).run(["remind", "--as", way])
    assert there.code == 0
    assert files_under(tmp_path) == {}
    assert machine.runs in ([], [["crontab", "-l"]])
    assert "Nothing is installed yet. To install it, add: --install" in there.err
    assert "It comes next on Tue 4 Mar 2025, Wed 5 Mar 2025, Thu 6 Mar 2025." in there.err
    standing = there.out
    shown = there.run(["remind", "--as", way, "--json"]).json
    assert standing == "".join(file["content"] for file in shown["files"])
    assert (shown["at"], shown["days"]) == ("17:30", ["mon", "tue", "wed", "thu", "fri"])


def test_the_next_dates_keep_to_the_rule_and_leave_out_days_away(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run("away 2025-03-05..2025-03-14")
    desk.run("remind --days mon,wed,sun --at 19:00 --json")
    assert desk.json["next"] == ["2025-03-03T19:00", "2025-03-16T19:00", "2025-03-17T19:00"]
    desk.run(["import", "jsonl", "-"], given='{"record":"away","first":"2025-03-04","last":"9999-12-31"}')
    assert "You are away on every day of the next year" in desk.run("remind").err


def test_without_days_it_takes_her_workdays(desk: Desk) -> None:
    desk.run("settings set workdays mon-thu")
    assert desk.run("remind --json").json["days"] == ["mon", "tue", "wed", "thu"]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("remind --at 25:00", 3, "'25:00' is no time of the day"),
        ("remind --at half-past", 3, "is no time of the day"),
        ("remind --days someday", 3, "'someday' names no days of the week"),
        ("remind --as at", 2, "Invalid value for '--as'"),
        ("remind --install --remove", 2, "exclude each other"),
        ("remind --as cron --install", 2, "There is no crontab on this machine"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(desk: Desk, line: str, code: int, words: str) -> None:
    refused = desk.run(line)
    assert (refused.code, refused.out) == (code, "")
    assert words in refused.err


def test_a_home_whose_path_no_file_of_a_timer_could_hold_is_refused(desk: Desk, tmp_path: Path) -> None:
    refused = desk.run(["--home", str(tmp_path / "two\nlines"), "remind", "--as", "cron"])
    assert refused.code == 3
    assert "holds a sign that no timer's file can hold" in refused.err


# ---- what stands in the files


def read_as_systemd(line: str) -> list[str]:
    """The arguments as systemd.service(5) reads them: quotes, escapes, specifiers; variables, but in the first."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)
    read = [re.sub(r"\\(.)", r"\1", quoted) if quoted else plain for quoted, plain in words]
    assert all(re.fullmatch(r"(?:[^%]|%%)*", word) for word in read)
    assert all(re.fullmatch(r"(?:[^$]|\$\$)*", word) for word in read[1:])
    read = [word.replace("%%", "%") for word in read]
    return [read[0], *(word.replace("$$", "$") for word in read[1:])]


@given(reminder=REMINDERS)
def test_systemd_reads_the_very_arguments_back(reminder: Reminder) -> None:
    unit = ConfigParser(interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep the case of keys
    unit.read_string(systemd.service(reminder))
    assert read_as_systemd(unit["Service"]["ExecStart"]) == list(reminder.program)


def test_systemd_itself_finds_no_fault_with_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    program = tmp_path / "bin 5%$c" / "python"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    reminder = Reminder(time(8, 5), frozenset({0, 6}), (str(program), "-P", NASTY))
    units = tmp_path / systemd.SERVICE, tmp_path / systemd.TIMER
    units[0].write_text(systemd.service(reminder), encoding="utf-8")
    units[1].write_text(systemd.timer(reminder), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "--user", "verify", *units],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "OnCalendar=Mon,Sun *-*-* 08:05:00\n" in units[1].read_text()


@given(reminder=REMINDERS)
def test_launchd_gets_the_arguments_one_by_one_and_counts_from_sunday(reminder: Reminder) -> None:
    agent = plistlib.loads(launchd.agent(reminder))
    assert agent["ProgramArguments"] == list(reminder.program)
    moments = [(each["Weekday"], each["Hour"], each["Minute"]) for each in agent["StartCalendarInterval"]]
    assert {(weekday - 1) % 7 for weekday, _, _ in moments} == reminder.days
    assert {time(hour, minute) for _, hour, minute in moments} == {reminder.at}


@pytest.mark.skipif(sys.platform == "win32", reason="cron's shell is needed")
@pytest.mark.parametrize("words", [NASTY, "it's", "`id`; $(id) && rm -r x", "#no remark", "100%"])
def test_cron_starts_the_program_with_the_very_arguments(words: str) -> None:
    line = cron.line(Reminder(time(8, 5), frozenset({0, 6}), ("printf", "[%s]", words, "next")))
    *fields, command = line.split(" ", 5)
    assert fields == ["5", "8", "*", "*", "0,1"]
    assert re.fullmatch(r"(?:[^%\\]|\\.)*", command.replace("\\x", "")), "cron ends the command at a bare %"
    told = subprocess.run(["sh", "-c", command.replace(r"\%", "%")], capture_output=True, check=True).stdout
    assert told.decode() == f"[{words}][next]"


LINES = st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), max_size=20)
TABLES = st.lists(LINES, max_size=5).map(lambda lines: "".join(f"{line}\n" for line in lines))


@given(table=TABLES, first=REMINDERS, second=REMINDERS)
def test_a_crontab_keeps_every_other_line_and_holds_one_reminder(
    table: str, first: Reminder, second: Reminder
) -> None:
    ours = [replace(each, program=("python", "-m", "reflect", "remind --notify")) for each in (first, second)]
    once = cron.with_reminder(table, ours[0])
    assert once.startswith(table)
    assert cron.with_reminder(once, ours[1]) == cron.with_reminder(table, ours[1])
    assert cron.without_reminder(once) == table
    assert cron.has_reminder(once)
    assert not cron.has_reminder(table)


def test_a_line_that_somebody_put_under_our_mark_stays() -> None:
    assert cron.without_reminder(f"{cron.MARK}\n5 4 * * * backup\n") == "5 4 * * * backup\n"


@given(line=st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=400))
@example(line="a" * 400)
@example(line="é" * 200)
def test_a_folded_line_has_75_octets_at_most_and_unfolds_to_itself(line: str) -> None:
    folded = calendar_file.folded(line)
    pieces = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, pieces)) <= 75
    assert [piece.decode() for piece in pieces]  # no character is cut in two
    assert folded.replace(b"\r\n ", b"") == line.encode() + b"\r\n"


def event(text: str) -> dict[str, str]:
    unfolded = text.replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in reversed(unfolded) if line)


def test_the_event_of_a_calendar_follows_the_rule_and_leaves_out_days_away(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run("away 2025-03-03..2025-03-14")
    desk.run("away 2025-04-01")
    text = desk.at("2025-03-02T18:00").run("remind --as ics --at 8:05 --days mon-fri").out
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("\r\nEND:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    found = event(text)
    assert found["DTSTAMP"] == "20250302T170000Z"
    assert found["DTSTART"] == "20250317T080500"
    assert found["EXDATE"] == "20250401T080500"
    begins = datetime.fromisoformat(found["DTSTART"])
    assert rrulestr(found["RRULE"], dtstart=begins)[0] == begins
    assert "No surprises" not in text
    again = desk.at("2025-06-02T18:00").run("remind --as ics --at 9:00").out
    assert event(again)["UID"] == found["UID"]


def test_the_event_of_somebody_long_away_still_has_a_beginning() -> None:
    now = datetime(2025, 3, 3, 18, 0, tzinfo=UTC)
    whole = span(now.date(), now.date().replace(year=2030))
    text = calendar_file.calendar(Reminder(time(8), frozenset({1}), ("x",)), now, [whole]).decode()
    assert event(text)["DTSTART"] == "20250304T080000"


# ---- installing and removing


def test_a_systemd_timer_is_installed_replaced_and_removed(desk: Desk, tmp_path: Path) -> None:
    there, machine = with_systemd(desk, tmp_path)
    there.run("remind --install")
    assert there.code == 0, there.err
    assert there.out == ""
    folder = tmp_path / "ada" / ".config" / "systemd" / "user"
    assert set(files_under(folder)) == {systemd.SERVICE, systemd.TIMER}
    assert machine.runs == [
        ["systemctl", "--user", "daemon-reload"],
        ["systemctl", "--user", "enable", "--now", systemd.TIMER],
    ]
    assert str(folder / systemd.TIMER) in there.err
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    first = files_under(folder)

    assert "Installed at present: a user timer of systemd." in there.run("remind").err
    there.run("remind --install --at 9:15")
    assert "09:15" in files_under(folder)[systemd.TIMER].decode()
    there.run("remind --install")
    assert files_under(folder) == first

    removed = there.run("remind --remove")
    assert (removed.code, removed.err) == (0, "Removed: a user timer of systemd.\n")
    assert files_under(folder) == {}
    assert machine.runs[-2:] == [
        ["systemctl", "--user", "disable", "--now", systemd.TIMER],
        ["systemctl", "--user", "daemon-reload"],
    ]
    again = there.run("remind --remove")
    assert (again.code, again.err) == (0, "No reminder is installed.\n")


def test_where_systemd_refuses_everything_is_as_it_was(desk: Desk, tmp_path: Path) -> None:
    there, machine = with_systemd(desk, tmp_path)
    machine.fails["systemctl --user enable"] = Ran(1, complaint="Failed to connect\nto bus")
    refused = there.run("remind --install")
    assert refused.code == 2
    assert "enable --now reflect-remind.timer failed (Failed to connect to bus), so nothing is inst" in refused.err
    assert files_under(tmp_path) == {}
    machine.fails.clear()
    there.run("remind --install")
    before = files_under(tmp_path)
    machine.fails["systemctl --user enable"] = Ran(1, complaint="no")
    assert there.run("remind --install --at 9:15").code == 2
    assert files_under(tmp_path) == before


def test_the_units_lie_where_xdg_says_but_a_relative_folder_does_not_count(desk: Desk, tmp_path: Path) -> None:
    there, _ = with_systemd(desk, tmp_path, XDG_CONFIG_HOME=str(tmp_path / "my config"))
    there.run("remind --install")
    assert set(files_under(tmp_path)) == {
        f"my config/systemd/user/{name}" for name in (systemd.SERVICE, systemd.TIMER)
    }
    other, _ = with_systemd(desk, tmp_path, XDG_CONFIG_HOME="config")
    assert str(tmp_path / "ada" / ".config") in other.run("remind").err


@pytest.mark.skipif(sys.platform == "win32", reason="folders have rights where accounts have numbers")
def test_a_folder_of_the_systems_keeps_its_rights(desk: Desk, tmp_path: Path) -> None:
    there = on(desk, Pretended("launchctl", platform="darwin"), tmp_path)
    agents = tmp_path / "ada" / "Library" / "LaunchAgents"
    agents.mkdir(parents=True)
    agents.chmod(0o755)
    assert there.run("remind --install").code == 0
    assert stat.S_IMODE(agents.stat().st_mode) == 0o755


def test_a_launchd_agent_is_installed_replaced_and_removed(desk: Desk, tmp_path: Path) -> None:
    machine = Pretended("launchctl", platform="darwin")
    there = on(desk, machine, tmp_path)
    file = tmp_path / "ada" / "Library" / "LaunchAgents" / launchd.AGENT
    assert there.run("remind --install").code == 0
    assert plistlib.loads(file.read_bytes())["ProgramArguments"][-2:] == ["--days", "mon-fri"]
    start, stop = (
        ["launchctl", "bootstrap", "gui/1000", str(file)],
        ["launchctl", "bootout", "gui/1000/reflect.remind"],
    )
    assert machine.runs == [start]
    there.run("remind --install")
    assert machine.runs == [start, stop, start]
    there.run("remind --remove")
    assert machine.runs == [start, stop, start, stop]
    assert not file.exists()


def test_a_crontab_line_is_installed_replaced_and_removed(desk: Desk, tmp_path: Path) -> None:
    there, machine = with_cron(desk, tmp_path)
    hers = b"# mine \xff\n0 3 * * * backup --all 100\\%\n"
    machine.table = hers
    assert there.run("remind --install").code == 0
    assert there.run("remind --install --at 9:15").code == 0
    assert machine.table.startswith(hers)
    ours = machine.table.removeprefix(hers).decode().splitlines()
    assert ours[0] == cron.MARK
    assert ours[1].startswith("15 9 * * 1,2,3,4,5 /usr/bin/python3 -P -m reflect --home ")
    assert len(ours) == 2
    there.run("remind --remove")
    assert machine.table == hers
    assert there.run("remind --remove --as cron").err == "No reminder is installed as a line of your crontab.\n"
    assert machine.table == hers


def test_somebody_without_a_crontab_gets_one(desk: Desk, tmp_path: Path) -> None:
    there, machine = with_cron(desk, tmp_path)
    assert there.run("remind --install").code == 0
    assert machine.table is not None
    assert machine.table.startswith(cron.MARK.encode())


def test_a_crontab_that_cannot_be_read_is_never_written(desk: Desk, tmp_path: Path) -> None:
    there, machine = with_cron(desk, tmp_path)
    machine.fails["crontab -l"] = Ran(1, complaint="You (ada) are not allowed to use this program")
    refused = there.run("remind --install")
    assert refused.code == 6
    assert "cannot be read (You (ada) are not allowed to use this program), and was left as it is" in refused.err
    assert ["crontab", "-"] not in machine.runs
    assert there.run("remind --remove").code == 0


def test_a_crontab_that_does_not_take_the_line_says_so(desk: Desk, tmp_path: Path) -> None:
    there, machine = with_cron(desk, tmp_path)
    machine.fails = {"crontab -l": Ran(0), "crontab -": Ran(1)}
    refused = there.run("remind --install")
    assert refused.code == 2
    assert "crontab did not take the line (exit code 1)" in refused.err


def test_a_calendars_file_is_written_into_her_home_and_removed(desk: Desk) -> None:
    assert desk.run("remind --install").code == 0
    file = desk.home / "reminder.ics"
    assert "Open that file with your calendar." in desk.err
    assert file.read_bytes() == desk.run("remind").out.encode()
    assert "delete there" in desk.run("remind --remove").err
    assert not file.exists()


def test_another_way_takes_the_place_of_the_one_that_stands(desk: Desk, tmp_path: Path) -> None:
    """Two timers would show it twice."""
    machine = Pretended("systemctl", "crontab", runs_systemd=True)
    there = on(desk, machine, tmp_path)
    there.run("remind --install --as cron")
    there.run("remind --install --json")
    assert "It replaces a line of your crontab." in there.err
    assert there.json["installed"] == ["systemd"]
    assert machine.table == b""


# ---- when it comes


def begun(desk: Desk, tmp_path: Path, *programs: str) -> tuple[Desk, Pretended]:
    """Somebody with a conviction since a month, on Monday 3 March 2025 in the evening."""
    desk.at("2025-02-03T18:00").run("convictions add --from -", given="No surprises, said Ana")
    machine = Pretended(*programs)
    return on(desk, machine, tmp_path), machine


def coming(desk: Desk, days: str = "mon-fri") -> str:
    """What is shown when the timer starts it."""
    desk.run(["remind", "--notify", "--days", days])
    assert (desk.code, desk.err) == (0, "")
    return desk.out


def test_it_shows_one_line_of_ours_as_a_notification(desk: Desk, tmp_path: Path) -> None:
    there, machine = begun(desk, tmp_path, "notify-send")
    assert coming(there) == ""
    line = "Three minutes for the day: reflect daily"
    assert machine.runs == [["notify-send", "--app-name=reflect", "reflect", line]]


def test_on_a_mac_the_line_is_an_argument_and_no_part_of_a_script(desk: Desk, tmp_path: Path) -> None:
    there, machine = begun(desk, tmp_path, "osascript")
    machine.platform = "darwin"
    assert coming(there) == ""
    (run,) = machine.runs
    assert run[-2:] == ["Three minutes for the day: reflect daily", "reflect"]
    assert "Three minutes" not in " ".join(run[:-2])


def test_where_no_notification_can_be_shown_the_line_is_printed(desk: Desk, tmp_path: Path) -> None:
    """cron sends it by mail, systemd keeps it in its log."""
    there, _ = begun(desk, tmp_path)
    assert coming(there) == "Three minutes for the day: reflect daily\n"
    there, machine = begun(desk, tmp_path, "notify-send")
    machine.fails["notify-send"] = Ran(1)
    assert coming(there) == "Three minutes for the day: reflect daily\n"


def test_under_cron_the_notification_finds_the_desktops_bus(desk: Desk, tmp_path: Path) -> None:
    there, machine = begun(desk, tmp_path, "notify-send")
    (tmp_path / "bus").touch()
    there = there.with_environ(XDG_RUNTIME_DIR=str(tmp_path))
    coming(there)
    assert machine.more == {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'bus'}"}
    coming(there.with_environ(DBUS_SESSION_BUS_ADDRESS="unix:path=/elsewhere"))
    assert machine.more == {}


def test_it_is_silent_once_the_day_is_answered(desk: Desk, tmp_path: Path) -> None:
    there, _ = begun(desk, tmp_path)
    there.run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    assert coming(there) == ""
    assert coming(there.at("2025-03-04T17:30")) != ""


def test_a_day_left_half_way_is_named_as_such(desk: Desk, tmp_path: Path) -> None:
    there, _ = begun(desk, tmp_path)
    there.answering(Leave("Told them half of")).run("daily")
    assert coming(there) == "Today's questions wait where you stopped: reflect daily\n"


def test_before_noon_it_is_about_the_last_workday(desk: Desk, tmp_path: Path) -> None:
    there, _ = begun(desk, tmp_path)
    there.run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    assert coming(there.at("2025-03-04T08:00")) == ""
    assert coming(there.at("2025-03-05T08:00")) != ""
    there.run("away 2025-03-04")
    assert coming(there.at("2025-03-05T08:00")) == "", "Monday is the last day on which she was there"


def test_it_is_silent_on_days_away_and_on_other_weekdays(desk: Desk, tmp_path: Path) -> None:
    there, _ = begun(desk, tmp_path)
    there.run("away 2025-03-03..2025-03-07")
    assert coming(there) == ""
    assert coming(there.at("2025-03-10T18:00")) != ""
    assert coming(there.at("2025-03-15T09:00")) == "", "a timer that catches up on a Saturday"
    assert coming(there.at("2025-03-15T18:00"), "sat") != ""


def test_after_midnight_it_still_belongs_to_the_weekday_on_which_the_timer_comes(
    desk: Desk, tmp_path: Path
) -> None:
    there, _ = begun(desk, tmp_path)
    assert coming(there.at("2025-03-11T00:30"), "tue") != ""
    there.at("2025-03-10T23:00").run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    assert coming(there.at("2025-03-11T00:30"), "tue") == ""


def test_before_there_is_a_journal_it_says_how_to_begin_and_makes_none(desk: Desk) -> None:
    assert coming(desk) == "There is no journal yet. The first question takes half a minute: reflect daily\n"
    assert not desk.home.exists()


def test_a_journal_that_cannot_be_read_is_no_reason_to_forget_her(desk: Desk, tmp_path: Path) -> None:
    there, _ = begun(desk, tmp_path)
    (there.home / "journal.db").write_bytes(b"not a journal at all" * 300)
    assert coming(there) == "Three minutes for the day: reflect daily\n"


def test_no_word_of_hers_leaves_by_it_and_the_journal_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    there, machine = begun(desk, tmp_path, "notify-send", "crontab")
    there.run("people add Ana")
    before = (there.home / "journal.db").read_bytes()
    coming(there)
    there.run("remind --install --as cron --json")
    told = f"{machine.runs} {there.out} {there.err} {machine.table!r}"
    assert not re.search(r"surprises|Ana", told)
    assert (there.home / "journal.db").read_bytes() == before


def test_the_program_that_the_timer_starts_is_there_wherever_it_is_started(desk: Desk, tmp_path: Path) -> None:
    """A timer starts it in her home folder, where a file may have the name of a module."""
    machine = Pretended()
    machine.python = sys.executable
    there = Desk(tmp_path / NASTY.replace('"', "'").replace("\\", ""), machine=machine)
    program: Any = there.run("remind --json --days mon-sun").json["program"]
    (tmp_path / "reflect.py").write_text("raise SystemExit('the wrong one')")
    told = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == "There is no journal yet. The first question takes half a minute: reflect daily\n"


# ---- the machine itself


def test_another_program_gets_its_input_and_the_environment_and_its_end_is_told() -> None:
    machine = Machine()
    script = "import os, sys; sys.stdout.write(sys.stdin.read() + os.environ['MORE']); sys.exit('no')"
    ran = machine.run([sys.executable, "-c", script], given=b"in ", more={"MORE": "more"})
    assert ran == Ran(1, b"in more", "no")


def test_a_program_that_is_not_there_or_does_not_end_is_told_as_the_shell_would(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine()
    assert machine.run(["no-such-program-here"]).code == NOT_FOUND
    assert not machine.has("no-such-program-here")
    assert LONGEST >= 10
    monkeypatch.setattr("reflect.machine.LONGEST", 0.2)
    assert machine.run([sys.executable, "-c", "import time; time.sleep(9)"]).code == TOO_LONG


def test_json_is_for_programs_and_holds_the_files_whole(desk: Desk, tmp_path: Path) -> None:
    there, _ = with_systemd(desk, tmp_path)
    shown = json.loads(there.run("remind --json").out)
    assert [Path(file["place"]).name for file in shown["files"]] == [systemd.SERVICE, systemd.TIMER]
    assert shown["commands"][0] == ["systemctl", "--user", "daemon-reload"]
    assert shown["installed"] == []
