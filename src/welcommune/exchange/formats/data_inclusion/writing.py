"""Actions and organisations as services and structures of data·inclusion v1."""

import re
from typing import Any, Final

from welcommune.exchange.formats.data_inclusion import words
from welcommune.exchange.formats.gazetteer import DEPARTMENTS
from welcommune.exchange.formats.offer import Body, Crosswalk, Offer
from welcommune.exchange.formats.whom import EVERYBODY, told_situations

Item = dict[str, Any]
LONGEST_NAME: Final = 150
SHORTEST_TEXT: Final = 5
FIRST_DAY: Final = "2000-01-01"
OF_TERRITORY: Final = {nuts: department for department, nuts in DEPARTMENTS.items()}
OF_KIND: Final = {kind: word for word, kind in words.KINDS.items()} | words.NEAREST_KINDS
OF_COST: Final = {cost: word for word, cost in words.COSTS.items()}
OF_REFERRAL: Final = {code: list(listed) for listed, code in words.REFERRALS.items()}
_POSTCODE = re.compile(r"\d{5}")
_COMMUNE = re.compile(r"\w{5}")
_SIRET = re.compile(r"\d{14}")


def _matching(pattern: "re.Pattern[str]", text: str) -> str | None:
    return text if pattern.fullmatch(text) else None


def structure_of(body: Body) -> Item:
    """A structure as the schema wants it; what is not known is null."""
    return {
        "source": body.producer or "welcommune", "id": body.key, "nom": body.name[:LONGEST_NAME].ljust(3, "."),
        "date_maj": max(body.dated, FIRST_DAY),
        "description": body.about if len(body.about) >= SHORTEST_TEXT else None, "lien_source": body.url or None,
        "siret": _matching(_SIRET, body.siret), "commune": body.town or None,
        "code_postal": _matching(_POSTCODE, body.postcode), "code_insee": None, "adresse": body.address or None,
        "complement_adresse": None, "longitude": None, "latitude": None, "telephone": body.phone or None,
        "courriel": body.email or None, "site_web": body.website or None, "horaires_accueil": None,
        "accessibilite_lieu": None, "reseaux_porteurs": None,
    }  # fmt: skip


def service_of(offer: Offer, crosswalk: Crosswalk) -> Item:
    """A service as the schema wants it: words that it came with go out again while they still hold."""
    kept = offer.kept
    return {
        "source": kept.get("source") or "welcommune", "structure_id": offer.lead, "id": offer.key,
        "nom": offer.name[:LONGEST_NAME].ljust(3, "."),
        "description": offer.about if len(offer.about) >= SHORTEST_TEXT else words.no_description(offer.name),
        "lien_source": offer.url or None, "date_maj": max(offer.dated, FIRST_DAY), "type": OF_KIND.get(offer.kind),
        "thematiques": _themes(offer, crosswalk["theme"]) or None, "frais": OF_COST.get(offer.cost),
        "frais_precisions": offer.cost_note or kept.get("frais_precisions"),
        "publics": _groups(offer, crosswalk["group"]) or None,
        "publics_precisions": _remarks(offer, crosswalk["situation"]),
        "conditions_acces": kept.get("conditions_acces"), "commune": offer.town or kept.get("commune"),
        "code_postal": _matching(_POSTCODE, offer.postcode), "code_insee": _commune(offer), **_address(offer),
        "longitude": offer.longitude, "latitude": offer.latitude, "telephone": offer.phone or None,
        "courriel": offer.email or None, "modes_accueil": _modes(offer), "zone_eligibilite": _served(offer),
        "contact_nom_prenom": None, "lien_mobilisation": offer.website or None,
        "modes_mobilisation": kept.get("modes_mobilisation"), "mobilisable_par": _who_refers(offer),
        "mobilisation_precisions": offer.joining or None,
        "volume_horaire_hebdomadaire": kept.get("volume_horaire_hebdomadaire"),
        "nombre_semaines": kept.get("nombre_semaines"), "horaires_accueil": offer.schedule or kept.get("horaires"),
    }  # fmt: skip


def _commune(offer: Offer) -> str | None:
    return _matching(_COMMUNE, str(offer.kept.get("code_insee") or offer.code))


