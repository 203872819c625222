"""Header words of lists of funding, and everyday words that stand for its choices."""

from typing import Final

Words = dict[str, tuple[str, ...]]

# Compared without accents, capitals and signs; names of the French format for grants among them.
FUNDING: Final[dict[str, Words]] = {
    "key": {
        "en": ("id", "reference", "number", "grant id"), "es": ("referencia", "número"), "pl": ("numer",),
        "fr": ("référence", "reference decision", "referenceDecision", "numéro", "n°", "identifiant", "convention"),
    },
    "name": {
        "en": ("funder", "funding organisation", "paid by"), "es": ("financiador", "entidad financiadora"),
        "fr": ("financeur", "attribuant", "nom attribuant", "nomAttribuant", "nom de l'attribuant", "ministère"),
        "pl": ("finansujący", "źródło"), "el": ("χρηματοδότης",), "ar": ("الممول", "الجهة الممولة"),
    },
    "funder_siret": {"": ("id attribuant", "idAttribuant", "siret financeur")},
    "programme": {
        "en": ("programme", "program", "fund", "call"),
        "fr": ("programme", "dispositif", "dispositif aide", "fonds", "imputation"),
        "es": ("programa", "convocatoria"), "pl": ("program",), "el": ("πρόγραμμα",), "ar": ("البرنامج",),
    },
    "level": {"en": ("level",), "fr": ("niveau", "échelon"), "es": ("nivel",), "pl": ("poziom",), "ar": ("المستوى",)},
    "purpose": {
        "en": ("purpose", "title", "description", "what for"), "fr": ("objet", "intitulé", "projet", "action"),
        "es": ("objeto", "proyecto"), "pl": ("cel", "zadanie"), "el": ("σκοπός",), "ar": ("الغرض",),
    },
    "beneficiary": {
        "en": ("beneficiary", "recipient", "recipient organisation"),
        "fr": (
            "bénéficiaire", "nom bénéficiaire", "nomBeneficiaire", "nom du bénéficiaire", "association", "dénomination",
        ),
        "es": ("beneficiario",), "pl": ("beneficjent",), "el": ("δικαιούχος",), "ar": ("المستفيد",),
    },
    "beneficiary_siret": {"": ("id bénéficiaire", "idBeneficiaire", "siret", "n° siret")},
    "beneficiary_rna": {"": ("rna bénéficiaire", "rnaBeneficiaire", "rna")},
    "themes": {"en": ("theme", "themes"), "fr": ("thème", "thèmes", "thématique"), "es": ("tema",), "pl": ("temat",)},
    "amount": {
        "en": ("amount", "amount awarded", "grant"), "fr": (
            "montant", "montant accordé", "subvention", "subventions", "détail des subventions", "montant voté",
        ),
        "es": ("importe", "cuantía"), "pl": ("kwota",), "el": ("ποσό",), "ar": ("المبلغ",),
    },
    "amount_from": {"en": ("amount from", "minimum"), "fr": ("montant minimum", "de"), "es": ("importe mínimo",)},
    "amount_to": {"en": ("amount up to", "maximum"), "fr": ("montant maximum",), "es": ("importe máximo",)},
    "currency": {"en": ("currency",), "fr": ("devise", "monnaie"), "es": ("moneda",), "pl": ("waluta",)},
    "part": {"fr": ("pourcentage subvention", "pourcentageSubvention")},
    "share": {"en": ("share", "co-funding rate"), "fr": ("taux", "part", "taux de cofinancement")},
    "in_kind": {"en": ("in kind",), "fr": ("en nature",), "es": ("en especie",)},
    "decided_on": {
        "en": ("award date", "decided on"), "fr": ("date convention", "dateConvention", "date de décision"),
        "es": ("fecha de concesión",), "pl": ("data decyzji",),
    },
    "starts_on": {"en": ("start", "start date", "from"), "fr": ("début", "date de début", "du"), "es": ("inicio",)},
    "ends_on": {"en": ("end", "end date", "until"), "fr": ("fin", "date de fin", "échéance", "au"), "es": ("fin",)},
    "period": {"": ("dates période versement", "datesPeriodeVersement", "période", "period")},
    "certainty": {"en": ("status", "certainty"), "fr": ("statut", "état", "certitude"), "es": ("estado",)},
}  # fmt: skip

FUNDING_LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "eu": ("european union", "union européenne", "europe", "ue", "européen", "fse", "fami", "amif", "unión europea"),
    "national": ("state", "état", "national", "nationale", "estado", "nacional", "krajowy", "préfecture"),
    "regional": ("region", "région", "régional", "département", "départemental", "regionalny", "autonómico"),
    "local": ("commune", "ville", "municipal", "intercommunal", "municipio", "gmina", "agglomération"),
    "private": ("privé", "fondation", "mécénat", "foundation", "donation", "privado", "prywatny"),
    "own": ("own", "fonds propres", "autofinancement", "propre", "propio", "własne"),
}
CERTAINTIES: Final[dict[str, tuple[str, ...]]] = {
    "confirmed": ("accordé", "confirmé", "acquis", "voté", "notifié", "awarded", "granted", "concedido", "przyznane"),
    "applied": ("demandé", "sollicité", "déposé", "en cours", "requested", "solicitado", "złożone"),
    "expected": ("attendu", "prévu", "prévisionnel", "hoped for", "previsto", "oczekiwane"),
}
