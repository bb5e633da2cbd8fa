"""What a pack asks: prompts, packs, and the wording as it is kept with the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from reflect.frozen import frozen
from reflect.model.words import Cadence, Good, Kind, Visibility

EVENTS = (
    "gain",
    "step",
    "failure",
    "credit",
    "departure",
    "conversation",
    "foundation",
    "demonstration",
    "feedback",
)
"""What happened and was logged by a short form, in the order in which help and lists name them."""

LIVED = "convictions/lived"
DEMONSTRATION = "convictions/demonstration"
SUPPORT = "convictions/support"
TALLY = "daily/tally"
NOTE = "note"
OWN_SOURCE = "reflect"
"""The source of a pack whose questions are the program's own."""
BRIEF = "brief"
"""The kind of the entry that remembers a brief."""

COSTLY = "costly"
"""The choice that marks a demonstration as one that cost her something."""
NEED_TOLD = "their-success/need-told"
"""Comes back to a need that is open."""
LACKS = "room-to-fail/lacks"
"""What somebody lacks: the answer makes a need, of the kind that it chooses."""


@frozen
class Prompt:
    """One question as a pack asks it today.

    `asked` is a template: `<person>`, `<conviction>` and `<day>` are filled in when it is asked. `labels` are
    the five steps of a scale or grid, lowest first; `options` the short words of a choice; `keys` the single
    keys of a tally, one for each option. `then` names the further parts of the same answer (a choice that also
    takes a line of text), worded by `then_asked`. `about` is the noun that the prompt goes over.

    `forms` are the event forms in which it is a field, at its `place` in their order; `quick` fields are those
    that the daily's tally asks at once. `when` holds, for other fields of the same form, the choices after
    which alone this one is asked. `visibility` is that of new answers, where it is not the one of the settings.
    `source` is the pack's.
    """

    id: str
    asked: str
    kind: Kind
    why: str
    version: int = 1
    cadence: Cadence | None = None
    labels: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    good: Good | None = None
    feeds: tuple[str, ...] = ()
    about: Literal["conviction", "person"] | None = None
    then: tuple[Kind, ...] = ()
    then_asked: str = ""
    gap: bool = False
    part_of: str = ""
    forms: tuple[str, ...] = ()
    place: int = 0
    quick: bool = False
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    visibility: Visibility | None = None
    source: str = ""

    @property
    def where_from(self) -> str:
        """Where the question comes from: why it is asked, then the source of its pack, where that is another's."""
        return f"{self.why} From: {self.source}." if self.source not in ("", OWN_SOURCE) else self.why

    @property
    def pack(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def question(self) -> Question:
        """The wording, as it is kept with the answers."""
        return Question(self.id, self.version, self.asked, self.kind, self.labels, self.good)

    def worded(self, places: Mapping[str, str]) -> str:
        """The wording with `<conviction>`, `<person>` and `<day>` filled in; unknown places stay as they are."""
        return re.sub("<([a-z]+)>", lambda place: places.get(place[1], place[0]), self.asked)


NOTE_PROMPT = Prompt(NOTE, "A note.", "text", why="Free writing, and what came from other journals.")


@frozen
class Pack:
    """The prompts of one source, in the order in which the file gives them."""

    key: str
    title: str
    source: str
    purpose: str
    prompts: tuple[Prompt, ...]


@frozen
class Question:
    """A wording as it was asked: kept with the journal, so that answers outlive their pack."""

    prompt: str
    version: int
    asked: str
    kind: Kind
    labels: tuple[str, ...] = ()
    good: Good | None = None
