"""How a question should be put: what a pack that can be read may still do badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect.model import Pack, Prompt
from reflect.packs import check_pack, lint
from tests.packs.texts import PLAIN, pack_file


@pytest.mark.parametrize(
    "wording",
    ["Why did it fail?", "  why not?", "“Why?”", "WHY"],
)
def test_the_lint_finds_a_question_that_begins_with_why(wording: str) -> None:
    assert "begins with why" in one_lint(asked=wording)
    assert "begins with why" in one_lint(asked="What?", then=("text",), then_asked=wording)


def test_the_lint_lets_a_why_stand_elsewhere() -> None:
    assert one_lint(asked="What did they say when you asked why? Whyever not?") == ""


def test_the_lint_finds_a_daily_question_that_says_no_day() -> None:
    assert "does not say the day" in one_lint(asked="What was good?", cadence="daily")
    assert one_lint(asked="What was good <day>?", cadence="daily") == ""
    assert one_lint(asked="What could tomorrow hold?", cadence="daily") == ""
    assert one_lint(asked="What was good this week?", cadence="weekly") == ""


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("How reliable is <person>?", "scale"),
        ("How good were they?", "grid"),
        ("How do you rate <person>?", "scale"),
        ("Which grade does <person> deserve?", "choice"),
        ("How many points for <person>?", "number"),
    ],
)
def test_the_lint_finds_a_mark_on_a_person(asked: str, kind: str) -> None:
    assert "mark on a person" in one_lint(asked=asked, kind=kind, about="person")


def test_the_lint_finds_a_mark_on_a_person_whom_she_names_herself() -> None:
    assert "mark on a person" in one_lint(asked="Who is the weakest?", kind="person", then=("scale",))
    assert "mark on a person" in one_lint(asked="Who?", kind="person", then=("text",), then_asked="Which grade?")


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("How do you know what <person> values?", "scale"),
        ("How ready are you to let <person> carry this alone?", "scale"),
        ("When did <person> last bring you bad news?", "choice"),
        ("What remarkable thing did <person> do?", "text"),
    ],
)
def test_the_lint_lets_questions_stand_that_ask_her_about_herself(asked: str, kind: str) -> None:
    assert one_lint(asked=asked, kind=kind, about="person") == ""


def test_check_says_what_the_lint_finds_in_a_pack_that_can_be_read(tmp_path: Path) -> None:
    found = check_pack(pack_file(tmp_path, PLAIN.replace("What was good?", "Why was it good?")))
    assert found == ["mine/one: begins with why; ask what or when instead."]


def one_lint(**fields: object) -> str:
    """What the lint says of one prompt."""
    prompt = Prompt(**{"id": "mine/one", "asked": "", "kind": "text", "why": "W", **fields})  # type: ignore[arg-type]  # any fields
    return "; ".join(lint(Pack("mine", "T", "S", "P", (prompt,))))
