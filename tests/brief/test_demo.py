"""The demo's quarter: names hidden in it by a script are all caught, and one of its people can be forgotten."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from reflect.model import Person
from reflect.review.name_scan import scan
from tests.conftest import Desk

GUISES = (
    "{0}", "{1}", "{2}", "{0}'s", "{0}s", "{0}-Team", "Team/{0}", "*{0}*", "@{2}", "{3}", "_{1}_", "#{0}Day",
)  # fmt: skip


@pytest.fixture
def demo(tmp_path: Path, desk: Desk) -> Desk:
    """The home of the demo, on the day on which it ends."""
    desk.run(["demo", "--keep", str(tmp_path / "demo")])
    assert desk.code == 0, desk.err
    return Desk(tmp_path / "demo", last=desk.last)


def hidden_in(demo: Desk) -> dict[str, str]:
    """Twelve guises of roster names, two a text, in six costly demonstrations that are marked for the coach."""
    with closing(demo.journal()) as journal:
        people = journal.nouns().people
        last = max(entry.day for entry in journal.every_entry())
    hidden: dict[str, str] = {}
    for number, guise in enumerate(GUISES):
        person = people[number % len(people)]
        name = person.name
        hidden[guise.format(name, name.upper(), name.lower(), f"{name[:1]}\u00ad{name[1:]}")] = person.code
    words = list(hidden)
    lines = []
    for number in range(0, len(words), 2):
        text = f"Left it with {words[number]}, and with {words[number + 1]} too."
        answer = {"prompt": "convictions/demonstration", "text": text, "choice": "costly", "visibility": "coach"}
        lines.append(
            json.dumps({"record": "entry", "kind": "demonstration", "day": str(last), "answers": [answer]})
        )
    demo.run("import jsonl -", given="\n".join(lines))
    assert demo.code == 0, demo.err
    return hidden


def test_twelve_names_hidden_in_the_demo_are_caught_and_none_is_in_the_file(demo: Desk, tmp_path: Path) -> None:
    hidden = hidden_in(demo)
    with closing(demo.journal()) as journal:
        people: tuple[Person, ...] = journal.nouns().people
        day = max(entry.day for entry in journal.every_entry())
        ids = [
            a.id for e in journal.every_entry() for a in e.answers if (a.text or "").startswith("Left it with ")
            and e.kind == "demonstration" and e.day == day
        ]  # fmt: skip
    demo, file = demo.at(f"{day}T18:00"), tmp_path / "brief.md"
    demo.run(["export", "--coach", "this", "quarter", "-o", str(file)])
    assert (demo.code, file.exists()) == (6, False), demo.err
    assert "(and 11 more)" in demo.err

    asked = demo.answering(*_script(demo, ids))
    asked.run(["export", "--coach", "this", "quarter", "-o", str(file)])
    assert asked.code == 0, asked.err
    brief = file.read_text(encoding="utf-8")
    assert [guise for guise in hidden if guise in brief] == []
    assert list(scan(brief.replace("\\", ""), people)) == []
    assert brief.count("Left it with ") == 6


def _script(demo: Desk, ids: list[str]) -> list[object]:
    """Every agreement still open; passed, but for what goes in; every name by its code; unknown words allowed."""
    with closing(demo.journal()) as journal:
        today = demo.moment.date()
        agreed = [
            held for held in journal.nouns().commitments
            if held.visibility == "coach" and held.outcome is None and held.made < today
        ]  # fmt: skip
    return [*["still open"] * len(agreed), "Goal", "Question", "none", tuple(ids), "every", "allow", "write"]


def test_one_of_the_demo_can_be_forgotten_and_stands_in_no_file(demo: Desk) -> None:
    with closing(demo.journal()) as journal:
        people = journal.nouns().people
        person = max(people, key=lambda one: len(one.name))
        counts = len([a for e in journal.every_entry() for a in e.answers if a.person == person.code])
        day = max(entry.day for entry in journal.every_entry())
    names = [name.encode() for name in (person.name, *person.aliases)]
    assert any(name in path.read_bytes() for path in demo.home.glob("journal.db*") for name in names)
    demo.at(f"{day}T18:00").run(["people", "forget", person.code, "--yes"])
    assert demo.code == 0, demo.err
    for path in demo.home.rglob("*"):
        if path.is_file():
            assert [name for name in names if name.lower() in path.read_bytes().lower()] == [], path
    with closing(demo.journal()) as journal:
        after = len([a for e in journal.every_entry() for a in e.answers if a.person == person.code])
    assert after == counts
    demo.at(f"{day}T18:00").run("review --quarter")
    assert demo.code == 0, demo.err
