"""The nouns: what a pack asks, what an entry holds, and what she keeps track of.

Everything here is frozen and knows nothing of files, screens or clocks. Codes (C1, P2, K3, D4, N5) name
nouns for people and in answers; ids (UUIDv7) are their identity.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "text",
    "scale",
    "grid",
    "choice",
    "choices",
    "person",
    "yes/no",
    "number",
    "date",
    "document",
    "tally",
    "conviction",
    "commitment",
    "disconnect",
    "need",
]
Cadence: TypeAlias = Literal["daily", "weekly", "monthly", "quarterly", "yearly"]
State: TypeAlias = Literal["answered", "passed", "none", "open"]
Visibility: TypeAlias = Literal["private", "coach", "sealed"]
Good: TypeAlias = Literal["up", "down"]
Relation: TypeAlias = Literal["new", "steady", "in repair"]
Scope: TypeAlias = Literal["self", "immediate", "larger"]
Outcome: TypeAlias = Literal["kept", "partly", "not", "renegotiated"]
NeedKind: TypeAlias = Literal["do the job", "stay current", "advance", "try leading"]
NeedState: TypeAlias = Literal["asked", "under way", "met", "refused and told", "forgotten"]
ConvictionKind: TypeAlias = Literal["value", "belief", "ethic"]

KINDS: tuple[Kind, ...] = get_args(Kind)
CADENCES: tuple[Cadence, ...] = get_args(Cadence)
STATES: tuple[State, ...] = get_args(State)
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
SCOPES: tuple[Scope, ...] = get_args(Scope)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
NEED_KINDS: tuple[NeedKind, ...] = get_args(NeedKind)
NEED_STATES: tuple[NeedState, ...] = get_args(NeedState)
CONVICTION_KINDS: tuple[ConvictionKind, ...] = get_args(ConvictionKind)

SCALE = (1, 2, 3, 4, 5)

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
COSTLY = "costly"
"""The choice that marks a demonstration as one that cost her something."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question as a pack asks it today.

    `asked` is a template: `<person>`, `<conviction>` and `<day>` are filled in when it is asked. `labels` are
    the five steps of a scale or grid, lowest first; `options` the short words of a choice; `keys` the single
    keys of a tally, one for each option. `then` names the further parts of the same answer (a choice that also
    takes a line of text), worded by `then_asked`. `about` is the noun that the prompt goes over.

    `forms` are the event forms in which it is a field, at its `place` in their order; `quick` fields are those
    that the daily's tally asks at once. `when` holds, for other fields of the same form, the choices after
    which alone this one is asked.
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


