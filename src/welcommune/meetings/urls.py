"""Addresses of the record at the desk."""

from django.urls import path

from welcommune.meetings.views import answers, commitments, guests, minutes, minutes_read, owners, record

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
    path("desk/meetings/<uuid:pk>/minutes/", minutes.assemble, name="minutes_assemble"),
    path("desk/minutes/<uuid:pk>/", minutes.page, name="minutes"),
    path("desk/minutes/<uuid:pk>/edit/", minutes.edit, name="minutes_edit"),
    path("desk/minutes/<uuid:pk>/file.<str:kind>", minutes.file, name="minutes_file"),
    path("desk/minutes/<uuid:pk>/<int:number>/", minutes.version, name="minutes_version"),
    path("desk/minutes/<uuid:pk>/<int:number>/restore/", minutes.restore, name="minutes_restore"),
    path("desk/minutes/<uuid:pk>/move/<slug:act>/", minutes.move, name="minutes_move"),
    path("desk/minutes/<uuid:pk>/readers/<uuid:reader>/remove/", minutes.reader_remove, name="reader_remove"),
    path(
        "desk/minutes/<uuid:pk>/corrections/<uuid:correction>/accept/",
        minutes.correction_accept,
        name="correction_accept",
    ),
    path(
        "desk/minutes/<uuid:pk>/corrections/<uuid:correction>/decline/",
        minutes.correction_decline,
        name="correction_decline",
    ),
    path("desk/regions/<slug:region>/minutes/", minutes.series, name="minutes_series"),
    path("desk/regions/<slug:region>/minutes/<slug:language>.<str:kind>", minutes.series_file, name="series_file"),
    path("minutes/<uuid:pk>/", minutes.public, name="minutes_public"),
    path("minutes/<uuid:pk>/file.<str:kind>", minutes.public_file, name="minutes_public_file"),
    path("meetings/minutes/<str:token>/", minutes_read.read, name="minutes_read"),
    path("meetings/minutes/<str:token>/file.<str:kind>", minutes_read.file, name="minutes_read_file"),
    path("desk/meetings/<uuid:pk>/outcomes/", commitments.outcomes, name="outcomes"),
    path("desk/meetings/<uuid:pk>/decisions/new/", commitments.decision_new, name="decision_new"),
    path("desk/decisions/<uuid:pk>/remove/", commitments.decision_remove, name="decision_remove"),
    path("desk/meetings/<uuid:pk>/commitments/new/", commitments.commitment_new, name="commitment_new"),
    path("desk/regions/<slug:region>/commitments/", commitments.commitments, name="commitments"),
    path("desk/commitments/<uuid:pk>/", commitments.commitment_edit, name="commitment_edit"),
    path("desk/commitments/<uuid:pk>/drop/", commitments.commitment_drop, name="commitment_drop"),
    *(
        path(f"desk/commitments/<uuid:pk>/{act}/", commitments.commitment_act, {"act": act}, f"commitment_{act}")
        for act in commitments.ACTS
    ),
    path("commitments/<str:token>/", owners.commitment, name="owner"),
    path("meetings/answer/<str:token>/", answers.answer, name="answer"),
    path("meetings/leave/<str:token>/", answers.leave, name="leave"),
]
