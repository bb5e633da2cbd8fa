"""What passes between a file and the journal."""

from __future__ import annotations

from typing import TypeAlias

from reflect.model import Entry, Mark, Noun, Question

Record: TypeAlias = Question | Noun | Mark | Entry
"""A record as a file has it: a missing id is "", and a reference is a code of that file, a name or a statement."""
