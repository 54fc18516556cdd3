"""Addresses of asking and answering."""

from django.urls import path

from questions import joining, links, views

app_name = "questions"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("start/", views.start, name="start"),
    path("a/<uuid:pk>/", views.hub, name="hub"),
    path("a/<uuid:pk>/check/", views.check, name="check"),
    path("a/<uuid:pk>/submit/", views.submit, name="submit"),
    path("a/<uuid:pk>/s/<slug:section_id>/", views.section, name="section"),
    path("a/<uuid:pk>/s/<slug:section_id>/check/", views.check_section, name="check-section"),
    path("a/<uuid:pk>/s/<slug:section_id>/<slug:question_id>/", views.answer, name="answer"),
    path("a/<uuid:pk>/elsewhere/", links.elsewhere, name="elsewhere"),
    path("a/<uuid:pk>/again/", links.again, name="again"),
    path("a/<uuid:pk>/correct/", links.correct, name="correct"),
    path("a/<uuid:pk>/firm/", joining.firm, name="firm"),
    path("i/<str:token>/", joining.invitation, name="invitation"),
    path("r/<str:token>/", links.resume, name="resume"),
    path("resume/", links.ask, name="ask"),
    path("forget/", links.forget_browser, name="forget"),
]
