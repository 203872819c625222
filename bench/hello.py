"""The second yardstick: the same view behind all of the project's middleware, at a public address."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from bench.bare import hello
from welcommune.config.settings import *  # noqa: F403

ROOT_URLCONF = __name__
urlpatterns = i18n_patterns(path("hello/", hello))
