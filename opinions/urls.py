"""Addresses of what others are asked, and of what they said."""

from django.urls import path

from opinions.views import blind, owner, rater, replying, together

app_name = "opinions"
urlpatterns = [
    path("a/<uuid:pk>/others/", owner.others, name="others"),
    path("a/<uuid:pk>/others/<int:opinion>/", owner.beside, name="beside"),
    path("a/<uuid:pk>/others/customers/", together.customers, name="customers"),
    path("a/<uuid:pk>/others/team/", together.team, name="team"),
    path("a/<uuid:pk>/others/again/", blind.retest, name="retest"),
    path("p/<str:token>/", replying.reply, name="reply"),
    path("o/<str:token>/", rater.opinion, name="opinion"),
    path("o/<str:token>/answers/", rater.answers, name="answers"),
]
