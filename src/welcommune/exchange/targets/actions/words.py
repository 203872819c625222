"""Header words of lists of actions in six languages, and everyday words that stand for their choices."""

from typing import Final

Words = dict[str, tuple[str, ...]]

# Compared without accents, capitals and signs; names of data·inclusion and of our own table among them.
HEADERS: Final[dict[str, Words]] = {
    "key": {
        "en": ("id", "number", "code"), "fr": ("identifiant", "numéro", "n°", "code"), "es": ("código", "número"),
        "pl": ("numer", "kod"), "el": ("κωδικός", "αριθμός"), "ar": ("الرقم", "الرمز"),
    },
    "name": {
        "en": ("name", "service", "action", "activity", "title"),
        "fr": ("nom", "service", "action", "intitulé", "nom du service"),
        "es": ("nombre", "servicio", "actividad"), "pl": ("nazwa", "usługa"), "el": ("όνομα", "υπηρεσία"),
        "ar": ("الاسم", "الخدمة", "النشاط"),
    },
    "lead": {
        "en": ("organisation", "run by", "provider"), "fr": ("structure", "porteur", "organisme", "association"),
        "es": ("entidad", "organización"), "pl": ("organizacja",), "el": ("φορέας",), "ar": ("المنظمة",),
    },
    "partners": {
        "en": ("partners", "partner", "together with", "partner organisations"),
        "fr": ("partenaires", "partenaire", "en partenariat avec", "organismes partenaires"),
        "es": ("socios", "entidades colaboradoras", "en colaboración con"), "pl": ("partnerzy", "partner"),
        "el": ("εταίροι", "συνεργάτες", "σε συνεργασία με"), "ar": ("الشركاء", "بالتعاون مع"),
    },
    "kind": {
        "en": ("kind", "type"), "fr": ("type", "nature"), "es": ("tipo",), "pl": ("rodzaj",), "el": ("είδος",),
        "ar": ("النوع",),
    },
    "themes": {
        "en": ("theme", "themes", "category"), "fr": ("thème", "thèmes", "thématique", "thématiques", "catégorie"),
        "es": ("tema", "temas"), "pl": ("temat", "tematy"), "el": ("θέμα",), "ar": ("الموضوع", "المواضيع"),
    },
    "groups": {
        "en": ("for whom", "public", "audience"), "fr": ("public", "publics", "pour qui"),
        "es": ("público", "para quién"), "pl": ("dla kogo", "odbiorcy"), "el": ("για ποιους",), "ar": ("لمن",),
    },
    "situations": {
        "en": ("legal situation", "legal status", "residence status", "status accepted", "permit"),
        "fr": (
            "situation administrative", "situations administratives", "situation juridique", "titre de séjour",
            "statut administratif", "statuts acceptés", "situation légale",
        ),
        "es": ("situación administrativa", "situación legal", "estatuto", "permiso"),
        "pl": ("sytuacja prawna", "status prawny", "status pobytu"),
        "el": ("νομική κατάσταση", "νομικό καθεστώς", "καθεστώς διαμονής"), "ar": ("الوضع القانوني", "وضع الإقامة"),
    },
    "about": {
        "en": ("description", "about"), "fr": ("description", "présentation", "objet"), "es": ("descripción",),
        "pl": ("opis",), "el": ("περιγραφή",), "ar": ("الوصف",),
    },
    "address": {
        "en": ("address", "street"), "fr": ("adresse", "rue"), "es": ("dirección",), "pl": ("adres",),
        "el": ("διεύθυνση",), "ar": ("العنوان",),
    },
    "postcode": {
        "en": ("postcode", "zip"), "fr": ("code postal", "cp"), "es": ("código postal",), "pl": ("kod pocztowy",),
        "el": ("ταχυδρομικός κώδικας", "τκ"), "ar": ("الرمز البريدي",),
    },
    "town": {
        "en": ("town", "city"), "fr": ("commune", "ville", "lieu"), "es": ("municipio",), "pl": ("miejscowość",),
        "el": ("πόλη", "δήμος"), "ar": ("المدينة", "البلدة"),
    },
    "serves": {
        "en": ("reach", "area", "where people live"), "fr": ("zone d'intervention", "rayon d'action", "portée"),
        "es": ("alcance", "ámbito"), "pl": ("zasięg",), "el": ("εμβέλεια",), "ar": ("النطاق",),
    },
    "served": {
        "en": ("towns served", "places served", "area served", "for people of"),
        "fr": ("communes desservies", "communes concernées", "territoire desservi", "communes couvertes", "secteur"),
        "es": ("municipios atendidos", "localidades atendidas"), "pl": ("obsługiwane miejscowości", "obszar działania"),
        "el": ("περιοχές που εξυπηρετούνται", "δήμοι που εξυπηρετούνται"), "ar": ("البلدات المشمولة", "منطقة الخدمة"),
    },
    "schedule": {
        "en": ("when", "hours", "schedule"), "fr": ("horaires", "quand", "jours"), "es": ("horario",),
        "pl": ("godziny", "kiedy"), "el": ("ωράριο", "πότε"), "ar": ("المواعيد", "متى"),
    },
    "capacity": {
        "en": ("places", "capacity", "seats"), "fr": ("places", "capacité", "nombre de places"),
        "es": ("plazas", "capacidad"), "pl": ("liczba miejsc", "miejsca"), "el": ("θέσεις", "χωρητικότητα"),
        "ar": ("عدد الأماكن", "الأماكن"),
    },
    "languages": {
        "en": ("languages",), "fr": ("langues", "langues parlées"), "es": ("idiomas",), "pl": ("języki",),
        "el": ("γλώσσες",), "ar": ("اللغات",),
    },
    "level": {
        "en": ("level", "language level", "levels", "cefr"),
        "fr": ("niveau", "niveaux", "niveau de langue", "niveau de français", "niveau requis", "cecr", "cecrl"),
        "es": ("nivel", "nivel de idioma", "nivel de español", "mcer"), "pl": ("poziom", "poziom języka"),
        "el": ("επίπεδο", "επίπεδο γλώσσας"), "ar": ("المستوى", "مستوى اللغة"),
    },
    "level_from": {
        "en": ("level from", "minimum level"), "fr": ("niveau minimum", "niveau minimal", "à partir du niveau"),
        "es": ("nivel mínimo", "nivel desde"), "pl": ("poziom od",), "el": ("επίπεδο από", "ελάχιστο επίπεδο"),
        "ar": ("المستوى من", "أدنى مستوى"),
    },
    "level_to": {
        "en": ("level to", "maximum level"), "fr": ("niveau maximum", "niveau maximal", "jusqu'au niveau"),
        "es": ("nivel máximo", "nivel hasta"), "pl": ("poziom do",), "el": ("επίπεδο έως", "μέγιστο επίπεδο"),
        "ar": ("المستوى إلى", "أعلى مستوى"),
    },
    "state": {
        "en": ("state", "status", "open", "availability"), "fr": ("état", "statut", "disponibilité", "ouvert"),
        "es": ("estado", "disponibilidad"), "pl": ("stan", "status", "dostępność"),
        "el": ("κατάσταση", "διαθεσιμότητα"), "ar": ("الحالة",),
    },
    "cost": {
        "en": ("cost", "price", "fee", "fees"), "fr": ("coût", "frais", "prix", "tarif", "tarifs"),
        "es": ("coste", "precio", "tarifa"), "pl": ("koszt", "cena", "opłata"), "el": ("κόστος", "τιμή"),
        "ar": ("التكلفة", "السعر", "الرسوم"),
    },
    "cost_note": {
        "en": ("cost note", "cost details", "about the price"),
        "fr": ("frais précisions", "frais autres", "précisions tarif", "détail du tarif", "remarque sur le coût"),
        "es": ("detalle del coste", "observaciones sobre el precio"), "pl": ("uwagi o kosztach", "szczegóły opłaty"),
        "el": ("σημείωση για το κόστος",), "ar": ("ملاحظة عن التكلفة",),
    },
    "joining": {
        "en": ("how to join", "registration", "enrolment", "how to register", "access conditions"),
        "fr": (
            "comment s'inscrire", "inscription", "inscriptions", "modalités d'inscription", "modalités d'accès",
            "conditions d'accès", "conditions accès", "mobilisation précisions",
        ),
        "es": ("inscripción", "cómo inscribirse", "cómo participar"), "pl": ("zapisy", "jak dołączyć", "rejestracja"),
        "el": ("εγγραφή", "πώς συμμετέχω", "τρόπος συμμετοχής"), "ar": ("التسجيل", "كيفية التسجيل", "كيفية الانضمام"),
    },
    "referral": {
        "en": ("who may come", "who may refer", "referral", "referred by"),
        "fr": ("mobilisable par", "orientation par", "qui peut orienter", "prescripteur", "prescription"),
        "es": ("derivación", "quién puede derivar", "derivado por"), "pl": ("skierowanie", "kto może skierować"),
        "el": ("παραπομπή", "ποιος παραπέμπει"), "ar": ("الإحالة", "من يحيل"),
    },
    "website": {
        "en": ("website", "url"), "fr": ("site web", "site internet", "lien"), "es": ("web", "página web"),
        "pl": ("strona internetowa", "www"), "el": ("ιστοσελίδα",), "ar": ("الموقع الإلكتروني",),
    },
    "email": {
        "en": ("email", "e-mail"), "fr": ("courriel", "mail"), "es": ("correo", "correo electrónico"),
        "pl": ("adres e-mail",), "el": ("ηλεκτρονικό ταχυδρομείο",), "ar": ("البريد الإلكتروني",),
    },
    "phone": {
        "en": ("phone", "telephone"), "fr": ("téléphone", "tél"), "es": ("teléfono",), "pl": ("telefon",),
        "el": ("τηλέφωνο",), "ar": ("الهاتف",),
    },
    "starts_on": {
        "en": ("start", "from"), "fr": ("début", "date de début"), "es": ("inicio", "fecha de inicio"),
        "pl": ("początek", "data rozpoczęcia", "od"), "el": ("έναρξη",), "ar": ("البداية", "تاريخ البدء"),
    },
    "ends_on": {
        "en": ("end", "until"), "fr": ("fin", "date de fin"), "es": ("fin", "fecha de fin"),
        "pl": ("koniec", "data zakończenia", "do"), "el": ("λήξη",), "ar": ("النهاية", "تاريخ الانتهاء"),
    },
    "dated": {
        "en": ("last confirmed", "updated", "last updated", "confirmed on", "checked on"),
        "fr": ("date maj", "mise à jour", "date de mise à jour", "mis à jour le", "maj", "vérifié le", "confirmé le"),
        "es": ("actualizado", "fecha de actualización", "última actualización", "confirmado el"),
        "pl": ("aktualizacja", "data aktualizacji", "potwierdzono"),
        "el": ("ενημέρωση", "τελευταία ενημέρωση", "επιβεβαιώθηκε"), "ar": ("آخر تحديث", "تاريخ التحديث", "آخر تأكيد"),
    },
}  # fmt: skip

