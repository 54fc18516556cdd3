"""Addresses of the benchmark."""

from django.urls import path

from norms.views import benchmark

app_name = "norms"
urlpatterns = [path("a/<uuid:pk>/benchmark/", benchmark.benchmark, name="benchmark")]
