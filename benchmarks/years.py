"""Years of daily use: the year of the demo's leader again and again, as JSON Lines, for the benchmarks.

A year has 3,767 answers in 672 entries, 364 days (whole weeks, so that workdays stay workdays) and ids of its own.
Whom she leads and what she holds stay the same through all the years; promises, disconnects, needs and events come
anew each year. The last year is the one that the demo shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reflect.demo import leader_year
from reflect.exchange.write_jsonl import write_jsonl
from reflect.session import Session, World

LAST = date(2025, 9, 30)
"""The last day of every journal."""
A_YEAR = timedelta(days=364)
RARE = "zeppelin"
"""A word that stands in one answer of the whole journal."""
COMMON = "asked"
PHRASE = '"I would have"'

_DAY = re.compile(r'(?<=")\d{4}-\d\d-\d\d(?=["T])')
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_CODE = re.compile(r'(?<="(?:code|made)":")[KDN](\d+)(?=")')
_OF_EACH_YEAR = ("commitment", "disconnect", "need", "entry")
_MOST = 400


def write_years(path: Path, years: int) -> int:
    """Write the journal of so many years (1 to 400) to a file, oldest first; gives the number of its answers."""
    whole = [json.loads(line) for line in _demo_year()]
    once = [_line(one) for one in whole if one["record"] not in _OF_EACH_YEAR]
    answers = 0
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in once)
        for kind in _OF_EACH_YEAR:
            of_kind = [one for one in whole if one["record"] == kind]
            answers += years * sum(len(one.get("answers", ())) for one in of_kind)
            settled = "".join(f"{_line(_settled(one))}\n" for one in of_kind)
            for back in reversed(range(1, years)):
                file.write(_moved(settled, back))
            file.write(_moved("".join(f"{_line(one)}\n" for one in of_kind), 0))
        file.write(_line(_rare(LAST - (years - 1) * A_YEAR - timedelta(days=200))) + "\n")
    return answers + 1


def _demo_year() -> Iterator[str]:
    with TemporaryDirectory() as home:
        moment = datetime.fromisoformat(f"{LAST}T18:00").astimezone()
        session = Session(World(environ={"REFLECT_HOME": home}, clock=lambda: moment))
        records = enumerate(leader_year(session.packs(), LAST), 1)
        session.journal.take_in(records, source="the demo", wordings=lambda _prompt: None)
        journal, nouns = session.journal, session.journal.nouns()
        kept = (nouns.convictions, nouns.people, nouns.commitments, nouns.disconnects, nouns.needs)
        every = [*journal.questions(), *(one for kind in kept for one in kind), *journal.marks()]
        yield from (line.decode() for line in write_jsonl([*every, *journal.every_entry()]))
        session.close()


def _line(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _settled(record: dict[str, Any]) -> dict[str, Any]:
    """The record as it stands when its year is over: nothing of it is left open."""
    if record["record"] == "commitment" and record["outcome"] is None:
        return {**record, "outcome": "not", "closed": LAST.isoformat()}
    if record["record"] == "disconnect" and record["closed"] is None:
        return {**record, "closed": LAST.isoformat()}
    if record["record"] == "need" and "state" in record:
        return {**record, "state": "met"}
    if record["record"] == "need":
        return {**record, "states": [*record["states"], {"since": LAST.isoformat(), "state": "met"}]}
    return record


def _moved(text: str, back: int) -> str:
    """The lines so many years earlier; ids stay in the order of time, and codes are those of the year."""
    earlier = back * A_YEAR
    days: dict[str, str] = {}

    def day(found: re.Match[str]) -> str:
        if found[0] not in days:
            days[found[0]] = (date.fromisoformat(found[0]) - earlier).isoformat()
        return days[found[0]]

    def id_(found: re.Match[str]) -> str:
        stamp = int(found[0][:8] + found[0][9:13], 16) + (_MOST - back) * A_YEAR // timedelta(milliseconds=1)
        chance = sha256(f"{back} {found[0]}".encode()).hexdigest()
        moment = f"{stamp:012x}"
        return f"{moment[:8]}-{moment[8:]}-7{chance[:3]}-a{chance[3:6]}-{chance[6:18]}"

    text = _ID.sub(id_, _DAY.sub(day, text))
    return _CODE.sub(lambda found: f"{found[0][0]}{int(found[1]) + 1000 * back}", text) if back else text


def _rare(day: date) -> dict[str, object]:
    answers = [{"prompt": "note", "text": f"Nobody laughed about the {RARE} in the room."}]
    return {"record": "entry", "kind": "note", "day": day.isoformat(), "answers": answers}
