"""Backups as an operator makes them and brings them back: by the command, on stores of their own."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.service import command
from tests.harness.processes import ends_with_us
from tests.harness.stores import Store

PASSPHRASE = "a long passphrase for trials"
# Made anew by a restore, left to end, or about the backup itself.
NOT_COMPARED = {"django_migrations", "django_session", "search_entry", "search_word", "operations_lastdone"}
FILL = """
import io, uuid
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.models import ExternalId
from welcommune.core.tenancy import every_region
from welcommune.exchange.actions.imports import open_import
from welcommune.library.actions import set_photo
from welcommune.library.models import Article
from welcommune.network.models import Region
from welcommune.network.queries import actor_of

def picture(number):
    content = io.BytesIO()
    Image.effect_noise((900, 600), 40 + number).convert("RGB").save(content, "PNG")
    return SimpleUploadedFile("picture.png", content.getvalue())

with every_region("trial"):
    for number, article in enumerate(Article.objects.order_by("pk")[:4]):
        set_photo(by=SYSTEM, article=article, upload=picture(number), credit="Trial", alternative={"fr": "Un essai"})
    facilitator = actor_of(Account.objects.get(email="camille.facilitator@example.org"))
    open_import(
        by=facilitator, id=uuid.uuid4(), region=Region.objects.get(slug="saone-et-loire"), target="organisations",
        source="trial", name="liste.csv", content="Nom;Ville\\nÉpicerie;Mâcon\\n".encode(), language="fr",
    )
    ExternalId.objects.bulk_create(
        [ExternalId(object_id=uuid.uuid4(), source="trial", value=f"“{n}” \\\\ é ع 😀") for n in range(3000)]
    )
"""
# A database without rows as `welcommune migrate` leaves it, but in three seconds: contracts see to it that both agree.
EMPTY = """
import django
from django.conf import settings
settings.MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in settings.INSTALLED_APPS}
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
settings.DATA.mkdir(exist_ok=True)
call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
settings.MIGRATION_MODULES = {}
recorder = MigrationRecorder(connection)
recorder.ensure_schema()
for app, name in MigrationLoader(None).disk_migrations:
    recorder.record_applied(app, name)
"""


def run(store: Store, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """One command on a store, to its end."""
    environment = store.environment(**settings)
    return subprocess.run(
        command(*words), env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
    )


def python(store: Store, script: str) -> None:
    """A script on a store, as the commands see it."""
    subprocess.run(
        [sys.executable, "-c", script], timeout=120, check=True,
        env=store.environment(DJANGO_SETTINGS_MODULE="welcommune.config.settings"),
    )  # fmt: skip


def start(store: Store, *words: str) -> "subprocess.Popen[bytes]":
    """One command on a store, to be killed."""
    return subprocess.Popen(
        command(*words), env=store.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, preexec_fn=ends_with_us(9),
    )  # fmt: skip


def back_up(store: Store, folder: Path, *words: str) -> Path:
    """A backup of the store; its file."""
    done = run(store, "backup", "--to", str(folder), *words)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return Path(done.stdout.partition(": ")[0])


def contents(store: Store) -> dict[str, list[str]]:
    """Every row of every table that is compared, as the database tells it, in an order of its own."""
    return {table: sorted(map(repr, store.rows(f'SELECT * FROM "{table}"'))) for table in compared(store)}


def compared(store: Store) -> list[str]:
    """The tables whose rows come back as they were."""
    return sorted(set(store.tables()) - NOT_COMPARED)


def files(data: Path) -> dict[str, bytes]:
    """Every file of the folders that a backup keeps."""
    folders = [data / "media", data / "media-private"]
    paths: Iterator[Path] = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in paths}


def holds_nothing(store: Store) -> bool:
    """Whether the store is as empty as before: no rows that anybody brought in."""
    return "accounts_account" not in store.tables() or store.rows("SELECT count(*) FROM accounts_account") == [(0,)]


def wait_for(seen: Callable[[], object], process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    """Wait until something is seen, or the process has ended before it was, or it has taken too long."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and not seen() and time.monotonic() < deadline:
        time.sleep(0.001)
