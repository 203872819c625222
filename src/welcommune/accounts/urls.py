"""Addresses of signing in: a code by e-mail, or a printed link. What the sign-in library offers beyond is not open."""

from allauth.account import views as allauth
from django.urls import path

from welcommune.accounts import views

urlpatterns = [
    path("enter/<str:token>/", views.sign_in_link, name="accounts_enter"),
    path("sign-in/", allauth.RequestLoginCodeView.as_view(), name="account_login"),
    path("sign-in/request/", allauth.RequestLoginCodeView.as_view(), name="account_request_login_code"),
    path("sign-in/code/", allauth.ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("sign-up/", allauth.SignupView.as_view(), name="account_signup"),
    path("inactive/", allauth.AccountInactiveView.as_view(), name="account_inactive"),
    path("sign-out/", allauth.LogoutView.as_view(), name="account_logout"),
]
