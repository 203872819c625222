"""Greek. Names of organisations stay as they are behind "ο φορέας" or "οι φορείς"; categories are subjects.

Every kind of meeting is called by a feminine noun, so that the frames agree with all of them.
"""

from welcommune.meetings.prose.grammar import Hours
from welcommune.meetings.prose.language import CategoryPhrases, EventWords, InsightWords, Language

NUMBERS = ("μία", "δύο", "τρεις", "τέσσερις", "πέντε", "έξι", "επτά", "οκτώ", "εννέα", "δέκα")
ORDINALS = (
    "πρώτη", "δεύτερη", "τρίτη", "τέταρτη", "πέμπτη", "έκτη", "έβδομη", "όγδοη", "ένατη", "δέκατη",
)  # fmt: skip
HALF_HOURS = (
    "μισή ώρα", "μιάμιση ώρα", "δυόμισι ώρες", "τρεισήμισι ώρες", "τεσσερισήμισι ώρες", "πεντέμισι ώρες",
    "εξίμισι ώρες", "επτάμισι ώρες", "οκτώμισι ώρες", "εννιάμισι ώρες", "δεκάμισι ώρες",
)  # fmt: skip

SERIES = {
    "convened.first": "{on_date} συνεδρίασε για πρώτη φορά η {platform}.",
    "convened.first_of": "{on_date} συνεδρίασε για πρώτη φορά η {platform}. Ήταν η πρώτη από τις {promised} "
    "προγραμματισμένες στρογγυλές τράπεζες.",
    "convened.middle": "{on_date} συνεδρίασε και πάλι η {platform}. Ήταν η {ordinal} στρογγυλή τράπεζα.",
    "convened.middle_of": "{on_date} συνεδρίασε και πάλι η {platform}. Ήταν η {ordinal} από τις {promised} "
    "προγραμματισμένες στρογγυλές τράπεζες.",
    "convened.last": "{on_date} συνεδρίασε και πάλι η {platform}. Ήταν η τελευταία από τις {promised} "
    "προγραμματισμένες στρογγυλές τράπεζες.",
    "convened.plain": "{on_date} συνεδρίασε σε στρογγυλή τράπεζα η {platform}.",
    "convened.other_nth": "{on_date} πραγματοποιήθηκε η {event} {scope}.",
    "convened.other": "{on_date} πραγματοποιήθηκε {noun} {scope}.",
}
CONVENED = {f"{key}.alone": frame for key, frame in SERIES.items()}
CONVENED |= {f"{key}.by": f"{frame} Τη διοργάνωση {{organised}} {{organisers}}." for key, frame in SERIES.items()}

