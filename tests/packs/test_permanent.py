"""What a journal relies on for good: prompt ids, and the labels and short words of each version."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reflect.model import Prompt
from reflect.packs import load_packs

GOLDEN = Path(__file__).parents[1] / "golden"
IDS, LABELS = GOLDEN / "prompt_ids.txt", GOLDEN / "prompt_labels.txt"
PROMPTS = load_packs(Path("nowhere")).prompts()


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def words_line(prompt: Prompt) -> str:
    """The labels and options of a prompt's version, on one line."""
    return f"{versioned(prompt)} {' · '.join(prompt.labels)} | {' · '.join(prompt.options)}"


def versioned(prompt: Prompt) -> str:
    return f"{prompt.id} v{prompt.version}:"


def unkept(known: list[str], now: list[Prompt]) -> list[str]:
    """A sentence for each prompt whose labels or short words changed while its version did not."""
    by_version = {line.partition(" |")[0].partition(":")[0]: line for line in known}
    return [
        f"{prompt.id}: its labels or options changed; raise its version by one, since trends break there."
        for prompt in now
        if by_version.get(versioned(prompt).rstrip(":"), words_line(prompt)) != words_line(prompt)
    ]


@pytest.fixture(autouse=True, scope="module")
def write_what_is_new() -> None:
    """UPDATE_GOLDEN=1 adds new ids and new versions; what stands there is never taken away."""
    if os.environ.get("UPDATE_GOLDEN"):
        ids = {*(lines(IDS) if IDS.exists() else ()), *(prompt.id for prompt in PROMPTS)}
        IDS.write_text("\n".join(sorted(ids)) + "\n", encoding="utf-8")
        kept = lines(LABELS) if LABELS.exists() else []
        versions = {line.partition(":")[0] for line in kept}
        new = [words_line(p) for p in PROMPTS if p.labels or p.options if versioned(p)[:-1] not in versions]
        LABELS.write_text("\n".join(sorted([*kept, *new])) + "\n", encoding="utf-8")


def test_no_prompt_id_was_ever_removed_or_renamed() -> None:
    gone = set(lines(IDS)) - {prompt.id for prompt in PROMPTS}
    assert not gone, f"Answers are kept under these ids: {sorted(gone)}. Bring them back; an id is permanent."


def test_every_prompt_id_is_kept_for_good() -> None:
    new = {prompt.id for prompt in PROMPTS} - set(lines(IDS))
    assert not new, f"New ids: {sorted(new)}. Are they the names they shall have for good? Then UPDATE_GOLDEN=1."


def test_ids_are_unique() -> None:
    ids = [prompt.id for prompt in PROMPTS]
    assert len(ids) == len(set(ids))


def test_labels_and_short_words_change_only_with_the_version() -> None:
    assert unkept(lines(LABELS), list(PROMPTS)) == []


def test_every_version_of_labels_and_short_words_is_kept() -> None:
    kept = set(lines(LABELS))
    new = [words_line(p) for p in PROMPTS if (p.labels or p.options) and words_line(p) not in kept]
    assert not new, "New labels or options, or a new version of them: UPDATE_GOLDEN=1 adds them."


def test_a_changed_label_of_the_same_version_is_told_to_raise_it() -> None:
    told = {"id": "a/b", "asked": "A?", "kind": "scale", "why": "W", "labels": ("a", "b", "c", "d", "e")}
    prompt = Prompt(**told)  # type: ignore[arg-type]  # any fields
    changed = Prompt(**{**told, "labels": ("a", "b", "c", "d", "f")})  # type: ignore[arg-type]  # any fields
    raised = Prompt(**{**told, "labels": ("a", "b", "c", "d", "f"), "version": 2})  # type: ignore[arg-type]  # any fields
    known = [words_line(prompt)]
    assert unkept(known, [prompt]) == unkept(known, [raised]) == []
    assert unkept(known, [changed]) == [
        "a/b: its labels or options changed; raise its version by one, since trends break there."
    ]
