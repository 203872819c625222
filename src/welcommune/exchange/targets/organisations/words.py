"""Header words of lists of organisations in six languages, and words that stand for kinds and levels in such lists."""

from typing import Final

Words = dict[str, tuple[str, ...]]

# Compared without accents, capitals and signs.
HEADERS: Final[dict[str, Words]] = {
    "key": {
        "en": ("id", "uid", "code", "number", "reference", "key", "record id"),
        "fr": ("identifiant", "numéro", "n°", "référence", "code structure"),
        "es": ("identificador", "número", "referencia", "código"),
        "pl": ("identyfikator", "numer", "lp", "kod"),
        "el": ("κωδικός", "αριθμός", "α/α"),
        "ar": ("المعرف", "الرقم", "الرمز"),
    },
    "name": {
        "en": ("name", "organisation", "organization", "structure", "entity", "organisation name", "beneficiary"),
        "fr": (
            "nom", "nom de la structure", "structure", "organisme", "association", "dénomination", "raison sociale",
            "intitulé", "nom du bénéficiaire", "nom bénéficiaire", "bénéficiaire", "nom de l'organisme",
        ),
        "es": ("nombre", "entidad", "organización", "denominación", "razón social", "beneficiario"),
        "pl": ("nazwa", "organizacja", "instytucja", "podmiot", "nazwa organizacji"),
        "el": ("όνομα", "ονομασία", "οργάνωση", "φορέας", "επωνυμία"),
        "ar": ("الاسم", "المنظمة", "الجمعية", "المؤسسة", "الهيئة"),
    },
    "acronym": {
        "en": ("acronym", "short name", "abbreviation"), "fr": ("sigle", "acronyme"), "es": ("siglas", "acrónimo"),
        "pl": ("skrót", "akronim"), "el": ("ακρωνύμιο", "συντομογραφία"), "ar": ("الاختصار",),
    },
    "category": {
        "en": ("kind", "category", "type", "type of organisation", "kind of organisation"),
        "fr": ("catégorie", "type", "type de structure", "nature juridique"),
        "es": ("categoría", "tipo", "tipo de entidad"), "pl": ("kategoria", "rodzaj", "typ", "typ organizacji"),
        "el": ("κατηγορία", "είδος", "τύπος"), "ar": ("الفئة", "النوع"),
    },
    "level": {
        "en": ("level", "scope"), "fr": ("échelon", "niveau", "échelle"), "es": ("nivel", "ámbito"),
        "pl": ("poziom", "szczebel"), "el": ("επίπεδο",), "ar": ("المستوى",),
    },
    "address": {
        "en": ("address", "street", "street and number", "address line 1"),
        "fr": ("adresse", "rue", "voie", "adresse 1", "numéro et rue"), "es": ("dirección", "calle", "domicilio"),
        "pl": ("adres", "ulica"), "el": ("διεύθυνση", "οδός"), "ar": ("العنوان", "الشارع"),
    },
    "postcode": {
        "en": ("postcode", "post code", "postal code", "zip", "zip code"), "fr": ("code postal", "cp"),
        "es": ("código postal", "cp"), "pl": ("kod pocztowy",), "el": ("ταχυδρομικός κώδικας", "τκ", "τ.κ."),
        "ar": ("الرمز البريدي",),
    },
    "town": {
        "en": ("town", "city", "municipality", "place"), "fr": ("commune", "ville", "localité"),
        "es": ("municipio", "localidad", "ciudad", "población"), "pl": ("miejscowość", "miasto", "gmina"),
        "el": ("πόλη", "δήμος", "τόπος"), "ar": ("المدينة", "البلدة", "البلدية"),
    },
    "website": {
        "en": ("website", "web", "site", "url", "web site", "homepage"), "fr": ("site web", "site internet", "site"),
        "es": ("página web", "sitio web", "web"), "pl": ("strona www", "strona internetowa", "www"),
        "el": ("ιστοσελίδα", "ιστότοπος"), "ar": ("الموقع الإلكتروني", "الموقع"),
    },
    "email": {
        "en": ("email", "e-mail", "mail", "email address", "general email"),
        "fr": ("courriel", "mél", "adresse mail", "mail structure", "adresse électronique"),
        "es": ("correo", "correo electrónico"), "pl": ("adres e-mail", "poczta"), "el": ("ηλεκτρονικό ταχυδρομείο",),
        "ar": ("البريد الإلكتروني",),
    },
    "phone": {
        "en": ("phone", "telephone", "tel", "phone number"), "fr": ("téléphone", "tél", "tel structure", "standard"),
        "es": ("teléfono", "tfno"), "pl": ("telefon", "nr telefonu"), "el": ("τηλέφωνο", "τηλ"), "ar": ("الهاتف",),
    },
    "languages": {
        "en": ("languages", "languages spoken"), "fr": ("langues", "langues parlées"), "es": ("idiomas", "lenguas"),
        "pl": ("języki",), "el": ("γλώσσες",), "ar": ("اللغات",),
    },
    "places": {
        "en": ("places", "area", "places it works in", "area served"),
        "fr": ("territoire", "territoires", "zone d'intervention", "lieux d'intervention"),
        "es": ("territorio", "zona", "ámbito territorial"), "pl": ("obszar", "obszar działania"),
        "el": ("περιοχές", "περιοχή δράσης"), "ar": ("المناطق", "منطقة العمل"),
    },
    "themes": {
        "en": ("themes", "topics", "fields of work"), "fr": ("thèmes", "thématiques", "domaines"),
        "es": ("temas", "áreas"), "pl": ("tematy", "dziedziny"), "el": ("θέματα", "τομείς"), "ar": ("المواضيع",),
    },
    "about": {
        "en": ("description", "about", "what it does", "activities"),
        "fr": ("description", "objet", "activités", "missions"),
        "es": ("descripción", "actividades"), "pl": ("opis", "działalność"), "el": ("περιγραφή", "δραστηριότητες"),
        "ar": ("الوصف", "الأنشطة"),
    },
    "siret": {
        "": ("siret", "n° siret", "numéro siret", "siret number", "id bénéficiaire", "identification bénéficiaire"),
    },
    "siren": {"": ("siren", "n° siren", "numéro siren")},
    "rna": {"": ("rna", "n° rna", "numéro rna", "waldec", "rna bénéficiaire")},
    "vat": {"": ("vat", "vat number", "tva", "n° tva", "tva intracommunautaire", "nip ue")},
    "nif": {"": ("nif", "cif")},
    "nip": {"": ("nip", "nr nip")},
    "krs": {"": ("krs", "nr krs")},
    "regon": {"": ("regon", "nr regon")},
    "afm": {"": ("αφμ", "α.φ.μ.", "afm")},
    "pic": {"": ("pic", "pic number")},
    "contact_name": {
        "en": ("contact", "contact name", "contact person", "person", "full name"),
        "fr": (
            "contact", "nom du contact", "personne contact", "référent", "interlocuteur", "nom prénom", "prénom nom",
        ),
        "es": ("contacto", "persona de contacto", "nombre del contacto"), "pl": ("osoba kontaktowa", "kontakt"),
        "el": ("επαφή", "υπεύθυνος", "υπεύθυνη", "υπεύθυνος επικοινωνίας"), "ar": ("جهة الاتصال", "الشخص المسؤول"),
    },
    "contact_function": {
        "en": ("function", "role", "job title", "position"), "fr": ("fonction", "poste", "qualité"),
        "es": ("cargo", "función", "puesto"), "pl": ("funkcja", "stanowisko"), "el": ("ιδιότητα", "θέση"),
        "ar": ("الوظيفة", "المنصب"),
    },
    "contact_email": {
        "en": ("contact email", "contact e-mail", "email of the contact"),
        "fr": ("mail contact", "courriel du contact", "email contact", "mail du référent"),
        "es": ("correo de contacto", "email de contacto"), "pl": ("e-mail kontaktowy", "mail kontaktowy"),
        "el": ("email επαφής",), "ar": ("بريد جهة الاتصال",),
    },
    "contact_phone": {
        "en": ("contact phone", "mobile"), "fr": ("tél contact", "téléphone du contact", "portable", "ligne directe"),
        "es": ("teléfono de contacto", "móvil"), "pl": ("telefon kontaktowy", "komórka"),
        "el": ("τηλέφωνο επαφής", "κινητό"), "ar": ("هاتف جهة الاتصال", "الجوال"),
    },
    "contact_language": {
        "en": ("contact language", "language to write in"),
        "fr": ("langue du contact",),
        "es": ("idioma del contacto",),
        "pl": ("język kontaktu",), "el": ("γλώσσα επαφής",), "ar": ("لغة جهة الاتصال",),
    },
    "seat": {
        "en": ("member", "member of the table", "seat", "membership"), "fr": ("membre", "membre de la table", "siège"),
        "es": ("miembro", "miembro de la mesa"), "pl": ("członek", "członek stołu"), "el": ("μέλος",), "ar": ("عضو",),
    },
    "since": {
        "en": ("since", "member since", "joined"), "fr": ("depuis", "membre depuis", "date d'adhésion"),
        "es": ("desde", "miembro desde"),
        "pl": ("od", "członek od"),
        "el": ("από", "μέλος από"),
        "ar": ("منذ", "عضو منذ"),
    },
}  # fmt: skip

