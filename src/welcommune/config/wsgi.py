"""The WSGI entry for gunicorn, loaded once before its workers are forked."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
application = get_wsgi_application()
# What is loaded now stays for ever: the collector need not walk it again and again, and the
# workers go on sharing its memory.
gc.collect()
gc.freeze()
