"""reflect list, show and search, at the desk."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect.store.finding import full_text
from tests.conftest import Desk

HOSTILE = (
    '"', '""', "", "   ", "AND", "OR NOT", 'AND "', "NEAR(", "NEAR(a b, 2)", "a:b", "text:board", "*", "b*", "-x",
    "^a", "(", ")", "a AND (", "{a}", "a + b", "'", "';--", "\\", "%", "_", "don't", "e-mail", "C++",
    "a\x00b", "😀", "“the board”",
)  # fmt: skip
NOTES = (
    ("2025-01-10", "Told the board about the café on Monday."),
    ("2025-02-11", "The boards were delegating again; Zoë said so."),
    ("2025-03-12", "Nothing of that. The board said about it the other way round."),
)


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with three notes, two people and a conviction."""
    lines = [
        {"record": "conviction", "code": "C1", "statement": "No surprises", "since": "2025-01-06"},
        {"record": "person", "code": "P1", "name": "Ana", "aliases": ["Annie"], "since": "2025-01-06"},
        {"record": "person", "code": "P2", "name": "Ben", "since": "2025-01-06"},
        *(
            {"record": "entry", "kind": "note", "day": day, "tags": tags, "answers": [
                {"prompt": "note", "text": text}]}
            for (day, text), tags in zip(NOTES, (["starred"], [], ["work", "starred"]), strict=True)
        ),
        {"record": "entry", "kind": "gain", "day": "2025-03-02", "answers": [
            {"prompt": "small-gains/given", "person": "Ana", "choice": "thanks", "text": "For the numbers."}]},
        {"record": "entry", "kind": "daily", "day": "2025-03-03", "answers": [
            {"prompt": "convictions/demonstration", "conviction": "C1", "text": "Told Ben.",
             "visibility": "sealed"},
            {"prompt": "convictions/lived", "conviction": "C1", "value": 4}]},
    ]  # fmt: skip
    given = "\n".join(json.dumps(line) for line in lines)
    desk.at("2025-03-20T18:00").run("import jsonl -", given=given)
    assert desk.code == 0, desk.err
    return desk.at("2025-03-20T18:00")


def listed(desk: Desk) -> list[dict[str, Any]]:
    (block,) = desk.json["sections"][0]["blocks"]
    return list(block.get("rows", ()))


def found(desk: Desk) -> list[dict[str, Any]]:
    (block,) = desk.json["sections"][0]["blocks"]
    return list(block.get("items", ()))


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("list", ["2025-01-10", "2025-02-11", "2025-03-02", "2025-03-03", "2025-03-12"]),
        ("list 2025-03", ["2025-03-02", "2025-03-03", "2025-03-12"]),
        ("list --since 2025-02-01 --until 2025-03-02", ["2025-02-11", "2025-03-02"]),
        ("list --person ana", ["2025-03-02"]),
        ("list --person ANNIE", ["2025-03-02"]),
        ("list --person P1", ["2025-03-02"]),
        ("list --conviction c1", ["2025-03-03"]),
        ("list --pack small-gains", ["2025-03-02"]),
        ("list --event note --limit 1", ["2025-03-12"]),
        ("list --tag STARRED", ["2025-01-10", "2025-03-12"]),
        ("list --visibility sealed", ["2025-03-03"]),
    ],
)
def test_a_list_holds_what_its_filters_mean_newest_last(kept: Desk, line: str, days: list[str]) -> None:
    kept.run(f"{line} --json")
    assert kept.code == 0, kept.err
    assert [row["day"] for row in listed(kept)] == days


@pytest.mark.parametrize(
    "line", ["list --person Anna", "list --conviction C9", "list --visibility secret", "list 2025-13"]
)
def test_a_filter_that_cannot_be_read_is_an_error_and_never_everything(kept: Desk, line: str) -> None:
    kept.run(line)
    assert kept.code in (3, 4)
    assert kept.out == ""
    assert kept.err.startswith("reflect: ")


