"""Two entries that are one organisation: merged so that nothing is lost, and taken apart again."""

from collections.abc import Collection, Iterable

from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.actions.merging import Merging
from welcommune.stakeholders.actions.record import publish_organisation
from welcommune.stakeholders.models import MERGED_FIELDS, UNITED_FIELDS, Merge, Organisation


def _note(by: Actor, what: str, kept: Organisation, fields: Iterable[str]) -> None:
    verbs = {"merge": "stakeholders.merge_organisations", "undo": "stakeholders.undo_merge"}
    log(verbs[what], by=by, about=kept, fields=fields, region_id=kept.steward_id)


ORGANISATIONS = Merging(
    Organisation, Merge, fields=MERGED_FIELDS, lists=UNITED_FIELDS, beside=("themes",), steps=("parent",),
    may_merge=stakeholders_rules.edit_organisation, may_undo=stakeholders_rules.undo_merge_of, note=_note,
    publish=publish_organisation,
)  # fmt: skip


def merge_organisations(
    *,
    by: Actor,
    kept: Organisation,
    absorbed: Organisation,
    seen: tuple[int, int],
    taken: Collection[str] = (),
    together: Collection[str] = (),
) -> Merge:
    """Let ``kept`` stand for both; see ``Merging.merge``."""
    done: Merge = ORGANISATIONS.merge(
        by=by, kept=kept, absorbed=absorbed, seen=seen, taken=taken, together=together
    )  # fmt: skip
    return done


def undo_merge(*, by: Actor, merge: Merge) -> Organisation:
    """Take two merged entries apart; see ``Merging.undo``."""
    return ORGANISATIONS.undo(by=by, merge=merge)
