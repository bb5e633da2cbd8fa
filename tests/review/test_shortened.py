"""What a terminal shows of a review at first: the most telling lines, and what shows the rest of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from reflect.periods import Period
from reflect.review.blocks import (
    Block,
    Fact,
    Facts,
    Item,
    Items,
    Note,
    Quote,
    Quotes,
    Review,
    Section,
    Table,
)
from reflect.review.shortened import shortened
from tests.conftest import Desk
from tests.review.telling import reviewed

MOST_LINES = 66
DAY = date(2025, 9, 1)
QUARTER = Period(date(2025, 7, 1), date(2025, 9, 30), "2025-Q3", "quarter")


@pytest.fixture(scope="module", params=["2025-11-21", "2026-01-01", "2026-09-30"])
def leader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The invented leader's year, on a day within a quarter, after one's end, and on the last of one."""
    home = tmp_path_factory.mktemp("leader") / "home"
    desk = Desk(home.with_name("nobody")).at(f"{request.param}T18:00").run(["demo", "--keep", str(home)])
    assert desk.code == 0, desk.err
    key = re.findall(r"review (\d{4}-Q\d)", desk.out)[0]
    return Desk(home, desk.moment, environ={"QUARTER": key})


def page(desk: Desk, more: str = "", columns: int = 80) -> str:
    desk.with_environ(COLUMNS=str(columns)).run(f"review {desk.environ['QUARTER']} --no-guess {more}")
    assert desk.code == 0, desk.err
    return desk.out


def test_a_full_quarter_is_a_page_or_so(leader: Desk) -> None:
    lines = {columns: len(page(leader, columns=columns).splitlines()) for columns in (80, 120)}
    assert lines[120] < lines[80] <= MOST_LINES
    assert len(page(leader, "--all").splitlines()) > 2 * lines[80]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_every_word_of_it_stands_in_the_whole_review_too(leader: Desk, columns: int) -> None:
    """But for the way to the rest: what to type, and the line that names the whole."""
    to_type = re.compile(r"reflect review \S+\s+--(section\s+[a-z-]+|all)|All of it:")

    def words(more: str) -> list[str]:
        return re.findall(r"\S+", to_type.sub("", page(leader, more, columns)))

    assert set(words("")) - set(words("--all")) == set()


def pointers(text: str) -> Iterator[str]:
    yield from re.findall(r"reflect (review \S+ --(?:section [a-z-]+|all))$", text, re.MULTILINE)


def test_what_shows_the_rest_shows_more_of_it(leader: Desk) -> None:
    short = page(leader)
    found = list(pointers(short))
    assert {line.split()[-1] for line in found} >= {"lived", "people", "themes", "year-ago", "--all"}
    for line in found:
        whole = leader.run(line).out
        assert leader.code == 0
        assert set(whole.split()) - set(short.split()), line
        assert list(pointers(whole)) == [], line


def test_a_section_by_itself_is_shown_whole(leader: Desk) -> None:
    key = leader.environ["QUARTER"]
    people = leader.run(f"review {key} --section people").out
    rows = next(
        block["rows"]
        for block in next(one for one in reviewed(leader, key)["sections"] if one["key"] == "people")["blocks"]
        if block["key"] == "people"
    )
    assert [row["name"] for row in rows if row["name"] not in people] == []


@pytest.mark.parametrize("format_", ["markdown", "json", "html"])
def test_the_other_formats_leave_nothing_out(leader: Desk, format_: str) -> None:
    whole = page(leader, f"--format {format_}")
    assert "Nobody has learned from these yet" in whole
    assert "All of it:" not in whole
    assert whole == page(leader, f"--format {format_} --all")


# ---- what is left of a document


def review(*blocks: Block, detail: bool = False, command: str = "") -> Review:
    section = Section("people", "People", blocks, command, detail)
    return Review(QUARTER, QUARTER, (section, Section("close", "Next", (Note("brief", "For your coach:"),))))


def quote(words: str, *, detail: bool = False) -> Quote:
    return Quote(words, DAY, detail=detail)


HALVES: list[tuple[Block, Block]] = [
    (
        Facts("f", (Fact("a", "a", 1), Fact("b", "b", 2, detail=True))),
        Facts("f", (Fact("a", "a", 1),)),
    ),
    (
        Table("t", (), ({"a": 1}, {"a": 2}, {"a": 3}), main_rows=2),
        Table("t", (), ({"a": 1}, {"a": 2}), main_rows=2),
    ),
    (Quotes("q", (quote("x", detail=True), quote("y"))), Quotes("q", (quote("y"),))),
    (Items("i", (Item("x", {}), Item("y", {}, detail=True))), Items("i", (Item("x", {}),))),
]


@pytest.mark.parametrize(("whole", "main"), HALVES)
def test_of_every_shape_the_details_are_left_out(whole: Block, main: Block) -> None:
    people, close = shortened(review(whole)).sections
    assert people.blocks == (main,)
    assert people.command == "review 2025-Q3 --section people"
    assert [note.command for note in close.blocks if isinstance(note, Note)][-1] == "review 2025-Q3 --all"


def test_a_section_that_shows_its_own_answers_keeps_its_command() -> None:
    people, _ = shortened(review(HALVES[0][0], command="people list")).sections
    assert people.command == "people list"


@pytest.mark.parametrize(
    "whole",
    [
        review(Note("n", "a detail", detail=True)),
        review(Facts("f", (Fact("b", "b", 2, detail=True),))),
        review(Items("i", (Item("y", {}, detail=True),))),
        review(Quotes("q", (quote("x", detail=True),))),
        review(Note("n", "said"), detail=True),
    ],
)
def test_a_section_of_details_alone_is_left_out(whole: Review) -> None:
    assert [section.key for section in shortened(whole).sections] == ["close"]


def test_where_nothing_is_left_out_nothing_points_at_more() -> None:
    whole = review(Note("n", "said"))
    assert shortened(whole).sections == whole.sections
    unfilled = review(Note("empty", "Nothing yet."), detail=True)
    assert shortened(unfilled).sections == unfilled.sections[1:]


def test_where_there_is_no_close_the_way_to_the_rest_stands_last() -> None:
    whole = review(HALVES[0][0])
    sections = shortened(Review(QUARTER, QUARTER, whole.sections[:1])).sections
    assert [section.key for section in sections] == ["people", "close"]
