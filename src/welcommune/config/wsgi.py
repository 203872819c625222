"""The WSGI entry for gunicorn, loaded once before its workers are forked."""

import gc
import os
from datetime import UTC, datetime

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override

from welcommune.core.ui import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
application = get_wsgi_application()
# All views, texts and formats, which would be loaded at the first request, in each worker for itself.
for code, _name in settings.LANGUAGES:
    with override(code):
        reverse("portal:home")
        date(datetime(2000, 1, 1, tzinfo=UTC))
# What is loaded now stays for ever: the collector need not walk it again and again, and the
# workers go on sharing its memory.
gc.collect()
gc.freeze()