FRAMES = CONVENED | {
    "platform": "περιφερειακή πλατφόρμα για την ένταξη μεταναστών και προσφύγων",
    "network": "δικτύου {name}",
    "network.word": "δικτύου",
    "of_network": "του {network}",
    "region": "περιοχή: {name}",
    "list": "{head} και {last}",
    "list.next": "{head}, {last}",
    "list.long": "{head}, καθώς και {last}",
    "list.long_next": "{head}, {last}",
    "comma": ", ",
    "and": " και ",
    "ordinal": "{n}η",
    "date": "{date}",
    "on_date": "στις {date}",
    "on_date.first": "την {date}",
    "clock": "{hour:02}:{minute:02}",
    "clock.hour": "{hour:02}:{minute:02}",
    "zone": "(ζώνη ώρας: {zone})",
    "quoted": "«{title}»",
    "range": "από {low} έως {high} {noun}",
    "range.next": "{low} ή {high} {noun}",
    "range.up_to": "έως {high} {noun}",
    "before_list": "{opening}:",
    "title": "{place}: {title}",
    "title.first": "η περιφερειακή πλατφόρμα συνεδριάζει για πρώτη φορά",
    "title.last": "η τελευταία από τις {promised} στρογγυλές τράπεζες",
    "title.count_nth": "{count} {event:stin}",
    "title.count": "{noun} με {count}",
    "title.plain_nth": "{event}, {date}",
    "title.plain": "{noun}, {date}",
    "lead": "{name} (επικεφαλής του {network})",
    "lead.unnamed": "{name} (επικεφαλής του δικτύου)",
    "lead.count_nth": "Η {event} {where} συγκέντρωσε {count} {on_date}.",
    "lead.count": "{noun} {where} συγκέντρωσε {count} {on_date}.",
    "lead.plain_nth": "Η {event} {where} πραγματοποιήθηκε {on_date}.",
    "lead.plain": "{on_date} πραγματοποιήθηκε {noun} {where}.",
    "lead.topics": "Θέματα της συζήτησης: {topics}.",
    "mode.online": "διαδικτυακά",
    "mode.in_person": "διά ζώσης",
    "mode.in_person_at": "διά ζώσης ({place})",
    "mode.hybrid": "διαδικτυακά και διά ζώσης",
    "mode.hybrid_at": "διαδικτυακά και διά ζώσης ({place})",
    "setting.where": "Η {short} έγινε {where}.",
    "setting.where_times": "Η {short} έγινε {where}, από τις {start} έως τις {stop} {zone}.",
    "setting.where_start": "Η {short} έγινε {where} και ξεκίνησε στις {start} {zone}.",
    "setting.where_duration": "Η {short} έγινε {where} και διήρκεσε {duration}.",
    "setting.times": "Η {short} διήρκεσε από τις {start} έως τις {stop} {zone}.",
    "setting.start": "Η {short} ξεκίνησε στις {start} {zone}.",
    "setting.duration": "Η {short} διήρκεσε {duration}.",
    "network.only": "Η πλατφόρμα είναι μέλος του {network}.",
    "network.until": "Το έργο διαρκεί έως {until}.",
    "attendance.count": "Η {short} έφερε κοντά {count}.",
    "attendance.moments": "Η {short} ξεκίνησε με {arrival} και έκλεισε με {departure}.",
    "attendance.moments_too": "Ξεκίνησε με {arrival} και έκλεισε με {departure}.",
    "attendance.arrival": "Η {short} ξεκίνησε με {arrival}.",
    "attendance.departure": "Η {short} έκλεισε με {departure}.",
    "attendance.also": "Συμμετείχαν {categories}.",
    "attendance.only": "Στο τραπέζι κάθισαν {categories}.",
    "programme.agenda": "Στο πρόγραμμα: {agenda}.",
    "programme.agenda_list": "Το πρόγραμμα είχε αρκετά σημεία",
    "programme.breakouts": "Μέρος της συζήτησης έγινε σε μικρές ομάδες.",
    "programme.breakouts_only": "Η συζήτηση έγινε σε μικρές ομάδες.",
    "programme.training": "Η {short} περιλάμβανε και κατάρτιση.",
    "programme.training_timed": "Η {short} περιλάμβανε και κατάρτιση, που διήρκεσε {duration}.",
    "programme.training_titled": "Η {short} περιλάμβανε και κατάρτιση με τίτλο {title}.",
    "programme.training_titled_timed": "Η {short} περιλάμβανε και κατάρτιση με τίτλο {title}, που διήρκεσε {duration}.",
    "programme.mostly_timed": "Τον περισσότερο χρόνο κάλυψε μια κατάρτιση, που διήρκεσε {duration}.",
    "programme.mostly_titled_timed": "Τον περισσότερο χρόνο κάλυψε η κατάρτιση {title}, που διήρκεσε {duration}.",
    "programme.trainings": "Η {short} περιλάμβανε και καταρτίσεις",
    "programme.item_timed": "{item} ({duration})",
    "programme.subject": "Θέμα της κατάρτισης: {title}.",
    "next.none_left": "Με αυτή τη συνάντηση ολοκληρώθηκε η προγραμματισμένη σειρά.",
    "next.date": "Επόμενη συνάντηση: {date}.",
    "next.trainings": "Τα επόμενα βήματα περιλαμβάνουν καταρτίσεις.",
    "next.call": "Τα επόμενα βήματα περιλαμβάνουν πρόσκληση για πιλοτικές δράσεις.",
    "next.trainings_call": "Τα επόμενα βήματα περιλαμβάνουν καταρτίσεις και πρόσκληση για πιλοτικές δράσεις.",
    "next.page": "Τη συνέχεια θα βρείτε στη [σελίδα {region}]({url}).",
    "next.page_bare": "Τη συνέχεια θα βρείτε στη [σελίδα της περιοχής]({url}) {region}.",
    "next.page_network": "Τη συνέχεια θα βρείτε στη [σελίδα του δικτύου]({url}).",
}

