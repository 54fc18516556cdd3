"""Who is looking: a signed-in user, or a guest who holds nothing but links and a browser's cookie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User


@dataclass(frozen=True, slots=True)
class Guest:
    """What a browser's cookie and links open: whole shops, and single assessments to read.

    `user` is the member of staff signed in there too, who sees what both may see.
    """

    shops: frozenset[int] = frozenset()
    assessments: frozenset[UUID] = frozenset()
    user: User | None = None


NOBODY = Guest()
Viewer: TypeAlias = User | AnonymousUser | Guest


def full_name(user: User | None) -> str:
    """What somebody with an account is called; empty for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def held(viewer: Viewer) -> frozenset[int]:
    """Shops that whoever looks holds themselves, by their browser."""
    return viewer.shops if isinstance(viewer, Guest) else frozenset()


def superuser(viewer: Viewer) -> bool:
    user = staff(viewer)
    return user is not None and user.is_superuser


def staff(viewer: Viewer) -> User | None:
    """The signed-in member of staff, if there is one: only they have roles."""
    user = viewer.user if isinstance(viewer, Guest) else viewer
    return user if isinstance(user, User) and user.is_active and user.is_staff else None
