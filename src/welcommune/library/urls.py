"""Addresses at the desk: the resources of a region and of the network."""

from django.urls import path

from welcommune.library import views

app_name = "library"
ONE = "desk/resources/<uuid:pk>/"
urlpatterns = [
    path("desk/regions/<slug:region>/resources/", views.resources, name="region_resources"),
    path("desk/regions/<slug:region>/resources/new/", views.resource_new, name="region_resource_new"),
    path("desk/resources/", views.resources, name="resources"),
    path("desk/resources/new/", views.resource_new, name="resource_new"),
    path(ONE, views.resource_edit, name="resource_edit"),
    path(ONE + "publish/", views.resource_publish, name="resource_publish"),
    path(ONE + "withdraw/", views.resource_withdraw, name="resource_withdraw"),
    path(ONE + "consent/", views.consent_end, name="consent_end"),
    path(ONE + "delete/", views.resource_delete, name="resource_delete"),
]
