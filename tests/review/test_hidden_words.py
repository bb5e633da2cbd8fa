"""reflect themes: words that are to be no themes, and the themes of a review without them."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Desk
from tests.review.telling import Q2, Q3, Telling, block, reviewed, section, texts
from tests.seeding import workdays

PLAIN = ("Spoke about the budget", "Walked through the plan", "Read the draft aloud", "Left the vendor alone")


@pytest.fixture
def spoken(tmp_path: Path) -> Desk:
    """Two quarters of the same four lines; in the second, migration on three days of each week, and Ana's name."""
    seed = Telling(Desk(tmp_path / "home"))
    seed.held("No surprises", since=Q2[0])
    seed.joined("Ana Brandt")
    for number, day in enumerate(workdays(Q2[0], Q3[1])):
        words = PLAIN[number % 4]
        if day >= Q3[0] and day.weekday() < 3:
            words += ", and the late migration with Brandt"
        seed.daily(day, {"C1": 3}, ("C1", words))
    return seed.done().at("2025-09-30T18:00")


def moved(desk: Desk) -> dict[str, Any]:
    blocks = section(reviewed(desk), "themes")["blocks"]
    rows = blocks[0].get("rows", [])
    return {row["term"]: row for row in rows}


def test_what_rose_stands_with_its_counts_its_day_and_a_quote(spoken: Desk) -> None:
    found = moved(spoken)
    now = [day for day in workdays(*Q3) if day.weekday() < 3]
    assert found["late migration"]["direction"] == "rose"
    assert found["late migration"]["now"] == {"n": len(now), "of": len(workdays(*Q3))}
    assert found["late migration"]["before"] == {"n": 0, "of": len(workdays(*Q2))}
    quotes = block(reviewed(spoken), "themes", "quotes")["quotes"]
    assert [(quote["about"], quote["day"]) for quote in quotes] == [("late migration", "2025-09-30")]
    assert "late migration" in quotes[0]["words"]


def test_a_name_of_the_roster_is_no_theme(spoken: Desk) -> None:
    assert not [term for term in moved(spoken) if "brandt" in term or "ana" in term.split()]


def test_a_word_that_was_hidden_is_no_theme_until_it_is_taken_back(spoken: Desk) -> None:
    spoken.run("themes hide Migration")
    assert spoken.code == 0
    assert "reflect themes show migration" in spoken.err
    assert list(moved(spoken)) == ["late"]
    spoken.run("themes hide late")
    assert moved(spoken) == {}
    spoken.run("themes show migration").run("themes show late")
    assert list(moved(spoken)) == ["late migration"]


def test_a_pair_can_be_hidden_and_its_words_stay(spoken: Desk) -> None:
    spoken.run("themes hide late migration")
    assert spoken.code == 0
    assert set(moved(spoken)) <= {"late", "migration"}
    assert moved(spoken)


def test_hidden_words_are_listed_each_once(spoken: Desk) -> None:
    spoken.run("themes")
    assert "hidden no word" in spoken.out
    spoken.run("themes hide plan").run("themes hide Plan's").run("themes hide fire ships").run("themes")
    assert [line.strip("· ") for line in spoken.out.splitlines()[-2:]] == ["fire ships", "plan"]
    spoken.run("themes --json")
    items = spoken.json["sections"][0]["blocks"][0]["items"]
    assert [item["values"] for item in items] == [{"word": "fire ships"}, {"word": "plan"}]


@pytest.mark.parametrize("words", ["one two three", "42", "…", "-"])
def test_what_is_no_word_cannot_be_hidden(spoken: Desk, words: str) -> None:
    spoken.run(["themes", "hide", words])
    assert (spoken.code, spoken.out) == (3, "")


def test_a_word_that_is_not_hidden_cannot_be_taken_back(spoken: Desk) -> None:
    spoken.run("themes hide planning").run("themes show plannin")
    assert spoken.code == 4
    assert "planning" in spoken.err


def test_hiding_can_be_undone(spoken: Desk) -> None:
    spoken.run("themes hide migration").run("undo")
    assert spoken.code == 0
    with closing(spoken.journal()) as journal:
        assert journal.hidden_words() == ()


def test_a_sealed_answer_is_neither_counted_nor_quoted(tmp_path: Path) -> None:
    seed = Telling(Desk(tmp_path / "home"))
    seed.held("No surprises", since=Q2[0])
    for number, day in enumerate(workdays(Q2[0], Q3[1])):
        sealed = day >= Q3[0] and day.weekday() < 3
        words = "The unsayable migration" if sealed else PLAIN[number % 4]
        seed.daily(day, {"C1": 3}, ("C1", words), visibility="sealed" if sealed else "private")
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert "unsayable" not in " ".join(texts(document))


def test_where_nothing_moved_it_says_so_and_what_she_spoke_of_most(tmp_path: Path) -> None:
    seed = Telling(Desk(tmp_path / "home"))
    seed.held("No surprises", since=Q2[0])
    for number, day in enumerate(workdays(Q2[0], Q3[1])):
        seed.daily(day, {"C1": 3}, ("C1", PLAIN[number % 4]))
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    note = block(document, "themes", "unmoved")
    assert note["text"].startswith("Nothing moved more than chance would; most entries spoke of: ")
    assert block(document, "themes", "quotes")["quotes"]
    seed.desk.at("2025-09-30T18:00").run("review 2025-Q3")
    assert "THEMES" not in seed.desk.out  # a terminal says it when it is asked for


def test_periods_of_very_different_size_are_not_compared(tmp_path: Path) -> None:
    seed = Telling(Desk(tmp_path / "home"))
    for number, day in enumerate(workdays(Q2[0], Q3[1])):
        if day >= Q3[0] or number % 5 == 0:
            seed.daily(day, {}, (None, PLAIN[number % 4]))  # type: ignore[arg-type]  # about no conviction
    note = block(reviewed(seed.done().at("2025-09-30T18:00")), "themes", "unmoved")
    assert note["text"].startswith("The two periods are too unlike to be compared")


@pytest.mark.parametrize("setting", ["auto", "de", "en"])
def test_the_everyday_words_are_those_of_her_language(tmp_path: Path, setting: str) -> None:
    lines = ("Heute habe ich nicht mit den anderen gesprochen", "Sie haben es dann doch ohne mich gemacht",
             "Ich war bei ihnen und habe zugehört", "Wir sind noch einmal über den Entwurf gegangen")  # fmt: skip
    seed = Telling(Desk(tmp_path / "home"))
    for number, day in enumerate(workdays(Q2[0], Q3[1])):
        more = ", weil der Ausschuss es so will" if day >= date(2025, 7, 1) and day.weekday() < 3 else ""
        seed.daily(day, {}, (None, lines[number % 4] + more))  # type: ignore[arg-type]  # about no conviction
    desk = seed.done().at("2025-09-30T18:00")
    assert desk.run(f"settings set stop_words {setting}").code == 0
    words = {word for term in moved(desk) for word in term.split()}
    assert "ausschuss" in words
    assert bool(words & {"weil", "der", "will"} - {"will"}) is (setting == "en")
