"""Addresses of asking and answering."""

from django.urls import path

from questions import views

app_name = "questions"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("start/", views.start, name="start"),
    path("a/<uuid:pk>/", views.hub, name="hub"),
    path("a/<uuid:pk>/check/", views.check, name="check"),
    path("a/<uuid:pk>/submit/", views.submit, name="submit"),
    path("a/<uuid:pk>/s/<slug:section_id>/", views.section, name="section"),
]
