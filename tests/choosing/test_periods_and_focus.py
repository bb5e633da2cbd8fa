"""Which week and month are asked about, when they are due; which pack is in focus, and which comes next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.choosing import (
    changed_to,
    ended_before,
    focus_on,
    may_propose,
    month_to_ask,
    monthly_due,
    next_pack,
    packs_in,
    week_to_ask,
    weekly_due,
)
from reflect.model import Focus
from reflect.periods import Period, month

FIRST = date(2025, 1, 6)
WORKDAYS = range(5)


def never(_about: Period) -> bool:
    return False


def always(_about: Period) -> bool:
    return True


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2025-03-10T09:00", "2025-W10"),  # Monday
        ("2025-03-11T23:00", "2025-W10"),
        ("2025-03-12T11:59", "2025-W10"),
        ("2025-03-12T12:00", "2025-W11"),
        ("2025-03-14T09:00", "2025-W11"),
        ("2025-03-16T20:00", "2025-W11"),
    ],
)
def test_before_wednesday_noon_it_is_the_week_before_unless_that_is_answered(moment: str, week: str) -> None:
    now = datetime.fromisoformat(moment)
    assert week_to_ask(now, now.date(), never, FIRST).key == week
    assert week_to_ask(now, now.date(), always, FIRST).key == "2025-W11"


def test_what_ended_before_the_journals_first_day_is_not_asked_about() -> None:
    monday = datetime.fromisoformat("2025-03-10T09:00")
    assert week_to_ask(monday, monday.date(), never, date(2025, 3, 10)).key == "2025-W11"
    assert week_to_ask(monday, monday.date(), never, date(2025, 3, 9)).key == "2025-W10"
    assert week_to_ask(monday, monday.date(), never, None).key == "2025-W11"
    assert month_to_ask(date(2025, 3, 5), never, date(2025, 3, 1)).key == "2025-03"


@pytest.mark.parametrize(("day", "key"), [("2025-03-10", "2025-02"), ("2025-03-11", "2025-03")])
def test_until_the_tenth_it_is_the_month_before_unless_that_is_answered(day: str, key: str) -> None:
    assert month_to_ask(date.fromisoformat(day), never, FIRST).key == key
    assert month_to_ask(date.fromisoformat(day), always, FIRST).key == "2025-03"


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2025-03-13T18:00", False),  # Thursday
        ("2025-03-14T09:00", True),
        ("2025-03-16T09:00", True),
        ("2025-03-17T18:00", True),
        ("2025-03-19T11:00", True),
        ("2025-03-19T12:00", False),
    ],
)
def test_a_weekly_is_due_from_the_last_workday_until_wednesday_noon(moment: str, due: bool) -> None:
    now = datetime.fromisoformat(moment)
    assert weekly_due(now, now.date(), WORKDAYS, never, FIRST) is due
    assert not weekly_due(now, now.date(), WORKDAYS, always, FIRST)


def test_a_week_or_month_that_she_has_hardly_seen_is_not_due() -> None:
    friday = datetime.fromisoformat("2025-03-14T18:00")
    assert not weekly_due(friday, friday.date(), WORKDAYS, never, date(2025, 3, 13))
    assert weekly_due(friday, friday.date(), WORKDAYS, never, date(2025, 3, 12))
    assert not monthly_due(date(2025, 3, 31), never, date(2025, 3, 19))
    assert monthly_due(date(2025, 3, 31), never, date(2025, 3, 18))


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2025-03-28", False),
        ("2025-03-29", True),
        ("2025-03-31", True),
        ("2025-04-10", True),
        ("2025-04-11", False),
    ],
)
def test_a_monthly_is_due_from_the_months_last_days_until_the_tenth(day: str, due: bool) -> None:
    assert monthly_due(date.fromisoformat(day), never, FIRST) is due
    assert not monthly_due(date.fromisoformat(day), always, FIRST)


# ---- focus

DAY = date(2025, 3, 3)


def focus(id_: str, pack: str, since: date, until: date | None) -> Focus:
    return Focus(id_, pack, since, until)


def test_a_focus_stands_from_its_first_day_to_its_last() -> None:
    one = focus("a", "step-back", DAY, DAY + timedelta(days=20))
    assert focus_on(DAY - timedelta(days=1), [one]) is None
    assert focus_on(DAY, [one]) == focus_on(DAY + timedelta(days=20), [one]) == one
    assert focus_on(DAY + timedelta(days=21), [one]) is None
    assert ended_before(DAY + timedelta(days=21), [one]) == one
    assert ended_before(DAY, [one]) is None


steps = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["step-back", "small-gains", "room-to-fail", None])), max_size=12
)


@given(changes=steps)
def test_however_she_changes_it_one_pack_at_most_is_in_focus_each_day(
    changes: list[tuple[int, str | None]],
) -> None:
    known: dict[str, Focus] = {}
    day = DAY
    for days, pack in changes:
        day += timedelta(days=days)
        for one in changed_to(pack, None, day, sorted(known.values(), key=lambda f: f.since)):
            id_ = one.id or f"f{len(known)}"
            known[id_] = Focus(id_, one.pack, one.since, one.until)
        standing = [f for f in known.values() if f.since <= day and (f.until is None or f.until >= day)]
        assert len(standing) <= 1
        if pack is not None:
            assert [f.pack for f in standing] == [pack]
        later = day + timedelta(days=1)
        now = focus_on(later, list(known.values()))
        assert (now.pack if now else None) == pack


@given(order=st.permutations(["room-to-fail", "small-gains", "step-back", "their-success"]))
def test_the_pack_proposed_is_the_one_focused_on_longest_ago(order: list[str]) -> None:
    had = [
        focus(str(n), pack, DAY + timedelta(weeks=3 * n), DAY + timedelta(weeks=3 * n, days=20))
        for n, pack in enumerate(order)
    ]
    assert next_pack([*sorted(order), "convictions", "daily"], had) == order[0]
    assert next_pack(sorted(order), had[:-1]) == order[-1]
    assert next_pack(sorted(order), []) == "room-to-fail"
    assert next_pack(["convictions", "daily"], []) is None


def test_a_focus_is_proposed_after_the_first_week_or_when_one_is_over() -> None:
    over = [focus("a", "step-back", DAY, DAY)]
    assert not may_propose(DAY + timedelta(days=6), [], DAY)
    assert may_propose(DAY + timedelta(days=7), [], DAY)
    assert may_propose(DAY + timedelta(days=1), over, DAY)
    assert not may_propose(DAY, over, DAY)
    assert not may_propose(DAY, [], None)


def test_a_months_packs_are_all_that_were_in_focus_in_it_the_present_one_first() -> None:
    march = month(DAY)
    had = [
        focus("a", "room-to-fail", date(2025, 2, 1), date(2025, 2, 28)),
        focus("b", "small-gains", date(2025, 3, 1), date(2025, 3, 20)),
        focus("c", "step-back", date(2025, 3, 21), None),
    ]
    assert packs_in(march, had, date(2025, 3, 31)) == ("step-back", "small-gains")
    assert packs_in(march, had, date(2025, 3, 20)) == ("small-gains",)
