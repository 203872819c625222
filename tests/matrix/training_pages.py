"""The lines of the matrix that are about trainings, and their forms well filled in."""

from typing import Any

from tests.matrix.line import PUBLIC, WRITERS, Line, act, all_get, form, public, read
from tests.matrix.scene import Scene
from welcommune.core.ids import new_id
from welcommune.meetings.queries import certificate_address, training_token, use_address


def need(scene: Scene) -> dict[str, Any]:
    """What people want to learn."""
    return {"id": str(new_id()), "words": "Droit au séjour", "level": "", "language": "fr", "people": "8"}


def need_again(scene: Scene) -> dict[str, Any]:
    """Other words."""
    typed = need(scene) | {"seen": str(scene.learning.need.version)}
    return {name: value for name, value in typed.items() if name != "id"}


def offer(scene: Scene) -> dict[str, Any]:
    """What somebody can teach."""
    told = {"words": "Droit au séjour", "mode": "online", "languages": ["fr"]}
    return {"id": str(new_id()), "provider": "Une école", "email": "ecole@example.org", **told}


def offer_again(scene: Scene) -> dict[str, Any]:
    """Other words."""
    typed = offer(scene) | {"seen": str(scene.learning.offer.version)}
    return {name: value for name, value in typed.items() if name != "id"}


def link(scene: Scene) -> dict[str, Any]:
    """A link for everybody."""
    return {"purpose": "need", "contact": ""}


def described(scene: Scene) -> dict[str, Any]:
    """What a training is about."""
    return {"seen": "0", "theme": "", "level": "first"}


def used(scene: Scene) -> dict[str, Any]:
    """It is of use."""
    return {"answer": "yes"}


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _need(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.learning.need.pk}


def _offer(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.learning.offer.pk}


def _training(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.learning.training.pk}


def _certificate(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.learning.certificate.pk}


def _last(address: str) -> dict[str, Any]:
    return {"token": address.rstrip("/").rpartition("/")[2]}


def _by_link(name: str, where: Any, sent: int, data: Any) -> Line:
    return Line(f"meetings:{name}", where, PUBLIC, all_get(sent), data, changes=False, is_shared=False)


TRAINING_PAGES = (
    public("portal:trainings"),
    public("portal:training_calendar", is_html=False),
    public("meetings:certificate_check", is_shared=False),
    _by_link("need_by_link", lambda scene: {"token": training_token(scene.learning.need_link)}, 302, need),
    _by_link("offer_by_link", lambda scene: {"token": training_token(scene.learning.offer_link)}, 302, offer),
    _by_link("certificate", lambda scene: _last(certificate_address(scene.learning.certificate)), 302,
             lambda _scene: {}),
    _by_link("use", lambda scene: _last(use_address(scene.learning.question)), 200, used),
    read("meetings:training_needs", _home, WRITERS, is_private=True),
    form("meetings:need_new", _home, WRITERS, need),
    read("meetings:training_offers", _home, WRITERS, is_private=True),
    form("meetings:training_offer_new", _home, WRITERS, offer),
    form("meetings:training_links", _home, WRITERS, link),
    form("meetings:need_edit", _need, WRITERS, need_again),
    act("meetings:need_move", _need, WRITERS, lambda _scene: {"state": "closed"}),
    act("meetings:need_plan", lambda scene: {**_need(scene), "offer": scene.learning.offer.pk}, WRITERS),
    act("meetings:need_take_up", lambda scene: {"pk": scene.insight.pk}, WRITERS),
    form("meetings:training_offer_edit", _offer, WRITERS, offer_again),
    act("meetings:training_offer_move", _offer, WRITERS, lambda _scene: {"state": "withdrawn"}),
    act("meetings:training_link_end", lambda scene: {"pk": scene.learning.need_link.pk}, WRITERS),
    form("meetings:training", _training, WRITERS, described),
    act("meetings:certificates_offer", _training, WRITERS),
    act("meetings:certificate_issue", _certificate, WRITERS),
    read("meetings:certificate_print", _certificate, WRITERS, is_private=True),
    act("meetings:certificate_back", _certificate, WRITERS),
)  # fmt: skip
