"""A pack's file as a Pack: every field arrives, and what the README promises holds."""

from __future__ import annotations

from pathlib import Path

from reflect.model import CADENCES, EVENTS, KINDS, Prompt
from reflect.packs import check_pack, pack_folder, read_pack
from reflect.packs.prompts import FIELDS, TRENDS
from tests.packs.texts import FIVE, HEAD, PLAIN, pack_file


def test_every_field_arrives_where_the_model_has_it(tmp_path: Path) -> None:
    text = (
        HEAD
        + f"[labels]\nhow = {FIVE}\n[prompts.a-b]\n"
        + 'asked = "How near to <person> <day>,\n{0.__class__} <3?"\n'.replace("\n{", " {")
        + 'kind = "choice"\nwhy = "W"\nversion = 3\ncadence = "monthly"\nlabels = "how"\ngood = "down"\n'
        + 'options = ["x y", "z"]\nfeeds = ["listening"]\nabout = "person"\nthen = ["scale", "text"]\n'
        + 'then-asked = "And?"\ngap = true\npart-of = "convictions/lived"\nforms = ["step", "gain"]\nplace = 7\n'
        + 'quick = true\nwhen = {"room-to-fail/direction" = ["in"], "mine/other" = ["x", "y"]}\n'
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
            forms=("step", "gain"),
            place=7,
            quick=True,
            when=(("room-to-fail/direction", ("in",)), ("mine/other", ("x", "y"))),
            source="S",
        ),
    )


def test_the_example_in_the_readme_is_a_whole_pack(tmp_path: Path) -> None:
    example = (pack_folder() / "README.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert check_pack(pack_file(tmp_path, example, "my-team.toml")) == []


def test_the_readme_names_every_field_kind_cadence_event_and_trend() -> None:
    readme = (pack_folder() / "README.md").read_text(encoding="utf-8")
    names = (*FIELDS, *KINDS, *CADENCES, *EVENTS, *TRENDS)
    assert [name for name in names if f"`{name}`" not in readme and f'`["{name}"]`' not in readme] == []


def test_a_line_break_within_a_text_counts_as_a_space(tmp_path: Path) -> None:
    text = PLAIN.replace('"What was good?"', '"""\nWhat was\n  good?\n"""').replace("\n", "\r\n")
    assert read_pack(pack_file(tmp_path, text)).prompts[0].asked == "What was good?"


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert read_pack(pack_file(tmp_path, b"\xef\xbb\xbf" + PLAIN.encode())).title == "T"


def test_a_pack_says_who_may_see_its_answers_unless_a_prompt_says_otherwise(tmp_path: Path) -> None:
    text = PLAIN.replace("[pack]", '[pack]\nvisibility = "coach"')
    more = text + '\n[prompts.other]\nasked = "And?"\nkind = "text"\nwhy = "So."\nvisibility = "sealed"\n'
    assert [prompt.visibility for prompt in read_pack(pack_file(tmp_path, more)).prompts] == ["coach", "sealed"]
