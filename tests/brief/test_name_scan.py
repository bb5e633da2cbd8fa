"""The name scan: twelve names in whatever guise, addresses, numbers, and what may be a name."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.model import Person
from reflect.review.name_scan import Names, contacts, pronouns_beside_codes, replaced, scan, unknown_words
from tests.conftest import Desk
from tests.seeding import Seed

ROSTER = (
    "Ana", "José Núñez", "Łukasz", "Jean-Luc Picard", "Siobhán O’Neil", "Müller", "Björk", "Thomas", "李娜",
    "Наташа", "דנה", "Max Stein",
)  # fmt: skip
TWELVE = tuple(Person(f"id{n}", f"P{n}", name) for n, name in enumerate(ROSTER, start=1))


def swapped(name: str) -> str:
    return name.swapcase()


def without_accents(name: str) -> str:
    return "".join(s for s in unicodedata.normalize("NFD", name) if not unicodedata.combining(s))


GUISES: dict[str, Callable[[str], str]] = {
    "as it is": lambda name: name,
    "capitals": str.upper,
    "small": str.lower,
    "swapped": swapped,
    "possessive": lambda name: f"{name}'s",
    "typographic possessive": lambda name: f"{name}’s",
    "plural": lambda name: f"{name}s",
    "plural possessive": lambda name: f"{name}s’",
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "without accents": without_accents,
    "joined by hyphen": lambda name: f"{name}-Ben",
    "joined by slash": lambda name: f"Ben/{name}",
    "joined by plus": lambda name: f"Ben+{name}",
    "slanted": lambda name: f"*{name}*",
    "underlined": lambda name: f"__{name}__",
    "code": lambda name: f"`{name}`",
    "link": lambda name: f"[{name}](x)",
    "escaped by hand": lambda name: name.replace(" ", "\\ "),
    "handle": lambda name: "@" + name.replace(" ", ""),
    "handle with dots": lambda name: "@" + name.replace(" ", ".").lower(),
    "hashtag": lambda name: "#" + name.replace(" ", "_"),
    "joined by a capital": lambda name: f"{name.capitalize().replace(' ', '')}Team",
    "over two lines": lambda name: name.replace(" ", "\n"),
    "soft hyphen": lambda name: f"{name[:2]}\u00ad{name[2:]}",
    "no-width blank": lambda name: f"{name[:1]}\u200b{name[1:]}",
    "full width": lambda name: "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in name),
    "quoted": lambda name: f"“{name}”",
    "in brackets": lambda name: f"({name})",
}
NO_CASE_NO_TURN = ("李娜", "Наташа", "דנה")
CANNOT = {("joined by a capital", name) for name in ("דנה", "Jean-Luc Picard", "Siobhán O’Neil")}
"""What has no capital cannot be joined by one; a name of parts would begin small after its hyphen."""


@pytest.mark.parametrize("guise", GUISES)
@pytest.mark.parametrize("person", TWELVE, ids=lambda person: person.code)
def test_each_of_twelve_names_is_found_in_every_guise(person: Person, guise: str) -> None:
    if (guise, person.name) in CANNOT:
        pytest.skip("there is no such guise of that name")
    text = f"I left it with {GUISES[guise](person.name)}, who decided."
    assert person.code in {one.code for one in scan(text, TWELVE)}


def test_a_letter_may_be_spelled_out() -> None:
    people = (Person("", "P1", "Müller"), Person("", "P2", "Joerg Groß"), Person("", "P3", "Søren"))
    for text, code in (
        ("Mueller", "P1"), ("MUELLER", "P1"), ("Muller", "P1"), ("Jörg", "P2"), ("Gross", "P2"), ("GROSS", "P2"),
        ("Sören", "P3"), ("Soren", "P3"), ("Soeren", "P3"),
    ):  # fmt: skip
        assert [one.code for one in scan(f"with {text}.", people)] == [code], text


def test_twelve_names_hidden_in_marked_texts_are_all_caught_and_none_is_in_the_file(
    desk: Desk, tmp_path: Path
) -> None:
    """A script hides each name in each guise, one brief after another; at last codes stand there instead."""
    from datetime import date, timedelta

    seed = Seed(desk)
    seed.held("No surprises", visibility="coach")
    for person in TWELVE:
        seed.knows(person.name)
    draw = random.Random(7)
    hidden: list[str] = []
    for place, person in enumerate(TWELVE):
        possible = [g for g in GUISES if (g, person.name) not in CANNOT and not g.startswith("over")]
        hidden.append(GUISES[draw.choice(possible)](person.name))
        day = date(2025, 1, 6) + timedelta(days=place)
        seed.daily(day, {"C1": 4}, ("C1", f"Left it with {hidden[-1]}, and it held."), visibility="coach")
    desk = seed.done().at("2025-03-03T18:00")
    file = tmp_path / "brief.md"
    desk.run(["export", "--coach", "2025-Q1", "-o", str(file)])
    assert (desk.code, file.exists()) == (6, False)
    assert "11 more" in desk.err

    # goal, ask me about, no incident, all that is marked; every name by its code; “Ben” stays; write
    ids = [a.id for e in desk.journal().every_entry() for a in e.answers if a.visibility == "coach" and a.text]
    script = ["Less rescue", "C1", "none", tuple(ids), "every", "allow", "write"]
    desk.answering(*script).run(["export", "--coach", "2025-Q1", "-o", str(file)])
    assert desk.code == 0, desk.err
    brief = file.read_text(encoding="utf-8")
    plain = without_accents(brief).casefold()
    for person, guise in zip(TWELVE, hidden, strict=True):
        assert guise not in brief
        assert without_accents(person.name).casefold() not in plain
        assert re.search(rf"{person.code}(?!\d)", brief), guise
    assert list(scan(brief.replace("\\", ""), TWELVE)) == []


@pytest.mark.parametrize(
    "words",
    [
        "We will decide", "mark my words", "hope and grace", "a stone wall", "von Anfang an", "banana split",
        "a max of ten", "the art of it",
    ],
)  # fmt: skip
def test_everyday_words_in_small_letters_are_no_names(words: str) -> None:
    people = [
        Person("", f"P{n}", name)
        for n, name in enumerate(["Will", "Mark", "Grace", "Rita Stone", "Eva von Berg", "Ana", "Max", "Art"])
    ]
    assert list(scan(words, people)) == []


def test_but_with_a_capital_or_beside_the_rest_of_the_name_they_are() -> None:
    people = (Person("", "P1", "Will Stone"), Person("", "P2", "Mark"))
    found = [(one.words, one.code) for one in scan("will stone, Will, Stone's, Mark; will mark a stone", people)]
    assert found == [("will stone", "P1"), ("Will", "P1"), ("Stone's", "P1"), ("Mark", "P2")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("write to ana.l@firm.example today", ["ana.l@firm.example"]),
        ("ana (at) firm.example", ["ana (at) firm.example"]),
        ("ana[at]firm[dot]example", ["ana[at]firm[dot]example"]),
        ("call +49 170 1234567", ["+49 170 1234567"]),
        ("call (030) 123 45 67.", ["(030) 123 45 67"]),
        ("030/1234567, 555-123-4567", ["030/1234567", "555-123-4567"]),
        ("0170.123.4567", ["0170.123.4567"]),
        ("٠٣٠١٢٣٤٥٦٧", ["٠٣٠١٢٣٤٥٦٧"]),
        ("on 2025-03-04, 4.3.2025 and 03/04/2025", []),
        ("from 2024-2025 to 1 200 000 in 12.500.000 steps", []),
        ("4.3 (65) | 2.9 (66) | 19 of 66", []),
        ("@home, at 5 of 10", []),
    ],
)
def test_addresses_and_telephone_numbers_are_found_and_dates_and_counts_are_not(
    text: str, found: list[str]
) -> None:
    assert [one.words for one in contacts(text)] == found


def test_an_address_stops_the_brief_and_says_where(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    said = {"text": "Wrote to zoe@firm.example", "visibility": "coach"}
    desk.run("daily --answers -", given={"convictions/demonstration": said})
    desk.run("export --coach")
    assert (desk.code, desk.out) == (6, "")
    assert "What went well, with evidence, line" in desk.err
    assert "zoe@firm.example" in desk.err


def test_codes_take_the_place_of_names_and_keep_what_ends_them() -> None:
    text = "Ana's plan, Ana’s idea, ANA and Ána; call 0170 1234567"
    hits = [*Names(TWELVE).found(text), *contacts(text)]
    assert replaced(text, hits) == "P1's plan, P1’s idea, P1 and P1; call […]"


def test_unknown_names_inside_sentences_come_each_once_and_what_is_known_does_not() -> None:
    text = "I asked Zoe and Yusuf’s team at Acme on Monday. Then zoe. Zoe again, with Acme.\nWk 3: I did."
    assert unknown_words(text, ()) == ("Zoe", "Yusuf", "Acme")
    assert unknown_words(text, {"acme", "ZOE"}) == ("Yusuf",)


def test_where_every_noun_has_a_capital_they_say_nothing() -> None:
    text = "Ich habe die Entscheidung mit dem Team im Raum nach der Sitzung am Montag getroffen. " * 6
    assert unknown_words(text, ()) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("P1 said that she would", [(1, "she", "P1")]),
        ("Line\nHis plan came from P2", [(2, "His", "P2")]),
        ("P1 stayed. She left it.", []),
        ("she left it to the team", []),
        ("P1 kept the heritage", []),
    ],
)
def test_she_or_he_beside_a_code_is_pointed_out(text: str, found: list[tuple[int, str, str]]) -> None:
    assert list(pronouns_beside_codes(text)) == found


LETTERS = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Lo")), min_size=2, max_size=8)


@given(first=LETTERS, last=LETTERS, between=st.sampled_from(" -_/.’"), guise=st.sampled_from(["upper", "lower"]))
def test_whatever_two_words_a_name_has_the_whole_name_is_found(
    first: str, last: str, between: str, guise: str
) -> None:
    person = Person("", "P1", f"{first} {last}")
    text = f"I left it with {first}{between}{last}."
    written = text.upper() if guise == "upper" else text.lower()
    assert "P1" in {one.code for one in scan(written, [person])}


@given(st.text(max_size=300), st.lists(st.text(max_size=6), max_size=4))
def test_what_is_found_stands_where_it_is_said_to(text: str, names: list[str]) -> None:
    for found in [*Names(Person("", "P1", name) for name in names).found(text), *contacts(text)]:
        assert text[found.begin : found.end] == found.words
        assert text.count("\n", 0, found.begin) + 1 == found.line


@given(st.text(max_size=200))
def test_words_and_pronouns_take_any_text(text: str) -> None:
    assert all(word in text for word in unknown_words(text, ()))
    assert all(1 <= line <= len(text.splitlines()) for line, _, _ in pronouns_beside_codes(text))
