"""How a review says things: the names of what stands side by side, days, and what there is nothing of."""

from __future__ import annotations

from datetime import date

import pytest

from reflect.periods import Period, month, quarter, span, week, year
from reflect.review.days import short_day, side_names
from tests.conftest import Costly, Desk


def held(desk: Desk, *statements: str) -> Desk:
    for statement in statements or ("No surprises",):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk


def lived(desk: Desk, day: str, **ratings: int) -> None:
    desk.at(f"{day}T18:00").run("daily --answers -", given={"convictions/lived": ratings})
    assert desk.code == 0, desk.err


def columns(desk: Desk, line: str) -> list[str]:
    page = desk.run(f"review {line} --section say-do --format markdown").out
    header = next(line for line in page.splitlines() if "| importance |" in line)
    return [cell.strip() for cell in header.strip("|").split("|")]


@pytest.mark.parametrize(
    ("before", "now", "names"),
    [
        (quarter(date(2025, 4, 1)), quarter(date(2025, 7, 1)), ("Q2", "Q3")),
        (quarter(date(2024, 7, 1)), quarter(date(2025, 7, 1)), ("Q3 2024", "Q3 2025")),
        (quarter(date(2025, 4, 1), 4), quarter(date(2025, 7, 1), 4), ("Q1", "Q2")),
        (week(date(2025, 8, 25)), week(date(2025, 9, 1)), ("wk 35", "wk 36")),
        (year(date(2024, 1, 1)), year(date(2025, 1, 1)), ("2024", "2025")),
        (month(date(2025, 7, 1)), month(date(2025, 8, 1)), ("before", "now")),
        (span(date(2025, 7, 1), date(2025, 7, 9)), span(date(2025, 7, 10), date(2025, 7, 18)), ("before", "now")),
    ],
)
def test_what_stands_side_by_side_has_short_names_where_there_are_any(
    before: Period, now: Period, names: tuple[str, str]
) -> None:
    """Months have none: a brief, which shows the same table, names no dates."""
    assert side_names(before, now) == names


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2025, 9, 20), "20 Sep"), (date(2024, 9, 20), "20 Sep 2024"), (date(2026, 1, 2), "2 Jan 2026")],
)
def test_a_day_is_said_with_its_year_only_where_that_is_another(day: date, said: str) -> None:
    assert short_day(day, date(2025, 9, 30)) == said


@pytest.mark.parametrize(("last", "names"), [("2025-03-31", "weeks 7–13"), ("2025-02-20", "weeks 7–8")])
def test_a_first_quarter_says_which_weeks_stand_beside_which(desk: Desk, last: str, names: str) -> None:
    first = held(desk.at("2025-01-06T18:00"))
    lived(first, "2025-01-07", C1=4)
    ended = first.at(f"{last}T18:00")
    heading = ended.run("review 2025-Q1").out.splitlines()[0]
    assert heading.rstrip().endswith(f"weeks 1–6 beside {names}")
    assert "wk 1–6" in columns(ended, "2025-Q1")
    assert ended.run("review 2025-Q1 --json").json["against"]["to"] == "2025-02-11"


def test_later_quarters_stand_beside_each_other_by_name(desk: Desk) -> None:
    lived(held(desk.at("2025-01-06T18:00")), "2025-01-07", C1=4)
    later = desk.at("2025-06-30T18:00")
    heading = later.run("review 2025-Q2").out.splitlines()[0]
    assert heading.rstrip().endswith("compared with 2025 Q1 (1 Jan – 31 Mar)")
    assert columns(later, "2025-Q2")[2:5] == ["importance", "lived Q1", "lived Q2"]
    assert columns(later, "2025-06")[3:5] == ["before", "now"]


def test_a_conviction_without_any_answer_has_no_numbers(desk: Desk) -> None:
    lived(held(desk, "No surprises", "Those nearest decide"), "2025-03-04", C1=4)
    march = desk.at("2025-03-28T18:00")
    rows = march.run("review 2025-03 --section say-do --json").json["sections"][0]["blocks"][0]["rows"]
    assert [row["reading"] for row in rows] == ["not enough answers", "not enough answers"]
    assert rows[1]["now"] == {"mean": None, "n": 0}
    drawn = march.run("review 2025-03 --section say-do").out
    assert "0 of 0" not in drawn
    assert "(0)" not in next(line for line in drawn.splitlines() if "Those nearest decide" in line)


def test_passes_are_said_in_a_sentence_and_counted_for_programs(desk: Desk) -> None:
    held(desk).run("daily --answers -", given={})
    assert "passed 3 times" in desk.run("review 2025-03").out
    facts = desk.run("review 2025-03 --section basis --json").json["sections"][0]["blocks"][0]["facts"]
    assert next(fact["value"] for fact in facts if fact["key"] == "passes") == 3


def test_what_was_promised_says_its_day_as_a_person_would(desk: Desk) -> None:
    held(desk).run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    given = {"act": "ask first", "due": "2025-03-10"}
    desk.run("commitments add --from -", given=given)
    assert desk.code == 0, desk.err
    assert "(due 10 Mar)" in desk.run("review 2025-03 --section commitments").out
    april = desk.at("2025-03-20T18:00")
    assert "(was due 10 Mar)" in april.run("review 2025-03 --section commitments").out
    assert "was due 10 Mar: " in april.run("status").out


def test_only_what_cost_her_something_has_the_dot(desk: Desk) -> None:
    held(desk.at("2024-02-05T18:00"))
    desk.at("2024-03-05T18:00").answering("Tea with Eli", ([4], ["none"])).run("daily")
    desk.at("2025-03-04T18:00").answering(Costly("Told the board"), ([4], ["none"])).run("daily")
    page = desk.at("2025-03-20T18:00").run("review 2025-03").out
    assert "Tea with Eli (an ordinary day)" in page
    assert [line for line in page.splitlines() if "●" in line] == [
        line for line in page.splitlines() if "Told the board" in line
    ]


def test_without_a_disconnect_it_says_where_they_are_asked_for(desk: Desk) -> None:
    held(desk).run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    drawn = " ".join(desk.run("review 2025-03 --section disconnects").out.split())
    assert (
        "No disconnect yet. The cross-check asks where belief and organization part: reflect crosscheck" in drawn
    )
