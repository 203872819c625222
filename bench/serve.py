"""``python -m bench.serve MODULE``: the gunicorn of ``welcommune serve``, with these settings instead."""

import os
import sys

import django
from django.utils.module_loading import import_string

from welcommune.config.cli import COMMANDS

if __name__ == "__main__":
    # The command itself needs the project's applications, which the yardstick does not have.
    os.environ["DJANGO_SETTINGS_MODULE"] = "welcommune.config.settings"
    django.setup()
    serve = import_string(COMMANDS["serve"])
    os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
    serve()
