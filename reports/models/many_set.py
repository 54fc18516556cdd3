"""What setting many reviews at once did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ManySet:
    """The reviews left alone, and of each changed one the shop, its firm, the version and the state before."""

    stale: list[Any]
    rows: list[list[Any]]
