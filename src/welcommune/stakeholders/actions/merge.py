"""Two entries that are one organisation: merged so that nothing is lost, and taken apart again.

Whatever points at the absorbed entry is hung over, found by looking at all models and not by a list that
could be forgotten. A row that would break a constraint there (both had a seat at one table) stays where
it is. Values are not copied into the record of the merge: where the other entry's value was chosen, the two
entries exchange theirs, so that taking them apart is exchanging them back.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.models import ExternalId, Source
from welcommune.core.saving import bump, change
from welcommune.core.text import Translated
from welcommune.network.models import Term
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.actions.record import publish_organisation
from welcommune.stakeholders.models import MERGED_FIELDS, UNITED_FIELDS, Merge, Organisation

NOT_TWO = _("Choose two different entries.")
CHANGED_MEANWHILE = _("Somebody changed one of the two meanwhile. Look at both again.")
LATER_FIRST = _("The entry was merged again after this. Undo the later merge first.")
UNDONE = _("This merge has been undone already.")
# Rows that tell how entries belong together stay as they are: addresses lead on along them.
OWN = {(Merge, "kept"), (Merge, "absorbed"), (Organisation, "merged_into")}
BY_IDENTIFIER = (Source, ExternalId)
Moved = list[list[str]]


def pointing_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every foreign key of any room that points at an organisation, those behind many-to-many fields included."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            found = (relation.related_model, relation.field.name)
            if found not in OWN and relation.related_model is not Organisation.themes.through:
                yield found
    yield from ((model, "object_id") for model in BY_IDENTIFIER)


def _stands(model: type[models.Model], field: str, row: Any, target: Any) -> bool:
    """Point a row at ``target`` if no constraint minds; whether it does so now."""
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(pk=row).update(**{field: target}))
    except IntegrityError:
        return False


def _hang_over(absorbed: Organisation, kept: Organisation) -> Moved:
    moved: Moved = []
    for model, field in pointing_fields():
        for row in model._base_manager.filter(**{field: absorbed.pk}).order_by("pk").values_list("pk", flat=True):
            if _stands(model, field, row, kept.pk):
                moved.append([model._meta.label, field, str(row)])
    return moved


def _hang_back(merge: Merge) -> None:
    for label, field, row in reversed(merge.moved):
        model = apps.get_model(label)
        if model._base_manager.filter(pk=row, **{field: merge.kept_id}).exists():
            _stands(model, field, row, merge.absorbed_id)


def _exchanged(
    kept: Organisation, absorbed: Organisation, names: Iterable[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values that each gets from the other."""
    plain = [name for name in names if name != "themes"]
    # Neither can be part of itself.
    if "parent" in plain and (kept.parent_id == absorbed.pk or absorbed.parent_id == kept.pk):
        plain.remove("parent")
    return {name: getattr(absorbed, name) for name in plain}, {name: getattr(kept, name) for name in plain}


def _list(organisation: Organisation, name: str) -> Any:
    if name == "themes":
        return [str(pk) for pk in organisation.themes.order_by("pk").values_list("pk", flat=True)]
    return getattr(organisation, name)


def united(name: str, one: Any, other: Any) -> Any:
    """What two entries say together: each item once, those of ``one`` first; of a name in one language that one."""
    if name == "names":
        return Translated({**other, **one})
    return list(dict.fromkeys([*one, *other]))


def _put_lists(kept: Organisation, lists: dict[str, Any]) -> dict[str, Any]:
    """Set the themes among ``lists``; returns the rest as fields of the entry."""
    fields = {name: Translated(value) if name == "names" else value for name, value in lists.items()}
    if "themes" in fields:
        kept.themes.set(Term.objects.filter(pk__in=fields.pop("themes")))
    return fields


@transaction.atomic
def merge_organisations(
    *,
    by: Actor,
    kept: Organisation,
    absorbed: Organisation,
    seen: tuple[int, int],
    taken: Collection[str] = (),
    together: Collection[str] = (),
) -> Merge:
    """Let ``kept`` stand for both.

    ``taken`` names the fields whose value comes from ``absorbed``, ``together`` the lists that are united;
    all else stays as ``kept`` has it. ``seen`` are the versions of both that the person compared.
    """
    if kept.pk == absorbed.pk:
        raise Refused(NOT_TWO)
    for each in (kept, absorbed):
        require(by, stakeholders_rules.edit_organisation, each)
    if (kept.version, absorbed.version) != seen:
        raise Refused(CHANGED_MEANWHILE)
    taken = [name for name in MERGED_FIELDS if name in taken and name not in together]
    lists = {name: united(name, _list(kept, name), _list(absorbed, name)) for name in UNITED_FIELDS if name in together}
    if "themes" in taken:
        lists["themes"] = _list(absorbed, "themes")
    before = {name: _list(kept, name) for name in lists}
    for_kept, for_absorbed = _exchanged(kept, absorbed, taken)
    moved = _hang_over(absorbed, kept)
    change(absorbed, seen=absorbed.version, **for_absorbed, merged_into=kept)
    if not change(kept, seen=kept.version, **for_kept, **_put_lists(kept, lists)):
        bump(kept, seen=kept.version)
    merge = Merge.objects.create(kept=kept, absorbed=absorbed, moved=moved, filled=taken, united=before, by_id=by.id)
    log("stakeholders.merge_organisations", by=by, about=kept, fields=[*taken, *lists], region_id=kept.steward_id)
    publish_organisation(absorbed)
    publish_organisation(kept)
    return merge


def _before(merge: Merge) -> dict[str, Any]:
    """The lists of the kept entry as they were; one that somebody has changed since stays as it is."""
    kept, absorbed = merge.kept, merge.absorbed
    return {
        name: before
        for name, before in merge.united.items()
        if _list(kept, name) in (united(name, before, _list(absorbed, name)), _list(absorbed, name))
        or set(_list(kept, name)) == set(united(name, before, _list(absorbed, name)))
    }


@transaction.atomic
def undo_merge(*, by: Actor, merge: Merge) -> Organisation:
    """Take two merged entries apart: each has its rows, its values and its address again."""
    kept, absorbed = merge.kept, merge.absorbed
    for each in (kept, absorbed):
        require(by, stakeholders_rules.undo_merge_of, each)
    if merge.undone_at:
        raise Refused(UNDONE)
    later = Merge.objects.filter(kept=kept, undone_at__isnull=True).exclude(pk=merge.pk).filter(pk__gt=merge.pk)
    if kept.merged_into_id or later.exists():
        raise Refused(LATER_FIRST)
    lists = _before(merge)
    for_kept, for_absorbed = _exchanged(kept, absorbed, merge.filled)
    change(absorbed, seen=absorbed.version, **for_absorbed, merged_into=None)
    if not change(kept, seen=kept.version, **for_kept, **_put_lists(kept, lists)):
        bump(kept, seen=kept.version)
    _hang_back(merge)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    log("stakeholders.undo_merge", by=by, about=kept, fields=merge.filled, region_id=kept.steward_id)
    publish_organisation(absorbed)
    publish_organisation(kept)
    return absorbed
