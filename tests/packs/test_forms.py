"""Prompts as fields of event forms: what their table must say, and where the packs have to agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect.model import EVENTS, Pack, Prompt
from reflect.packs import check_pack, load_packs
from reflect.packs.forms import disagreements
from tests.packs.texts import PLAIN, complaint, pack_file, scale

FORM = 'forms = ["step"]\nplace = 20\n'
KEYED = {"kind": '"choice"', "labels": "", "good": "", "options": '["x", "y"]'}

BAD = {
    "an unknown event": (PLAIN + 'forms = ["stp"]\nplace = 1\n', ("forms: stp is not", "Did you mean step?")),
    "no event": (PLAIN + "forms = []\nplace = 1\n", ("forms: names no event; known are gain, step",)),
    "a field without a place": (PLAIN + 'forms = ["step"]\n', ("place: is missing; a field of an event form",)),
    "place nought": (PLAIN + 'forms = ["step"]\nplace = 0\n', ("place: must be a whole number from 1",)),
    "a place without a form": (PLAIN + "place = 1\n", ("place: belongs to a field of an event form",)),
    "quick without a form": (PLAIN + "quick = true\n", ("quick: belongs to a field of an event form",)),
    "when without a form": (PLAIN + 'when = {"a/b" = ["c"]}\n', ("when: belongs to a field of an event form",)),
    "a quick text": (PLAIN + FORM + "quick = true\n", ("quick: a quick field is a choice or", "is a text")),
    "text for quick": (PLAIN + FORM + 'quick = "yes"\n', ("quick: must be true or false",)),
    "when as a list": (PLAIN + FORM + 'when = ["in"]\n', ("when: must be a table",)),
    "when with a word alone": (PLAIN + FORM + 'when = {"a/b" = "c"}\n', ("a/b: must be a list of texts",)),
    "when with no word": (PLAIN + FORM + 'when = {"a/b" = []}\n', ("when: names no short word of a/b",)),
    "when with a list of numbers": (PLAIN + FORM + 'when = {"a/b" = [1]}\n', ("a list of texts; a number",)),
    "too many conditions": (
        PLAIN + FORM + "when = {" + ", ".join(f'"a/b{n}" = ["c"]' for n in range(2000)) + "}\n",
        ("when: names 2,000 prompts; 10 are the most",),
    ),
    "two texts in one answer": (PLAIN + 'then = ["date"]\nthen-asked = "A"\n', ("then: one answer holds one",)),
    "two choices in one answer": (
        scale(**KEYED, then='["yes/no"]', then_asked='"And?"'),
        ("then: one answer holds one choice at most",),
    ),
    "two persons in one answer": (
        scale(kind='"text"', labels="", good="", about='"person"', then='["person"]', then_asked='"Who?"'),
        ("then: one answer holds one person at most",),
    ),
    "a further part of a commitment": (
        scale(kind='"commitment"', labels="", good="", then='["text"]', then_asked='"And?"'),
        ("then: a commitment has its own parts",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "essentials"), BAD.values(), ids=BAD.keys())
def test_a_pack_is_refused_for(tmp_path: Path, text: str, essentials: tuple[str, ...]) -> None:
    message = complaint(tmp_path, text)
    for essential in essentials:
        assert essential in message
    assert message.startswith("mine.toml, ")


def field(id_: str, **more: object) -> Prompt:
    """A choice between x and y in the form step, at place 1 unless said otherwise."""
    told = {
        "id": id_,
        "asked": "A?",
        "kind": "choice",
        "why": "W",
        "options": ("x", "y"),
        "forms": ("step",),
        "place": 1,
    }
    return Prompt(**{**told, **more})  # type: ignore[arg-type]  # any fields


def between(*prompts: Prompt) -> dict[str, list[str]]:
    """What is wrong between packs that hold these prompts."""
    keys = dict.fromkeys(prompt.pack for prompt in prompts)
    return disagreements(Pack(key, "T", "S", "P", tuple(p for p in prompts if p.pack == key)) for key in keys)


def test_a_condition_on_an_earlier_field_of_the_form_is_right() -> None:
    assert between(field("a/one"), field("b/two", place=2, when=(("a/one", ("x",)),))) == {}
    told = field("a/one", kind="yes/no", options=())
    assert between(told, field("b/two", place=2, when=(("a/one", ("yes", "no")),))) == {}


@pytest.mark.parametrize(
    ("other", "when", "sentence"),
    [
        (field("a/one"), ("a/on", ("x",)), "when: a/on is no field of the form step. Did you mean a/one?"),
        (field("a/one", forms=("gain",)), ("a/one", ("x",)), "when: a/one is no field of the form step."),
        (field("a/one"), ("a/one", ("z",)), "when: z is no option of a/one."),
        (
            field("a/one", place=2),
            ("a/one", ("x",)),
            "when: a/one stands at place 2, so it is not answered before",
        ),
    ],
    ids=["an unknown id", "a field of another form", "an unknown word", "a later field"],
)
def test_a_condition_is_refused(other: Prompt, when: tuple[str, tuple[str, ...]], sentence: str) -> None:
    found = between(other, field("b/two", place=2, when=(when,)))
    assert list(found) == ["b"]
    assert found["b"][0].startswith(f"b/two: {sentence}")


def test_a_condition_has_to_stand_in_every_form_of_its_field() -> None:
    both = field("b/two", place=2, forms=("step", "failure"), when=(("a/one", ("x",)),))
    assert between(field("a/one"), both) == {"b": ["b/two: when: a/one is no field of the form step and failure."]}


def test_two_quick_fields_are_the_most_of_a_form_and_the_last_pack_gives_way() -> None:
    two = (field("a/one", quick=True), field("a/two", quick=True))
    assert between(*two) == {}
    found = between(*two, field("b/three", quick=True))
    assert found == {"b": ["b/three: quick makes 3 fields that the tally asks at once of a step; 2 are the most."]}


def test_quick_fields_of_two_branches_are_not_asked_together() -> None:
    asked_if = {word: {"place": 2, "quick": True, "when": (("a/one", (word,)),)} for word in "xy"}
    x = [field(f"a/x{n}", **asked_if["x"]) for n in (1, 2)]
    y = [field(f"a/y{n}", **asked_if["y"]) for n in (1, 2)]
    assert between(field("a/one"), *x, *y) == {}
    assert list(between(field("a/one"), *x, *y, field("a/more", quick=True))) == ["a"]


def test_check_finds_what_fits_no_other_pack(tmp_path: Path) -> None:
    path = pack_file(tmp_path, PLAIN + FORM + 'when = {"room-to-fail/direction" = ["inn"]}\n')
    others = load_packs(tmp_path).by_key.values()
    assert check_pack(path) == []
    assert check_pack(path, others) == [
        "mine/one: when: inn is no option of room-to-fail/direction. Did you mean in?"
    ]


# ---- the shipped forms

FORMS = {
    "gain": "small-gains/given small-gains/for-them small-gains/for-me small-gains/for-business"
    " small-gains/moved-first",
    "step": "room-to-fail/direction room-to-fail/layer step-back/trigger room-to-fail/critical room-to-fail/asked"
    " step-back/held-back step-back/said-role room-to-fail/stage room-to-fail/saved-and-cost room-to-fail/left"
    " room-to-fail/left-with",
    "failure": "room-to-fail/happened room-to-fail/learned room-to-fail/failure-kind room-to-fail/first-hour"
    " room-to-fail/colleague room-to-fail/same-as-earlier",
    "credit": "their-success/credit their-success/credit-person",
    "departure": "their-success/leaving their-success/leaving-else their-success/leaving-did"
    " their-success/leaving-person",
    "conversation": "convictions/conversation-audience convictions/conversation-person"
    " convictions/conversation-need convictions/conversation-dream convictions/conversation-more",
    "foundation": "step-back/foundation",
    "demonstration": "convictions/demonstration convictions/demonstration-costly convictions/demonstration-served",
    "feedback": "their-success/feedback-from their-success/feedback-asked their-success/feedback-guess"
    " their-success/feedback-heard their-success/feedback-noted",
}


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_has_its_form_in_order_with_a_place_for_each_field(event: str) -> None:
    fields = sorted((p for p in load_packs(Path("nowhere")).prompts() if event in p.forms), key=lambda p: p.place)
    assert [p.id for p in fields] == FORMS[event].split()
    assert [p.place for p in fields] == list(range(1, len(fields) + 1))


def test_the_tally_asks_these_fields_at_once() -> None:
    quick = {p.id for p in load_packs(Path("nowhere")).prompts() if p.quick}
    assert quick == {
        "small-gains/given", "step-back/trigger", "room-to-fail/critical", "room-to-fail/left",
        "their-success/credit", "their-success/leaving-person", "convictions/conversation-audience",
        "convictions/conversation-person",
    }  # fmt: skip


def test_a_step_goes_on_by_its_direction() -> None:
    prompts = [p for p in load_packs(Path("nowhere")).prompts() if "step" in p.forms and p.place > 1]
    back = {"room-to-fail/left", "room-to-fail/left-with"}
    for prompt in prompts:
        assert prompt.when == (("room-to-fail/direction", ("back" if prompt.id in back else "in",)),)


def test_the_litmus_test_is_asked_word_for_word_before_anything_about_her() -> None:
    asked = load_packs(Path("nowhere")).prompt("room-to-fail/learned").asked
    assert asked == "Has anyone learned anything from this failure or set-back, and if so who has and what?"


SHORT_WORDS = {
    "small-gains/given": "thanks · idea · trust · remembered · listened · nobody",
    "step-back/foundation": "new challenge · experienced support · past win · small tasks · progress · effort"
    " · none",
    "room-to-fail/direction": "in · back",
    "room-to-fail/left": "with support · alone",
    "room-to-fail/layer": "direct · bypass · outside",
    "room-to-fail/critical": "yes · no · believed so",
    "room-to-fail/asked": "asked · unasked",
    "step-back/held-back": "not at all · minutes · hours · days",
    "room-to-fail/stage": "beginning · running",
    "step-back/trigger": "feared failure · numbers disappointed · pressure from above · quicker myself"
    " · like doing it · was asked · beginning",
    "room-to-fail/learned": "yes · not yet · no",
    "room-to-fail/failure-kind": "learning curve · could not perform · too early",
    "room-to-fail/first-hour": "held back · stepped in · left alone · looked for who",
    "their-success/credit": "given · theirs anyway · shared · mine · let mine stand",
    "convictions/conversation-audience": "employee · internal customer · external customer · supplier · upward",
    "small-gains/stands": "new · steady · in repair",
}


@pytest.mark.parametrize(("id_", "words"), SHORT_WORDS.items())
def test_stored_words_are_never_reworded(id_: str, words: str) -> None:
    assert " · ".join(load_packs(Path("nowhere")).prompt(id_).options) == words


def test_what_was_seen_and_what_she_cannot_tell_are_asked_of_the_same_signs() -> None:
    packs = load_packs(Path("nowhere"))
    seen, unclear = packs.prompt("room-to-fail/signs"), packs.prompt("room-to-fail/signs-unclear")
    assert seen.options == unclear.options
    assert len(seen.options) == 9
    assert unclear.part_of == seen.id
