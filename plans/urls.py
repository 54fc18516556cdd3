"""Addresses of a shop's plan."""

from django.urls import path

from plans.views import editing

app_name = "plans"
urlpatterns = [
    path("a/<uuid:pk>/plan/", editing.plan, name="plan"),
    path("a/<uuid:pk>/plan/add/", editing.add, name="add"),
    path("a/<uuid:pk>/plan/<slug:key>/", editing.change, name="change"),
    path("a/<uuid:pk>/plan/<slug:key>/tick/", editing.tick, name="tick"),
]
