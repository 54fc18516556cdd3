"""Addresses of what is said about a score."""

from django.urls import path

from reports import brand_views, downloads, handout_views, owner_views, views

app_name = "reports"
urlpatterns = [
    path("a/<uuid:pk>/result/", views.result, name="result"),
    path("a/<uuid:pk>/report.pdf", downloads.pdf, name="pdf"),
    path("a/<uuid:pk>/report/", downloads.waiting, name="waiting"),
    path("a/<uuid:pk>/report/<slug:key>.pdf", downloads.version, name="version"),
    path("a/<uuid:pk>/so-far/", owner_views.so_far, name="so-far"),
    path("a/<uuid:pk>/what-if/", owner_views.what_if, name="what-if"),
    path("a/<uuid:pk>/changes/", owner_views.changes, name="changes"),
    path("a/<uuid:pk>/share/", owner_views.share, name="share"),
    path("a/<uuid:pk>/data.json", owner_views.data, name="data"),
    path("a/<uuid:pk>/delete/", owner_views.delete, name="delete"),
    path("read/<str:token>/", owner_views.read, name="read"),
    path("read/<str:token>/report.pdf", owner_views.read_pdf, name="read-pdf"),
    path("read/<str:token>/report/", owner_views.read_waiting, name="read-waiting"),
    path("questionnaire.pdf", handout_views.download, name="blank"),
    path("questionnaire/", handout_views.waiting, name="blank-waiting"),
    path("example/<slug:name>/", views.example_result, name="example"),
    path("example/<slug:name>/report.pdf", handout_views.download, name="example-pdf"),
    path("example/<slug:name>/report/", handout_views.waiting, name="example-waiting"),
    path("brand/<str:colour>.css", brand_views.style, name="brand-style"),
    path("brand/<str:sha256>.<slug:kind>", brand_views.logo, name="brand-logo"),
]
