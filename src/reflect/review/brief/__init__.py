"""The brief for her coach: what it asks for, what may go into it, and the document that comes of it."""

from reflect.review.brief.document import coaching_brief
from reflect.review.brief.words import week_of

__all__ = ["coaching_brief", "week_of"]
