"""``python -m bench.serve MODULE``: the gunicorn of ``welcommune serve``, with these settings instead."""

import os
import sys

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
    import django

    django.setup()
    from welcommune.config.serving import run_gunicorn

    run_gunicorn(workers=2)
