"""Writes docs/permissions.md, urls.md, states.md and settings.md from the code, so that they cannot differ from it.

A test compares each with what this makes. Run it as ``python -m scripts.tables``.
"""

import ast
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
if __name__ == "__main__":
    # Only the demo and tests have the gallery; the table names it. Nothing is kept in the folder.
    os.environ |= {"WELCOMMUNE_GALLERY": "1", "WELCOMMUNE_DATA": tempfile.mkdtemp(), "WELCOMMUNE_SECRET_KEY": "-"}
    django.setup()

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.utils.translation import override
from tests.harness.pages import routes
from tests.matrix.line import ROLES, Line
from tests.matrix.pages import PAGES

from welcommune.accounts.models import OPERATOR
from welcommune.config.settings import SECRETS
from welcommune.core.access import ANONYMOUS, Actor, Grant, Rule, known_rules
from welcommune.exchange.models import IMPORT_TRANSITIONS, ImportState
from welcommune.library.models import ARTICLE_TRANSITIONS, ArticleState
from welcommune.mapping.models import ASSET_TRANSITIONS, AssetState
from welcommune.meetings.models import (
    COMMITMENT_TRANSITIONS,
    CORRECTION_TRANSITIONS,
    MEETING_TRANSITIONS,
    MINUTES_TRANSITIONS,
    NEED_TRANSITIONS,
    OFFER_TRANSITIONS,
    CommitmentState,
    CorrectionState,
    MeetingState,
    MinutesState,
    NeedState,
    OfferState,
)
from welcommune.network.models import INVITATION_TRANSITIONS, InvitationState, Role
from welcommune.pilots.models import PilotState

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "src" / "welcommune" / "config" / "settings.py"
SOMEWHERE = UUID(int=1)
# A right of the account, in no region or network.
RUNS_THE_SITE = Actor("account", SOMEWHERE, OPERATOR, (Grant(OPERATOR),))
MADE = "This page is made by `scripts/tables.py`; a test compares it with the code."
# A word for each answer that a role gets.
OPENS, ASKED, HIDDEN, DONE = "yes", "sign in", "not found", "does it"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(heads), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


# Who may do what.


def _reaches(rule: Rule, actor: Actor) -> str:
    """Which rows the rule gives to an actor: all, its own, or none; no query is sent."""
    rows = rule.model._base_manager.filter(rule.filter(actor))
    try:
        where = str(rows.query).partition(" WHERE ")[2]
    except EmptyResultSet:
        return ""
    except FullResultSet:
        return "all"
    return "own" if SOMEWHERE.hex in where.replace("-", "") else "all"


def _actor(role: str, place: str) -> Actor:
    grant = Grant(role, **{f"{place}_id": SOMEWHERE})
    return Actor("account", SOMEWHERE, role, (grant,), frozenset({SOMEWHERE}))


def _held(rule: Rule, role: str) -> str:
    reached = {place: _reaches(rule, _actor(role, place)) for place in ("region", "network")}
    if "all" in reached.values():
        return "all"
    return ", ".join(place for place, rows in reached.items() if rows)


def permissions() -> str:
    """The rules with the roles that they name, and what each role gets at each address."""
    routes()  # Reading the addresses loads the rules of every room.
    rules = [
        [f"`{rule.name}`", rule.model._meta.verbose_name, (rule.filter.__doc__ or "").strip(),
         _reaches(rule, ANONYMOUS), *(_held(rule, role) for role in Role.values), _reaches(rule, RUNS_THE_SITE)]
        for rule in known_rules()
    ]  # fmt: skip
    return (
        f"# Who may do what\n{MADE}\n\n## Rules\n"
        "Each rule says which rows somebody may treat so. *region*, *network*: those of the region, or of the network "
        "with all its regions,\nin which the person holds the role; *all*: every row; empty: none.\n\n"
        + table(["rule", "of", "in words", "visitor", *Role.values, OPERATOR], rules)
        + "\n## Addresses\n"
        "What each role of a region gets at its own region's addresses; *stranger* is a facilitator of another region, "
        "and the coordinator\nand the auditor hold their role in the network, and the operator runs the site and has no role. *sign in*: led to the door, what was typed is "
        "kept. *not found*: as if nothing were there.\n\n" + table(["address", *ROLES], map(_roles, PAGES))
    )


def _roles(line: Line) -> list[str]:
    words = {200: OPENS, 302: ASKED, 404: HIDDEN}
    answers = [line.get[role] for role in ROLES]
    if line.is_act:
        answers = [line.post[role] for role in ROLES]
        acts = {302: DONE, 404: HIDDEN}
        return [f"`{line.name}`", ASKED, *(acts[answer] for answer in answers[1:])]
    if not line.is_desk:
        words |= {302: "led on"}
    return [f"`{line.name}`", *(words[answer] for answer in answers)]


# Addresses.


def _methods(line: Line) -> str:
    reads = set(line.get.values()) != {405}
    # What is read only asks who is there first, whatever the method.
    sends = set(line.post.values()) - {405} and set(line.post.values()) != {302, 405}
    return ", ".join([*(["GET"] if reads else []), *(["POST"] if sends else [])])


def urls() -> str:
    """Every address with its name and methods."""
    lines = {line.name: line for line in PAGES}
    rows = [[f"`/{_readable(r.pattern)}`", f"`{r.name}`", _methods(lines[r.name])] for r in routes()]
    return (
        f"# Addresses\n{MADE}\n\nAddresses under `/‹language›/` exist in every language of the interface. `HEAD` is "
        "allowed where `GET` is; other methods answer 405.\n`gallery` exists in the demo and where "
        "`WELCOMMUNE_GALLERY` is set. Who gets what: [permissions](permissions.md).\n\n"
        + table(["address", "name", "methods"], sorted(rows))
    )


