"""reflect people: who is on the roster, under which names."""

from __future__ import annotations

from datetime import date

import pytest

from reflect.model import Person
from tests.conftest import Desk


def people(desk: Desk) -> tuple[Person, ...]:
    return desk.journal().nouns().people


def test_several_join_in_one_line(desk: Desk) -> None:
    desk.run("people add Ana Ben Chi")
    assert desk.code == 0, desk.err
    assert [(p.code, p.name, p.relation, p.since) for p in people(desk)] == [
        ("P1", "Ana", "steady", date(2025, 3, 3)),
        ("P2", "Ben", "steady", date(2025, 3, 3)),
        ("P3", "Chi", "steady", date(2025, 3, 3)),
    ]
    assert desk.err.count("is on your roster") == 3


def test_one_has_aliases_a_relation_and_may_lead_others(desk: Desk) -> None:
    desk.run(["people", "add", "  Annika  Berg ", "--alias", "Annie", "--alias", "Nika", "--relation", "in repair",
              "--leads-others"])  # fmt: skip
    assert desk.code == 0, desk.err
    (person,) = people(desk)
    assert (person.name, person.aliases, person.relation, person.leads_others) == (
        "Annika Berg", ("Annie", "Nika"), "in repair", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "people add Annika", "people add ANNIKA", "people add annie", "people add Ben --alias Annika",
        "people add Ben --alias ANNIE",
    ],
)  # fmt: skip
def test_a_name_that_somebody_has_already_is_refused(desk: Desk, line: str) -> None:
    desk.run("people add Annika --alias Annie").run(line)
    assert desk.code == 3
    assert "P1" in desk.err
    assert len(people(desk)) == 1


@pytest.mark.parametrize("line", ["people add Ben Ana ben", "people add Ben Chi Annie"])
def test_of_several_names_one_that_clashes_keeps_them_all_out(desk: Desk, line: str) -> None:
    desk.run("people add Annika --alias Annie").run(line)
    assert desk.code == 3
    assert "is on your roster." not in desk.err
    assert [p.name for p in people(desk)] == ["Annika"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["people", "add", ""], 3),
        (["people", "add", "  "], 3),
        (["people", "add", "Ana", "Ben", "--alias", "Annie"], 3),
        (["people", "add", "Ana", "--relation", "friendly"], 3),
        (["people", "add"], 2),
    ],
)
def test_what_makes_no_person_is_refused(desk: Desk, line: list[str], code: int) -> None:
    desk.run("convictions add --from -", given="No surprises").run(line)
    assert (desk.code, people(desk)) == (code, ())


def test_a_relation_that_is_none_names_those_that_are(desk: Desk) -> None:
    desk.run(["people", "add", "Ana", "--relation", "friendly"])
    assert "new, steady, in repair" in desk.err


def test_the_list_shows_everybody_with_their_codes(desk: Desk) -> None:
    desk.run("people add Annika --alias Annie").run("people add José")
    assert desk.run("people").out == desk.run("people list").out
    for word in ("P1", "Annika", "Annie", "P2", "José", "steady"):
        assert word in desk.out
    rows = desk.run("people --json").json["sections"][0]["blocks"][0]["rows"]
    assert [(row["person"], row["name"], row["relation"]) for row in rows] == [
        ("P1", "Annika", "steady"), ("P2", "José", "steady"),
    ]  # fmt: skip


def test_an_empty_roster_says_how_to_begin(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises").run("people")
    assert desk.code == 0
    assert "reflect people add" in desk.out


def test_a_code_is_never_given_twice(desk: Desk) -> None:
    desk.run("people add Ana Ben").run("people left Ben").run("people add Chi")
    assert [(p.code, p.name) for p in people(desk)] == [("P1", "Ana"), ("P2", "Ben"), ("P3", "Chi")]


@pytest.mark.parametrize("words", ["Zoë", "zoe", "ZOE", "Zo", "P1", " p1 "])
def test_a_filter_finds_a_person_as_every_other_command_does(desk: Desk, words: str) -> None:
    """By code, name or alias, in any case, with or without accents."""
    desk.run("people add Zoë --alias Zo")
    given = {"small-gains/given": {"person": "Zoë", "choice": "thanks", "text": "for the talk"}}
    desk.run("log gain --answers -", given=given)
    assert "for the talk" in desk.run(["list", "--person", words]).out, desk.err


def test_a_filter_that_may_mean_two_people_says_so(desk: Desk) -> None:
    desk.run("people add Zoe").run("people add Zoë")
    desk.run(["people", "edit", "P1", "--name", "Zoé"])
    desk.run(["list", "--person", "zöe"])
    assert desk.code == 3
    assert "P1 Zoé and P2 Zoë" in desk.err