# Words of everyday lists beside the names of the vocabulary, by the code of the term; one word, one code.
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "local_authority": (
        "commune", "mairie", "ville", "communauté de communes", "intercommunalité", "collectivité", "EPCI", "CCAS",
        "collectivité territoriale", "municipality", "town hall", "council", "ayuntamiento", "comarca", "gmina",
        "urząd gminy", "urząd miasta", "samorząd", "δήμος", "بلدية",
    ),
    "regional_authority": (
        "région", "département", "conseil départemental", "conseil régional", "DEPT", "diputación", "gobierno regional",
        "województwo", "urząd marszałkowski", "περιφέρεια",
    ),
    "national_authority": (
        "état", "préfecture", "sous-préfecture", "DDETS", "OFII", "PJJ", "SPIP", "ministère", "ministry", "ministerio",
        "urząd wojewódzki", "ministerstwo", "υπουργείο", "وزارة",
    ),
    "employment_service": (
        "FT", "France Travail", "pôle emploi", "CAP_EMPLOI", "cap emploi", "ML", "mission locale", "urząd pracy",
        "SEPE", "ΔΥΠΑ", "employment service", "job centre",
    ),
    "mainstream_service": (
        "centre social", "école", "collège", "lycée", "hôpital", "CAF", "CPAM", "bailleur social", "school", "hospital",
        "escuela", "centro de salud", "szkoła", "szpital", "σχολείο", "νοσοκομείο", "مدرسة", "مستشفى",
    ),
    "ngo": (
        "ong", "ngo", "asso", "association loi 1901", "charity", "asociación", "asociaciones", "stowarzyszenie",
        "σύλλογος", "μκο", "جمعية",
    ),
    "foundation": ("fondation", "fundación", "fundacja", "ίδρυμα"),
    "migrant_led": (
        "association de migrants", "association de réfugiés", "migrant-led organisation", "refugee-led organisation",
        "asociación de migrantes", "stowarzyszenie migrantów", "σύλλογος μεταναστών", "جمعية لاجئين",
    ),
    "newcomer": ("nouvel arrivant", "réfugié", "newcomer", "refugee", "refugiado", "uchodźca", "πρόσφυγας", "لاجئ"),
    "volunteer_group": (
        "bénévole", "collectif", "collectif citoyen", "volunteer", "voluntario", "wolontariusz", "εθελοντής",
        "متطوعون",
    ),
    "employer": (
        "employeur", "entreprise", "chambre consulaire", "chambre de commerce", "chambre d'agriculture", "CCI", "CMA",
        "chambre de métiers", "employer", "company", "business", "chamber of commerce", "empresa", "empleador",
        "cámara de comercio", "pracodawca", "firma", "przedsiębiorstwo", "izba", "izba gospodarcza", "εργοδότης",
        "εταιρεία", "επιχείρηση", "επιμελητήριο", "شركة", "صاحب عمل", "غرفة تجارية",
    ),
    "trade_union": ("syndicat", "union", "sindicato", "związek zawodowy", "συνδικάτο", "نقابة"),
    "cooperative": (
        "coopérative", "scop", "scic", "ess", "entreprise sociale", "social enterprise", "cooperativa",
        "empresa social", "spółdzielnia", "spółdzielnia socjalna", "συνεταιρισμός", "κοινσεπ", "تعاونية",
    ),
    "faith_based": (
        "paroisse", "église", "diocèse", "parish", "church", "mosque", "parroquia", "iglesia", "parafia", "kościół",
        "εκκλησία", "ενορία", "كنيسة", "مسجد",
    ),
    "academia": ("université", "university", "universidad", "uniwersytet", "uczelnia", "πανεπιστήμιο", "جامعة"),
    "international_organisation": ("UN agency", "agence de l'ONU", "organización internacional", "OIM", "IOM", "UNHCR"),
    "development_agency": (
        "agence de développement", "GAL", "LEADER", "grupo de acción local", "lokalna grupa działania",
    ),
    "bank": (
        "banque", "bank", "banco", "caja", "mutuelle", "assurance", "microcrédit", "τράπεζα", "συνεταιριστική τράπεζα",
        "بنك", "مصرف",
    ),
    "media": ("média", "presse", "radio", "journal", "press", "newspaper", "prensa", "prasa", "εφημερίδα", "إعلام"),
    "sports_culture": (
        "club", "club sportif", "association sportive", "association culturelle", "club deportivo", "klub sportowy",
        "αθλητικός σύλλογος", "πολιτιστικός σύλλογος", "نادي رياضي",
    ),
}  # fmt: skip

LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "eu": ("european", "européen", "europe", "ue", "eu", "europeo", "europejski", "ευρωπαϊκό", "أوروبي"),
    "national": ("national", "nationale", "nacional", "krajowy", "ogólnopolski", "εθνικό", "وطني"),
    "regional": (
        "regional", "régional", "régionale", "départemental", "provincial", "regionalny", "wojewódzki", "περιφερειακό",
        "إقليمي",
    ),
    "local": ("local", "locale", "communal", "municipal", "lokalny", "gminny", "τοπικό", "محلي"),
}  # fmt: skip
