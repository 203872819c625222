"""Addresses of the operator's pages."""

from django.urls import path

from welcommune.operations.views import desk

app_name = "operations"
urlpatterns = [
    path("desk/operations/", desk.state, name="state"),
    path("desk/operations/outbox/", desk.outbox, name="outbox"),
    path("desk/operations/outbox/retry/", desk.retry_all, name="outbox_retry_all"),
    path("desk/operations/outbox/<uuid:pk>/retry/", desk.retry, name="outbox_retry"),
    path("desk/operations/outbox/<uuid:pk>/drop/", desk.drop, name="outbox_drop"),
    path("desk/operations/slow/", desk.slow, name="slow"),
    path("desk/operations/slow/forget/", desk.slow_forget, name="slow_forget"),
    path("desk/operations/errors/", desk.errors, name="errors"),
    path("desk/operations/errors/seen/", desk.errors_seen, name="errors_seen"),
]