def test_the_nearest_name_is_offered(kept: Desk) -> None:
    assert "Did you mean Ana?" in kept.run("list --person Anna").err


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("board", ["2025-01-10", "2025-02-11", "2025-03-12"]),
        ("cafe", ["2025-01-10"]),
        ("zoe", ["2025-02-11"]),
        ("delegate", ["2025-02-11"]),
        ("told board", ["2025-01-10"]),
        ("nowhere", []),
    ],
)
def test_search_finds_every_form_of_a_word_with_or_without_accents(
    kept: Desk, words: str, days: list[str]
) -> None:
    kept.run(["search", *words.split(), "--json"])
    assert [hit["values"]["day"] if "values" in hit else hit["day"] for hit in found(kept)] == days


@pytest.mark.parametrize(
    ("written", "words", "is_found"),
    [
        ("la réunion", "re\u0301union", True),
        ("la re\u0301union", "réunion", True),
        ("회의 김민수", unicodedata.normalize("NFD", "김민수"), True),
        ("नमस्ते हिन्दी", "हिन्दी", True),
        ("दी नी ही", "हिन्दी", False),  # the same consonants, in other words
        ("தமிழ் மொழி", "தமிழ்", True),
        ("شُكْرًا", "شُكْرًا", True),
        ("the board", "\u0301 board _", True),
    ],
)
def test_a_word_is_found_however_its_marks_are_put_together(
    desk: Desk, written: str, words: str, is_found: bool
) -> None:
    desk.run("note", given=written)
    assert desk.code == 0, desk.err
    desk.run(["search", words])
    assert ("Nothing you wrote" not in desk.out) is is_found


def test_quotes_make_a_phrase(kept: Desk) -> None:
    kept.run(["search", '"board about"', "--json"])
    assert "2025-01-10" in kept.out
    assert "2025-03-12" not in kept.out
    kept.run(["search", "board about", "--json"])
    assert "2025-03-12" not in kept.out, "the shell took the quotes away, and the words are still a phrase"


def test_a_match_is_marked_by_more_than_colour(kept: Desk) -> None:
    assert "«board»" in kept.run("search board").out


def test_a_sealed_answer_is_found_but_not_shown(kept: Desk) -> None:
    out = kept.run("search told").out
    assert "(sealed)" in out
    assert "Ben" not in out


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_a_person_can_type_is_an_error(kept: Desk, words: str) -> None:
    kept.run(["search", "--", words])
    assert kept.code == 0, kept.err
    kept.run(["search", "--json", "--", f"board {words}"])
    assert kept.code == 0, kept.err


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_becomes_a_query_of_plain_words(kept: Desk, words: str) -> None:
    query = full_text(words)
    assert all(
        part.isalnum() or part == "_" or unicodedata.category(part)[0] in "LMNP" or part in ' "' for part in query
    )
    kept.run(["search", "--", words])
    assert kept.code == 0, kept.err


def test_show_takes_the_end_of_an_id_a_code_and_a_day(kept: Desk) -> None:
    row = listed(kept.run("list 2025-01-10 --json"))[0]
    assert len(row["short"]) >= 4
    assert row["id"].endswith(row["short"])
    for what in (row["short"], row["id"], "2025-01-10"):
        assert "Told the board about the café" in " ".join(kept.run(["show", what]).out.split())
    assert "No surprises" in kept.run("show C1").out
    assert "For the numbers" in kept.run("show P1").out
    assert "no entry" in kept.run("show zzzz").err.casefold() or kept.code == 4


def test_show_today_says_when_nothing_was_written(kept: Desk) -> None:
    kept.run("show today")
    assert kept.code == 0
    assert "Nothing was written" in kept.out


def test_looking_creates_nothing(desk: Desk) -> None:
    for line in ("list", "show C1", "search board", "people", "convictions"):
        desk.run(line)
        assert desk.code == 4
    assert not desk.home.exists()
