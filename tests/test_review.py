"""reflect review, through the door: every period, every section, numbers reckoned by hand, golden pages."""

from __future__ import annotations

import json
import os
import re
import stat
from datetime import date, timedelta
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from reflect.model import Commitment, Outcome
from reflect.periods.units import MONTHS
from tests.conftest import Desk
from tests.seeding import (
    JULY,
    LINES,
    PLANTED,
    Q3_DAYS,
    SEALED,
    SEPTEMBER,
    Seed,
    planted,
    rich_quarter,
    workdays,
)

GOLDEN = Path(__file__).parent / "golden" / "review"


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The rich quarter, seeded once and only looked at, on 9 October 2025."""
    return rich_quarter(Desk(tmp_path_factory.mktemp("rich") / "home")).at("2025-10-09T18:00")


def reviewed(desk: Desk, line: str = "") -> dict[str, Any]:
    desk.run(f"review {line} --json")
    assert desk.code == 0, desk.err
    document: dict[str, Any] = desk.json
    return document


def section(document: dict[str, Any], key: str) -> dict[str, Any]:
    return next(found for found in document["sections"] if found["key"] == key)


def block(document: dict[str, Any], key: str, name: str) -> dict[str, Any]:
    return next(found for found in section(document, key)["blocks"] if found["key"] == name)


def facts(document: dict[str, Any], key: str, name: str) -> dict[str, Any]:
    return {fact["key"]: fact["value"] for fact in block(document, key, name)["facts"]}


def rows(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["conviction"]: row for row in block(document, "say-do", "convictions")["rows"]}


def said_by_hand(values: list[int]) -> dict[str, Any]:
    return {"mean": round(mean(values), 2) if values else None, "n": len(values)}


# ---- which period

Q3 = ("2025-07-01", "2025-09-30", "2025-04-01", "2025-06-30")
PERIODS = {
    "2025-Q3": Q3,
    "2025-q3": Q3,
    "Q3 2025": Q3,
    "last quarter": Q3,
    "--quarter --last": Q3,
    "2025-07-01..2025-09-30": ("2025-07-01", "2025-09-30", "2025-03-31", "2025-06-30"),
    "--since 2025-07-01 --until 2025-09-30": ("2025-07-01", "2025-09-30", "2025-03-31", "2025-06-30"),
    "2025-09-29..today": ("2025-09-29", "2025-10-09", "2025-09-18", "2025-09-28"),
    "--since 2025-09-29": ("2025-09-29", "2025-10-09", "2025-09-18", "2025-09-28"),
    "--until 2020-01-01": ("2020-01-01", "2020-01-01", "2019-12-31", "2019-12-31"),  # before she began
    "2025-09": ("2025-09-01", "2025-09-30", "2025-08-01", "2025-08-31"),
    "last month": ("2025-09-01", "2025-09-30", "2025-08-01", "2025-08-31"),
    "2025-W36": ("2025-09-01", "2025-09-07", "2025-08-25", "2025-08-31"),
    "--week --last": ("2025-09-29", "2025-10-05", "2025-09-22", "2025-09-28"),
    "2025-09-30": ("2025-09-30", "2025-09-30", "2025-09-29", "2025-09-29"),
    "yesterday": ("2025-10-08", "2025-10-08", "2025-10-07", "2025-10-07"),
    "today": ("2025-10-09", "2025-10-09", "2025-10-08", "2025-10-08"),
    "2024": ("2024-01-01", "2024-12-31", "2023-01-01", "2023-12-31"),
    # those in progress are cut at today, and what they are compared with at the same day
    "": ("2025-10-01", "2025-10-09", "2025-07-01", "2025-07-09"),
    "--quarter": ("2025-10-01", "2025-10-09", "2025-07-01", "2025-07-09"),
    "2025-Q4": ("2025-10-01", "2025-10-09", "2025-07-01", "2025-07-09"),
    "--month": ("2025-10-01", "2025-10-09", "2025-09-01", "2025-09-09"),
    "--week": ("2025-10-06", "2025-10-09", "2025-09-29", "2025-10-02"),
    "this week": ("2025-10-06", "2025-10-09", "2025-09-29", "2025-10-02"),
    "--year": ("2025-01-01", "2025-10-09", "2024-01-01", "2024-10-09"),
    "2025": ("2025-01-01", "2025-10-09", "2024-01-01", "2024-10-09"),
}


@pytest.mark.parametrize("words", PERIODS)
def test_every_way_to_name_a_period_names_that_one_and_the_one_before(rich: Desk, words: str) -> None:
    document = reviewed(rich, words)
    period, against = document["period"], document["against"]
    assert (period["from"], period["to"], against["from"], against["to"]) == PERIODS[words]


def test_a_fiscal_quarter_is_named_by_the_year_in_which_it_ends(desk: Desk) -> None:
    Seed(desk).done()
    (desk.home / "settings.toml").write_text("year_starts = 10\n")
    period = reviewed(desk, "FY2025-Q1")["period"]
    assert (period["from"], period["to"], period["key"]) == ("2024-10-01", "2024-12-31", "FY2025-Q1")
    assert reviewed(desk, "2025-Q1")["period"]["from"] == "2025-01-01"


@pytest.mark.parametrize("words", ["2025-Q5", "Q3", "soon", "2025-13", "2025-W54", "last", "2025-09-31", "all"])
def test_what_names_no_period_is_refused_with_the_accepted_forms(rich: Desk, words: str) -> None:
    rich.run(f"review {words}")
    assert (rich.code, rich.out) == (3, "")
    assert "2025-Q3" in rich.err
    assert "2025-09-01..2025-10-15" in rich.err


@pytest.mark.parametrize(
    "words", ["2025-Q3 --week", "--week --month", "2025-Q3 --since 2025-07-01", "2025-Q3 --last", "--last"]
)
def test_a_period_that_is_named_twice_or_not_at_all_is_refused(rich: Desk, words: str) -> None:
    rich.run(f"review {words}")
    assert (rich.code, rich.out) == (2, "")


def test_a_span_that_ends_before_it_begins_is_refused(rich: Desk) -> None:
    rich.run("review 2025-10-02..2025-10-01")
    assert rich.code == 3
    assert "2025-10-01..2025-10-02" in rich.err


# ---- what it rests on


def test_it_says_first_what_every_number_rests_on(rich: Desk) -> None:
    document = reviewed(rich, "2025-Q3")
    assert document["sections"][0]["key"] == "basis"
    given = {code: len(planted(code)[1]) for code in PLANTED}
    demonstrated = len(Q3_DAYS[::5])
    assert facts(document, "basis", "basis") == {
        "workdays": {"n": len(Q3_DAYS), "of": len(Q3_DAYS)},
        "other_days": 1,  # the Saturday
        "ratings": sum(given.values()) + 1,
        "passes": len(Q3_DAYS) - demonstrated + len(Q3_DAYS) - given["C4"],
    }


def test_a_days_answers_count_once_however_many_entries_it_has(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises")
    for value in (1, 5):
        seed.daily(date(2025, 3, 3), {"C1": value})
    seed.done()
    document = reviewed(desk, "--week")
    assert facts(document, "basis", "basis")["workdays"] == {"n": 1, "of": 1}
    assert rows(document)["C1"]["now"] == {"mean": 5, "n": 1}  # the latest


def test_notes_and_imports_are_no_days_answered(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises")
    seed.daily(date(2025, 3, 3), {"C1": 4})
    imported = seed._answer("convictions/lived", "answered", value=4, conviction="C1")
    seed.entry("daily", date(2025, 3, 4), [imported], origin="jsonl")
    seed.done()
    document = reviewed(desk.at("2025-03-04T18:00"), "--week")
    assert facts(document, "basis", "basis")["workdays"] == {"n": 1, "of": 2}


# ---- what she lived


def test_the_period_stands_in_ten_dated_lines_of_hers_at_most(rich: Desk) -> None:
    quotes = block(reviewed(rich, "2025-Q3"), "lived", "demonstrations")["quotes"]
    days = [quote["day"] for quote in quotes]
    assert len(quotes) == 10
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == ("2025-07-01", "2025-09-30")
    assert all(any(quote["words"].startswith(line) for line in LINES) for quote in quotes)
    costly = [quote["day"] for quote in quotes if quote["marks"] == ["costly"]]
    assert costly == [day.isoformat() for day in Q3_DAYS[::20]]
    assert {quote["about"] for quote in quotes} == {"C1"}


@pytest.mark.parametrize("format_", ["terminal", "markdown", "json"])
def test_nothing_sealed_is_ever_shown(rich: Desk, format_: str) -> None:
    for words in ("2025-Q3", "2025", "2025-W33", "2025-08-16", "2024-Q3"):
        rich.run(f"review {words} --format {format_}")
        assert rich.code == 0
        assert SEALED not in rich.out
        assert "C5" not in rich.out


def test_nothing_sealed_is_shown_a_year_later_either(rich: Desk) -> None:
    rich.at("2026-10-09T18:00").run("review 2026-Q3")
    assert "A YEAR AGO" in rich.out
    assert SEALED not in rich.out


# ---- say and do


def test_the_numbers_are_those_that_a_hand_reckons(rich: Desk) -> None:
    found = rows(reviewed(rich, "2025-Q3"))
    assert sorted(found) == sorted(PLANTED)
    for code in PLANTED:
        before, now = planted(code)
        if code == "C1":
            now = [*now, 4]  # the Saturday
        assert found[code]["before"] == said_by_hand(before), code
        assert found[code]["now"] == said_by_hand(now), code
        assert found[code]["slipped"] == {"n": sum(v <= 2 for v in now), "of": len(now)}, code


def test_a_planted_shift_is_named_and_an_even_one_is_not(rich: Desk) -> None:
    found = rows(reviewed(rich, "2025-Q3"))
    assert {code: row["reading"] for code, row in found.items()} == {
        "C1": "higher",
        "C2": "about the same",
        "C3": "lower",
        "C4": "not enough answers",
    }


def test_a_row_has_the_keys_that_programs_rely_on(rich: Desk) -> None:
    row = rows(reviewed(rich, "2025-Q3"))["C3"]
    promised = {key: value for key, value in row.items() if key not in ("statement", "weeks")}
    assert promised == {
        "conviction": "C3",
        "importance": 4,
        "before": said_by_hand(planted("C3")[0]),
        "now": said_by_hand(planted("C3")[1]),
        "slipped": {"n": 19, "of": 66},
        "reading": "lower",
    }
    assert list(promised) == ["conviction", "importance", "before", "now", "slipped", "reading"]


def test_a_conviction_stands_in_the_words_that_it_had_then(rich: Desk) -> None:
    assert rows(reviewed(rich, "2025-Q3"))["C2"]["statement"] == "No surprises, upward or downward"
    q2 = rows(reviewed(rich, "2025-Q2"))["C2"]
    assert (q2["statement"], q2["importance"]) == ("No surprises", 5)


def test_the_chart_has_a_value_a_week_and_none_where_none_was_given(rich: Desk) -> None:
    weeks = rows(reviewed(rich, "2025-Q3"))["C4"]["weeks"]
    assert weeks == [None] * 13  # its four answers were given before these thirteen weeks
    assert rows(reviewed(rich, "2025-Q3"))["C2"]["weeks"] == [4] * 13


def test_one_with_few_answers_asks_what_to_do_with_it(rich: Desk) -> None:
    notes = block(reviewed(rich, "2025-Q3"), "say-do", "convictions")["notes"]
    assert "C4 had 4 answers: keep, reword, retire?" in notes


def test_nothing_is_named_over_a_year_of_ratings_that_never_move(desk: Desk) -> None:
    seed = Seed(desk)
    for code in ("C1", "C2", "C3"):
        seed.held(code)
    days = workdays(date(2025, 1, 6), date(2025, 6, 30))
    seed.dailies(days, {code: [value] * len(days) for code, value in (("C1", 3), ("C2", 4), ("C3", 5))})
    seed.done()
    readings = {row["reading"] for row in rows(reviewed(desk.at("2025-07-05T18:00"), "2025-Q2")).values()}
    assert readings == {"about the same"}


@pytest.mark.parametrize("n", [0, 1, 9, 10])
def test_below_ten_answers_on_a_side_it_says_so(desk: Desk, n: int) -> None:
    seed = Seed(desk)
    seed.held("No surprises")
    seed.dailies(workdays(date(2025, 1, 6), date(2025, 3, 31)), {"C1": [2] * n})
    seed.dailies(workdays(date(2025, 4, 1), date(2025, 6, 30)), {"C1": [5] * 60})
    seed.done()
    reading = rows(reviewed(desk.at("2025-07-05T18:00"), "2025-Q2"))["C1"]["reading"]
    assert reading == ("higher" if n >= 10 else "not enough answers")


def test_what_the_organization_supports_stands_before_beside_now(rich: Desk) -> None:
    assert facts(reviewed(rich, "2025-Q3"), "say-do", "support") == {
        "C1": {"before": 2, "now": 3},
        "C2": {"before": 4, "now": 4},
        "C3": {"before": None, "now": 3},
    }


# ---- commitments, disconnects, a year ago


def test_commitments_are_counted_by_what_came_of_them(rich: Desk) -> None:
    document = reviewed(rich, "2025-Q3")
    assert facts(document, "commitments", "outcomes") == {
        "kept": {"n": 3, "of": 5},
        "not": 1,
        "renegotiated": 1,
        "kept_before": {"n": 1, "of": 2},
        "with_cue": {"n": 2, "of": 3},
        "without_cue": {"n": 1, "of": 2},
        "open": 2,
    }
    before = next(f for f in block(document, "commitments", "outcomes")["facts"] if f["key"] == "kept_before")
    assert before["note"] == "too few to tell"
    still = [item["values"] for item in block(document, "commitments", "open")["items"]]
    assert [(item["commitment"], item["due"]) for item in still] == [("K10", "2025-09-20"), ("K9", "2025-10-15")]


def test_a_share_is_claimed_only_when_its_test_is_passed(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises")
    for day, kept in ((date(2025, 2, 3), 1), (date(2025, 5, 5), 9)):
        for number in range(10):
            outcome: Outcome = "kept" if number < kept else "not"
            seed.promised(Commitment("", "", "wait", date(2025, 1, 6), None, day, outcome, day))
    seed.daily(date(2025, 2, 3), {"C1": 4})
    seed.done()
    document = reviewed(desk.at("2025-07-05T18:00"), "2025-Q2")
    by_key = {f["key"]: f for f in block(document, "commitments", "outcomes")["facts"]}
    assert (by_key["kept"]["value"], by_key["kept_before"]["note"]) == ({"n": 9, "of": 10}, "higher")


def test_disconnects_are_carried_over_and_those_of_the_larger_organization_have_no_age(rich: Desk) -> None:
    document = reviewed(rich, "2025-Q3")
    assert facts(document, "disconnects", "counts") == {"before": 3, "opened": 1, "closed": 1, "open": 3}
    table = block(document, "disconnects", "open")
    assert [(row["disconnect"], row["scope"], row["open"]) for row in table["rows"]] == [
        ("D1", "immediate", {"days": 96}),
        ("D3", "myself", {"days": 18}),
        ("D2", "larger", None),
    ]
    (oldest,) = block(document, "disconnects", "oldest")["facts"]
    assert (oldest["value"], oldest["note"][:2]) == ({"days": 96}, "D1")


def test_a_disconnect_closed_later_was_open_then(rich: Desk) -> None:
    assert facts(reviewed(rich, "2025-Q2"), "disconnects", "counts") == {
        "before": 1, "opened": 2, "closed": 0, "open": 3,
    }  # fmt: skip


def test_a_year_ago_she_said_promised_and_lived(rich: Desk) -> None:
    document = reviewed(rich, "2025-Q3")
    quotes = block(document, "year-ago", "words")["quotes"]
    assert [(quote["words"], quote["marks"]) for quote in quotes] == [
        ("I answer before they have breathed in.", ["insight"]),
        ("A year ago, the 5. time", ["an ordinary day"]),
    ]
    promised = block(document, "year-ago", "commitment")["items"]
    assert [item["values"] for item in promised] == [
        {"commitment": "K1", "act": "wait five seconds", "outcome": "partly"}
    ]


def test_without_a_year_ago_nothing_is_said_of_it(rich: Desk) -> None:
    assert "year-ago" not in [found["key"] for found in reviewed(rich, "2024-Q3")["sections"]]


# ---- young journals


def young(desk: Desk, days: int, begins: date = date(2025, 3, 3)) -> Desk:
    """A desk at the end of the last of so many workdays answered, from a day on."""
    seed = Seed(desk)
    seed.held("No surprises", since=begins)
    seed.held("Those nearest the work decide", since=begins)
    answered = workdays(begins, begins + timedelta(days=400))[:days]
    for number, day in enumerate(answered):
        seed.daily(day, {"C1": 4, "C2": 2 + number % 3}, ("C1", f"Told them, day {number + 1}"))
    seed.done()
    return desk.at(f"{answered[-1] if answered else begins}T18:00")


def test_where_there_is_no_journal_it_says_how_to_begin_and_makes_none(desk: Desk) -> None:
    desk.run("review")
    assert (desk.code, desk.out) == (4, "")
    assert "There is no journal yet" in desk.err
    assert "reflect daily" in desk.err
    assert not desk.home.exists()


def test_an_empty_journal_reads_as_an_invitation(desk: Desk) -> None:
    young(desk, 0).run("review --week")
    assert desk.code == 0
    assert "No question was answered" in desk.out
    assert "reflect daily" in desk.out
    assert "on this day" in desk.out
    assert len(desk.out.splitlines()) < 30


@pytest.mark.parametrize("days", [1, 3, 5])
@pytest.mark.parametrize("words", ["", "--week", "--month", "--year"])
def test_the_first_week_is_worth_reading_already(desk: Desk, days: int, words: str) -> None:
    young(desk, days).run(f"review {words}")
    assert desk.code == 0
    assert f"workdays answered {days} of {days}" in desk.out
    assert "since the first entry 3 Mar" in desk.out
    assert f"Told them, day {days}" in desk.out
    assert "not enough answers" in desk.out
    assert "Readings need 10 answers on either side" in " ".join(desk.out.split())
    assert not re.search(r"\b(nan|inf)\b|None(?! said)", desk.out)
    assert len(desk.out.splitlines()) < 40


def promise_of(desk: Desk, words: str) -> tuple[str, date | None]:
    """The note that says when readings begin, and the day that it names."""
    note = next(b for b in section(reviewed(desk, words), "say-do")["blocks"] if b["key"] == "not-yet")
    found = re.search(r"from about (\d+) (\w+)( \d{4})?\.", note["text"])
    if not found:
        return note["text"], None
    year = int(found[3] or desk.moment.year)
    return note["text"], date(year, MONTHS.index(found[2]) + 1, int(found[1]))


@pytest.mark.parametrize(
    "begins", ["2025-01-01", "2025-01-20", "2025-03-03", "2025-03-24", "2025-05-15", "2025-11-03"]
)
@pytest.mark.parametrize("unit", ["quarter", "month"])
def test_the_day_from_which_readings_are_promised_is_true(desk: Desk, begins: str, unit: str) -> None:
    """Whoever answers on every workday has a reading on that day, and had none two weeks before it."""
    first = date.fromisoformat(begins)
    _, day = promise_of(young(desk, 3, first), f"--{unit}")
    assert day is not None
    days = workdays(first, day)[3:]
    seed = Seed(desk)
    for offset in days:
        seed.daily(offset, {"C1": 4, "C2": 3})
    seed.done()

    def readings(on: date) -> set[str]:
        return {row["reading"] for row in rows(reviewed(desk.at(f"{on}T18:00"), f"--{unit}")).values()}

    assert readings(day) != {"not enough answers"}
    assert readings(max(first, day - timedelta(days=14))) == {"not enough answers"}


def test_no_week_is_promised_readings_that_it_cannot_hold(desk: Desk) -> None:
    text, day = promise_of(young(desk, 3), "--week")
    assert day is None
    assert "too few" in text


def test_a_period_that_is_over_is_promised_nothing(desk: Desk) -> None:
    young(desk, 3)
    text, day = promise_of(desk.at("2025-06-03T18:00"), "2025-Q1")
    assert day is None
    assert "too few" in text


def test_a_first_quarter_compares_its_weeks_one_to_six_with_the_rest(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises", since=date(2025, 1, 1))
    days = workdays(date(2025, 1, 1), date(2025, 3, 31))
    early = [day for day in days if day <= date(2025, 2, 11)]
    wave = [1, 2, 3, 2] * 20
    seed.dailies(days, {"C1": [v if day in early else v + 2 for day, v in zip(days, wave, strict=False)]})
    day = date(2025, 2, 1)
    outcomes: tuple[Outcome, ...] = ("kept", "not")
    for outcome in outcomes:
        seed.promised(Commitment("", "", "wait", date(2025, 1, 2), None, day, outcome, day))
    seed.done()
    document = reviewed(desk.at("2025-04-04T18:00"), "2025-Q1")
    against = document["against"]
    assert (against["from"], against["to"]) == ("2025-01-01", "2025-02-11")
    assert against["key"] != document["period"]["key"]
    row = rows(document)["C1"]
    assert (row["before"]["n"], row["now"]["n"], row["reading"]) == (len(early), len(days) - len(early), "higher")
    assert block(document, "basis", "first-quarter")["text"].startswith("Your first quarter")
    # What came of her promises is told of the whole quarter, and compared with nothing that is part of it.
    assert facts(document, "commitments", "outcomes") == {"kept": {"n": 1, "of": 2}, "not": 1}


def test_a_quarter_in_whose_second_half_she_began_is_not_parted(desk: Desk) -> None:
    document = reviewed(young(desk, 3), "--quarter")
    assert document["against"]["key"] == "2024-Q4"
    assert "first-quarter" not in [found["key"] for found in section(document, "basis")["blocks"]]


@pytest.mark.parametrize("today", ["2025-05-20", "2025-06-03", "2025-06-20"])
def test_a_second_quarter_is_never_taken_for_the_first(desk: Desk, today: str) -> None:
    """Though, cut at the same day, the quarter before ends before the journal began."""
    young(desk, 50)
    document = reviewed(desk.at(f"{today}T18:00"), "--quarter")
    assert document["against"]["key"] == "2025-Q1"


def test_the_second_quarter_is_compared_with_the_first(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises", since=date(2025, 1, 1))
    seed.dailies(workdays(date(2025, 1, 1), date(2025, 6, 30)), {"C1": [4] * 130})
    seed.done()
    against = reviewed(desk.at("2025-07-04T18:00"), "2025-Q2")["against"]
    assert (against["key"], against["from"], against["to"]) == ("2025-Q1", "2025-01-01", "2025-03-31")


def test_in_its_first_two_weeks_a_period_points_at_the_one_before(rich: Desk) -> None:
    rich.run("review --quarter")
    assert "reflect review --quarter --last" in rich.out
    rich.at("2025-10-20T18:00").run("review --quarter")
    assert "--last" not in rich.out


# ---- how it is drawn


def golden(name: str, text: str) -> None:
    """Compare with the file of that name; UPDATE_GOLDEN=1 writes it anew, for the eye to judge in the diff."""
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_bytes(text.encode())
    assert text == (GOLDEN / name).read_bytes().decode()


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_on_a_terminal_it_looks_as_it_looked(rich: Desk, columns: int) -> None:
    rich.with_environ(COLUMNS=str(columns)).run("review 2025-Q3")
    golden(f"quarter_{columns}.txt", rich.out)


@pytest.mark.parametrize(("format_", "suffix"), [("markdown", "md"), ("json", "json")])
def test_in_other_formats_it_reads_as_it_read(rich: Desk, format_: str, suffix: str) -> None:
    rich.run(f"review 2025-Q3 --format {format_}")
    golden(f"quarter.{suffix}", rich.out)


def test_json_has_the_sections_in_reading_order_and_every_block_a_key(rich: Desk) -> None:
    document = reviewed(rich, "2025-Q3")
    assert list(document) == ["period", "against", "sections"]
    assert document["period"] == {"key": "2025-Q3", "from": JULY.isoformat(), "to": SEPTEMBER.isoformat()}
    assert document["against"] == {"key": "2025-Q2", "from": "2025-04-01", "to": "2025-06-30"}
    order = (
        "before-you-look", "basis", "surprises", "lived", "say-do", "commitments", "steps", "people", "needs",
        "failures", "disconnects", "feedback", "scales", "tests", "listening", "foundations", "themes", "year-ago",
        "close",
    )  # fmt: skip
    keys = [found["key"] for found in document["sections"]]
    assert keys == [key for key in order if key in keys]
    assert {"basis", "lived", "say-do", "commitments", "disconnects", "year-ago"} <= set(keys)
    for found in document["sections"]:
        assert set(found) == {"key", "title", "command", "blocks"}
        assert all(one["key"] for one in found["blocks"])


def test_json_is_the_format_of_that_name(rich: Desk) -> None:
    assert rich.run("review 2025-Q3 --json").out == rich.run("review 2025-Q3 --format json").out


def test_plain_has_no_charts_and_no_colour_and_says_the_same(rich: Desk) -> None:
    rich.run("review 2025-Q3 --plain")
    assert not re.search("[▁▂▃▄▅▆▇─●]|\x1b", rich.out)
    assert "higher" in rich.out


@pytest.mark.parametrize("columns", ["20", "40", "60", "80", "200"])
def test_no_line_is_wider_than_the_terminal(rich: Desk, columns: str) -> None:
    from rich.cells import cell_len

    rich.with_environ(COLUMNS=columns).run("review 2025-Q3")
    assert max(cell_len(line) for line in rich.out.splitlines()) <= max(24, int(columns))


def test_it_is_written_to_a_file_readable_by_her_alone(rich: Desk, tmp_path: Path) -> None:
    file = tmp_path / "review.md"
    rich.run(["review", "2025-Q3", "--format", "markdown", "-o", str(file)])
    assert (rich.code, rich.out) == (0, "")
    assert str(file) in rich.err
    golden("quarter.md", file.read_text(encoding="utf-8"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_replaced_only_by_force(rich: Desk, tmp_path: Path) -> None:
    file = tmp_path / "review.json"
    file.write_text("mine")
    line = ["review", "2025-Q3", "--json", "-o", str(file)]
    rich.run(line)
    assert (rich.code, file.read_text()) == (6, "mine")
    assert "--force" in rich.err
    rich.run([*line, "--force"])
    assert rich.code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["period"]["key"] == "2025-Q3"


def test_looking_back_changes_nothing(rich: Desk) -> None:
    changes = "SELECT count(*) FROM changes"
    before = rich.journal().connection.execute(changes).fetchone()
    rich.run("review 2025-Q3").run("review --json").run("status")
    assert rich.journal().connection.execute(changes).fetchone() == before
