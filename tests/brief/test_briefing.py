"""A brief made at a terminal: each choice kept at once, half of it kept too, names settled, then the file."""

from __future__ import annotations

import json
import re
import shutil
import stat
from datetime import date
from pathlib import Path

import pytest

from reflect.model import Answer, Commitment, Entry
from reflect.session import Session, World
from tests.brief.quarter import told_quarter
from tests.conftest import BERLIN, Back, Desk, Leave, Pass, Script

TRIGGER = "step-back/trigger"
HAPPENED = "The release went out with the wrong prices"
GOAL, ASK = "To stop rescuing; I know it by Friday's quiet", "What I protect when I keep the credit"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("told") / "home"
    told_quarter(Desk(home))
    return home


@pytest.fixture
def told(seeded: Path, desk: Desk) -> Desk:
    """The told quarter on 9 October 2025, in a home of its own."""
    shutil.copytree(seeded, desk.home)
    return desk.at("2025-10-09T18:00")


def briefs(desk: Desk) -> list[Entry]:
    return [entry for entry in desk.journal().every_entry() if entry.kind == "brief"]


def said(desk: Desk, prompt: str) -> Answer:
    (brief,) = briefs(desk)
    return next(answer for answer in brief.answers if answer.prompt == prompt)


def marked(desk: Desk, *texts: str) -> tuple[str, ...]:
    """The ids of the answers with these texts."""
    answers = [answer for entry in desk.journal().every_entry() for answer in entry.answers]
    return tuple(next(a.id for a in answers if (a.text or "").startswith(text)) for text in texts)


def incident(desk: Desk) -> str:
    return next(entry.id for entry in desk.journal().every_entry() if entry.kind == "failure")


def section(brief: str, heading: str) -> str:
    return brief.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def whole(desk: Desk, *, last: tuple[object, ...] = ("write",)) -> tuple[object, ...]:
    """A script for all that is asked: two agreements, goal, ask me about, incident and its parts, what goes in."""
    chosen = marked(desk, "Left the choice of week 1 ", "Left the supplier", "I take it back", "You work for me")
    return (
        "partly", "still open", GOAL, ASK, incident(desk), HAPPENED, "I wrote to all customers myself",
        "That the board would ask who runs the place", chosen, *last,
    )  # fmt: skip


