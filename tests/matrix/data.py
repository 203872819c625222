"""Forms well filled in, one function a form page of the matrix: what a person could send."""

from datetime import timedelta
from typing import Any

from tests.matrix.scene import Scene, list_file, picture
from welcommune.accounts.forms import opened_mark
from welcommune.core.ids import new_id
from welcommune.meetings.queries import new_ballot


def nothing(scene: Scene) -> dict[str, Any]:
    """A button, or a page without a form."""
    return {}


def code_request(scene: Scene) -> dict[str, Any]:
    """The address of an account that exists."""
    return {"email": scene.cast["member"].email}


def accepted(scene: Scene) -> dict[str, Any]:
    """Somebody without an account takes what was offered."""
    return {"name": "Une nouvelle"}


def own_mail(scene: Scene) -> dict[str, Any]:
    return {"desk": "never"}


def own_name(scene: Scene) -> dict[str, Any]:
    """Another name, another language."""
    return {"name": "Un autre nom", "language": "ar"}


def invited(scene: Scene) -> dict[str, Any]:
    """Somebody new for the table."""
    told = {"email": "une.nouvelle@example.org", "role": "member", "language": "fr", "note": "À mardi"}
    return {"id": str(new_id()), **told}


def invited_to_network(scene: Scene) -> dict[str, Any]:
    """Somebody new for the whole network."""
    return {**invited(scene), "place": "", "role": "auditor"}


def _wishes(scene: Scene) -> dict[str, Any]:
    return {"place": scene.abroad.slug, "topics": ["reports", "other-news"], "rhythm": "monthly", "language": "ar"}


def subscription(scene: Scene) -> dict[str, Any]:
    """News by mail for an address that is new."""
    return {"email": "lectrice@example.org", "website": "", "opened": opened_mark(ago=60), **_wishes(scene)}


def wishes(scene: Scene) -> dict[str, Any]:
    """Other wishes."""
    return {"seen": str(scene.subscription.version), **_wishes(scene)}


def news(scene: Scene) -> dict[str, Any]:
    """A piece of news."""
    return {"id": str(new_id()), "dated": "2022-04-01", "title": "Un bus de plus", "lead": "Le soir.", "body": "Enfin."}


def article_text(scene: Scene) -> dict[str, Any]:
    """Another text of the draft, which is at its second version."""
    return {"seen": "2", "title": "Un autre titre", "lead": "Autre chapeau", "part_0": "Un autre texte"}


def photo(scene: Scene) -> dict[str, Any]:
    """Another picture for the draft, described in its first language."""
    return {"photo": picture(), "credit": "Une autre", "alternative_fr": "Un bus", "alternative_en": "A bus"}


def _meeting_fields(scene: Scene) -> dict[str, Any]:
    return {
        "kind": "roundtable", "number": "3", "day": "2022-05-05", "starts_at": "09:00", "ends_at": "12:00",
        "duration_minutes": "180", "mode": "online", "place": "Digoin", "languages": ["fr"],
        "title_fr": "Une table", "agenda_fr": "Les bus\nLes cours", "agenda_en": "Buses\nCourses",
        "organisers": [str(row.organisation_id) for row in scene.meeting.organisers.all()],
    }  # fmt: skip


def meeting(scene: Scene) -> dict[str, Any]:
    """A third roundtable."""
    return {"id": str(new_id()), **_meeting_fields(scene)}


def network_meeting(scene: Scene) -> dict[str, Any]:
    """A meeting that the network convenes."""
    return {**meeting(scene), "kind": "conference", "number": "", "organisers": []}


def meeting_again(scene: Scene) -> dict[str, Any]:
    """The second roundtable, changed."""
    return {"seen": str(scene.meeting.version), **_meeting_fields(scene), "number": "2"}


