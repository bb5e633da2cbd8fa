"""What stands in place of a section that has nothing to say: what would fill it."""

from __future__ import annotations

from collections.abc import Mapping

from reflect.review.blocks import Note, Section

UNFILLED: Mapping[str, Section] = {
    key: Section(key, title, (Note("empty", text, command),), detail=True)
    for key, title, text, command in (
        ("before-you-look", "Before you look", "Nothing was guessed before this page.", ""),
        ("surprises", "You may not have known", "Nothing in this period passed its test.", ""),
        ("lived", "What you lived", "Nothing yet: the daily's first question fills this.", "daily"),
        ("commitments", "Commitments", "None came due, and none is open.", "commitments add"),
        ("steps", "Step in, step back", "None logged. When you take something over, or leave it:", "log step"),
        ("people", "People", "Nobody is on your roster yet:", "people add NAME"),
        ("needs", "What they need", "None is open. When somebody names one:", "needs add"),
        ("failures", "Failures", "None logged. When something fails:", "log failure"),
        ("disconnects", "Disconnects", "None was open in this period.", "disconnects add"),
        ("feedback", "Feedback", "None asked for. When you have asked somebody:", "log feedback"),
        ("scales", "Other scales", "None was answered; the weekly asks some.", "weekly"),
        ("tests", "Credit, leavers", "Neither credit nor a departure was logged.", "log credit"),
        ("listening", "Listening", "Nobody whom you listened to was logged.", "log conversation"),
        ("foundations", "Six foundations", "None was logged. When you give one:", "log foundation"),
        ("themes", "Themes", "There are no words yet to find themes in.", "daily"),
        ("year-ago", "A year ago", "There are no words of a year ago.", ""),
        ("close", "Next", "The cross-check closes a quarter.", "crosscheck"),
    )
}
"""By section key; a section that always says something has none."""

TOLD_UNFILLED = ("needs", "failures", "feedback", "scales", "tests", "listening", "foundations", "themes")
"""Those that a full review tells of though they are empty; the others stand in one only when asked for."""
