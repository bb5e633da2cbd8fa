"""The journal of an invented leader, for the pictures: nobody said these words, and nobody got these ratings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

Record = dict[str, Any]

BEGAN, LAST_DAY = date(2024, 7, 1), date(2025, 9, 30)
RATED_FROM = date(2025, 4, 1)

CONVICTIONS = (
    ("Those nearest decide", 5),
    ("No surprises, up or down", 5),
    ("Credit to who did it", 4),
    ("Nobody learns alone", 4),
)
WEEKLY = (
    (3, 2, 3, 2, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 3, 3, 4, 3, 4, 4, 3, 4, 4, 4, 4, 4, 4),
    (4, 4, 4, 5, 4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 4, 5, 4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 4),
    (4, 4, 5, 4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 4, 4, 4, 3, 4, 3, 3, 3, 3, 3, 3, 2, 3, 3),
    (4, 4, 3, 4, 4, 3, 4, 4, 3, 4, 4, 3, 4, 3, 3, 4, 3, 3, 3, 4, 3, 3, 3, 3, 3, 3, 3),
)
"""The usual rating of each conviction, week by week from April to September 2025."""
SWAY = (0, 1, -1, 0, 0, 1, 0, -1, 0, -1, 1)

LIVED = (
    ("2024-08-14", "C1", "Asked Noor which vendor she would take, and took that one.", False),
    ("2025-04-09", "C2", "Wrote to Finance before the month closed, not after.", False),
    ("2025-05-21", "C1", "Let the on-call group set its own rota.", False),
    ("2025-07-03", "C2", "Told the sales lead about the slip on Monday, before anyone asked.", False),
    ("2025-07-11", "C1", "Tomas chose the queue library. I would have chosen another.", False),
    ("2025-07-22", "C3", "Put Ines's name on the cost paper, mine off it.", False),
    ("2025-07-31", "C1", "Left the release date with the team though the board wanted it from me.", True),
    ("2025-08-06", "C2", "Said in the all-hands that the migration is late, and by how much.", True),
    ("2025-08-20", "C4", "Paired Jo with Tomas for the audit instead of doing it alone.", False),
    ("2025-08-28", "C1", "Asked “what do you propose?” and kept quiet until they had.", False),
    ("2025-09-04", "C3", "Corrected the director in the meeting: it was Noor's idea.", True),
    ("2025-09-12", "C2", "Called the customer before the report went out.", False),
    ("2025-09-19", "C1", "Stayed out of the incident room; Ines ran it.", False),
    ("2025-09-25", "C4", "Brought the failed rollout to the guild as a story, not as a verdict.", False),
)
COMMITMENTS = (
    ("K1", "2024-09-27", "2024-12-20", "a meeting goes quiet", "wait five seconds before I speak", "kept"),
    ("K2", "2025-03-31", "2025-06-27", "a report is red", "ask what the owner proposes", "partly"),
    ("K3", "2025-06-30", "2025-08-01", "a number disappoints", "ask the owner first, then look myself", "kept"),
    ("K4", "2025-06-30", "2025-08-29", None, "hand over the approval of releases", "not"),
    ("K5", "2025-06-30", "2025-09-12", "I praise in writing", "say it in the room as well", "kept"),
    ("K6", "2025-06-30", "2025-10-31", "a paper leaves the team", "name on it who did the work", None),
)
DISCONNECTS = (
    ("D1", "immediate", "2025-03-31", "2025-08-20", "The on-call rota favours those who were here first"),
    ("D2", "larger", "2025-03-31", None, "The bonus rewards solo work"),
    ("D3", "immediate", "2025-06-30", None, "Release notes still wait for my approval"),
    ("D4", "self", "2025-09-10", None, "I praise in writing and blame in talk"),
)
PEOPLE = (("P1", "Noor", "steady"), ("P2", "Tomas", "new"), ("P3", "Ines", "steady"), ("P4", "Jo", "in repair"))
GAINS = (
    ("2025-04-24", "P1", "thanks"),
    ("2025-05-15", "P4", "listened"),
    ("2025-06-05", "P3", "idea"),
    ("2025-07-08", "P1", "trust"),
    ("2025-07-24", "P2", "idea"),
    ("2025-08-05", "P4", "remembered"),
    ("2025-08-27", "P3", "thanks"),
    ("2025-09-09", "P1", "thanks"),
    ("2025-09-18", "P2", "trust"),
    ("2025-09-26", "P3", "thanks"),
)
STEPS = (
    ("in", ("2025-04-10", "2025-04-29", "2025-05-08", "2025-05-22", "2025-06-03", "2025-06-19", "2025-08-21")),
    ("in", ("2025-07-16", "2025-09-02")),
    ("back", ("2025-05-28", "2025-06-12", "2025-07-09", "2025-07-29", "2025-08-19", "2025-09-11", "2025-09-23")),
)
TRIGGERS = ("numbers disappointed", "quicker myself", "numbers disappointed")
INSIGHT = "I answer for them in meetings before they have drawn breath."


def journal() -> str:
    """Fifteen months as JSON Lines, as `reflect import jsonl` takes them."""
    records = [{"record": "journal", "format": 1}, *_nouns(), *sorted(_entries(), key=lambda entry: entry["day"])]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _nouns() -> Iterator[Record]:
    for number, (statement, importance) in enumerate(CONVICTIONS, start=1):
        words = {"statement": statement, "importance": importance, "since": str(BEGAN)}
        yield {"record": "conviction", "code": f"C{number}", **words}
    for code, name, relation in PEOPLE:
        yield {"record": "person", "code": code, "name": name, "relation": relation, "since": str(BEGAN)}
    for code, made, due, cue, act, outcome in COMMITMENTS:
        ended = {"outcome": outcome, "closed": due} if outcome else {}
        yield {"record": "commitment", "code": code, "cue": cue, "act": act, "due": due, "made": made, **ended}
    for code, scope, opened, closed, text in DISCONNECTS:
        stands = {"kind": "disconnect", "scope": scope, "text": text, "opened": opened, "closed": closed}
        yield {"record": "disconnect", "code": code, **stands}


def _entries() -> Iterator[Record]:
    said = {day: (conviction, text, costly) for day, conviction, text, costly in LIVED}
    yield _entry("daily", date(2024, 8, 14), [_demonstration(*said["2024-08-14"])])
    yield _entry("crosscheck", date(2024, 9, 27), [{"prompt": "convictions/insight", "text": INSIGHT}])
    for number in range((LAST_DAY - RATED_FROM).days + 1):
        day = RATED_FROM + timedelta(days=number)
        if str(day) in said:
            yield _entry("daily", day, [_demonstration(*said[str(day)]), *_ratings(day)])
        elif _is_answered(day):
            passed = {"prompt": "convictions/demonstration", "state": "passed"}
            yield _entry("daily", day, [passed, *_ratings(day)])

    yield from _events()


def _events() -> Iterator[Record]:
    for day, person, choice in GAINS:
        given = {"prompt": "small-gains/given", "person": person, "choice": choice}
        yield _entry("gain", date.fromisoformat(day), [given])
    for direction, days in STEPS:
        for number, day in enumerate(days):
            answers: list[Record] = [{"prompt": "room-to-fail/direction", "choice": direction}]
            if direction == "in":
                answers.append({"prompt": "step-back/trigger", "choice": TRIGGERS[number % len(TRIGGERS)]})
            yield _entry("step", date.fromisoformat(day), answers)


def _is_answered(day: date) -> bool:
    on_holiday = date(2025, 8, 8) <= day <= date(2025, 8, 17)
    return day.weekday() < 5 and not on_holiday and day.toordinal() * 5 % 11 > 1


def _ratings(day: date) -> list[Record]:
    week = (day - RATED_FROM).days // 7
    ratings: list[Record] = []
    for number, usual in enumerate(WEEKLY, start=1):
        answer: Record = {"prompt": "convictions/lived", "conviction": f"C{number}"}
        sways = SWAY[(day.toordinal() * (number + 1)) % len(SWAY)]
        if number == len(WEEKLY) and day.weekday() != 3:  # what was seldom called for
            answer["state"] = "none"
        else:
            answer["value"] = min(5, max(1, usual[week] + sways))
        ratings.append(answer)
    return ratings


def _demonstration(conviction: str, text: str, costly: bool) -> Record:
    answer: Record = {"prompt": "convictions/demonstration", "conviction": conviction, "text": text}
    return {**answer, "choice": "costly"} if costly else answer


def _entry(kind: str, day: date, answers: list[Record]) -> Record:
    return {"record": "entry", "kind": kind, "day": str(day), "at": f"{day}T16:05:00Z", "answers": answers}
