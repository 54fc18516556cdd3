"""Every address of the project."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("clients.urls")),
    path("", include("questions.urls")),
    path("", include("reports.urls")),
]

handler400 = "questions.views.errors.bad_request"
