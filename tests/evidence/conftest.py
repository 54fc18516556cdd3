"""No test leaves an upload to the next."""

from collections.abc import Iterator

import pytest

from evidence.storing import storage
from tests.evidence.owners import stored


@pytest.fixture(autouse=True)
def _no_uploads() -> Iterator[None]:
    yield
    for name in stored():
        storage().delete(f"tickets/{name}")
