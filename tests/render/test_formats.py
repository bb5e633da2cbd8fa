from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from reflect.render import FORMATS, Page
from reflect.render.charts import ASCII_LEVELS, LEVELS
from reflect.render.to_terminal import to_terminal
from reflect.review.blocks import (
    Column,
    Fact,
    Facts,
    Item,
    Items,
    Line,
    Note,
    Quote,
    Quotes,
    Review,
    Section,
    Table,
    Value,
)
from reflect.safe_text import clean, for_ascii, one_line

from .samples import FEBRUARY, HARD, JANUARY, REALISTIC

SAMPLES = {"hard": HARD, "realistic": REALISTIC}
PAGES = {
    "40": Page(40),
    "60": Page(60),
    "80": Page(80),
    "104": Page(104),
    "200": Page(200),
    "80_ascii": Page(80, ascii_only=True),
    "80_colour": Page(80, colour=True),
    "80_plain": Page(80, plain=True),
    "40_plain_ascii": Page(40, plain=True, ascii_only=True),
}
MARKDOWN = MarkdownIt("commonmark").enable("table")
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("page", PAGES)
def test_the_terminal_shows_what_it_showed(sample: str, page: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{sample}_{page}.txt", FORMATS["terminal"](SAMPLES[sample], PAGES[page]))


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize(("name", "suffix"), [("markdown", "md"), ("json", "json")])
def test_a_file_holds_what_it_held(
    sample: str, name: str, suffix: str, golden: Callable[[str, str], None]
) -> None:
    golden(f"{sample}.{suffix}", FORMATS[name](SAMPLES[sample], Page()))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def read_markdown(text: str) -> str:
    """What a reader of the rendered page sees."""
    return html.unescape(re.sub(r"<[^>]*>", " ", MARKDOWN.render(text)))


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_word_that_can_be_read_in_one_format_can_be_read_in_the_others(sample: str) -> None:
    """Only the words that stand for a chart are the plain page's own."""
    review = SAMPLES[sample]
    markdown = words(read_markdown(FORMATS["markdown"](review, Page())))
    wide = words(FORMATS["terminal"](review, Page(200)))
    assert wide == markdown
    described = words("first last lowest highest none in of no values 2 0 1 3 4 5 6 7 8 13")
    plain = words(FORMATS["terminal"](review, Page(200, plain=True)))
    assert plain >= wide
    assert plain - wide <= described
    narrow = "".join(FORMATS["terminal"](review, Page(40)).split()).casefold()
    assert [word for word in wide if word not in narrow] == []


def strings_in(value: Any) -> Iterator[str]:
    """Every string that a review holds, at any depth."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from strings_in(getattr(value, each.name))
    elif isinstance(value, dict):
        yield from strings_in(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from strings_in(item)


@pytest.mark.parametrize("sample", SAMPLES)
def test_json_holds_every_string_letter_for_letter(sample: str) -> None:
    """All but the labels of columns, and the title and unit, which no program needs."""
    document = json.loads(FORMATS["json"](SAMPLES[sample], Page()))
    written = set(json_strings(document))
    people_only = {"title", "unit", "columns"}
    for section in SAMPLES[sample].sections:
        for block in section.blocks:
            for name in (each.name for each in fields(block) if each.name not in people_only):
                assert set(strings_in(getattr(block, name))) <= written


def json_strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from json_strings(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from json_strings(item)


def test_json_gives_a_say_do_row_as_programs_expect_it() -> None:
    document = json.loads(FORMATS["json"](REALISTIC, Page()))
    assert list(document) == ["period", "against", "sections"]
    assert document["period"] == {"key": "2025-Q3", "from": "2025-07-01", "to": "2025-09-30"}
    say_do = next(section for section in document["sections"] if section["key"] == "say-do")
    (table,) = say_do["blocks"]
    row = table["rows"][0]
    weeks = row.pop("weeks")
    assert weeks == [2, 2, 2.5, 2.5, 2, 3, 3, 2.5, 4, 3, 4, 4.5, 4.6]
    assert row == {
        "conviction": "C1",
        "statement": "Those nearest the work decide",
        "importance": 5,
        "before": {"mean": 2.62, "n": 42},
        "now": {"mean": 3.4, "n": 44},
        "slipped": {"n": 9, "of": 44},
        "reading": "higher",
    }


def test_json_writes_every_kind_of_value_raw_and_keys_that_no_column_shows() -> None:
    document = json.loads(FORMATS["json"](HARD, Page()))
    tables = next(section for section in document["sections"] if section["key"] == "tables")["blocks"]
    assert tables[1]["rows"][0]["hidden"] == {"n": 1, "of": 3}
    assert tables[1]["rows"][0]["mean"] == {"mean": None, "n": 0}
    assert tables[1]["rows"][0]["weeks"] == [None, None, None]
    assert tables[2]["rows"][0]["c0"] == {"days": 100}
    facts = next(section for section in document["sections"] if section["key"] == "facts")["blocks"][1]["facts"]
    assert [fact["value"] for fact in facts] == ["2024-02-29", "2023-02-28", True, 2.25, [2, 2]]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("width", [24, 40, 59, 60, 80, 104, 200])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("plain", [False, True])
def test_no_line_is_wider_than_the_page(sample: str, width: int, ascii_only: bool, plain: bool) -> None:
    drawn = FORMATS["terminal"](SAMPLES[sample], Page(width, ascii_only=ascii_only, plain=plain))
    assert max(map(cell_len, drawn.splitlines())) <= min(width, 104)
    assert all(line == line.rstrip() for line in drawn.splitlines())


def test_a_second_line_of_a_row_keeps_to_the_page_too() -> None:
    columns = (
        Column("a", "code"),
        Column("b", "b", wide=True),
        Column("c", "c", chart=True),
        Column("d", "d", wide=True),
    )
    row: dict[str, Value] = {"a": "C1", "b": "above " * 30, "c": Line((3,) * 30), "d": "below " * 30}
    review = replace(REALISTIC, sections=(Section("one", "One", (Table("one", columns, (row,)),)),))
    drawn = FORMATS["terminal"](review, Page(60)).splitlines()
    assert any("▅▅▅" in line and "below" in line for line in drawn)
    assert max(map(cell_len, drawn)) <= 60


def test_columns_stand_under_each_other_beside_wide_characters() -> None:
    drawn = FORMATS["terminal"](HARD, Page(80)).splitlines()
    first, second = (next(line for line in drawn if chart in line) for chart in ("···", "▁·█"))
    assert cell_len(first[: first.index("···")]) == cell_len(second[: second.index("▁·█")])


def test_at_80_columns_the_chart_and_its_reading_stand_under_the_row() -> None:
    drawn = FORMATS["terminal"](REALISTIC, Page(80)).splitlines()
    row = next(at for at, line in enumerate(drawn) if "Those nearest the work decide" in line)
    assert drawn[row].endswith("9 of 44")
    assert drawn[row + 1].split() == ["▃▃▄▄▃▅▅▄▇▅▇██", "higher"]
    beside = FORMATS["terminal"](REALISTIC, Page(104)).splitlines()
    assert any(line.split()[:1] == ["C1"] and line.endswith("▃▃▄▄▃▅▅▄▇▅▇██  higher") for line in beside)


def test_below_60_columns_a_table_is_a_list() -> None:
    drawn = FORMATS["terminal"](REALISTIC, Page(59))
    assert "C1  Those nearest the work decide\n    importance 5 · lived Q2 2.6 (42)" in drawn


def test_plain_has_no_charts_no_rules_and_no_colour() -> None:
    drawn = to_terminal(REALISTIC, width=80, colour=True, ascii_only=False, plain=True)
    assert not set(drawn) & {*LEVELS, "─", "●", "\x1b"}
    assert "first 2.0, last 4.6, lowest 2.0," in drawn


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("plain", [False, True])
def test_ascii_is_ascii(sample: str, plain: bool) -> None:
    drawn = FORMATS["terminal"](SAMPLES[sample], Page(80, ascii_only=True, plain=plain))
    assert drawn.isascii()
    assert plain or set(ASCII_LEVELS) & set(drawn)


def test_colour_changes_no_character() -> None:
    for review in SAMPLES.values():
        coloured = FORMATS["terminal"](review, Page(80, colour=True))
        assert coloured != SGR.sub("", coloured)
        assert re.sub(r" +\n", "\n", SGR.sub("", coloured)) == FORMATS["terminal"](review, Page(80))


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"])
def test_the_surroundings_change_nothing(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever calls has decided width and colour."""
    pages = (Page(80), Page(80, colour=True))
    before = [FORMATS["terminal"](REALISTIC, page) for page in pages]
    monkeypatch.setenv(variable, "dumb" if variable == "TERM" else "1")
    assert [FORMATS["terminal"](REALISTIC, page) for page in pages] == before


ATTACKS = (
    "\x1b[2J\x1b[HApproved by Dana: YES", "\x1b]0;owned\x07", "\x1b]52;c;cm0=\x07", "\x9b31mred",
    "\x9d0;title\x9c",
    "\x1bP1$q\x1b\\", "over\rwritten", "back\x08\x08\x08space", "\x7fdelete", "\u202egnp.exe", "nul\x00bell\x07",
    "[bold]x[/bold] [/red] :smile:", "[link=http://e]x[/link]", "\ud800",
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("colour", [False, True])
def test_a_real_terminal_shows_the_cleaned_words_and_obeys_none_of_them(attack: str, colour: bool) -> None:
    drawn = to_terminal(everywhere(attack), width=104, colour=colour, ascii_only=False, plain=False)
    screen = pyte.Screen(104, 60)
    pyte.Stream(screen).feed(drawn.replace("\n", "\r\n"))
    shown = [line.rstrip() for line in screen.display]
    assert shown[: len(drawn.splitlines())] == [line.rstrip() for line in SGR.sub("", drawn).splitlines()]
    assert sum(line.count(one_line(attack)) for line in shown) >= 10
    assert screen.title == ""


def everywhere(text: str) -> Review:
    """A review with the text in every place that holds one, but keys, which are ours."""
    columns = (Column("a", text), Column("b", text, wide=True), Column("c", text, chart=True), Column("d", "d"))
    row: dict[str, Value] = {"a": text, "b": text, "c": Line((1, None, 5)), "d": text}
    blocks = (
        Note("note", text, text),
        Facts("bare", (Fact("a", text, text), Fact("b", text, 1)), text),
        Facts("noted", (Fact("a", text, text, text, text),)),
        Table("table", columns, (row, row), text, (text,)),
        Quotes("quotes", (Quote(text, FEBRUARY.last, text, (text,), text),), text),
        Items("items", (Item(text, {"a": text}, text),), text),
    )
    section = Section("text", text, blocks, text)
    single = Section("single", text, (Note("note", text, text),))
    return Review(FEBRUARY, JANUARY, (section, single, single), text)


texts = st.text(max_size=30) | st.text(st.characters(), max_size=60) | st.sampled_from(ATTACKS)


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(1, 120), st.booleans(), st.booleans(), st.booleans())
def test_any_text_is_drawn_on_any_page_without_loss(
    text: str, width: int, colour: bool, ascii_only: bool, plain: bool
) -> None:
    page = Page(width, colour, ascii_only, plain)
    drawn = SGR.sub("", FORMATS["terminal"](everywhere(text), page))
    drawn.encode("utf-8")
    assert clean(drawn) == drawn
    squeezed = "".join((for_ascii(text) if ascii_only else clean(text)).split())
    assert "".join(drawn.split()).casefold().count(squeezed.casefold()) >= 10
    FORMATS["markdown"](everywhere(text), page).encode("utf-8")
    document = FORMATS["json"](everywhere(text), page)
    document.encode("utf-8")
    assert json.loads(document)["sections"][0]["title"] == text


@settings(max_examples=150, deadline=None)
@given(texts)
def test_no_text_makes_a_heading_a_tag_or_a_row_of_its_own(text: str) -> None:
    filled = "x" + text
    page = MARKDOWN.render(FORMATS["markdown"](everywhere(filled), Page()))
    ordinary = MARKDOWN.render(FORMATS["markdown"](everywhere("x"), Page()))
    structure = re.compile(r"<(?!/?p>|br />)[^>]*>")
    assert structure.findall(page) == structure.findall(ordinary)


def test_an_empty_review_is_drawn_in_every_format() -> None:
    empty = replace(REALISTIC, sections=())
    for draw in FORMATS.values():
        assert draw(empty, Page())


def test_rich_is_imported_by_the_terminal_alone() -> None:
    program = (
        "import sys; import reflect.render, reflect.render.to_markdown, reflect.render.to_json; "
        "assert 'rich' not in sys.modules; "
        "import reflect.render.to_terminal; "
        "assert not {'rich.markdown', 'rich.table', 'rich.traceback', 'rich.progress'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
