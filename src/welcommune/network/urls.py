"""Addresses of people and roles."""

from django.urls import path

from welcommune.network import views

app_name = "network"
urlpatterns = [
    path("desk/people/", views.people, name="people"),
    path("desk/people/invite/", views.invite, name="invite"),
    path("desk/people/roles/<uuid:pk>/withdraw/", views.role_withdraw, name="role_withdraw"),
    path("desk/people/invitations/<uuid:pk>/withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    path("desk/regions/<slug:region>/people/", views.people, name="region_people"),
    path("desk/regions/<slug:region>/people/invite/", views.invite, name="region_invite"),
    path("account/invited/<str:token>/", views.invited, name="invited"),
    path("account/invited/<str:token>/refuse/", views.invited_refuse, name="invited_refuse"),
]
