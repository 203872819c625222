"""Addresses of the import wizard."""

from django.urls import path

from welcommune.exchange import views

app_name = "exchange"
REGION, ONE = "desk/regions/<slug:region>/imports/", "desk/imports/<uuid:pk>/"
urlpatterns = [
    path(REGION, views.imports, name="imports"),
    path(REGION + "new/", views.import_new, name="import_new"),
    path(REGION + "<slug:target>.csv", views.template, name="template"),
    path(ONE, views.one, name="import"),
    path(ONE + "columns/", views.columns, name="columns"),
    path(ONE + "sheet/", views.sheet, name="sheet"),
    path(ONE + "file/", views.file, name="file"),
    path(ONE + "rows/<int:number>/", views.row, name="row"),
    path(ONE + "rows/<int:number>/judge/", views.judge, name="judge"),
    path(ONE + "words/<slug:field>/", views.words, name="words"),
    path(ONE + "without/<slug:field>/", views.without, name="without"),
    path(ONE + "problems.csv", views.problems, name="problems"),
    path(ONE + "check/", views.check, name="check"),
    path(ONE + "write/", views.write, name="write"),
    path(ONE + "cancel/", views.cancel, name="cancel"),
    path(ONE + "undo/", views.undo, name="undo"),
]
