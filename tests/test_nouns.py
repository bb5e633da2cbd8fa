"""reflect commitments, disconnects and needs, at the desk."""

from __future__ import annotations

from typing import Any

import pytest

from reflect.cli.keeping import every_noun
from reflect.model import Nouns
from tests.conftest import Back, Coach, Desk, Leave

COMMITMENT = {"cue": "a number is red", "act": "ask what Ana proposes", "due": "2025-03-10"}


def nouns(desk: Desk) -> Nouns:
    journal = desk.journal()
    try:
        return journal.nouns()
    finally:
        journal.close()


def exported(desk: Desk) -> str:
    assert desk.run("export --format jsonl").code == 0, desk.err
    return desk.out


def rows(desk: Desk, line: str, key: str) -> list[dict[str, Any]]:
    """The rows of a table that a list shows as JSON."""
    assert desk.run(f"{line} --json").code == 0, desk.err
    blocks = desk.json["sections"][0]["blocks"]
    return next((block["rows"] for block in blocks if block["key"] == key), [])


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with Ana on the roster, a commitment, a disconnect and a need."""
    for line, given in (
        ("people add Ana --alias Annie", ""),
        ("commitments add --from -", COMMITMENT),
        ("disconnects add --scope immediate --from -", "The rota favours the old hands"),
        ("needs add Ana --from -", "a second reviewer"),
    ):
        assert desk.run(line, given=given).code == 0, desk.err
    return desk


# ---- adding


def test_a_commitment_is_asked_for_as_cue_act_and_day(desk: Desk) -> None:
    desk.answering("a number is red", "ask what Ana proposes", "2025-03-10").run("commitments add")
    assert desk.code == 0, desk.err
    (made,) = nouns(desk).commitments
    assert (made.code, made.cue, made.act) == ("K1", "a number is red", "ask what Ana proposes")
    assert (made.made.isoformat(), str(made.due), made.visibility) == ("2025-03-03", "2025-03-10", "private")


def test_back_goes_to_the_part_before_and_a_day_that_is_over_is_asked_again(desk: Desk) -> None:
    asked = desk.answering("a cue", "an act", Back(), "another act", "2025-03-01", "soon", "")
    asked.run("commitments add")
    assert asked.code == 0, asked.err
    assert asked.script is not None
    assert "2025-03-01 is over." in asked.script.shown[5]
    (made,) = nouns(desk).commitments
    assert (made.act, made.due) == ("another act", None)


def test_leaving_an_interview_keeps_nothing(desk: Desk) -> None:
    desk.answering("a cue", Leave("an a")).run("commitments add")
    assert desk.code == 130
    assert desk.run("commitments add --from -", given=COMMITMENT).code == 0
    assert [held.code for held in nouns(desk).commitments] == ["K1"]


def test_what_is_marked_for_the_coach_while_it_is_asked_is_kept_so(desk: Desk) -> None:
    desk.answering("a cue", Coach("an act"), "").run("commitments add")
    assert nouns(desk).commitments[0].visibility == "coach"
    desk.answering(Coach("We punish red"), "self").run("disconnects add")
    assert nouns(desk).disconnects[0].visibility == "coach"


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("{", "standard input, line 1, column 2: not JSON"),
        ("[]", "is no JSON object"),
        ('{"cue": "x"}', "needs an act"),
        ('{"act": 5}', "act is 5, which is not a text"),
        ('{"act": "x", "duo": "x"}', "no field 'duo'; known: cue, act, due. Did you mean due?"),
        ('{"act": "x", "due": "2025-02-30"}', "There is no day 30"),
        ('{"act": "x", "due": "2025-03-02"}', "2025-03-02 is over"),
        ("[" * 100_000, "JSON that no field can hold"),
        ('{"act": ' + "9" * 5000 + "}", "JSON that no field can hold"),
    ],
)
def test_a_file_that_is_no_commitment_is_refused_with_the_place(desk: Desk, given: str, complaint: str) -> None:
    desk.run("people add Ana")
    desk.run("commitments add --from -", given=given)
    assert desk.code == 3
    assert complaint in desk.err
    assert nouns(desk).commitments == ()


def test_without_a_terminal_or_a_file_there_is_nobody_to_ask(kept: Desk) -> None:
    for line in ("commitments add", "disconnects add", "needs add Ana", "commitments close K1", "people edit Ana"):
        kept.run(line)
        assert kept.code == 2, line
        assert "no terminal" in kept.err


def test_a_disconnect_is_asked_for_with_its_scope_and_a_connect_is_one_too(desk: Desk) -> None:
    desk.answering("The rota favours the old hands", "immediate").run("disconnects add")
    desk.answering("The demo day is theirs", "self").run("disconnects add --connects")
    parts, meets = nouns(desk).disconnects
    assert (parts.kind, parts.scope, parts.text) == ("disconnect", "immediate", "The rota favours the old hands")
    assert (meets.kind, meets.scope) == ("connect", "self")
    assert [row["disconnect"] for row in rows(desk, "disconnects", "reach")] == ["D1"]
    assert [row["disconnect"] for row in rows(desk, "disconnects --connects", "reach")] == ["D2"]


def test_a_need_of_a_new_name_joins_with_it_and_goes_with_it(kept: Desk) -> None:
    before = exported(kept)
    kept.answering("Chi", "yes", "a quiet room", "do the job").run("needs add")
    assert kept.code == 0, kept.err
    need = nouns(kept).needs[-1]
    assert (need.person, need.kind, need.state) == ("P2", "do the job", "asked")
    assert nouns(kept).people[-1].name == "Chi"
    kept.run("undo")
    assert exported(kept) == before


def test_a_new_name_that_is_not_confirmed_is_asked_again(kept: Desk) -> None:
    asked = kept.answering("Anna", "no", "annie", "a quiet room", "advance")
    asked.run("needs add")
    assert asked.code == 0, asked.err
    assert asked.script is not None
    assert "Who, then?" in asked.script.shown[2]
    assert nouns(kept).needs[-1].person == "P1"
    assert len(nouns(kept).people) == 1


# ---- looking


def test_commitments_stand_by_their_day_and_closed_ones_under_them_newest_last(desk: Desk) -> None:
    for due in ("2025-05-01", None, "2025-04-01"):
        desk.run("commitments add --from -", given={"act": f"by {due}", "due": due})
    for number in range(7):
        desk.run("commitments add --from -", given={"act": f"old {number}"})
        desk.at(f"2025-03-{10 + number}T18:00").run(f"commitments close K{4 + number} --outcome kept")
        assert desk.code == 0, desk.err
    assert [row["commitment"] for row in rows(desk, "commitments", "open")] == ["K3", "K1", "K2"]
    closed = [row["commitment"] for row in rows(desk, "commitments list", "closed")]
    assert closed == ["K6", "K7", "K8", "K9", "K10"]
    assert "and 2 earlier: reflect commitments list --all" in desk.run("commitments").out
    assert len(rows(desk, "commitments list --all", "closed")) == 7


def test_a_commitment_whose_day_has_come_is_asked_after(kept: Desk) -> None:
    assert "has come" not in kept.run("commitments").out
    later = kept.at("2025-03-10T18:00").run("commitments")
    assert "The day of K1 has come. What came of it?" in later.out
    assert "reflect commitments close K1" in later.out


def test_own_reach_stands_by_age_and_the_larger_organization_apart_without_one(desk: Desk) -> None:
    for day, scope in (("01", "larger"), ("03", "self"), ("02", "immediate")):
        desk.at(f"2025-01-{day}T18:00").run(f"disconnects add --scope {scope} --from -", given=f"{scope} parts")
    assert [row["scope"] for row in rows(desk, "disconnects", "reach")] == ["immediate", "myself"]
    (larger,) = rows(desk, "disconnects", "larger")
    assert larger["open"] is None
    assert "never overdue" in desk.run("disconnects").out


def test_needs_that_are_open_stand_first_with_their_days(kept: Desk) -> None:
    kept.at("2025-03-01T18:00").run("needs add Ana --from -", given="older than it looks")
    assert kept.code == 0, kept.err
    kept.run("needs close N1 --state met")
    (still,) = rows(kept.at("2025-03-21T18:00"), "needs", "open")
    assert (still["need"], still["name"], still["open"]) == ("N2", "Ana", {"days": 20})
    assert [row["need"] for row in rows(kept, "needs", "closed")] == ["N1"]


@pytest.mark.parametrize(("group", "code"), [("commitments", "K1"), ("disconnects", "D1"), ("needs", "N1")])
def test_show_of_a_code_prints_the_same_in_both_places(kept: Desk, group: str, code: str) -> None:
    for more in ("", " --json"):
        one = kept.run(f"{group} show {code.lower()}{more}").out
        assert one
        assert one == kept.run(f"show {code}{more}").out


@pytest.mark.parametrize("group", ["commitments", "disconnects", "needs"])
def test_an_unknown_code_is_exit_4_with_the_nearest(kept: Desk, group: str) -> None:
    letter = {"commitments": "K", "disconnects": "D", "needs": "N"}[group]
    for act in ("show", "edit", "close"):
        kept.run(f"{group} {act} {letter}7")
        assert kept.code == 4
        assert f"Did you mean {letter}1?" in kept.err


def test_a_sealed_one_is_listed_without_its_words_and_shown_with_them(kept: Desk) -> None:
    for code, line, words in (
        ("K1", "commitments", "a number is red"),
        ("D1", "disconnects", "old hands"),
        ("N1", "needs", "reviewer"),
    ):
        kept.run(f"mark {code} sealed")
        for more in ("", " --json"):
            listed = kept.run(f"{line}{more}").out
            assert code in listed
            assert words not in listed
        assert words in kept.run(f"{line} show {code}").out


# ---- changing

CHANGES = [
    ("commitments edit K1 --due 2025-04-01", ""),
    ("commitments edit K1 --from -", '{"cue": null, "act": "wait"}'),
    ("commitments close K1 --outcome partly", ""),
    ("disconnects edit D1 --scope larger", ""),
    ("disconnects edit D1 --from -", "Other words"),
    ("disconnects close D1 --from -", "The rota is drawn by lot"),
    ("disconnects close D1", ""),
    ("needs edit N1 --from -", "a third reviewer"),
    ("needs edit N1 --kind advance --state met", ""),
    ("needs move N1 --state under-way", ""),
    ("needs close N1 --state forgotten", ""),
    ("people edit Ana --relation in-repair --since 2025-02-01", ""),
    ("people edit Ana --name Anna --no-alias Annie --leads-others", ""),
    ("people left Ana --on 2025-03-01", ""),
]


@pytest.mark.parametrize("visibility", ["coach", "sealed"])
@pytest.mark.parametrize(("line", "given"), CHANGES)
def test_every_change_keeps_the_visibility_and_undo_brings_back_every_byte(
    kept: Desk, line: str, given: str, visibility: str
) -> None:
    for code in ("P1", "K1", "D1", "N1"):
        kept.run(f"mark {code} {visibility}")
    before = exported(kept)
    later = kept.at("2025-03-05T18:00")
    assert later.run(line, given=given).code == 0, later.err
    assert exported(kept) != before
    assert {one.visibility for one in every_noun(nouns(kept))} == {visibility}
    kept.run("undo")
    assert exported(kept) == before


def test_all_changes_are_taken_back_one_after_the_other(kept: Desk) -> None:
    states = []
    for line, given in CHANGES:
        before = exported(kept)
        if kept.run(line, given=given).code == 0:
            states.append(before)
    assert len(states) > 8
    for state in reversed(states):
        kept.run("undo")
        assert exported(kept) == state


def test_an_edit_that_changes_nothing_is_no_change_in_the_history(kept: Desk) -> None:
    before = exported(kept)
    kept.answering("a number is red", "ask what Ana proposes", "2025-03-10").run("commitments edit K1")
    assert "left as it was" in kept.err
    kept.answering("The rota favours the old hands", "immediate").run("disconnects edit D1")
    assert "left as it was" in kept.err
    kept.run("undo")
    assert "need N1 a second reviewer, added" in kept.err
    assert exported(kept) != before


def test_an_edit_leaves_alone_what_another_terminal_changed_meanwhile(kept: Desk) -> None:
    class Elsewhere(str):
        """An answer that, while it is typed, sees another terminal move the day."""

        __slots__ = ()

        def split(self, *_rest: Any) -> list[str]:  # called when the answer is read
            if not nouns(kept).commitments[0].outcome:
                Desk(kept.home, kept.moment, last={"chance": kept.last["chance"]}).run(
                    "commitments close K1 --outcome kept"
                )
            return str(self).split()

    kept.answering(Elsewhere("a number is amber"), "ask what Ana proposes", "2025-03-10").run(
        "commitments edit K1"
    )
    (held,) = nouns(kept).commitments
    assert (held.cue, held.outcome) == ("a number is amber", "kept")


def test_an_outcome_is_asked_by_one_key_and_can_be_said_otherwise_later(kept: Desk) -> None:
    kept.answering("partly").run("commitments close K1")
    assert nouns(kept).commitments[0].outcome == "partly"
    kept.at("2025-03-20T18:00").run("commitments close K1 --outcome not")
    (held,) = nouns(kept).commitments
    assert (held.outcome, str(held.closed)) == ("not", "2025-03-03")
    kept.run("commitments close K1 --outcome not")
    assert kept.code == 3
    assert "closed as not already" in kept.err
    kept.run("commitments close K1 --outcome keept")
    assert "Did you mean kept?" in kept.err


def test_a_past_day_may_stay_but_none_can_be_set(kept: Desk) -> None:
    later = kept.at("2025-06-01T18:00")
    later.answering("a number is red", "wait", "2025-03-10").run("commitments edit K1")
    assert later.code == 0, later.err
    assert str(nouns(kept).commitments[0].due) == "2025-03-10"
    later.run("commitments edit K1 --due 2025-05-01")
    assert later.code == 3


def test_a_disconnect_is_closed_once_and_how_may_be_asked(kept: Desk) -> None:
    kept.answering("Drawn by lot now").run("disconnects close D1")
    (closed,) = nouns(kept).disconnects
    assert (closed.how, str(closed.closed)) == ("Drawn by lot now", "2025-03-03")
    kept.run("disconnects close D1")
    assert kept.code == 3
    assert "closed on 2025-03-03 already" in kept.err


def test_a_need_keeps_the_days_on_which_it_moved(kept: Desk) -> None:
    for day, state in (("04", "under way"), ("06", "met"), ("06", "forgotten"), ("07", "asked")):
        kept.at(f"2025-03-{day}T18:00").run(["needs", "move", "N1", "--state", state])
        assert kept.code == 0, kept.err
    (need,) = nouns(kept).needs
    assert [(str(step.since), step.state) for step in need.steps] == [
        ("2025-03-03", "asked"),
        ("2025-03-04", "under way"),
        ("2025-03-06", "forgotten"),
        ("2025-03-07", "asked"),
    ]


def test_a_need_moved_back_the_same_day_stands_as_if_it_had_not_moved(kept: Desk) -> None:
    for state in ("under way", "met", "asked"):
        kept.run(["needs", "move", "N1", "--state", state])
        assert kept.code == 0, kept.err
    assert [step.state for step in nouns(kept).needs[0].steps] == ["asked"]
    kept.run("needs move N1 --state asked")
    assert kept.code == 3
    kept.run("needs close N1 --state asked")
    assert "One of: met, refused and told, forgotten." in kept.err