@dataclass(frozen=True, slots=True)
class Pack:
    """The prompts of one source, in the order in which the file gives them."""

    key: str
    title: str
    source: str
    purpose: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A wording as it was asked: kept with the journal, so that answers outlive their pack."""

    prompt: str
    version: int
    asked: str
    kind: Kind
    labels: tuple[str, ...] = ()
    good: Good | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one prompt about one subject; `value` is 1-5, `made` the code of a noun it created."""

    id: str
    prompt: str
    state: State = "answered"
    value: int | None = None
    choice: str | None = None
    choices: tuple[str, ...] = ()
    text: str | None = None
    person: str | None = None
    conviction: str | None = None
    made: str | None = None
    visibility: Visibility = "private"
    version: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One sitting, one logged event or one note.

    `at` is the moment in UTC as ISO 8601 with a Z, or None where an import did not know it; `day` is the
    journal day it belongs to; `about_from` and `about_to` the period that a longer sitting looks back on;
    `origin` the format it was imported from, empty for what was written here.
    """

    id: str
    kind: str
    day: date
    at: str | None = None
    zone: str | None = None
    late: bool = False
    about_from: date | None = None
    about_to: date | None = None
    origin: str = ""
    tags: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """What a conviction says, and how much it matters to her (1-5), from a day on."""

    since: date
    statement: str
    importance: int | None = None


@dataclass(frozen=True, slots=True)
class Conviction:
    """Something she holds; its wordings are in order of their days, and there is at least one."""

    id: str
    code: str
    wordings: tuple[Wording, ...]
    kind: ConvictionKind | None = None
    retired: date | None = None
    visibility: Visibility = "private"

    @property
    def statement(self) -> str:
        return self.wordings[-1].statement

    @property
    def importance(self) -> int | None:
        return self.wordings[-1].importance

    @property
    def since(self) -> date:
        return self.wordings[0].since

    def active_on(self, day: date) -> bool:
        """Held on that day: begun, and not yet retired."""
        return self.since <= day and (self.retired is None or day < self.retired)

    def worded_on(self, day: date) -> Wording:
        """The wording that held on that day; the first one for a day before all of them."""
        held = [wording for wording in self.wordings if wording.since <= day]
        return held[-1] if held else self.wordings[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a person, from a day on."""

    since: date
    relation: Relation


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on her roster; what success is to them and what moves them are answers, not columns."""

    id: str
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    relations: tuple[Standing, ...] = ()
    leads_others: bool = False
    since: date | None = None
    left: date | None = None
    visibility: Visibility = "private"

    @property
    def relation(self) -> Relation:
        return self.relations[-1].relation if self.relations else "steady"


@dataclass(frozen=True, slots=True)
class Commitment:
    """If CUE then I will ACT, by a day."""

    id: str
    code: str
    act: str
    made: date
    cue: str | None = None
    due: date | None = None
    outcome: Outcome | None = None
    closed: date | None = None
    visibility: Visibility = "private"


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Where belief and organization part (`disconnect`) or meet (`connect`)."""

    id: str
    code: str
    kind: Literal["disconnect", "connect"]
    scope: Scope
    text: str
    opened: date
    closed: date | None = None
    how: str | None = None
    visibility: Visibility = "private"


@dataclass(frozen=True, slots=True)
class NeedStep:
    """Where a need stands, from a day on."""

    since: date
    state: NeedState


@dataclass(frozen=True, slots=True)
class Need:
    """What a person lacks; the steps are in order of their days, the first is when it was asked."""

    id: str
    code: str
    person: str
    text: str
    steps: tuple[NeedStep, ...]
    kind: NeedKind | None = None
    visibility: Visibility = "private"

    @property
    def state(self) -> NeedState:
        return self.steps[-1].state

    @property
    def asked(self) -> date:
        return self.steps[0].since

    @property
    def is_open(self) -> bool:
        return self.state in ("asked", "under way")


@dataclass(frozen=True, slots=True)
class Focus:
    """The pack whose rotating questions are asked for, from a day to its last one; None while that is open."""

    id: str
    pack: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Days that are no workdays, both ends included."""

    id: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class HiddenWord:
    """A word that is not to stand among her themes."""

    id: str
    word: str


@dataclass(frozen=True, slots=True)
class AllowedWord:
    """A word that the name scan lets through."""

    id: str
    word: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What she guessed about a period (its key) before she looked; `at` as in an Entry, `question` its key."""

    id: str
    period: str
    at: str | None
    question: str
    guess: str


Mark: TypeAlias = Focus | Away | HiddenWord | AllowedWord | Guess
"""What is kept beside entries and nouns, without a code."""

Noun: TypeAlias = Conviction | Person | Commitment | Disconnect | Need


@dataclass(frozen=True, slots=True)
class Nouns:
    """All that she keeps track of, each kind in order of its codes."""

    convictions: tuple[Conviction, ...] = ()
    people: tuple[Person, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    disconnects: tuple[Disconnect, ...] = ()
    needs: tuple[Need, ...] = field(default=())

    def active_convictions(self, day: date) -> tuple[Conviction, ...]:
        return tuple(c for c in self.convictions if c.active_on(day))
