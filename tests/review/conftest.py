"""The quarter of the mock-up, seeded once for all who only look at it."""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from tests.review.telling import mock_up


@pytest.fixture(scope="package")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The desk on the evening of 30 September 2025; nobody may write to its journal."""
    return mock_up(Desk(tmp_path_factory.mktemp("mock-up") / "home"))
