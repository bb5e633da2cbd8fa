"""reflect crosscheck, at the desk: Kossoff's six in her order and her words, then the closing three."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from reflect.model import Answer, Nouns
from tests.conftest import Back, Coach, Desk, Leave, Pass

KOSSOFF = (
    "What is important to me? What are my values, beliefs, ethics?",
    "How am I demonstrating those values, beliefs, and ethics every day?",
    "Is the larger organization designed to support my values, beliefs, and ethics?",
    "Where are the disconnects within my immediate organization and for myself with the larger enterprise?",
    "What can I do to change how I behave with my immediate organization to demonstrate my belief in them?",
    "What additional assistance do my employees need to succeed — and how can I ensure that they get everything"
    " they need and more to create personal and organizational success?",
)
CLOSING = (
    "Larger-organization disconnects: has anything shifted, however slowly? What would be the first sign?",
    "With what you know now, where were you on this three months ago?",
    "One sentence: what do you know about your leading now that you did not know in the last quarter?",
)
MARCH = date(2025, 3, 3)

VALUES = ["keep", "5", "keep", "4"]
DEMONSTRATING = ["I tell bad news first", "I ask the owner"]
SUPPORT = [([4, 2], None)]
DISCONNECTS = ["Praise in writing, blame in talk", "self", ""]
CHANGE = ["ask what the owner proposes", "a number is red", "2025-05-01", ""]
ASSISTANCE = ["Ana", "Ana", "time to learn", "stay current", ""]
"""An empty roster is asked for first, in one line of names."""

ENDING = ["no", "A pilot in Sales", ([3, 2], None), "I take it back when afraid"]
BEGINNINGS = (0, 2, 4, 5, 6, 7, 10, 14, 19, 21, 22)
"""Where in it each question begins: one of several parts is asked again from its first, the offer of the review
until the closing three are begun."""
WHOLE: list[Any] = [*VALUES, *DEMONSTRATING, *SUPPORT, *DISCONNECTS, *CHANGE, *ASSISTANCE, *ENDING]


def begun(desk: Desk, *statements: str) -> Desk:
    """A desk with two convictions (or these), held since Monday 3 March 2025."""
    for statement in statements or ("No surprises", "Those nearest the work decide"):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk


def answers_of(desk: Desk, day: date = MARCH) -> tuple[Answer, ...]:
    entry = desk.journal().sitting("crosscheck", day)
    assert entry is not None
    return entry.answers


def asked(desk: Desk) -> list[str]:
    assert desk.script is not None
    return desk.script.asked


def shown_with(desk: Desk, question: str) -> list[tuple[str, ...]]:
    """What was shown above a question, each time that it was asked."""
    assert desk.script is not None
    pairs = zip(desk.script.asked, desk.script.shown, strict=True)
    return [shown for words, shown in pairs if words.startswith(question)]


def nouns(desk: Desk) -> Nouns:
    return desk.journal().nouns()


def once_each(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


# ---- the questions


def test_the_six_stand_word_for_word_in_kossoffs_order_then_the_closing_three(desk: Desk) -> None:
    whole = begun(desk).answering(*WHOLE).run("crosscheck")
    assert whole.code == 0, whole.err
    first_lines = [words.partition("\n")[0] for words in asked(whole)]
    assert once_each(line for line in first_lines if line in (*KOSSOFF, *CLOSING)) == [*KOSSOFF, *CLOSING]


def test_a_whole_crosscheck_keeps_every_answer_and_what_came_of_it(desk: Desk) -> None:
    begun(desk).answering(*WHOLE).run("crosscheck")
    entry = desk.journal().sitting("crosscheck", MARCH)
    assert entry is not None
    assert (entry.about_from, entry.about_to) == (date(2024, 12, 3), MARCH)
    answered = [
        (a.prompt.partition("/")[2], a.conviction, a.choice, a.value, a.text, a.made) for a in entry.answers
    ]
    assert sorted(answered, key=str) == sorted(
        [
            ("values", "C1", "keep", 5, None, None),
            ("values", "C2", "keep", 4, None, None),
            ("demonstrating", "C1", None, None, "I tell bad news first", None),
            ("demonstrating", "C2", None, None, "I ask the owner", None),
            ("support", "C1", None, 4, None, None),
            ("support", "C2", None, 2, None, None),
            ("disconnects", None, "self", None, None, "D1"),
            ("change", None, None, None, None, "K1"),
            ("assistance", None, None, None, None, "N1"),
            ("patience", None, None, None, "A pilot in Sales", None),
            ("then", "C1", None, 3, None, None),
            ("then", "C2", None, 2, None, None),
            ("insight", None, None, None, "I take it back when afraid", None),
        ],
        key=str,
    )
    assert {answer.state for answer in entry.answers} == {"answered"}


# ---- what comes of it


def test_importance_is_kept_with_the_wording_that_it_belongs_to(desk: Desk) -> None:
    begun(desk).answering(*WHOLE).run("crosscheck")
    assert [c.importance for c in nouns(desk).convictions] == [5, 4]


def test_keep_reword_and_retire_do_what_they_say(desk: Desk) -> None:
    begun(desk, "No surprises", "Those nearest decide", "Credit to the doer")
    june = desk.at("2025-06-03T18:00")
    june.answering("keep", "3", "reword", "Whoever does the work decides", "5", "retire", Leave()).run(
        "crosscheck"
    )
    kept, reworded, retired = nouns(desk).convictions
    assert (kept.statement, kept.importance, kept.retired) == ("No surprises", 3, None)
    assert [(w.since, w.statement) for w in reworded.wordings] == [
        (MARCH, "Those nearest decide"),
        (date(2025, 6, 3), "Whoever does the work decides"),
    ]
    assert retired.retired == date(2025, 6, 3)
    tomorrow = desk.at("2025-06-04T18:00").run("daily --json").json
    assert [row["conviction"] for row in tomorrow["prompts"][1]["rows"]] == ["C1", "C2"]


def test_disconnects_are_asked_for_until_she_has_no_more_each_with_its_scope(desk: Desk) -> None:
    three = ["Blame in talk", "self", "Night duty", "immediate", "Bonus for solo work", "larger", ""]
    begun(desk, "No surprises").answering("keep", "4", "x", ([4], None), *three, Leave()).run("crosscheck")
    assert [(d.code, d.scope, d.text, d.opened) for d in nouns(desk).disconnects] == [
        ("D1", "self", "Blame in talk", MARCH),
        ("D2", "immediate", "Night duty", MARCH),
        ("D3", "larger", "Bonus for solo work", MARCH),
    ]


def to_change(desk: Desk, *then: Any) -> Desk:
    return begun(desk, "No surprises").answering("keep", "4", "x", ([4], None), "", *then).run("crosscheck")


def test_commitments_have_an_act_and_when_she_names_them_a_cue_and_a_day(desk: Desk) -> None:
    to_change(desk, "wait a day", "a number is red", "2025-04-01", "hand over the release", Pass(), Pass(), "",
              Leave())  # fmt: skip
    assert [(k.code, k.cue, k.act, k.due, k.made) for k in nouns(desk).commitments] == [
        ("K1", "a number is red", "wait a day", date(2025, 4, 1), MARCH),
        ("K2", None, "hand over the release", None, MARCH),
    ]


def test_a_day_that_is_none_or_over_is_asked_for_again(desk: Desk) -> None:
    changed = to_change(desk, "wait a day", "", "soon", "2025-02-30", "2025-03-01", "2025-03-04", "", Leave())
    shown = [shown for shown in shown_with(changed, "By which day?") if shown]
    assert len(shown) == 3
    assert [k.due for k in nouns(desk).commitments] == [date(2025, 3, 4)]


def to_needs(desk: Desk, *then: Any) -> Desk:
    return to_change(desk, "", *then)


def test_a_new_name_joins_the_roster_only_when_she_says_so(desk: Desk) -> None:
    desk.run("people add Chi")
    to_needs(desk, "Ben", "no", "Ana", "yes", "time to learn", "stay current", "", Leave())
    people = [(p.code, p.name, p.relation) for p in nouns(desk).people]
    assert people == [("P1", "Chi", "steady"), ("P2", "Ana", "new")]
    assert [(n.person, n.text, n.kind, n.state) for n in nouns(desk).needs] == [
        ("P2", "time to learn", "stay current", "asked")
    ]


@pytest.mark.parametrize("words", ["Annika", "annika", "ANNIE", "P1", "  Annika "])
def test_a_person_is_known_by_name_alias_or_code_in_any_case(desk: Desk, words: str) -> None:
    desk.run("people add Annika --alias Annie")
    to_needs(desk, words, "a mentor", "advance", "", Leave())
    assert [(n.person, n.text) for n in nouns(desk).needs] == [("P1", "a mentor")]
    assert len(nouns(desk).people) == 1


def test_what_is_for_the_coach_is_marked_with_the_noun_that_it_made(desk: Desk) -> None:
    begun(desk, "No surprises").answering("keep", "4", "x", ([4], None), Coach("Blame in talk"), "self", "",
                                          Coach("wait a day"), "", "", "", Leave()).run("crosscheck")  # fmt: skip
    assert nouns(desk).disconnects[0].visibility == "coach"
    assert nouns(desk).commitments[0].visibility == "coach"


def test_how_she_demonstrates_is_asked_only_where_few_demonstrations_stand(desk: Desk) -> None:
    begun(desk, "No surprises", "Credit to the doer")
    for day in ("2025-03-03", "2025-03-04", "2025-03-05"):
        desk.at(f"{day}T18:00").run("daily --answers -", given={"convictions/demonstration": "Told them."})
    printed = desk.at("2025-03-06T18:00").run("crosscheck --json").json
    demonstrating = next(p for p in printed["prompts"] if p["id"] == "convictions/demonstrating")
    assert [row["conviction"] for row in demonstrating["rows"]] == ["C2"]


# ---- the second time


def second_time(desk: Desk, *answers: Any) -> Desk:
    begun(desk).answering(*WHOLE).run("crosscheck")
    june = desk.at("2025-06-03T18:00").answering(*answers)
    return june.run("crosscheck")


def test_the_second_time_last_times_answers_stand_beside_each_question(desk: Desk) -> None:
    june = second_time(desk, *VALUES, "still", "still", *SUPPORT, "", "", "", *ENDING)
    assert june.code == 0, june.err
    assert [shown[-1] for shown in shown_with(june, KOSSOFF[0])] == [
        "C1  No surprises",
        "C2  Those nearest the work decide",
    ]
    assert [shown[-1] for shown in shown_with(june, KOSSOFF[1])] == [
        "last time, Mon 3 Mar: I tell bad news first",
        "last time, Mon 3 Mar: I ask the owner",
    ]
    assert shown_with(june, KOSSOFF[2]) == [
        ("last time, Mon 3 Mar: C1 4 helps", "last time, Mon 3 Mar: C2 2 in the way")
    ]
    assert shown_with(june, KOSSOFF[3]) == [("open: D1 (self) Praise in writing, blame in talk",)]
    assert shown_with(june, KOSSOFF[4]) == [("open: K1 If a number is red, then ask what the owner proposes",)]
    assert shown_with(june, KOSSOFF[5]) == [("open: N1 Ana: time to learn (asked)",)]
    assert shown_with(june, CLOSING[0]) == [("last time, Mon 3 Mar: A pilot in Sales",)]
    assert shown_with(june, CLOSING[1]) == [
        ("last time, Mon 3 Mar: C1 3 mixed", "last time, Mon 3 Mar: C2 2 let it slide")
    ]
    assert shown_with(june, CLOSING[2]) == [("last time, Mon 3 Mar: I take it back when afraid",)]


def test_the_quarters_demonstrations_stand_above_the_second_question(desk: Desk) -> None:
    begun(desk, "No surprises")
    desk.answering("Told the board", ([4], None)).run("daily")
    evening = desk.at("2025-03-10T18:00").answering("keep", "4", Leave()).run("crosscheck")
    assert "Mon 3 Mar: Told the board" in shown_with(evening, KOSSOFF[1])[0]


# ---- left and taken up, back and forth


@pytest.mark.parametrize("place", range(len(WHOLE)))
def test_wherever_she_leaves_she_goes_on_and_nothing_is_lost_or_doubled(desk: Desk, place: int) -> None:
    begun(desk)
    left = desk.answering(*WHOLE[:place], Leave()).run("crosscheck")
    assert left.code == 130
    states = [answer.state for answer in answers_of(desk)]
    assert "open" in states
    evening = desk.at("2025-03-04T18:00")
    begins = [start for start in BEGINNINGS if start <= place or (start == place + 1 and WHOLE[place] == "")]
    rest = WHOLE[begins[-1] :]
    if nouns(desk).people and rest[:2] == ASSISTANCE[:2]:
        rest = rest[1:]
    resumed = evening.answering(*rest).run("crosscheck")
    assert resumed.code == 0, resumed.err
    assert resumed.script is not None
    assert resumed.script.answers == []
    assert "going on where you stopped" in resumed.said
    assert {answer.state for answer in answers_of(desk)} == {"answered"}
    held = nouns(desk)
    assert (len(held.people), len(held.disconnects), len(held.commitments), len(held.needs)) == (1, 1, 1, 1)
    assert evening.run("crosscheck --on 2025-03-03 --json").json["day"] == "2025-03-03"
    assert desk.journal().sitting("crosscheck", date(2025, 3, 4)) is None


def test_what_was_given_in_a_turn_is_not_asked_again_at_the_end(desk: Desk) -> None:
    """Two disconnects before leaving are one question when she comes back."""
    begun(desk, "No surprises")
    two = ["Blame in talk", "self", "Night duty", "immediate"]
    desk.answering("keep", "4", "x", ([4], None), *two, Leave()).run("crosscheck")
    resumed = desk.answering("", "", "", "no", "signs", ([3], None), "learned").run("crosscheck")
    assert resumed.code == 0, resumed.err
    assert len(nouns(desk).disconnects) == 2


def test_half_typed_words_stand_in_the_field_when_she_comes_back(desk: Desk) -> None:
    begun(desk, "No surprises")
    desk.answering("keep", "4", Leave("I tell bad")).run("crosscheck")
    open_ones = [a for a in answers_of(desk) if a.prompt == "convictions/demonstrating"]
    assert [(a.state, a.text) for a in open_ones] == [("open", "I tell bad")]


def test_back_goes_one_question_back_and_forward_again(desk: Desk) -> None:
    begun(desk, "No surprises")
    desk.answering("keep", "4", "First", Back(), "Better", Back(), "Best", ([4], None), Leave()).run("crosscheck")
    texts = [a.text for a in answers_of(desk) if a.prompt == "convictions/demonstrating"]
    assert texts == ["Best"]


def test_back_on_the_first_question_stays_there(desk: Desk) -> None:
    begun(desk, "No surprises")
    back = desk.answering(Back(), "keep", "4", Leave()).run("crosscheck")
    assert asked(back)[:2] == [KOSSOFF[0]] * 2


@pytest.mark.parametrize(
    ("turn", "count"),
    [
        ((*DISCONNECTS[:1], Back(), *DISCONNECTS), "disconnects"),
        (("", CHANGE[0], Back(), *CHANGE), "commitments"),
        (("", CHANGE[0], CHANGE[1], Back(), *CHANGE), "commitments"),
        (("", "", "Ana", "Ana", Back(), "Ana", *ASSISTANCE[2:]), "needs"),
    ],
)
def test_back_within_a_turn_asks_it_again_from_its_first_part(
    desk: Desk, turn: tuple[Any, ...], count: str
) -> None:
    begun(desk, "No surprises").answering("keep", "4", "x", ([4], None), *turn, Leave()).run("crosscheck")
    assert len(getattr(nouns(desk), count)) == 1


def test_only_the_demonstration_can_be_switched_to_another_conviction(desk: Desk) -> None:
    """A sentence that begins with a number is a sentence, wherever no switch is offered."""
    from reflect.sittings import holding
    from reflect.sittings.opening import Sitting

    seen: dict[str, int] = {}
    inner = holding.steps_of

    def watched(session: Any, sitting: Sitting) -> Any:
        steps = inner(session, sitting)
        seen.update({step.prompt.id: len(step.convictions) for step in steps if step.prompt.kind == "text"})
        return steps

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holding, "steps_of", watched)
        begun(desk).answering(Leave()).run("crosscheck")
        desk.answering(Leave()).run("daily")
    assert seen.pop("convictions/demonstration") == 2
    assert max(seen.values()) <= 1


def test_a_crosscheck_may_be_taken_up_for_two_weeks_and_then_begins_anew(desk: Desk) -> None:
    begun(desk).answering("keep", "5", Leave()).run("crosscheck")
    assert desk.at("2025-03-17T18:00").run("crosscheck --json").json["day"] == "2025-03-03"
    assert desk.at("2025-03-18T18:00").run("crosscheck --json").json["day"] == "2025-03-18"


def test_a_finished_one_says_so_and_lets_an_answer_be_changed(desk: Desk) -> None:
    begun(desk).answering(*WHOLE).run("crosscheck")
    changed = desk.answering("yes", Pass(), Pass(), Pass(), "I ask first", Leave()).run("crosscheck")
    assert "is answered" in changed.said
    texts = [a.text for a in answers_of(desk) if a.prompt == "convictions/demonstrating"]
    assert texts == [None, "I ask first"]


def test_back_works_while_answers_are_changed(desk: Desk) -> None:
    begun(desk, "No surprises").answering(
        "keep", "4", "First", ([4], None), "", "", "", "", "no", "signs", ([3], None), "learned"
    ).run("crosscheck")
    desk.answering("yes", "keep", "4", "Second", Back(), "Third", Leave()).run("crosscheck")
    texts = [a.text for a in answers_of(desk) if a.prompt == "convictions/demonstrating"]
    assert texts == ["Third"]


def test_without_a_conviction_it_says_what_to_do_first_and_makes_no_journal(desk: Desk) -> None:
    desk.run("crosscheck")
    assert desk.code == 4
    assert "no conviction to cross-check yet" in desk.err
    assert "reflect convictions add" in desk.err
    assert not desk.home.exists()


# ---- by a script


NINE = {
    "convictions/values": {
        "C1": {"act": "reword", "statement": "Bad news first", "importance": 5},
        "C2": {"act": "retire"},
    },
    "convictions/demonstrating": {"C1": "I tell bad news first"},
    "convictions/support": {"C1": 4, "C2": 0},
    "convictions/disconnects": [{"text": "Blame in talk", "scope": "self"}, "Night duty"],
    "convictions/change": {"act": "wait a day", "cue": "a number is red", "due": "2025-04-01"},
    "convictions/assistance": [
        {"person": "Ana", "text": "time", "kind": "stay current"},
        {"person": "ana", "text": "a mentor"},
    ],
    "convictions/patience": "A pilot in Sales",
    "convictions/then": {"C1": 3},
    "convictions/insight": {"text": "I take it back when afraid", "visibility": "coach"},
}


def test_all_nine_can_be_answered_by_a_script(desk: Desk) -> None:
    begun(desk).run("crosscheck --answers -", given=NINE)
    assert desk.code == 0, desk.err
    held = nouns(desk)
    assert [(c.statement, c.importance, c.retired) for c in held.convictions] == [
        ("Bad news first", 5, None),
        ("Those nearest the work decide", None, MARCH),
    ]
    assert [(d.text, d.scope) for d in held.disconnects] == [
        ("Blame in talk", "self"),
        ("Night duty", "immediate"),
    ]
    assert [(k.act, k.cue, k.due) for k in held.commitments] == [
        ("wait a day", "a number is red", date(2025, 4, 1))
    ]
    assert [(n.person, n.text, n.kind) for n in held.needs] == [
        ("P1", "time", "stay current"),
        ("P1", "a mentor", None),
    ]
    assert [p.name for p in held.people] == ["Ana"]
    insight = next(a for a in answers_of(desk) if a.prompt == "convictions/insight")
    assert (insight.text, insight.visibility) == ("I take it back when afraid", "coach")
    assert all(answer.state != "open" for answer in answers_of(desk))


def test_the_same_answers_given_twice_make_every_noun_once(desk: Desk) -> None:
    begun(desk).run("crosscheck --answers -", given=NINE)
    before = nouns(desk)
    desk.run("crosscheck --answers -", given=NINE)
    assert desk.code == 0, desk.err
    assert nouns(desk) == before


def test_answers_given_anew_change_what_they_made(desk: Desk) -> None:
    begun(desk).run("crosscheck --answers -", given=NINE)
    anew = {
        "convictions/values": {"C2": {"act": "keep", "importance": 3}},
        "convictions/change": {"act": "wait two days", "cue": "a number is red"},
    }
    desk.run("crosscheck --answers -", given=anew)
    assert desk.code == 0, desk.err
    held = nouns(desk)
    assert [(k.code, k.act, k.due) for k in held.commitments] == [("K1", "wait two days", None)]
    assert (held.convictions[1].retired, held.convictions[1].importance) == (None, 3)


@pytest.mark.parametrize(
    ("id_", "given", "complaint"),
    [
        ("values", {"C1": {"act": "burn"}}, "convictions/values, C1: 'burn' is none of: keep, reword, retire"),
        ("values", {"C1": {"act": "reword"}}, "statement is missing"),
        ("values", {"C1": {"importance": 6}}, "importance is 6, not a step from 1 to 5"),
        ("values", {"C9": "keep"}, "'C9' is not asked about"),
        ("disconnects", {"text": "x", "scope": "all"}, "'all' is none of: self, immediate, larger"),
        ("disconnects", {"scope": "self"}, "text is missing"),
        ("change", {"act": "x", "due": "soon"}, "due is 'soon', not a day like 2025-09-30"),
        ("change", {"cue": "x"}, "act is missing"),
        ("change", {"act": "x", "person": "Ana"}, "takes no 'person'"),
        ("assistance", {"text": "time"}, "person is missing"),
        ("assistance", {"person": "P9", "text": "time"}, "there is no person P9"),
        ("assistance", {"person": "Ana", "text": "time", "kind": "money"}, "'money' is none of: do the job"),
        ("assistance", [{"person": "Ana", "text": "time"}, {"person": "Ben"}], "text is missing"),
        ("then", {"C1": 9}, "9 is not a step"),
        ("insight", ["x", "y"], "takes one answer"),
    ],
)
def test_a_bad_answer_is_refused_by_name_and_no_noun_is_left_behind(
    desk: Desk, id_: str, given: Any, complaint: str
) -> None:
    begun(desk)
    before = nouns(desk)
    good = {
        "convictions/disconnects": ["Blame in talk"],
        "convictions/assistance": [{"person": "Ben", "text": "x"}],
    }
    desk.run("crosscheck --answers -", given={**good, f"convictions/{id_}": given})
    assert desk.code == 3, desk.err
    assert f"convictions/{id_}" in desk.err
    assert complaint in desk.err
    assert nouns(desk) == before
    assert desk.journal().sitting("crosscheck", MARCH) is None


# ---- within a turn of several parts


def test_she_can_leave_while_she_is_asked_whether_a_name_joins_the_roster(desk: Desk) -> None:
    desk.run("people add Chi")
    to_needs(desk, "Ben", Leave())
    assert desk.code == 130


def test_back_at_the_importance_asks_again_what_becomes_of_the_conviction(desk: Desk) -> None:
    begun(desk, "No surprises").answering("keep", Back(), "reword", "Bad news first", "5", Leave()).run(
        "crosscheck"
    )
    assert desk.code == 130
    assert nouns(desk).convictions[0].statement == "Bad news first"


def test_who_goes_back_and_keeps_what_she_had_retired_has_kept_it(desk: Desk) -> None:
    begun(desk, "No surprises").answering("retire", Back(), "keep", "4", Leave()).run("crosscheck")
    assert nouns(desk).convictions[0].retired is None


def test_an_act_is_on_disk_whole_before_its_cue_is_asked_for(desk: Desk) -> None:
    to_change(desk, "wait one whole day", Leave())
    assert [a.text for a in answers_of(desk) if a.prompt == "convictions/change"] == ["wait one whole day"]


def test_a_new_wording_is_on_disk_whole_before_its_importance_is_asked_for(desk: Desk) -> None:
    begun(desk, "No surprises").answering("reword", "Bad news first", Leave()).run("crosscheck")
    kept = [nouns(desk).convictions[0].statement, *(a.text for a in answers_of(desk))]
    assert "Bad news first" in kept


# ---- the review that it offers


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2025-04-02", "2025 Q1"), ("2025-05-12", "2025 Q1"), ("2025-05-13", "2025 Q2"), ("2025-06-30", "2025 Q2")],
)
def test_in_a_quarters_first_weeks_the_review_is_that_of_the_last_one(desk: Desk, day: str, quarter: str) -> None:
    begun(desk, "No surprises").run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    held = desk.at(f"{day}T18:00").answering("keep", "4", "x", ([4], None), "", "", "", "", "yes", Leave())
    held.run("crosscheck")
    assert f"Review · {quarter}" in held.out


def test_in_the_first_quarter_of_all_it_is_that_one(desk: Desk) -> None:
    april = begun(desk.at("2025-04-01T18:00"), "No surprises")
    april.run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    held = desk.at("2025-04-10T18:00").answering("keep", "4", "x", ([4], None), "", "", "", "", "yes", Leave())
    held.run("crosscheck")
    assert "Review · 2025 Q2" in held.out
