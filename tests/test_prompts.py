"""reflect prompts: list, show, check, new; and a pack of her own from its first line to a sitting."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from reflect.packs import pack_folder, read_pack
from tests.conftest import Desk
from tests.packs.texts import HEAD, PLAIN, pack_file


def own(desk: Desk, text: str, name: str = "mine.toml") -> Path:
    """A file in her own folder of packs."""
    (desk.home / "prompts").mkdir(parents=True, exist_ok=True)
    return pack_file(desk.home / "prompts", text, name)


def table(desk: Desk, section: int = 0) -> list[dict[str, Any]]:
    """The rows of the table in a section of what was shown as JSON."""
    blocks = desk.json["sections"][section]["blocks"]
    rows: list[dict[str, Any]] = next(block["rows"] for block in blocks if block["shape"] == "table")
    return rows


# ---- list, show


def test_list_shows_every_pack_with_its_source_and_every_question(desk: Desk) -> None:
    own(desk, PLAIN)
    desk.run("prompts list --json")
    shipped = sorted(path.stem for path in pack_folder().glob("*.toml"))
    assert [section["key"] for section in desk.json["sections"]] == ["packs", *shipped, "mine"]
    desk.with_environ(COLUMNS="200").run("prompts list")
    assert desk.code == 0
    for shown in ("Timothy Platt", "Who stepped up <day> because you did not?", "small-gains/…", "mine/…"):
        assert shown in desk.out
    assert desk.run("prompts").out.strip() == desk.run("prompts list").out.strip()


def test_list_of_one_pack_says_when_each_is_asked(desk: Desk) -> None:
    desk.run("prompts list --pack step-back --json")
    rows = {row["id"]: row for row in table(desk)}
    assert len(rows) == 22
    assert rows["step-back/foundation"]["cadence"] == "weekly"
    assert rows["step-back/foundation"]["when"] == "weekly, log foundation"
    assert rows["step-back/trigger"]["forms"] == "step"


def test_list_of_an_unknown_pack_names_the_nearest(desk: Desk) -> None:
    desk.run("prompts list --pack step-bac")
    assert desk.code == 4
    assert "Did you mean step-back?" in desk.err


def test_looking_at_the_questions_creates_nothing(desk: Desk) -> None:
    for line in ("prompts", "prompts show convictions/lived", f"prompts check {pack_folder() / 'daily.toml'}"):
        assert desk.run(line).code == 0
    assert not desk.home.exists()


def test_show_tells_wording_source_answers_and_use(desk: Desk) -> None:
    desk.run("prompts show room-to-fail/critical --json")
    said = {row["key"]: row["value"] for row in table(desk)}
    assert said["asked"] == "Was it truly critical: no room for an error or a second try?"
    assert said["source"].startswith("Timothy Platt, ")
    assert said["why"].startswith("Platt: ")
    assert said["kind"] == "choice, then text"
    assert said["options"] == "yes · no · believed so"
    assert said["asked-when"] == "log step"
    assert said["after"] == "room-to-fail/direction: in"
    assert said["feeds"] == "steps"
    assert said["version"] == 1
    desk.run("prompts show convictions/lived")
    assert "1 went against it · 2 let it slide · 3 mixed · 4 mostly · 5 fully" in " ".join(desk.out.split())


def test_show_of_an_unknown_question_names_the_nearest(desk: Desk) -> None:
    desk.run("prompts show step-back/triger")
    assert desk.code == 4
    assert "Did you mean step-back/trigger?" in desk.err


# ---- check


def test_check_of_a_whole_pack_counts_its_prompts(desk: Desk, tmp_path: Path) -> None:
    assert "No mistakes: 1 prompt." in desk.run(["prompts", "check", str(pack_file(tmp_path, PLAIN))]).out
    desk.run(["prompts", "check", str(pack_folder() / "small-gains.toml")])
    assert "No mistakes: 18 prompts." in desk.out
    assert desk.code == 0


def test_check_explains_every_mistake_and_exits_with_3(desk: Desk, tmp_path: Path) -> None:
    text = PLAIN.replace("What was good?", "Why <persn>?") + 'cadence = "week"\n[prompts.two]\n'
    desk.run(["prompts", "check", str(pack_file(tmp_path, text)), "--json"])
    assert desk.code == 3
    mistakes = [item["text"] for item in desk.json["sections"][0]["blocks"][0]["items"]]
    assert len(mistakes) == 5
    for essential in (
        "cadence: week is not known",
        "for <persn>",
        "asked: is missing",
        "kind: is",
        "why: is missing",
    ):
        assert any(essential in mistake for mistake in mistakes)


def test_check_finds_how_a_question_is_put_and_what_fits_no_other_pack(desk: Desk, tmp_path: Path) -> None:
    text = PLAIN.replace("What was good?", "Why was it good?") + 'part-of = "convictions/live"\n'
    desk.run(["prompts", "check", str(pack_file(tmp_path, text))])
    assert desk.code == 3
    assert "begins with why" in desk.out
    assert "Did you mean convictions/lived?" in " ".join(desk.out.split())


def test_check_finds_her_own_pack_by_its_name(desk: Desk) -> None:
    own(desk, PLAIN + 'cadence = "week"\n')
    for name in ("mine", "mine.toml"):
        desk.run(["prompts", "check", name])
        assert desk.code == 3
        assert desk.err == ""


def test_check_refuses_the_name_of_a_shipped_pack_but_not_that_pack(desk: Desk, tmp_path: Path) -> None:
    desk.run(["prompts", "check", str(pack_file(tmp_path, PLAIN, "daily.toml"))])
    assert desk.code == 3
    assert "my-daily.toml" in " ".join(desk.out.split())
    assert desk.run(["prompts", "check", str(pack_folder() / "daily.toml")]).code == 0


def test_check_of_no_file_is_not_found(desk: Desk) -> None:
    assert desk.run("prompts check nothing.toml").code == 4


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("good?", "\x1b[31mgood?"),
        PLAIN.replace("good?", r"\u202Egood?"),
        PLAIN.replace("good", "g" * 10_000_000),
        PLAIN + PLAIN[len(HEAD) :],
        PLAIN.replace('"text"', "7"),
        PLAIN.replace("good?", "<{0.__class__}>?"),
    ],
    ids=["a control character", "a turned direction", "10 MB", "an id twice", "a wrong type", "a format string"],
)
def test_a_hostile_pack_is_refused_with_a_sentence_and_stops_nothing(desk: Desk, text: str) -> None:
    own(desk, text)
    desk.run("prompts check mine")
    assert desk.code == 3
    assert "mine.toml" in desk.out
    assert "\x1b" not in desk.out + desk.err
    assert "\u202e" not in desk.out + desk.err
    desk.run("prompts list --pack daily")
    assert desk.code == 0
    assert desk.err.startswith("mine.toml has mistakes")


def test_what_looks_like_a_format_string_is_only_text(desk: Desk) -> None:
    own(desk, PLAIN.replace("good?", "good in {0.__class__}?"))
    assert desk.run("prompts check mine").code == 0
    assert "good in {0.__class__}?" in desk.run("prompts show mine/one").out


# ---- new


def test_new_puts_a_small_pack_into_her_home_for_her_alone(desk: Desk) -> None:
    desk.run("prompts new my-team")
    path = desk.home / "prompts" / "my-team.toml"
    assert desk.code == 0
    assert desk.out == f"{path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (desk.home, path.parent)] == [0o700, 0o700]
    assert "No mistakes: 2 prompts." in desk.run("prompts check my-team").out


@pytest.mark.parametrize("pack", ["convictions", "room-to-fail", "their-success", "step-back", "small-gains"])
def test_a_copy_asks_the_same_under_new_ids_and_leaves_the_forms_alone(desk: Desk, pack: str) -> None:
    desk.run(f"prompts new my-copy --from {pack}")
    assert desk.run("prompts check my-copy").code == 0
    copied = {p.id: p for p in read_pack(desk.home / "prompts" / "my-copy.toml").prompts}
    original = [p for p in read_pack(pack_folder() / f"{pack}.toml").prompts if p.cadence]
    assert list(copied) == [f"my-copy/{p.id.partition('/')[2]}" for p in original]
    for prompt, copy in zip(original, copied.values(), strict=True):
        assert (copy.asked, copy.kind, copy.labels, copy.options) == (
            prompt.asked, prompt.kind, prompt.labels, prompt.options,
        )  # fmt: skip
        assert (copy.then, copy.about, copy.gap, copy.feeds) == (
            prompt.then, prompt.about, prompt.gap, prompt.feeds,
        )  # fmt: skip
        assert not copy.forms
        assert copy.part_of in ("", *copied)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("new daily", 6, "The pack daily comes with reflect."),
        ("new mine", 6, "There is a pack mine already"),
        ("new mine.toml", 6, "There is a pack mine already"),
        ("new My-Team", 3, "'My-Team' is no name for a pack."),
        ("new ../escape", 3, "is no name for a pack"),
        ("new other --from small-gain", 4, "Did you mean small-gains?"),
        ("new other --from daily", 3, "it is not copied"),
    ],
)
def test_new_refuses(desk: Desk, line: str, code: int, said: str) -> None:
    before = own(desk, PLAIN).read_bytes()
    desk.run(f"prompts {line}")
    assert desk.code == code
    assert said in desk.err
    assert [path.name for path in (desk.home / "prompts").iterdir()] == ["mine.toml"]
    assert (desk.home / "prompts" / "mine.toml").read_bytes() == before


def test_a_copy_of_her_own_pack_keeps_its_quotes_and_its_own_words(desk: Desk) -> None:
    own(desk, PLAIN.replace("What was good?", r"Was it \"good\" – or C:\\good?"))
    desk.run("prompts new again --from mine")
    assert read_pack(desk.home / "prompts" / "again.toml").prompts[0].asked == 'Was it "good" – or C:\\good?'


def test_show_of_a_pack_lists_its_questions_and_no_others(desk: Desk) -> None:
    shown = desk.run("prompts show small-gains").out
    assert desk.run("prompts list --pack small-gains").out == shown
    assert desk.run("prompts show small-gain").code == 4
    assert "Did you mean small-gains?" in desk.err
