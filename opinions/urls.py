"""Addresses of what others are asked, and of what they said."""

from django.urls import path

from opinions.views import owner, rater

app_name = "opinions"
urlpatterns = [
    path("a/<uuid:pk>/others/", owner.others, name="others"),
    path("a/<uuid:pk>/others/<int:opinion>/", owner.beside, name="beside"),
    path("o/<str:token>/", rater.opinion, name="opinion"),
    path("o/<str:token>/answers/", rater.answers, name="answers"),
]
