"""Client shops in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from clients.models import Shop


@admin.register(Shop)
class ShopAdmin(admin.ModelAdmin[Shop]):
    list_display = ["__str__", "owner", "people", "example", "created"]
    list_filter = [("example", admin.EmptyFieldListFilter)]
    search_fields = ["name", "owner"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shop]:
        return Shop.objects.visible_to(request.user)
