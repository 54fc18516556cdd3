"""Addresses of results and reports."""

from django.urls import path

from reports.views import brand_files, downloads, handout_downloads, health, owner, result

app_name = "reports"
urlpatterns = [
    path("a/<uuid:pk>/result/", result.result, name="result"),
    path("a/<uuid:pk>/report.pdf", downloads.pdf, name="pdf"),
    path("a/<uuid:pk>/report/", downloads.waiting, name="waiting"),
    path("a/<uuid:pk>/annex.pdf", downloads.annex, name="annex"),
    path("a/<uuid:pk>/annex/", downloads.annex_waiting, name="annex-waiting"),
    path("a/<uuid:pk>/report/<slug:key>.pdf", downloads.version, name="version"),
    path("a/<uuid:pk>/quick/", owner.quick, name="quick"),
    path("a/<uuid:pk>/so-far/", owner.so_far, name="so-far"),
    path("a/<uuid:pk>/what-if/", owner.what_if, name="what-if"),
    path("a/<uuid:pk>/changes/", owner.changes, name="changes"),
    path("a/<uuid:pk>/share/", owner.share, name="share"),
    path("a/<uuid:pk>/counted/", owner.counted, name="counted"),
    path("a/<uuid:pk>/data.json", owner.data, name="data"),
    path("a/<uuid:pk>/delete/", owner.delete, name="delete"),
    path("read/<str:token>/", owner.read, name="read"),
    path("read/<str:token>/report.pdf", owner.read_pdf, name="read-pdf"),
    path("read/<str:token>/report/", owner.read_waiting, name="read-waiting"),
    path("read/<str:token>/annex.pdf", owner.read_annex, name="read-annex"),
    path("read/<str:token>/annex/", owner.read_annex_waiting, name="read-annex-waiting"),
    path("questionnaire.pdf", handout_downloads.download, name="blank"),
    path("questionnaire/", handout_downloads.waiting, name="blank-waiting"),
    path("example/<slug:name>/", result.example_result, name="example"),
    path("example/<slug:name>/report.pdf", handout_downloads.download, name="example-pdf"),
    path("example/<slug:name>/report/", handout_downloads.waiting, name="example-waiting"),
    path("example/<slug:name>/annex.pdf", handout_downloads.annex, name="example-annex"),
    path("example/<slug:name>/annex/", handout_downloads.annex_waiting, name="example-annex-waiting"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("brand/<str:colour>.css", brand_files.style, name="brand-style"),
    path("brand/<str:sha256>.<slug:kind>", brand_files.logo, name="brand-logo"),
]
