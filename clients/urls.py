"""Addresses of who works in a firm."""

from django.urls import path

from clients import colleagues

app_name = "clients"
urlpatterns = [
    path("join/<str:token>/", colleagues.join, name="join"),
]
