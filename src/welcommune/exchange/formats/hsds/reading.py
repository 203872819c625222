"""Services and organisations of HSDS 3, told in our words."""

from collections.abc import Collection
from typing import Any, Final

from django.conf import settings

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
from welcommune.exchange.formats.hsds.nested import (
    CAPACITY,
    ENDS,
    GROUP,
    KIND,
    LANGUAGE,
    LEVEL_FROM,
    LEVEL_TO,
    OWN,
    PARTS,
    REFERRAL,
    SITUATION,
    STARTS,
    STATE,
    THEME,
    values_of,
)
from welcommune.exchange.formats.offer import Body, Crosswalk, Offer
from welcommune.exchange.formats.report import Report
from welcommune.exchange.formats.whom import capacity_of, levels_of, period_of, situations_of
from welcommune.exchange.formats.words import name_of, needed
from welcommune.mapping.models import ActionKind, ActionState, Referral, Serves

Item = dict[str, Any]
STATES: Final = {"active": "", "inactive": "ended", "defunct": "ended", "temporarily closed": "waiting"}
# Fields that have a place here under another name.
TOLD: Final = (
    "id", "organization_id", "name", "description", "url", "email", "status", "application_process", "fees_description",
    "assured_date", "last_modified", "organization", *PARTS,
)  # fmt: skip
# People: their names and addresses are left out, wherever they are nested.
PEOPLE: Final = ("contacts", "assurer_email", "attention")


def without_people(value: Any) -> Any:
    """The same without what names people."""
    if isinstance(value, dict):
        return {name: without_people(part) for name, part in value.items() if name not in PEOPLE}
    return [without_people(part) for part in value] if isinstance(value, list) else value


def read_organization(item: Item, report: Report) -> Body:
    """An organisation; raises ``BadValue`` where it cannot be one."""
    numbers = item.get("organization_identifiers") or []
    siret = next((each.get("identifier") for each in numbers if "siret" in str(each).lower()), "")
    phone = next((each.get("number") for each in item.get("phones") or [] if each.get("number")), "")
    for field in sorted(item.keys() - {"id", "name", "description", "website", "email", "phones", "uri"}):
        if item[field]:
            report.unmapped[f"organization.{field}"] += 1
    return Body(
        key=needed(item, "id"), name=name_of(item, "name"), about=text_of(item.get("description"), "description"),
        siret=line_of(siret, "identifier"), website=link_of(item.get("website"), "website", report),
        email=email_of(item.get("email"), "email", report),
        phone=fitting(line_of(phone, "phone").strip('"'), 30, "organization.phones", {}, report), producer="HSDS",
    )  # fmt: skip


def read_service(item: Item, language: str, crosswalk: Crosswalk, report: Report) -> Offer:
    """A service; raises ``BadValue`` where it cannot be one."""
    raw: Item = without_people(item)
    _tell_people(item, report)
    kept = {field: value for field, value in raw.items() if value and (field not in TOLD or field in PARTS)}
    for field in sorted(kept.keys() - set(PARTS)):
        report.unmapped[field] += 1
    told = values_of(raw)
    latitude, longitude = point_of(told, report)
    dated = item.get("assured_date") or item.get("last_modified")
    lead = str(item.get("organization_id") or (item.get("organization") or {}).get("id") or "")
    if item.get("status") not in STATES:
        raise BadValue(f"status: {str(item.get('status'))[:40]}")
    words = told["words"]
    levels = {"level_from": _one(words, LEVEL_FROM), "level_to": _one(words, LEVEL_TO)}
    whom = situations_of(words.get(SITUATION, ()), crosswalk["situation"], report)
    whom |= levels_of(levels, report) | {"capacity": capacity_of(_one(words, CAPACITY), report)}
    whom |= period_of({"starts_on": _one(words, STARTS), "ends_on": _one(words, ENDS)})
    return Offer(
        key=needed(item, "id"), name=name_of(item, "name"),
        language=_one(words, LANGUAGE, dict(settings.LANGUAGES)) or language,
        about=text_of(item.get("description"), "description"), lead=lead,
        state=_one(words, STATE, ActionState.values) or STATES[item["status"]],
        referral=_one(words, REFERRAL, Referral.values), served=tuple(told["served"]), **whom,
        website=link_of(item.get("url"), "url", report),
        email=email_of(item.get("email"), "email", report),
        joining=text_of(item.get("application_process"), "application_process"),
        cost_note=fitting(
            line_of(item.get("fees_description"), "fees_description"), 200, "fees_description", kept, report
        ),
        cost=told["cost"], kind=_one(words, KIND, ActionKind.values),
        themes=_known(words, THEME, crosswalk["theme"], report),
        groups=_known(words, GROUP, crosswalk["group"], report),
        languages=tuple(code[:3] for code in told["languages"]),
        serves=told["serves"] if told["serves"] in Serves.values else "",
        phone=fitting(line_of(told["phone"], "phones").strip('"'), 30, "phones: number", kept, report),
        schedule=fitting(line_of(told["schedule"], "schedules"), 300, "schedules: description", kept, report),
        code=line_of(told["code"], "external_identifier")[:20],
        town=fitting(line_of(told["town"], "city"), 120, "city", kept, report),
        postcode=fitting(line_of(told["postcode"], "postal_code"), 12, "postal_code", kept, report),
        address=fitting(line_of(told["address"], "address_1"), 200, "address_1", kept, report),
        latitude=latitude, longitude=longitude, dated=day_of(dated, "last_modified") if dated else "",
        producer="HSDS", kept=kept,
    )  # fmt: skip


def _tell_people(item: Item, report: Report) -> None:
    for field in PEOPLE:
        if item.get(field):
            report.unmapped[f"{field}: names of people are left out"] += 1


def _one(words: dict[str, list[str]], taxonomy: str, known: Collection[str] = ()) -> str:
    """The first word of a list of ours; with ``known`` one of these."""
    return next((code for code in words.get(taxonomy, ()) if not known or code in known), "")


def _known(words: dict[str, list[str]], taxonomy: str, known: Any, report: Report) -> tuple[str, ...]:
    """Our words of one list; of taxonomies of others it is told that they have no equivalent."""
    if taxonomy == THEME:
        for other in words.keys() - OWN:
            report.unmapped[f"attributes: taxonomy {other[:60]}"] += 1
    return tuple(dict.fromkeys(known[code] for code in words.get(taxonomy, ()) if code in known))
