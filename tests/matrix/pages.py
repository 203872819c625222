"""The page × role matrix: every address of the project, what opens it, and the answer that each role gets.

A pattern of the URLconf without a line here fails (``test_access.py``). ``docs/urls.md`` and
``docs/permissions.md`` are written from this table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from tests.matrix.data import (
    article_text,
    attendance,
    child,
    code_request,
    count,
    insight,
    insight_again,
    meeting,
    meeting_again,
    network_meeting,
    news,
    nothing,
    participant,
    photo,
    planned,
    subscription,
    wishes,
)  # fmt: skip
from tests.matrix.scene import Scene
from welcommune.portal.queries import CHANGE, CONFIRM, LEAVE, link_token

ROLES = ("visitor", "member", "assessor", "editor", "facilitator", "coordinator", "auditor", "stranger")
STRANGER = "stranger"
Answers = dict[str, int]


def open_to(*roles: str, status: int = 200, others: int = 404, visitor: int = 302) -> Answers:
    """``status`` for these roles, ``others`` for the rest who are signed in, ``visitor`` for who is not."""
    return {role: visitor if role == "visitor" else status if role in roles else others for role in ROLES}


def all_get(status: int, **but: int) -> Answers:
    """The same answer for everybody, ``but`` for the roles named."""
    return dict.fromkeys(ROLES, status) | but


REGION = ("member", "assessor", "editor", "facilitator", "coordinator", "auditor")
EDITORS = ("editor", "facilitator", "coordinator")
WRITERS = ("facilitator", "coordinator")
AUDITORS = ("facilitator", "coordinator", "auditor")
PUBLIC, NOT_ALLOWED = all_get(200), all_get(405)
SIGNED_IN = open_to(*ROLES)
# A page that is read only: who is not signed in is led to the door first.
READ_ONLY = all_get(405, visitor=302)


@dataclass(frozen=True)
class Line:
    """One address: ``get`` and ``post`` say what each role gets; ``data`` is a form that is well filled in.

    ``where`` makes the arguments of the address from the scene. ``is_private``
    marks an address of the home region that is not the public's, ``changes=False`` one that keeps no record,
    ``is_html=False`` a file, ``is_shared=False`` a public page that is made for each reader anew.
    """

    name: str
    where: Callable[[Scene], dict[str, Any]]
    get: Answers
    post: Answers
    data: Callable[[Scene], dict[str, Any]] = nothing
    is_private: bool = False
    changes: bool = True
    is_html: bool = True
    is_shared: bool = True

    @property
    def is_act(self) -> bool:
        """A button of the desk: nothing to look at."""
        return set(self.get.values()) == {405}

    @property
    def is_desk(self) -> bool:
        """Whether one must be signed in."""
        is_open = self.get["visitor"] == 200 or self.name.startswith("account")
        return self.post["visitor"] == 302 and not is_open

    @property
    def is_form(self) -> bool:
        """A page with a form of its own."""
        return not self.is_act and bool(set(self.post.values()) - {405}) and self.data is not nothing

    def path(self, scene: Scene, language: str = "fr") -> str:
        """The address of the record in the scene, in a language."""
        with override(language):
            return reverse(self.name, kwargs=self.where(scene))

    def reader(self) -> str:
        """The role that sees most among those that see the page; empty where none does."""
        likely = ("facilitator", "coordinator", "visitor")
        return next((role for role in likely if self.get[role] == 200), "")


def _none(scene: Scene) -> dict[str, Any]:
    return {}


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _table(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug, "number": 2}


def _meeting(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.meeting.pk}


def _insight(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.insight.pk}


def _draft(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.draft.pk, "language": "fr"}


def _version(scene: Scene) -> dict[str, Any]:
    return {**_draft(scene), "number": 1}


def _feed(scene: Scene) -> dict[str, Any]:
    return {"kind": "news"}


def _link(purpose: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"token": link_token(scene.subscription, purpose)}


def public(name: str, where: Callable[[Scene], dict[str, Any]] = _none, **told: Any) -> Line:
    """Everybody reads it, nobody sends anything to it."""
    return Line(name, where, PUBLIC, NOT_ALLOWED, **told)


def by_link(name: str, purpose: str, sent: int, data: Callable[[Scene], dict[str, Any]] = nothing) -> Line:
    """A page of the holder of a signed link, whoever that is."""
    return Line(name, _link(purpose), PUBLIC, all_get(sent), data, changes=False, is_shared=False)


def read(name: str, where: Callable[[Scene], dict[str, Any]], roles: tuple[str, ...], **told: Any) -> Line:
    """A page of the desk without a form."""
    return Line(name, where, open_to(*roles), READ_ONLY, **told)


def form(
    name: str, where: Callable[[Scene], dict[str, Any]], roles: tuple[str, ...], data: Callable[[Scene], Any]
) -> Line:
    """A page of the desk with a form; sent, it leads on."""
    return Line(name, where, open_to(*roles), open_to(*roles, status=302), data, is_private=True)


def act(
    name: str, where: Callable[[Scene], dict[str, Any]], roles: tuple[str, ...], data: Any = nothing, **told: Any
) -> Line:
    """A button of the desk."""
    return Line(name, where, NOT_ALLOWED, open_to(*roles, status=302), data, is_private=True, **told)


def door(name: str, get: Answers, post: Answers, **told: Any) -> Line:
    """A page of signing in or out."""
    return Line(name, told.pop("where", _none), get, post, changes=False, **told)


VISITORS_ONLY = all_get(302, visitor=200)
PAGES = (
    Line("choose_language", _none, all_get(302), NOT_ALLOWED),
    public("healthz"),
    public("readyz"),
    public("sitemap"),
    public("sitemap_part", lambda scene: {"part": 1}, is_html=False),
    public("gallery"),
    # The public site.
    public("portal:home"),
    public("portal:regions"),
    public("portal:region", _home),
    public("portal:roundtable", _table),
    public("portal:meeting", lambda scene: {"pk": scene.visit.pk}),
    public("portal:roundtables"),
    public("portal:news"),
    public("portal:article", lambda scene: {"slug": scene.published.slug}),
    public("portal:photo", lambda scene: {"pk": scene.published.photo.pk}),
    public("portal:accessibility"),
    public("portal:privacy"),
    public("portal:feed", _feed, is_html=False),
    public("portal:region_feed", lambda scene: _home(scene) | _feed(scene), is_html=False),
    public("portal:calendar", is_html=False),
    public("portal:region_calendar", _home, is_html=False),
    # News by mail.
    Line("portal:subscribe", _none, PUBLIC, all_get(302), subscription, changes=False, is_shared=False),
    public("portal:subscribe_sent", is_shared=False),
    by_link("portal:subscription_confirm", CONFIRM, 302),
    by_link("portal:subscription_change", CHANGE, 302, wishes),
    by_link("portal:subscription_leave", LEAVE, 200),
    # Signing in and out.
    door("accounts_enter", PUBLIC, all_get(302), where=lambda scene: {"token": scene.token}),
    door("account_login", VISITORS_ONLY, all_get(302), data=code_request),
    door("account_request_login_code", VISITORS_ONLY, all_get(302), data=code_request),
    door("account_confirm_login_code", all_get(302), all_get(302)),
    door("account_signup", VISITORS_ONLY, VISITORS_ONLY),
    door("account_inactive", PUBLIC, NOT_ALLOWED),
    door("account_logout", all_get(200, visitor=302), all_get(302)),
    # The desk.
    read("portal:desk", _none, ROLES),
    read("portal:desk_region", _home, REGION, is_private=True),
    read("portal:table", _home, REGION, is_private=True),
    read("portal:audit", _home, AUDITORS, is_private=True),
    read("portal:ties", _home, REGION, is_private=True),
    read("portal:table_csv", _home, REGION, is_private=True, is_html=False),
    form("portal:region_news_new", _home, EDITORS, news),
    form("portal:news_new", _none, ("coordinator",), news),
    form("portal:article_edit", _draft, EDITORS, article_text),
    form("portal:photo_edit", _draft, EDITORS, photo),
    act("portal:photo_remove", _draft, EDITORS),
    act("portal:article_publish", _draft, EDITORS),
    act("portal:article_withdraw", lambda scene: {"pk": scene.published.pk, "language": "fr"}, EDITORS),
    read("portal:article_version", _version, EDITORS, is_private=True),
    act("portal:article_restore", _version, EDITORS),
    form("meetings:new", _home, WRITERS, meeting),
    form("meetings:network_new", _none, ("coordinator",), network_meeting),
    form("meetings:child_new", _meeting, WRITERS, child),
    read("meetings:record", _meeting, REGION, is_private=True),
    form("meetings:edit", _meeting, WRITERS, meeting_again),
    form("meetings:attendance", _meeting, WRITERS, attendance),
    form("meetings:count_new", _meeting, WRITERS, count),
    act("meetings:count_remove", lambda scene: {"pk": scene.meeting.pk, "count": scene.count.pk}, WRITERS),
    form("meetings:participant_new", _meeting, WRITERS, participant),
    act("meetings:participant_remove", lambda s: {"pk": s.meeting.pk, "participant": s.participant.pk}, WRITERS),
    form("meetings:insight_new", _meeting, WRITERS, insight),
    act("meetings:move", _meeting, WRITERS, planned),
    act("meetings:report_draft", _meeting, WRITERS),
    form("meetings:insight_edit", _insight, WRITERS, insight_again),
    act("meetings:insight_remove", _insight, WRITERS),
    act("meetings:consent_withdraw", lambda scene: {"pk": scene.quote.pk}, WRITERS),
)  # fmt: skip

# Records of the home region that the public does not see, at the public site's own addresses.
UNPUBLISHED = (
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
