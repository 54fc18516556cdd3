#!/usr/bin/env python
"""Django's command line for this project."""

import os
import re
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msp_assess.settings")
    if sys.argv[1:2] == ["tickets"]:  # whose --settings are a file of the owner's; Django would take it for its own
        sys.argv = [re.sub("^--settings(?=$|=)", "--settings-file", each) for each in sys.argv]
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"manage.py: {error}")  # the message says what to do; a traceback would bury it