def test_what_she_chose_is_the_brief(told: Desk, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    told = told.answering(*whole(told)).run(["export", "--coach", "2025-Q3", "-o", str(file)])
    assert told.code == 0, told.err
    brief = file.read_text(encoding="utf-8")
    assert f"What I want: {GOAL}" in section(brief, "What I want from this one")
    assert f"Ask me about: {ASK}" in brief
    assert "found by rule" not in brief
    assert section(brief, "One incident whole").strip().splitlines() == [
        f"- What happened (wk 36, failure): {HAPPENED}",
        "- What I did: I wrote to all customers myself",
        "- What I feared: That the board would ask who runs the place",
    ]
    well = section(brief, "What went well, with evidence")
    assert well.count("\n- ") == 2
    assert "it cost me standing (it cost me something)" in well  # private until she chose it here
    assert "P5, as I heard it: “You work for me when the numbers are good”" in section(brief, "For you")
    assert "An evening" not in brief  # marked, and left out this time
    assert HAPPENED in told.said  # a look at it whole before it is written


def test_every_choice_stands_in_the_journal(told: Desk, tmp_path: Path) -> None:
    told.answering(*whole(told)).run(["export", "--coach", "2025-Q3", "-o", str(tmp_path / "b.md")])
    (brief,) = briefs(told)
    assert (brief.about_from, brief.about_to) == (date(2025, 7, 1), date(2025, 9, 30))
    assert said(told, "brief/goal").text == GOAL
    assert said(told, "brief/incident").made == incident(told)
    assert said(told, "brief/written").choice == "markdown"
    assert all(answer.state != "open" for answer in brief.answers)
    chosen = {a.made for a in brief.answers if a.prompt == "brief/included" and a.choice == "in"}
    assert chosen == set(marked(told, "Left the choice of week 1 ", "Left the supplier", "I take it back",
                                "You work for me"))  # fmt: skip
    (supplier,) = marked(told, "Left the supplier")
    answers = {a.id: a for e in told.journal().every_entry() for a in e.answers}
    assert answers[supplier].visibility == "coach"


def test_an_agreement_that_ended_is_closed_by_one_key_and_one_still_open_stays_so(told: Desk) -> None:
    told.answering(*whole(told)).run("export --coach 2025-Q3")
    held = {k.code: k for k in told.journal().nouns().commitments}
    assert (held["K2"].outcome, held["K2"].closed) == ("partly", date(2025, 10, 9))
    assert held["K3"].outcome is None
    assert [a.choice for a in briefs(told)[0].answers if a.prompt == "brief/agreed"] == ["partly", "still open"]


def test_the_last_goal_and_what_the_record_suggests_stand_above_the_questions(told: Desk) -> None:
    told.answering(*whole(told)).run("export --coach 2025-Q3")
    again = told.at("2025-11-20T18:00").answering("still open", Leave())
    again.run("export --coach")
    assert again.script is not None
    assert again.script.shown[-1] == (f"Last time: {GOAL}",)
    once_more = told.at("2025-11-20T18:00").answering("Something", Leave())
    once_more.run("export --coach")
    assert once_more.script is not None
    assert once_more.script.shown[-1] == ()  # nothing of those weeks to ask about


def test_without_an_own_question_the_brief_says_what_the_record_suggests_and_that_it_does(told: Desk) -> None:
    told.run("export --coach 2025-Q3")
    ask = section(told.out, "What I want from this one")
    assert "Ask me about: C2 “Credit goes to whoever did it”: I lived it 4.2 before, and 3.0 now" in ask
    assert "found by rule in the numbers, not named by me" in ask


# ---- half made


@pytest.mark.parametrize("stop", range(9))
def test_left_at_any_question_it_goes_on_there_with_all_that_was_said(told: Desk, stop: int) -> None:
    script = whole(told)
    told.answering(*script[:stop], Leave()).run("export --coach 2025-Q3")
    assert (told.code, told.out) == (130, "")
    assert "To go on: reflect export --coach 2025-Q3\n" in told.err
    later = told.at("2025-10-10T09:00").answering(*script[stop:])
    later.run("export --coach 2025-Q3")
    assert later.code == 0, later.err
    assert GOAL in later.out
    assert len(briefs(later)) == 1


def test_the_half_typed_answer_stands_in_its_field_again(told: Desk) -> None:
    told.answering("kept", "kept", Leave("To stop resc")).run("export --coach 2025-Q3")
    assert (said(told, "brief/goal").state, said(told, "brief/goal").text) == ("open", "To stop resc")
    seen: list[str] = []

    class Looking(Script):
        def text(self, ask, draft):  # type: ignore[no-untyped-def]  # as in Script
            seen.append(ask.draft)
            return super().text(ask, draft)

    desk = Desk(told.home, told.moment, Looking([Leave()]), told.environ, told.last)
    desk.run("export --coach 2025-Q3")
    assert seen == ["To stop resc"]


def test_what_was_toggled_before_she_left_is_kept(told: Desk) -> None:
    script = whole(told)
    told.answering(*script[:-1], Leave()).run("export --coach 2025-Q3")  # left at "Write it?"
    assert told.code == 130
    ids = set(marked(told, "Left the choice of week 1 ", "Left the supplier", "I take it back", "You work for me"))
    assert {a.made for a in briefs(told)[0].answers if a.choice == "in"} == ids


def test_back_goes_to_the_question_before_and_what_was_said_there_may_be_changed(told: Desk) -> None:
    script = ["kept", "kept", "First", Back(), "Second", *whole(told)[3:]]
    told.answering(*script).run("export --coach 2025-Q3")
    assert told.code == 0, told.err
    assert said(told, "brief/goal").text == "Second"


def test_after_the_look_something_may_be_changed(told: Desk) -> None:
    again = ("change", "kept", "still open", "Another goal", *whole(told)[3:])
    told.answering(*whole(told, last=again)).run("export --coach 2025-Q3")
    assert told.code == 0, told.err
    assert "Another goal" in told.out
    assert told.journal().nouns().commitments[1].outcome == "kept"


def test_what_is_passed_everywhere_is_a_brief_of_marks_alone(told: Desk) -> None:
    told.answering(Pass(), Pass(), Pass(), Pass(), Pass(), Pass(), "write").run("export --coach 2025-Q3")
    assert told.code == 0, told.err
    assert "None chosen this time." in section(told.out, "One incident whole")
    assert "to be said in the session" in told.out
    assert briefs(told)[0].answers


def test_undo_takes_a_choice_back(told: Desk) -> None:
    told.answering("kept", "kept", "First", Leave()).run("export --coach 2025-Q3")
    told.run("undo")
    assert told.code == 0, told.err
    assert said(told, "brief/goal").state == "open"


def test_a_brief_survives_the_lossless_file(told: Desk, tmp_path: Path) -> None:
    told.answering(*whole(told)).run("export --coach 2025-Q3")
    first, again = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    told.run(["export", "-o", str(first)])
    other = Desk(tmp_path / "other", told.moment)
    other.run(["import", "jsonl", str(first)])
    assert other.code == 0, other.err
    other.run(["export", "-o", str(again)])
    assert first.read_bytes() == again.read_bytes()
    other.run("export --coach 2025-Q3")
    assert GOAL in other.out


# ---- what is offered


def test_what_is_offered_is_twelve_at_most_marked_ones_first_and_others_words_not_preselected(told: Desk) -> None:
    asks = []

    class Looking(Script):
        def choice(self, ask):  # type: ignore[no-untyped-def]  # as in Script
            asks.append(ask)
            return super().choice(ask)

    script = Looking([*whole(told)[:8], Leave()])
    Desk(told.home, told.moment, script, told.environ, told.last).run("export --coach 2025-Q3")
    offered = asks[-1]
    assert offered.several
    assert [choice.key for choice in offered.choices] == list("123456789abc")
    labels = {choice.word: choice.label for choice in offered.choices}
    private = [("private so far" in label) for label in labels.values()]
    assert private == sorted(private)
    (heard,) = marked(told, "You work for me")
    assert "somebody else’s words" in labels[heard]
    assert heard not in offered.chosen
    are_marked = {word for word, label in labels.items() if "private so far" not in label}
    assert set(offered.chosen) == are_marked - {heard}
    assert not any("Her mother" in label or "Do not repeat" in label for label in labels.values())


def test_the_incidents_offered_are_failures_steps_in_and_what_cost_her(told: Desk) -> None:
    asks = []

    class Looking(Script):
        def choice(self, ask):  # type: ignore[no-untyped-def]  # as in Script
            asks.append(ask)
            return super().choice(ask)

    script = Looking([*whole(told)[:4], Leave()])
    Desk(told.home, told.moment, script, told.environ, told.last).run("export --coach 2025-Q3")
    labels = [choice.label for choice in asks[-1].choices]
    assert labels[0] == f"wk 36, failure: {HAPPENED}"
    assert any(label.startswith("wk 33, C1, at a cost: Left the supplier") for label in labels)
    assert sum(", step in (" in label for label in labels) == 7  # nine in all, the newest
    assert labels[-2:] == ["another one", "none this time"]


def test_of_an_incident_with_nothing_told_she_sees_what_set_it_off_and_what_she_wrote_that_day(desk: Desk) -> None:
    def step(day: str, *more: dict[str, str]) -> dict[str, object]:
        into = ({"prompt": "room-to-fail/direction", "choice": "in"}, {"prompt": TRIGGER, "choice": "was asked"})
        return {"record": "entry", "kind": "step", "day": day, "answers": [*into, *more]}

    def wrote(day: str, text: str, **more: str) -> dict[str, object]:
        answers = [{"prompt": "note", "asked": "Note", "text": text, **more}]
        return {"record": "entry", "kind": "note", "day": day, "answers": answers}

    told = {"prompt": "room-to-fail/saved-and-cost", "text": "It saved an hour"}
    records = [
        step("2025-08-04", told), step("2025-08-12"), wrote("2025-08-12", "The supplier rang at six"),
        step("2025-08-19"), wrote("2025-08-19", "Nobody may read this", visibility="sealed"),
    ]  # fmt: skip
    desk = desk.at("2025-10-09T18:00")
    desk.run("import jsonl -", given="\n".join(json.dumps(record) for record in records))
    assert desk.code == 0, desk.err
    asks = []

    class Looking(Script):
        def choice(self, ask):  # type: ignore[no-untyped-def]  # as in Script
            asks.append(ask)
            return super().choice(ask)

    Desk(desk.home, desk.moment, Looking([GOAL, ASK, Leave()]), desk.environ, desk.last).run(
        "export --coach 2025-Q3"
    )
    assert [choice.label for choice in asks[-1].choices][:-2] == [
        "wk 32, step in (was asked): It saved an hour",
        "wk 33, step in (was asked): not told yet; that day: The supplier rang at six",
        "wk 34, step in (was asked): not told yet",
    ]


# ---- the period


def test_the_second_brief_is_about_the_time_since_the_first(told: Desk) -> None:
    told.run("export --coach 2025-Q3")
    assert told.at("2025-11-20T18:00").run("export --coach").code == 0
    assert [(b.about_from, b.about_to) for b in briefs(told)][-1] == (date(2025, 10, 1), date(2025, 11, 20))
    assert told.out.startswith("# Coaching brief · 2025 Q4")
    told.at("2025-12-10T18:00").run("export --coach")
    assert briefs(told)[-1].about_from == date(2025, 11, 21)
    assert told.out.startswith("# Coaching brief · 2025 wk 47 – 50")


def test_within_a_week_it_is_the_same_brief_brought_up_to_date(told: Desk) -> None:
    told.answering(*whole(told)).run("export --coach 2025-Q3")
    told.at("2025-10-12T18:00").run("export --coach")
    assert told.code == 0, told.err
    (brief,) = briefs(told)
    today = date(2025, 10, 12)
    assert (brief.day, brief.about_from, brief.about_to) == (today, date(2025, 7, 1), today)
    assert GOAL in told.out


def test_the_first_brief_reaches_back_over_a_young_quarter(told: Desk) -> None:
    told.run("export --coach")  # 9 October, without any brief before
    assert briefs(told)[0].about_from == date(2025, 7, 1)


def test_a_journal_of_three_days_has_a_brief_too(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    desk.run("export --coach")
    assert desk.code == 0, desk.err
    assert "1 of 1 workdays" in desk.out


# ---- names


def in_marked_text(desk: Desk, *texts: str, names: tuple[str, ...] = ("Ana",)) -> Desk:
    desk.run("convictions add --from -", given="No surprises")
    desk.run(["people", "add", *names])
    for day, text in enumerate(texts, start=3):
        answer = {"convictions/demonstration": {"text": text, "visibility": "coach"}}
        desk.at(f"2025-03-0{day}T18:00").run("daily --answers -", given=answer)
        assert desk.code == 0, desk.err
    return desk.at(f"2025-03-0{2 + len(texts)}T18:00")


def all_in(desk: Desk, *names: str) -> Desk:
    ids = [a.id for e in desk.journal().every_entry() for a in e.answers if a.visibility == "coach" and a.text]
    return desk.answering("Goal", "Question", "none", tuple(ids), *names)


def test_a_name_gives_way_to_its_code_in_the_brief_alone(desk: Desk) -> None:
    desk = all_in(in_marked_text(desk, "Left it with Ana; ANA's plan held"), "replace", "replace", "write")
    desk.run("export --coach")
    assert desk.code == 0, desk.err
    assert "Left it with P1; P1's plan held" in desk.out
    texts = [a.text for e in desk.journal().every_entry() for a in e.answers if a.text]
    assert "Left it with Ana; ANA's plan held" in texts


def test_a_name_may_stand_this_once_and_is_asked_about_again_next_time(desk: Desk) -> None:
    desk = in_marked_text(desk, "Left it with Ana")
    assert "Ana" in all_in(desk, "allow", "write").run("export --coach").out
    again = desk.answering("Goal", "Question", "none", (), "write")
    again.run("export --coach")
    assert again.code == 0
    assert desk.run("export --coach").code == 0  # left out by then
    (id_,) = marked(desk, "Left it with Ana")
    last = desk.answering("Goal", "Question", "none", (id_,), "stop")
    last.run("export --coach")
    assert last.code == 6


def test_every_name_may_give_way_at_once(desk: Desk) -> None:
    desk = in_marked_text(desk, "Left it with Ana", "Ben/Chi agreed", names=("Ana", "Ben", "Chi"))
    all_in(desk, "every", "write").run("export --coach")
    assert desk.code == 0, desk.err
    assert "Left it with P1" in desk.out
    assert "P2/P3 agreed" in desk.out


def test_to_stop_writes_nothing_and_keeps_the_choices(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    desk = all_in(in_marked_text(desk, "Left it with Ana"), "stop")
    desk.run(["export", "--coach", "-o", str(file)])
    assert (desk.code, file.exists()) == (6, False)
    assert "What went well, with evidence, line" in desk.err
    assert "Write P1 in that answer" in desk.err
    assert said(desk, "brief/goal").text == "Goal"
    assert said(desk, "brief/written").state == "open"


def test_what_may_name_somebody_comes_as_one_list_and_is_remembered_once_allowed(desk: Desk) -> None:
    desk = in_marked_text(desk, "Left it with Zoe and Yusuf at Acme")
    first = all_in(desk, "allow", "write")
    first.run("export --coach")
    assert first.code == 0, first.err
    assert first.script is not None
    assert any(question.endswith("Zoe, Yusuf, Acme") for question in first.script.asked)
    assert set(desk.journal().allowed_words()) == {"Zoe", "Yusuf", "Acme"}
    again = desk.answering("Goal", "Question", "none", marked(desk, "Left it"), "write")
    again.run("export --coach")
    assert again.code == 0, again.err


def test_without_a_terminal_that_list_is_said_and_stops_nothing(desk: Desk) -> None:
    desk = in_marked_text(desk, "Left it with Zoe")
    desk.run("export --coach")
    assert desk.code == 0
    assert "These may name somebody; look at them once: Zoe." in desk.err


def test_she_beside_a_code_and_a_roster_under_four_are_pointed_out(desk: Desk) -> None:
    desk = in_marked_text(desk, "P1 said that she would decide")
    desk.run("export --coach")
    assert desk.code == 0
    assert re.search(r"Line \d+: “she” beside P1 tells more than the code does\.", desk.err)
    assert "With 1 on your roster, codes hide nobody" in desk.err
    desk.run("people add Ben Chi Dov")
    desk.run("export --coach")
    assert "codes hide nobody" not in desk.err


# ---- the files


def test_html_is_one_page_that_loads_nothing(told: Desk, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    told.run(["export", "--coach", "2025-Q3", "--format", "html", "-o", str(file)])
    assert told.code == 0, told.err
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert not re.search(r"<script|<img|<link|https?://", page)
    assert "One incident whole" in page
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert said(told, "brief/written").choice == "html"


def session_of(desk: Desk) -> Session:
    """The session that a command would have."""
    environ = {"REFLECT_HOME": str(desk.home), "TZ": "Europe/Berlin"}
    return Session(World(environ=environ, clock=lambda: desk.moment.replace(tzinfo=BERLIN)))


def test_the_key_names_what_stands_in_the_brief_for_her_alone(told: Desk, tmp_path: Path) -> None:
    from reflect.cli.coaching import write_brief
    from reflect.periods import read_period

    session = session_of(told)
    brief, key = tmp_path / "brief.md", tmp_path / "key.md"
    quarter = read_period("2025-Q3", session.today)
    write_brief(session, quarter, brief, force=False, format_="", key=key)
    session.close()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    lines = key.read_text(encoding="utf-8").splitlines()
    assert "- P5: Eli" in lines
    assert "- C3: Nobody learns alone" in lines  # private: in the brief it is C3 alone
    assert "- K4: say it upward" in lines
    assert not any(line.startswith("- P3") for line in lines)  # no Chiara stands in the brief
    assert "Eli" not in brief.read_text(encoding="utf-8")


def test_where_the_key_cannot_be_written_the_brief_is_not_either(told: Desk, tmp_path: Path) -> None:
    from reflect.cli.coaching import write_brief
    from reflect.errors import RefusedError

    key = tmp_path / "key.md"
    key.write_text("mine")
    session = session_of(told)
    with pytest.raises(RefusedError):
        write_brief(session, None, tmp_path / "brief.md", force=False, format_="", key=key)
    session.close()
    assert not (tmp_path / "brief.md").exists()
    assert key.read_text() == "mine"
    assert briefs(told) == []


def test_a_file_that_is_there_is_named_before_anything_is_asked(told: Desk, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    file.write_text("mine")
    refused = told.answering(*whole(told)).run(["export", "--coach", "2025-Q3", "-o", str(file)])
    assert (refused.code, file.read_text()) == (6, "mine")
    assert refused.script is not None
    assert refused.script.asked == []


def test_what_never_leaves_does_not_whatever_its_mark(told: Desk) -> None:
    told.run("export --coach 2025-Q3")
    assert "Her mother is ill" not in told.out  # of somebody's life
    assert "Do not repeat this" not in told.out  # they did not say that it may be noted


def test_a_long_text_is_cut_after_a_word(desk: Desk) -> None:
    desk = in_marked_text(desk, "word " * 200)
    desk.run("export --coach")
    line = next(line for line in desk.out.splitlines() if "word word" in line)
    assert line.endswith("word \\[…\\]")
    assert len(line) < 350


def test_a_rich_quarter_told_whole_fits_two_pages(told: Desk) -> None:
    told.answering(*whole(told)).run("export --coach 2025-Q3")
    assert len(told.out.splitlines()) <= 90
    assert len(told.out.split()) <= 900


def test_patterns_are_those_that_passed_their_test_and_surprises_what_she_guessed_otherwise(told: Desk) -> None:
    told.run("export --coach 2025-Q3")
    patterns, surprised = section(told.out, "Patterns"), section(told.out, "What surprised me")
    assert "C1: lived higher, 2.5 then and 4.0 now." in patterns
    assert "7 of my 9 steps in had one trigger: numbers disappointed." in patterns
    assert "C3" not in patterns
    assert "I guessed that I lived C2 more; 4.2 went to 3.0." in surprised
    assert "You" not in patterns + surprised  # it is she who speaks
    for name in ("Ana", "Ben", "Dov", "Eli"):
        assert name not in told.out


def test_an_overdue_agreement_is_told_and_one_to_come_is_what_she_considers(told: Desk) -> None:
    told.run("export --coach 2025-Q3")
    since, considered = (section(told.out, h) for h in ("Since our last session", "What I consider, and if-then"))
    assert "| hand over the release approval | still open, due in wk 38 |" in since
    assert "If it is Friday, then honour one effort (by wk 46)" in considered
    assert "release approval" not in considered


def test_commitment_of_today_is_no_agreement_of_the_last_session(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    journal = desk.journal()
    journal.keep_noun(Commitment("k", "", "wait", desk.moment.date(), visibility="coach"))
    journal.close()
    desk.answering("Goal", "Question", "none", "write").run("export --coach")
    assert desk.code == 0, desk.err


def test_what_came_of_an_agreement_is_told_though_the_period_was_over_by_then(told: Desk) -> None:
    told.answering(*whole(told)).run("export --coach 2025-Q3")
    since, considered = (section(told.out, h) for h in ("Since our last session", "What I consider, and if-then"))
    assert "| hand over the release approval | partly |" in since
    assert "1 of 3 kept, 1 partly, 1 not" in since
    assert "release approval" not in considered


def test_what_is_told_whole_stands_nowhere_else(told: Desk) -> None:
    ids = marked(told, "Left the supplier", "I take it back")
    script = ("kept", "kept", GOAL, ASK, ids[0], "They chose", "I let them", "Standing", (ids[1],), "write")
    told.answering(*script).run("export --coach 2025-Q3")
    assert told.code == 0, told.err
    assert "What happened (wk 33, C1, at a cost): They chose" in told.out
    assert "Left the supplier" not in told.out


def test_a_day_on_which_only_a_brief_was_made_is_no_answered_day(told: Desk) -> None:
    told.answering(*whole(told)).run("export --coach")  # 9 October, a day without any answer
    assert "66 of 73 workdays" in told.out
    told.run("export --coach")
    assert "66 of 73 workdays" in told.out


def test_an_incident_may_be_one_that_was_never_logged(told: Desk) -> None:
    told.answering("kept", "kept", GOAL, ASK, "else", "A quarrel", "I left", "To shout", (), "write").run(
        "export --coach 2025-Q3"
    )
    assert told.code == 0, told.err
    assert "- What happened: A quarrel" in told.out


def test_where_every_answer_is_marked_by_default_others_words_wait_to_be_chosen(told: Desk) -> None:
    told.run("settings set default_visibility coach")
    assert told.code == 0, told.err
    told.run("export --coach 2025-Q3")
    assert "You work for me" not in told.out
    assert "An evening" in told.out
    told.answering(*whole(told)).run("export --coach 2025-Q3")
    assert "as I heard it: “You work for me when the numbers are good”" in told.out


@pytest.mark.parametrize("visibility", ["private", "coach", "sealed"])
def test_a_new_answer_is_what_the_settings_say_and_show_says_so(desk: Desk, visibility: str) -> None:
    desk.run(f"settings set default_visibility {visibility}")
    desk.run("convictions add --from -", given="No surprises")
    desk.run("daily --answers -", given={"convictions/demonstration": "Told it at once"})
    desk.run("log failure --answers -", given={"room-to-fail/happened": "It broke"})
    assert desk.code == 0, desk.err
    for kind in ("daily", "failure"):
        (entry,) = [entry for entry in desk.journal().every_entry() if entry.kind == kind]
        assert {answer.visibility for answer in entry.answers if answer.text} == {visibility}
        desk.run(["show", entry.id])
        said = {"private": "", "coach": "for my coach", "sealed": "sealed"}[visibility]
        assert said in desk.out
    desk.run("export --coach")
    assert ("Told it at once" in desk.out) == (visibility == "coach")


def test_the_option_for_the_key_goes_with_a_brief_alone(told: Desk, tmp_path: Path) -> None:
    key = tmp_path / "key.md"
    told.run(["export", "--coach", "2025-Q3", "--key", str(key)])
    assert told.code == 0, told.err
    assert "- P5: Eli" in key.read_text(encoding="utf-8")
    told.run(["export", "--key", str(key)])
    assert told.code == 2


def test_a_day_of_a_brief_alone_is_no_answered_day_of_a_review_either(told: Desk) -> None:
    told.run("export --coach")
    told.run("review 2025-Q4")
    assert "no question" in told.out.casefold()


def test_a_list_shows_what_is_marked(told: Desk) -> None:
    told.run("list 2025-08-29")
    assert "(for my coach)" in " ".join(told.out.split())
    told.run("list 2025-09-05")
    assert "coach" not in told.out
