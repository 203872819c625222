"""Services and structures of data·inclusion v1: checked, and told in our words."""

from typing import Any

from django.utils.translation import gettext as _

from welcommune.exchange.formats.cells import (
    BadValue,
    day_of,
    email_of,
    fitting,
    line_of,
    link_of,
    point_of,
    text_of,
)
from welcommune.exchange.formats.data_inclusion import words
from welcommune.exchange.formats.data_inclusion.writing import code_of, remarks_of, serves_of
from welcommune.exchange.formats.offer import Body, Crosswalk, Offer
from welcommune.exchange.formats.report import Report
from welcommune.exchange.formats.whom import situations_of
from welcommune.exchange.formats.words import name_of, needed

Item = dict[str, Any]
LONGEST_NAME, LONGEST_TEXT = 150, 10_000


def _about(item: Item) -> str:
    about = text_of(item.get("description"), "description")
    if len(about) > LONGEST_TEXT:
        sentence = _("description: a text has at most 10,000 characters; this one has %(count)d.")
        raise BadValue(sentence % {"count": len(about)})
    return about


def read_structure(item: Item, report: Report) -> Body:
    """A structure; raises ``BadValue`` where it cannot be one."""
    kept: Item = {}
    for field in ("horaires_accueil", "accessibilite_lieu", "reseaux_porteurs", "complement_adresse"):
        if item.get(field):
            report.unmapped[f"structures.{field}"] += 1
    return Body(
        key=needed(item, "id"), name=name_of(item, "nom", LONGEST_NAME), about=_about(item),
        siret=line_of(item.get("siret"), "siret"),
        address=fitting(line_of(item.get("adresse"), "adresse"), 200, "structures.adresse", kept, report),
        postcode=line_of(item.get("code_postal"), "code_postal")[:12],
        town=fitting(line_of(item.get("commune"), "commune"), 120, "structures.commune", kept, report),
        website=link_of(item.get("site_web"), "site_web", report),
        email=email_of(item.get("courriel"), "courriel", report),
        phone=fitting(line_of(item.get("telephone"), "telephone"), 30, "structures.telephone", kept, report),
        producer=needed(item, "source"), url=link_of(item.get("lien_source"), "lien_source", report),
        dated=day_of(item.get("date_maj"), "date_maj"),
    )  # fmt: skip


def read_service(item: Item, crosswalk: Crosswalk, report: Report) -> Offer:
    """A service; raises ``BadValue`` where it cannot be one."""
    kept = {field: value for field in words.KEPT if (value := item.get(field))}
    remarks, accepted = remarks_of(kept.pop("publics_precisions", ""), crosswalk["situation"])
    kept |= {"publics_precisions": remarks} if remarks else {}
    for field in words.NOT_TOLD:
        if field in kept:
            report.unmapped[field] += 1
    if item.get(words.PERSON):
        report.unmapped[f"{words.PERSON}: names of people are left out"] += 1
    latitude, longitude = point_of(item, report)
    served = kept.get("zone_eligibilite") or ()
    ours = {code: code for code in crosswalk["situation"].values()}
    name, about = name_of(item, "nom", LONGEST_NAME), _about(item)
    offer = Offer(
        key=needed(item, "id"), name=name, language="fr",
        about="" if about == words.no_description(name) else about, lead=needed(item, "structure_id"),
        kind=_word(item, "type", words.KINDS, report), themes=_themes(kept, crosswalk["theme"], report),
        groups=_groups(kept, crosswalk["group"], report), serves=_serves(kept),
        **situations_of(accepted, ours, report),
        served=tuple(code for code in served if len(code) == 5), latitude=latitude, longitude=longitude,
        town=fitting(line_of(item.get("commune"), "commune"), 120, "commune", kept, report),
        postcode=line_of(item.get("code_postal"), "code_postal")[:12],
        code=line_of(item.get("code_insee"), "code_insee"),
        address=fitting(line_of(item.get("adresse"), "adresse"), 200, "adresse", kept, report),
        schedule=fitting(line_of(item.get("horaires_accueil"), "horaires_accueil"), 300, "horaires", kept, report),
        cost=_word(item, "frais", words.COSTS, report),
        cost_note=fitting(line_of(item.get("frais_precisions"), "frais"), 200, "frais_precisions", kept, report),
        joining=text_of(item.get("mobilisation_precisions"), "mobilisation_precisions"),
        referral=words.REFERRALS.get(tuple(sorted(_listed(kept, "mobilisable_par"))), ""),
        website=link_of(item.get("lien_mobilisation"), "lien_mobilisation", report),
        email=email_of(item.get("courriel"), "courriel", report),
        phone=fitting(line_of(item.get("telephone"), "telephone"), 30, "telephone", kept, report),
        producer=needed(item, "source"), url=link_of(item.get("lien_source"), "lien_source", report),
        dated=day_of(item.get("date_maj"), "date_maj"), kept=kept,
    )  # fmt: skip
    kept["source"] = offer.producer
    return offer


def _word(item: Item, field: str, known: dict[str, str], report: Report) -> str:
    """Our word for one of a list; unknown ones are told of."""
    word = item.get(field)
    if not word:
        return ""
    found = known.get(word) if isinstance(word, str) else None
    if found is None:
        report.unmapped[f"{field}: {str(word)[:60]}"] += 1
        return ""
    return found


def _listed(kept: Item, field: str) -> list[str]:
    listed = kept.get(field) or []
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        raise BadValue(_("%(field)s: a list of words is expected.") % {"field": field})
    return listed


def _themes(kept: Item, known: Any, report: Report) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in _listed(kept, "thematiques"):
        if code := code_of(word, known):
            found[code] = None
        else:
            report.unmapped[f"thematiques: {word[:90]}"] += 1
    return tuple(found)


def _groups(kept: Item, known: Any, report: Report) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in _listed(kept, "publics"):
        if code := known.get(word):
            found[code] = None
        else:
            report.unmapped[f"publics: {word[:90]}"] += 1
    return tuple(found)


def _serves(kept: Item) -> str:
    return serves_of(_listed(kept, "zone_eligibilite"), _listed(kept, "modes_accueil"))
