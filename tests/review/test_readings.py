"""What is read from ratings: every other scale, the family of all readings, and who is asked to reword what."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest

from reflect.insight.statistics import settle, shift
from reflect.model import Nouns, Question
from reflect.periods import quarter as quarter_of
from reflect.review.look import look_at
from reflect.review.material import Material
from tests.conftest import Desk
from tests.review.telling import LEAVING, Q2, Q3, SPOKE, Telling, block, reviewed, section
from tests.seeding import workdays

NOW, THEN = quarter_of(Q3[0]), quarter_of(Q2[0])


def scale_rows(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["prompt"]: row for row in block(document, "scales", "scales")["rows"]}


# ---- scales


def test_a_weekly_scale_is_read_over_the_year_and_says_so(quarter: Desk) -> None:
    """52 weeks from 1 to 5; in the quarter alone there were 13."""
    row = scale_rows(reviewed(quarter))[SPOKE]
    assert row["reading"] == "rising, over the year"
    assert (row["before"]["n"], row["now"]["n"]) == (13, 13)
    assert row["good"] == "up"


def test_a_weekly_scale_over_a_year_is_compared_with_the_year_before(desk: Desk) -> None:
    seed = Telling(desk)
    for number, day in enumerate(workdays(date(2024, 1, 1), date(2025, 12, 30))[::5]):
        seed.event("weekly", day, {SPOKE: (1, 2, 1)[number % 3] if day.year == 2024 else (4, 5, 4)[number % 3]})
    row = scale_rows(reviewed(seed.done().at("2026-01-02T18:00"), "2025"))[SPOKE]
    assert row["reading"] == "higher"


def test_a_scale_with_a_section_of_its_own_is_not_told_twice(quarter: Desk) -> None:
    assert list(scale_rows(reviewed(quarter))) == [SPOKE]
    assert LEAVING not in scale_rows(reviewed(quarter))


def test_a_sealed_rating_is_not_counted(desk: Desk) -> None:
    seed = Telling(desk)
    seed.event("weekly", Q2[0], {SPOKE: 1})
    for number, day in enumerate(workdays(*Q3)[::5]):
        seed.event("weekly", day, {SPOKE: 5}, sealed=(SPOKE,) if number % 2 else ())
    row = scale_rows(reviewed(seed.done().at("2025-09-30T18:00")))[SPOKE]
    assert row["now"] == {"mean": 5, "n": 7}


def rated(prompt: str, version: int, labels: tuple[str, ...], days: list[date]) -> Any:
    question = Question(prompt, version, f"wording {version}", "scale", labels)
    return question, [(day, 3) for day in days]


@pytest.mark.parametrize(("labels", "rows"), [(("a", "b"), [66]), (("a", "c"), [33, 33])])
def test_a_reworded_scale_goes_on_and_one_with_other_steps_begins_anew(
    labels: tuple[str, ...], rows: list[int]
) -> None:
    days = workdays(*Q3)
    one = rated("mine/scale", 1, ("a", "b"), days[:33])
    other = rated("mine/scale", 2, labels, days[33:])
    look = look_at(Material(Nouns(), (), Q3[1], scales=[one, other]), NOW, THEN)
    assert [len(scale.now) for scale in look.scales.values()] == rows
    assert list(look.scales.values())[-1].question.asked == "wording 2"


# ---- all readings of one review are one family


def test_the_readings_of_a_review_are_settled_together(desk: Desk) -> None:
    """C1 would be claimed alone (p .03), and is not among seven others that did not move."""
    seed = Telling(desk)
    lone, still = ([3, 3, 4, 3, 2, 3, 3, 4] * 9, [4, 3, 4, 3, 2, 3, 4, 4] * 9), ([3, 4, 3, 2] * 17,) * 2
    codes = [seed.held(f"Conviction {number}", since=Q2[0]) for number in range(7)]
    columns = dict(zip(codes, [lone, *[still] * 6], strict=True))
    for span, side in ((Q2, 0), (Q3, 1)):
        days = workdays(*span)
        seed.dailies(days, {code: values[side][: len(days)] for code, values in columns.items()})
    alone = shift(lone[0][: len(workdays(*Q2))], lone[1][: len(workdays(*Q3))])
    assert alone.p is not None
    assert 0.01 < alone.p < 0.05
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    readings = {row["conviction"]: row["reading"] for row in block(document, "say-do", "convictions")["rows"]}
    assert alone.reading == "higher"
    assert readings["C1"] == alone.otherwise
    assert settle([alone])[0].reading == "higher"


def test_shares_and_scales_belong_to_the_family_too(quarter: Desk) -> None:
    with closing(quarter.journal()) as journal:
        entries = tuple(journal.entries(Q2[0], Q3[1]))
        scales = journal.ratings(("scale",), Q3[1] - timedelta(days=364), Q3[1])
        look = look_at(Material(journal.nouns(), entries, Q3[1], Q2[0], scales=scales), NOW, THEN)
        kinds = {kind for kind, _ in look.claims()}
    assert kinds == {"lived", "share", "scale"}
    assert {name for kind, name in look.claims() if kind == "share"} == {"back", "credit"}  # nothing due in Q2


# ---- convictions


def test_a_conviction_with_few_answers_is_asked_about(quarter: Desk) -> None:
    assert "C4 had 0 answers: keep, reword, retire?" in block(reviewed(quarter), "say-do", "convictions")["notes"]


@pytest.mark.parametrize(("n", "said"), [(1, "1 answer:"), (9, "9 answers:"), (10, "")])
def test_below_ten_answers_in_a_quarter_it_is_asked_whether_to_keep_it(desk: Desk, n: int, said: str) -> None:
    seed = Telling(desk)
    seed.held("No surprises", since=Q2[0])
    seed.held("Nobody learns alone", since=Q2[0])
    seed.daily(Q2[0], {"C1": 3})
    days = workdays(*Q3)
    seed.dailies(days, {"C1": [3] * len(days), "C2": [4] * n})
    notes = " ".join(block(reviewed(seed.done().at("2025-09-30T18:00")), "say-do", "convictions")["notes"])
    assert (f"C2 had {said}" in notes) if said else ("C2 had" not in notes)


def test_a_conviction_that_came_late_is_not_asked_about(desk: Desk) -> None:
    seed = Telling(desk)
    seed.held("No surprises", since=Q2[0])
    seed.held("Nobody learns alone", since=date(2025, 9, 20))
    days = workdays(*Q3)
    seed.dailies(days, {"C1": [3] * len(days)})
    notes = block(reviewed(seed.done().at("2025-09-30T18:00")), "say-do", "convictions")["notes"]
    assert not [note for note in notes if "keep, reword, retire" in note]


def test_what_is_about_a_sealed_conviction_is_neither_counted_nor_quoted(desk: Desk) -> None:
    seed = Telling(desk)
    seed.held("No surprises", since=Q2[0])
    seed.held("The unsayable", since=Q2[0], visibility="sealed")
    for day in workdays(*Q3)[:20]:
        seed.daily(day, {"C1": 3, "C2": 1}, ("C2", "Said the unsayable"))
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    ratings = next(f for f in block(document, "basis", "basis")["facts"] if f["key"] == "ratings")
    assert ratings["value"] == 20
    assert [row["conviction"] for row in block(document, "say-do", "convictions")["rows"]] == ["C1"]
    assert "unsayable" not in desk.out
    assert [one["key"] for one in section(document, "lived")["blocks"]] == ["empty"]


# ---- close


def test_the_close_offers_the_crosscheck_until_it_was_held(desk: Desk) -> None:
    seed = Telling(desk)
    seed.held("No surprises", since=Q2[0])
    seed.daily(date(2025, 9, 1), {"C1": 3})
    seed.done()
    now = desk.at("2025-09-30T18:00")
    assert [one["key"] for one in section(reviewed(now), "close")["blocks"]] == ["crosscheck", "brief"]
    later = Telling(desk)
    later.support(date(2025, 9, 26), {"C1": 3})
    later.done()
    notes = section(reviewed(now), "close")["blocks"]
    assert notes[0]["text"] == "The six were answered before this page (26 Sep)."
    notes = section(reviewed(desk.at("2025-10-20T18:00")), "close")["blocks"]
    assert notes[0]["key"] == "crosscheck"  # it was too long ago


def test_a_week_and_a_month_have_nothing_to_close(quarter: Desk) -> None:
    for words in ("2025-09", "2025-W36"):
        assert "close" not in [one["key"] for one in reviewed(quarter, words)["sections"]]
