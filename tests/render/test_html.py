"""The page of HTML: self-contained, readable in the dark, on paper and by ear, and deaf to what is smuggled in."""

from __future__ import annotations

import json
import re
import stat
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from reflect.render import FORMATS, Page
from reflect.render.to_html import STYLE, to_html
from reflect.review.blocks import (
    Column,
    Fact,
    Facts,
    Item,
    Items,
    Line,
    Mean,
    Note,
    Quote,
    Quotes,
    Review,
    Section,
    Share,
    Table,
    Value,
)
from tests.conftest import Desk
from tests.render.chromium import corner, needs_chromium, printed, seen
from tests.render.samples import HARD, Q2, Q3, REALISTIC
from tests.review.telling import mock_up

SAMPLES = {"hard": HARD, "realistic": REALISTIC}
ALONE = {"meta"}
HOSTILE = (
    "<script>fetch('http://evil.invalid/')</script>",
    '"><img src=http://evil.invalid/x onerror=alert(1)>',
    "</style></section><iframe src=http://evil.invalid/></iframe>",
    "' onmouseover='alert(1)",
    "<link rel=stylesheet href=http://evil.invalid/x.css>",
    "&lt;b&gt; javascript:alert(1) \x1b[31m \u202etxt.exe",
)


class Read(HTMLParser):
    """The tags of a document with their attributes, and the text that a person reads."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(document)
        assert self._open == [], "not every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ALONE:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] != "style":
            self.text += data + " "


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return mock_up(Desk(tmp_path_factory.mktemp("html") / "home"))


@pytest.fixture(scope="module")
def page(quarter: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mock-up's quarter as the program writes it."""
    file = tmp_path_factory.mktemp("page") / "review.html"
    quarter.run(["review", "2025-Q3", "--format", "html", "-o", str(file)])
    assert quarter.code == 0, quarter.err
    return file


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


# ---- without a browser


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_word_of_the_other_formats_is_on_the_page(sample: str) -> None:
    """The plain page says charts in words; here the charts' titles do."""
    read = words(Read(to_html(SAMPLES[sample])).text)
    for other in (Page(200), Page(200, plain=True)):
        assert words(FORMATS["terminal"](SAMPLES[sample], other)) - read == set()


