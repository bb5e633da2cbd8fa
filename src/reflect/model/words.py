"""The closed lists of words that prompts, answers and nouns are told in."""

from __future__ import annotations

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
