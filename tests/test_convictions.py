"""reflect convictions: said, reworded, weighed and retired, with every wording kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reflect.model import Conviction
from tests.conftest import Desk, Leave

MARCH = date(2025, 3, 3)


def said(desk: Desk, *statements: str) -> Desk:
    for statement in statements:
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk


def convictions(desk: Desk) -> tuple[Conviction, ...]:
    return desk.journal().nouns().convictions


def test_one_is_said_at_a_terminal_and_weighed_by_a_key(desk: Desk) -> None:
    desk.answering("No surprises", "5").run("convictions add")
    assert desk.code == 0, desk.err
    assert "C1 is held from today: No surprises" in desk.err
    (held,) = convictions(desk)
    assert (held.statement, held.importance, held.since, held.visibility) == ("No surprises", 5, MARCH, "private")


def test_one_comes_from_standard_input_or_a_file(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "second.txt"
    file.write_text("  Those nearest\nthe work   decide \n")
    said(desk, "No surprises").run(["convictions", "add", "--importance", "4", "--from", str(file)])
    assert [(c.code, c.statement, c.importance) for c in convictions(desk)] == [
        ("C1", "No surprises", None),
        ("C2", "Those nearest the work decide", 4),
    ]


@pytest.mark.parametrize("words", ["", "   \n", "\n\n"])
def test_one_without_words_is_none(desk: Desk, words: str) -> None:
    desk.run("convictions add --from -", given=words)
    assert desk.code == 3
    assert "needs a sentence" in desk.err
    desk.run("convictions --json")
    assert "C1" not in desk.out


def test_leaving_while_it_is_said_keeps_none(desk: Desk) -> None:
    desk.answering(Leave("No surp")).run("convictions add")
    assert desk.code == 130
    assert convictions(desk) == ()


@pytest.mark.parametrize("importance", ["6", "0", "-1", "much"])
def test_importance_has_five_steps(desk: Desk, importance: str) -> None:
    desk.run(["convictions", "add", f"--importance={importance}", "--from", "-"], given="No surprises")
    assert desk.code == 2
    assert "is not a step from 1 to 5" in desk.err
    assert "--importance 1-5" in desk.run("convictions add --help").out


@pytest.mark.parametrize("code", ["C1", "c1"])
def test_show_says_every_wording_and_what_was_answered_about_it(desk: Desk, code: str) -> None:
    said(desk, "No surprises").run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    desk.at("2025-04-01T18:00").run("convictions edit C1 --importance 4 --from -", given="Bad news first")
    shown = desk.run(f"convictions show {code}")
    assert shown.code == 0, shown.err
    assert "No surprises" in shown.out
    assert "Bad news first" in shown.out
    assert "matters 4" in shown.out
    assert shown.out == desk.run("show C1").out


def test_show_of_one_that_there_is_not_names_the_nearest(desk: Desk) -> None:
    said(desk, "No surprises").run("convictions show C11")
    assert desk.code == 4
    assert "Did you mean C1?" in desk.err


def test_an_eighth_is_refused_and_says_which_way_out_there_is(desk: Desk) -> None:
    said(desk, *(f"Belief {n}" for n in range(1, 8)))
    desk.run("convictions add --from -", given="Belief 8")
    assert desk.code == 3
    assert "reflect convictions retire" in desk.err
    assert len(convictions(desk)) == 7
    said(desk.run("convictions retire C3"), "Belief 8")
    assert convictions(desk)[-1].code == "C8"


def test_all_seven_stand_in_one_daily(desk: Desk) -> None:
    printed = said(desk, *(f"Belief {n}" for n in range(1, 8))).run("daily --json").json
    assert len(printed["prompts"][1]["rows"]) == 7


def test_a_new_wording_holds_from_its_day_and_the_old_one_stays(desk: Desk) -> None:
    said(desk, "No surprises")
    june = desk.at("2025-06-02T18:00")
    june.run("convictions edit C1 --from -", given="Bad news first")
    assert june.code == 0
    july = desk.at("2025-07-01T18:00")
    july.run("convictions edit c1 --importance 4")
    assert july.code == 0
    (held,) = convictions(desk)
    assert [(w.since, w.statement, w.importance) for w in held.wordings] == [
        (MARCH, "No surprises", None),
        (date(2025, 6, 2), "Bad news first", None),
        (date(2025, 7, 1), "Bad news first", 4),
    ]
    assert held.worded_on(date(2025, 5, 1)).statement == "No surprises"


def test_a_wording_of_the_same_day_is_replaced(desk: Desk) -> None:
    said(desk, "No suprises").run("convictions edit C1 --from -", given="No surprises")
    assert [w.statement for w in convictions(desk)[0].wordings] == ["No surprises"]


def test_the_standing_words_stand_in_the_field(desk: Desk) -> None:
    said(desk, "No surprises")
    desk.answering("No surprises, upward or downward").run("convictions edit C1")
    assert convictions(desk)[0].statement == "No surprises, upward or downward"


def test_a_retired_one_is_listed_and_asked_about_no_more(desk: Desk) -> None:
    said(desk, "No surprises", "Credit to the doer")
    june = desk.at("2025-06-02T18:00").run("convictions retire C1")
    assert june.code == 0
    rows = june.run("convictions list --json").json["sections"][0]["blocks"][0]["rows"]
    assert [(row["conviction"], row["retired"]) for row in rows] == [("C1", "2025-06-02"), ("C2", None)]
    printed = june.run("daily --json").json
    assert [row["conviction"] for row in printed["prompts"][1]["rows"]] == ["C2"]
    june.run("convictions retire C1")
    assert june.code == 3
    assert "retired on 2025-06-02 already" in june.err


@pytest.mark.parametrize("act", ["edit C9 --importance 3", "retire C9", "retire surprises"])
def test_an_unknown_code_is_named(desk: Desk, act: str) -> None:
    said(desk, "No surprises").run(f"convictions {act}")
    assert desk.code == 4
    assert "There is no conviction" in desk.err


def test_the_list_says_what_is_held_how_much_it_matters_and_since_when(desk: Desk) -> None:
    said(desk, "No surprises").run("convictions edit C1 --importance 5")
    desk.run("convictions")
    assert "C1" in desk.out
    assert "No surprises" in desk.out
    assert "3 Mar" in desk.out
    assert desk.run("convictions").out == desk.run("convictions list").out
    row = desk.run("convictions --json").json["sections"][0]["blocks"][0]["rows"][0]
    assert row == {
        "conviction": "C1", "statement": "No surprises", "importance": 5, "since": "2025-03-03", "retired": None,
    }  # fmt: skip


def test_an_empty_list_says_how_to_begin(desk: Desk) -> None:
    desk.run("people add Ana").run("convictions")
    assert desk.code == 0
    assert "reflect convictions add" in desk.out


@pytest.mark.parametrize(
    "line", ["convictions", "convictions list", "convictions retire C1", "people", "people list"]
)
def test_looking_at_an_empty_home_makes_nothing(desk: Desk, line: str) -> None:
    desk.run(line)
    assert desk.code == 4
    assert "There is no journal yet" in desk.err
    assert not desk.home.exists()


def test_words_that_could_act_on_a_terminal_do_not(desk: Desk) -> None:
    said(desk, "No \x1b[31msurprises\x1b[0m [bold]ever[/bold]").run("convictions")
    assert "\x1b" not in desk.out
    assert "[bold]ever[/bold]" in " ".join(desk.out.split())
