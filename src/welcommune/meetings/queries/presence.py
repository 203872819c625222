"""What the register of a region asks of its meetings: who never came."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcommune.meetings.models import MeetingState, Participant
from welcommune.network.models import Region
from welcommune.stakeholders.queries import presence_filter


@presence_filter("never", _("never came, as far as is on record"))
def never_came(region: Region) -> Q:
    """Organisations that no meeting of the region names among those who came."""
    came = Participant.objects.filter(
        meeting__region=region, meeting__state=MeetingState.HELD, organisation__isnull=False
    )
    return ~Q(pk__in=came.values("organisation"))
