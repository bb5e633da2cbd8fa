"""The table of settings: what each means, what it takes, and its default."""

from __future__ import annotations

from typing import Any, NamedTuple

from reflect.errors import NotFoundError, nearest
from reflect.insight.languages import LANGUAGES
from reflect.model import VISIBILITIES
from reflect.settings.kinds import Command, Month, Takes, Truth, Weekdays, Whole, Word
from reflect.settings.values import Settings


class Setting(NamedTuple):
    """One row of the table: a field of Settings, what it means, and what it takes."""

    key: str
    meaning: str
    takes: Takes

    @property
    def default(self) -> Any:
        """The value that serves where she set none."""
        return getattr(Settings(), self.key)

    def raw(self, value: Any) -> str | int | bool:
        """A value as programs get it: numbers, truths and words as they are, anything else as it is typed."""
        return value if isinstance(value, str | int) else self.takes.said(value)

    def said(self, settings: Settings) -> str:
        """Its value as a person types it."""
        return self.takes.said(getattr(settings, self.key))


SETTINGS: tuple[Setting, ...] = (
    Setting("year_starts", "The month in which your year starts.", Month()),
    Setting(
        "day_ends",
        "The hour of the night until which a day lasts.",
        Whole(0, 12, "an hour from 0 to 12"),
    ),
    Setting("workdays", "The days on which you work, unless away.", Weekdays()),
    Setting(
        "daily_questions", "How many questions a daily asks at most.", Whole(1, 3, "a whole number from 1 to 3")
    ),
    Setting(
        "focus_weeks",
        "How many weeks a pack stays in focus.",
        Whole(1, 52, "a whole number from 1 to 52"),
    ),
    Setting("guesses", "Whether a review asks for guesses first.", Truth()),
    Setting(
        "stop_words",
        "The language whose everyday words are no themes; auto: the one you write in.",
        Word("|".join(("auto", *LANGUAGES)), f"auto, or a language: {', '.join(LANGUAGES)}"),
    ),
    Setting("pager", "The command that shows long pages; cat: none.", Command()),
    Setting("editor", "The command of the editor for your texts.", Command()),
    Setting(
        "default_visibility",
        "What a new answer is: private, coach or sealed.",
        Word("|".join(VISIBILITIES), f"one of {', '.join(VISIBILITIES)}"),
    ),
    Setting(
        "backups_kept",
        "How many backups with a date are kept.",
        Whole(1, 1000, "a whole number from 1 to 1000"),
    ),
    Setting(
        "backup_every",
        "After how many days a backup is made by itself; 0: never.",
        Whole(0, 365, "a number of days from 0 to 365"),
    ),
)


def setting_of(key: str) -> Setting:
    """The row of that key. Raises NotFoundError with the nearest one."""
    for setting in SETTINGS:
        if setting.key == key:
            return setting
    near = nearest(key, [setting.key for setting in SETTINGS])
    raise NotFoundError(f"There is no setting {key}.{near}", hint="See them all: reflect settings")
