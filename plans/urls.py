"""Addresses of a shop's plan."""

from django.urls import path

from plans.views import calendars, editing, mailing

app_name = "plans"
urlpatterns = [
    path("a/<uuid:pk>/plan/", editing.plan, name="plan"),
    path("a/<uuid:pk>/plan.ics", calendars.download, name="download"),
    path("plan/<str:token>.ics", calendars.feed, name="feed"),
    path("a/<uuid:pk>/plan/calendar/", calendars.address, name="calendar"),
    path("a/<uuid:pk>/plan/mail/", mailing.ask, name="mail"),
    path("plan/back/<str:token>/", mailing.back, name="back"),
    path("plan/stop/<str:token>/", mailing.stop, name="stop"),
    path("a/<uuid:pk>/plan/add/", editing.add, name="add"),
    path("a/<uuid:pk>/plan/<slug:key>/", editing.change, name="change"),
    path("a/<uuid:pk>/plan/<slug:key>/tick/", editing.tick, name="tick"),
]