def agenda(scene: Scene) -> dict[str, Any]:
    """Two points, the second one first."""
    one = {"place_0": "2", "kind_0": "welcome", "title_0_fr": "Les bus", "minutes_0": "20", "speaker_0": "La mairie"}
    return {"seen": str(scene.meeting.version), **one, "place_1": "1", "title_1_fr": "Un mot", "minutes_1": "5"}


def child(scene: Scene) -> dict[str, Any]:
    """A training inside the roundtable."""
    return {"id": str(new_id()), "kind": "training", "duration_minutes": "30", "title_fr": "Écouter"}


def attendance(scene: Scene) -> dict[str, Any]:
    """Other numbers."""
    told = {"people": "12", "people_to": "14", "organisations": "5", "organisations_to": "6", "unstated": "3"}
    kinds = {"degree_newcomer": "many", "detail_newcomer": "de la commune"}
    return {"seen": str(scene.meeting.version), **told, "unstated_to": "4", **kinds}


def count(scene: Scene) -> dict[str, Any]:
    """How many were there at the start."""
    return {"low": "10", "high": "11", "unit": "people", "moment": "arrival"}


def participant(scene: Scene) -> dict[str, Any]:
    """One more person."""
    return {"id": str(new_id()), "person": "Une personne", "people": "2", "arrived_at": "09:10", "left_at": "11:00"}


def _insight_fields() -> dict[str, Any]:
    return {
        "kind": "quote", "text_fr": "Il manque un bus", "text_en": "A bus is missing", "original": "Pas d’bus",
        "original_language": "fr", "attribution": "none", "person": "", "consent_given_on": "2022-03-10",
        "consent_how": "par écrit",
    }  # fmt: skip


def decision(scene: Scene) -> dict[str, Any]:
    """What a meeting agreed on."""
    return {"id": str(new_id()), "text": "On se revoit en automne"}


def commitment(scene: Scene) -> dict[str, Any]:
    """What somebody promised, as an answer to what was said."""
    told = {"what": "Demander un bus", "person": "Une voisine", "email": "voisine@example.org", "due": "2030-05-05"}
    return {"id": str(new_id()), "insight": str(scene.insight.pk), **told}


def commitment_again(scene: Scene) -> dict[str, Any]:
    """The same promise, by another day."""
    told = {name: value for name, value in commitment(scene).items() if name != "id"}
    return {**told, "seen": str(scene.commitment.version)}


def dropped(scene: Scene) -> dict[str, Any]:
    """Why something will not be done."""
    return {"reason": "Pas de budget", "in_public": "on"}


def insight(scene: Scene) -> dict[str, Any]:
    """A quote with consent."""
    return {"id": str(new_id()), **_insight_fields()}


def insight_again(scene: Scene) -> dict[str, Any]:
    """The insight of the scene, turned into a quote."""
    return {"seen": str(scene.insight.version), **_insight_fields()}


def _contact_fields() -> dict[str, Any]:
    return {
        "name": "Une autre personne", "source": "rencontrée en mars", "purpose": "invitations",
        "email": "autre@example.org", "phone": "+33 3 85 00 00 00", "language": "fr",
    }  # fmt: skip


def contact(scene: Scene) -> dict[str, Any]:
    """One more person, who works for a member of the table."""
    job = {"organisation": str(scene.affiliation.organisation_id), "function": "accueil"}
    return {"id": str(new_id()), **_contact_fields(), **job}


def contact_again(scene: Scene) -> dict[str, Any]:
    """The contact of the scene, changed."""
    return {"seen": str(scene.contact.version), **_contact_fields()}


def affiliation(scene: Scene) -> dict[str, Any]:
    """Another organisation in which the contact works."""
    other = scene.meeting.organisers.exclude(organisation=scene.affiliation.organisation_id)[0]
    told = {"organisation": str(other.organisation_id), "function": "accueil", "starts_on": "2022-01-01"}
    return {"id": str(new_id()), **told}


