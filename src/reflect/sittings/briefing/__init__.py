"""Making a brief for her coach: its choices asked for and remembered, its names settled, then the document."""

from reflect.sittings.briefing.holding import hold_briefing
from reflect.sittings.briefing.names import checked
from reflect.sittings.briefing.remembering import Briefing, open_briefing

__all__ = ["Briefing", "checked", "hold_briefing", "open_briefing"]
