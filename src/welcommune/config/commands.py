"""What the commands do once Django is running."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils.translation import override

from welcommune.accounts.actions import issue_sign_in_link, let_go_now, over_now, replay_erasures, set_operator
from welcommune.accounts.queries import erased_ids
from welcommune.config.files import bring_places
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.models import OutboxMessage
from welcommune.core.tenancy import every_region
from welcommune.evidence.actions import freeze_factfile
from welcommune.evidence.queries import factfile_file, file_kinds, version_in
from welcommune.exchange.actions.network_file import LoadReport, load_network
from welcommune.exchange.forms.network_file import BadFile, read_network_file
from welcommune.mapping.models import Place
from welcommune.network.actions import invitation_address, invite_person, load_vocabularies
from welcommune.network.models import Network, Region, Role
from welcommune.network.queries import the_network
from welcommune.portal.actions import (
    create_cast,
    generate_network,
    note_contacts,
    note_example_gaps,
    note_funding,
    note_offers,
    open_live_meeting,
    show_capacities,
)
from welcommune.portal.actions import retry_dead as retry
from welcommune.portal.queries import counts
from welcommune.search.actions import rebuild
from welcommune.search.queries import all_entries, was_rebuilt_for

# The larger towns of the two regions that are mapped whole: facts of INSEE and middles of IGN's outlines.
DEMO_PLACES = settings.PACKAGE / "exchange" / "networks" / "places-fr.csv"
DEMO_PLACES_SOURCE = "INSEE 2026, populations of 2023; middles from IGN Admin Express 2018. Licence Ouverte 2.0"


def migrate() -> int:
    """Bring the database to the state of this release, then the vocabularies; collect static files."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    load_vocabularies()
    if not was_rebuilt_for(settings.RELEASE):
        index()
    _collect_static()
    return 0


def index() -> int:
    """Make the search index anew from the records, as each new release does once."""
    with every_region("the search index is made anew"):
        many = rebuild(all_entries(), release=settings.RELEASE)
    if many:  # Before the first load there is nothing to tell of.
        print(f"The search index holds {many} entries.")
    return 0


def _collect_static() -> None:
    """Collected once per release and change of our own files."""
    newest = max(path.stat().st_mtime for path in (settings.PACKAGE / "core" / "static").rglob("*"))
    mark = Path(settings.STATIC_ROOT) / "collected"
    if not mark.exists() or mark.read_text() != f"{settings.RELEASE} {newest}":
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(f"{settings.RELEASE} {newest}")


def load_network_file(path: Path) -> LoadReport:
    """Read, check and bring in one network file; raises ``BadFile`` with nothing changed."""
    return load_network(read_network_file(path), by=SYSTEM)


def load(file: Path) -> int:
    """Load and report; returns the exit code."""
    if not file.is_file():
        sys.stderr.write(f"There is no file {file}.\n")
        return 1
    try:
        report = load_network_file(file)
    except BadFile as bad:
        sys.stderr.write(f"{file} was not loaded; nothing has changed.\n{bad.sentence}\n")
        return 1
    print(f"{file.name}: {report.new} new, {report.changed} changed, {report.same} as they were.")
    return 0


def generate(scale: float, seed: int) -> int:
    """Make the invented network for measurements and report; returns the exit code."""
    try:
        made = generate_network(by=SYSTEM, scale=scale, seed=seed)
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return 1
    print(", ".join(f"{count} {name}" for name, count in made.items()))
    return 0


def factfile(region: str, language: str, output: Path, number: int | None, freeze: bool) -> int:
    """Write one version of a region's factfile as a file; returns the exit code."""
    kind = output.suffix.lstrip(".").lower()
    found = Region.objects.filter(slug=region, participations__isnull=False).first()
    if found is None or language not in dict(settings.LANGUAGES) or kind not in ("html", *file_kinds()):
        sys.stderr.write(f"There is no {kind or 'such'} factfile of {region} in {language} here.\n")
        return 1
    with every_region("the operator writes a factfile"), override(language):
        if freeze or (number is None and version_in(found) is None):
            _freeze(found)
        shown = version_in(found, number)
        if shown is None:
            sys.stderr.write(f"{region} has no version {number}.\n")
            return 1
        content = factfile_file(shown, kind)
    try:
        output.write_bytes(content)
    except OSError as error:
        sys.stderr.write(f"{output} was not written: {error.strerror}.\n")
        return 1
    print(f"{output}: version {shown.number} of {shown.frozen_at:%Y-%m-%d}, sha256 {shown.sha256}")
    return 0


