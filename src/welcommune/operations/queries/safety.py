"""Whether the settings are safe for a place that others can reach. Each finding names the setting and what to write."""

import os
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from welcommune.operations.queries.findings import Finding, Level, bad, good, said, warning

SHORTEST_KEY, FEWEST_SIGNS = 50, 10
SETTINGS, KEY, MAIL, KEY_FILE = "settings", "secret key", "mail", "secret_key"
MAIL_SERVER = "EMAIL_URL=smtp+tls://USER:PASSWORD@SERVER:587"
BY_OTHERS, BY_GROUP = 0o007, 0o070


def is_loopback(host: str) -> bool:
    """Whether only this machine is reached under the name."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_public() -> bool:
    """Whether the site is meant for others: by https, or under a name beyond this machine."""
    return settings.SITE_URL.startswith("https:") or bool(_names())


def _names() -> list[str]:
    """Names under which others reach it. The last one of the settings is that of its address."""
    known = [host for host in reversed(settings.ALLOWED_HOSTS) if host not in {"*", "testserver"}]
    return [host.removeprefix(".") for host in known if not is_loopback(host)]


def unsafe_settings() -> list[Finding]:
    """What keeps ``serve`` and ``work`` from starting. A demonstration may do all but show error pages to others."""
    found = [_debug()]
    if is_public() and not settings.DEMO:
        found += [_host(), _https(), _key(), _key_file(), printed_mail()]
    return [finding for finding in found if finding.level == Level.BAD]


def settings_findings() -> Iterator[Finding]:
    """All of it, with what is good."""
    yield _debug()
    yield _key()
    yield _key_file()
    if not is_public():
        sentence = said(_("The site is for this machine only: its address is %(url)s."), url=settings.SITE_URL)
        remedy = said(_("For others, write %(what)s."), what="WELCOMMUNE_URL=https://NAME")
        yield warning(SETTINGS, sentence, remedy)
        return
    yield _host()
    yield _https()
    yield _demo()
    yield _redirect()


def _debug() -> Finding:
    reached = is_public() or not is_loopback(os.environ.get("HOST", "127.0.0.1"))
    if settings.DEBUG and reached:
        sentence = _("Error pages for developers would be shown to others: WELCOMMUNE_DEBUG is on.")
        return bad(SETTINGS, sentence, _("Write WELCOMMUNE_DEBUG=0, or leave it out."))
    if settings.DEBUG:
        return warning(SETTINGS, _("WELCOMMUNE_DEBUG is on."), _("Leave it out where you do not develop."))
    return good(SETTINGS, _("Error pages show nothing of the server."))


def _host() -> Finding:
    if "*" in settings.ALLOWED_HOSTS:
        sentence = _("WELCOMMUNE_HOSTS is *: the site answers under any name that somebody makes up.")
        return bad(SETTINGS, sentence, _("Leave WELCOMMUNE_HOSTS out: the name in WELCOMMUNE_URL is known anyway."))
    return good(SETTINGS, said(_("The site answers to %(host)s."), host=urlsplit(settings.SITE_URL).hostname))


def _https() -> Finding:
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https":
        is_known = not is_loopback(address.hostname or "")
        sentence = _("WELCOMMUNE_URL is %(url)s: sign-in codes and cookies could be read on their way.")
        remedy = _("Write %(what)s, and let a web server with a certificate stand before.")
        what = f"WELCOMMUNE_URL=https://{address.netloc if is_known else _names()[0]}"
        return bad(SETTINGS, said(sentence, url=settings.SITE_URL), said(remedy, what=what))
    sentence = _("The address begins with https: cookies go by https only, and browsers remember it (HSTS).")
    return good(SETTINGS, sentence)


def printed_mail() -> Finding:
    """Whether what signs people in would stand in the log for whoever reads it."""
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend") and is_public() and not settings.DEMO:
        sentence = _("EMAIL_URL is missing: mails, and the codes in them that sign people in, stand in the log.")
        remedy = _("Write %(what)s; %(nothing)s where no mail is to leave.")
        return bad(MAIL, sentence, said(remedy, what=MAIL_SERVER, nothing="EMAIL_URL=dummymail://"))
    return good(MAIL, _("No mail is written into the log."))


def _demo() -> Finding:
    if settings.DEMO:
        remedy = _("Leave WELCOMMUNE_DEMO out before real people sign in.")
        return warning(SETTINGS, _("This is a demonstration: coordinators sign in with one thing only."), remedy)
    return good(SETTINGS, _("This is not a demonstration."))


def _redirect() -> Finding:
    if settings.SECURE_SSL_REDIRECT:
        return good(SETTINGS, _("Who comes by http is led to https."))
    if settings.PROXIES:
        return good(SETTINGS, _("The web server before Welcommune leads to https, as deploy/nginx.conf does."))
    sentence = _("WELCOMMUNE_REDIRECT_TO_HTTPS is off: who comes by http stays there, unless the web server leads on.")
    remedy = _("Let the web server before Welcommune lead to https, or write 1 and let it send X-Forwarded-Proto.")
    return warning(SETTINGS, sentence, remedy)


def _key() -> Finding:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS or key.startswith("django-insecure"):
        sentence = _("The secret key is weak: with it, links that sign in could be made up.")
        remedy = _("Leave WELCOMMUNE_SECRET_KEY out: a good one is made, and kept in the data folder.")
        longer = _("Else write %(many)s random signs or more.") % {"many": SHORTEST_KEY}
        return bad(KEY, sentence, f"{remedy} {longer}")
    return good(KEY, _("The secret key is long."))


def kept_key() -> Path | None:
    """The file in the data folder that the secret key was read from; ``None`` where the environment gives it."""
    kept: Path = settings.DATA / KEY_FILE
    return kept if kept.is_file() and kept.read_text() == settings.SECRET_KEY else None


def _key_file() -> Finding:
    kept = kept_key()
    if kept is None:
        return good(KEY, _("The environment gives the secret key."))
    mode = kept.stat().st_mode
    remedy = said(_("Run %(what)s; where others use this machine, also make a new key."), what=f"chmod 600 {kept}")
    if mode & BY_OTHERS:
        return bad(KEY, _("Everybody on this machine can read the file of the secret key."), remedy)
    if mode & BY_GROUP:
        return warning(KEY, _("A group on this machine can read the file of the secret key."), remedy)
    return good(KEY, _("Only its owner can read the file of the secret key."))
