"""A year of any habit: nothing due is lost, nothing is asked twice in its interval, the caps hold."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from reflect.choosing import MOST_MONTHLY, MOST_WEEKLY, days_for_weekly
from reflect.choosing.longer import MOST_QUARTERLY
from reflect.model import DEMONSTRATION, LIVED, Prompt
from reflect.periods import month, quarter, week, year
from tests.choosing.simulated import (
    BEGIN,
    DAYS,
    HABITS,
    LEAVES,
    OTHERS,
    PACKS,
    WORKDAYS,
    Leader,
    Stops,
    convictions,
    counted,
    people,
    times,
)

EVERY_WORKDAY = [day for day in DAYS if day.weekday() in WORKDAYS]
slow = settings(max_examples=25, deadline=None)


def year_of(habit: list[date], roster: int, leaves: Stops, events: int = 0) -> Leader:
    return Leader(people(roster), stops=leaves, events=events).live(habit)


@slow
@given(habit=HABITS, roster=st.integers(0, 7), leaves=LEAVES, events=st.integers(0, 5))
def test_the_caps_hold_in_every_sitting(habit: list[date], roster: int, leaves: Stops, events: int) -> None:
    """Three questions a day, seven a week (each waiting event counts as one), eight a month."""
    leader = year_of(habit, roster, leaves, events)
    caps = {"daily": 3, "weekly": MOST_WEEKLY - min(3, events), "monthly": MOST_MONTHLY}
    for one in leader.held:
        assert len(counted(one.plan)) <= caps[one.kind], one


@slow
@given(habit=HABITS, roster=st.integers(0, 7), leaves=LEAVES)
def test_no_sitting_has_two_gap_questions_or_begins_with_one(
    habit: list[date], roster: int, leaves: Stops
) -> None:
    for one in year_of(habit, roster, leaves).held:
        gaps = [planned for planned in one.plan if planned.prompt.gap]
        assert len(gaps) <= 1, one
        assert len(counted(one.plan)) < 2 or not one.plan[0].prompt.gap


@slow
@given(habit=HABITS, roster=st.integers(0, 7), leaves=LEAVES)
def test_nothing_is_asked_twice_in_its_interval(habit: list[date], roster: int, leaves: Stops) -> None:
    """A weekly question once an ISO week, whether a daily or the weekly asks it; the longer ones likewise."""
    leader = year_of(habit, roster, leaves)
    rotating = [
        one.__class__(one.kind, one.day, one.focus, one.plan,
                      tuple(p for p in one.came_to if p.prompt.id not in (DEMONSTRATION, LIVED)))
        for one in leader.held
    ]  # fmt: skip
    for cadence, interval in (
        ("daily", lambda day: day),
        ("weekly", lambda day: week(day).key),
        ("monthly", lambda day: month(day).key),
        ("quarterly", lambda day: quarter(day).key),
        ("yearly", lambda day: year(day).key),
    ):
        for asked, count in times(rotating, interval, cadence).items():
            assert count == 1, asked


@slow
@given(habit=HABITS, count=st.integers(1, 7), leaves=LEAVES)
def test_every_conviction_is_rated_in_every_daily_and_has_its_week_in_turn(
    habit: list[date], count: int, leaves: Stops
) -> None:
    leader = Leader(holds=convictions(count), stops=leaves).live(habit)
    weeks: dict[str, str] = {}
    for one in leader.sittings("daily"):
        rated = [planned.conviction for planned in one.plan if planned.prompt.id == LIVED]
        assert rated == [conviction.code for conviction in leader.holds]
        first = one.plan[0]
        assert first.prompt.id == DEMONSTRATION
        weeks.setdefault(week(one.day).key, first.conviction or "")
    turns = list(weeks.values())
    for start in range(0, len(turns), count):
        assert len(set(turns[start : start + count])) == len(turns[start : start + count])


def longest_wait(leader: Leader, prompt: Prompt, pack: str) -> int:
    """The longest run of weeklies with the pack in focus in whose weeks the prompt was not asked."""
    asked = {week(one.day).key for one in leader.held for p in one.came_to if p.prompt.id == prompt.id}
    longest = run = 0
    for one in leader.sittings("weekly"):
        if one.focus == pack:
            run = 0 if week(one.day).key in asked else run + 1
            longest = max(longest, run)
    return longest


def weekly_of(*keys: str) -> list[Prompt]:
    return [prompt for key in keys for prompt in PACKS.pack(key).prompts if prompt.cadence == "weekly"]


@slow
@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    pack=st.sampled_from(OTHERS),
    events=st.integers(0, 3),
)
def test_every_weekly_question_of_a_pack_that_stays_in_focus_comes_within_its_bound(
    weekdays: set[int], pack: str, events: int
) -> None:
    """With `s` places, `n` questions that are no gaps and `g` gaps: within n / (s - 1), rounded up, + g weeklies.

    One place at most goes to a gap, so each weekly takes s - 1 others or more that have waited longer; once all
    of those have had their turn, one gap a weekly has its own.
    """
    leader = Leader(people(5), events=events)
    leader.set_focus(BEGIN, pack, weeks=52)
    leader.live([day for day in DAYS if day.weekday() in weekdays])
    pool = weekly_of("convictions", pack)
    gaps = sum(prompt.gap for prompt in pool)
    bound = ceil((len(pool) - gaps) / (MOST_WEEKLY - events - 1)) + gaps
    for prompt in pool:
        assert longest_wait(leader, prompt, pack) < bound, prompt.id


@slow
@given(events=st.integers(0, 3), roster=st.integers(1, 7))
def test_three_weeks_in_focus_are_enough_for_all_weekly_questions_of_a_pack(events: int, roster: int) -> None:
    leader = Leader(people(roster), events=events).live(EVERY_WORKDAY)
    for focus in leader.focuses[:-1]:
        asked = {
            planned.prompt.id
            for one in leader.held
            if one.focus == focus.pack and focus.since <= one.day <= (focus.until or one.day)
            for planned in one.plan
        }
        assert {prompt.id for prompt in weekly_of(focus.pack)} <= asked, focus


@slow
@given(roster=st.integers(1, 7))
def test_with_four_packs_in_turn_every_quarterly_question_comes_within_three_quarters(roster: int) -> None:
    """Ten questions, four places a quarter: each of them in every third quarter at the latest."""
    days = [BEGIN + timedelta(days=n) for n in range(3 * 364)]
    leader = Leader(people(roster)).live([day for day in days if day.weekday() in (1, 4)])
    quarters = [one for one in leader.sittings("monthly") if month(one.day).last == quarter(one.day).last]
    pool = [p for key in OTHERS for p in PACKS.pack(key).prompts if p.cadence == "quarterly"]
    bound = ceil(len(pool) / MOST_QUARTERLY)
    for prompt in pool:
        asked = [any(p.prompt.id == prompt.id for p in one.plan) for one in quarters]
        for start in range(len(quarters) - bound + 1):
            assert any(asked[start : start + bound]), prompt.id


@slow
@given(roster=st.integers(1, 7))
def test_with_four_packs_in_turn_every_monthly_question_comes_within_eight_months(roster: int) -> None:
    days = [BEGIN + timedelta(days=n) for n in range(3 * 364)]
    months = Leader(people(roster)).live([day for day in days if day.weekday() in (1, 4)]).sittings("monthly")
    for key in ("convictions", *OTHERS):
        for prompt in PACKS.pack(key).prompts:
            if prompt.cadence == "monthly":
                asked = [any(p.prompt.id == prompt.id for p in one.plan) for one in months]
                assert all(any(asked[start : start + 8]) for start in range(len(months) - 7)), prompt.id


def test_a_year_of_workdays_asks_every_question_of_five_packs() -> None:
    """All that has a cadence, but Kossoff's six and the closing three, which the crosscheck asks."""
    leader = Leader(people(5), events=2).live(EVERY_WORKDAY)
    asked = {planned.prompt.id for one in leader.held for planned in one.plan}
    for pack in PACKS.by_key.values():
        for prompt in pack.prompts:
            if prompt.cadence and (pack.key, prompt.cadence) != ("convictions", "quarterly"):
                assert prompt.id in asked


