"""A list of 10,000 organisations brought in at the reference load; ``python -m bench.importing`` prints JSON.

The list is a prefecture's: names, numbers, kinds, towns, contacts, seats. It is read, checked row by row, written,
sent again and undone, in one process, with a register of the reference load and its index of words in place.
"""

import json
import os
import resource
import time
from collections.abc import Callable
from dataclasses import asdict

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from bench.report import Figure, at_most, rounded  # noqa: E402
from welcommune.config.commands import migrate  # noqa: E402
from welcommune.core.access import SYSTEM  # noqa: E402
from welcommune.core.ids import new_id  # noqa: E402
from welcommune.core.outbox import drain  # noqa: E402
from welcommune.core.tenancy import every_region  # noqa: E402
from welcommune.exchange import actions  # noqa: E402
from welcommune.exchange.models import Import  # noqa: E402
from welcommune.network.actions import load_vocabularies  # noqa: E402
from welcommune.network.models import Region  # noqa: E402
from welcommune.portal.actions import generate_network  # noqa: E402
from welcommune.search.actions import rebuild  # noqa: E402
from welcommune.search.queries import all_entries  # noqa: E402
from welcommune.stakeholders.models import Organisation  # noqa: E402

ROWS, MOST_SECONDS, MOST_MEGABYTES = 10_000, 10, 600
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


def opened(region: Region, list_: bytes) -> Import:
    """The list read, its columns as proposed."""
    batch = actions.open_import(
        by=SYSTEM, id=new_id(), region=region, target="organisations", source="bench", name="l.csv", content=list_,
        language="fr",
    )  # fmt: skip
    return actions.map_columns(by=SYSTEM, batch=batch, seen=batch.version, mapping=batch.mapping, purpose="bench")


def checked(batch: Import) -> None:
    """Every row, by the worker."""
    actions.check_import(by=SYSTEM, batch=batch, language="fr")
    drain()
    batch.refresh_from_db()


def written(batch: Import) -> None:
    """All that is new."""
    actions.write_import(by=SYSTEM, batch=batch, turn=batch.turn)
    drain()
    batch.refresh_from_db()


def undone(batch: Import) -> None:
    """All of it, by the worker."""
    actions.undo_import(by=SYSTEM, batch=batch)
    drain()
    batch.refresh_from_db()


def timed(act: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def measured() -> list[Figure]:
    """One import from the file to its undoing."""
    place, file = Region.objects.order_by("slug").first(), content()
    assert place is not None
    known = Organisation.objects.count()
    start, spent = time.perf_counter(), time.process_time()
    batch = opened(place, file)
    steps = {"read": time.perf_counter() - start}
    steps["checked"] = timed(lambda: checked(batch))
    steps["written"] = timed(lambda: written(batch))
    spent = time.process_time() - spent
    assert (batch.state, Organisation.objects.count()) == ("written", known + ROWS), batch.counts
    again = opened(place, file)
    steps["the same list checked again"] = timed(lambda: checked(again))
    assert again.counts["same"] == ROWS, "the same list changes nothing"
    steps["undone"] = timed(lambda: undone(batch))
    assert (Organisation.objects.count(), batch.stayed) == (known, [])
    whole = steps["read"] + steps["checked"] + steps["written"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        at_most(f"import of {ROWS} organisations beside {known}, in all", rounded(whole), "s", MOST_SECONDS),
        Figure(f"import of {ROWS} organisations, processor time in all", rounded(spent), "s"),
        *(Figure(f"import of {ROWS} organisations: {name}", rounded(took), "s") for name, took in steps.items()),
        at_most("import: most memory of the process that did all of it", rounded(peak), "MB", MOST_MEGABYTES),
    ]


if __name__ == "__main__":
    migrate()
    call_command("flush", verbosity=0, interactive=False)
    load_vocabularies()
    generate_network(by=SYSTEM, scale=1.0)
    with every_region("measuring"):
        rebuild(all_entries())
        print(json.dumps([asdict(figure) for figure in measured()]))
