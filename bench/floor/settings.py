"""Settings of the floor: the site's own database, and nothing else of it."""

import os

from msp_assess.settings import *  # noqa: F403 -- the same database by the same options

INSTALLED_APPS = []
MIDDLEWARE = []
ROOT_URLCONF = "bench.floor.site"
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [os.environ["FLOOR_TEMPLATES"]]},
]
