"""Addresses of factfiles."""

from django.urls import path

from welcommune.evidence import views

app_name = "evidence"
urlpatterns = [
    path("regions/<slug:region>/factfile/", views.latest, name="latest"),
    path("regions/<slug:region>/factfile/<int:number>/", views.version, name="version"),
    path("regions/<slug:region>/factfile/<int:number>/<slug:kind>/", views.file, name="file"),
    path("desk/regions/<slug:region>/factfiles/", views.factfiles, name="factfiles"),
    path("desk/regions/<slug:region>/factfiles/freeze/", views.freeze, name="freeze"),
]
