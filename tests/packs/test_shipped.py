"""The packs that come with the program: whole, well put, and what the rest of it relies on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reflect.model import DEMONSTRATION, LIVED, SUPPORT, TALLY, Prompt
from reflect.packs import check_pack, load_packs, pack_folder, read_pack
from reflect.packs.forms import disagreements

THE_SIX = {
    "values": "What is important to me? What are my values, beliefs, ethics?",
    "demonstrating": "How am I demonstrating those values, beliefs, and ethics every day?",
    "support": "Is the larger organization designed to support my values, beliefs, and ethics?",
    "disconnects": "Where are the disconnects within my immediate organization and for myself with the larger "
    "enterprise?",
    "change": "What can I do to change how I behave with my immediate organization to demonstrate my belief in "
    "them?",
    "assistance": "What additional assistance do my employees need to succeed — and how can I ensure that they "
    "get everything they need and more to create personal and organizational success?",
}


def shipped() -> list[Path]:
    return sorted(pack_folder().glob("*.toml"))


FIVE_PACKS = {"convictions": 24, "room-to-fail": 20, "their-success": 18, "step-back": 21, "small-gains": 16}
"""How many of the 99 questions stand in each pack; the rest of its prompts are fields of event forms."""


def of_the_five() -> list[Prompt]:
    return [prompt for prompt in load_packs(Path("nowhere")).prompts() if prompt.pack in FIVE_PACKS]


def coded(pack: str) -> dict[str, str]:
    """The prompts of a pack that are among the 99, by the code in the comment right before each."""
    text = (pack_folder() / f"{pack}.toml").read_text(encoding="utf-8")
    found = re.findall(r"^# ([CFSBG]\d\d)\b.*\n\[prompts\.([a-z-]+)\]", text, re.MULTILINE)
    assert len(found) == len({code for code, _ in found}), "a code stands there twice"
    return {code: f"{pack}/{slug}" for code, slug in found}


def test_there_are_five_packs_and_what_every_day_asks() -> None:
    assert {path.stem for path in shipped()} == {*FIVE_PACKS, "daily"}


def test_the_five_packs_hold_99_questions_each_once() -> None:
    found = {pack: coded(pack) for pack in FIVE_PACKS}
    assert {pack: len(each) for pack, each in found.items()} == FIVE_PACKS
    letters = dict(zip(FIVE_PACKS, "CFSBG", strict=True))
    for pack, most in FIVE_PACKS.items():
        assert sorted(found[pack]) == [f"{letters[pack]}{number:02}" for number in range(1, most + 1)]


def test_what_is_none_of_the_99_is_a_field_of_a_form_or_stands_with_another_prompt() -> None:
    packs = load_packs(Path("nowhere"))
    beyond = [p for pack in FIVE_PACKS for p in packs.pack(pack).prompts if p.id not in coded(pack).values()]
    assert len(beyond) == len([p for pack in FIVE_PACKS for p in packs.pack(pack).prompts]) - 99
    assert [p.id for p in beyond if not p.forms and not p.part_of] == []


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_a_shipped_pack_is_whole_and_well_put(path: Path) -> None:
    assert check_pack(path) == []


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_rating_has_five_labels_and_a_good_direction(path: Path) -> None:
    for prompt in read_pack(path).prompts:
        if {"scale", "grid"} & {prompt.kind, *prompt.then}:
            assert len(prompt.labels) == 5, prompt.id
            assert prompt.good, prompt.id


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_answer_of_more_than_one_part_words_the_further_one(path: Path) -> None:
    assert [prompt.id for prompt in read_pack(path).prompts if prompt.then and not prompt.then_asked] == []


def test_the_packs_agree_with_each_other() -> None:
    packs = list(load_packs(Path("nowhere")).by_key.values())
    assert disagreements(packs) == {}


def test_every_question_says_where_it_comes_from_and_feeds_something() -> None:
    assert [p.id for p in of_the_five() if not p.why.endswith((".", "?", "”"))] == []
    assert [p.id for p in of_the_five() if not p.feeds] == []


def test_what_is_asked_is_asked_some_time() -> None:
    """The pack of every day has more: the very first day's, and what comes back when it is due."""
    assert [p.id for p in of_the_five() if not p.cadence and not p.forms] == []


def test_the_six_stand_word_for_word_first_and_in_order() -> None:
    quarterly = [
        prompt for prompt in read_pack(pack_folder() / "convictions.toml").prompts if prompt.cadence == "quarterly"
    ]
    asked = {prompt.id: prompt.asked for prompt in quarterly}
    assert list(asked.items())[:6] == [(f"convictions/{slug}", text) for slug, text in THE_SIX.items()]
    closing = ["convictions/patience", "convictions/then", "convictions/insight"]
    assert list(asked)[6:] == closing


def test_the_six_make_what_each_asks_for() -> None:
    prompts = read_pack(pack_folder() / "convictions.toml").prompts[:6]
    assert [p.kind for p in prompts] == ["conviction", "text", "grid", "disconnect", "commitment", "need"]
    assert [p.about for p in prompts] == ["conviction", "conviction", "conviction", None, None, None]


def test_the_ids_that_other_parts_rely_on_are_there() -> None:
    packs = load_packs(Path("nowhere"), {"convictions", "daily"})
    assert packs.prompt(LIVED).kind == packs.prompt(SUPPORT).kind == "grid"
    assert packs.prompt(LIVED).labels[0] == "went against it"
    assert packs.prompt(LIVED).cadence == packs.prompt(DEMONSTRATION).cadence == "daily"
    assert "<conviction>" in packs.prompt(DEMONSTRATION).asked
    daily = [prompt.id for prompt in packs.prompts() if prompt.cadence == "daily"]
    assert daily == [DEMONSTRATION, LIVED, TALLY]


def test_the_tally_stands_under_the_lived_grid_with_a_key_for_each_word() -> None:
    tally = load_packs(Path("nowhere"), {"daily"}).prompt(TALLY)
    assert (tally.kind, tally.part_of) == ("tally", LIVED)
    words = ["took over", "left it", "gain", "failure", "credit", "leaver", "heard", "none"]
    assert dict(zip(tally.keys, tally.options, strict=True)) == dict(zip("tlgfcvhn", words, strict=True))


def test_the_first_daily_has_two_openers_and_asks_for_a_first_conviction() -> None:
    packs = load_packs(Path("nowhere"), {"daily"})
    assert packs.prompt("daily/opener-refused").asked == "What did you refuse to do at work, though asked?"
    angry = packs.prompt("daily/opener-angry").asked
    assert angry == "When did the way something was done last anger you?"
    hold = packs.prompt("daily/hold")
    assert (hold.asked, hold.kind) == ("In one sentence: what do you hold?", "conviction")


def test_at_most_one_weekly_of_the_convictions_is_a_gap_question() -> None:
    prompts = read_pack(pack_folder() / "convictions.toml").prompts
    assert [p.id for p in prompts if p.gap and p.cadence == "weekly"] == ["convictions/did-not-fit"]
