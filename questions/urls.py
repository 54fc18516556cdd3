"""Addresses of the questions and links."""

from django.urls import path

from questions.views import (
    asking,
    details,
    errors,
    joining,
    links,
    optional,
    parting,
    reminded,
    site_files,
    starting,
)

app_name = "questions"
urlpatterns = [
    path("", starting.landing, name="landing"),
    path("robots.txt", site_files.robots, name="robots"),
    path("favicon.ico", site_files.favicon, name="favicon"),
    path("app.webmanifest", site_files.manifest, name="manifest"),
    path("start/", starting.start, name="start"),
    path("start/<slug:firm>/", starting.landing, name="start-with"),
    path("a/<uuid:pk>/", asking.hub, name="hub"),
    path("a/<uuid:pk>/check/", asking.check, name="check"),
    path("a/<uuid:pk>/submit/", asking.submit, name="submit"),
    path("a/<uuid:pk>/s/<slug:section_id>/", asking.section, name="section"),
    path("a/<uuid:pk>/s/<slug:section_id>/check/", asking.check_section, name="check-section"),
    path("a/<uuid:pk>/s/<slug:section_id>/<slug:question_id>/", asking.answer, name="answer"),
    path("a/<uuid:pk>/optional/<slug:section_id>/", optional.optional, name="optional"),
    path("a/<uuid:pk>/shop/", details.shop, name="shop"),
    path("a/<uuid:pk>/elsewhere/", links.elsewhere, name="elsewhere"),
    path("a/<uuid:pk>/again/", links.again, name="again"),
    path("a/<uuid:pk>/correct/", links.correct, name="correct"),
    path("a/<uuid:pk>/firm/", joining.firm, name="firm"),
    path("i/<str:token>/", joining.invitation, name="invitation"),
    path("h/<str:token>/", parting.hand_over, name="hand-over"),
    path("n/<str:token>/", reminded.reminded, name="reminded"),
    path("n/<str:token>/stop/", reminded.stop_reminders, name="stop-reminders"),
    path("r/<str:token>/", links.resume, name="resume"),
    path("resume/", links.ask, name="ask"),
    path("key/", errors.key, name="key"),
    path("forget/", links.forget_browser, name="forget"),
]
