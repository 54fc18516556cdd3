"""Timings, asserted nowhere; they touch nobody's data, whatever is set."""

import os

import django

os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE", "sqlite://:memory:")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msp_assess.settings")
django.setup()
