"""Addresses to join a firm and to set up the site."""

from django.urls import path

from clients import views

app_name = "clients"
urlpatterns = [
    path("join/<str:token>/", views.join, name="join"),
    path("set-up/<str:token>/", views.set_up, name="set-up"),
]
