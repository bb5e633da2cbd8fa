"""Time: where a day ends, zones and summer time, a journal that travels, and clocks that jump."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect.model import Disconnect, Entry
from reflect.session import Session, World
from tests.conftest import BERLIN, Desk

TOKYO = ZoneInfo("Asia/Tokyo")
LIVED = {"convictions/lived": {"C1": 4}, "convictions/demonstration": "Told them early"}
LOOKING = (
    "status",
    "list",
    "list --since 2030-01-01",
    "list --until today",
    "list this week",
    "review",
    "review --json",
    "review this week",
    "review 2038-Q1",
    "show 2038-01-18",
    "show C1",
    "search told",
    "convictions",
    "daily --json",
    "export",
    "export --coach",
    "away",
)


def begun(desk: Desk) -> Desk:
    desk.run("convictions add --from -", given="No surprises")
    assert desk.code == 0, desk.err
    return desk


def answered(desk: Desk, line: str = "daily --answers -", given: Any = None) -> Desk:
    desk.run(line, given=LIVED if given is None else given)
    assert desk.code == 0, desk.err
    return desk


def in_tokyo(desk: Desk, moment: str) -> Desk:
    """The same desk, carried to Tokyo: the clock on the wall there, and TZ."""
    there = replace(desk, moment=datetime.fromisoformat(moment).replace(tzinfo=TOKYO))
    return there.with_environ(TZ="Asia/Tokyo")


def entries(desk: Desk) -> list[Entry]:
    journal = desk.journal()
    try:
        return list(journal.every_entry())
    finally:
        journal.close()


# ---- where a day ends


@pytest.mark.parametrize(
    ("ends", "moment", "day"),
    [
        (4, "2025-03-04T03:59:59", "2025-03-03"),
        (4, "2025-03-04T04:00:00", "2025-03-04"),
        (0, "2025-03-04T00:00:00", "2025-03-04"),
        (2, "2025-03-04T01:59:59", "2025-03-03"),
        (2, "2025-03-04T02:00:00", "2025-03-04"),
        (12, "2025-03-04T11:59:59", "2025-03-03"),
        (4, "2025-01-01T01:00:00", "2024-12-31"),
    ],
)
def test_the_day_ends_at_the_hour_that_is_set(desk: Desk, ends: int, moment: str, day: str) -> None:
    desk.run(f"settings set day_ends {ends}")
    desk.at(moment).run("daily --json")
    assert desk.json["day"] == day


def test_what_is_written_after_midnight_joins_the_evenings_sitting(desk: Desk) -> None:
    evening = begun(desk.at("2025-03-03T18:00"))
    evening.run("daily --answers -", given={"convictions/demonstration": "Told them early"})
    night = evening.at("2025-03-04T01:30")
    night.run("daily --answers -", given={"convictions/lived": {"C1": 5}})
    assert night.code == 0
    only = entries(night)
    assert [(entry.kind, entry.day, entry.at) for entry in only] == [
        ("daily", date(2025, 3, 3), "2025-03-03T17:00:00Z")
    ]


# ---- zones and summer time


def at(moment: datetime, zone: str) -> Session:
    return Session(World(environ={"TZ": zone, "REFLECT_HOME": "/nowhere"}, clock=lambda: moment))


def test_the_hour_that_comes_twice_is_two_moments_of_one_day() -> None:
    """Berlin puts the clock back on 26 October 2025 at 3: half past two comes twice, an hour apart."""
    first = at(datetime(2025, 10, 26, 2, 30, tzinfo=BERLIN), "Europe/Berlin")
    second = at(datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=BERLIN), "Europe/Berlin")
    assert (first.moment(), second.moment()) == ("2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z")
    assert first.today == second.today == date(2025, 10, 25)
    assert first.new_id() < second.new_id()


def test_entries_of_the_hour_that_comes_twice_stand_in_the_order_in_which_they_were_written(desk: Desk) -> None:
    before = begun(desk.at("2025-10-25T18:00"))
    first = replace(before, moment=datetime(2025, 10, 26, 2, 40, tzinfo=BERLIN))
    second = replace(before, moment=datetime(2025, 10, 26, 2, 20, fold=1, tzinfo=BERLIN))
    answered(first, "crosscheck --answers -", {})
    answered(second)
    assert [entry.kind for entry in entries(desk)] == ["crosscheck", "daily"]


@pytest.mark.parametrize(
    ("moment", "utc"), [("2025-03-29T18:00", "2025-03-29T17:00:00Z"), ("2025-03-30T18:00", "2025-03-30T16:00:00Z")]
)
def test_summer_and_winter_time_are_told_apart(desk: Desk, moment: str, utc: str) -> None:
    answered(begun(desk.at(moment)))
    [entry] = entries(desk)
    assert (entry.at, entry.zone, entry.day) == (utc, "Europe/Berlin", date.fromisoformat(moment[:10]))


def test_the_day_of_a_night_that_loses_an_hour_still_ends_at_the_set_hour(desk: Desk) -> None:
    for moment, day in (("2025-03-30T03:30", "2025-03-29"), ("2025-03-30T04:00", "2025-03-30")):
        desk.at(moment).run("daily --json")
        assert desk.json["day"] == day


def test_the_zone_is_called_by_its_name_also_where_tz_begins_with_a_colon() -> None:
    assert at(datetime(2025, 3, 3, tzinfo=TOKYO), ":Asia/Tokyo").zone == "Asia/Tokyo"


# ---- a journal that travels


def test_an_entry_made_in_tokyo_and_reviewed_in_berlin_keeps_its_day(desk: Desk) -> None:
    """Tuesday's evening in Tokyo is Tuesday's noon in Berlin; the day, the moment and the zone are all kept."""
    begun(desk.at("2025-03-02T18:00"))
    tokyo = in_tokyo(desk, "2025-03-04T21:00")
    answered(tokyo)
    [entry] = entries(tokyo)
    assert (entry.day, entry.at, entry.zone) == (date(2025, 3, 4), "2025-03-04T12:00:00Z", "Asia/Tokyo")
    berlin = desk.at("2025-03-04T13:00")
    berlin.run("list today --json")
    assert [row["day"] for row in berlin.json["sections"][0]["blocks"][0]["rows"]] == ["2025-03-04"]
    berlin.run("show today")
    assert "written Tue 4 Mar, 21:00 · in Asia/Tokyo" in berlin.out
    berlin.run("review this week --json")
    facts = {fact["key"]: fact["value"] for fact in berlin.json["sections"][0]["blocks"][0]["facts"]}
    assert facts["workdays"]["n"] == 1


def test_a_day_that_has_not_begun_in_berlin_keeps_its_tokyo_day_there(desk: Desk) -> None:
    begun(desk.at("2025-03-02T18:00"))
    answered(in_tokyo(desk, "2025-03-05T06:00"), "daily --on today --answers -")
    berlin = desk.at("2025-03-04T22:30")
    assert [entry.day for entry in entries(berlin)] == [date(2025, 3, 5)]
    berlin.run("daily --json")
    assert berlin.json["day"] == "2025-03-04", "the evening in Berlin is another day, and can be answered"
    berlin.run("list")
    assert "5 Mar" in berlin.out
    answered(berlin)
    assert [entry.day.day for entry in entries(berlin)] == [4, 5]


# ---- clocks that jump


@pytest.fixture
def set_back(desk: Desk) -> Desk:
    """A desk whose clock stood in January 2038, where a good deal was written, and is right again in 2025."""
    ahead = begun(desk.at("2038-01-19T04:14:08"))
    answered(ahead)
    answered(
        ahead,
        "crosscheck --answers -",
        {
            "convictions/disconnects": [{"scope": "immediate", "text": "Delays are hidden"}],
            "convictions/change": [{"cue": "a number is red", "act": "ask the owner", "due": "2038-02-01"}],
            "convictions/insight": "I step in too soon",
        },
    )
    return desk.at("2025-03-03T18:00")


@pytest.mark.parametrize("line", LOOKING)
def test_looking_works_when_the_clock_was_set_back(set_back: Desk, line: str) -> None:
    looked = set_back.run(line)
    assert looked.code == 0, looked.err


def test_days_still_to_come_are_listed_and_shown(set_back: Desk) -> None:
    set_back.run("list --json")
    rows = set_back.json["sections"][0]["blocks"][0]["rows"]
    assert [(row["kind"], row["day"]) for row in rows] == [("daily", "2038-01-19"), ("crosscheck", "2038-01-19")]
    assert "Told them early" in set_back.run("show 2038-01-19").out


def test_no_duration_is_negative_when_the_clock_was_set_back(set_back: Desk) -> None:
    for line in ("status --json", "review --json", "review 2038-Q1 --json", "list --json"):
        set_back.run(line)
        assert not [number for number in numbers_in(set_back.json) if number < 0], line


def numbers_in(value: Any) -> list[float]:
    match value:
        case dict():
            return [number for part in value.values() for number in numbers_in(part)]
        case list():
            return [number for part in value for number in numbers_in(part)]
        case int() | float():
            return [value]
        case _:
            return []


def test_status_says_the_age_of_a_disconnect_opened_in_days_to_come_as_none(set_back: Desk) -> None:
    journal = set_back.journal()
    assert [type(noun) for noun in journal.nouns().disconnects] == [Disconnect]
    journal.close()
    assert "(0 days)" in set_back.run("status").out


def test_writing_goes_on_after_the_clock_was_set_back_and_ids_stay_unique(set_back: Desk) -> None:
    set_back.run("convictions add --from -", given="Say it early")
    for moment in ("2025-03-03T18:00", "2025-03-04T18:00", "2038-01-20T18:00"):
        answered(set_back.at(moment), given={"convictions/lived": {"C2": 4}})
    answered(set_back.at("1999-12-31T18:00"), "convictions add --from -", "Nobody learns alone")
    found = entries(set_back)
    ids = [entry.id for entry in found] + [answer.id for entry in found for answer in entry.answers]
    assert len(ids) == len(set(ids))
    assert [entry.day.isoformat() for entry in found if entry.kind == "daily"] == [
        "2025-03-03", "2025-03-04", "2038-01-19", "2038-01-20",
    ]  # fmt: skip


def test_undo_takes_back_what_was_done_last_whatever_the_clock_says(set_back: Desk) -> None:
    set_back.run("convictions add --from -", given="Say it early")
    set_back.run("undo")
    set_back.run("convictions --json")
    rows = set_back.json["sections"][0]["blocks"][0]["rows"]
    assert [row["statement"] for row in rows] == ["No surprises"]


SECONDS = st.integers(0, 2**32 + 2**28)
ZONES = st.sampled_from([UTC, BERLIN, TOKYO])
MOMENTS = st.builds(datetime.fromtimestamp, SECONDS, ZONES)


def _same(moment: datetime) -> datetime:
    return moment


def _lot(number: int, size: int) -> bytes:
    return number.to_bytes(size, "big")


@settings(deadline=None)
@given(moments=st.lists(MOMENTS, min_size=2, max_size=6), chance=st.integers(0, 2**62 - 1))
def test_ids_of_one_run_ascend_and_ids_of_all_runs_differ(moments: list[datetime], chance: int) -> None:
    """Whatever the clock does: within a run it is read once, between runs chance tells ids apart."""
    made: list[str] = []
    for number, moment in enumerate(moments):
        world = World(environ={}, clock=partial(_same, moment), chance=partial(_lot, (chance + number) % 2**62))
        session = Session(world)
        run = [session.new_id() for _ in range(500)]
        assert all(earlier < later for earlier, later in pairwise(run))
        made += run
    assert len(made) == len(set(made))


@pytest.mark.parametrize(
    "moment", [datetime(2038, 1, 19, 3, 14, 8, 123_000, tzinfo=UTC), datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC)]
)
def test_moments_past_the_ends_of_32_bits_are_kept_whole(moment: datetime) -> None:
    session = at(moment, "UTC")
    assert session.moment() == moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    stamp = int(session.new_id().replace("-", "")[:12], 16)
    assert stamp == int(moment.timestamp() * 1000)
