"""Addresses of signing in that the sign-in library does not have."""

from django.urls import path

from welcommune.accounts import views

app_name = "accounts"
urlpatterns = [path("enter/<str:token>/", views.sign_in_link, name="enter")]
