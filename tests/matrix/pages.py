"""The page × role matrix: every address of the project, what opens it, and the answer that each role gets.

A pattern without a line here fails (``test_access.py``); two tables of ``docs/`` are written from this one.
"""

from typing import Any

from tests.matrix.data import (
    a_file,
    a_list,
    a_vote,
    accepted,
    agenda,
    article_text,
    attendance,
    came,
    cells,
    child,
    code_request,
    columns,
    commitment,
    commitment_again,
    consent_over,
    count,
    date_answers,
    dates_again,
    decision,
    dropped,
    guest,
    insight,
    insight_again,
    invited,
    invited_to_network,
    letter,
    meeting,
    meeting_again,
    network_meeting,
    news,
    opinion,
    own_mail,
    own_name,
    participant,
    photo,
    place_asked,
    planned,
    poll,
    proposed,
    registration,
    reply,
    resource,
    resource_again,
    subscription,
    verdict,
    wishes,
    words,
)  # fmt: skip
from tests.matrix.line import (
    AUDITORS,
    EDITORS,
    NOT_ALLOWED,
    PUBLIC,
    READ_ONLY,
    REGION,
    ROLES,
    WRITERS,
    Line,
    act,
    all_get,
    by_link,
    door,
    form,
    no_arguments,
    open_to,
    public,
    read,
)  # fmt: skip
from tests.matrix.live_pages import AT_THE_DOOR, WHILE_IT_LASTS
from tests.matrix.mapped_pages import MAPPED_PAGES
from tests.matrix.minutes_lines import AT_THE_DESK, BY_LINK, NOT_PUBLISHED
from tests.matrix.operations_pages import HOW_IT_RUNS
from tests.matrix.register_pages import ON_THE_TABLE
from tests.matrix.scene import Scene
from tests.matrix.training_pages import TRAINING_PAGES
from welcommune.accounts.queries import choose_token, leave_token, mark_of
from welcommune.meetings.queries import answer_token, feedback_token, owner_token, place_token, reply_token
from welcommune.portal.queries import CHANGE, CONFIRM, LEAVE


def _mail_token(scene: Scene) -> dict[str, Any]:
    return {"token": choose_token(mark_of(scene.account.email))}


def _mail_left(scene: Scene) -> dict[str, Any]:
    return {"token": leave_token(mark_of(scene.account.email), ["desk"])}


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _table(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug, "number": 2}


def _invited(scene: Scene) -> dict[str, Any]:
    return {"token": scene.invited_token}


def _meeting(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.meeting.pk}


def _commitment(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.commitment.pk}


def _coming(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.coming.pk}


def _guest(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.guest.pk}


def _checked(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.checked.pk}


def _insight(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.insight.pk}


def _draft(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.draft.pk, "language": "fr"}


def _version(scene: Scene) -> dict[str, Any]:
    return {**_draft(scene), "number": 1}


def _contact(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.contact.pk}


def _unread(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.unread.pk}


def _feed(scene: Scene) -> dict[str, Any]:
    return {"kind": "news"}