def _address(offer: Offer) -> Item:
    if offer.is_sensitive:
        return {"adresse": None, "complement_adresse": None}
    kept = offer.kept
    return {"adresse": offer.address or kept.get("adresse"), "complement_adresse": kept.get("complement_adresse")}


def code_of(word: str, known: Any) -> str | None:
    """Our theme for a thématique "category--need"; either of the two may be a word of the crosswalk."""
    category, _sign, need = word.partition("--")
    found: str | None = known.get(word) or known.get(need) or known.get(category)
    return found


def _themes(offer: Offer, known: Any) -> list[str]:
    told = [word for word in offer.kept.get("thematiques") or () if code_of(word, known) in {None, *offer.themes}]
    covered = {code_of(word, known) for word in told}
    missing = [code for code in offer.themes if code not in covered and code in words.USUAL_THEMES]
    return [*told, *(words.USUAL_THEMES[code] for code in missing)]


def _groups(offer: Offer, known: Any) -> list[str]:
    told = [word for word in offer.kept.get("publics") or () if known.get(word) in {None, *offer.groups}]
    covered = {known.get(word) for word in told}
    usual = {code: word for word, code in reversed(known.items())}
    found = [*told, *(usual[code] for code in offer.groups if code not in covered and code in usual)]
    # The schema wants "everybody" to stand alone.
    return [words.EVERYBODY] if words.EVERYBODY in found else found


_TOLD = re.compile(rf"(?:^|\s){words.SITUATIONS}([^.]*)\.$")


def _remarks(offer: Offer, known: Any) -> str | None:
    """What it came with about for whom it is, and the legal situations that it accepts."""
    remarks = _TOLD.sub("", offer.kept.get("publics_precisions") or "")
    names = {code: name for name, code in known.items()}
    accepted = [words.EVERY_SITUATION if code == EVERYBODY else names.get(code, code) for code in _accepted(offer)]
    told = f"{words.SITUATIONS}{', '.join(accepted)}." if accepted else ""
    return " ".join(filter(None, (remarks, told))) or None


def _accepted(offer: Offer) -> list[str]:
    return told_situations(offer.is_for_everybody, offer.situations)


def remarks_of(remarks: Any, known: Any) -> tuple[str, list[str]]:
    """Such remarks again as what it came with, and the legal situations."""
    text = remarks if isinstance(remarks, str) else ""
    found = _TOLD.search(text)
    names = found[1].split(", ") if found else []
    accepted = [EVERYBODY if name == words.EVERY_SITUATION else known.get(name, name) for name in names]
    return _TOLD.sub("", text), accepted


def serves_of(served: Any, modes: Any) -> str:
    """Whom it reaches: online, certain municipalities, or all where a larger territory is named."""
    if modes == words.ONLINE_ONLY:
        return "online"
    if not served:
        return ""
    return "places" if all(len(code) == 5 for code in served) else words.SERVED_WHOLE


def _still_serves(offer: Offer) -> bool:
    """Whether it reaches whom it reached when it came in."""
    return offer.serves == serves_of(offer.kept.get("zone_eligibilite"), offer.kept.get("modes_accueil"))


def _modes(offer: Offer) -> list[str] | None:
    if _still_serves(offer) and "modes_accueil" in offer.kept:
        modes: list[str] = offer.kept["modes_accueil"]
        return modes
    if offer.serves == "online":
        return words.ONLINE_ONLY
    return words.ON_SITE if offer.town and not offer.kept.get("source") else None


def _served(offer: Offer) -> list[str] | None:
    if _still_serves(offer):
        return offer.kept.get("zone_eligibilite")
    if offer.served and offer.serves in {"", "places", "travelling"}:
        return [code for code in offer.served if _COMMUNE.fullmatch(code)] or None
    department = OF_TERRITORY.get(offer.territory)
    return [department] if offer.serves in {"region", "travelling"} and department else None


def _who_refers(offer: Offer) -> list[str] | None:
    told: list[str] = offer.kept.get("mobilisable_par") or []
    if words.REFERRALS.get(tuple(sorted(told)), "") == offer.referral:
        return told or None
    return OF_REFERRAL.get(offer.referral)
