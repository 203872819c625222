"""The part of the scene that is about trainings: needs, offers, links, and a training that was held."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from welcommune.core.access import Actor
from welcommune.core.ids import new_id
from welcommune.core.text import Translated
from welcommune.meetings import actions as meetings
from welcommune.meetings.models import (
    Certificate,
    LinkPurpose,
    Meeting,
    MeetingFacts,
    NeedFacts,
    Participant,
    Training,
    TrainingFacts,
    TrainingLink,
    TrainingNeed,
    TrainingOffer,
    UseQuestion,
)
from welcommune.network.models import Network, Region, Term

WORDS = "Accueil et traumatisme"


@dataclass(frozen=True)
class Learning:
    """What was stated, offered and held in the home region."""

    need: TrainingNeed
    offer: TrainingOffer
    need_link: TrainingLink
    offer_link: TrainingLink
    training: Meeting
    certificate: Certificate
    question: UseQuestion


def learning(by: Actor, network: Network, home: Region, note: Any) -> Learning:
    """A need and an offer that fit, a link for each, and a training with somebody who came."""
    theme = Term.objects.filter(vocabulary="theme").order_by("order")[0]
    asked = NeedFacts(WORDS, "fr", theme, people=12, language="fr", stated_by=note("who states a training need"))
    address = f"{note('address of who offers a training')}@example.org".lower()
    offered = TrainingFacts(WORDS, "fr", theme, languages=["fr"], mode="online", provider="Atelier", email=address)
    told = {"by": by, "region": home}
    return Learning(
        need=meetings.state_need(id=new_id(), facts=asked, **told),
        offer=meetings.make_offer(id=new_id(), facts=offered, **told),
        need_link=meetings.make_training_link(purpose=LinkPurpose.NEED, **told),
        offer_link=meetings.make_training_link(purpose=LinkPurpose.OFFER, **told),
        **_held(by, network, home, note),
    )  # fmt: skip


def _held(by: Actor, network: Network, home: Region, note: Any) -> dict[str, Any]:
    facts = MeetingFacts(
        kind="training", day=timezone.localdate() - timedelta(days=3), title=Translated({"fr": WORDS}), languages=["fr"]
    )
    training = meetings.record_meeting(by=by, id=new_id(), network=network, region=home, facts=facts, state="held")
    came = Participant(id=new_id(), person=note("somebody at a training"))
    meetings.add_participant(by=by, meeting=training, participant=came)
    meetings.offer_certificates(by=by, meeting=training)
    question = UseQuestion.objects.create(participant=came, last_day=timezone.localdate())
    return {"training": training, "certificate": Certificate.objects.get(participant=came), "question": question}


def more_learning(scene: Any, number: int) -> None:
    """One more need, offer and link, a training that comes, and somebody who came to the one that was held."""
    made: Learning = scene.learning
    where = {"region": scene.home, "theme": made.need.theme, "written_in": "fr", "words": f"{WORDS} {number}"}
    TrainingNeed.plain.create(**where, people=number, language="fr", place="Digoin")
    TrainingOffer.plain.create(**where, provider=f"Atelier {number}", mode="online", state="open")
    TrainingLink.plain.create(region=scene.home, purpose="need", contact=None, last_day=timezone.localdate())
    told = {"network": scene.network, "region": scene.home, "kind": "training", "title": {"fr": f"Cours {number}"}}
    coming = Meeting.plain.create(**told, day=timezone.localdate() + timedelta(days=number), languages=["fr"])
    Training.objects.create(meeting=coming, theme=made.need.theme, level="first")
    came = Participant.objects.create(meeting=made.training, person=f"Personne {number}")
    Certificate.objects.create(participant=came)
