"""What the skeleton of every page reads: menu, languages, the person to call, who pays."""

from dataclasses import dataclass, field
from typing import Any

from babel.core import get_global
from django.conf import settings
from django.middleware.csrf import get_token
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from welcommune.core.text import Said, Translated, direction
from welcommune.core.ui import url
from welcommune.network.models import Network, Participation, Region
from welcommune.network.queries import the_network

CURRENT = {
    "latest": "regions", "version": "regions",
    "home": "regions", "regions": "regions", "region": "regions", "charter": "regions",
    "story": "regions",
    "you_said": "regions", "public_gaps": "regions",
    "organisation": "organisations", "roundtable": "roundtables", "article": "news",
    "resource": "resources", "certificate_check": "trainings",
}  # fmt: skip


@dataclass
class PageContext:
    """See ``core/base.html``."""

    language: str
    direction: str
    network: Said | str
    home: str
    sections: list[tuple[str, str, str]]
    current: str
    languages: list[tuple[str, str]]
    alternates: list[tuple[str, str]]
    is_desk: bool
    person: str
    sign_out_form: SafeString | str
    help_title: str
    help_lines: list[Any]
    person_links: list[tuple[str, str]]
    links: list[tuple[str, str]]
    funding: Said | str
    notes: list[Any] = field(default_factory=list)
    emblem: str = ""
    person_href: str = ""
    # Language and country as Open Graph writes them: the page's own, and those of its other languages.
    locale: str = ""
    # Where the site is, for addresses that are read elsewhere.
    site: str = ""
    other_locales: list[str] = field(default_factory=list)


def open_graph_locale(language: str) -> str:
    """A language with the country where it is most likely read: "fr_FR"."""
    return f"{language}_{get_global('likely_subtags')[language].rpartition('_')[2]}"


def _sections(is_desk: bool, signed_in: bool) -> list[tuple[str, str, str]]:
    if is_desk:
        return [
            (_("Desk"), url("portal:desk"), "desk"),
            (_("Search"), url("portal:desk_search"), "desk_search"),
            (_("Public site"), url("portal:home"), "home"),
        ]
    public = [
        (_("Regions"), url("portal:regions"), "regions"),
        (_("Organisations"), url("portal:organisations"), "organisations"),
        (_("Roundtables"), url("portal:roundtables"), "roundtables"),
        (_("Trainings"), url("portal:trainings"), "trainings"),
        (_("News"), url("portal:news"), "news"),
        (_("Resources"), url("portal:resources"), "resources"),
        (_("Search"), url("portal:search"), "search"),
    ]
    return [*public, (_("Desk"), url("portal:desk"), "desk")] if signed_in else public


def _languages(request: Any) -> list[tuple[str, str]]:
    """The same page in each language, without what was asked of it: only the head of the address differs."""
    path = request.path_info if request.method in {"GET", "HEAD"} else f"/{get_language()}/"
    rest = path.partition("/")[2].partition("/")[2]
    return [(code, f"{get_script_prefix()}{code}/{rest}") for code, _name in settings.LANGUAGES]


def _asked(request: Any) -> str:
    """The filters, search and page number of the address, so that another language shows the same."""
    asked = request.GET.urlencode() if request.method in {"GET", "HEAD"} else ""
    return f"?{asked}" if asked else ""


def _alternates(pages: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whole addresses by language; ``x-default`` is for readers of any other language."""
    found = [(code, settings.SITE_URL + path) for code, path in pages]
    return [*found, ("x-default", dict(found)[settings.LANGUAGE_CODE])]


def _sign_out(request: Any) -> SafeString | str:
    if not request.actor.is_somebody:
        return ""
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="btn btn--small">{}</button></form>',
        url("account_logout"), get_token(request), _("Sign out"),
    )  # fmt: skip


def _region_of(request: Any) -> Region | None:
    """The region that the page is about, so that help is the person of that region."""
    if hasattr(request, "about"):
        about = request.about.region if isinstance(request.about, Participation) else request.about
        return about if isinstance(about, Region) else None
    slug = request.resolver_match.kwargs.get("region") if request.resolver_match else None
    return Region.objects.filter(slug=slug).first() if slug else None


def _network_of(request: Any) -> Network | None:
    """The network under which the page's region stands where the page knows it, else the youngest."""
    about = getattr(request, "about", None)
    return about.network if isinstance(about, Participation) else the_network()


def _help(region: Region | None, network: Network | None) -> tuple[list[Any], list[tuple[str, str]]]:
    holder: Any = region if region and region.contact_email else network
    if region and region.contact_name:
        lines: list[Any] = [region.contact_name.best()]
    else:
        lines = [_("Write to the coordination of the network.")] if network and network.contact_email else []
    links = []
    if region and region.contact_phone:
        number = region.contact_phone
        links.append((_("Call %(number)s") % {"number": number}, f"tel:{number.replace(' ', '')}"))
    if holder and holder.contact_email:
        links.append((_("Write an e-mail"), f"mailto:{holder.contact_email}"))
    return lines or [_("Ask the organisations of your region: their page names them.")], links


def page_context(request: Any) -> PageContext:
    """The skeleton's texts and links for this request; at most two queries."""
    language = get_language() or "en"
    network = _network_of(request)
    is_desk = "/desk/" in request.path_info
    match = request.resolver_match
    name = match.url_name if match else ""
    lines, person_links = _help(_region_of(request), network)
    pages, asked = _languages(request), _asked(request)
    disclaimer = Translated(network.disclaimer).best() if network else ""
    notes: list[Any] = [disclaimer] if disclaimer else []
    if settings.DEMO:
        notes.append(_("Demonstration: facts follow public sources; people who sign in are fictitious."))
    return PageContext(
        language=language,
        direction=direction(language),
        network=_("%(network)s network") % {"network": network.name} if network else "Welcommune",
        home=url("portal:home"),
        sections=_sections(is_desk, request.actor.is_somebody),
        current=(name if name == "desk_search" else "desk") if is_desk else CURRENT.get(name or "", name or ""),
        languages=[(code, path + asked) for code, path in pages],
        alternates=[] if is_desk else _alternates(pages),
        is_desk=is_desk,
        person=request.actor.name if is_desk else "",
        sign_out_form=_sign_out(request) if is_desk else "",
        help_title=_("Need a hand?"),
        help_lines=lines,
        person_links=person_links,
        links=_about(request.actor.is_somebody),
        funding=Translated(network.funding_statement).best() if network else "",
        notes=notes,
        emblem=network.emblem if network else "",
        person_href=url("account") if is_desk else "",
        locale=open_graph_locale(language),
        site=settings.SITE_URL,
        other_locales=[open_graph_locale(code) for code, _name in settings.LANGUAGES if code != language],
    )


def _about(signed_in: bool) -> list[tuple[str, str]]:
    links = [
        (_("Accessibility"), url("portal:accessibility")),
        (_("Privacy, in plain words"), url("portal:privacy")),
    ]
    return links if signed_in else [*links, (_("Sign in to the desk"), url("portal:desk"))]
