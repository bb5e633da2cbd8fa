"""What her settings say; the table of what each takes lies apart, and is read only where she set one."""

from __future__ import annotations

from reflect.frozen import frozen
from reflect.model import Visibility


@frozen
class Settings:
    """What she may set, a field for each row of the table of settings, with its default.

    `year_starts` is a month (1-12), `day_ends` an hour (0-12), `workdays` are weekdays (0 is Monday). An empty
    `pager` or `editor` leaves the choice to the environment; `stop_words` is a language code, or "auto".
    `backup_every` counts days, 0 for never.
    """

    year_starts: int = 1
    day_ends: int = 4
    workdays: frozenset[int] = frozenset(range(5))
    daily_questions: int = 3
    focus_weeks: int = 3
    guesses: bool = True
    stop_words: str = "auto"
    pager: str = ""
    editor: str = ""
    default_visibility: Visibility = "private"
    backups_kept: int = 5
    backup_every: int = 7
