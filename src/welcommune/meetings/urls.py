"""Addresses of the record at the desk."""

from django.urls import path

from welcommune.meetings.views import answers, guests, places, record

app_name = "meetings"
urlpatterns = [
    path("desk/regions/<slug:region>/meetings/new/", record.meeting_new, name="new"),
    path("desk/meetings/new/", record.meeting_new, name="network_new"),
    path("desk/meetings/<uuid:pk>/children/new/", record.child_new, name="child_new"),
    path("desk/meetings/<uuid:pk>/", record.record, name="record"),
    path("desk/meetings/<uuid:pk>/edit/", record.meeting_edit, name="edit"),
    path("desk/meetings/<uuid:pk>/attendance/", record.attendance, name="attendance"),
    path("desk/meetings/<uuid:pk>/counts/new/", record.count_new, name="count_new"),
    path("desk/meetings/<uuid:pk>/counts/<uuid:count>/remove/", record.count_remove, name="count_remove"),
    path("desk/meetings/<uuid:pk>/participants/new/", record.participant_new, name="participant_new"),
    path(
        "desk/meetings/<uuid:pk>/participants/<uuid:participant>/remove/",
        record.participant_remove,
        name="participant_remove",
    ),
    path("desk/meetings/<uuid:pk>/insights/new/", record.insight_new, name="insight_new"),
    path("desk/meetings/<uuid:pk>/move/", record.move, name="move"),
    path("desk/meetings/<uuid:pk>/report/", record.report_draft, name="report_draft"),
    path("desk/contacts/<uuid:pk>/delete/", record.contact_delete, name="contact_delete"),
    path("desk/insights/<uuid:pk>/", record.insight_edit, name="insight_edit"),
    path("desk/insights/<uuid:pk>/remove/", record.insight_remove, name="insight_remove"),
    path("desk/insights/<uuid:pk>/withdraw/", record.consent_withdraw, name="consent_withdraw"),
    path("desk/meetings/<uuid:pk>/guests/", guests.guests, name="guests"),
    path("desk/meetings/<uuid:pk>/guests/add/", guests.propose, name="propose"),
    path("desk/meetings/<uuid:pk>/guests/new/", guests.guest_new, name="guest_new"),
    path("desk/meetings/<uuid:pk>/guests/letter/", guests.letter, name="letter"),
    path("desk/meetings/<uuid:pk>/guests/send/", guests.send, name="send"),
    path("desk/meetings/<uuid:pk>/guests/remind/", guests.remind, name="remind"),
    path("desk/meetings/<uuid:pk>/guests/came/", guests.came, name="came"),
    path("desk/guests/<uuid:pk>/answer/", guests.guest_answer, name="guest_answer"),
    path("desk/guests/<uuid:pk>/remove/", guests.guest_remove, name="guest_remove"),
    path("desk/guests/<uuid:pk>/bounced/", guests.guest_bounced, name="guest_bounced"),
    path("desk/meetings/<uuid:pk>/guests/registration/", guests.registration, name="registration"),
    path("desk/places/<uuid:pk>/remove/", guests.place_remove, name="place_remove"),
    path("meetings/<uuid:pk>/register/", places.register, name="register"),
    path("meetings/<uuid:pk>/register/sent/", places.sent, name="register_sent"),
    path("meetings/place/<str:token>/", places.place, name="place"),
    path("meetings/answer/<str:token>/", answers.answer, name="answer"),
    path("meetings/leave/<str:token>/", answers.leave, name="leave"),
]
