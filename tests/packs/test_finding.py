"""Where packs lie, which of them are read, and what a broken one of hers may stop: nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflect.errors import InputError, NotFoundError
from reflect.packs import load_packs, pack_files
from tests.conftest import Desk
from tests.packs.texts import PLAIN, pack_file


def test_packs_of_her_own_stand_after_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    pack_file(tmp_path / "prompts", PLAIN, "aaa.toml")
    pack_file(tmp_path / "prompts", "no pack", "README.md")
    pack_file(tmp_path / "prompts", "left by an editor", ".#aaa.toml")
    assert list(pack_files(tmp_path))[-1] == "aaa"
    assert list(load_packs(tmp_path, ["aaa", "daily"]).by_key) == ["daily", "aaa"]
    assert load_packs(tmp_path).prompt("aaa/one").pack == "aaa"


def own(home: Path, text: str, name: str = "mine.toml") -> Path:
    """A file in her own folder of packs."""
    (home / "prompts").mkdir(parents=True, exist_ok=True)
    return pack_file(home / "prompts", text, name)


def test_only_the_packs_that_are_wanted_are_read(tmp_path: Path) -> None:
    own(tmp_path, "broken")
    assert list(load_packs(tmp_path, {"convictions", "daily"}).by_key) == ["convictions", "daily"]
    with pytest.raises(InputError, match=r"mine\.toml, at the end"):
        load_packs(tmp_path)


def test_a_pack_of_hers_cannot_take_a_shipped_packs_name(tmp_path: Path) -> None:
    own(tmp_path, PLAIN, "convictions.toml")
    assert pack_files(tmp_path)["convictions"].parent != tmp_path / "prompts"
    with pytest.raises(
        InputError, match=r"the name convictions belongs to a pack that comes.* my-convictions\.toml"
    ):
        load_packs(tmp_path)


def test_a_pack_that_does_not_agree_with_the_others_is_refused_only_where_all_are_loaded(tmp_path: Path) -> None:
    own(tmp_path, PLAIN + 'part-of = "convictions/live"\n')
    assert "mine" in load_packs(tmp_path, {"mine"}).by_key
    with pytest.raises(InputError, match=r"mine/one: part-of: there is no prompt convictions/live\. Did you mean"):
        load_packs(tmp_path)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("broken", "mine.toml", "mine.toml has mistakes, .*: reflect prompts check mine.toml"),
        (PLAIN, "daily.toml", "daily.toml: the name daily belongs .* my-daily.toml"),
        (
            PLAIN + 'part-of = "convictions/live"\n',
            "mine.toml",
            "mine.toml has mistakes, .* prompts check mine.toml",
        ),
    ],
    ids=["broken", "a shipped name", "not in agreement"],
)
def test_a_bad_pack_of_hers_is_left_out_with_one_sentence(tmp_path: Path, text: str, name: str, said: str) -> None:
    own(tmp_path, text, name)
    own(tmp_path, PLAIN, "whole.toml")
    sentences: list[str] = []
    packs = load_packs(tmp_path, leave_out=sentences.append)
    assert list(packs.by_key) == [*load_packs(Path("nowhere")).by_key, "whole"]
    (sentence,) = sentences
    assert re.fullmatch(f"{said}.*", sentence)


def test_what_relies_on_a_pack_that_is_left_out_is_left_out_too(tmp_path: Path) -> None:
    own(tmp_path, PLAIN + 'part-of = "daily/nothing"\n', "aaa.toml")
    own(tmp_path, PLAIN + 'part-of = "aaa/one"\n', "bbb.toml")
    sentences: list[str] = []
    packs = load_packs(tmp_path, leave_out=sentences.append)
    assert not {"aaa", "bbb"} & set(packs.by_key)
    assert len(sentences) == 2


def test_a_folder_that_cannot_be_read_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prompts").mkdir()
    listed = Path.iterdir

    def refusing(self: Path) -> Iterator[Path]:
        if self == tmp_path / "prompts":
            raise PermissionError(13, "Permission denied")
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", refusing)
    sentences: list[str] = []
    assert "daily" in load_packs(tmp_path, leave_out=sentences.append).by_key
    assert sentences == [f"{tmp_path / 'prompts'}: cannot be read: Permission denied."]


@pytest.mark.parametrize("name", ["mine.toml", "convictions.toml"])
def test_a_bad_pack_of_hers_stops_no_daily(desk: Desk, name: str) -> None:
    own(desk.home, "broken", name)
    assert desk.run("daily --answers -", given={"daily/hold": "No surprises"}).code == 0
    assert desk.run("daily --answers -", given={"convictions/demonstration": "I told Ana first."}).code == 0


def test_a_left_out_pack_is_named_once_on_standard_error(desk: Desk) -> None:
    own(desk.home, "broken")
    desk.run("prompts list")
    assert desk.code == 0
    assert desk.err.count("mine.toml has mistakes") == 1
    assert "mine.toml" not in desk.out


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
