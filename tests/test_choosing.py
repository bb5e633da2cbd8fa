"""What a sitting asks: the conviction of the week, the morning rule, the day's end, zones, REFLECT_NOW."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.choosing import (
    MOST_CONVICTIONS,
    conviction_of_week,
    crosscheck_due,
    crosscheck_plan,
    daily_plan,
    day_to_ask,
)
from reflect.model import DEMONSTRATION, LIVED, TALLY, Conviction, Prompt, Wording
from tests.conftest import Desk, Leave

BEGIN = date(2025, 1, 1)
YEAR = [BEGIN + timedelta(days=n) for n in range(371)]
WORKDAYS = frozenset(range(5))


def held(codes: int, since: date = BEGIN) -> tuple[Conviction, ...]:
    return tuple(Conviction(f"id{n}", f"C{n}", (Wording(since, f"Belief {n}"),)) for n in range(1, codes + 1))


def prompt(id_: str) -> Prompt:
    return Prompt(id_, "…", "text", "…")


def a_year(convictions: tuple[Conviction, ...], answers: Callable[[date], bool]) -> list[tuple[date, str]]:
    """Every sitting of a year of one habit: its day, and the conviction whose demonstration it asked about."""
    asked: list[tuple[date, str]] = []
    for day in YEAR:
        if not answers(day):
            continue
        monday = day - timedelta(days=day.weekday())
        earlier = {code: then for then, code in asked if then < monday}
        of_week = conviction_of_week(day, convictions, earlier)
        assert of_week is not None
        asked.append((day, of_week.code))
    return asked


def in_turn(asked: list[tuple[date, str]]) -> list[str]:
    """The conviction of each week in which there was a sitting; a week has but one."""
    weeks: dict[date, set[str]] = {}
    for day, code in asked:
        weeks.setdefault(day - timedelta(days=day.weekday()), set()).add(code)
    assert all(len(codes) == 1 for codes in weeks.values())
    return [codes.pop() for codes in weeks.values()]


HABITS = st.one_of(
    st.just(YEAR),
    st.sets(st.integers(0, 6), min_size=1, max_size=3).map(lambda days: [d for d in YEAR if d.weekday() in days]),
    st.integers(0, 340).map(lambda away: [d for d in YEAR if not away <= (d - BEGIN).days < away + 21]),
    st.sets(st.sampled_from(YEAR), min_size=1).map(sorted),
)


@given(codes=st.integers(1, 7), habit=HABITS)
def test_whatever_her_habit_each_conviction_has_its_week_before_any_has_a_second(
    codes: int, habit: list[date]
) -> None:
    convictions = held(codes)
    weeks = in_turn(a_year(convictions, set(habit).__contains__))
    for start in range(0, len(weeks), codes):
        round_ = weeks[start : start + codes]
        assert len(set(round_)) == len(round_), weeks
    assert weeks[:codes] == [f"C{n}" for n in range(1, codes + 1)][: len(weeks)]


@given(codes=st.integers(2, 7), habit=HABITS, order=st.randoms(use_true_random=False))
def test_the_conviction_of_the_week_does_not_hang_on_the_order_of_the_rows(
    codes: int, habit: list[date], order: object
) -> None:
    convictions = list(held(codes))
    shuffled = list(convictions)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis's Random
    days = set(habit)
    assert a_year(tuple(convictions), days.__contains__) == a_year(tuple(shuffled), days.__contains__)


@given(joins=st.integers(28, 200))
def test_a_new_conviction_waits_for_the_next_monday_and_then_comes_first(joins: int) -> None:
    new = Conviction("new", "C9", (Wording(BEGIN + timedelta(days=joins), "New"),))
    asked = dict(a_year((*held(3), new), lambda day: True))
    monday = new.since + timedelta(days=(-new.since.weekday()) % 7)
    assert all(code != "C9" for day, code in asked.items() if day < monday)
    assert asked[monday] == "C9"


def test_a_retired_conviction_is_not_asked_about_from_its_day_on() -> None:
    first, second = held(2)
    retired = replace(first, retired=date(2025, 1, 8))
    assert conviction_of_week(date(2025, 1, 7), (retired, second), {}) == retired
    assert conviction_of_week(date(2025, 1, 8), (retired, second), {}) == second


def test_ties_go_by_the_number_of_the_code() -> None:
    ten = tuple(replace(c, code=code) for c, code in zip(held(2), ("C10", "C9"), strict=True))
    chosen = conviction_of_week(date(2025, 1, 6), ten, {})
    assert chosen is not None
    assert chosen.code == "C9"


@given(codes=st.integers(1, 9))
def test_every_active_conviction_is_rated_each_day_with_the_tally_under_them(codes: int) -> None:
    convictions = held(codes)
    plan = daily_plan(prompt, convictions, convictions[0])
    assert [(p.prompt.id, p.conviction) for p in plan] == [
        (DEMONSTRATION, "C1"),
        *((LIVED, c.code) for c in convictions[:MOST_CONVICTIONS]),
        (TALLY, None),
    ]


def test_without_a_conviction_there_is_nothing_to_ask() -> None:
    assert daily_plan(prompt, (), None) == ()
    assert conviction_of_week(BEGIN, (), {}) is None


def test_the_crosscheck_asks_of_each_conviction_and_only_thinly_demonstrated_ones_how() -> None:
    prompts = [
        Prompt("convictions/values", "…", "conviction", "…", cadence="quarterly", about="conviction"),
        Prompt("convictions/demonstrating", "…", "text", "…", cadence="quarterly", about="conviction"),
        Prompt("convictions/daily-one", "…", "text", "…", cadence="daily"),
        Prompt("convictions/insight", "…", "text", "…", cadence="quarterly"),
    ]
    plan = crosscheck_plan(prompts, held(2), {"C1": 3, "C2": 2})
    assert [(p.prompt.id, p.conviction) for p in plan] == [
        ("convictions/values", "C1"),
        ("convictions/values", "C2"),
        ("convictions/demonstrating", "C2"),
        ("convictions/insight", None),
    ]


@pytest.mark.parametrize(
    ("last", "first", "due"),
    [
        (None, None, False),
        (None, date(2025, 6, 1), False),
        (None, date(2025, 4, 1), True),
        (date(2025, 4, 1), date(2024, 1, 1), True),
        (date(2025, 4, 2), date(2024, 1, 1), False),
    ],
)
def test_the_six_are_due_thirteen_weeks_after_they_were_asked(
    last: date | None, first: date | None, due: bool
) -> None:
    assert crosscheck_due(date(2025, 7, 1), last, first) is due


# ---- the questions are fixed when the sitting opens


def begun(desk: Desk) -> Desk:
    for statement in ("No surprises", "Those nearest the work decide"):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk


def test_a_conviction_added_afterwards_does_not_change_the_sitting_that_is_open(desk: Desk) -> None:
    begun(desk).answering(Leave("I told")).run("daily")
    asked = desk.run("daily --json").out
    desk.run("convictions add --from -", given="Credit to the doer")
    assert desk.run("daily --json").out == asked
    tomorrow = desk.at("2025-03-04T18:00").run("daily --json").json
    assert [row["conviction"] for row in tomorrow["prompts"][1]["rows"]] == ["C1", "C2", "C3"]


def test_one_retired_afterwards_still_stands_in_the_sitting_with_its_words(desk: Desk) -> None:
    begun(desk).answering(Leave()).run("daily")
    desk.run("convictions retire C2")
    resumed = desk.answering("Told them", ([4, 5], ["none"])).run("daily")
    assert resumed.code == 0
    entry = desk.journal().sitting("daily", date(2025, 3, 3))
    assert entry is not None
    assert [a.value for a in entry.answers if a.prompt == LIVED] == [4, 5]
    tomorrow = desk.at("2025-03-04T18:00").run("daily --json").json
    assert [row["conviction"] for row in tomorrow["prompts"][1]["rows"]] == ["C1"]


def test_the_questions_of_a_day_do_not_hang_on_that_days_answers(desk: Desk) -> None:
    begun(desk)
    at_eight = desk.run("daily --json").json["prompts"][0]["conviction"]
    desk.answering(("C2",), "Ana decided", ([4, 4], None)).run("daily")
    wednesday = desk.at("2025-03-05T18:00").run("daily --json").json["prompts"][0]["conviction"]
    assert (at_eight, wednesday) == ("C1", "C1")


def test_through_the_door_two_convictions_take_turns_by_the_week(desk: Desk) -> None:
    begun(desk)
    weeks = []
    for week in range(5):
        evening = desk.at(f"{date(2025, 3, 5) + timedelta(weeks=week)}T18:00")
        weeks.append(evening.run("daily --json").json["prompts"][0]["conviction"])
        evening.run("daily --answers -", given={DEMONSTRATION: "Something."})
    assert weeks == ["C1", "C2", "C1", "C2", "C1"]


# ---- which day a sitting asks about


def never(_day: date) -> bool:
    return False


@given(
    now=st.datetimes(datetime.fromisoformat("2025-01-07"), datetime.fromisoformat("2026-01-01")),
    answered=st.booleans(),
    day_ends=st.integers(0, 6),
)
def test_before_noon_it_is_the_last_workday_unless_answered_and_never_tomorrow(
    now: datetime, answered: bool, day_ends: int
) -> None:
    today = now.date() if now.hour >= day_ends else now.date() - timedelta(days=1)
    day = day_to_ask(now, today, WORKDAYS, lambda _: answered, BEGIN)
    is_morning = day_ends <= now.hour < 12
    if answered or not is_morning:
        assert day == today
    else:
        assert day < today
        assert day.weekday() in WORKDAYS
        assert not any((day + timedelta(days=n)).weekday() in WORKDAYS for n in range(1, (today - day).days))


def test_before_the_journals_first_day_there_is_nothing_to_ask_about() -> None:
    morning = datetime.fromisoformat("2025-03-03T09:00")
    assert day_to_ask(morning, morning.date(), WORKDAYS, never, None) == morning.date()
    assert day_to_ask(morning, morning.date(), WORKDAYS, never, date(2025, 3, 1)) == morning.date()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-03-04T00:30", "2025-03-03"),
        ("2025-03-04T01:00", "2025-03-03"),
        ("2025-03-04T03:59", "2025-03-03"),
        ("2025-03-04T04:00", "2025-03-03"),  # before noon, of the last workday: Monday was not answered
        ("2025-03-04T11:59", "2025-03-03"),
        ("2025-03-04T12:00", "2025-03-04"),
        ("2025-03-04T23:59", "2025-03-04"),
        ("2025-03-10T09:00", "2025-03-07"),  # a Monday morning asks about Friday
        ("2025-03-09T09:00", "2025-03-07"),
        ("2025-03-08T18:00", "2025-03-08"),  # a Saturday evening is a day like any other
        ("2025-03-11T01:00", "2025-03-10"),  # at one in the morning she still lives in Monday, not in Friday
    ],
)
def test_the_day_that_a_sitting_asks_about(desk: Desk, moment: str, day: str) -> None:
    begun(desk).at("2025-02-27T18:00").run("daily --answers -", given={})
    assert desk.at(moment).run("daily --json").json["day"] == day


def test_what_is_written_at_one_in_the_morning_belongs_to_the_day_before(desk: Desk) -> None:
    begun(desk)
    desk.at("2025-03-05T01:00").answering("Late talk", ([4, 4], ["none"])).run("daily")
    entry = desk.journal().sitting("daily", date(2025, 3, 4))
    assert entry is not None
    assert (entry.late, entry.at) == (False, "2025-03-05T00:00:00Z")


def test_the_hour_at_which_a_day_ends_is_hers_to_set(desk: Desk) -> None:
    begun(desk)
    (desk.home / "settings.toml").write_text("day_ends = 0\n")
    assert desk.at("2025-03-05T00:30").run("status --json").json["period"]["key"] == "2025-03-05"
    (desk.home / "settings.toml").write_text("day_ends = 4\n")
    assert desk.at("2025-03-05T00:30").run("status --json").json["period"]["key"] == "2025-03-04"


def test_an_entry_keeps_its_day_when_it_is_reviewed_in_another_zone(desk: Desk) -> None:
    begun(desk)
    tokyo = replace(desk, moment=datetime(2025, 3, 5, 6, 30, tzinfo=ZoneInfo("Asia/Tokyo"))).with_environ(
        TZ="Asia/Tokyo"
    )
    tokyo.run("daily --on today --answers -", given={DEMONSTRATION: "Told Tokyo.", LIVED: {"C1": 4}})
    assert tokyo.code == 0, tokyo.err
    entry = desk.journal().sitting("daily", date(2025, 3, 5))
    assert entry is not None
    assert (entry.at, entry.zone) == ("2025-03-04T21:30:00Z", "Asia/Tokyo")  # in Berlin it was still the 4th
    review = desk.at("2025-03-07T18:00").run("review --week --json").json
    quotes = next(section for section in review["sections"] if section["key"] == "lived")["blocks"][0]["quotes"]
    assert [quote["day"] for quote in quotes] == ["2025-03-05"]


def test_reflect_now_pretends_the_moment(desk: Desk) -> None:
    begun(desk)
    pretending = desk.with_environ(REFLECT_NOW="2025-09-30T18:00")
    assert pretending.run("daily --json").json["day"] == "2025-09-30"
    pretending.run("daily --answers -", given={LIVED: {"C1": 4}})
    assert desk.journal().sitting("daily", date(2025, 9, 30)) is not None


@pytest.mark.parametrize("moment", ["tomorrow", "2025-02-30T10:00", "18:00"])
def test_a_moment_that_is_none_is_refused(desk: Desk, moment: str) -> None:
    begun(desk).with_environ(REFLECT_NOW=moment).run("daily --json")
    assert desk.code == 3
    assert "is not a moment" in desk.err
    assert "2025-09-30T18:00" in desk.err


@pytest.mark.parametrize("day", ["2025-09-30", "20250930", "2025-W40-2"])
def test_a_day_without_an_hour_is_no_moment(desk: Desk, day: str) -> None:
    """Midnight would belong to the journal day before, which nobody means who writes a day."""
    begun(desk).with_environ(REFLECT_NOW=day).run("daily --json")
    assert desk.code == 3
    assert "is a day without an hour" in desk.err
    assert "2025-09-30T18:00" in desk.err
