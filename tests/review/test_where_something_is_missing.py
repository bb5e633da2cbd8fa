"""What a review, a brief, a status and a list say where something is missing: a rating, a subject, a day."""

from __future__ import annotations

import json
from datetime import date, timedelta

from reflect.model import LIVED, Answer, Disconnect
from reflect.review.brief.candidates import Candidate
from reflect.review.brief.words import other_words
from tests.conftest import Desk, Leave
from tests.review.telling import LEAVING, Q2, Q3, Telling, block, facts, reviewed, section
from tests.seeding import workdays

EVENING = "2025-09-30T18:00"


def keys(document: dict[str, object], name: str) -> list[str]:
    return [one["key"] for one in section(document, name)["blocks"]]


def test_once_every_disconnect_is_closed_there_is_no_list_of_open_ones(desk: Desk) -> None:
    seed = Telling(desk)
    seed.parted(Disconnect("", "", "disconnect", "self", "blame", Q2[0], closed=Q3[0], how="stopped"))
    document = reviewed(seed.done().at(EVENING))
    assert facts(document, "disconnects", "counts") == {"before": 1, "opened": 0, "closed": 1, "open": 0}
    assert keys(document, "disconnects") == ["counts"]


def test_a_need_that_was_asked_and_met_in_the_period_is_counted_though_none_is_open(desk: Desk) -> None:
    seed = Telling(desk)
    ana = seed.joined("Ana")
    seed.lacks(ana, "a second screen", (date(2025, 8, 1), "asked"), (date(2025, 8, 9), "met"))
    document = reviewed(seed.done().at(EVENING))
    assert facts(document, "needs", "needs") == {"asked": 1, "met": 1, "open": 0}
    assert keys(document, "needs") == ["needs"]


def test_a_departure_whose_first_ten_minutes_she_passed_over_has_no_line(desk: Desk) -> None:
    seed = Telling(desk)
    seed.event("departure", date(2025, 8, 20), {LEAVING: 5})
    seed.entry("departure", date(2025, 8, 21), [Answer("passed-over", LEAVING, "passed")])
    document = reviewed(seed.done().at(EVENING))
    assert list(facts(document, "tests", "departures").values()) == ["glad for them"]


def test_a_rating_that_came_without_its_conviction_counts_for_none(desk: Desk) -> None:
    """A file may leave it out; what the others were passed over is told all the same."""
    seed = Telling(desk)
    seed.held("No surprises", since=Q3[0])
    seed.held("Nobody learns alone", since=Q3[0])
    for number, day in enumerate(workdays(*Q3)[:30]):
        seed.daily(day, {"C1": None if number % 3 else 4, "C2": 4})
    evening = seed.done().at(EVENING)
    before = reviewed(evening)
    lines = [
        {
            "record": "entry",
            "kind": "daily",
            "day": f"2025-08-{day:02d}",
            "answers": [{"prompt": LIVED, "value": 1}],
        }
        for day in range(1, 30)
    ]
    evening.run("import jsonl -", given="\n".join(map(json.dumps, lines)))
    assert evening.code == 0, evening.err
    after = reviewed(evening)
    assert "no rating on 20 of the 30 days" in block(after, "surprises", "surprises")["items"][0]["text"]
    for name in ("surprises", "say-do"):
        assert section(after, name) == section(before, name)


def test_in_a_review_of_the_past_the_chart_ends_with_the_period(desk: Desk) -> None:
    """What she rated after the period, in its last week too, is no part of the chart."""
    seed = Telling(desk)
    seed.held("No surprises", since=Q2[0])
    seed.daily(Q2[1], {"C1": 5})  # a Monday
    seed.daily(Q2[1] + timedelta(days=1), {"C1": 1})
    row = block(reviewed(seed.done().at(EVENING), "2025-Q2"), "say-do", "convictions")["rows"][0]
    assert [week for week in row["weeks"] if week is not None] == [5]


def test_where_every_promise_had_an_if_nothing_is_compared_with_those_without(desk: Desk) -> None:
    seed = Telling(desk)
    seed.ended(Q3[0], "kept", "a number is red")
    seed.ended(Q3[0], "not", "it is Friday")
    brief = seed.done().at(EVENING).run("export --coach 2025-Q3").out
    assert "1 of 2 kept, 1 not." in brief
    assert "with an if" not in brief


def test_an_answer_whose_question_is_lost_stands_in_a_brief_by_itself() -> None:
    answer = Answer("a", "mine/gone", text="Said it aloud", visibility="coach")
    one = Candidate(date(2025, 9, 3), "e", "weekly", answer, of_others=False, taken=True)
    assert other_words(one, "").text == "Wk 36: Said it aloud"
    assert other_words(one, "What did you do?").text == "Wk 36, “What did you do?”: Said it aloud"


def test_a_commitment_without_a_day_stands_in_the_status_without_one(desk: Desk) -> None:
    desk.run("commitments add --from -", given={"act": "call Ana"})
    items = desk.run("status --json").json["sections"][0]["blocks"][0]["items"]
    assert [item["text"] for item in items] == ["K1  call Ana"]


def test_what_stands_open_says_so_in_a_list_and_in_the_entry(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.answering(Leave("Half a sent")).run("daily")
    desk.run("list --json")
    (row,) = block(desk.json, "entries", "entries")["rows"]
    assert row["gist"] == "Half a sent · (still open)"
    shown = desk.run(f"show {row['short']}").out
    assert "Half a sent (still open)" in shown
    assert "C1 No surprises: still open" in " ".join(shown.split())


def test_an_entry_shows_what_was_passed_what_had_no_occasion_and_where_it_came_from(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run("daily --answers -", given={LIVED: {"C1": 0}})
    short = block(desk.run("list --json").json, "entries", "entries")["rows"][0]["short"]
    shown = " ".join(desk.run(f"show {short}").out.split())
    assert "C1 No surprises: no occasion" in shown
    assert "C1 No surprises: passed" in shown
    assert "came from" not in shown
    desk.run("import jrnl -", given="[2025-02-03 18:00] From elsewhere\n")
    assert desk.code == 0, desk.err
    short = block(desk.run("list 2025-02 --json").json, "entries", "entries")["rows"][0]["short"]
    assert "came from jrnl" in " ".join(desk.run(f"show {short}").out.split())
