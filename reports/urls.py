"""Addresses of what is said about a score."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("a/<uuid:pk>/result/", views.result, name="result"),
    path("a/<uuid:pk>/report.pdf", views.pdf, name="pdf"),
    path("example/<slug:name>/", views.example_result, name="example"),
    path("example/<slug:name>/report.pdf", views.example_report, name="example-pdf"),
]
