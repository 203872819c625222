"""Services and structures in the shape of data·inclusion v1, and the commands that bring them in and out."""

import json
from pathlib import Path
from typing import Any

from welcommune.config.cli import main

REGION = "saone-et-loire"
STRUCTURE: dict[str, Any] = {
    "source": "dora", "id": "dora--s1", "nom": "Maison des habitants", "date_maj": "2026-03-01",
    "description": "Un lieu ouvert.", "siret": "13003013300016", "commune": "Génelard", "code_postal": "71420",
    "adresse": "1 place de l’Église", "telephone": "03 85 00 00 00", "courriel": "accueil@example.org",
    "site_web": "https://example.org/", "lien_source": "https://example.org/s1",
}  # fmt: skip
SERVICE: dict[str, Any] = {
    "source": "dora", "structure_id": "dora--s1", "id": "dora--1", "nom": "Cours de français du soir",
    "description": "<p>Pour débuter &amp; avancer.</p><p>Deux fois par semaine.</p>", "date_maj": "2026-04-02",
    "lien_source": "https://example.org/1", "type": "formation",
    "thematiques": ["lecture-ecriture-calcul--maitriser-le-francais", "mobilite--preparer-un-permis"],
    "frais": "gratuit", "frais_precisions": "adhésion libre", "publics": ["personnes-exilees", "etudiants"],
    "publics_precisions": "À partir de 16 ans", "conditions_acces": "Venir à la permanence", "commune": "Génelard",
    "code_postal": "71420", "code_insee": "71212", "adresse": "1 place de l’Église", "longitude": 4.238,
    "latitude": 46.581, "telephone": "+33 3 85 00 00 00", "courriel": "cours@example.org",
    "modes_accueil": ["en-presentiel"], "zone_eligibilite": ["71212", "71306"], "contact_nom_prenom": "Z. H.",
    "lien_mobilisation": "https://example.org/venir", "modes_mobilisation": ["telephoner"],
    "mobilisable_par": ["usagers", "professionnels"], "mobilisation_precisions": "Appeler la veille",
    "volume_horaire_hebdomadaire": 4.5, "nombre_semaines": 30, "horaires_accueil": "Tu,Th 18:00-20:00",
}  # fmt: skip
# What every schema leaves open: only what is compulsory is told.
BARE: dict[str, Any] = {
    "source": "dora", "structure_id": "dora--s9", "id": "dora--2", "nom": "=1+1 atelier", "description": "Un atelier.",
    "date_maj": "2026-04-02", "latitude": 0.0, "longitude": 0.0, "thematiques": [], "telephone": "",
}  # fmt: skip


def filed(folder: Path, content: Any, name: str = "services.json") -> Path:
    """A file with this content."""
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def bring(file: Path, *words: str, format: str = "data-inclusion") -> int:
    return main(["import", format, str(file), "--region", REGION, *words])


def take_out(folder: Path, format: str = "data-inclusion", name: str = "out.json") -> Path:
    """The file that the export writes."""
    file = folder / name
    assert main(["export", format, "--region", REGION, "--output", str(file)]) == 0
    return file
