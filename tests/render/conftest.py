from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "golden" / "render"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare with the file of that name; UPDATE_GOLDEN=1 writes it anew, for the eye to judge in the diff."""

    def check(name: str, text: str) -> None:
        if os.environ.get("UPDATE_GOLDEN"):
            (GOLDEN / name).write_bytes(text.encode())
        assert text == (GOLDEN / name).read_bytes().decode()

    return check
