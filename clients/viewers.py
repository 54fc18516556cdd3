"""Who is looking: a signed-in user, or a guest who holds nothing but links and a browser's cookie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account; sees whole shops through a browser's cookie, single assessments through a link."""

    shops: frozenset[int] = frozenset()
    assessments: frozenset[UUID] = frozenset()


NOBODY = Guest()
Viewer: TypeAlias = User | AnonymousUser | Guest
