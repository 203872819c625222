"""Lines of the matrix about the register, contacts, and what stands on the table."""

from typing import Any

from tests.matrix.data import (
    affiliation,
    charter,
    contact,
    contact_again,
    group,
    group_again,
    listing,
    merge,
    nobody,
    nothing,
    offer,
    offer_again,
    organisation,
    organisation_again,
    person_seat,
    seat,
    signature,
)
from tests.matrix.line import (
    NOT_ALLOWED,
    READ_ONLY,
    REGION,
    STRANGER,
    WRITERS,
    Line,
    act,
    form,
    no_arguments,
    open_to,
    read,
)
from tests.matrix.scene import Scene

# Who keeps the record of any region, and is asked about the people of it.
KEEPERS = (*WRITERS, STRANGER)


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _entry(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.entry.pk}


def _contact(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.contact.pk}


def _job(scene: Scene) -> dict[str, Any]:
    return {**_contact(scene), "affiliation": scene.affiliation.pk}


def _person_seat(scene: Scene) -> dict[str, Any]:
    return {**_contact(scene), "seat": scene.person_seat.pk}


def _group(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.group.pk}


def _offer(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.offer.pk}


ON_THE_TABLE = (
    read("stakeholders:register", _home, REGION, is_private=True),
    read("stakeholders:register_csv", _home, WRITERS, is_private=True),
    read("stakeholders:alike", _home, WRITERS, is_private=True),
    Line("stakeholders:merge_pair", _home, open_to(*WRITERS, status=302), READ_ONLY, is_private=True),
    form("stakeholders:new", _home, WRITERS, organisation),
    form("stakeholders:seat", lambda scene: {**_home(scene), **_entry(scene)}, WRITERS, seat),
    read("stakeholders:organisation", _entry, (*REGION, STRANGER)),
    form("stakeholders:edit", _entry, WRITERS, organisation_again),
    act("stakeholders:confirm", _entry, WRITERS, changes=False),
    read("stakeholders:merge_choose", _entry, WRITERS, is_private=True),
    form("stakeholders:merge", lambda scene: {**_entry(scene), "other": scene.twin.pk}, WRITERS, merge),
    act("stakeholders:keep_two", lambda scene: {**_entry(scene), "other": scene.twin.pk}, WRITERS),
    act("stakeholders:look_again", lambda scene: {**_entry(scene), "other": scene.neighbour.pk}, WRITERS),
    act("stakeholders:merge_undo", lambda scene: {**_entry(scene), "merge": scene.merge.pk}, WRITERS),
    act("stakeholders:seat_end", lambda scene: {"pk": scene.seat.pk}, WRITERS, changes=False),
    act("meetings:consent_withdraw", lambda scene: {"pk": scene.quote.pk}, WRITERS),
    # Contacts, and what stands on the table.
    read("stakeholders:contacts", _home, WRITERS, is_private=True),
    form("stakeholders:contact_new", _home, WRITERS, contact),
    read("stakeholders:contact", _contact, WRITERS, is_private=True),
    form("stakeholders:contact_edit", _contact, WRITERS, contact_again),
    act("stakeholders:contact_confirm", _contact, WRITERS),
    form("meetings:contact_delete", _contact, WRITERS, nothing),
    form("stakeholders:affiliation_new", _contact, WRITERS, affiliation),
    act("stakeholders:affiliation_end", _job, WRITERS),
    form("stakeholders:listing_give", _contact, WRITERS, listing),
    # The consent of the scene is withdrawn already, which is refused in words.
    act("stakeholders:listing_withdraw", _contact, WRITERS, changes=False),
    form("stakeholders:person_seat_new", _contact, WRITERS, person_seat),
    act("stakeholders:person_seat_end", _person_seat, WRITERS),
    form("stakeholders:charter", _home, WRITERS, charter),
    form("stakeholders:signature", _home, WRITERS, signature),
    read("stakeholders:groups", _home, WRITERS, is_private=True),
    form("stakeholders:group_new", _home, WRITERS, group),
    form("stakeholders:group_edit", _group, WRITERS, group_again),
    read("stakeholders:offers", _home, WRITERS, is_private=True),
    form("stakeholders:offer_new", _home, WRITERS, offer),
    form("stakeholders:offer_edit", _offer, WRITERS, offer_again),
    act("stakeholders:offer_withdraw", _offer, WRITERS),
    act("stakeholders:offer_put_back", lambda scene: {"pk": scene.withdrawn_offer.pk}, WRITERS),
    Line("portal:people_requests", no_arguments, open_to(*KEEPERS), open_to(*KEEPERS), nobody, changes=False),
    Line("portal:people_export", no_arguments, NOT_ALLOWED, open_to(*KEEPERS, status=302), nobody, changes=False),
    Line("portal:people_erase", no_arguments, NOT_ALLOWED, open_to(*KEEPERS, status=302), nobody, changes=False),
)  # fmt: skip
