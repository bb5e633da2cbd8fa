from __future__ import annotations

import html
import json
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reflect.safe_text import clean, for_ascii, for_html, for_json, for_markdown, for_markdown_line, one_line

RENDERERS = (
    MarkdownIt("commonmark"),
    MarkdownIt("gfm-like", {"linkify": False, "html": True}),
    MarkdownIt("commonmark").enable("table").enable("strikethrough"),
)
TABLES = RENDERERS[1:]

NASTY_PIECES = (
    "---", "```", "# h", "* a", "1. x", "1) x", "+ y", "<script>", "</blockquote>", "&lt;", "&#60;b>", "R&D",
    "a -> b", "![i](http://e/x)", "[a]: http://x", "<!-- ", "> q", "| a | b |\n|--|--|", "http://evil.com",
    "www.x.y", "a@b.c", "===", "\\", "\\|", "    code", "- [ ] t", "***", "<http://e>", "a #", "##", "\x1b[31m",
    "\u202e", "\ud800", "\u2028", "\r\n", "\r", "\x00", "\x9b2J", "snake_case", "~~x~~", "`", "\U000e0041",
    ":-:", "$x$", "e\u0301", "👩\u200d💻", "שלום",
)  # fmt: skip
SYMBOLS = "ab \n\t#*_-+=>`~[]()!|<>&\"'\\/.:1)0;{}$^@%,é日\u00a0\u3000"
texts = (
    st.text(st.sampled_from(SYMBOLS), max_size=60)
    | st.text(max_size=40)
    | st.text(st.characters(), max_size=20)
    | st.lists(st.sampled_from(NASTY_PIECES), max_size=6).map("\n".join)
    | st.lists(st.sampled_from(NASTY_PIECES), max_size=6).map(" ".join)
)


def in_block(text: str) -> str:
    return f"# Before\n\n{for_markdown(text)}\n\n# After\n"


def in_item(text: str) -> str:
    return f"# Before\n\n- {for_markdown_line(text)}\n- 14 Aug, C1: {for_markdown_line(text)}\n\n# After\n"


def in_heading(text: str) -> str:
    return f"# Before\n\n## {for_markdown_line(text)}\n\n# After\n"


def in_cell(text: str) -> str:
    cell = for_markdown_line(text)
    return f"# Before\n\n| a | {cell} |\n|---|---|\n| {cell} | b |\n\n# After\n"


TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
PLACES = {
    "block": (in_block, RENDERERS, {"p", "br"}, "{0}"),
    "item": (in_item, RENDERERS, {"ul", "li"}, "{0} 14 Aug, C1: {0}"),
    "heading": (in_heading, RENDERERS, {"h2"}, "{0}"),
    "cell": (in_cell, TABLES, TABLE_TAGS, "a {0} {0} b"),
}


def check_markdown(place: str, text: str) -> None:
    put, renderers, allowed, words = PLACES[place]
    for renderer in renderers:
        page = renderer.render(put(text))
        assert page.startswith("<h1>Before</h1>"), page
        assert page.rstrip().endswith("<h1>After</h1>"), page
        body = page.removeprefix("<h1>Before</h1>").rstrip().removesuffix("<h1>After</h1>")
        assert set(re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", body)) <= allowed, (text, body)
        assert not re.search(r"<[^>]*=", body), (text, body)
        read = html.unescape(re.sub(r"<[^>]*>", " ", body)).split()
        assert read == words.format(clean(text)).split(), (text, body)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=150, deadline=None)
@given(texts)
def test_markdown_gives_back_the_same_words_and_no_foreign_tag(place: str, text: str) -> None:
    """150 examples in each of four places: 600 in all."""
    check_markdown(place, text)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=1500, deadline=None)
@given(texts)
def test_markdown_gives_back_the_same_words_in_a_long_run(place: str, text: str) -> None:
    check_markdown(place, text)


def test_markdown_leaves_ordinary_prose_readable() -> None:
    words = "R&D moved from 3.4 -> 4.1 (n = 12): don't celebrate; #3 is next, at 9:30 – 50 % done!"
    assert for_markdown(words) == words


def test_markdown_leaves_no_address_that_a_renderer_would_make_a_link() -> None:
    """GitHub links bare addresses; the renderers above do not, so the escapes are looked at."""
    addresses = "https://e.org HTTP://e.org ftp://e.org www.e.org mailto:a@e.org xmpp:a@e.org"
    escaped = r"https\://e.org HTTP\://e.org ftp\://e.org www\.e.org mailto\:a\@e.org xmpp\:a\@e.org"
    assert for_markdown(addresses) == escaped


def test_markdown_keeps_her_line_breaks_and_paragraphs() -> None:
    page = RENDERERS[0].render(for_markdown("one\ntwo\n\n\nthree\n"))
    assert page == "<p>one<br />\ntwo</p>\n<p>three</p>\n"


DIRECTION_CONTROLS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
DIRECTION_MARKS = "\u200e\u200f\u061c"


def acts(character: str) -> bool:
    """Whether a terminal might obey the character, judged by Unicode's own tables."""
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in DIRECTION_CONTROLS
        or character in DIRECTION_MARKS
    )


@settings(max_examples=600, deadline=None)
@given(texts)
@example("\x1b]0;title\x07 \x9b31m \x7f \u2066x\u2069 \u061c")
def test_cleaned_text_holds_nothing_that_acts_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert [c for c in cleaned if acts(c) and c not in "\n\t"] == []
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_every_acting_character_of_unicode_is_made_visible() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert {c for c in clean(everything) if acts(c)} == {"\n", "\t"}


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "M"]), max_size=60))
def test_letters_digits_and_signs_are_never_touched(text: str) -> None:
    assert clean(text) == text


def test_clean_shows_what_stood_there() -> None:
    assert clean("a\x1b[31mb\x07\x9b2J\u202e\ud800\x7f") == "a␛[31mb␇<U+009B>2J<U+202E><U+D800>␡"
    assert clean("one\r\ntwo\tthree\rfour") == "one\ntwo\tthree␍four"
    assert clean("👩\u200d💻 می\u200cخواهم") == "👩\u200d💻 می\u200cخواهم"


def test_one_line_has_single_blanks_only() -> None:
    assert one_line("  a \n\n b\t\tc\r\nd ") == "a b c d"


@settings(max_examples=300, deadline=None)
@given(texts)
def test_ascii_form_is_ascii_and_keeps_ascii_words(text: str) -> None:
    assert for_ascii(text).isascii()
    if clean(text).isascii():
        assert for_ascii(text) == clean(text)


def test_ascii_form_names_what_it_cannot_show() -> None:
    assert for_ascii("1 Jul – 30 Sep · “Zoë” …") == '1 Jul - 30 Sep | "Zo<U+00EB>" ...'


@settings(max_examples=300, deadline=None)
@given(texts)
def test_html_gives_back_the_cleaned_text(text: str) -> None:
    assert html.unescape(for_html(text)) == clean(text)
    assert not re.search("[<>\"']", for_html(text))


@settings(max_examples=300, deadline=None)
@given(texts)
@example("\U000e0041 \U000e007f")
def test_json_loses_nothing_and_holds_nothing_that_acts(text: str) -> None:
    document = for_json(json.dumps({"text": text}, ensure_ascii=False, indent=2))
    assert json.loads(document) == {"text": text}
    assert clean(document) == document