def listing(scene: Scene) -> dict[str, Any]:
    """The contact agrees to be listed again."""
    return {"id": str(new_id()), "given_on": "2022-05-01", "given_how": "par écrit"}


def person_seat(scene: Scene) -> dict[str, Any]:
    """One more seat for the contact."""
    return {"id": str(new_id()), "category": str(scene.person_seat.category_id), "role": "expert"}


def charter(scene: Scene) -> dict[str, Any]:
    """Another text of the charter."""
    return {"seen": "1", "adopted_on": "2022-05-01", "text_fr": "Autrement.", "text_en": "In another way."}


def signature(scene: Scene) -> dict[str, Any]:
    """A member signs."""
    return {"organisation": str(scene.offer.organisation_id), "day": "2022-05-01"}


def _group_fields(scene: Scene) -> dict[str, Any]:
    return {
        "name_fr": "Mobilité", "name_en": "Mobility", "about_fr": "Des bus", "about_en": "Buses", "state": "at_work",
        "members": [str(scene.offer.organisation_id)],
    }  # fmt: skip


def group(scene: Scene) -> dict[str, Any]:
    """One more working group."""
    return {"id": str(new_id()), **_group_fields(scene)}


def group_again(scene: Scene) -> dict[str, Any]:
    """The group of the scene, changed."""
    return {"seen": str(scene.group.version), **_group_fields(scene)}


def _offer_fields(scene: Scene) -> dict[str, Any]:
    return {
        "organisation": str(scene.offer.organisation_id), "kind": "room", "text_fr": "Une salle", "text_en": "A room",
        "place": "Digoin", "spoken": ["fr"], "valid_until": "2030-01-01",
    }  # fmt: skip


def offer(scene: Scene) -> dict[str, Any]:
    """One more offer."""
    return {"id": str(new_id()), **_offer_fields(scene)}


def offer_again(scene: Scene) -> dict[str, Any]:
    """The offer of the scene, changed."""
    return {"seen": str(scene.offer.version), **_offer_fields(scene)}


def organisation(scene: Scene) -> dict[str, Any]:
    """An organisation like no other."""
    return {"id": str(new_id()), "name": "Quelque chose de neuf", "language": "fr", "form": "group",
            "steward": str(scene.home.pk), "number_siren": "404 833 048"}  # fmt: skip


def organisation_again(scene: Scene) -> dict[str, Any]:
    """The entry of the scene, changed."""
    told = {"name": "Autre nom", "language": "fr", "form": "registered", "steward": str(scene.home.pk)}
    return {"seen": str(scene.entry.version), **told}


def seat(scene: Scene) -> dict[str, Any]:
    """A seat since the spring."""
    return {"id": str(new_id()), "role": "expert", "state": "active", "starts_on": "2022-03-01"}


def merge(scene: Scene) -> dict[str, Any]:
    """The first entry stays, with the name of the second."""
    seen = {"seen_first": str(scene.entry.version), "seen_second": str(scene.twin.version)}
    return {**seen, "stays": "first", "of_name": "second"}


def proposed(scene: Scene) -> dict[str, Any]:
    """The contact of the scene, who is on no list yet."""
    return {"guests": [str(scene.contact.pk)]}


def guest(scene: Scene) -> dict[str, Any]:
    """Somebody who is in no register."""
    told = {"name": "Une invitée", "email": "invitee@example.org", "language": "fr", "purpose": "elle parle des bus"}
    return {"id": str(new_id()), **told}


def letter(scene: Scene) -> dict[str, Any]:
    """A few own words, and the link for joining."""
    return {"seen": "0", "words_fr": "Nous parlerons des bus.", "join_link": "https://example.org/salle"}


def reply(scene: Scene) -> dict[str, Any]:
    """Somebody else comes, and needs something."""
    told = {"answer": "substitute", "comes_instead": "Une collègue", "interpretation": "arabe"}
    return {**told, "needs": ["childcare"], "needs_words": "deux enfants"}


