"""Chance without dice: the same numbers in every run and on every machine, each by the name of what it decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar
from zlib import crc32

ItemT = TypeVar("ItemT")

_GOLDEN = 0x9E3779B97F4A7C15
_MASK = 0xFFFFFFFFFFFFFFFF


def _mixed(state: int) -> int:
    """One step of SplitMix64 (Steele, Lea and Flood 2014)."""
    mixed = (state + _GOLDEN) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31)


def bits(name: str, number: int = 0) -> int:
    """64 bits for the so-many-th decision of that name."""
    return _mixed(_mixed(crc32(name.encode())) ^ (number & _MASK))


def share(name: str, number: int = 0) -> float:
    """A number from 0 to 1, evenly."""
    return bits(name, number) / (_MASK + 1)


def swing(name: str, number: int = 0) -> float:
    """A number round 0 with a standard deviation of 1, nearly normal: the sum of twelve even ones (Irwin-Hall)."""
    return sum(share(f"{name} {part}", number) for part in range(12)) - 6


def picked(items: Sequence[ItemT], name: str, number: int = 0) -> ItemT:
    """One of the items, all of them as likely."""
    return items[bits(name, number) % len(items)]


def weighted(items: Sequence[ItemT], weights: Sequence[float], name: str, number: int = 0) -> ItemT:
    """One of the items, each as likely as its weight says."""
    left = share(name, number) * sum(weights)
    for item, weight in zip(items, weights, strict=True):
        left -= weight
        if left < 0:
            return item
    return items[-1]


def id_at(moment: str, name: str, number: int = 0) -> str:
    """A UUIDv7 (RFC 9562) of that moment (ISO 8601, UTC), its random part given by the name and number."""
    at = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(UTC)
    one, other = bits(name, number), bits(f"{name}, second half", number)
    whole = int(at.timestamp() * 1000) << 80 | 7 << 76 | (one & 0xFFF) << 64 | 2 << 62 | other >> 2
    digits = f"{whole:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
