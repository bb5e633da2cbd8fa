"""reflect settings: the table, the file, and what the settings do."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect.errors import InputError, RefusedError
from reflect.insight.languages import LANGUAGES
from reflect.model import VISIBILITIES
from reflect.session import Session, World
from reflect.settings import Settings, read_settings
from reflect.settings.kinds import UnfitError
from reflect.settings.table import SETTINGS, setting_of
from reflect.settings.writing import write_setting
from tests.conftest import Coach, Desk

FULL = b"""# mine since January

day_ends = 3   # I write late
workdays = [   # not Friday
  "mon", "tue",
  "wed", "thu",  # Thursday at home
]
year_starts = 4"""

COMMANDS = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="'\"\\"), max_size=12
) | st.sampled_from(["less -RS", 'vim -c "set tw=80"', r"C:\\Programs\\edit.exe", "emacs # no comment"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "year_starts": st.integers(1, 12),
    "day_ends": st.integers(0, 12),
    "workdays": st.frozensets(st.integers(0, 6), min_size=1),
    "daily_questions": st.integers(1, 3),
    "focus_weeks": st.integers(1, 52),
    "guesses": st.booleans(),
    "stop_words": st.sampled_from(["auto", *LANGUAGES]),
    "pager": COMMANDS,
    "editor": COMMANDS,
    "default_visibility": st.sampled_from(VISIBILITIES),
    "backups_kept": st.integers(1, 1000),
    "backup_every": st.integers(0, 365),
}
PAIRS = st.sampled_from(sorted(VALUES)).flatmap(lambda key: st.tuples(st.just(key), VALUES[key]))


def settings_file(desk: Desk, content: str | bytes) -> Path:
    desk.home.mkdir(exist_ok=True)
    path = desk.home / "settings.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_every_field_of_settings_has_its_row_in_the_table() -> None:
    assert [setting.key for setting in SETTINGS] == [field.name for field in fields(Settings)]


@given(PAIRS)
def test_whatever_a_setting_takes_is_read_back_as_typed_and_as_written(pair: tuple[str, Any]) -> None:
    import tomllib

    key, value = pair
    takes = setting_of(key).takes
    assert takes.read(takes.said(value)) == value
    assert takes.read(tomllib.loads(f"it = {takes.written(value)}")["it"]) == value


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("year_starts", "April", 4),
        ("year_starts", "4", 4),
        ("workdays", "Mon-Thu", frozenset({0, 1, 2, 3})),
        ("workdays", "sunday, tue wed", frozenset({6, 1, 2})),
        ("workdays", "sat-mon", frozenset({5, 6, 0})),
        ("guesses", "off", False),
        ("stop_words", "DE", "de"),
        ("default_visibility", "Coach", "coach"),
        ("pager", "", ""),
    ],
)
def test_values_are_taken_as_people_type_them(key: str, typed: str, value: object) -> None:
    assert setting_of(key).takes.read(typed) == value


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("year_starts", "ma"),
        ("year_starts", 13),
        ("day_ends", True),
        ("day_ends", 4.0),
        ("day_ends", "-1"),
        ("day_ends", "４"),
        ("workdays", []),
        ("workdays", ["mon", 2]),
        ("workdays", "mon-"),
        ("guesses", 1),
        ("stop_words", "english"),
        ("pager", "less\n-R"),
        ("editor", "vim 'half"),
        ("default_visibility", None),
        ("backups_kept", 0),
        ("backup_every", -1),
    ],
)
def test_a_value_that_does_not_fit_is_refused(key: str, wrong: object) -> None:
    with pytest.raises(UnfitError):
        setting_of(key).takes.read(wrong)


# ---- the commands


def test_the_list_shows_value_default_and_meaning_and_where_everything_lies(desk: Desk) -> None:
    settings_file(desk, "day_ends = 3\n")
    listed = desk.with_environ(COLUMNS="200").run("settings")
    assert listed.code == 0
    row = next(line for line in listed.out.splitlines() if "day_ends" in line)
    assert row.split()[:3] == ["day_ends", "3", "4"]
    assert setting_of("day_ends").meaning in row
    for place in ("journal.db", "backups", "prompts", "settings.toml"):
        assert str(desk.home / place) in listed.out


def test_the_list_as_json_has_raw_values_by_stable_keys(desk: Desk) -> None:
    desk.run("settings --json")
    table, places = (section["blocks"][0] for section in desk.json["sections"])
    values = {row["key"]: row["value"] for row in table["rows"]}
    assert set(values) == {setting.key for setting in SETTINGS}
    assert (values["year_starts"], values["guesses"], values["workdays"]) == (1, True, "mon-fri")
    assert {"home", "journal", "backups", "packs", "settings"} <= {fact["key"] for fact in places["facts"]}


def test_looking_at_settings_makes_no_journal_and_no_file(desk: Desk) -> None:
    assert desk.run("settings").code == 0
    assert not desk.home.exists()


def test_get_prints_the_value_alone(desk: Desk) -> None:
    settings_file(desk, 'workdays = ["mon", "wed"]\n')
    assert desk.run("settings get workdays").out == "mon wed\n"
    desk.run("settings get workdays --json")
    assert (desk.json["key"], desk.json["value"], desk.json["default"]) == ("workdays", "mon wed", "mon-fri")


def test_set_makes_a_private_file_with_that_one_line(desk: Desk) -> None:
    assert desk.run("settings set workdays mon tue wed").code == 0
    path = desk.home / "settings.toml"
    assert path.read_text() == 'workdays = ["mon", "tue", "wed"]\n'
    assert desk.run("settings get workdays").out == "mon-wed\n"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_set_takes_a_command_with_its_options_without_quotes(desk: Desk) -> None:
    assert desk.run("settings set pager less -RS").code == 0
    assert desk.run("settings get pager").out == "less -RS\n"


def test_set_changes_one_line_and_keeps_comments_and_order(desk: Desk) -> None:
    path = settings_file(desk, FULL)
    desk.run("settings set day_ends 5")
    assert path.read_bytes() == FULL.replace(b"day_ends = 3 ", b"day_ends = 5 ")
    desk.run("settings set focus_weeks 4")
    assert path.read_bytes().endswith(b"year_starts = 4\nfocus_weeks = 4\n")


def test_set_on_a_list_of_several_lines_keeps_its_comments_above_it(desk: Desk) -> None:
    path = settings_file(desk, FULL)
    desk.run("settings set workdays mon-fri")
    assert path.read_bytes() == (
        b"# mine since January\n\nday_ends = 3   # I write late\n# not Friday\n# Thursday at home\n"
        b'workdays = ["mon", "tue", "wed", "thu", "fri"]\nyear_starts = 4'
    )


def test_set_keeps_the_line_ends_of_windows(desk: Desk) -> None:
    path = settings_file(desk, b"day_ends = 3 # late\r\nguesses = false\r\n")
    desk.run("settings set day_ends 2")
    assert path.read_bytes() == b"day_ends = 2 # late\r\nguesses = false\r\n"


def test_set_mends_a_broken_line(desk: Desk) -> None:
    path = settings_file(desk, b"day_ends 3 # late\nguesses = false\n")
    desk.run("settings set day_ends 3")
    assert path.read_bytes() == b"day_ends = 3 # late\nguesses = false\n"


def test_set_refuses_a_bad_value_with_a_sentence_and_changes_nothing(desk: Desk) -> None:
    path = settings_file(desk, FULL)
    refused = desk.run("settings set day_ends 14")
    assert refused.code == 3
    assert "day_ends is '14'; it takes an hour from 0 to 12." in refused.err
    assert path.read_bytes() == FULL


def test_an_unknown_setting_is_answered_with_the_nearest(desk: Desk) -> None:
    for line in ("settings set day_end 3", "settings get day_end"):
        unknown = desk.run(line)
        assert unknown.code == 4
        assert "Did you mean day_ends?" in unknown.err


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_set_follows_no_link(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("day_ends = 3\n")
    desk.home.mkdir()
    (desk.home / "settings.toml").symlink_to(elsewhere)
    with pytest.raises(RefusedError):
        write_setting(desk.home / "settings.toml", setting_of("day_ends"), "4")
    assert elsewhere.read_text() == "day_ends = 3\n"


@settings(deadline=None)
@given(
    standing=st.lists(
        PAIRS.map(lambda pair: f"{pair[0]} = {setting_of(pair[0]).takes.written(pair[1])}  # why\n".encode())
        | st.sampled_from([b"# a comment = 4\n", b"\n", b"broken\n", b"x = [\n", b"\xff\xfe\n", b"[heading]\n"]),
        max_size=6,
    ),
    pair=PAIRS,
)
def test_what_was_set_is_read_back_whatever_else_stands_in_the_file(
    standing: list[bytes], pair: tuple[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("home") / "settings.toml"
    path.write_bytes(b"".join(standing))
    before, _ = read_settings(path)
    key, value = pair
    write_setting(path, setting_of(key), setting_of(key).takes.said(value))
    after, _ = read_settings(path)
    assert getattr(after, key) == value
    others = [field.name for field in fields(Settings) if field.name != key]
    assert [getattr(after, name) for name in others] == [getattr(before, name) for name in others]


# ---- a broken file


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("# mine\n\nday_ends 3\n", "settings.toml, line 3: expected '=' after a key"),
        ("day_ends = 25\n", "settings.toml, line 1: day_ends is 25; it takes an hour from 0 to 12."),
        ("guesses = true\nday_end = 3\n", "line 2: there is no setting day_end. Did you mean day_ends?"),
        ('workdays = [\n"mon",\n"moon"]\n', "line 1: workdays is ['mon', 'moon']; it takes days of the week"),
        ("guesses = true\nguesses = false\n", "line 2: guesses stands in line 1 too; this one counts."),
        ("[journal]\nguesses = false\n", "line 1: settings stand under no heading."),
        (b"pager = 'less'\neditor = '\xff'\n", "line 2: this is not UTF-8."),
        (f"day_ends = {'9' * 5000}\n", "line 1: the number is too long."),
        (f"workdays = {'[' * 5000}\n", "line 1: "),
        ('editor = "vim\n', "line 1: "),
    ],
)
def test_a_broken_line_is_named_on_stderr_once_and_never_stops_her(
    desk: Desk, content: str | bytes, sentence: str
) -> None:
    settings_file(desk, content)
    asked = desk.run("daily --json")
    assert asked.code == 0
    assert asked.err.count("settings.toml, line") == 1
    assert sentence in asked.err
    assert desk.json["entry"] == "daily"


def test_a_broken_line_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('workdays = ["mon"\nday_ends = 3\n\x00\nyear_starts = "april"\n')
    settings, complaints = read_settings(path)
    assert (settings.day_ends, settings.year_starts, settings.workdays) == (3, 4, Settings().workdays)
    assert [complaint.partition(":")[0] for complaint in complaints] == [
        "settings.toml, line 1",
        "settings.toml, line 3",
    ]


def test_a_file_that_cannot_be_read_leaves_the_defaults(desk: Desk) -> None:
    (desk.home / "settings.toml").mkdir(parents=True)
    asked = desk.run("daily --json")
    assert asked.code == 0
    assert "settings.toml cannot be read" in asked.err
    with pytest.raises(InputError, match="cannot be read"):
        write_setting(desk.home / "settings.toml", setting_of("day_ends"), "4")


@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_no_file_whatever_it_holds_makes_reading_fail(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("home") / "settings.toml"
    path.write_bytes(content)
    read_settings(path)


# ---- what they do


def begun(desk: Desk) -> Desk:
    desk.run("convictions add --from -", given="No surprises")
    assert desk.code == 0, desk.err
    return desk


@pytest.mark.parametrize("visibility", ["coach", "sealed"])
def test_new_answers_have_the_default_visibility(desk: Desk, visibility: str) -> None:
    begun(desk).run(f"settings set default_visibility {visibility}")
    desk.answering("Told them", ([4], ["none"])).run("daily")
    entry = desk.journal().sitting("daily", desk.moment.date())
    assert entry is not None
    assert {answer.visibility for answer in entry.answers} == {visibility}


def test_scripted_answers_and_events_have_the_default_visibility_too(desk: Desk) -> None:
    begun(desk).run("settings set default_visibility sealed")
    tally = {"convictions/lived": {"C1": 4}, "daily/tally": ["gain"]}
    assert desk.run("daily --answers -", given=tally).code == 0
    given = {"small-gains/given": [{"person": "Ana", "choice": "thanks", "text": "The plan."}]}
    desk.run("people add Ana")
    logged = desk.run("log gain --answers -", given=given)
    assert logged.code == 0, logged.err
    journal = desk.journal()
    answers = [answer for entry in journal.every_entry() for answer in entry.answers]
    journal.close()
    assert {"convictions/lived", "small-gains/given"} <= {answer.prompt for answer in answers}
    assert {answer.visibility for answer in answers} == {"sealed"}


def test_a_mark_for_the_coach_counts_more_than_a_sealed_default(desk: Desk) -> None:
    begun(desk).run("settings set default_visibility sealed")
    desk.answering(Coach("Told them"), ([4], ["none"])).run("daily")
    entry = desk.journal().sitting("daily", desk.moment.date())
    assert entry is not None
    assert [answer.visibility for answer in entry.answers[:2]] == ["coach", "sealed"]


def test_the_morning_rule_and_the_basis_go_by_the_workdays_that_are_set(desk: Desk) -> None:
    begun(desk).answering("x", ([4], ["none"])).run("daily")
    desk.run("settings set workdays mon tue")
    monday = desk.at("2025-03-10T09:00").answering("y", ([4], ["none"])).run("daily")
    assert monday.script is not None
    assert "on Tue 4 Mar" in monday.script.asked[0]
    desk.at("2025-03-16T18:00").run("review last week --json")
    facts = {fact["key"]: fact["value"] for fact in desk.json["sections"][0]["blocks"][0]["facts"]}
    assert facts["workdays"] == {"n": 2, "of": 2}


def session(desk: Desk, **environ: str) -> Session:
    return Session(World(environ=environ), desk.home)


def test_the_editor_is_the_one_that_is_set_else_the_environments(desk: Desk) -> None:
    assert session(desk, VISUAL="vim", EDITOR="ed").editor == "vim"
    assert session(desk, EDITOR="ed").editor == "ed"
    desk.run("settings set editor nano")
    assert session(desk, VISUAL="vim", EDITOR="ed").editor == "nano"


@pytest.mark.skipif(sys.platform == "win32", reason="the pager is started through a shell")
def test_the_pager_is_the_one_that_is_set_else_the_environments(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paged = tmp_path / "paged"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    environ = {"PAGER": f"cat > {paged}", "PATH": os.environ["PATH"]}
    session(desk, **environ).screen.page("a line\n" * 500)
    assert paged.read_text().count("a line") == 500
    desk.run(["settings", "set", "pager", f"head -1 > {paged}"])
    session(desk, **environ).screen.page("a line\n" * 500)
    assert paged.read_text().count("a line") == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices as POSIX has them")
@pytest.mark.parametrize("kind", ["pipe", "endless", "folder", "long"])
def test_settings_that_are_no_file_or_never_end_are_told_and_hold_nobody_up(desk: Desk, kind: str) -> None:
    desk.run("note", given="words")
    place = desk.home / "settings.toml"
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "endless":
            place.symlink_to("/dev/zero")
        case "folder":
            place.mkdir()
        case _:
            place.write_bytes(b"\n" * 1_000_001)
    desk.run("status")
    assert desk.code == 0
    assert f"{place} cannot be read (" in desk.err
    assert "The defaults serve." in desk.err
    assert desk.run("settings set day_ends 3").code == 3
    assert place.exists()
