"""The table of what the articles ask for: complete, and everything that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from reflect.cli.app import COMMANDS
from reflect.packs import load_packs

TEXT = (Path(__file__).parents[1] / "docs" / "sources.md").read_text(encoding="utf-8")
ROWS = {"000": 14, "001": 22, "002": 22, "003": 23, "004": 12}
"""How many things each article asks for."""

SECTIONS = {
    "before-you-look", "basis", "surprises", "lived", "say-do", "commitments", "steps", "people", "needs",
    "failures", "disconnects", "feedback", "scales", "tests", "listening", "foundations", "themes", "year-ago",
    "close",
}  # fmt: skip


def rows() -> dict[str, tuple[str, str]]:
    """What the article asks and what answers it, by the row's number."""
    found = re.findall(r"^\| (00\d-\d+) \| (.+) \| (.+) \|$", TEXT, re.MULTILINE)
    assert len(found) == len({number for number, _, _ in found}), "a number stands there twice"
    return {number: (asks, answers) for number, asks, answers in found}


def test_every_row_of_every_article_is_there_once() -> None:
    assert set(rows()) == {f"{article}-{n}" for article, most in ROWS.items() for n in range(1, most + 1)}


def test_every_row_has_an_answer_that_can_be_pointed_to() -> None:
    unanswered = [number for number, (_, answers) in rows().items() if "`" not in answers]
    assert unanswered == ["001-16", "003-23"]
    assert rows()["003-23"][1].startswith("left out on purpose")


def test_every_prompt_that_is_named_exists() -> None:
    prompts = load_packs(Path("nowhere")).prompts()
    named = set(re.findall(r"`([a-z-]+/[a-z-]+)`", TEXT))
    assert named - {prompt.id for prompt in prompts} == set()


def test_every_question_of_the_five_packs_answers_something() -> None:
    """A question that no article asks for has no place in a pack that names the article as its source."""
    named = set(re.findall(r"`([a-z-]+/[a-z-]+)`", TEXT))
    beside = {"convictions/then", "room-to-fail/elsewhere"}  # these two come from research alone
    asked = {p.id for p in load_packs(Path("nowhere")).prompts() if p.cadence and p.pack != "daily"}
    assert asked - named == beside


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"`reflect ([a-z]+)", TEXT))
    assert named - set(COMMANDS) == set()
    assert {"daily", "crosscheck", "log", "people"} <= named


def test_every_section_that_is_named_is_one_of_the_reviews() -> None:
    named = set(re.findall(r"sections? ((?:`[a-z-]+`(?:, )?)+)", TEXT))
    keys = {key for group in named for key in re.findall(r"`([a-z-]+)`", group)}
    assert keys - SECTIONS == set()
    assert len(keys) > 10
