"""reflect monthly at the desk: the month's questions, the quarter's and the year's among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reflect.asking.asks import Reply, TextAsk
from reflect.model import LIVED, Entry
from tests.conftest import Desk, Leave, Script


def begun(desk: Desk, *people: str) -> Desk:
    """A desk with a conviction and these people, since Monday 6 January 2025."""
    january = desk.at("2025-01-06T18:00")
    january.run("convictions add --from -", given="No surprises")
    if people:
        january.run(["people", "add", *people])
    january.run("daily --answers -", given={LIVED: {"C1": 4}})
    assert january.code == 0, january.err
    return desk


def asked(desk: Desk, moment: str, line: str = "monthly") -> list[str]:
    printed = desk.at(moment).run(f"{line} --json")
    assert printed.code == 0, printed.err
    return [prompt["id"] for prompt in printed.json["prompts"] if "part_of" not in prompt]


def entry_of(desk: Desk, day: date) -> Entry:
    entry = desk.journal().sitting("monthly", day)
    assert entry is not None
    return entry


def test_a_month_asks_the_convictions_and_the_packs_that_were_in_focus_in_it(desk: Desk) -> None:
    begun(desk, "Ana")
    desk.at("2025-02-03T18:00").run("focus room-to-fail --until 2025-02-09")
    desk.at("2025-02-10T18:00").run("focus step-back --until 2025-02-28")
    questions = asked(desk, "2025-02-28T18:00")
    assert len(questions) == 8
    assert questions[:5] == [
        f"convictions/{s}" for s in ("dream", "bad-news", "elsewhere", "met-well", "more-and-else")
    ]
    desk.at("2025-02-28T18:00").run("monthly --answers -", given={})
    questions = asked(desk, "2025-02-28T19:00", "monthly --on 2025-01-31")
    assert {id_.partition("/")[0] for id_ in questions} == {"convictions"}


class Fields(Script):
    """A script that remembers what stood in each field."""

    def __init__(self, answers: list[Any]) -> None:
        super().__init__(answers)
        self.drafts: list[str] = []

    def text(self, ask: TextAsk, draft: Callable[[str], None]) -> Reply:
        self.drafts.append(ask.draft)
        return super().text(ask, draft)


def test_without_anybody_on_the_roster_nobody_is_asked_about(desk: Desk) -> None:
    assert "convictions/bad-news" not in asked(begun(desk), "2025-02-28T18:00")


def test_two_persons_take_turns(desk: Desk) -> None:
    begun(desk, "Ana", "Ben")
    names = []
    for day in ("2025-01-31", "2025-02-28", "2025-03-31"):
        evening = desk.at(f"{day}T18:00")
        prompts = {prompt["id"]: prompt for prompt in evening.run("monthly --json").json["prompts"]}
        names.append(prompts["convictions/bad-news"]["asked"])
        evening.run("monthly --answers -", given={"convictions/bad-news": "never"})
        assert evening.code == 0, evening.err
    assert names == [f"When did {name} last bring you bad news?" for name in ("Ana", "Ben", "Ana")]


def test_somebody_who_left_is_asked_about_no_more(desk: Desk) -> None:
    begun(desk, "Ana", "Ben")
    desk.at("2025-01-20T18:00").run("people left Ana")
    prompts = desk.at("2025-01-31T18:00").run("monthly --json").json["prompts"]
    assert {prompt["person"] for prompt in prompts if "person" in prompt} == {"Ben"}


def test_in_a_quarters_last_month_the_quarters_questions_come_first(desk: Desk) -> None:
    begun(desk, "Ana")
    desk.at("2025-03-03T18:00").run("focus step-back --until 2025-06-30")
    assert asked(desk, "2025-03-31T18:00")[:3] == [
        "step-back/failure-plan", "step-back/outgrown", "step-back/hand-over",
    ]  # fmt: skip
    desk.at("2025-03-31T18:00").run("monthly --answers -", given={})
    assert not any("outgrown" in id_ for id_ in asked(desk, "2025-04-30T18:00"))
    assert "step-back/outgrown" in asked(desk, "2025-06-30T18:00")


def test_the_quarter_is_that_of_her_own_year(desk: Desk) -> None:
    begun(desk)
    (desk.home / "settings.toml").write_text("year_starts = 2\n")
    desk.at("2025-04-01T18:00").run("focus step-back --until 2025-06-30")
    assert "step-back/outgrown" in asked(desk, "2025-04-30T18:00")


def test_in_december_the_years_questions_are_asked(desk: Desk) -> None:
    begun(desk)
    yearly = {"convictions/manager-or-leader", "convictions/picture", "convictions/steward"}
    assert yearly <= set(asked(desk, "2025-12-31T18:00"))
    assert not yearly & set(asked(desk, "2025-11-30T18:00"))


def test_what_a_manager_is_was_said_a_year_ago_and_is_shown_after_the_new_answer(desk: Desk) -> None:
    begun(desk)
    first, then = "One does things right.", "One asks, one answers."
    desk.at("2025-12-31T18:00").run("monthly --answers -", given={"convictions/manager-or-leader": first})
    assert first not in desk.err
    december = desk.at("2026-12-31T18:00")
    december.answering(then, Leave()).run("monthly --on 2026-12-31")
    assert december.script is None or not any(first in line for shown in december.script.shown for line in shown)
    december.run("monthly --on 2026-12-31 --answers -", given={"convictions/manager-or-leader": then})
    assert december.code == 0, december.err
    assert f"Wed 31 Dec 2025 you said: “{first}”" in december.err


def test_a_text_that_is_kept_current_stands_in_its_field(desk: Desk) -> None:
    begun(desk)
    desk.at("2025-03-03T18:00").run("focus step-back --until 2025-12-31")
    plan = "First ask what was learned."
    desk.at("2025-03-31T18:00").run("monthly --answers -", given={"step-back/failure-plan": plan})
    assert desk.code == 0, desk.err
    script = Fields([Leave(plan)])
    replace(desk.at("2025-06-30T18:00"), script=script).run("monthly")
    assert script.drafts == [plan]
    open_ones = [a for a in entry_of(desk, date(2025, 6, 30)).answers if a.prompt == "step-back/failure-plan"]
    assert [(a.state, a.text) for a in open_ones] == [("open", plan)]


@pytest.mark.parametrize(
    ("moment", "day", "about"),
    [
        ("2025-02-28T18:00", "2025-02-28", "2025-02-01"),
        ("2025-03-10T18:00", "2025-02-28", "2025-02-01"),
        ("2025-03-11T18:00", "2025-03-11", "2025-03-01"),
    ],
)
def test_until_the_tenth_it_is_about_the_month_before(desk: Desk, moment: str, day: str, about: str) -> None:
    begun(desk).at(moment).run("monthly --answers -", given={})
    entry = entry_of(desk, date.fromisoformat(day))
    assert (str(entry.about_from), entry.late) == (about, False)


def test_left_in_the_middle_it_is_gone_on_with_in_the_next_month(desk: Desk) -> None:
    begun(desk)
    left = desk.at("2025-01-31T18:00").answering("A garden", Leave()).run("monthly")
    assert left.code == 130
    printed = desk.at("2025-02-03T18:00").run("monthly --json").json
    assert (printed["day"], printed["prompts"][0]["id"]) == ("2025-01-31", "convictions/dream")


def test_how_things_stand_with_a_person_is_kept_with_the_person(desk: Desk) -> None:
    begun(desk, "Ana")
    desk.at("2025-02-03T18:00").run("focus small-gains --until 2025-04-30")
    february = desk.at("2025-02-28T18:00")
    february.run("monthly --answers -", given={"small-gains/stands": {"choice": "in repair", "text": "I called"}})
    assert february.code == 0, february.err
    ana = desk.journal().nouns().people[0]
    assert [(one.relation, str(one.since)) for one in ana.relations] == [
        ("steady", "2025-01-06"), ("in repair", "2025-02-28"),
    ]  # fmt: skip


def test_quarterly_is_another_word_for_crosscheck_and_stands_on_no_page_of_help(desk: Desk) -> None:
    begun(desk)
    march = desk.at("2025-03-31T18:00")
    assert asked(march, "2025-03-31T18:00", "quarterly") == asked(march, "2025-03-31T18:00", "crosscheck")
    assert "quarterly" not in desk.run("--help").out


def test_between_the_six_and_the_closing_three_the_review_is_offered_and_shown(desk: Desk) -> None:
    begun(desk, "Ana")
    six = ["keep", "4", "I tell bad news first", ([4], None), "", "", ""]
    march = desk.at("2025-03-31T18:00")
    left = march.answering(*six, Leave()).run("crosscheck")
    assert left.code == 130
    assert left.script is not None
    assert left.script.asked[-1].startswith("The six are answered. Look back on the quarter")
    shown = march.answering("yes", "A pilot in Sales", ([3], None), "I ask too late").run("crosscheck")
    assert shown.code == 0, shown.err
    assert "No surprises" in shown.out
    assert "2025 Q1" in shown.out
    entry = desk.journal().sitting("crosscheck", date(2025, 3, 31))
    assert entry is not None
    assert all(answer.state != "open" for answer in entry.answers)
