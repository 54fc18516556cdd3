"""Addresses of the steps with tickets, and of what was kept."""

from django.urls import path

from evidence.views import choosing, outcome, reading, steps, using

app_name = "evidence"
urlpatterns = [
    path("a/<uuid:pk>/tickets/", choosing.choose, name="choose"),
    path("a/<uuid:pk>/tickets/kept/", outcome.kept, name="kept"),
    path("a/<uuid:pk>/tickets/kept/change/", outcome.change, name="change"),
    path("a/<uuid:pk>/tickets/kept/use/<slug:question_id>/", using.use, name="use"),
    path("a/<uuid:pk>/tickets/<uuid:key>/", steps.understood, name="understood"),
    path("a/<uuid:pk>/tickets/<uuid:key>/questions/", steps.questions, name="questions"),
    path("a/<uuid:pk>/tickets/<uuid:key>/result/", outcome.result, name="result"),
    path("a/<uuid:pk>/tickets/<uuid:key>/progress/", reading.progress, name="progress"),
]
