"""What a brief asks for, and how a brief is remembered.

A brief is an entry of the kind "brief": `about_from` and `about_to` are its period, its day is the one on which it
was made, and its answers are the choices, to the prompts below. So no table is needed, undo takes a choice back,
and the lossless export holds them. What is still open says that it is half made: `brief/written` is answered when
the file stands. `made` names what an answer is about: the code of a commitment (`brief/agreed`), the id of an
entry or answer (`brief/incident`, `brief/included`).

These prompts stand here and in no pack: nobody rewords them, and no sitting asks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from reflect.frozen import frozen
from reflect.model import OUTCOMES, Entry, Prompt

BRIEF = "brief"
"""The kind of its entry, and the pack of its prompts."""

OPEN, IN, OUT = "still open", "in", "out"

AGREED = Prompt(
    "brief/agreed",
    "What came of it?",
    "choice",
    options=(*OUTCOMES, OPEN),
    why="It is a commitment of the last time.",
)
GOAL = Prompt(
    "brief/goal",
    "What do you want from this session, and how will you know that you have it?",
    "text",
    why="A session goes where its goal points; a coach works with yours, not with her own.",
)
ASK_ME = Prompt(
    "brief/ask-me",
    "What is the one thing that your coach should ask you about?",
    "text",
    why="The question that you hope nobody asks is often the one.",
)
INCIDENT = Prompt(
    "brief/incident",
    "What happened, as a camera would have seen it?",
    "text",
    why="One incident told whole teaches a coach more than ten in a line each.",
)
DID = Prompt("brief/did", "What did you do?", "text", why="Your own part of it, as a camera would have seen it.")
FEARED = Prompt("brief/feared", "What did you fear?", "text", why="What moved you, which no camera sees.")
INCLUDED = Prompt("brief/included", "Does it go in?", "choice", options=(IN, OUT), why="What is marked may go in.")
WRITTEN = Prompt(
    "brief/written", "As what was it written?", "choice", options=("markdown", "html"), why="The file."
)

PROMPTS: Mapping[str, Prompt] = {
    prompt.id: prompt for prompt in (AGREED, GOAL, ASK_ME, INCIDENT, DID, FEARED, INCLUDED, WRITTEN)
}
ASKED_ONCE = (GOAL, ASK_ME, INCIDENT, DID, FEARED, WRITTEN)
"""Those that every brief has one answer to; the others have one for each thing that they are about."""


@frozen
class Choices:
    """What she chose for one brief; texts are empty where she passed.

    `incident` is the id of the entry or answer that it is told of. `included` says, by the id of an answer,
    whether it goes in; about an answer that is not named there the rule decides. `agreed` is what came of a
    commitment, by its code. Without `others` nobody else's words go in by a mark alone: where every answer is
    marked by default, a mark says nothing.
    """

    goal: str = ""
    ask_me: str = ""
    incident: str = ""
    happened: str = ""
    did: str = ""
    feared: str = ""
    included: Mapping[str, bool] = field(default_factory=dict)
    agreed: Mapping[str, str] = field(default_factory=dict)
    others: bool = True


def choices_of(entry: Entry) -> Choices:
    """The choices that a brief's entry holds; what is still open has not been chosen."""
    given = [answer for answer in entry.answers if answer.state == "answered"]
    said = {answer.prompt: (answer.text or "").strip() for answer in given}
    return Choices(
        goal=said.get(GOAL.id, ""),
        ask_me=said.get(ASK_ME.id, ""),
        incident=next((answer.made or "" for answer in given if answer.prompt == INCIDENT.id), ""),
        happened=said.get(INCIDENT.id, ""),
        did=said.get(DID.id, ""),
        feared=said.get(FEARED.id, ""),
        included={a.made: a.choice == IN for a in given if a.prompt == INCLUDED.id and a.made is not None},
        agreed={a.made: a.choice or "" for a in given if a.prompt == AGREED.id and a.made is not None},
    )


def is_written(entry: Entry) -> bool:
    """Whether its file was written, so that it is no longer half made."""
    return any(answer.prompt == WRITTEN.id and answer.state == "answered" for answer in entry.answers)
