"""Two quarters of one leader, through the door: what she answered, what she was shown, what her coach got."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.conftest import Desk
from tests.seeding import workdays

DEMONSTRATION, LIVED, TALLY = "convictions/demonstration", "convictions/lived", "daily/tally"

# She holds two things. The first she lives badly in winter and better from April on, when she has promised
# herself to wait; the second she lives all along.
WINTER, SPRING = [2, 3, 2, 3, 1, 3, 2], [4, 3, 4, 5, 4, 3, 4]
STEADY = [4, 4, 5, 4, 4]


def evening(desk: Desk, day: date) -> Desk:
    return desk.at(f"{day}T18:30")


def a_day(desk: Desk, day: date, first: int, second: int, words: Any = None) -> None:
    answers = {DEMONSTRATION: words, LIVED: {"C1": first, "C2": second}, TALLY: ["none"]}
    evening(desk, day).run("daily --answers -", given=answers)
    assert desk.code == 0, desk.err


def section(document: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in document["sections"] if one["key"] == key)
    return found


def readings(document: dict[str, Any]) -> dict[str, str]:
    table = section(document, "say-do")["blocks"][0]
    return {row["conviction"]: row["reading"] for row in table["rows"]}


def test_two_quarters_of_one_leader(desk: Desk) -> None:
    # Monday 6 January 2025, evening. She has never used it; it has an answer of hers within three questions.
    monday = evening(desk, date(2025, 1, 6))
    assert "reflect daily" in monday.run([]).out
    first = monday.answering(
        "daily/opener-angry",
        "When the release was taken from Ana an hour before its end.",
        "Those nearest the work decide",
        "I left the vendor choice with them.",
        ([3], ["none"]),
    ).run("daily")
    assert first.code == 0, first.err
    assert "1 day kept. After 10, your ratings can be compared." in first.err
    monday.run("convictions edit C1 --importance 5")
    monday.run("convictions add --importance 4 --from -", given="No surprises")
    monday.run("people add Ana Ben")

    # On Wednesday a review of three days is worth reading already.
    a_day(desk, date(2025, 1, 7), 2, 4, "I asked before I changed the plan.")
    wednesday = evening(desk, date(2025, 1, 8))
    wednesday.answering("Told the delay at once.", ([3, 5], ["none"])).run("daily")
    wednesday.run("review --week")
    assert wednesday.code == 0
    assert "workdays answered 3 of 3" in wednesday.out
    assert "I asked before I changed the plan." in wednesday.out

    # A winter of dailies: some mornings she answers for the day before, one week she is away.
    away = range(date(2025, 2, 10).toordinal(), date(2025, 2, 15).toordinal())
    for number, day in enumerate(workdays(date(2025, 1, 9), date(2025, 3, 31))):
        if day.toordinal() in away:
            continue
        words = f"Kept my hands off, {number}" if number % 4 == 0 else None
        if number % 9 == 0:
            morning = desk.at(f"{day + timedelta(days=3 if day.weekday() == 4 else 1)}T08:10")
            assert morning.run("daily --json").json["day"] == day.isoformat()
        a_day(desk, day, WINTER[number % 7], STEADY[number % 5], words)

    # After 13 weeks the six are due; she says what does not fit, and promises to wait.
    april = evening(desk, date(2025, 4, 7))
    assert "crosscheck" in april.run("daily --answers -", given={LIVED: {"C1": 3, "C2": 4}}).err
    held = april.answering(
        "keep", "5", "reword", "No surprises, upward or downward", "4",
        ([2, 4], None),
        "Praise in writing, blame in talk", "self", "Bonus for solo work", "larger", "",
        "ask what the owner proposes", "a number is red", "2025-06-30", "hand over the rota", "", "", "",
        "Ana", "a project of her own", "advance", "",
        "yes",
        "A pilot in Sales",
        ([3, 4], None),
        "I give freedom when it is calm.",
    ).run("crosscheck")  # fmt: skip
    assert held.code == 0, held.err
    assert held.script is not None
    assert held.script.answers == []
    assert "2025 Q1" in held.out or "2025 Q2" in held.out  # she looked back before the last three

    # Spring goes better. In June she says what came of her promises.
    for number, day in enumerate(workdays(date(2025, 4, 8), date(2025, 6, 27))):
        said: Any = None
        if number % 10 == 0:
            said = {"text": f"Asked what they propose, {number}", "choice": "costly", "visibility": "coach"}
        a_day(desk, day, SPRING[number % 7], STEADY[number % 5], said)
    june = evening(desk, date(2025, 6, 30))
    june.run("commitments close K1 --outcome kept")
    assert june.code == 0, june.err
    june.run("commitments close K2 --outcome not")
    june.run("disconnects close D1")
    assert june.code == 0, june.err
    glance = june.run("status").out
    assert "K1" not in glance
    assert "D1" not in glance

    # The second quarter beside the first.
    july = evening(desk, date(2025, 7, 2))
    q2 = july.run("review 2025-Q2 --json").json
    assert july.code == 0, july.err
    assert readings(q2) == {"C1": "higher", "C2": "about the same"}
    outcomes = {fact["key"]: fact["value"] for fact in section(q2, "commitments")["blocks"][0]["facts"]}
    assert outcomes["kept"] == {"n": 1, "of": 2}
    counts = {fact["key"]: fact["value"] for fact in section(q2, "disconnects")["blocks"][0]["facts"]}
    assert counts == {"before": 0, "opened": 2, "closed": 1, "open": 1}
    july.run("review 2025-Q2")
    assert len(july.out.splitlines()) <= 62
    assert "higher" in july.out

    # The first quarter had nothing before it: its first six weeks stand beside the rest, and nothing moved.
    q1 = july.run("review 2025-Q1 --json").json
    assert q1["against"]["to"] == "2025-02-11"
    assert set(readings(q1).values()) <= {"about the same", "no clear change"}

    # The brief: what she marked, the promise that she shares, and nobody's name.
    july.run("export --coach 2025-Q2")
    assert july.code == 0, july.err
    brief = july.out
    assert brief.count("Asked what they propose") == 6
    assert "C1: lived higher" in brief
    assert "Kept my hands off" not in brief
    assert "I give freedom" not in brief
    for name in ("Ana", "Ben", "surprises", "Praise in writing", "2025-0", "April"):
        assert name not in brief
    assert "K1" in brief
    assert "1 of 2 kept" in brief

    # She marks the insight for her coach, and names somebody in it: the brief stops until she takes the name out.
    insight = {"convictions/insight": {"text": "Ana decides better than I do.", "visibility": "coach"}}
    july.run("crosscheck --on 2025-04-07 --answers -", given=insight)
    assert july.code == 0, july.err
    july.run("export --coach 2025-Q2")
    assert (july.code, july.out) == (6, "")
    insight["convictions/insight"]["text"] = "P1 decides better than I do."
    july.run("crosscheck --on 2025-04-07 --answers -", given=insight).run("export --coach 2025-Q2")
    assert july.code == 0, july.err
    assert "P1 decides better than I do." in july.out
