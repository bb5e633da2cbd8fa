"""Where somebody new to the interview stumbled: what is asked, what a key does, and what can be taken back."""

from __future__ import annotations

import json

import pytest

from reflect.asking.persons import more_than_a_name
from reflect.model import LIVED, Answer, Entry
from reflect.sittings.tallied import in_short
from tests.conftest import Back, Desk, Leave, Pass


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A desk with a conviction and two people."""
    desk.run("convictions add --from -", given="No surprises")
    return desk.run("people add Mira Ben")


def events(desk: Desk, kind: str) -> list[Entry]:
    day = desk.moment.date()
    return desk.journal().entries(day, day, kind)


def given(desk: Desk) -> Answer:
    return next(a for a in events(desk, "gain")[-1].answers if a.prompt == "small-gains/given")


FIELDS_AFTER = ("", "", "", "I did")
GAIN = ("Mira", "idea", "A book on rotas", *FIELDS_AFTER)


# ---- a name first


def test_a_sentence_is_no_name_and_is_kept_for_the_text(held: Desk) -> None:
    sentence = "Sat with the new ones until the build was green"
    told = held.answering(sentence, "Mira", "listened", sentence, *FIELDS_AFTER).run("log gain")
    assert told.code == 0, told.err
    assert told.script is not None
    assert not any("roster" in question for question in told.script.asked)
    assert (given(held).person, given(held).text) == ("P1", sentence)


def test_names_that_stand_in_a_sentence_are_offered_first(held: Desk) -> None:
    answers = ("I thanked Ben for staying late", "P2", "thanks", "I thanked Ben", *FIELDS_AFTER)
    told = held.answering(*answers).run("log gain")
    assert told.code == 0, told.err
    assert told.script is not None
    assert told.script.asked[1] == "That is more than a name. Who was it?"
    assert (given(held).person, given(held).text) == ("P2", "I thanked Ben")


def test_after_a_sentence_without_a_name_it_can_still_be_told(held: Desk) -> None:
    sentence = "The night shift got their rota a week early"
    held.answering(sentence, "", "thanks", sentence, *FIELDS_AFTER).run("log gain")
    assert held.code == 0, held.err
    assert (given(held).person, given(held).choice, given(held).text) == (None, "thanks", sentence)


def test_what_was_typed_in_place_of_a_name_is_a_draft_when_she_leaves(held: Desk) -> None:
    held.answering(Leave("I sat with the new ones till late")).run("log gain")
    assert (given(held).state, given(held).text) == ("open", "I sat with the new ones till late")


def test_a_name_that_is_not_to_be_added_is_asked_for_again_and_can_be_passed(held: Desk) -> None:
    held.answering("Nora", "no", "", "thanks", "The painters", *FIELDS_AFTER).run("log gain")
    assert held.code == 0, held.err
    assert len(held.journal().nouns().people) == 2
    assert given(held).person is None


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("Mira", False),
        ("Ana Maria de Souza", False),
        ("Sammy Davis Jr.", False),
        ("Thanked Mira properly.", True),
        ("I sat with the new ones", True),
    ],
)
def test_more_than_four_words_or_a_sentence_are_no_name(words: str, more: bool) -> None:
    assert more_than_a_name(words) is more


# ---- a gain without a person


def test_a_gain_of_nobody_on_the_roster_goes_through_every_part_of_the_program(held: Desk) -> None:
    held.answering(Pass(), "thanks", "The whole night shift", *FIELDS_AFTER).run("log gain")
    assert held.code == 0, held.err
    assert (given(held).state, given(held).person, given(held).text) == ("answered", None, "The whole night shift")
    lossless = held.run("export --format jsonl").out
    assert held.code == 0, held.err
    other = Desk(held.home.parent / "other", held.moment)
    assert other.run("import jsonl -", given=lossless).code == 0, other.err
    assert other.run("export --format jsonl").out == lossless
    for line in ("review --week", "review --week --format json", "status", "list", "export --coach"):
        assert held.run(line).code == 0, (line, held.err)


def test_a_gain_of_which_nothing_is_told_is_passed(held: Desk) -> None:
    held.answering(Pass(), Pass(), Pass(), *FIELDS_AFTER).run("log gain")
    assert given(held).state == "passed"


def test_a_daily_question_about_a_person_is_passed_by_one_key(held: Desk) -> None:
    held.run("focus their-success")
    held.answering("Told them", ([4], ["none"]), Pass()).run("daily")
    assert held.code == 0, held.err


# ---- undo


def test_a_form_is_taken_back_as_a_whole(held: Desk) -> None:
    before = held.run("export --format jsonl").out
    held.answering("Nora", "yes", *GAIN[1:]).run("log gain")
    undone = held.run("undo")
    assert undone.err.startswith("Taken back: gain, Nora, added"), undone.err
    assert "at 18:00" not in undone.err, "it was done today"
    assert held.run("export --format jsonl").out == before


def test_an_edit_is_taken_back_as_a_whole_and_says_what_it_changed(held: Desk) -> None:
    held.answering(*GAIN).run("log gain")
    before = held.run("export --format jsonl").out
    id_ = events(held, "gain")[0].id[-6:]
    edited = held.at("2025-03-04T18:00").answering("Mira", "thanks", "A book on rotas", *FIELDS_AFTER)
    edited.run(f"edit {id_}")
    assert edited.script is not None
    assert edited.script.said[-1] == "Changed. To take it back: reflect undo"
    undone = edited.at("2025-03-05T18:00").run("undo")
    assert undone.err == "Taken back: gain, Mira: “Which?” idea → thanks. It was done on Tue 4 Mar at 18:00.\n"
    assert held.run("export --format jsonl").out == before


def test_an_edit_that_changes_nothing_says_so_and_makes_no_history(held: Desk) -> None:
    held.answering(*GAIN).run("log gain")
    id_ = events(held, "gain")[0].id[-6:]
    again = held.answering("Mira", "idea", "A book on rotas", *FIELDS_AFTER).run(f"edit {id_}")
    assert again.script is not None
    assert again.script.said[-1] == "Nothing was changed."
    assert held.run("undo").err.startswith("Taken back: gain, Mira, added")


def test_a_question_that_is_passed_leaves_nothing_to_take_back(held: Desk) -> None:
    held.answering("Told them", ([4], ["none"])).run("daily")
    held.run("people add Nora")
    held.at("2025-03-10T18:00").answering(Pass(), ([None], None), Pass(), Pass(), Pass()).run("daily")
    before = held.run("export --format jsonl").out
    assert '"state":"passed"' in before
    assert "daily" in held.run("undo").err
    assert "Nora" in held.run("undo").err


def test_undo_quotes_nothing_that_is_sealed(held: Desk) -> None:
    held.run("note", given="The board is afraid.")
    id_ = events(held, "note")[0].id[-6:]
    held.run(f"mark {id_} sealed")
    held.run(f"edit {id_} --from -", given="The board is calm.")
    for _ in range(3):
        assert "board" not in held.run("undo").err


# ---- edit


def test_an_edit_asks_the_whole_question_of_the_part_with_its_day(held: Desk) -> None:
    held.answering("Told them", ([4], ["none"])).run("daily")
    demonstration = next(a for a in events(held, "daily")[0].answers if a.text)
    edited = held.answering("Told them all").run(f"edit {demonstration.id[-6:]}")
    assert edited.script is not None
    assert edited.script.asked == [
        "Name one thing you did today that someone who holds “No surprises” would recognise."
    ]
    assert held.run("undo").err.endswith(
        "“Name one thing you did that day that someone wh…” Told them → Told them all.\n"
    )


def test_an_edit_of_a_part_that_was_left_out_by_another_goes_over_it(held: Desk) -> None:
    held.answering("with support", "Mira").run("log step-back")
    assert held.code == 0, held.err
    id_ = events(held, "step")[0].id[-6:]
    again = held.answering("back", "with support", "Ben").run(f"edit {id_}")
    assert again.code == 0, again.err
    assert again.script is not None
    assert again.script.asked[1:] == [
        "How did you leave it: with support, or alone?",
        "With whom did you leave it?",
    ]


# ---- the tally


def test_what_the_tally_asks_is_the_forms_own_question_and_repeated_ones_are_numbered(held: Desk) -> None:
    tallied = ([4], ["took over", "gain", "gain"])
    told = held.answering("Told", tallied, "was asked", "no", "P1", "thanks", "P2", "idea").run("daily")
    assert told.code == 0, told.err
    assert told.script is not None
    assert told.script.asked[2:] == [
        "Took over: What made you step in?",
        "Took over: Was it truly critical?",
        "Gain 1 of 2: To whom did you give something small today?",
        "Gain 1 of 2: which?",
        "Gain 2 of 2: To whom did you give something small today?",
        "Gain 2 of 2: which?",
    ]


def test_a_question_in_short_has_no_bracket_and_no_colon() -> None:
    assert in_short("Was it truly critical: no room for an error or a second try?") == "Was it truly critical?"
    assert in_short("Whose name was on it? (given: theirs)") == "Whose name was on it?"
    assert in_short("Who is leaving?") == "Who is leaving?"


def test_help_says_what_the_words_of_the_tally_mean(desk: Desk) -> None:
    out = desk.run("help words").out
    assert "leaver" in out
    assert "you listened to somebody" in out


# ---- days and convictions


def test_who_passes_the_first_three_questions_is_led_to_what_comes_next(desk: Desk) -> None:
    desk.answering("daily/opener-refused", Pass(), Pass()).run("daily")
    assert desk.code == 0, desk.err
    assert "reflect convictions add" in desk.err
    assert "reflect convictions add" in desk.run("status").out


def test_the_days_kept_are_counted_though_an_earlier_one_is_answered_last(held: Desk) -> None:
    for day in ("2025-03-04", "2025-03-05"):
        held.at(f"{day}T18:00").run("daily --answers -", given={LIVED: {"C1": 4}})
    late = held.at("2025-03-05T18:30").run("daily --on 2025-03-03 --answers -", given={LIVED: {"C1": 3}})
    assert "3 days kept." in late.err, late.err


def test_the_list_says_how_to_set_how_much_a_conviction_matters(held: Desk) -> None:
    assert "reflect convictions edit C1 --importance 4" in held.run("convictions").out
    held.run("convictions edit C1 --importance 5")
    assert "--importance" not in held.run("convictions").out
    assert json.loads(held.run("convictions --json").out)


def test_back_at_the_offer_of_a_name_returns_to_it(held: Desk) -> None:
    held.answering("Nora", Back(), "Mira", *GAIN[1:]).run("log gain")
    assert given(held).person == "P1"
