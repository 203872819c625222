"""Addresses of the operator's pages."""

from django.urls import path

from welcommune.operations.views import desk

app_name = "operations"
urlpatterns = [
    path("desk/operations/", desk.state, name="state"),
    path("desk/operations/slow/", desk.slow, name="slow"),
    path("desk/operations/slow/forget/", desk.slow_forget, name="slow_forget"),
    path("desk/operations/errors/", desk.errors, name="errors"),
    path("desk/operations/errors/seen/", desk.errors_seen, name="errors_seen"),
]
