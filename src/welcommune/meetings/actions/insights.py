"""Insights, and consent for quotes, which can be withdrawn at once everywhere."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import note_consent, note_erased
from welcommune.accounts.models import ConsentDeed
from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert
from welcommune.core.text import Translated
from welcommune.library.actions import forget_wording
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.actions.minutes import forget_in_minutes
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import (
    AgendaItem,
    Attribution,
    BreakoutGroup,
    Consent,
    Insight,
    InsightFacts,
    InsightKind,
    Meeting,
    MeetingState,
    QuoteConsent,
    Tags,
)
from welcommune.search.actions import reindex


def _set_tags(by: Actor, insight: Insight, tags: Tags) -> bool:
    themes = set(tags.themes)
    moved = set(insight.themes.all()) != themes
    if moved:
        insight.themes.set(themes)
    return _set_consent(by, insight, tags.consent) or moved


def _set_consent(by: Actor, insight: Insight, consent: Consent | None) -> bool:
    if consent is None:
        return False
    if consent.given_on > timezone.localdate():
        raise Refused(_("Consent cannot be given in the future. Write the day on which it was given."))
    known = QuoteConsent.objects.filter(insight=insight).first()
    if known is None:
        insert(QuoteConsent(insight=insight, given_on=consent.given_on, given_how=consent.how))
        note_consent(by=by, about=insight, deed=ConsentDeed.GIVEN, day=consent.given_on, how=consent.how)
        return True
    if known.withdrawn_on or (known.given_on, known.given_how) == (consent.given_on, consent.how):
        return False
    known.given_on, known.given_how = consent.given_on, consent.how
    known.save(update_fields=["given_on", "given_how"])
    note_consent(by=by, about=insight, deed=ConsentDeed.CORRECTED, day=consent.given_on, how=consent.how)
    return True


def _require_wording(facts: InsightFacts) -> None:
    if not facts.text:
        raise Refused(_("Write what was said, in one sentence."), field="text")


def _publish(insight: Insight) -> None:
    reindex(insight)
    if insight.meeting is None:
        publish(insight.region.slug)
    elif insight.meeting.state == MeetingState.HELD:
        # Before that the public sees nothing of it, so that its pages stay as they are while people type.
        publish_meeting(insight.meeting)


@transaction.atomic
def note_insight(
    *,
    by: Actor,
    id: UUID,
    meeting: Meeting,
    facts: InsightFacts,
    tags: Tags,
    agenda_item: AgendaItem | None = None,
    group: BreakoutGroup | None = None,
) -> Insight:
    """Note what was said at a meeting; the same ``id`` sent twice is noted once."""
    existing = Insight.plain.filter(pk=id).first()
    if existing:
        require(by, meetings_rules.note_again, existing)
        return existing
    _require_wording(facts)
    if meeting.region is None:
        raise Refused(_("Insights belong to a region. Note this one at a meeting of a region."))
    insight = Insight(
        id=id, region=meeting.region, meeting=meeting, said_on=meeting.day, agenda_item=agenda_item, group=group,
        order=meeting.insights.count(), **facts.as_fields(),
    )  # fmt: skip
    insert(insight)
    _set_tags(by, insight, tags)
    log("meetings.note_insight", by=by, about=insight, region_id=insight.region_id)
    _publish(insight)
    return insight


@transaction.atomic
def change_insight(*, by: Actor, insight: Insight, seen: int, facts: InsightFacts, tags: Tags) -> Insight:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    _require_wording(facts)
    changed = change(insight, seen=seen, **facts.as_fields())
    tagged = _set_tags(by, insight, tags)
    if tagged and not changed:
        bump(insight, seen=seen)
    if changed or tagged:
        fields = changed + (["themes or consent"] if tagged else [])
        log("meetings.change_insight", by=by, about=insight, fields=fields, region_id=insight.region_id)
        _publish(insight)
    return insight


@transaction.atomic
def remove_insight(*, by: Actor, insight: Insight) -> None:
    """Take an insight off the record; a published quote is withdrawn instead, so that the date stays."""
    if QuoteConsent.objects.filter(insight=insight).exists():
        raise Refused(_("This is a quote with consent on record. Withdraw the consent instead."))
    log("meetings.remove_insight", by=by, about=insight, region_id=insight.region_id)
    # By its key, so that the row still knows what to take out of the index.
    Insight.plain.filter(pk=insight.pk).delete()
    _publish(insight)


def forget_speakers(rows: QuerySet[Insight]) -> None:
    """Whoever spoke is erased: their quotes are taken back, and what else they said names nobody."""
    for insight in rows.select_related("region", "meeting__region"):
        if insight.kind == InsightKind.QUOTE and QuoteConsent.objects.filter(insight=insight).exists():
            withdraw_consent(by=SYSTEM, insight=insight)
        named = insight.attribution == Attribution.NAMED
        told = {"attribution": Attribution.NONE} if named else {}
        if change(insight, seen=insight.version, person="", **told):
            _publish(insight)


@transaction.atomic
def withdraw_consent(*, by: Actor, insight: Insight) -> QuoteConsent:
    """The person takes the quote back: its wording is erased here and wherever a text repeats it."""
    consent = QuoteConsent.objects.select_for_update().filter(insight=insight).first()
    if consent is None or insight.kind != InsightKind.QUOTE:
        raise Refused(_("There is no consent on record for this."))
    if consent.withdrawn_on:
        return consent
    consent.withdrawn_on = max(timezone.localdate(), consent.given_on)
    consent.save(update_fields=["withdrawn_on"])
    note_consent(by=by, about=insight, deed=ConsentDeed.WITHDRAWN, day=consent.withdrawn_on)
    note_erased(consent.pk)
    for wording in (*insight.text.values(), insight.original):
        forget_wording(by=by, wording=wording)
        forget_in_minutes(wording, insight.region_id)
    change(
        insight, seen=insight.version, text=Translated(), original="", person="", organisation=None, category=None,
        attribution=Attribution.NONE,
    )  # fmt: skip
    log("meetings.withdraw_consent", by=by, about=insight, fields=["consent"], region_id=insight.region_id)
    _publish(insight)
    return consent
