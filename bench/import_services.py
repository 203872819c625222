"""A hundred thousand services of data·inclusion; ``python -m bench.import_services`` prints the figures as JSON.

The file is invented from one seed and brought in by the command, in a process of its own, into a new data folder:
with validation, upsert, search index and provenance. Memory is the most that the process had; what it has before the
first row is told beside it.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import welcommune

SERVICES, STRUCTURES = 100_000, 5_000
SHARE_SIRA = Path(welcommune.__file__).parent / "exchange" / "networks" / "share-sira.yaml"
REGION = "saone-et-loire"
TOWNS = (("Génelard", "71420", "71212"), ("Montceau-les-Mines", "71300", "71306"), ("Autun", "71400", "71014"))
THEMES = (
    "lecture-ecriture-calcul--maitriser-le-francais", "mobilite--preparer-un-permis", "sante--acces-aux-soins",
    "logement-hebergement--louer-un-logement", "remobilisation--lien-social", "se-former--trouver-sa-formation",
)  # fmt: skip
GROUPS = ("personnes-exilees", "familles", "femmes", "jeunes", "seniors", "etudiants")
TYPES = ("accompagnement", "atelier", "formation", "information", None)
SYLLABLES = tuple(first + second for first in "bcdfglmnprst" for second in "aéio")


def _words(chance: random.Random, many: int) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _number in range(many)]


def _structure(number: int) -> dict[str, Any]:
    return {
        "source": "dora", "id": f"dora--s{number}", "nom": f"Structure inventée {number}", "date_maj": "2026-03-01",
        "commune": "Autun", "code_postal": "71400",
    }  # fmt: skip


def _service(number: int, chance: random.Random, known: list[str]) -> dict[str, Any]:
    town, postcode, code = chance.choice(TOWNS)
    return {
        "source": "dora", "structure_id": f"dora--s{number % STRUCTURES}", "id": f"dora--{number}",
        "nom": " ".join(chance.choices(known, k=5)).capitalize(),
        "description": f"{' '.join(chance.choices(known, k=35)).capitalize()}.", "date_maj": "2026-04-02",
        "lien_source": f"https://example.org/{number}", "type": chance.choice(TYPES),
        "thematiques": chance.sample(THEMES, 2), "frais": "gratuit", "publics": chance.sample(GROUPS, 2),
        "commune": town, "code_postal": postcode, "code_insee": code, "adresse": f"{number % 90 + 1} rue de l’Église",
        "latitude": 46.6, "longitude": 4.2, "telephone": "+33 3 85 00 00 00", "courriel": "accueil@example.org",
        "modes_accueil": ["en-presentiel"], "zone_eligibilite": ["71"], "mobilisable_par": ["usagers"],
        "modes_mobilisation": ["telephoner"],
    }  # fmt: skip


def _file(folder: Path, services: int) -> Iterator[Path]:
    chance = random.Random(1)
    known = _words(chance, 8000)
    file = folder / "services.json"
    with file.open("w", encoding="utf-8") as out:
        out.write('{"structures": [')
        out.write(",\n".join(json.dumps(_structure(number)) for number in range(min(STRUCTURES, services))))
        out.write('], "services": [')
        for number in range(services):
            out.write((",\n" if number else "") + json.dumps(_service(number, chance, known), ensure_ascii=False))
        out.write("]}")
    yield file


def _run(environment: dict[str, str], *words: str) -> tuple[float, float]:
    """Seconds and the most memory in MB of one command."""
    started = time.monotonic()
    script = (
        "import resource, sys; from welcommune.config.cli import main; code = main(sys.argv[1:]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return time.monotonic() - started, float(done.stdout.splitlines()[-1])


def main() -> None:
    """Make the file, bring it in twice, and print what was measured."""
    services = int(sys.argv[1]) if len(sys.argv) > 1 else SERVICES
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"WELCOMMUNE_DATA": folder}
        environment.pop("DATABASE_URL", None)
        (file,) = _file(Path(folder), services)
        _run(environment, "migrate")
        _seconds, start_memory = _run(environment, "load", str(SHARE_SIRA))
        first, memory = _run(environment, "import", "data-inclusion", str(file), "--region", REGION)
        again, memory_again = _run(environment, "import", "data-inclusion", str(file), "--region", REGION)
        figures = {
            "services": services, "megabytes": round(file.stat().st_size / 1e6, 1), "seconds": round(first, 2),
            "rows_a_second": round(services / first), "again_rows_a_second": round(services / again),
            "memory_mb": round(memory), "memory_again_mb": round(memory_again),
            "memory_of_a_small_load_mb": round(start_memory),
        }  # fmt: skip
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
