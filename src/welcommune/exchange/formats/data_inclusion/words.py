"""The words of data·inclusion v1 and ours."""

from typing import Final

from welcommune.mapping.models import ActionKind, Cost, Referral, Serves

KINDS: Final = {
    "accompagnement": ActionKind.GUIDANCE.value,
    "aide-financiere": ActionKind.FINANCIAL_AID.value,
    "aide-materielle": ActionKind.MATERIAL_AID.value,
    "atelier": ActionKind.WORKSHOP.value,
    "formation": ActionKind.TRAINING.value,
    "information": ActionKind.INFORMATION.value,
}
# Kinds that data·inclusion has no word for go out as the nearest one.
NEAREST_KINDS: Final = {
    ActionKind.MENTORING.value: "accompagnement",
    ActionKind.ENCOUNTER.value: "atelier",
}
COSTS: Final = {"gratuit": Cost.FREE.value, "payant": Cost.PAID.value}
REFERRALS: Final = {
    ("professionnels",): Referral.PROFESSIONALS.value,
    ("usagers",): Referral.ANYONE.value,
    ("professionnels", "usagers"): Referral.ANYONE.value,
}
EVERYBODY: Final = "tous-publics"
# data·inclusion has no list of legal situations: among its remarks they stand like this, and are read again.
SITUATIONS: Final = "Situations administratives acceptées\u202f: "
EVERY_SITUATION: Final = "toutes"
ONLINE_ONLY: Final = ["a-distance"]
ON_SITE: Final = ["en-presentiel"]
SERVED_WHOLE: Final = Serves.REGION.value
# The thématique that stands for one of our themes where an action did not come with its own.
USUAL_THEMES: Final = {
    "language": "lecture-ecriture-calcul--maitriser-le-francais",
    "rights": "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
    "housing": "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement",
    "employment": "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
    "skills": "se-former--trouver-sa-formation",
    "health": "sante--acces-aux-soins",
    "mobility": "mobilite--etre-accompagne-dans-son-parcours-mobilite",
    "money": "difficultes-financieres--ameliorer-sa-gestion-budgetaire",
    "digital": "numerique--maitriser-les-fondamentaux-du-numerique",
    "family": "famille--soutien-a-la-parentalite-et-a-leducation",
    "social_links": "remobilisation--lien-social",
    "participation": ("difficultes-administratives-ou-juridiques--connaitre-ses-droits-face-a-une-discrimination"),
}
# Fields without a place here: they are kept, and go out again as they came.
KEPT: Final = (
    "code_insee", "complement_adresse", "conditions_acces", "modes_accueil", "modes_mobilisation", "mobilisable_par",
    "nombre_semaines", "publics", "publics_precisions", "thematiques", "volume_horaire_hebdomadaire",
    "zone_eligibilite",
)  # fmt: skip
# Of those, what is not told here in any other way.
NOT_TOLD: Final = (
    "complement_adresse", "conditions_acces", "modes_mobilisation", "nombre_semaines", "publics_precisions",
    "volume_horaire_hebdomadaire",
)  # fmt: skip
PERSON: Final = "contact_nom_prenom"


def no_description(name: str) -> str:
    """What stands where a description is compulsory and nobody gave one; it is not read again."""
    return f"Action : {name}"
