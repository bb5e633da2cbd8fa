"""Python's asyncio, in which prompt_toolkit waits for keys, without the encryption of connections that nobody opens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_ssl() -> Iterator[None]:
    """What is imported here finds no `ssl` unless it is imported already; asyncio goes on without it (6 ms less)."""
    if "ssl" in sys.modules:
        yield
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # so is an import refused: an ImportError, which asyncio expects
    try:
        yield
    finally:
        del sys.modules["ssl"]