KINDS: Final[Words] = {
    "guidance": ("accompagnement", "suivi", "orientation"), "financial_aid": ("aide financière",),
    "material_aid": ("aide matérielle", "distribution"), "workshop": ("atelier", "taller", "warsztat"),
    "training": ("formation", "cours", "curso", "course"), "information": ("information", "permanence"),
    "mentoring": ("parrainage", "mentorat"), "encounter": ("rencontre", "encuentro"),
}  # fmt: skip

STATES: Final[Words] = {
    "open": (
        "open", "ongoing", "places left", "ouvert", "ouverte", "en cours", "places disponibles", "abierto", "abierta",
        "en curso", "plazas disponibles", "otwarte", "otwarty", "trwa", "wolne miejsca", "ανοιχτό", "ανοικτό",
        "σε εξέλιξη", "مفتوح", "جار", "متاح",
    ),
    "waiting": (
        "waiting list", "full", "fully booked", "liste d'attente", "sur liste d'attente", "complet", "complète",
        "lista de espera", "completo", "lista oczekujących", "brak miejsc", "λίστα αναμονής", "πλήρες",
        "قائمة انتظار", "قائمة الانتظار", "مكتمل",
    ),
    "seasonal": (
        "seasonal", "at times", "saisonnier", "saisonnière", "ponctuel", "pendant les vacances", "de temporada",
        "estacional", "sezonowo", "sezonowe", "εποχικό", "موسمي",
    ),
    "planned": (
        "planned", "soon", "coming soon", "prévu", "prévue", "à venir", "en projet", "previsto", "próximamente",
        "planowane", "wkrótce", "προγραμματισμένο", "προσεχώς", "مخطط", "قريبا",
    ),
    "ended": (
        "ended", "closed", "over", "stopped", "terminé", "terminée", "fermé", "fermée", "arrêté", "clos", "finalizado",
        "terminado", "cerrado", "zakończone", "zamknięte", "έληξε", "ολοκληρώθηκε", "κλειστό", "منته", "مغلق",
    ),
}  # fmt: skip

