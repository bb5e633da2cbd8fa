"""What was asked before, as the choice of questions needs to know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from reflect.choosing import Asked
from reflect.demo.drafts import Draft
from reflect.model import DEMONSTRATION

GIVEN = "small-gains/given"


@dataclass
class Memory:
    """The days on which each prompt was asked, each person had a gain, each conviction was asked about.

    Days are noted in their order, each when it is over.
    """

    prompts: dict[str, date] = field(default_factory=dict)
    subjects: dict[tuple[str, str], date] = field(default_factory=dict)
    gains: dict[str, date] = field(default_factory=dict)
    demonstrated: list[tuple[date, str]] = field(default_factory=list)

    def note(self, draft: Draft) -> None:
        """Remember what an entry answered."""
        for answer in draft.answers:
            self.prompts[answer.prompt] = draft.day
            for code in (answer.person, answer.conviction):
                if code is not None:
                    self.subjects[answer.prompt, code] = draft.day
            if answer.prompt == GIVEN and answer.person is not None:
                self.gains[answer.person] = draft.day
            if answer.prompt == DEMONSTRATION and answer.conviction is not None:
                self.demonstrated.append((draft.day, answer.conviction))

    @property
    def asked(self) -> Asked:
        return Asked(self.prompts, self.subjects)

    def demonstrations_before(self, day: date) -> dict[str, date]:
        """For each conviction the last day before that one on which its demonstration was asked."""
        return {code: asked for asked, code in self.demonstrated if asked < day}

    def demonstrations_since(self, day: date) -> dict[str, int]:
        """For each conviction how often its demonstration was asked on that day or later."""
        found: dict[str, int] = {}
        for asked, code in self.demonstrated:
            if asked >= day:
                found[code] = found.get(code, 0) + 1
        return found
