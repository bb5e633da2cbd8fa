"""Events at the desk: what the daily's tally makes, and the forms of reflect log."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reflect.model import DEMONSTRATION, LIVED, TALLY, Entry
from tests.conftest import Desk, Leave


def begun(desk: Desk, *statements: str) -> Desk:
    """A desk with one conviction (or these) and two people, since Monday 3 March 2025."""
    for statement in statements or ("No surprises",):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk.run("people add Ana Ben")


def events(desk: Desk, kind: str) -> list[Entry]:
    day = desk.moment.date()
    return desk.journal().entries(day, day, kind)


# ---- the tally


@pytest.mark.parametrize("keys", [(Leave(),), ("P1", Leave())])
def test_who_leaves_at_a_tallied_event_has_left_and_finds_it_again(desk: Desk, keys: tuple[Any, ...]) -> None:
    left = begun(desk).answering("Told them", ([4], ["gain", "credit"]), *keys).run("daily")
    assert left.code == 130
    assert events(desk, "gain") == []
    again = desk.answering("yes", "P1", "thanks", "given", "no").run("daily")
    assert again.code == 0, again.err
    assert again.script is not None
    assert again.script.asked[0] == "Not logged yet of its tally: gain, credit. Now?"
    assert [(e.answers[0].person, e.answers[0].choice) for e in events(desk, "gain")] == [("P1", "thanks")]
    assert len(events(desk, "credit")) == 1
    assert desk.answering("no").run("daily").code == 0


def test_what_was_told_before_she_left_is_not_asked_again(desk: Desk) -> None:
    begun(desk).answering("Told them", ([4], ["gain", "credit"]), "P1", "thanks", Leave()).run("daily")
    assert len(events(desk, "gain")) == 1
    again = desk.answering("yes", "given", "no").run("daily")
    assert again.script is not None
    assert again.script.asked[0].startswith("Not logged yet of its tally: credit.")
    assert len(events(desk, "gain")) == 1


def test_who_does_not_want_to_tell_it_can_still_change_an_answer(desk: Desk) -> None:
    begun(desk).answering("Told them", ([4], ["credit"]), Leave()).run("daily")
    declined = desk.answering("no", "yes", Leave()).run("daily")
    assert declined.script is not None
    assert declined.script.asked[:2] == ["Not logged yet of its tally: credit. Now?", "Change an answer?"]
    assert events(desk, "credit") == []


def test_by_a_script_whom_she_heard_goes_with_the_audience_that_it_waits_for(desk: Desk) -> None:
    """A quick field that applies only after another one of its form is printed with its condition, and taken."""
    printed = {prompt["id"]: prompt for prompt in begun(desk).run("daily --json").json["prompts"]}
    assert printed["convictions/conversation-person"]["when"] == {
        TALLY: ["heard"], "convictions/conversation-audience": ["employee"],
    }  # fmt: skip
    given = {
        LIVED: {"C1": 4},
        TALLY: ["heard"],
        "convictions/conversation-audience": "employee",
        "convictions/conversation-person": "Ben",
    }
    desk.run("daily --answers -", given=given)
    assert desk.code == 0, desk.err
    (heard,) = events(desk, "conversation")
    said = [(a.prompt.partition("/")[2], a.choice, a.person) for a in heard.answers if a.state == "answered"]
    assert said == [("conversation-audience", "employee", None), ("conversation-person", None, "P2")]


@pytest.mark.parametrize("given", [{LIVED: {"C1": 4}, TALLY: ["none"]}, {LIVED: {"C1": 4}}])
def test_an_ordinary_day_reads_no_pack_but_its_own_and_those_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any]
) -> None:
    begun(desk).run("focus step-back")
    read = watched(monkeypatch)
    desk.run("daily --answers -", given=given)
    assert desk.code == 0, desk.err
    assert dict(read) == {"convictions": 1, "daily": 1, "step-back": 1}


def test_a_day_with_a_gain_reads_each_pack_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read = watched(monkeypatch)
    begun(desk).run("focus step-back")
    read.clear()
    desk.answering("Told them", ([4], ["gain"]), "", "P1", "thanks").run("daily")
    assert len(events(desk, "gain")) == 1
    assert len(read) == 6
    assert set(read.values()) == {1}


def watched(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each pack is read from now on."""
    import reflect.packs

    read: Counter[str] = Counter()
    inner = reflect.packs.read_pack

    def reading(path: Path) -> Any:
        read[path.stem] += 1
        return inner(path)

    monkeypatch.setattr(reflect.packs, "read_pack", reading)
    return read


# ---- a demonstration, logged


def test_a_demonstration_is_asked_with_the_words_of_the_conviction_that_she_picks(desk: Desk) -> None:
    begun(desk, "No surprises", "Those nearest decide")
    logged = desk.answering("C2", "Left it with Ana", "yes", "them").run("log demonstration")
    assert logged.code == 0, logged.err
    assert logged.script is not None
    assert logged.script.asked[:2] == [
        "Which conviction?",
        "Name one thing you did today that someone who holds “Those nearest decide” would recognise.",
    ]
    (event,) = events(desk, "demonstration")
    assert (event.answers[0].conviction, event.answers[0].text) == ("C2", "Left it with Ana")


def test_as_json_a_demonstration_says_what_there_is_to_choose_from(desk: Desk) -> None:
    first = begun(desk, "No surprises", "Those nearest decide").run("log demonstration --json").json["prompts"][0]
    assert first["asked"] == "Name one thing you did today that someone who holds “<conviction>” would recognise."
    assert first["convictions"] == [
        {"conviction": "C1", "statement": "No surprises"},
        {"conviction": "C2", "statement": "Those nearest decide"},
    ]
    said = {"conviction": "C2", "text": "Left it with Ana"}
    desk.run("log demonstration --answers -", given={DEMONSTRATION: said})
    assert desk.code == 0, desk.err
    assert events(desk, "demonstration")[0].answers[0].conviction == "C2"


def test_a_demonstration_of_no_conviction_is_refused(desk: Desk) -> None:
    begun(desk).run("log demonstration --answers -", given={DEMONSTRATION: "Told them"})
    assert desk.code == 3
    assert "conviction is missing" in desk.err
    assert events(desk, "demonstration") == []


def test_without_a_conviction_no_demonstration_is_asked_for(desk: Desk) -> None:
    for line in ("log demonstration", "log demonstration --json"):
        desk.run(line)
        assert desk.code == 4
        assert "no conviction" in desk.err
    assert not desk.home.exists()


# ---- naming somebody


@pytest.mark.parametrize(("reply", "people"), [("it is", ["Ana", "Ben"]), ("yes", ["Ana", "Ben", "An"])])
def test_the_beginning_of_one_name_offers_that_person_before_somebody_new(
    desk: Desk, reply: str, people: list[str]
) -> None:
    begun(desk).answering("given", "An", reply).run("log credit")
    assert desk.code == 0, desk.err
    nouns = desk.journal().nouns()
    assert [person.name for person in nouns.people] == people
    assert events(desk, "credit")[0].answers[-1].person == ("P1" if reply == "it is" else "P3")