@slow
@given(roster=st.integers(2, 7), habit=HABITS)
def test_a_question_about_a_person_goes_through_the_roster_before_it_comes_back(
    roster: int, habit: list[date]
) -> None:
    leader = Leader(people(roster)).live(habit)
    asked: dict[str, list[str]] = {}
    for one in leader.held:
        for planned in one.came_to:
            if planned.person:
                asked.setdefault(planned.prompt.id, []).append(planned.person)
    for turns in asked.values():
        for start in range(0, len(turns), roster):
            assert len(set(turns[start : start + roster])) == len(turns[start : start + roster])


@slow
@given(habit=HABITS)
def test_an_empty_roster_is_asked_about_nobody(habit: list[date]) -> None:
    assert all(p.prompt.about != "person" for one in Leader().live(habit).held for p in one.plan)


def test_a_daily_asks_a_weekly_question_on_tuesday_and_thursday_and_no_other_day() -> None:
    for one in Leader(people(3)).live(EVERY_WORKDAY).sittings("daily"):
        weekly = [planned for planned in one.plan if planned.prompt.cadence == "weekly"]
        assert bool(weekly) <= (one.day.weekday() in (1, 3))
    assert days_for_weekly(WORKDAYS) == {1, 3}
    assert days_for_weekly({6, 0, 1, 2, 3}) == {1, 3}
    assert days_for_weekly({0, 2}) == {2}
    assert days_for_weekly({4}) == frozenset()


def test_in_a_years_december_the_yearly_questions_are_asked_once() -> None:
    leader = Leader(people(3)).live(EVERY_WORKDAY)
    december = [one for one in leader.sittings("monthly") if one.day.month == 12]
    yearly = [p.prompt.id for one in december for p in one.plan if p.prompt.cadence == "yearly"]
    assert yearly == ["convictions/manager-or-leader", "convictions/picture", "convictions/steward"]