COSTS: Final[Words] = {
    "free": (
        "free", "free of charge", "no cost", "none", "gratuit", "gratuite", "gratuité", "gratuito", "gratuita",
        "gratis", "sin coste", "bezpłatnie", "bezpłatne", "darmowe", "δωρεάν", "مجاني", "مجانا",
    ),
    "paid": (
        "paid", "fee", "payant", "payante", "de pago", "płatne", "odpłatnie", "με πληρωμή", "επί πληρωμή", "مدفوع",
        "برسوم",
    ),
}  # fmt: skip

REFERRALS: Final[Words] = {
    "anyone": (
        "anyone", "everybody", "self referral", "no referral", "users", "usagers", "usager", "tout le monde", "tous",
        "libre", "accès libre", "sans prescription", "cualquiera", "cualquier persona", "acceso libre", "każdy",
        "bez skierowania", "όλοι", "οποιοσδήποτε", "χωρίς παραπομπή", "الجميع", "أي شخص", "بدون إحالة",
    ),
    "professionals": (
        "professionals", "professional", "on referral", "social worker", "professionnels", "professionnel",
        "sur orientation", "sur prescription", "travailleur social", "profesionales", "por derivación",
        "trabajador social", "specjalista", "na skierowanie", "επαγγελματίες", "κατόπιν παραπομπής",
        "κοινωνικός λειτουργός", "مختصون", "بإحالة", "أخصائي اجتماعي",
    ),
}  # fmt: skip