@pytest.mark.parametrize("sample", SAMPLES)
def test_headings_come_in_order_and_no_level_is_left_out(sample: str) -> None:
    levels = [int(tag[1]) for tag, _ in Read(to_html(SAMPLES[sample])).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_heading_of_a_table_says_what_it_heads() -> None:
    tags = Read(to_html(REALISTIC)).tags
    scopes = [attributes.get("scope") for tag, attributes in tags if tag == "th"]
    assert set(scopes) == {"col", "row"}
    rows = sum(len(block.rows) for s in REALISTIC.sections for block in s.blocks if isinstance(block, Table))
    assert scopes.count("row") == rows


def test_a_column_without_a_label_has_an_empty_cell_above_it_and_never_its_key() -> None:
    document = to_html(REALISTIC)
    assert all(re.findall(r'<th scope="col"[^>]*>(.*?)</th>', document))
    columns = (Column("raw_key", ""), Column("other", "other"))
    table = to_html(Review(Q3, Q2, (Section("s", "S", (Table("t", columns, ({"raw_key": "C1", "other": 1},)),)),)))
    assert "raw_key" not in table
    assert '<thead><tr><td></td><th scope="col">other</th></tr></thead>' in table


def test_a_chart_is_an_image_with_its_words_for_who_cannot_see_it() -> None:
    table = Table("t", (Column("weeks", "weeks", chart=True),), ({"weeks": Line((1.0, None, 4.0, 5.0))},))
    document = to_html(Review(Q3, Q2, (Section("s", "S", (table,)),)))
    images = [attributes for tag, attributes in Read(document).tags if tag == "svg"]
    assert [image["role"] for image in images] == ["img"]
    assert "<title>first 1.0, last 5.0, lowest 1.0, highest 5.0, none in 1 of 4</title>" in document
    assert document.count("<circle") == 1  # the week that stands alone
    assert document.count("<path") == 1


def test_the_page_says_its_language_its_title_and_its_main_part() -> None:
    tags = Read(to_html(REALISTIC)).tags
    assert ("html", {"lang": "en"}) in tags
    assert [tag for tag, _ in tags].count("main") == 1
    assert "<title>Review · 2025 Q3" in to_html(REALISTIC)


def colours(style: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The colours of each scheme: light, and what dark and print change."""
    light = dict(re.findall(r"--(\w+): (#[0-9a-f]+)", style.partition("@media")[0]))
    yield "light", light
    for name, start in (("dark", "prefers-color-scheme: dark"), ("print", "@media print")):
        changed = style.partition(start)[2].partition("}")[0]
        yield name, {**light, **dict(re.findall(r"--(\w+): (#[0-9a-f]+)", changed))}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_text_stands_out_from_its_paper(scheme: str) -> None:
    used = dict(colours(STYLE))[scheme]
    assert set(used) == {"ink", "quiet", "rule", "mark", "paper"}
    for text in ("ink", "quiet", "mark"):
        assert contrast(used[text], used["paper"]) >= 4.5, text
    assert set(re.findall(r"[^-]color: ([^;}]+)", STYLE)) <= {"var(--ink)", "var(--quiet)", "var(--mark)"}


def everything(text: str) -> Review:
    """A review that holds a text wherever a string can stand."""
    table = Table(
        text, (Column("a", text), Column("b", text, wide=True), Column("c", text, chart=True)),
        ({"a": text, "b": text, "c": Line((1, 2))},), text, (text,),
    )  # fmt: skip
    blocks = (
        Facts("f", (Fact("f", text, text, text, text),), text), table,
        Quotes("q", (Quote(text, Q3.first, text, (text,), text),), text),
        Items("i", (Item(text, {"a": text}, text),), text), Note("n", text, text),
    )  # fmt: skip
    weeks = Table(
        text, (Column("a", text), Column("c", text, chart=True)),
        ({"a": text, "c": Line((1, None, 5), first=Q3.first)},), text, (text,),
    )  # fmt: skip
    return Review(Q3, Q2, (Section("s", text, (*blocks, weeks), text),), title=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_tag_an_attribute_or_a_style(text: str) -> None:
    harmless = Read(to_html(everything("harmless")))
    read = Read(to_html(everything(text)))
    assert [(tag, sorted(attributes)) for tag, attributes in read.tags] == [
        (tag, sorted(attributes)) for tag, attributes in harmless.tags
    ]
    assert to_html(everything(text)).count("<style>") == 1
    shown = text.replace("\x1b", "").replace("\u202e", "")
    assert read.text.count(shown.split()[0]) >= harmless.text.count("harmless")


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_page_names_nothing_that_a_browser_would_fetch(sample: str) -> None:
    read = Read(to_html(SAMPLES[sample]))
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form"})
    for _, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert not re.search(r"url\(|@import|expression", STYLE)


# ---- written, and opened


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser is called with."""
    called: list[str] = []

    def opened(address: str) -> bool:
        called.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", opened)
    return called


def test_it_is_written_for_her_alone_and_complete(page: Path) -> None:
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    titles = re.findall(r"<h2>(.*?)</h2>", page.read_text(encoding="utf-8"))
    assert {"Other scales", "Credit, leavers", "Listening", "Six foundations", "Themes"} <= set(titles)


def test_open_writes_a_private_page_and_calls_the_browser_with_it(
    quarter: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = watched(monkeypatch)
    for _ in range(2):  # the second time the page is written anew
        quarter.run("review 2025-Q3 --open")
        assert (quarter.code, quarter.out) == (0, "")
    file = quarter.home / "review.html"
    assert called == [file.as_uri()] * 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "<h2>Say and do</h2>" in file.read_text(encoding="utf-8")
    assert str(file) in quarter.err


def test_without_open_no_browser_is_called(quarter: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _address: pytest.fail("a browser was called"))
    quarter.run(["review", "2025-Q3", "--format", "html", "-o", str(tmp_path / "r.html")])
    quarter.run("review 2025-Q3 --format html")
    assert quarter.out.startswith("<!DOCTYPE html>")


def test_open_takes_a_file_of_hers_and_does_not_replace_one(
    quarter: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = watched(monkeypatch)
    file = tmp_path / "mine.html"
    line = ["review", "2025-Q3", "--open", "-o", str(file)]
    assert quarter.run(line).code == 0
    assert quarter.run(line).code == 6
    assert called == [file.as_uri()]


def test_where_no_browser_can_be_opened_it_says_where_the_page_lies(
    quarter: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _address: False)
    quarter.run("review 2025-Q3 --open")
    assert quarter.code == 0
    assert "No browser could be opened" in quarter.err


@pytest.mark.parametrize("format_", ["markdown", "json"])
def test_a_browser_is_given_nothing_but_html(quarter: Desk, format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _address: pytest.fail("a browser was called"))
    quarter.run(f"review 2025-Q3 --open --format {format_}")
    assert (quarter.code, quarter.out) == (2, "")


# ---- in a browser


@needs_chromium
def test_a_browser_shows_it_without_a_complaint_and_without_asking_anybody(page: Path, tmp_path: Path) -> None:
    found = seen(page, tmp_path)
    assert (found.console, found.asked) == ([], [])
    assert "<h2>Say and do</h2>" in found.document


@needs_chromium
def test_a_page_that_asks_and_complains_would_be_found_out(tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<img src=http://evil.invalid/x.png><script>console.error('bad')</script>")
    found = seen(bad, tmp_path)
    assert any("evil.invalid" in line for line in found.asked)
    assert any("bad" in line for line in found.console)


@needs_chromium
def test_a_browser_asks_for_nothing_even_if_a_tag_were_smuggled_into_the_page(page: Path, tmp_path: Path) -> None:
    """The page's own policy forbids it, whatever an escape may have missed."""
    smuggled = "<img src=http://evil.invalid/x.png><script src=http://evil.invalid/x.js></script>"
    bad = tmp_path / "smuggled.html"
    bad.write_text(page.read_text(encoding="utf-8").replace("<main>", f"<main>{smuggled}"), encoding="utf-8")
    found = seen(bad, tmp_path)
    assert found.asked == []
    assert found.console  # the browser says what it refused


@needs_chromium
def test_hostile_words_are_shown_as_words(tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(to_html(everything(HOSTILE[0])), encoding="utf-8")
    found = seen(file, tmp_path)
    assert (found.console, found.asked) == ([], [])
    assert "&lt;script&gt;" in found.document
    assert "<script" not in found.document


@needs_chromium
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_light_by_day_and_dark_by_night(page: Path, tmp_path: Path, dark: bool) -> None:
    paper = dict(colours(STYLE))["dark" if dark else "light"]["paper"]
    wanted = tuple(int(paper[at : at + 2], 16) for at in (1, 3, 5))
    assert corner(page, tmp_path, dark=dark) == wanted


@needs_chromium
def test_a_full_quarter_prints_on_at_most_four_pages(tmp_path: Path) -> None:
    """Every section at its longest: ten lived lines of forty words, seven convictions, 24 themes with quotes."""
    file = tmp_path / "full.html"
    file.write_text(to_html(full_quarter()), encoding="utf-8")
    assert 2 <= printed(file, tmp_path) <= 4


def full_quarter() -> Review:
    """The realistic review, and beside its sections the longest that there can be."""
    told = " ".join(["Left the choice with those who live with it"] * 4)
    lived = Quotes("lived", tuple(Quote(told, Q3.first, "C1", ("costly",)) for _ in range(10)))
    columns = tuple(Column(key, key) for key in ("conviction", "statement", "before", "now", "weeks", "reading"))
    row: dict[str, Value] = {
        "conviction": "C1", "statement": "Those nearest the work decide, and I live with it",
        "before": Mean(3, 60), "now": Mean(4, 60), "reading": "no clear change",
        "weeks": Line((1, 2, 3, 4, 5, 4, 3, 2, 1, 2, 3, 4, 5)),
    }  # fmt: skip
    say_do = Table("say-do", columns, (row,) * 7)
    terms = tuple(Column(key, key) for key in ("term", "direction", "now", "before"))
    moved: dict[str, Value] = {
        "term": "a pair of words",
        "direction": "rose",
        "now": Share(27, 91),
        "before": Share(10, 88),
    }
    quotes = Quotes("quotes", tuple(Quote("word " * 18, Q3.first, "a pair of words") for _ in range(24)))
    others = tuple(s for s in REALISTIC.sections if s.key not in ("lived", "say-do", "themes"))
    long = (
        Section("lived", "What you lived", (lived,)),
        Section("say-do", "Say and do", (say_do,)),
        Section("themes", "Themes", (Table("moved", terms, (moved,) * 24), quotes)),
    )
    return replace(REALISTIC, sections=(*long, *others))


def test_the_print_breaks_no_row() -> None:
    on_paper = STYLE.partition("@media print")[2]
    assert re.search(r"tr, li, [^{]*\{ break-inside: avoid; \}", on_paper)
    assert "thead { display: table-header-group; }" in on_paper


def test_the_same_review_is_the_same_page(quarter: Desk) -> None:
    first = quarter.run("review 2025-Q3 --format html").out
    assert first == quarter.run("review 2025-Q3 --format html").out
    keys = [one["title"] for one in json.loads(quarter.run("review 2025-Q3 --json").out)["sections"]]
    assert re.findall(r"<h2>(.*?)</h2>", first) == keys
