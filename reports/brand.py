"""Whose report it is: the firm's look and what its consultant adds, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Brand:
    """What a firm puts on a report; everything empty is our own look.

    `colour` is "#rrggbb". `logo` is the SHA-256 of the cleaned file, `logo_kind` "png" or "svg".
    """

    firm: str = ""
    consultant: str = ""
    colour: str = ""
    contact: str = ""
    footer: str = ""
    logo: str = ""
    logo_kind: str = ""

    @property
    def logo_address(self) -> str:
        """Where the renderer finds the logo; empty without one."""
        return f"logo:{self.logo}.{self.logo_kind}" if self.logo else ""


OURS = Brand()


@dataclass(frozen=True, slots=True)
class Note:
    """What the consultant shares about one section, or with "" about all of it; `date` is ISO."""

    section: str
    text: str
    author: str
    date: str