def _readable(pattern: str) -> str:
    language, _slash, rest = pattern.partition("/")
    return f"‹language›/{rest}" if len(language) == 2 else pattern


# States.


def states() -> str:
    """Which state may follow which."""
    moving = [
        ("Meetings", MeetingState, MEETING_TRANSITIONS),
        ("Commitments", CommitmentState, COMMITMENT_TRANSITIONS),
        ("Minutes", MinutesState, MINUTES_TRANSITIONS),
        ("Corrections of minutes", CorrectionState, CORRECTION_TRANSITIONS),
        ("Training needs", NeedState, NEED_TRANSITIONS),
        ("Training offers", OfferState, OFFER_TRANSITIONS),
        ("What regions have", AssetState, ASSET_TRANSITIONS),
        ("Articles", ArticleState, ARTICLE_TRANSITIONS),
        ("Invitations", InvitationState, INVITATION_TRANSITIONS),
        ("Imports", ImportState, IMPORT_TRANSITIONS),
    ]
    parts = []
    with override("en"):
        for name, kinds, allowed in moving:
            rows = [
                [f"`{kind.value}`", str(kind.label), ", ".join(f"`{state}`" for state in sorted(allowed[kind]))]
                for kind in kinds
            ]
            parts.append(f"\n## {name}\n\n{table(['state', 'in words', 'may become'], rows)}")
        pilots = table(["state", "in words"], [[f"`{kind.value}`", str(kind.label)] for kind in PilotState])
    intro = "Only actions move a state, and only along these lines; anything else is refused with a sentence."
    return f"# States\n{MADE}\n\n{intro}\n{''.join(parts)}\n## Pilot actions\n\n{pilots}"


# Settings.


def _from_environment(tree: ast.Module) -> Iterable[tuple[str, str, str]]:
    """Each ``env.kind("NAME", default=…)`` of the settings: name, kind, default as it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.") and node.args:
            default = next((ast.unparse(word.value) for word in node.keywords if word.arg == "default"), "")
            yield ast.literal_eval(node.args[0]), ast.unparse(node.func).removeprefix("env."), default


WORDS = {
    "WELCOMMUNE_DATA": "the folder with database, files and secret key",
    "WELCOMMUNE_BACKUPS": "the folder that `welcommune backup` writes to",
    "WELCOMMUNE_DEBUG": "error pages for developers; never where others can reach it",
    "WELCOMMUNE_DEMO": "says on every page that this is a demonstration; `welcommune demo` sets it",
    "WELCOMMUNE_GALLERY": "shows the components at `/gallery/`",
    "WELCOMMUNE_SECRET_KEY": "signs sessions and links; without it one is made and kept in the data folder",
    "WELCOMMUNE_HOSTS": "host names that the site answers to, with commas between; that of `WELCOMMUNE_URL` is one without being named",
    "WELCOMMUNE_URL": "the address of the site as visitors write it, with its path where it has one; with https, cookies go by https only",
    "WELCOMMUNE_SIGNED_IN_SECONDS": "how long somebody stays signed in",
    "WELCOMMUNE_REDIRECT_TO_HTTPS": "leads http to https",
    "WELCOMMUNE_LARGEST_LIST_BYTES": "the largest list that can be brought in",
    "WELCOMMUNE_LARGEST_PHOTO_BYTES": "the largest picture that can be sent",
    "WELCOMMUNE_CHECK_INS_A_MINUTE": "how many people check in at one meeting in a minute, from one address",
    "WELCOMMUNE_SEARCHES_A_MINUTE": "how many searches a minute are answered to visitors from one address",
    "WELCOMMUNE_LARGEST_RESOURCE_BYTES": "the largest publication, guide or video that can be kept",
    "WELCOMMUNE_PROXIES": "how many servers of your own stand before this one; without it, limits by address count all visitors as one",
    "WELCOMMUNE_METRICS_TOKEN": "opens `/metrics` to who sends it; without it there is no such page",
    "WELCOMMUNE_SLOW_MS": "from how many milliseconds on a statement to the database is noted as slow",
    "WELCOMMUNE_LOG": "`json` or `plain`: how lines of the log are written",
    "WELCOMMUNE_FROM": "who mails come from",
    "WELCOMMUNE_ZONE": "the time zone of dates where a record names none",
    "DATABASE_URL": "the database; without it SQLite in the data folder",
    "EMAIL_URL": "the mail server; without it mails are printed",
}


def settings() -> str:
    """What the environment can set."""
    found = sorted(set(_from_environment(ast.parse(SETTINGS.read_text(encoding="utf-8")))))
    rows = [
        [f"`{name}`" + (f" or `{name}_FILE`" if name in SECRETS else ""), WORDS[name], kind, f"`{default}`"]
        for name, kind, default in found
    ]
    intro = (
        "All settings stand in `src/welcommune/config/settings.py`; these can be set from the environment.\n"
        "A name that ends in `_FILE` names a file that holds the value, as containers are given secrets."
    )
    server = "`welcommune serve` and `welcommune demo` also read `HOST` (`127.0.0.1`) and `PORT` (`8000`)."
    return f"# Settings\n{MADE}\n\n{intro}\n{server}\n\n" + table(["name", "what", "kind", "default"], rows)


DOCUMENTS: dict[str, Callable[[], str]] = {
    "permissions.md": permissions, "urls.md": urls, "states.md": states, "settings.md": settings,
}  # fmt: skip

if __name__ == "__main__":
    for name, document in DOCUMENTS.items():
        (ROOT / "docs" / name).write_text(document(), encoding="utf-8")
