"""Names of organisations made comparable: without accents, legal forms and the small words between.

What is left is for comparing and finding only; nobody reads it.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that Unicode does not take apart, and Arabic and Persian letters that are written either way.
LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
        "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ـ": "",
        # Greek in Latin letters: one finds ΑΝ.ΚΑ. typed with either keyboard.
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
        "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y",
        "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    }
)  # fmt: skip
DOT_BEFORE_A_WORD = re.compile(r"\.(?=\w{4})")
NO_WORD = re.compile(r"[\W_]+")


def _phrases(*lines: str) -> list[tuple[str, ...]]:
    """Phrases of words, the longest first, so that "sp z oo" is tried before "sp"."""
    phrases = (phrase for line in lines for phrase in line.split(","))
    return sorted((tuple(phrase.split()) for phrase in phrases), key=lambda words: (-len(words), words))


SMALL_WORDS = frozenset(
    word
    for (word,) in _phrases(
        "a,an,the,of,and,for,in,at,to",
        "le,la,les,l,un,une,des,de,du,d,et,en,au,aux,pour,sur",
        "el,los,las,del,y,e,para",
        "i,w,we,z,ze,na,dla,do,oraz,o,im",
        "kai,tis,tou,ton,tin,ti,sti,stin,sto,gia,oi,ta",
        "der,die,das,und,fur,van,het,een,di,della,dei,per",
    )
)
LEGAL_FORMS = _phrases(
    "association,asso,assoc,asbl,aisbl,association loi 1901,association loi de 1901,loi 1901,fondation,ong",
    "sarl,sas,sasu,sa,scop,scic,eurl,gip,gie,societe anonyme,societe cooperative",
    "asociacion,asoc,fundacion,sl,slu,sll,s l,s a,s coop,scoop,sociedad limitada,sociedad cooperativa,sociedad anonima",
    "fundacja,stowarzyszenie,stow,sp z oo,sp z o o,spolka,spolka akcyjna,opp",
    "spolka z ograniczona odpowiedzialnoscia,astiki mi kerdoskopiki etaireia,anonymi etaireia",
    "ae,a e,epe,amke,a m k e,ike,oe,koinsep,npdd,npid,ota,syllogos,somateio",
    "foundation,ngo,ltd,limited,inc,llc,cic,gmbh,ggmbh,ev,e v,verein,stiftung,stichting,vzw,bv,nv,spa,srl",
    "onlus,aps,ets",
)
TOWN_HALLS = _phrases(
    "mairie,hotel de ville,ville de,ville d,ville du,commune de,commune d,commune du,commune des",
    "ayuntamiento,municipio,concello,concejo,comune di,gemeinde,dimos",
    "gmina,gmina miejska,urzad gminy,urzad miasta,urzad miasta i gminy,urzad miejski,miasto",
    "municipality,town hall,city hall,city council,city of,town of,commune of",
)
# English puts the word behind: "Piaseczno commune".
TOWN_HALLS_BEHIND = _phrases("commune,municipality,town hall,city hall,city council,town council")
TOWN_HALL = "municipality"


@lru_cache(maxsize=32_768)
def fold(text: str) -> str:
    """``text`` in small letters without accents and punctuation, Greek in Latin letters, single spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(LETTERS)
    return NO_WORD.sub(" ", DOT_BEFORE_A_WORD.sub(" ", plain).replace(".", "")).strip()


def _starts(words: list[str], phrases: Iterable[tuple[str, ...]]) -> int:
    first = words[0] if words else ""
    likely = (phrase for phrase in phrases if phrase[0] == first)
    return next((len(phrase) for phrase in likely if tuple(words[: len(phrase)]) == phrase), 0)


def _ends(words: list[str], phrases: Iterable[tuple[str, ...]]) -> int:
    last = words[-1] if words else ""
    likely = (phrase for phrase in phrases if phrase[-1] == last)
    return next((len(phrase) for phrase in likely if tuple(words[-len(phrase) :]) == phrase), 0)


def _without_forms(words: list[str]) -> list[str]:
    """The words without legal forms at either end, as long as something is left."""
    while len(words) > (front := _starts(words, LEGAL_FORMS)) > 0:
        words = words[front:]
    while len(words) > (back := _ends(words, LEGAL_FORMS)) > 0:
        words = words[:-back]
    return words


def _town_hall(words: list[str]) -> list[str]:
    """One word for the town hall, whatever it is called: "mairie de", "gmina", "municipality of"."""
    if len(words) > (front := _starts(words, TOWN_HALLS)) > 0:
        return [TOWN_HALL, *words[front:]]
    if len(words) > (back := _ends(words, TOWN_HALLS_BEHIND)) > 0:
        return [TOWN_HALL, *words[:-back]]
    return words


@lru_cache(maxsize=32_768)
def name_key(text: str) -> str:
    """What two writings of one name have in common; never empty where ``text`` has a letter."""
    words = fold(text).split()
    key = _town_hall(_without_forms(words))
    return " ".join([word for word in key if word not in SMALL_WORDS] or words)


@lru_cache(maxsize=32_768)
def initials(text: str) -> frozenset[str]:
    """The acronyms that a name can have: of all its words, of the big ones, and without its legal form."""
    words = fold(text).split()
    big = [word for word in words if word not in SMALL_WORDS]
    kept = [word for word in _without_forms(words) if word not in SMALL_WORDS]
    return frozenset("".join(word[0] for word in some) for some in (words, big, kept) if len(some) > 2)
