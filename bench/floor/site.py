"""A bare site for gunicorn: each page is a template of the same bytes as one of ours, and one view inserts a row."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


class Row(models.Model):
    about = models.UUIDField()
    question = models.CharField(max_length=50)
    value = models.JSONField()
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.question


def page(request: HttpRequest, name: str) -> HttpResponse:
    return sized(render(request, f"{name}.html"))


def insert(request: HttpRequest, name: str) -> HttpResponse:
    about = "00000000-0000-0000-0000-000000000000"
    Row._default_manager.create(about=about, question="question", value=request.POST["value"])
    return sized(render(request, f"{name}.html"))


def sized(response: HttpResponse) -> HttpResponse:
    response["Content-Length"] = len(response.content)
    return response


urlpatterns = [path("page/<name>", page), path("insert/<name>", insert)]
application = get_wsgi_application()
