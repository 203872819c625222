"""Addresses of the register at the desk."""

from django.urls import path

from welcommune.stakeholders.views import register

app_name = "stakeholders"
REGION = "desk/regions/<slug:region>/organisations/"
ENTRY = "desk/organisations/<uuid:pk>/"
urlpatterns = [
    path(REGION, register.register, name="register"),
    path(REGION + "list.csv", register.register_csv, name="register_csv"),
    path(REGION + "alike/", register.alike, name="alike"),
    path(REGION + "new/", register.new, name="new"),
    path(REGION + "<uuid:pk>/seat/", register.seat, name="seat"),
    path(ENTRY, register.organisation, name="organisation"),
    path(ENTRY + "edit/", register.edit, name="edit"),
    path(ENTRY + "confirm/", register.confirm, name="confirm"),
    path(ENTRY + "merge/", register.merge_choose, name="merge_choose"),
    path(ENTRY + "merge/<uuid:other>/", register.merge, name="merge"),
    path(ENTRY + "merges/<uuid:merge>/undo/", register.merge_undo, name="merge_undo"),
    path("desk/seats/<uuid:pk>/end/", register.seat_end, name="seat_end"),
]
