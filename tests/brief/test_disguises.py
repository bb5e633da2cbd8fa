"""Names in disguise: figures beside them, marks and hidden signs inside, look-alikes; and what only looks so."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from time import process_time

import pytest

from reflect.model import Person
from reflect.review.name_scan import Names, contacts, replaced, scan, unknown_words
from tests.conftest import Desk
from tests.seeding import Seed

DISGUISED = {
    "a figure after": ("Ana2", "ana1", "Ana²", "Ana_2"),
    "a figure before": ("2Ana", "10ana"),
    "figures round a capital": ("2Ana2",),
    "spelled out": ("A-n-a", "A.n.a.", "a n a", "A. n. a.", "A - n - a", "A n a L o p e z"),
    "parted": ("An-a", "Lo-\npez"),
    "marks of Markdown inside": ("**An**a", "A*n*a", "**an**a", "A__n__a", "An[a](x)", "`A`na"),
    "Cyrillic letters": ("\u0410na", "An\u0430", "\u0430n\u0430", "L\u043epez"),
    "Greek letters": ("\u0391na", "A\u03b7a", "An\u03b1", "L\u03bfpez"),
    "small capitals": ("\u1d00\u0274\u1d00",),
    "fillers": tuple(f"A{sign}na" for sign in "\u115f\u1160\u3164\uffa0\u2800\u2065\u180e\u034f\U000e0041"),
    "a sign of direction, and how a page shows it": ("A\u200ena", "A<U+200E>na"),
}


@pytest.mark.parametrize("words", [words for some in DISGUISED.values() for words in some], ids=ascii)
def test_a_disguised_name_is_surely_found_and_its_code_takes_its_place(words: str) -> None:
    names = Names([Person("", "P1", "Ana Lopez"), Person("", "P2", "Ben")])
    (found,) = names.found(f"with {words}, who")
    assert (found.code, found.sure) == ("P1", True)
    assert list(names.found(replaced(f"with {words}, who", [found]))) == []


@pytest.mark.parametrize("words", ["Ana2", "A-n-a", "**An**a", "\u0410na", "A\u3164na", "A\u200ena"], ids=ascii)
def test_a_disguised_name_stops_the_brief(desk: Desk, words: str) -> None:
    desk.run("convictions add --from -", given="No surprises").run(["people", "add", "Ana Lopez"])
    said = {"text": f"Left it with {words} again", "visibility": "coach"}
    desk.run("daily --answers -", given={"convictions/demonstration": said})
    desk.run("export --coach")
    assert (desk.code, desk.out) == (6, "")
    assert "P1" in desk.err


def test_at_a_terminal_a_hidden_sign_that_a_page_shows_does_not_keep_the_code_out(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises", visibility="coach")
    seed.knows("Ana")
    seed.daily(date(2025, 1, 6), {"C1": 4}, ("C1", "Left it with A\u200ena, and it held."), visibility="coach")
    desk = seed.done().at("2025-03-03T18:00")
    marked = tuple(
        a.id for e in desk.journal().every_entry() for a in e.answers if a.visibility == "coach" and a.text
    )
    desk.answering("Less rescue", "C1", "none", marked, "every", "write").run("export --coach 2025-Q1")
    assert desk.code == 0, desk.err
    assert "Left it with P1, and it held" in desk.out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("李雷", "和李 雷谈"), ("李雷", "李\n雷"), ("김민수", "김민수가 했다"), ("김 민수", "김민수는"),
        ("राम", "राम ने"), ("Наташа", "\u0048аташа"), ("Наташа", "Н-а-т-а-ш-а"), ("🦊", "with 🦊 today"),
    ],
)  # fmt: skip
def test_a_name_of_another_script_is_found_apart_inside_and_with_look_alikes(name: str, words: str) -> None:
    assert {one.code for one in scan(words, [Person("", "P1", name)])} == {"P1"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Nd", "the 2nding"), ("P", "P1 and P12"), ("C", "C1, 2C"), ("R2", "R21"), ("Ana", "4ana7"),
        ("Asa", "as-a-service"), ("Min", "5min, a min"), ("Mo", "6mo"), ("Ai", "a.i."), ("Ben", "B2B, be, n"),
        ("Ian", "I an"), ("Ava", "Ana"), ("Can", "as we can"), ("Kim Long", "as long as"),
        ("Eva Young", "the young team"), ("이", "인사"), ("Max", "ma x"), ("Mark", "marks the paper"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_disguise_is_no_name(name: str, words: str) -> None:
    assert list(scan(words, [Person("", "P9", name)])) == []


def test_a_family_name_in_small_letters_is_doubtful_and_an_everyday_word_is_said_to_be_one() -> None:
    people = [Person("", "P1", "Ana Lopez"), Person("", "P2", "Rita Stone")]
    found = [(one.words, one.sure, one.everyday) for one in Names(people).found("with lopez, a stone, Stone")]
    assert found == [("lopez", False, False), ("stone", False, True), ("Stone", True, True)]


def test_where_nobody_can_be_asked_a_family_name_in_small_letters_passes_only_once_it_was_allowed(
    desk: Desk,
) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run(["people", "add", "Ana Koch"]).run(["people", "add", "Rita Stone"])
    said = {"text": "Left it with koch and the stone wall", "visibility": "coach"}
    desk.run("daily --answers -", given={"convictions/demonstration": said})
    desk.run("export --coach")
    assert (desk.code, desk.out) == (6, "")
    assert "koch" in desk.err
    assert "allow it there" in desk.err
    with closing(desk.journal()) as journal, journal.writing():
        journal.allow_word("koch")
    assert desk.run("export --coach").code == 0, desk.err


def test_long_runs_are_read_once() -> None:
    """Some of these took a minute, where every sign was a new beginning."""
    begin = process_time()
    for text in ("a" * 40_000, "1 " * 20_000 + "1a", "a@" * 20_000, "a@" + "b." * 20_000, "a@b.c " * 5_000):
        list(contacts(text))
    unknown_words("word " * 8_000, ())
    list(Names([Person("", "P1", "Ana"), Person("", "P2", "李娜")]).found("A-" * 20_000))
    assert process_time() - begin < 5


def test_of_a_forgotten_person_no_disguise_is_shown_or_found_or_left_in_a_file(desk: Desk) -> None:
    disguised = [words for some in DISGUISED.values() for words in some] + ["lopez", "LOPEZ2"]
    seed = Seed(desk)
    seed.held("No surprises")
    seed.knows("Ana Lopez")
    for place, words in enumerate(disguised):
        seed.daily(date(2025, 1, 6) + timedelta(days=place), {}, ("C1", f"Left it with {words}, again"))
    desk = seed.done()
    desk.run("people forget P1 --yes")
    assert desk.code == 0, desk.err
    raw = b"".join(path.read_bytes() for path in desk.home.rglob("*") if path.is_file())
    for place, words in enumerate(disguised):
        assert words.encode() not in raw, words
        assert words not in desk.run(["show", f"{date(2025, 1, 6) + timedelta(days=place)}"]).out
        desk.run(["search", "--", words])
        assert "Left it" not in desk.out, words
    with closing(desk.journal()) as journal:
        texts = [answer.text for entry in journal.every_entry() for answer in entry.answers if answer.text]
    assert len(texts) == len(disguised)
    assert all("P1" in text for text in texts)
    assert list(scan("\n".join(texts), [Person("", "P9", "Ana Lopez")])) == []
