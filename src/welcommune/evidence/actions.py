"""Freezing a factfile: one click, one version."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import insert
from welcommune.evidence import rules
from welcommune.evidence.models import Factfile
from welcommune.evidence.queries import content_of, fingerprint, version_in
from welcommune.network.models import Region

SAME = _("Nothing has changed since the last version.")


@transaction.atomic
def freeze_factfile(*, by: Actor, region: Region) -> Factfile:
    """Put the facts of a region together as its next version; refuses where the last one says the same."""
    require(by, rules.freeze_factfile, region)
    # Two presses of the button queue here, so that the second one finds the version of the first.
    Region.objects.select_for_update().get(pk=region.pk)
    last = version_in(region)
    content = content_of(region)
    mark = fingerprint(content)
    if last and last.sha256 == mark:
        raise Refused(SAME)
    number = last.number + 1 if last else 1
    frozen = insert(Factfile(region=region, number=number, sha256=mark, content=content))
    log("evidence.freeze_factfile", by=by, about=frozen, region_id=region.pk)
    publish(region.slug)
    return frozen