def _freeze(region: Region) -> None:
    try:
        freeze_factfile(by=SYSTEM, region=region)
    except Refused as refused:
        print(refused.sentence)


def invite(email: str, language: str) -> int:
    """Invite a coordinator of the network; the link is mailed, and printed for where no mail server is yet."""
    try:
        with every_region("the operator invites"):
            invitation = invite_person(
                by=SYSTEM, id=new_id(), email=email.lower(), role=Role.COORDINATOR, language=language,
                network=the_network(),
            )  # fmt: skip
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return 1
    print(f"{email} is invited to {invitation.place}: {invitation_address(invitation)}")
    return 0


def operator(email: str, no_longer: bool) -> int:
    """Give somebody the pages that tell how the site runs, or take them away; returns the exit code."""
    try:
        account = set_operator(by=SYSTEM, email=email.lower(), operates=not no_longer)
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return 1
    with override(account.language):
        page = f"{settings.SITE_URL}{reverse('operations:state')}"
    print(f"{email} runs this site no longer." if no_longer else f"{email} runs this site: {page}")
    return 0


def outbox(retry_dead: bool) -> int:
    """Try again what was given up, if asked to; then count the messages by state and kind."""
    if retry_dead:
        print(f"{retry(by=SYSTEM)} given up before, tried again now.")
    for state, _many in counts(OutboxMessage.objects.all(), "state"):
        for kind, many in counts(OutboxMessage.objects.all().filter(state=state), "kind"):
            print(f"{state:<8} {kind:<24} {many}")
    return 0


def retain(dry_run: bool) -> int:
    """Let go what was kept long enough, as each day does by itself; or only tell what would go."""
    if dry_run:
        for code, (many, days) in sorted(over_now().items()):
            print(f"{code:<28} {many:>8} would go, kept for {days} days")
        return 0
    gone = let_go_now()
    print("\n".join(f"{code:<28} {many:>8} gone" for code, many in sorted(gone.items())) or "Nothing was over.")
    return 0


def erasures() -> int:
    """Print who was erased, by identifier and nothing else."""
    for identifier in erased_ids():
        print(identifier)
    return 0


def erase_again(file: Path) -> int:
    """Erase again, in a database that was restored, whoever is named in ``file``; returns the exit code."""
    try:
        ids = [UUID(line.strip()) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{file} was not read; nothing has changed. {error}\n")
        return 1
    with every_region("erased people are erased again"):
        print(f"{replay_erasures(by=SYSTEM, ids=ids)} of {len(ids)} were back, and are erased again.")
    return 0


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two starts on one data folder prepare it one after the other."""
    with (settings.DATA / "preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare_demo(network_file: Path) -> None:
    """Database, the real network, the cast; prints the address and the sign-in links."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        migrate()
        if not Network.objects.exists() and load(network_file):
            raise SystemExit(1)
        if not Place.objects.exists():
            bring_places(DEMO_PLACES, country="fr", source=DEMO_PLACES_SOURCE, vintage="2026")
        with every_region("the demonstration is prepared"):
            cast = create_cast()
            open_live_meeting(cast["facilitator"])
            note_contacts(cast["facilitator"])
            note_example_gaps(cast["facilitator"])
            show_capacities(cast)
            for facilitator in (cast["facilitator"], cast["stranger"]):
                note_offers(facilitator)
                note_funding(facilitator)
            for region in Region.objects.filter(participations__isnull=False, factfiles__isnull=True).distinct():
                freeze_factfile(by=SYSTEM, region=region)
    print(f"\nWelcommune is at {settings.SITE_ADDRESS}/\n\nSign in as one of a fictitious cast:")
    for key, account in cast.items():
        with override(account.language if account.language in dict(settings.LANGUAGES) else "en"):
            address = reverse("accounts_enter", args=[issue_sign_in_link(account)])
        print(f"  {key:<12} {account.name:<16} {settings.SITE_URL}{address}")
    print("\nCtrl-C stops it. The data stay; the next start uses them again.", flush=True)
