"""asyncio, in which prompt_toolkit waits for keys, without the encryption of connections that nobody opens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_ssl() -> Iterator[None]:
    """What is imported here finds no `ssl`, unless it was imported before; asyncio does without (6 ms less)."""
    if "ssl" in sys.modules:
        yield
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # refuses its import, and asyncio catches that
    try:
        yield
    finally:
        del sys.modules["ssl"]