# Accusative, as the object of a verb.
COUNTED = {
    "people": {"one": "{n} άτομο", "other": "{n} άτομα"},
    "organisations": {"one": "{n} φορέα", "other": "{n} φορείς"},
    "unstated": {"one": "{n} συμμετέχοντα", "other": "{n} συμμετέχοντες"},
    "from_organisations": {"one": "από {n} φορέα", "other": "από {n} φορείς"},
    "promised": {"other": "{of}"},
    "network_regions": {
        "one": "Η πλατφόρμα είναι μέλος του {network}, που δραστηριοποιείται και σε μία ακόμη περιοχή.",
        "other": "Η πλατφόρμα είναι μέλος του {network}, που δραστηριοποιείται και σε {word} ακόμη περιοχές.",
    },
    "left": {
        "one": "Προγραμματίζεται ακόμη μία στρογγυλή τράπεζα.",
        "other": "Προγραμματίζονται ακόμη {word} στρογγυλές τράπεζες.",
    },
    "left_until": {
        "one": "Έως το τέλος του {year} προγραμματίζεται ακόμη μία στρογγυλή τράπεζα.",
        "other": "Έως το τέλος του {year} προγραμματίζονται ακόμη {word} στρογγυλές τράπεζες.",
    },
}
# Nominative, standing alone.
LABELS = {
    "people": COUNTED["people"],
    "organisations": COUNTED["organisations"] | {"one": "{n} φορέας"},
    "unstated": {"other": "{n}"},
}

EVENTS = {
    "roundtable": EventWords("στρογγυλή τράπεζα", "συνάντηση"),
    "training": EventWords("κατάρτιση", "κατάρτιση"),
    "visit": EventWords("επίσκεψη μελέτης", "επίσκεψη"),
    "national_meeting": EventWords("εθνική συνάντηση", "συνάντηση"),
    "conference": EventWords("διάσκεψη", "διάσκεψη"),
    "expert_group": EventWords("συνάντηση της ομάδας εμπειρογνωμόνων", "συνάντηση"),
    "meeting": EventWords("συνάντηση", "συνάντηση"),
}


def _masculine(noun: str) -> CategoryPhrases:
    return CategoryPhrases(noun, f"μερικοί {noun}", f"πολλοί {noun}")


def _feminine(noun: str) -> CategoryPhrases:
    return CategoryPhrases(noun, f"μερικές {noun}", f"πολλές {noun}")


def _neuter(noun: str) -> CategoryPhrases:
    return CategoryPhrases(noun, f"μερικά {noun}", f"πολλά {noun}")


CATEGORY_PHRASES = {
    "local_authority": _feminine("τοπικές αρχές"),
    "regional_authority": _feminine("περιφερειακές αρχές και υπηρεσίες"),
    "national_authority": _feminine("κρατικές υπηρεσίες"),
    "employment_service": _feminine("δημόσιες υπηρεσίες απασχόλησης"),
    "mainstream_service": _feminine("γενικές υπηρεσίες"),
    "ngo": _feminine("οργανώσεις της κοινωνίας των πολιτών"),
    "foundation": _neuter("ιδρύματα"),
    "migrant_led": _feminine("οργανώσεις μεταναστών και προσφύγων"),
    "newcomer": _masculine("μετανάστες και πρόσφυγες"),
    "volunteer_group": _feminine("ομάδες εθελοντών"),
    "employer": _masculine("εργοδότες"),
    "trade_union": _neuter("συνδικάτα"),
    "cooperative": _masculine("συνεταιρισμοί και κοινωνικές επιχειρήσεις"),
    "faith_based": _feminine("θρησκευτικές οργανώσεις"),
    "academia": _neuter("πανεπιστήμια και ερευνητικά κέντρα"),
    "international_organisation": _masculine("διεθνείς οργανισμοί"),
    "development_agency": _feminine("αναπτυξιακές εταιρείες"),
    "bank": _feminine("τράπεζες"),
    "media": _neuter("μέσα ενημέρωσης"),
    "sports_culture": _masculine("αθλητικοί και πολιτιστικοί σύλλογοι"),
}

