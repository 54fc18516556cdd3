"""The link a technician prints to make the first account of an installation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.models import User
from django.db import models, transaction

from clients.models.firms import Firm, Membership, Over, Role
from clients.security.log import tell
from clients.tokens import new_token, token_hash, why_over

SET_UP_WITHIN = timedelta(hours=24)


class SetUpLinkQuerySet(models.QuerySet["SetUpLink"]):
    @transaction.atomic
    def issue(self, *, at: datetime) -> str:
        """Replace any earlier link and return the new token, which can be shown this once."""
        self.all().delete()
        token = new_token()
        self.create(token_hash=token_hash(token), expires=at + SET_UP_WITHIN)
        return token

    def done_with(self, *, at: datetime) -> SetUpLinkQuerySet:
        return self.filter(expires__lte=at)


class SetUpLink(models.Model):
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[SetUpLink]] = SetUpLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"until {self.expires:%Y-%m-%d %H:%M}"

    def over(self, at: datetime) -> str:
        return why_over(used=self.used, revoked=None, expires=self.expires, at=at)

    @transaction.atomic
    def use(self, user: User, *, firm: str, at: datetime) -> None:
        """Save `user` with all rights as owner of a new firm; raise Over, saving nothing, if it was used or expired."""
        if not SetUpLink.objects.filter(pk=self.pk, used=None, expires__gt=at).update(used=at):
            raise Over
        user.is_staff = user.is_superuser = True
        user.save()
        tell("site-set-up", who=user.get_username())
        Membership.objects.create(firm=Firm.objects.create(name=firm), user=user, role=Role.OWNER)
