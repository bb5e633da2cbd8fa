"""reflect export --coach: the two pages that she hands over, and all that must never stand in them."""

from __future__ import annotations

import os
import re
import shutil
import stat
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.model import Person
from reflect.periods.units import MONTHS
from reflect.review.name_scan import scan
from tests.conftest import Desk
from tests.seeding import SEALED, Seed, rich_quarter, workdays

GOLDEN = Path(__file__).parent / "golden" / "brief"
HEADINGS = [
    "Since our last session",
    "What I want from this one",
    "What went well, with evidence",
    "Where my acts and my words part",
    "One incident whole",
    "Patterns",
    "What surprised me",
    "What I learned, in one sentence",
    "What I consider, and if-then",
    "For you",
]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the rich quarter, seeded once and only copied."""
    home = tmp_path_factory.mktemp("rich") / "home"
    rich_quarter(Desk(home))
    return home


@pytest.fixture
def rich(seeded: Path, desk: Desk) -> Desk:
    """The rich quarter on 9 October 2025; each brief of it is remembered in a copy of its own."""
    shutil.copytree(seeded, desk.home)
    return desk.at("2025-10-09T18:00")


def brief_of(desk: Desk, words: str = "2025-Q3") -> str:
    desk.run(["export", "--coach", *words.split()])
    assert desk.code == 0, desk.err
    return desk.out


def section(brief: str, heading: str) -> str:
    return brief.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def told(desk: Desk, words: str, *, visibility: str = "coach", name: str = "Ana") -> Desk:
    """A desk whose coach-marked demonstration holds these words, with one person on the roster."""
    desk.run("convictions add --from -", given="No surprises")
    desk.run(["people", "add", name])
    said = {"text": words, "visibility": visibility}
    desk.run("daily --answers -", given={"convictions/demonstration": said, "convictions/lived": {"C1": 4}})
    assert desk.code == 0, desk.err
    return desk


# ---- what stands in it


def test_it_reads_as_it_read(rich: Desk) -> None:
    text = brief_of(rich)
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / "quarter.md").write_bytes(text.encode())
    assert text == (GOLDEN / "quarter.md").read_bytes().decode()


@pytest.mark.parametrize("words", ["2025-Q3", "2025-W20", "2024-Q4", "2025", ""])
def test_the_headings_stand_in_one_order_in_every_brief(rich: Desk, words: str) -> None:
    """A coach lays two side by side, even where one has nothing to say."""
    assert re.findall("^## (.*)$", brief_of(rich, words), re.MULTILINE) == HEADINGS


def test_it_fits_two_pages(rich: Desk) -> None:
    assert len(brief_of(rich).splitlines()) <= 90


def test_only_what_is_marked_for_the_coach_stands_in_it(rich: Desk) -> None:
    text = brief_of(rich)
    evidence = section(text, "What went well, with evidence")
    assert evidence.count("\n- ") == 7  # every second of the fourteen demonstrations was marked
    assert "(0)" in evidence
    assert "(10)" in evidence
    assert "(5)" not in text
    assert "A pilot in Sales" not in text
    assert section(text, "What I learned, in one sentence").strip() == "I take it back when afraid."


def test_a_private_noun_is_its_code_alone(rich: Desk) -> None:
    text = brief_of(rich)
    table = section(text, "Where my acts and my words part")
    assert "| C1 | Those nearest the work decide |" in table
    assert re.search(r"\| C2 \| [^|]*kept to myself[^|]* \|", table)
    agreed = section(text, "Since our last session")
    assert "| If a number is red, then ask what the owner proposes | kept |" in agreed
    assert "Kept to myself: K5 kept · K6 not · K7 kept · K8 renegotiated." in agreed
    assert "3 of 5 kept, 1 not, 1 renegotiated; with an if 2 of 3, without 1 of 2." in agreed
    for private in ("No surprises", "Nobody learns alone", "works council", "one working day", "say what I see"):
        assert private not in text


def test_counts_and_readings_are_those_of_the_review(rich: Desk) -> None:
    text = brief_of(rich)
    assert "4.3 (65) | 2.9 (66) | 19 of 66 | lower |" in text
    patterns = section(text, "Patterns")
    assert "C1: lived higher, 2.7 then and 3.9 now." in patterns
    assert "C3: lived lower" in patterns
    assert "C2" not in patterns  # only what passed its test
    assert "C4: no rating on 62 of the 66 days it was asked." in patterns


def test_a_first_quarter_is_parted_as_in_the_review(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises", since=date(2025, 1, 1), visibility="coach")
    days = workdays(date(2025, 1, 1), date(2025, 3, 31))
    wave = [1, 2, 3, 2] * 20
    seed.dailies(days, {"C1": [v + 2 * (d > date(2025, 2, 11)) for d, v in zip(days, wave, strict=False)]})
    text = brief_of(seed.done().at("2025-04-04T18:00"), "2025-Q1")
    assert "C1: lived higher, 2.0 then and 4.0 now." in text
    assert "first six weeks" in text


def test_what_cost_her_something_says_so_in_words(rich: Desk) -> None:
    assert "it cost me something" in section(brief_of(rich), "What went well, with evidence")


def test_an_open_commitment_marked_for_the_coach_stands_under_if_then(rich: Desk) -> None:
    considering = section(brief_of(rich), "What I consider, and if-then")
    assert "If the board meets, then let the owner present" in considering


# ---- what never does


@pytest.mark.parametrize(
    "words", ["2025-Q3", "2025", "2025-W33", "2025-08", "2025-08-10..2025-08-20", "2025-08-16"]
)
def test_nothing_sealed_leaves(rich: Desk, words: str) -> None:
    text = brief_of(rich, words)
    assert SEALED not in text
    assert "C5" not in text
    assert "K11" not in text
    assert "D5" not in text


@pytest.mark.parametrize(
    "words",
    ["2025-Q3", "2025", "2025-08", "2025-W33", "2025-08-10..2025-08-20", "2025-12-20..2026-01-10", "2025-08-12"],
)
def test_it_says_weeks_and_no_dates(rich: Desk, words: str) -> None:
    text = brief_of(rich.at("2026-02-01T18:00"), words)
    assert not re.search(r"\d{4}-\d{2}", text)
    names = "|".join(month for name in MONTHS for month in (name, name[:3]) if name != "May")
    assert not re.search(rf"\b({names})\b", text)
    assert not re.search(r"\b\d{1,2} May\b", text)


def test_a_week_stands_in_place_of_the_day(rich: Desk) -> None:
    assert "Wk 27 (C1): Told the delay on Monday" in brief_of(rich)


GUISES = [
    "Ana", "ana", "ANA", "aNa", "Ana's idea", "Ana’s idea", "Anas Idee", "ANA'S", "with Ana.", "(Ana)", "“Ana”",
    "Ana-Maria", "Ben/Ana", "Ána", "Anä", "A\u0301na", "*Ana*", "_Ana_", "__ana__", "`Ana`", "~Ana~", "[Ana](x)",
    "<Ana>", "@ana", "#Ana", "Ana\nsaid", "said\tAna", "Ana,Ben", "Ana…", "1.Ana", "Ana&Ben",
]  # fmt: skip


@pytest.mark.parametrize("words", GUISES)
def test_a_name_of_the_roster_in_any_guise_stops_it_and_nothing_is_written(
    desk: Desk, tmp_path: Path, words: str
) -> None:
    file = tmp_path / "brief.md"
    told(desk, f"Left it with them, {words} decided").run(["export", "--coach", "-o", str(file)])
    assert desk.code == 6, desk.out
    assert desk.out == ""
    assert not list(tmp_path.glob("*.md*"))
    assert "P1" in desk.err
    assert "was not written" in desk.err


@pytest.mark.parametrize(
    "words", ["Analysis", "banana", "Hannah", "anal\u0142", "Canada", "nothing at all", "2ana2"]
)
def test_a_word_that_only_holds_a_name_does_not(desk: Desk, words: str) -> None:
    assert words[:3] in brief_of(told(desk, f"Left it with them: {words}"), "")


@pytest.mark.parametrize(
    ("name", "words", "stops"),
    [
        ("José Núñez", "jose nunez", True),
        ("José Núñez", "José", True),
        ("José Núñez", "Nuñez's plan", True),
        ("Jose\u0301", "José decided", True),
        ("José", "Jose\u0301 decided", True),
        ("Mark Stone", "left no stone unturned", False),
        ("Mark Stone", "Stone decided", True),
        ("Mark Stone", "mark stone", True),
        ("Łukasz", "ŁUKASZ", True),
        ("Ben", "Bens", True),
        ("Al", "also", False),
    ],
)
def test_names_of_several_words_and_signs(desk: Desk, name: str, words: str, stops: bool) -> None:
    told(desk, words, name=name).run("export --coach")
    assert desk.code == (6 if stops else 0), desk.err


def test_an_alias_stops_it_too(desk: Desk) -> None:
    desk.run("people add Annika --alias Nika")
    told(desk, "with NIKA", name="Ben").run("export --coach")
    assert desk.code == 6
    assert "P1" in desk.err


def test_a_name_in_a_noun_stops_it(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises").run("people add Ana")
    commitment = {"act": "ask Ana first", "visibility": "coach"}
    desk.run("crosscheck --answers -", given={"convictions/change": commitment})
    desk.run("export --coach")
    assert desk.code == 6
    assert "What I consider, and if-then, line" in desk.err


def test_a_name_that_stands_only_in_private_answers_stops_nothing(desk: Desk) -> None:
    assert "Ana" not in brief_of(told(desk, "Ana decided", visibility="private"), "")


def test_a_code_in_place_of_the_name_is_what_is_asked_for(desk: Desk) -> None:
    assert "P1 decided" in brief_of(told(desk, "P1 decided"), "")


PARTS = st.text(st.characters(whitelist_categories=("Lu", "Ll")), min_size=2, max_size=8)


@given(
    name=PARTS, around=st.tuples(st.sampled_from(" ,.(*_/\n"), st.sampled_from(" ,.)*_/\n’")), turn=st.booleans()
)
def test_whatever_the_name_and_whatever_stands_round_it_it_is_found(
    name: str, around: tuple[str, str], turn: bool
) -> None:
    written = unicodedata.normalize("NFD", name) if turn else name
    if len(written.splitlines()) > 1:
        return
    found = list(scan(f"left{around[0]}{written}{around[1]}decided", [Person("", "P1", name)]))
    assert [one.code for one in found] == ["P1"]


@given(text=st.text(max_size=200), names=st.lists(st.text(max_size=5), max_size=3))
def test_the_scan_takes_any_text_and_any_names(text: str, names: list[str]) -> None:
    for found in scan(text, [Person("", f"P{n}", name) for n, name in enumerate(names)]):
        assert 1 <= found.line <= len(text.splitlines())


# ---- where it goes


def test_it_is_written_to_a_file_readable_by_her_alone(rich: Desk, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    rich.run(["export", "--coach", "2025-Q3", "-o", str(file)])
    assert (rich.code, rich.out) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="utf-8") == brief_of(rich)


def test_a_file_that_is_there_is_replaced_only_by_force(rich: Desk, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    file.write_text("mine")
    line = ["export", "--coach", "2025-Q3", "-o", str(file)]
    rich.run(line)
    assert (rich.code, file.read_text()) == (6, "mine")
    assert "--force" in rich.err
    rich.run([*line, "--force"])
    assert rich.code == 0
    assert file.read_text(encoding="utf-8").startswith("# Coaching brief")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_force_does_not_help_a_brief_that_names_somebody(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    file.write_text("mine")
    told(desk, "Ana decided").run(["export", "--coach", "--force", "-o", str(file)])
    assert (desk.code, file.read_text()) == (6, "mine")


def test_a_link_is_not_followed(rich: Desk, tmp_path: Path) -> None:
    (tmp_path / "brief.md").symlink_to(tmp_path / "elsewhere")
    rich.run(["export", "--coach", "2025-Q3", "-o", str(tmp_path / "brief.md"), "--force"])
    assert rich.code == 6
    assert not (tmp_path / "elsewhere").exists()


def test_where_there_is_no_journal_it_says_so_and_makes_none(desk: Desk) -> None:
    desk.run("export --coach")
    assert (desk.code, desk.out) == (4, "")
    assert not desk.home.exists()


def test_a_format_that_no_brief_has_is_refused(rich: Desk) -> None:
    rich.run("export --coach --format csv")
    assert (rich.code, rich.out) == (2, "")


def test_the_same_journal_gives_the_same_brief(rich: Desk) -> None:
    again: Any = replace(rich)
    assert brief_of(again) == brief_of(rich)