REACHES: Final[Words] = {
    "places": ("certain towns", "certaines communes", "algunos municipios", "niektóre miejscowości", "بعض البلدات"),
    "region": (
        "whole region", "region", "county", "toute la région", "tout le département", "département", "région",
        "toda la región", "toda la provincia", "cały region", "całe województwo", "όλη η περιφέρεια", "كل المنطقة",
    ),
    "travelling": (
        "travelling", "mobile", "itinerant", "itinérant", "itinérante", "à domicile", "itinerante", "objazdowe",
        "mobilne", "κινητή μονάδα", "متنقل",
    ),
    "online": (
        "online", "remote", "en ligne", "à distance", "a-distance", "visio", "visioconférence", "en línea",
        "a distancia", "zdalnie", "διαδικτυακά", "εξ αποστάσεως", "عبر الإنترنت", "عن بعد",
    ),
}  # fmt: skip

LEVELS: Final[Words] = {
    "alpha": (
        "literacy", "alphabétisation", "alpha", "analphabète", "illettrisme", "alfabetización",
        "alfabetyzacja", "αλφαβητισμός", "محو الأمية",
    ),
    "A1": (
        "beginner", "beginners", "a1.1", "a1.2", "débutant", "grand débutant", "principiante", "inicial",
        "początkujący", "αρχάριοι", "αρχάριος", "مبتدئ", "مبتدئون",
    ),
    "A2": ("elementary", "élémentaire", "elemental", "podstawowy", "βασικό", "أساسي"),
    "B1": ("intermediate", "intermédiaire", "intermedio", "średniozaawansowany", "μέσο", "متوسط"),
    "B2": ("upper intermediate", "intermédiaire supérieur", "intermedio alto"),
    "C1": ("advanced", "avancé", "avanzado", "zaawansowany", "προχωρημένοι", "προχωρημένο", "متقدم"),
}  # fmt: skip
# What stands for all of the framework's levels.
ALL_LEVELS: Final = (
    "all", "all levels", "any level", "tous", "tous niveaux", "tout niveau", "tous les niveaux", "todos",
    "todos los niveles", "wszystkie", "wszystkie poziomy", "όλα", "όλα τα επίπεδα", "جميع المستويات", "كل المستويات",
)  # fmt: skip
# In a cell with several levels, as in "A1 à B1", "od A1 do B1", "à partir de B1", "B1 et plus".
BETWEEN: Final = (
    "to",
    "up to",
    "until",
    "à",
    "au",
    "jusqu'à",
    "jusqu'au",
    "a",
    "hasta",
    "do",
    "έως",
    "ως",
    "إلى",
    "حتى",
)
AND: Final = ("and", "et", "y", "i", "oraz", "και", "or", "ou", "o", "lub", "ή")
FROM: Final = ("from", "de", "du", "à partir de", "à partir du", "dès", "desde", "od", "από", "من")
ONWARDS: Final = (
    "and above", "and more", "minimum", "min", "et plus", "et au delà", "y más", "o más", "i wyżej", "και άνω",
    "فما فوق",
)  # fmt: skip

