"""How long a list of 10,000 organisations takes with all checks; ``python -m bench.imports`` on a fresh data folder."""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from welcommune.config import operations  # noqa: E402
from welcommune.config.processes import NETWORK_FILE  # noqa: E402
from welcommune.core.access import SYSTEM  # noqa: E402
from welcommune.core.ids import new_id  # noqa: E402
from welcommune.core.outbox import drain  # noqa: E402
from welcommune.core.tenancy import every_region  # noqa: E402
from welcommune.exchange import actions  # noqa: E402
from welcommune.exchange.models import Import  # noqa: E402
from welcommune.network.models import Region  # noqa: E402

ROWS = 10_000
KINDS = ("association", "commune", "coopérative", "université")


def siren(number: int) -> str:
    """Nine digits with the right check digit."""
    base = f"{10_000_000 + number:08d}"
    total = sum(sum(divmod(int(digit) * (2 if place % 2 else 1), 10)) for place, digit in enumerate(base))
    return f"{base}{-total % 10}"


def content() -> bytes:
    """A list as a prefecture might send it."""
    lines = ["Nom;SIREN;Type;Commune;Code postal;Téléphone;Courriel;Contact;Mail contact;Membre"]
    for n in range(ROWS):
        name, contact = f"Structure d’accueil {n * 7919 % 99991} de Ville {n % 500}", f"Personne {n}"
        lines.append(
            f"{name};{siren(n)};{KINDS[n % 4]};Ville {n % 500};71{n % 1000:03d};03 85 00 {n % 100:02d} 00;"
            f"info{n}@example.org;{contact};p{n}@example.org;{'oui' if n % 10 == 0 else ''}"
        )
    return "\r\n".join(lines).encode("cp1252")


def bring(region: Region, list_: bytes) -> Import:
    """Read, map, check, write; prints how long each step took."""
    began = time.perf_counter()
    batch = actions.open_import(
        by=SYSTEM, id=new_id(), region=region, target="organisations", source="bench", name="l.csv", content=list_,
        language="fr",
    )  # fmt: skip
    actions.map_columns(by=SYSTEM, batch=batch, seen=batch.version, mapping=batch.mapping, purpose="bench")
    read = time.perf_counter()
    actions.check_import(by=SYSTEM, batch=batch, language="fr")
    drain()
    batch.refresh_from_db()
    checked = time.perf_counter()
    if batch.counts.get("new"):
        actions.write_import(by=SYSTEM, batch=batch, turn=batch.turn)
        drain()
    batch.refresh_from_db()
    written = time.perf_counter()
    steps = f"read {read - began:.1f} s, check {checked - read:.1f} s, write {written - checked:.1f} s"
    print(f"{batch.state} {batch.counts}: {steps}, in all {written - began:.1f} s")
    return batch


if __name__ == "__main__":
    operations.migrate()
    operations.load_network_file(NETWORK_FILE)
    with every_region("measuring"):
        place, file = Region.objects.get(slug="saone-et-loire"), content()
        first = bring(place, file)
        bring(place, file)
        start = time.perf_counter()
        actions.undo_import(by=SYSTEM, batch=first)
        print(f"undone in {time.perf_counter() - start:.1f} s, {len(first.stayed)} stay")