AFTER_SIGNING_IN = (
    "accounts_address", "accounts_address_code", "accounts_password", "accounts_erase", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_add_webauthn",
)  # fmt: skip
WITH_TWO_THINGS = {"coordinator": 200, "operator": 200}
OF_A_PASSKEY = ("mfa_edit_webauthn", "mfa_remove_webauthn")
VISITORS_ONLY = all_get(302, visitor=200)
PAGES = (
    Line("choose_language", no_arguments, all_get(302), NOT_ALLOWED),
    public("healthz"),
    public("readyz"),
    public("robots", is_html=False),
    public("sitemap"),
    public("sitemap_part", lambda scene: {"part": 1}, is_html=False),
    public("gallery"),
    # The public site.
    public("portal:home"),
    public("portal:regions"),
    public("portal:region", _home),
    public("portal:charter", _home),
    public("portal:story", _home),
    public("portal:you_said", _home),
    public("portal:roundtable", _table),
    public("portal:meeting", lambda scene: {"pk": scene.visit.pk}),
    public("portal:roundtables"),
    public("portal:organisations"),
    public("portal:organisation", lambda scene: {"slug": "entraide-pierre-valdo"}),
    public("portal:news"),
    public("portal:article", lambda scene: {"slug": scene.published.slug}),
    public("portal:resources"),
    public("portal:resource", lambda scene: {"slug": scene.guide.slug}),
    public("portal:resource_file", lambda scene: {"slug": scene.guide.slug}, is_html=False, is_shared=False),
    public("portal:photo", lambda scene: {"pk": scene.published.photo.pk}),
    public("portal:search"),
    public("portal:accessibility"),
    public("portal:privacy"),
    public("portal:feed", _feed, is_html=False),
    public("portal:region_feed", lambda scene: _home(scene) | _feed(scene), is_html=False),
    public("portal:calendar", is_html=False),
    public("portal:region_calendar", _home, is_html=False),
    # News by mail.
    Line("portal:subscribe", no_arguments, PUBLIC, all_get(302), subscription, changes=False, is_shared=False),
    public("portal:subscribe_sent", is_shared=False),
    by_link("portal:subscription_confirm", CONFIRM, 302),
    by_link("portal:subscription_change", CHANGE, 302, wishes),
    by_link("portal:subscription_leave", LEAVE, 200),
    # Invited to a meeting.
    Line("meetings:answer", lambda scene: {"token": answer_token(scene.guest)}, PUBLIC, all_get(302), reply,
         changes=False, is_shared=False),
    Line("meetings:vote", lambda scene: {"code": scene.poll.code}, PUBLIC, all_get(302), a_vote, changes=False,
         is_shared=False),
    Line("meetings:feedback", lambda scene: {"code": scene.feedback.code}, PUBLIC, all_get(302), opinion,
         changes=False, is_shared=False),
    Line("meetings:feedback_once", lambda scene: {"token": feedback_token(scene.feedback, scene.guest)}, PUBLIC,
         all_get(302), opinion, changes=False, is_shared=False),
    public("meetings:feedback_thanks", is_shared=False),
    Line("meetings:dates_answer", lambda scene: {"token": reply_token(scene.date_reply)}, PUBLIC, all_get(302),
         date_answers, changes=False, is_shared=False),
    Line("meetings:leave", lambda scene: {"token": scene.leave_token}, PUBLIC, PUBLIC, changes=False,
         is_shared=False),
    # Registering for a meeting.
    Line("meetings:register", _coming, PUBLIC, all_get(302), place_asked, changes=False, is_shared=False),
    public("meetings:register_sent", _coming, is_shared=False),
    Line("meetings:place", lambda scene: {"token": place_token(scene.waiting)}, PUBLIC, all_get(302), changes=False,
         is_shared=False),
    *AT_THE_DOOR,
    *BY_LINK,
    # Its buttons are pressed in ``tests/meetings/test_owners.py``.
    Line("meetings:owner", lambda scene: {"token": owner_token(scene.commitment)}, PUBLIC, PUBLIC, changes=False,
         is_shared=False),
    *TRAINING_PAGES,
    *MAPPED_PAGES,
    # Signing in and out.
    door("accounts_enter", PUBLIC, all_get(302), where=lambda scene: {"token": scene.token}),
    door("account_login", VISITORS_ONLY, all_get(302), data=code_request),
    door("account_request_login_code", VISITORS_ONLY, all_get(302), data=code_request),
    door("account_confirm_login_code", all_get(302), all_get(302)),
    door("account_signup", VISITORS_ONLY, VISITORS_ONLY),
    door("account_inactive", PUBLIC, NOT_ALLOWED),
    door("account_logout", all_get(200, visitor=302), all_get(302)),
    door("account_login_password", VISITORS_ONLY, VISITORS_ONLY),
    door("mfa_login_webauthn", all_get(302), all_get(302)),
    door("mfa_authenticate", all_get(302), all_get(302)),
    door("network:invited", PUBLIC, all_get(302), where=_invited, data=accepted),
    door("network:invited_refuse", PUBLIC, PUBLIC, where=_invited),
    # One's own account. In the cast coordinator and operator have a second factor, and are asked for it.
    Line("account", no_arguments, all_get(200, visitor=302), all_get(302), own_name),
    door("accounts_confirm", all_get(200, visitor=302, coordinator=302, operator=302), all_get(302)),
    door("accounts_confirm_code", all_get(302), all_get(302)),
    door("account_reauthenticate", all_get(302), all_get(302)),
    door("mfa_reauthenticate", all_get(302, **WITH_TWO_THINGS), all_get(302, **WITH_TWO_THINGS)),
    door("mfa_reauthenticate_webauthn", all_get(302), all_get(302)),
    door("accounts_end_sessions", NOT_ALLOWED, all_get(302)),
    door("accounts_erased", PUBLIC, NOT_ALLOWED),
    door("mfa_index", all_get(200, visitor=302), READ_ONLY),
    door("mfa_list_webauthn", all_get(200, visitor=302), READ_ONLY),
    # Only soon after signing in: ``tests/accounts`` goes there.
    Line("accounts_mail", no_arguments, all_get(200, visitor=302), all_get(302), own_mail, changes=False),
    Line("accounts_mail_wishes", _mail_token, PUBLIC, all_get(302), own_mail, changes=False, is_shared=False),
    Line("accounts_mail_leave", _mail_left, PUBLIC, PUBLIC, changes=False, is_shared=False),
    door("accounts_export", NOT_ALLOWED, all_get(302)),
    *(door(name, all_get(302), all_get(302)) for name in AFTER_SIGNING_IN),
    *(door(name, all_get(302), all_get(302), where=lambda _scene: {"pk": 1}) for name in OF_A_PASSKEY),
    # The desk.
    read("portal:desk", no_arguments, ROLES),
    read("portal:desk_search", no_arguments, ROLES),
    read("portal:desk_region", _home, REGION, is_private=True),
    read("portal:table", _home, REGION, is_private=True),
    read("portal:audit", _home, AUDITORS, is_private=True),
    read("portal:ties", _home, REGION, is_private=True),
    read("portal:table_csv", _home, REGION, is_private=True, is_html=False),
    read("portal:series", _home, REGION, is_private=True),
    read("portal:series_csv", _home, REGION, is_private=True, is_html=False),
    form("portal:region_news_new", _home, EDITORS, news),
    form("portal:news_new", no_arguments, ("coordinator",), news),
    form("portal:article_edit", _draft, EDITORS, article_text),
    form("portal:photo_edit", _draft, EDITORS, photo),
    act("portal:photo_remove", _draft, EDITORS),
    act("portal:article_publish", _draft, EDITORS),
    act("portal:article_withdraw", lambda scene: {"pk": scene.published.pk, "language": "fr"}, EDITORS),
    read("portal:article_version", _version, EDITORS, is_private=True),
    act("portal:article_restore", _version, EDITORS),
    read("network:people", no_arguments, ("coordinator",)),
    form("network:invite", no_arguments, ("coordinator",), invited_to_network),
    read("network:region_people", _home, WRITERS, is_private=True),
    form("network:region_invite", _home, WRITERS, invited),
    act("network:role_withdraw", lambda scene: {"pk": scene.grant.pk}, WRITERS),
    act("network:invitation_withdraw", lambda scene: {"pk": scene.invitation.pk}, WRITERS),
    form("meetings:new", _home, WRITERS, meeting),
    form("meetings:network_new", no_arguments, ("coordinator",), network_meeting),
    form("meetings:child_new", _meeting, WRITERS, child),
    read("meetings:record", _meeting, REGION, is_private=True),
    form("meetings:edit", _meeting, WRITERS, meeting_again),
    form("meetings:agenda", _meeting, WRITERS, agenda),
    act("meetings:agenda_fill", lambda scene: {"pk": scene.coming.pk, "template": "mapping"}, WRITERS),
    form("meetings:attendance", _meeting, WRITERS, attendance),
    form("meetings:count_new", _meeting, WRITERS, count),
    act("meetings:count_remove", lambda scene: {"pk": scene.meeting.pk, "count": scene.count.pk}, WRITERS),
    form("meetings:participant_new", _meeting, WRITERS, participant),
    act("meetings:participant_remove", lambda s: {"pk": s.meeting.pk, "participant": s.participant.pk}, WRITERS),
    form("meetings:insight_new", _meeting, WRITERS, insight),
    read("meetings:outcomes", _meeting, REGION, is_private=True),
    form("meetings:decision_new", _meeting, WRITERS, decision),
    act("meetings:decision_remove", lambda scene: {"pk": scene.decision.pk}, WRITERS),
    read("meetings:commitments", _home, WRITERS, is_private=True),
    form("meetings:commitment_new", _meeting, WRITERS, commitment),
    form("meetings:commitment_edit", _commitment, WRITERS, commitment_again),
    form("meetings:commitment_drop", _commitment, WRITERS, dropped),
    act("meetings:commitment_confirm", _commitment, WRITERS),
    act("meetings:commitment_done", _commitment, WRITERS),
    act("meetings:commitment_reopen", _commitment, WRITERS, changes=False),
    act("meetings:commitment_show_reason", _commitment, WRITERS, changes=False),
    act("meetings:commitment_end_links", _commitment, WRITERS),
    act("meetings:commitment_remove", _commitment, WRITERS),
    read("meetings:guests", _coming, WRITERS, is_private=True),
    form("meetings:propose", _coming, WRITERS, proposed),
    form("meetings:guest_new", _coming, WRITERS, guest),
    form("meetings:letter", _coming, WRITERS, letter),
    act("meetings:send", _coming, WRITERS),
    # Nobody has the invitation for two days yet.
    act("meetings:remind", _coming, WRITERS, changes=False),
    form("meetings:came", _coming, WRITERS, came),
    form("meetings:guest_answer", _guest, WRITERS, reply),
    act("meetings:guest_remove", _guest, WRITERS),
    act("meetings:guest_bounced", _guest, WRITERS),
    form("meetings:registration", _coming, WRITERS, registration),
    act("meetings:place_remove", lambda scene: {"pk": scene.waiting.pk}, WRITERS),
    *WHILE_IT_LASTS,
    *AT_THE_DESK,
    form("meetings:polls", _meeting, WRITERS, poll),
    act("meetings:poll_close", lambda scene: {"pk": scene.poll.pk}, WRITERS, changes=False),
    read("meetings:projector", _coming, WRITERS, is_private=True),
    read("meetings:projector_now", _coming, WRITERS, is_private=True, is_html=False),
    read("meetings:feedback_desk", _coming, WRITERS, is_private=True),
    act("meetings:feedback_open", _meeting, WRITERS),
    act("meetings:feedback_ask", _coming, WRITERS),
    act("meetings:feedback_close", _coming, WRITERS),
    read("meetings:dates", _coming, WRITERS, is_private=True),
    form("meetings:dates_edit", _coming, WRITERS, dates_again),
    act("meetings:dates_ask", _coming, WRITERS),
    act("meetings:dates_link", _coming, WRITERS),
    act("meetings:dates_take", lambda s: {"pk": s.coming.pk, "option": s.date_option.pk}, WRITERS),
    act("meetings:move", _meeting, WRITERS, planned),
    act("meetings:report_draft", _meeting, WRITERS),
    form("meetings:insight_edit", _insight, WRITERS, insight_again),
    act("meetings:insight_remove", _insight, WRITERS),
    *ON_THE_TABLE,
    *HOW_IT_RUNS,
    # To read and to use.
    read("library:region_resources", _home, EDITORS, is_private=True),
    form("library:region_resource_new", _home, EDITORS, resource),
    read("library:resources", no_arguments, ("coordinator",)),
    form("library:resource_new", no_arguments, ("coordinator",), resource),
    form("library:resource_edit", _unread, EDITORS, resource_again),
    act("library:resource_publish", _unread, EDITORS),
    act("library:resource_withdraw", lambda scene: {"pk": scene.guide.pk}, EDITORS),
    form("library:consent_end", _unread, EDITORS, consent_over),
    act("library:resource_delete", _unread, EDITORS),
    # The factfile.
    public("evidence:latest", _home),
    public("evidence:version", lambda scene: {**_home(scene), "number": 1}),
    public("evidence:file", lambda scene: {**_home(scene), "number": 1, "kind": "json"}, is_html=False),
    read("evidence:factfiles", _home, WRITERS, is_private=True),
    act("evidence:freeze", _home, WRITERS),
    # Lists brought in.
    read("exchange:imports", _home, WRITERS, is_private=True),
    form("exchange:import_new", _home, WRITERS, a_list),
    read("exchange:template", lambda scene: {"region": scene.home.slug, "target": "organisations"}, WRITERS,
         is_private=True),
    read("exchange:import", _checked, WRITERS, is_private=True),
    form("exchange:columns", _checked, WRITERS, columns),
    act("exchange:sheet", _checked, WRITERS, changes=False),
    form("exchange:file", _checked, WRITERS, a_file),
    form("exchange:row", lambda scene: {"pk": scene.checked.pk, "number": 3}, WRITERS, cells),
    act("exchange:judge", lambda scene: {"pk": scene.checked.pk, "number": 2}, WRITERS, verdict),
    form("exchange:words", lambda scene: {"pk": scene.checked.pk, "field": "category"}, WRITERS, words),
    act("exchange:without", lambda scene: {"pk": scene.checked.pk, "field": "siret"}, WRITERS,
        changes=False),
    read("exchange:problems", _checked, WRITERS, is_private=True),
    act("exchange:check", _checked, WRITERS, changes=False),
    act("exchange:write", _checked, WRITERS, lambda scene: {"turn": str(scene.checked.turn)}),
    act("exchange:cancel", _checked, WRITERS),
    act("exchange:undo", lambda scene: {"pk": scene.brought_in.pk}, WRITERS),
)  # fmt: skip

# Records of the home region that the public does not see, at the public site's own addresses.
UNPUBLISHED = (
    NOT_PUBLISHED,
    Line("portal:resource", lambda scene: {"slug": scene.unread.slug}, all_get(404), NOT_ALLOWED, is_private=True),
    Line("portal:article", lambda scene: {"slug": scene.draft.slug}, all_get(404), NOT_ALLOWED, is_private=True),
    Line(
        "portal:photo", lambda scene: {"pk": scene.photo.pk}, open_to(*REGION, visitor=404), NOT_ALLOWED,
        is_private=True,
    ),
    Line("meetings:insight_edit", lambda scene: {"pk": scene.secret_quote.pk}, open_to(*WRITERS),
         open_to(*WRITERS, status=302), insight_again, is_private=True),
)  # fmt: skip


def by_name(line: Line) -> str:
    """How a test of this line is called."""
    return line.name
