"""Packs: what a file may say, what each complaint says, where packs are found, and how questions are put."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reflect.errors import InputError, NotFoundError
from reflect.model import CADENCES, DEMONSTRATION, KINDS, LIVED, SUPPORT, TALLY, Pack, Prompt
from reflect.packs import check_pack, lint, load_packs, pack_files, pack_folder, read_pack
from reflect.packs.prompts import FIELDS, TRENDS

HEAD = '[pack]\ntitle = "T"\nsource = "S"\npurpose = "P"\n'
PLAIN = HEAD + '[prompts.one]\nasked = "What was good?"\nkind = "text"\nwhy = "It is good to know."\n'
FIVE = '["a", "b", "c", "d", "e"]'

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


def pack_file(folder: Path, text: str | bytes, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def complaint(folder: Path, text: str | bytes, name: str = "mine.toml") -> str:
    """The sentence with which a pack of this text is refused."""
    with pytest.raises(InputError) as refused:
        read_pack(pack_file(folder, text, name))
    assert refused.value.exit_code == 3
    return refused.value.message


def scale(**fields: str) -> str:
    """A pack of one scale; a field given as an empty string is left out."""
    given = {"asked": '"How much?"', "kind": '"scale"', "why": '"W"', "labels": FIVE, "good": '"up"', **fields}
    lines = [f"{name.replace('_', '-')} = {value}" for name, value in given.items() if value]
    return HEAD + "[prompts.one]\n" + "\n".join(lines) + "\n"


# ---- the shipped packs


def shipped() -> list[Path]:
    return sorted(pack_folder().glob("*.toml"))


def test_there_are_shipped_packs() -> None:
    assert {"convictions", "daily"} <= {path.stem for path in shipped()}


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


def test_convictions_holds_24_prompts() -> None:
    ids = [prompt.id for prompt in read_pack(pack_folder() / "convictions.toml").prompts]
    assert len(ids) == len(set(ids)) == 24


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


# ---- reading


def test_every_field_arrives_where_the_model_has_it(tmp_path: Path) -> None:
    text = (
        HEAD
        + f"[labels]\nhow = {FIVE}\n[prompts.a-b]\n"
        + 'asked = "How near to <person> <day>,\n{0.__class__} <3?"\n'.replace("\n{", " {")
        + 'kind = "choice"\nwhy = "W"\nversion = 3\ncadence = "monthly"\nlabels = "how"\ngood = "down"\n'
        + 'options = ["x y", "z"]\nfeeds = ["listening"]\nabout = "person"\nthen = ["scale", "text"]\n'
        + 'then-asked = "And?"\ngap = true\npart-of = "convictions/lived"\n'
    )
    assert read_pack(pack_file(tmp_path, text)).prompts == (
        Prompt(
            id="mine/a-b",
            asked="How near to <person> <day>, {0.__class__} <3?",
            kind="choice",
            why="W",
            version=3,
            cadence="monthly",
            labels=("a", "b", "c", "d", "e"),
            options=("x y", "z"),
            good="down",
            feeds=("listening",),
            about="person",
            then=("scale", "text"),
            then_asked="And?",
            gap=True,
            part_of="convictions/lived",
        ),
    )


def test_the_example_in_the_readme_is_a_whole_pack(tmp_path: Path) -> None:
    example = (pack_folder() / "README.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert check_pack(pack_file(tmp_path, example, "my-team.toml")) == []


def test_the_readme_names_every_field_kind_cadence_and_trend() -> None:
    readme = (pack_folder() / "README.md").read_text(encoding="utf-8")
    names = (*FIELDS, *KINDS, *CADENCES, *TRENDS)
    assert [name for name in names if f"`{name}`" not in readme] == []


def test_a_line_break_within_a_text_counts_as_a_space(tmp_path: Path) -> None:
    text = PLAIN.replace('"What was good?"', '"""\nWhat was\n  good?\n"""').replace("\n", "\r\n")
    assert read_pack(pack_file(tmp_path, text)).prompts[0].asked == "What was good?"


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert read_pack(pack_file(tmp_path, b"\xef\xbb\xbf" + PLAIN.encode())).title == "T"


# ---- complaints: each text, and what its sentence says

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


# ---- hostile packs


@pytest.mark.parametrize("code", [0x00, 0x07, 0x1B, 0x7F, 0x9B, 0x202E, 0x2066, 0x2028, 0xE0041])
def test_a_control_character_is_refused_by_its_code_point_and_never_shown(tmp_path: Path, code: int) -> None:
    message = complaint(tmp_path, PLAIN.replace("What was", f"What {chr(code)}was"))
    assert message == f"mine.toml, line 6: holds the control character U+{code:04X}; take it out."


@pytest.mark.parametrize("where", ["[prompts.{}]", "{} = 1", "[labels]\n{} = 1", "[prompts.one.{}]"])
def test_no_name_out_of_a_pack_reaches_the_terminal_raw(tmp_path: Path, where: str) -> None:
    name = r'"\u001b]0;owned\u0007\n\u202e"'
    sentences = check_pack(pack_file(tmp_path, PLAIN + where.format(name) + "\n"))
    assert sentences
    assert all(sentence.isprintable() for sentence in sentences)


def test_a_file_that_is_not_utf8_is_refused_with_the_byte(tmp_path: Path) -> None:
    message = complaint(tmp_path, b'[pack]\ntitle = "caf\xe9"\n')
    assert message.startswith("mine.toml, line 2, byte 20 (0xE9): the file is not UTF-8")


def test_a_file_over_1_mb_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack_file(tmp_path, PLAIN.replace("What", "x" * 10_000_000))
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(InputError, match=r"at most 1 MB; this file has 10,000,\d\d\d bytes"):
        read_pack(path)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 300_000,
        "a = " + "{a=" * 200_000,
        "a." * 200_000 + "b = 1",
        "[" + "a." * 200_000 + "b]",
        "x = {" + "a." * 200_000 + "b = 1}",
        '"a"."b".' * 50_000 + "c = 1",
        "a = " + "[" * 400 + "]" * 400,
        "[prompts.a.b.c.d.e.f]\n",
        "[prompts.one.two]\nasked = 1\n",
        "[labels.a.b]\nc = 1\n",
        "".join(f"[prompts.p{i}]\nx = 1\n" for i in range(20_000)),
        "[prompts.one]\nthen = [" + '"txt",' * 100_000 + "]\n",
        '[prompts.one]\nasked = "' + "<a>" * 300_000 + '"\n',
        '"' * 900_000,
    ],
    ids=lambda text: text[:24],
)
def test_a_pack_made_to_crash_or_hang_is_refused_soon(tmp_path: Path, text: str) -> None:
    began = time.process_time()
    assert complaint(tmp_path, text)
    assert check_pack(tmp_path / "mine.toml")
    assert time.process_time() - began < 10  # a refusal takes about half a second at worst; a hang, minutes


# ---- the lint


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


# ---- finding


def test_packs_of_her_own_stand_after_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    pack_file(tmp_path / "prompts", PLAIN, "aaa.toml")
    pack_file(tmp_path / "prompts", "no pack", "README.md")
    pack_file(tmp_path / "prompts", "left by an editor", ".#aaa.toml")
    assert list(pack_files(tmp_path))[-1] == "aaa"
    assert list(load_packs(tmp_path, ["aaa", "daily"]).by_key) == ["daily", "aaa"]
    assert load_packs(tmp_path).prompt("aaa/one").pack == "aaa"


def test_only_the_packs_that_are_wanted_are_read(tmp_path: Path) -> None:
    """A broken pack of hers does not keep her from the daily."""
    (tmp_path / "prompts").mkdir()
    pack_file(tmp_path / "prompts", "broken", "mine.toml")
    assert list(load_packs(tmp_path, {"convictions", "daily"}).by_key) == ["convictions", "daily"]
    with pytest.raises(InputError, match=r"mine\.toml, at the end"):
        load_packs(tmp_path)


def test_a_pack_of_hers_cannot_take_a_shipped_packs_name(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    pack_file(tmp_path / "prompts", PLAIN, "convictions.toml")
    with pytest.raises(InputError, match="the name convictions belongs to a pack that comes") as refused:
        load_packs(tmp_path, {"daily"})
    assert "my-convictions.toml" in refused.value.hint


def test_an_unknown_pack_is_not_found_with_the_nearest_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no pack conviction\. Did you mean convictions\?"):
        load_packs(tmp_path, {"conviction"})
    with pytest.raises(NotFoundError, match=r"no pack daly\. Did you mean daily\?"):
        load_packs(tmp_path, {"daily"}).pack("daly")


def test_an_unknown_prompt_is_not_found_with_the_nearest_id(tmp_path: Path) -> None:
    packs = load_packs(tmp_path, {"convictions"})
    with pytest.raises(NotFoundError, match=r"no prompt convictions/live\. Did you mean convictions/lived\?"):
        packs.prompt("convictions/live")
    assert packs.pack("convictions").title == "Convictions"