INSIGHTS = {
    "challenge": InsightWords(
        plural="προκλήσεις",
        one="Η συζήτηση ανέδειξε μία πρόκληση",
        several="Η συζήτηση ανέδειξε αρκετές προκλήσεις",
        one_after="Στην πλευρά των δυσκολιών, η συζήτηση ανέδειξε μία πρόκληση",
        several_after="Στην πλευρά των δυσκολιών, η συζήτηση ανέδειξε αρκετές προκλήσεις",
    ),
    "constraint": InsightWords(
        plural="περιορισμοί",
        one="Η συζήτηση έφερε στο φως έναν περιορισμό",
        several="Η συζήτηση έφερε στο φως αρκετούς περιορισμούς",
        one_after="Η συζήτηση έφερε επίσης στο φως έναν περιορισμό",
        several_after="Η συζήτηση έφερε επίσης στο φως αρκετούς περιορισμούς",
    ),
    "opportunity": InsightWords(
        plural="ευκαιρίες",
        one="Η συζήτηση έδειξε μία ευκαιρία",
        several="Η συζήτηση έδειξε αρκετές ευκαιρίες",
        one_after="Από την άλλη πλευρά, η συζήτηση έδειξε και μία ευκαιρία",
        several_after="Από την άλλη πλευρά, η συζήτηση έδειξε και αρκετές ευκαιρίες",
    ),
    "solution": InsightWords(
        plural="λύσεις",
        one="Στη συνάντηση προτάθηκε μία λύση",
        several="Στη συνάντηση προτάθηκαν αρκετές λύσεις",
        one_after="Ως απάντηση, προτάθηκε μία λύση",
        several_after="Ως απάντηση, προτάθηκαν αρκετές λύσεις",
    ),
    "good_practice": InsightWords(
        plural="καλές πρακτικές",
        one="Παρουσιάστηκε μία καλή πρακτική",
        several="Παρουσιάστηκαν αρκετές καλές πρακτικές",
        one_after="Η συζήτηση αφορούσε επίσης μία καλή πρακτική",
        several_after="Η συζήτηση αφορούσε επίσης αρκετές καλές πρακτικές",
    ),
    "need": InsightWords(
        plural="ανάγκες",
        one="Διατυπώθηκε μία ανάγκη",
        several="Διατυπώθηκαν αρκετές ανάγκες",
        one_after="Η συζήτηση ανέδειξε επίσης μία ανάγκη",
        several_after="Η συζήτηση ανέδειξε επίσης αρκετές ανάγκες",
    ),
    "asset": InsightWords(
        plural="πλεονεκτήματα",
        one="Αναφέρθηκε ένα πλεονέκτημα της περιοχής",
        several="Αναφέρθηκαν αρκετά πλεονεκτήματα της περιοχής",
        one_after="Για τη συνέχεια, η περιοχή μπορεί να στηριχτεί σε ένα πλεονέκτημα",
        several_after="Για τη συνέχεια, η περιοχή μπορεί να στηριχτεί σε αρκετά πλεονεκτήματα",
    ),
}

GREEK = Language(
    locale="el",
    frames=FRAMES,
    verbs={"organised": {"one": "ανέλαβε ο φορέας", "other": "ανέλαβαν οι φορείς"}},
    counted=COUNTED,
    labels=LABELS,
    range_nouns={
        "people": {"other": "άτομα"},
        "organisations": {"other": "φορείς"},
        "unstated": {"other": "συμμετέχοντες"},
    },
    events=EVENTS,
    categories=CATEGORY_PHRASES,
    insights=INSIGHTS,
    ordinals=ORDINALS,
    numbers=NUMBERS,
    numbers_of=NUMBERS,
    first_of_month="1η",
    hours=Hours(
        locale="el",
        words=NUMBERS,
        hour={"one": "{n} ώρα", "other": "{n} ώρες"},
        minute={"one": "{n} λεπτό", "other": "{n} λεπτά"},
        halves=dict(enumerate(HALF_HOURS)),
        mixed="{hours} και {minutes}",
    ),
)