SITUATIONS: Final[Words] = {
    "everybody": (
        "everybody", "everyone", "anyone", "all", "any", "all situations", "toutes", "tous", "tout le monde",
        "tous publics", "toutes situations", "sans condition", "todas", "todos", "todo el mundo", "wszyscy",
        "wszystkie", "όλοι", "όλες", "الجميع", "كل الأوضاع",
    ),
    "asylum_seeker": (
        "asylum seeker", "asylum", "asile", "demandeur d'asile", "demandeuse d'asile", "da", "asilo",
        "solicitante de asilo", "osoba ubiegająca się o azyl", "azyl", "αιτών άσυλο", "άσυλο", "طالب لجوء",
    ),
    "refugee": (
        "refugee", "refugees", "refugee status", "réfugié", "réfugiée", "statut de réfugié", "refugiado", "refugiados",
        "refugiada", "uchodźca", "uchodźcy", "status uchodźcy", "πρόσφυγας", "πρόσφυγες", "لاجئ", "لاجئون",
    ),
    "subsidiary_protection": (
        "subsidiary protection", "protection subsidiaire", "bps", "protección subsidiaria", "ochrona uzupełniająca",
        "επικουρική προστασία", "الحماية الثانوية", "حماية ثانوية",
    ),
    "temporary_protection": (
        "temporary protection", "protection temporaire", "bpt", "ukrainiens", "déplacés d'ukraine",
        "protección temporal", "ochrona czasowa", "προσωρινή προστασία", "الحماية المؤقتة", "حماية مؤقتة",
    ),
    "stateless": ("stateless", "apatride", "apátrida", "bezpaństwowiec", "ανιθαγενής", "عديم الجنسية"),
    "migrant": (
        "migrant", "residence permit", "titre de séjour", "étranger", "étranger avec titre de séjour", "migrante",
        "permiso de residencia", "zezwolenie na pobyt", "άδεια διαμονής", "مهاجر", "تصريح إقامة",
    ),
    "without_permit": (
        "without a permit", "undocumented", "irregular", "sans papiers", "sans titre", "sans titre de séjour",
        "débouté", "sin papeles", "bez dokumentów", "χωρίς χαρτιά", "χωρίς άδεια", "بدون إقامة", "بلا تصريح",
    ),
    "citizen": ("citizen", "national", "français", "nationalité française", "nacional", "obywatel", "πολίτης", "مواطن"),
}  # fmt: skip
# One word for two situations: international protection is the refugee status and subsidiary protection.
PROTECTED: Final = ("refugee", "subsidiary_protection")
PROTECTED_WORDS: Final = (
    "bpi", "brpi", "international protection", "beneficiaries of international protection", "protection internationale",
    "bénéficiaires de la protection internationale", "bénéficiaire de la protection internationale",
    "protección internacional", "ochrona międzynarodowa", "διεθνής προστασία", "الحماية الدولية", "حماية دولية",
)  # fmt: skip
