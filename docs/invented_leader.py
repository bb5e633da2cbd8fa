"""The journal of an invented leader, for the pictures: the one that `reflect demo` shows, up to a fixed day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reflect.demo import leader_year
from reflect.exchange.write_jsonl import write_jsonl
from reflect.packs import load_packs

LAST_DAY = date(2025, 9, 30)
NOWHERE = Path(__file__).parent / "no home"
"""A home without packs of anybody's own: the shipped ones are asked from."""


def journal() -> str:
    """Fourteen months as JSON Lines, as `reflect import jsonl` takes them."""
    return b"".join(write_jsonl(leader_year(load_packs(NOWHERE), LAST_DAY))).decode()
