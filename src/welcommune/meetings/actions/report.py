"""The report that writes itself: drafted from the record, once more whenever the record has grown."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.saving import insert
from welcommune.library.actions import publish_article, start_article, write_text
from welcommune.library.models import Article, ArticleState
from welcommune.meetings.models import Meeting, MeetingState, Report
from welcommune.meetings.prose import LANGUAGES, Draft
from welcommune.meetings.prose import draft_report as draft_prose
from welcommune.meetings.queries import public_size, report_facts


def report_languages(meeting: Meeting) -> list[str]:
    """French, English and the languages of the region, as far as the engine writes them; the region's first."""
    own = meeting.region.languages if meeting.region else meeting.network.languages
    wanted = [*own, "fr", "en"]
    return [code for code in dict.fromkeys(wanted) if code in LANGUAGES]


def preview_draft(meeting: Meeting, language: str) -> Draft:
    """What the engine would write now, without keeping it."""
    # The engine writes languages that the site has no pages in.
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        region_url = reverse("portal:region", args=[meeting.region.slug]) if meeting.region else reverse("portal:home")
    return draft_prose(report_facts(meeting, language, region_url), language)


def _article(meeting: Meeting, by: Actor, dated: date) -> Article:
    report = Report.objects.filter(meeting=meeting).select_related("article__region").first()
    if report:
        return report.article
    place = meeting.region.slug if meeting.region else meeting.network.slug
    number = f"-{meeting.number}" if meeting.number else ""
    article = start_article(
        by=by, id=new_id(), network=meeting.network, region=meeting.region,
        slug=f"{place}-{meeting.kind.replace('_', '-')}{number}", dated=dated,
    )  # fmt: skip
    insert(Report(meeting=meeting, article=article))
    return article


@transaction.atomic
def draft_report(*, by: Actor, meeting: Meeting, languages: Sequence[str] | None = None) -> Article:
    """Draft the report of a held meeting in its languages; texts that were there stay as older versions."""
    # Two presses of the button queue here, so that the meeting has one report.
    Meeting.plain.select_for_update().get(pk=meeting.pk)
    if meeting.state != MeetingState.HELD:
        raise Refused(_("Mark the meeting as held first: the report tells what has happened."))
    if not set(languages or ()) <= set(LANGUAGES):
        raise Refused(_("Reports cannot be drafted in this language yet. Open the text and write it by hand."))
    article = _article(meeting, by, meeting.day)
    people = public_size(meeting)
    if article.people != people:
        Article.plain.filter(pk=article.pk).update(people=people)
    for language in languages or report_languages(meeting):
        draft = preview_draft(meeting, language)
        parts = [
            {"key": part.key, "insight": str(part.insight)} if part.insight else {"key": part.key, "text": part.text}
            for part in draft.parts
        ]
        write_text(
            by=by, article=article, language=language, title=draft.title, lead=draft.lead, parts=parts,
            is_drafted=True,
        )  # fmt: skip
    log("meetings.draft_report", by=by, about=meeting, region_id=meeting.region_id)
    return article


@transaction.atomic
def publish_report(*, by: Actor, meeting: Meeting) -> Article:
    """Publish the meeting's report if it is not public yet."""
    report = Report.objects.filter(meeting=meeting).select_related("article__region").first()
    if report is None:
        raise Refused(_("There is no report yet. Draft it first."))
    if report.article.state == ArticleState.PUBLISHED:
        return report.article
    return publish_article(by=by, article=report.article)
