"""A sitting by a script: what `--json` prints, what `--answers` takes, what it refuses."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from reflect.model import DEMONSTRATION, LIVED, TALLY, Entry
from tests.conftest import Desk, Leave

MONDAY = date(2025, 3, 3)


def begun(desk: Desk) -> Desk:
    """A desk with two convictions, held since Monday 3 March 2025."""
    for statement in ("No surprises", "Those nearest the work decide"):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk


def daily_of(desk: Desk, day: date = MONDAY) -> Entry:
    entry = desk.journal().sitting("daily", day)
    assert entry is not None
    return entry


def contents(desk: Desk) -> dict[str, int]:
    """How many rows each table of the journal holds."""
    connection = desk.journal().connection
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()
    }


# ---- what it prints


def test_daily_as_json_has_the_shape_that_scripts_rely_on(desk: Desk) -> None:
    begun(desk).run("daily --json")
    printed = desk.json
    printed["prompts"] = printed["prompts"][:3]  # what follows is asked only after a word of the tally
    lived = ["went against it", "let it slide", "mixed", "mostly", "fully"]
    assert printed == {
        "entry": "daily",
        "day": "2025-03-03",
        "prompts": [
            {
                "id": "convictions/demonstration",
                "asked": "Name one thing you did today that someone who holds “No surprises” would recognise.",
                "kind": "text",
                "conviction": "C1",
            },
            {
                "id": "convictions/lived",
                "asked": "How far did you live up to each today?",
                "kind": "grid",
                "rows": [
                    {"conviction": "C1", "statement": "No surprises"},
                    {"conviction": "C2", "statement": "Those nearest the work decide"},
                ],
                "labels": lived,
            },
            {
                "id": "daily/tally",
                "asked": "Also today:",
                "kind": "tally",
                "options": ["took over", "left it", "gain", "failure", "credit", "leaver", "heard", "none"],
                "part_of": "convictions/lived",
            },
        ],
    }


def test_a_prompt_that_is_asked_only_after_another_says_after_what(desk: Desk) -> None:
    later = begun(desk).run("daily --json").json["prompts"][3:]
    assert later
    for prompt in later:
        assert prompt["part_of"] == TALLY
        assert prompt["when"][TALLY]
    others = {prompt["id"]: {**prompt["when"]} for prompt in later if len(prompt["when"]) > 1}
    assert others == {
        "convictions/conversation-person": {TALLY: ["heard"], "convictions/conversation-audience": ["employee"]}
    }


def test_printing_the_questions_opens_nothing(desk: Desk) -> None:
    begun(desk)
    before = contents(desk)
    desk.run("daily --json").run("daily --json --on 2025-02-28").run("crosscheck --json")
    assert desk.code == 0
    assert contents(desk) == before


@pytest.mark.parametrize(
    "line", ["daily --json", "daily --json --on yesterday", "crosscheck --json", "status --json"]
)
def test_looking_makes_no_journal_where_none_stands(desk: Desk, line: str) -> None:
    desk.run(line)
    assert not desk.home.exists()


def test_on_an_empty_home_the_first_questions_are_printed(desk: Desk) -> None:
    desk.run("daily --json")
    assert [prompt["id"] for prompt in desk.json["prompts"]] == ["daily/opener-refused", "daily/hold"]


def test_printing_does_not_store_the_questions_that_join_a_first_daily(desk: Desk) -> None:
    desk.answering("daily/opener-refused", "To hide it.", "No surprises", Leave()).run("daily")
    before = contents(desk)
    desk.run("daily --json")
    assert contents(desk) == before


def test_the_first_daily_can_be_held_by_a_script_alone(desk: Desk) -> None:
    desk.run("daily --answers -", given={"daily/opener-refused": "To hide it.", "daily/hold": "No surprises"})
    assert desk.code == 0, desk.err
    asked = desk.run("daily --json").json
    assert [prompt["id"] for prompt in asked["prompts"] if "when" not in prompt] == [
        "daily/opener-refused", "daily/hold", DEMONSTRATION, LIVED, TALLY,
    ]  # fmt: skip
    desk.run("daily --answers -", given={LIVED: {"C1": 4}})
    assert desk.code == 0, desk.err
    assert [(a.prompt, a.state) for a in daily_of(desk).answers][1:4] == [
        ("daily/hold", "answered"), (DEMONSTRATION, "passed"), (LIVED, "answered"),
    ]  # fmt: skip


def test_what_could_act_on_a_terminal_is_printed_as_an_escape(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No \u202esurprises\x9b")
    desk.run("daily --json")
    assert "\u202e" not in desk.out
    assert "\x9b" not in desk.out
    assert desk.json["prompts"][1]["rows"][0]["statement"] == "No \u202esurprises\x9b"


# ---- what it takes


def answer_to(prompt: dict[str, Any]) -> Any:
    """An answer made from nothing but what `--json` printed."""
    if "rows" in prompt and prompt["kind"] == "grid":
        return {row["conviction"]: 3 for row in prompt["rows"]}
    if "rows" in prompt:
        return {
            row["conviction"]: "keep" if prompt["kind"] == "conviction" else "As ever." for row in prompt["rows"]
        }
    match prompt["kind"]:
        case "tally" | "choices":
            return ["gain"] if "gain" in prompt["options"] else [prompt["options"][0]]
        case "choice":
            return {
                "choice": prompt["options"][0],
                **({"person": "Ana"} if "person" in prompt.get("then", ()) else {}),
            }
        case "need":
            return {"person": "Ana", "text": "time"}
        case _:
            return "Some words."


@pytest.mark.parametrize("sitting", ["daily", "crosscheck"])
def test_answers_are_accepted_to_exactly_what_was_printed(desk: Desk, sitting: str) -> None:
    prompts = begun(desk).run(f"{sitting} --json").json["prompts"]
    asked = [prompt for prompt in prompts if "when" not in prompt or prompt["when"] == {TALLY: ["gain"]}]
    desk.run(f"{sitting} --answers -", given={prompt["id"]: answer_to(prompt) for prompt in asked})
    assert desk.code == 0, desk.err
    entry = desk.journal().sitting(sitting, MONDAY)
    assert entry is not None
    assert {answer.prompt for answer in entry.answers} == {p["id"] for p in asked if "when" not in p}
    assert {answer.state for answer in entry.answers} == {"answered"}


def test_what_is_null_or_missing_is_a_pass_and_nought_is_no_occasion(desk: Desk) -> None:
    begun(desk).run("daily --answers -", given={DEMONSTRATION: None, LIVED: {"C1": 0, "C2": None}})
    assert desk.code == 0, desk.err
    assert [(a.prompt, a.conviction, a.state, a.value) for a in daily_of(desk).answers] == [
        (DEMONSTRATION, "C1", "passed", None),
        (LIVED, "C1", "none", None),
        (LIVED, "C2", "passed", None),
        (TALLY, None, "passed", None),
    ]


def test_nothing_at_all_is_a_day_passed(desk: Desk) -> None:
    begun(desk).run("daily --answers -", given={})
    assert {answer.state for answer in daily_of(desk).answers} == {"passed"}


def test_a_demonstration_may_be_switched_marked_and_shared(desk: Desk) -> None:
    said = {"text": "Left it with Ana", "conviction": "C2", "choice": "costly", "visibility": "coach"}
    begun(desk).run("daily --answers -", given={DEMONSTRATION: said})
    answer = daily_of(desk).answers[0]
    assert (answer.text, answer.conviction, answer.choice, answer.visibility) == (
        "Left it with Ana", "C2", "costly", "coach",
    )  # fmt: skip


def test_answers_for_a_finished_sitting_replace_what_they_name_and_leave_the_rest(desk: Desk) -> None:
    begun(desk).run(
        "daily --answers -", given={DEMONSTRATION: "First.", LIVED: {"C1": 2, "C2": 3}, TALLY: ["gain"]}
    )
    before = contents(desk)
    desk.run("daily --answers -", given={DEMONSTRATION: "Better.", LIVED: {"C1": 5}})
    assert desk.code == 0, desk.err
    answers = daily_of(desk).answers
    assert [(a.text, a.value, a.choices) for a in answers] == [
        ("Better.", None, ()), (None, 5, ()), (None, 3, ()), (None, None, ("gain",)),
    ]  # fmt: skip
    after = contents(desk)
    assert (after["entries"], after["answers"]) == (before["entries"], before["answers"])


def test_answers_come_from_a_file_too(desk: Desk, tmp_path: Any) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps({DEMONSTRATION: "Überraschung 🎈"}).encode())
    begun(desk).run(["daily", "--answers", str(file)])
    assert desk.code == 0, desk.err
    assert daily_of(desk).answers[0].text == "Überraschung 🎈"


# ---- what it refuses, and that nothing is stored then

DEEP = "[" * 100_000
REFUSED = {
    "an unknown prompt": ({"convictions/live": {"C1": 4}}, "'convictions/live' is not asked in this sitting"),
    "a prompt of another sitting": ({"convictions/insight": "x"}, "'convictions/insight' is not asked"),
    "six on a scale of five": ({LIVED: {"C1": 6}}, "convictions/lived, C1: 6 is not a step from 1 to 5"),
    "less than nothing": ({LIVED: {"C1": -1}}, "-1 is not a step"),
    "half a step": ({LIVED: {"C1": 3.5}}, "3.5 is not a step"),
    "a step in words": ({LIVED: {"C1": "4"}}, "'4' is not a step"),
    "true for a step": ({LIVED: {"C1": True}}, "True is not a step"),
    "an unknown conviction": ({LIVED: {"C9": 4}}, "convictions/lived: 'C9' is not asked about"),
    "an unknown conviction, demonstrated": ({DEMONSTRATION: {"text": "x", "conviction": "C9"}}, "'C9' is none of"),
    "a grid that is a list": ({LIVED: [4, 4]}, "convictions/lived: takes an object from conviction to answer"),
    "a grid that is a number": ({LIVED: 4}, "convictions/lived: takes an object"),
    "a person where none belongs": ({DEMONSTRATION: {"text": "x", "person": "Ana"}}, "takes no 'person'"),
    "a text that is a number": ({DEMONSTRATION: 7}, "convictions/demonstration, C1: takes a text"),
    "a text in a text": ({DEMONSTRATION: {"text": ["x"]}}, "text is ['x'], which is not a text"),
    "two texts for one": ({DEMONSTRATION: ["x", "y"]}, "takes one answer, not a list of 2"),
    "a choice that is none": ({DEMONSTRATION: {"text": "x", "choice": "cheap"}}, "'cheap' is none of: costly"),
    "a secret that is none": ({DEMONSTRATION: {"text": "x", "visibility": "public"}}, "'public' is none of"),
    "an unknown tally": ({TALLY: ["gains"]}, "daily/tally: 'gains' is none of"),
    "a tally in words": ({TALLY: "gain"}, "daily/tally: takes a list"),
    "none and something": ({TALLY: ["none", "gain"]}, "'none' stands alone"),
    "a tally of nested lists": ({TALLY: [["gain"]]}, "daily/tally: ['gain'] is none of"),
    "a list": ([1, 2], "the answers are a JSON object"),
    "a number": (4, "the answers are a JSON object"),
    "half a document": ('{"convictions/lived": {"C1": 4}', "line 1, column"),
    "nothing": ("", "line 1, column 1: not JSON"),
    "a key twice": ('{"daily/tally": ["gain"], "daily/tally": []}', "'daily/tally' stands there twice"),
    "a row twice": ('{"convictions/lived": {"C1": 4, "C1": 5}}', "'C1' stands there twice"),
    "not a number": ('{"convictions/lived": {"C1": NaN}}', "NaN is no value"),
    "without end": ('{"convictions/lived": {"C1": -Infinity}}', "-Infinity is no value"),
    "beyond all numbers": ('{"convictions/lived": {"C1": 1e999}}', "inf is not a step"),
    "a number of ten thousand digits": (f'{{"convictions/lived": {{"C1": {"9" * 10_000}}}}}', "too long"),
    "nested deeply": ('{"convictions/demonstration": ' + DEEP, "nested too deeply"),
    "more than a megabyte": (json.dumps({DEMONSTRATION: "x" * 1_000_001}), "more than 1 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("first", [True, False], ids=["unopened", "finished"])
def test_what_does_not_fit_is_refused_by_name_and_nothing_is_stored(desk: Desk, name: str, first: bool) -> None:
    given, complaint = REFUSED[name]
    begun(desk)
    if not first:
        desk.run("daily --answers -", given={DEMONSTRATION: "Told them.", LIVED: {"C1": 4}})
    before = (contents(desk), desk.run("daily --json").out)
    desk.run("daily --answers -", given=given if isinstance(given, str) else json.dumps(given))
    assert desk.code == 3, desk.err
    assert complaint in desk.err
    assert desk.out == ""
    assert (contents(desk), desk.run("daily --json").out) == before
    assert max(map(len, desk.err.splitlines() or [""])) < 200


def test_a_bad_last_answer_takes_the_good_first_ones_with_it(desk: Desk) -> None:
    begun(desk)
    before = contents(desk)
    desk.run("daily --answers -", given={DEMONSTRATION: "Told them.", LIVED: {"C1": 4, "C2": 5}, TALLY: ["gian"]})
    assert desk.code == 3
    assert "Did you mean gain?" in desk.err
    assert contents(desk) == before


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'{"convictions/demonstration": "\xe9"}'])
def test_what_is_not_utf_8_is_refused(desk: Desk, data: bytes) -> None:
    begun(desk).run("daily --answers -", given=data)
    assert desk.code == 3
    assert "standard input is not UTF-8" in desk.err.replace("- is not", "standard input is not")


def test_a_file_that_is_not_there_is_named(desk: Desk) -> None:
    begun(desk).run("daily --answers nowhere.json")
    assert desk.code == 3
    assert "nowhere.json cannot be read" in desk.err


@pytest.mark.parametrize(
    "text", ["\ud800", "a\x00b", "\x1b[2J", "[red]", "'; DROP TABLE entries; --", "👩‍👩‍👧 שלום"]
)
def test_any_words_at_all_are_kept_or_refused_in_a_sentence(desk: Desk, text: str) -> None:
    begun(desk).run("daily --answers -", given={DEMONSTRATION: text})
    if desk.code == 0:
        assert daily_of(desk).answers[0].text == text
    else:
        assert (desk.code, DEMONSTRATION in desk.err) == (3, True)


# ---- which day


def test_a_day_that_is_over_is_answered_by_name_and_marked_late(desk: Desk) -> None:
    begun(desk)
    friday = desk.at("2025-03-07T18:00")
    for words, late in (("2025-03-06", False), ("yesterday", False), ("2025-03-05", True), ("monday", True)):
        friday.run(["daily", "--on", words, "--answers", "-"], given={LIVED: {"C1": 4}})
        assert friday.code == 0, friday.err
        day = date.fromisoformat(friday.run(["daily", "--on", words, "--json"]).json["day"])
        assert daily_of(desk, day).late is late, words


def test_over_a_weekend_friday_is_not_late_yet(desk: Desk) -> None:
    begun(desk)
    monday = desk.at("2025-03-10T18:00")
    monday.run("daily --on 2025-03-07 --answers -", given={LIVED: {"C1": 4}})
    monday.run("daily --on 2025-03-06 --answers -", given={LIVED: {"C1": 4}})
    assert (daily_of(desk, date(2025, 3, 7)).late, daily_of(desk, date(2025, 3, 6)).late) == (False, True)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("2025-03-04", "2025-03-04 has not come yet"),
        ("2099-01-01", "has not come yet"),
        ("2025-02-30", "There is no day 30 in February 2025"),
        ("2025-Q1", "'2025-Q1' is not one day"),
        ("last week", "is not one day"),
        ("someday", "'someday' is no day."),
        ("-1", "is no day"),
    ],
)
@pytest.mark.parametrize("sitting", ["daily", "crosscheck"])
def test_a_day_that_is_none_is_refused(desk: Desk, sitting: str, words: str, complaint: str) -> None:
    begun(desk)
    before = contents(desk)
    desk.run([sitting, f"--on={words}", "--answers", "-"], given={})
    assert desk.code == 3, desk.err
    assert complaint in desk.err
    assert contents(desk) == before


# ---- what it gives back


def closing_line(desk: Desk, day: str) -> str:
    return desk.at(f"{day}T18:00").run("daily --answers -", given={}).err


def test_her_words_of_a_year_ago_come_back_unless_they_are_sealed(desk: Desk) -> None:
    begun(desk)
    for day, visibility in (("2025-03-04", "private"), ("2025-03-05", "sealed")):
        said = {"text": f"Said on {day}", "visibility": visibility}
        desk.at(f"{day}T18:00").run("daily --answers -", given={DEMONSTRATION: said})
    assert "A year ago today: “Said on 2025-03-04”" in closing_line(desk, "2026-03-04")
    assert "Said on" not in closing_line(desk, "2026-03-05")


@pytest.mark.parametrize(("visibility", "shown"), [("private", True), ("sealed", False)])
def test_a_commitment_due_tomorrow_is_named_unless_it_is_sealed(desk: Desk, visibility: str, shown: bool) -> None:
    promise = {"act": "wait a day", "due": "2025-03-05", "visibility": visibility}
    begun(desk).run("crosscheck --answers -", given={"convictions/change": promise})
    assert ("wait a day" in closing_line(desk, "2025-03-04")) is shown
