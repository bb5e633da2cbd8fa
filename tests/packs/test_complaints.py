"""What is wrong with a pack's file: each mistake, and what its sentence says."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect.errors import InputError, NotFoundError
from reflect.packs import check_pack, read_pack
from tests.packs.texts import FIVE, HEAD, PLAIN, complaint, pack_file, scale

BAD = {
    "an unknown field, with the nearest": (
        PLAIN + 'cadense = "daily"\n',
        ("mine.toml, line 9, [prompts.one], cadense:", "Did you mean cadence?"),
    ),
    "an unknown table, with the nearest": (
        PLAIN.replace("[prompts.one]", "[promts.one]"),
        ("mine.toml, promts: there is no such table", "Did you mean prompts?"),
    ),
    "an unknown field of [pack]": (
        PLAIN.replace("purpose", "porpose"),
        ("line 4, [pack], porpose", "Did you mean purpose?", "(And 1 more"),
    ),
    "a missing title": (PLAIN.replace('title = "T"\n', ""), ("line 1, [pack], title: is missing.",)),
    "a missing question": (scale(asked=""), ("line 5, [prompts.one], asked: is missing.",)),
    "a missing why": (scale(why=""), ("[prompts.one], why: is missing.",)),
    "a missing kind": (scale(kind="", labels="", good=""), ("[prompts.one], kind: is missing.",)),
    "an empty question": (scale(asked='" "'), ("line 6, [prompts.one], asked: is empty.",)),
    "no prompts": (HEAD, ("[prompts]", "at least one prompt")),
    "a bad kind": (scale(kind='"scal"'), ("line 7, [prompts.one], kind: scal", "Did you mean scale?")),
    "a kind like none": (scale(kind='"xyzzy"'), ("xyzzy is not known here", "Known are text, scale")),
    "a bad cadence": (scale(cadence='"week"'), ("cadence: week", "Did you mean weekly?")),
    "a bad direction": (scale(good='"upp"'), ("good: upp", "Did you mean up?")),
    "a bad noun to go over": (scale(about='"persons"'), ("about: persons", "Did you mean person?")),
    "a bad trend": (scale(feeds='["listning"]'), ("feeds: listning", "Did you mean listening?")),
    "a bad further part": (scale(then='["txt"]'), ("then: txt", "Did you mean text?")),
    "four labels": (scale(labels='["a", "b", "c", "d"]'), ("labels: must hold five", "holds 4")),
    "no labels in the list": (scale(labels="[]"), ("labels: must hold five", "holds 0")),
    "a set of six labels": (
        scale() + '[labels]\nhow = ["a", "b", "c", "d", "e", "f"]\n',
        ("line 12, [labels], how: must hold five", "holds 6"),
    ),
    "the same label twice": (scale(labels='["a", "a", "c", "d", "e"]'), ("labels: holds the same text twice",)),
    "an empty label": (scale(labels='["a", "", "c", "d", "e"]'), ("labels: holds an empty text",)),
    "an unknown label set": (
        scale(labels='"lifed"') + f"[labels]\nlived = {FIVE}\n",
        ("labels: there is no label set lifed", "Did you mean lived?"),
    ),
    "a scale without labels": (scale(labels=""), ("labels: is missing; a scale needs it",)),
    "a scale without a direction": (scale(good=""), ("good: is missing; a scale needs it",)),
    "a grid over nothing": (scale(kind='"grid"'), ("about: is missing; a grid needs it",)),
    "a choice without options": (
        scale(kind='"choice"', labels="", good=""),
        ("options: is missing; a choice needs it",),
    ),
    "a choice of one": (
        scale(kind='"choice"', labels="", good="", options='["x"]'),
        ("options: must hold two",),
    ),
    "a further scale without labels": (
        scale(kind='"text"', labels="", good="", then='["scale"]'),
        ("labels: is missing; a scale needs it",),
    ),
    "labels where none are used": (scale(kind='"text"', good=""), ("labels: belongs to scale, grid or conv",)),
    "options where none are used": (scale(options='["x", "y"]'), ("options: belongs to choice", "is a scale")),
    "a wording for no further part": (scale(then_asked='"And?"'), ("then-asked", "then names none")),
    "more options than keys": (
        scale(kind='"tally"', labels="", good="", options='["x", "y"]', keys='["x"]'),
        ("keys: must hold one key for each option; there are 1 keys and 2 options",),
    ),
    "a key of two letters": (
        scale(kind='"tally"', labels="", good="", options='["x", "y"]', keys='["x", "yy"]'),
        ("keys: yy is not one lower-case letter",),
    ),
    "a digit as a key": (
        scale(kind='"tally"', labels="", good="", options='["x", "y"]', keys='["x", "5"]'),
        ("keys: 5 is not one lower-case letter",),
    ),
    "text where a list belongs": (scale(options='"x"', kind='"choice"'), ("options: must be a list", "text")),
    "a number within a list": (scale(feeds="[1]"), ("feeds: must be a list of texts; a number",)),
    "a number where text belongs": (scale(asked="12"), ("asked: must be text in quotes, not a number",)),
    "a date where text belongs": (scale(asked="2025-01-01"), ("asked: must be text", "not a date or time")),
    "a truth where text belongs": (scale(why="true"), ("why: must be text in quotes, not true or false",)),
    "text for true": (scale(gap='"true"'), ("gap: must be true or false, without quotes, not text",)),
    "a version of true": (scale(version="true"), ("version: must be a whole number",)),
    "a version of nought": (scale(version="0"), ("version: must be a whole number from 1",)),
    "a prompt that is no table": (HEAD + "[prompts]\none = 3\n", ("one: must be a table, headed [prompts.one]",)),
    "a pack that is no table": ("pack = 3\n" + PLAIN[len(HEAD) :], ("pack: must be a table",)),
    "prompts as a list of tables": (HEAD + "[[prompts.one]]\nasked = 1\n", ("one: must be a table", "a list")),
    "a prompt named in capitals": (PLAIN.replace("prompts.one", "prompts.One"), ("[prompts]", "One: a prompt's")),
    "an unknown placeholder": (
        scale(asked='"What did <persn> do?"'),
        ("asked: nothing can be filled in for <persn>, only for <person>, <conviction> and <day>.",),
    ),
    "markup in angle brackets": (scale(asked='"<b>How</b>?"'), ("asked: nothing can be filled in for <b>",)),
    "an unknown placeholder in the further part": (
        scale(then='["text"]', then_asked='"With <someone>?"'),
        ("then-asked: nothing can be filled in for <someone>",),
    ),
    "a person in a prompt about none": (scale(asked='"Did <person>?"'), ('needs about = "person"',)),
    "a part of what is no id": (scale(part_of='"lived"'), ("part-of: must be the id of a prompt",)),
    "a part of what this pack lacks": (scale(part_of='"mine/won"'), ("no prompt won", "Did you mean one?")),
    "a prompt twice": (
        PLAIN + PLAIN[len(HEAD) :],
        ("mine.toml, line 9, column", "a table of this name stands here for the second time"),
    ),
    "a field twice": (PLAIN + 'kind = "text"\n', ("mine.toml, line 9", "for the second time")),
    "text without quotes": (scale(asked="How much"), ("mine.toml, line 6, column 9", "straight double quotes")),
    "text in curly quotes": (scale(asked="“How much”"), ("mine.toml, line 6, column 9", "double quotes")),
    "a text that is not closed": (scale(asked='"How much'), ("line 6", "not closed")),
    "a line that says nothing": (PLAIN + "hello\n", ("mine.toml, line 9", "equals sign")),
    "a text too long for a screen": (scale(asked=f'"{"x" * 3000}"'), ("asked: has 3,000 characters",)),
    "an escaped control character": (scale(asked=r'"a\u001B[31m"'), ("line 6, [prompts.one], asked", "U+001B")),
    "an escaped change of direction": (scale(why=r'"a\u202Eb"'), ("[prompts.one], why", "U+202E")),
    "a number without end": (scale(version="9" * 5000), ("mine.toml: a number",)),
}


@pytest.mark.parametrize(("text", "essentials"), BAD.values(), ids=BAD.keys())
def test_a_pack_is_refused_for(tmp_path: Path, text: str, essentials: tuple[str, ...]) -> None:
    message = complaint(tmp_path, text)
    for essential in essentials:
        assert essential in message
    assert message.startswith("mine.toml")
    assert "\n" not in message


def test_the_first_complaint_says_how_many_more_there_are_and_check_lists_them(tmp_path: Path) -> None:
    text = scale(good='"upp"', cadence='"week"', why="")
    assert "(And 2 more; reflect prompts check lists them.)" in complaint(tmp_path, text)
    found = check_pack(tmp_path / "mine.toml")
    assert [field for field in ("why", "good", "cadence") if not any(f", {field}:" in one for one in found)] == []
    assert len(found) == 3


def test_a_wrong_kind_brings_no_complaints_about_the_fields_it_would_need(tmp_path: Path) -> None:
    (found,) = check_pack(pack_file(tmp_path, scale(kind='"scal"')))
    assert ", kind: " in found


def test_check_lists_no_more_than_somebody_reads(tmp_path: Path) -> None:
    many = HEAD + "".join(f"[prompts.p{i}]\n" for i in range(100))
    found = check_pack(pack_file(tmp_path, many))
    assert len(found) == 51
    assert found[-1] == "mine.toml: and 250 more."


def test_a_file_that_cannot_be_parsed_is_one_complaint(tmp_path: Path) -> None:
    (found,) = check_pack(pack_file(tmp_path, "[pack\n"))
    assert found.startswith("mine.toml, line 1")


@pytest.mark.parametrize("name", ["My Pack.toml", "Mine.toml", "mine.txt", "-mine.toml", "a" * 41 + ".toml"])
def test_a_file_whose_name_cannot_begin_an_id_is_refused(tmp_path: Path, name: str) -> None:
    assert "file name is lower-case words" in complaint(tmp_path, PLAIN, name)


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    for read in (read_pack, check_pack):
        with pytest.raises(NotFoundError, match=r"There is no file .*mine\.toml"):
            read(tmp_path / "mine.toml")


def test_a_folder_is_not_a_pack(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    with pytest.raises(InputError, match="not a file"):
        read_pack(tmp_path / "mine.toml")
