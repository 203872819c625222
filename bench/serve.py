"""``python -m bench.serve MODULE``: the gunicorn of ``welcommune serve``, with these settings instead."""

import os
import sys

from welcommune.config.serving import run_gunicorn

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
    run_gunicorn(workers=2)