def dates_again(scene: Scene) -> dict[str, Any]:
    """Two dates, one of them new."""
    poll = scene.date_option.poll
    days = (scene.date_option.day, scene.date_option.day + timedelta(days=1))
    rows = {f"day_{place}": day.isoformat() for place, day in enumerate(days, 1)}
    return rows | {"seen": str(poll.version), "starts_at_1": "14:00", "starts_at_2": "09:30", "ends_at_2": "11:30"}


def date_answers(scene: Scene) -> dict[str, Any]:
    """Yes to all dates."""
    return {f"date_{option.pk.hex}": "yes" for option in scene.date_option.poll.options.all()}


def poll(scene: Scene) -> dict[str, Any]:
    """A question to the room."""
    told = {"question": "Par quoi commencer ?", "kind": "rank", "language": "fr"}
    return {"id": str(new_id()), **told, "choices": "Les bus\nLes cours"}


def a_vote(scene: Scene) -> dict[str, Any]:
    """A telephone that votes."""
    return {"ballot": new_ballot(), "picks": "1"}


def opinion(scene: Scene) -> dict[str, Any]:
    """What somebody thought of a meeting."""
    return {"useful": "yes", "heard": "partly", "different": "Plus de pauses"}


def came(scene: Scene) -> dict[str, Any]:
    """The guest of the scene came."""
    return {"seen": str(scene.coming.version), "came": [str(scene.guest.pk)]}


def planned(scene: Scene) -> dict[str, Any]:
    """A state that follows on "held"."""
    return {"state": "open"}


def resource(scene: Scene) -> dict[str, Any]:
    """A guide behind a link."""
    return {"id": str(new_id()), "kind": "guide", "title_fr": "Un guide neuf", "url": "https://example.org/guide"}


def resource_again(scene: Scene) -> dict[str, Any]:
    """The draft of the scene, changed."""
    told = {"kind": "portrait", "title_fr": "Autre titre", "url": "https://example.org/autre", "portrays": "on"}
    return {**told, "consent_given_on": "2022-03-09", "consent_how": "par écrit", "seen": str(scene.unread.version)}


def consent_over(scene: Scene) -> dict[str, Any]:
    """Consent that was taken back."""
    return {"on": "2022-04-01"}


def a_list(scene: Scene) -> dict[str, Any]:
    """A list that somebody brings in."""
    return {"id": str(new_id()), "target": "organisations", "source": "Une liste", "file": list_file("x")}


def a_file(scene: Scene) -> dict[str, Any]:
    """The list again, corrected."""
    return {"file": list_file("y")}


def columns(scene: Scene) -> dict[str, Any]:
    """What the columns of the list in the scene are."""
    mapping = {f"column_{index}": key for index, key in scene.checked.mapping.items()}
    return {"seen": str(scene.checked.version), "purpose": "autre chose", **mapping}


def cells(scene: Scene) -> dict[str, Any]:
    """The row that has problems, without them."""
    return {"cell_name": "Atelier", "cell_town": "Cluny"}


def words(scene: Scene) -> dict[str, Any]:
    """What the unknown word stands for."""
    return {"word_0": "ngo"}


def verdict(scene: Scene) -> dict[str, Any]:
    """It is another one."""
    return {"same_as": ""}


def place_asked(scene: Scene) -> dict[str, Any]:
    """Somebody who wants to come."""
    who = {"name": "Une voisine", "organisation": "Entraide", "email": "voisine@example.org", "language": "fr"}
    return {**who, "website": "", "opened": opened_mark(ago=60), "interpretation": "arabe", "needs": ["access"]}


def registration(scene: Scene) -> dict[str, Any]:
    """Room for more people."""
    return {"seen": str(scene.coming.registration.version), "is_open": "on", "capacity": "20"}


def nobody(scene: Scene) -> dict[str, Any]:
    """A request about somebody of whom nothing is kept."""
    return {"asked": "nobody-at-all@example.org"}
