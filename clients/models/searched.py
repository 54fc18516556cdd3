"""How shops are found by what people type."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from clients.core.phones import asked_for

M = TypeVar("M", bound=models.Model)


class SearchedQuerySet(models.QuerySet[M]):
    def search(self, text: str) -> Self:
        """Shops with each of these words in their name, owner, address or a tag, ignoring capitals and accents.

        Words without letters may also be a part of the phone number, whatever stands between its digits.
        """
        found, tags = self, self.model.tags  # type: ignore[attr-defined]  # a shop has tags
        for words, number in asked_for(text):
            here = models.Q()
            for word in words:
                tagged = tags.through._default_manager.filter(tag__folded__contains=word)
                here &= models.Q(searched__contains=word) | models.Q(pk__in=tagged.values("shop"))
            found = found.filter(here | models.Q(digits__contains=number) if number else here)
        return found
