"""What there is to read in the scene: a portrait that is not public, and a public guide with a file."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from welcommune.core.access import Actor
from welcommune.core.ids import new_id
from welcommune.core.text import Translated
from welcommune.library import actions as library
from welcommune.library.models import Resource, ResourceFacts
from welcommune.network.models import Network, Region
from welcommune.stakeholders.models import Organisation


def document(name: str = "guide.pdf") -> SimpleUploadedFile:
    """A small document as a browser sends it."""
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF", content_type="application/pdf")


def resource(kind: str, title: str, about: str = "", **told: Any) -> ResourceFacts:
    """Something to read with a title in French, and nothing else unless it is told."""
    plain = dict.fromkeys(("series", "number", "dated", "language", "licence", "url", "consent_how"), "")
    known = {"publisher": None, "themes": (), "portrays": False, "consent_given_on": None}
    words = {"title": Translated({"fr": title}), "about": Translated({"fr": about})}
    return ResourceFacts(**(plain | known | words | {"kind": kind} | told))


def _member(home: Region) -> Organisation:
    return Organisation.objects.filter(memberships__region=home, memberships__state="active").order_by("slug")[0]


def unread_portrait(by: Actor, network: Network, home: Region, note: Any) -> Resource:
    """A portrait that is not public yet, with the consent that it needs."""
    consent = {"portrays": True, "consent_given_on": date(2022, 3, 9), "consent_how": note("how a portrayed agreed")}
    facts = resource("portrait", note("title of a portrait"), note("what a portrait tells"), url="https://example.org/")
    facts = replace(facts, **consent)
    return library.record_resource(by=by, id=new_id(), region=home, network=network, facts=facts, upload=None)


def public_guide(by: Actor, network: Network, home: Region) -> Resource:
    """A public guide with a file, the second issue of a series."""
    series = {"series": "Guides", "language": "fr", "licence": "cc-by-4.0", "publisher": _member(home)}
    for number in ("1", "2"):
        facts = resource("guide", f"Guide {number}", "Pas à pas", number=number, dated=f"202{number}", **series)
        guide = library.record_resource(
            by=by, id=new_id(), region=home, network=network, facts=facts, upload=document()
        )
        library.publish_resource(by=by, resource=guide)
    return guide
