"""Addresses of signing in and of the account. What the sign-in library offers beyond is not open."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from welcommune.accounts import views
from welcommune.accounts.views import fresh, own_page

urlpatterns = [
    path("enter/<str:token>/", views.sign_in_link, name="accounts_enter"),
    path("sign-in/", allauth.RequestLoginCodeView.as_view(), name="account_login"),
    path("sign-in/request/", allauth.RequestLoginCodeView.as_view(), name="account_request_login_code"),
    path("sign-in/code/", allauth.ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("sign-in/password/", allauth.LoginView.as_view(), name="account_login_password"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-up/", allauth.SignupView.as_view(), name="account_signup"),
    path("inactive/", allauth.AccountInactiveView.as_view(), name="account_inactive"),
    path("sign-out/", allauth.LogoutView.as_view(), name="account_logout"),
    # Saying again who one is, before something that matters.
    path("confirm/", views.confirm, name="accounts_confirm"),
    path("confirm/code/", views.confirm_code, name="accounts_confirm_code"),
    path("confirm/password/", own_page(allauth.ReauthenticateView.as_view()), name="account_reauthenticate"),
    path("confirm/app/", own_page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("confirm/passkey/", own_page(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    # The account.
    path("address/", views.address, name="accounts_address"),
    path("address/code/", views.address_code, name="accounts_address_code"),
    path("mail/", views.mail, name="accounts_mail"),
    path("mail/wishes/<str:token>/", views.mail_wishes, name="accounts_mail_wishes"),
    path("mail/leave/<str:token>/", views.mail_leave, name="accounts_mail_leave"),
    path("password/", views.password, name="accounts_password"),
    path("sessions/end/", views.end_sessions, name="accounts_end_sessions"),
    path("export/", views.export, name="accounts_export"),
    path("erase/", views.erase, name="accounts_erase"),
    path("erased/", views.erased, name="accounts_erased"),
    # Passkeys, the app with codes, and recovery codes.
    path("2fa/", own_page(mfa.index), name="mfa_index"),
    path("2fa/app/", fresh(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/remove/", fresh(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", fresh(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/new/", fresh(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/file/", fresh(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("2fa/passkeys/", own_page(mfa.index), name="mfa_list_webauthn"),
    path("2fa/passkeys/new/", fresh(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/passkeys/<int:pk>/name/", fresh(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", fresh(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
]
