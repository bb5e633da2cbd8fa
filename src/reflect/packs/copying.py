"""A pack of her own to begin with: a small one, or a copy of one that is there."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reflect.model import Pack, Prompt

START = """\
# A line that begins with # is a remark. The fields are explained in prompts/README.md of reflect.
# After a change: reflect prompts check {key}

[pack]
title = "{title}"
source = "My own questions"
purpose = "Say here in one sentence what these questions are for."

[labels]
how-much = ["not at all", "a little", "about half", "mostly", "fully"]

[prompts.noticed]
asked = "What did you notice <day> that you would have missed a month ago?"
kind = "text"
cadence = "daily"
why = "Say here where the question comes from, or what it is for."

[prompts.kept-in-mind]
asked = "How far did you keep in mind this week what you set out to?"
kind = "scale"
cadence = "weekly"
labels = "how-much"
good = "up"
why = "A scale gets its trend in the review by itself."
"""


def new_pack(key: str) -> str:
    """The text of a small pack to change."""
    return START.format(key=key, title=key.replace("-", " ").capitalize())


def copied_pack(pack: Pack, key: str) -> str:
    """The text of a copy of a pack under another key, to change.

    Its prompts are new ones, so they begin at version 1, and name each other by their new ids. The fields of
    event forms stay with the pack that has them: a form would ask a copied field twice.
    """
    lines = [
        f"# A copy of the pack {pack.key}, yours to change.",
        "# The fields are explained in prompts/README.md of reflect.",
        f"# After a change: reflect prompts check {key}",
        "",
        "[pack]",
        _line("title", f"{pack.title}, my copy"),
        _line("source", pack.source),
        _line("purpose", pack.purpose),
    ]
    for prompt in pack.prompts:
        if prompt.cadence or not prompt.forms:
            lines += ["", *_prompt(prompt, key)]
    return "\n".join(lines) + "\n"


def _prompt(prompt: Prompt, key: str) -> Iterator[str]:
    yield f"[prompts.{prompt.id.partition('/')[2]}]"
    own = prompt.part_of.startswith(f"{prompt.pack}/")
    part_of = f"{key}/{prompt.part_of.partition('/')[2]}" if own else prompt.part_of
    fields: dict[str, str | bool | list[str] | None] = {
        "asked": prompt.asked,
        "kind": prompt.kind,
        "cadence": prompt.cadence,
        "about": prompt.about,
        "labels": list(prompt.labels),
        "good": prompt.good,
        "options": list(prompt.options),
        "keys": list(prompt.keys),
        "then": list(prompt.then),
        "then-asked": prompt.then_asked,
        "gap": prompt.gap,
        "part-of": part_of,
        "visibility": prompt.visibility,
        "feeds": list(prompt.feeds),
        "why": prompt.why,
    }
    for field, value in fields.items():
        if value:
            yield _line(field, value)


def _line(field: str, value: object) -> str:
    # JSON's texts, lists and truths are TOML's too, as long as no control character stands in them.
    return f"{field} = {json.dumps(value, ensure_ascii=False)}"
