"""Who is looking: a signed-in user, or a guest with links and a browser's cookie."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User


@dataclass(frozen=True, slots=True)
class Guest:
    """What a browser's cookie and links open: whole shops, and single assessments to read.

    `lent` are shops opened by a colleague's link: it may answer for them, but has no other right of an owner. `user` is
    the member of staff signed in there too, who sees what both may see.
    """

    shops: frozenset[int] = frozenset()
    lent: frozenset[int] = frozenset()
    assessments: frozenset[UUID] = frozenset()
    user: User | None = None
    # Whether its key was last renewed more than a day ago.
    ages: bool = field(default=False, compare=False)


NOBODY = Guest()
Viewer: TypeAlias = User | AnonymousUser | Guest


def full_name(user: User | None) -> str:
    """A user's full name, or else username; empty for None."""
    return (user.get_full_name() or user.get_username()) if user else ""


def held(viewer: Viewer) -> frozenset[int]:
    """Shops that the viewer's browser holds as their owner."""
    return viewer.shops if isinstance(viewer, Guest) else frozenset()


def answerable(viewer: Viewer) -> frozenset[int]:
    """Shops that the viewer's browser may answer for: an owner's own, and those a colleague's link lends."""
    return viewer.shops | viewer.lent if isinstance(viewer, Guest) else frozenset()


def superuser(viewer: Viewer) -> bool:
    user = staff(viewer)
    return user is not None and user.is_superuser


def staff(viewer: Viewer) -> User | None:
    """The signed-in member of staff, or None; only they have roles."""
    user = viewer.user if isinstance(viewer, Guest) else viewer
    return user if isinstance(user, User) and user.is_active and user.is_staff else None
