"""Every address of the project."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("clients.sign_in.urls")),
    path("", include("clients.urls")),
    path("", include("questions.urls")),
    path("", include("evidence.urls")),
    path("", include("plans.urls")),
    path("", include("opinions.urls")),
    path("", include("norms.urls")),
    path("", include("reports.urls")),
]

handler400 = "desk.views.errors.bad_request"
handler403 = "desk.views.errors.forbidden"
handler404 = "desk.views.errors.not_found"
handler500 = "questions.views.errors.server_error"
