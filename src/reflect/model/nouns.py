"""What she keeps track of: convictions, people, commitments, disconnects and needs."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Literal, TypeAlias

from reflect.frozen import frozen
from reflect.model.words import ConvictionKind, NeedKind, NeedState, Outcome, Relation, Scope, Visibility


@frozen
class Wording:
    """What a conviction says, and how much it matters to her (1-5), from a day on."""

    since: date
    statement: str
    importance: int | None = None


@frozen
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


@frozen
class Standing:
    """How things stand with a person, from a day on."""

    since: date
    relation: Relation


@frozen
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


@frozen
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


@frozen
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


@frozen
class NeedStep:
    """Where a need stands, from a day on."""

    since: date
    state: NeedState


@frozen
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


Noun: TypeAlias = Conviction | Person | Commitment | Disconnect | Need


def words_of(noun: Noun) -> tuple[str, ...]:
    """What she wrote of a noun, each part by itself."""
    parts = (getattr(noun, name, None) for name in ("statement", "name", "cue", "act", "text", "how"))
    return tuple(part for part in parts if part)


@frozen
class Nouns:
    """All that she keeps track of, each kind in order of its codes."""

    convictions: tuple[Conviction, ...] = ()
    people: tuple[Person, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    disconnects: tuple[Disconnect, ...] = ()
    needs: tuple[Need, ...] = field(default=())

    def active_convictions(self, day: date) -> tuple[Conviction, ...]:
        return tuple(c for c in self.convictions if c.active_on(day))
