"""From the category someone wrote to the common theme: checklists and offences.

Categories are the words of the EST report (chapter 7; Botkyrka's tertial themes are in
chapters 3 and 10). The report describes the checklist of Rinkeby-Tensta, which the
others grew from, without printing its items: it asks how the social situation is
judged and for events that may lead to social unease, and that is what stands here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .._checks import sentence
from .._columns import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# checklist -> {category: theme}
CHECKLISTS: dict[str, dict[str, str]] = {
    "örebro": {
        "Skadegörelse": "skadegörelse",
        "Brand": "brand",
        "Incident mot anställd": "incident mot anställd",
        "Arrangemang": "arrangemang",
        "Samlingsplats för ungdomar": "samlingsplats",
        "Annat otrygghetsskapande/ordningsstörande": "ordningsstörning",
        "Otrygg plats": "otrygg plats",
        "Övrigt": "övrigt",
    },
    "borås": {
        "Inbrott/inbrottsförsök, stölder": "tillgrepp",
        "Klotter, skadegörelse": "skadegörelse",
        "Anlagd brand": "brand",
        "Skottlossning/sprängningar": "skjutning och sprängning",
        "Drogförsäljning/hantering": "narkotika",
        "Kriminella nätverk påverkar boendemiljön": "otillåten påverkan",
        "Angrepp/hot på medarbetare": "incident mot anställd",
        "Trapphäng som påverkar de boende negativt": "samlingsplats",
        "Oro, konflikter eller stök": "ordningsstörning",
        "Tecken på våldsbejakande extremism": "våldsbejakande extremism",
        "Bolaget har genomfört åtgärder som kan leda till missnöjesyttringar": (
            "insats och åtgärd"
        ),
        "Det finns social oro i andra delar av kommunen, Sverige eller internationellt "
        "som kan påverka området": "social oro",
        "Händelser som fastighetsägare eller boende upplever som problematiska": (
            "ordningsstörning"
        ),
        "Händelser eller åtgärder som motverkar brott och ökar tryggheten": (
            "positiv händelse"
        ),
        "Annan relevant information kring brottsutveckling": "övrigt",
        "Övrigt": "övrigt",
    },
    "malmö": {
        # Brottsutveckling under veckan
        "Inbrott/inbrottsförsök i bostad och biutrymmen": "tillgrepp",
        "Klotter, skadegörelse": "skadegörelse",
        "Anlagd brand": "brand",
        "Hot och våld i offentlig miljö": "hot och våld",
        "Skjutningar": "skjutning och sprängning",
        "Sprängningar": "skjutning och sprängning",
        "Öppen drogförsäljning i närområdet (anslutning till bostad)": "narkotika",
        "Öppen drogförsäljning i anslutning till torg och kommunikationsplatser": (
            "narkotika"
        ),
        "Ungdomsgäng, kriminella påverkar boendemiljön": "otillåten påverkan",
        "Personrån": "hot och våld",
        "Angrepp på polis eller polisfordon": "incident mot anställd",
        "Angrepp på räddningstjänst": "incident mot anställd",
        "Angrepp på kommunala företrädare": "incident mot anställd",
        "Polisen har gjort insatser som kan leda till motreaktioner och social oro": (
            "insats och åtgärd"
        ),
        "Konflikter mellan kriminella nätverk": "hot och våld",
        "Det har inträffat händelser i andra delar av Malmö som kan påverka området "
        "negativt": "social oro",
        "Annan relevant information kring brottsutveckling": "övrigt",
        "Positiva händelser som motverkar brott och ökar tryggheten": (
            "positiv händelse"
        ),
        # Bostadsområden
        "Trapphäng som påverkar de boende negativt": "samlingsplats",
        "Klotter och skadegörelse kopplat till fastigheter och bostadsområde": (
            "skadegörelse"
        ),
        "Händelser som fastighetsägare, boende eller näringsidkare upplever som "
        "problematiska": "ordningsstörning",
        "Positiva händelser som ökar tryggheten": "positiv händelse",
        # Skolor och fritidsgårdar
        "Oro, konflikter, stök eller skadegörelse på skola eller fritidsgård": (
            "ordningsstörning"
        ),
        "Inbrott på skola eller fritidsgård": "tillgrepp",
        "Anlagd brand på skola eller fritidsgård": "brand",
        "Drogförsäljning och droganvändning på eller i anslutning till skolor och "
        "fritidsgårdar": "narkotika",
        "Ungdomar som upplevs som störande samlas på skolgårdar efter skoltid": (
            "samlingsplats"
        ),
        "Tecken på våldsbejakande extremism": "våldsbejakande extremism",
        # Kommunen/stadsdelen och omvärlden
        "Kommunen/stadsdelen har genomfört åtgärder som kan leda till "
        "missnöjesyttringar": "insats och åtgärd",
        "Det finns händelser eller social oro i andra delar av kommunen, Sverige "
        "eller internationellt som kan påverka området": "social oro",
    },
    "rinkeby-tensta": {
        "Bedömning av den sociala situationen": "social oro",
        "Händelse som kan leda till social oro": "social oro",
    },
    "botkyrka": {
        "Narkotika": "narkotika",
        "Våld": "hot och våld",
        "Skadegörelse": "skadegörelse",
        "Otillåten påverkan": "otillåten påverkan",
        "Andra avvikelser": "övrigt",
        "Samlingsplatser": "samlingsplats",
    },
    # Offences as the police name them. What follows the name ("Misshandel, grov,
    # utomhus") and what stands before it ("Försök till rån") is read past; a code says
    # the chapter, below.
    "brottskod": {
        "Mord": "hot och våld",
        "Dråp": "hot och våld",
        "Misshandel": "hot och våld",
        "Våldsbrott": "hot och våld",
        "Vållande till kroppsskada": "hot och våld",
        "Framkallande av fara": "hot och våld",
        "Människorov": "hot och våld",
        "Olaga frihetsberövande": "hot och våld",
        "Olaga tvång": "hot och våld",
        "Olaga hot": "hot och våld",
        "Olaga förföljelse": "hot och våld",
        "Kvinnofridskränkning": "hot och våld",
        "Fridskränkning": "hot och våld",
        "Ofredande": "hot och våld",
        "Hemfridsbrott": "hot och våld",
        "Våldtäkt": "hot och våld",
        "Sexuellt": "hot och våld",
        "Sexualbrott": "hot och våld",
        "Rån": "hot och våld",
        "Personrån": "hot och våld",
        "Butiksrån": "hot och våld",
        "Väpnat rån": "hot och våld",
        "Knivlagen": "hot och våld",
        "Brott mot knivlagen": "hot och våld",
        "Hot mot tjänsteman": "incident mot anställd",
        "Våld mot tjänsteman": "incident mot anställd",
        "Våld eller hot mot tjänsteman": "incident mot anställd",
        "Våld/hot mot tjänsteman": "incident mot anställd",
        "Hot/våld mot tjänsteman": "incident mot anställd",
        "Våldsamt motstånd": "incident mot anställd",
        "Sabotage mot blåljusverksamhet": "incident mot anställd",
        "Angrepp mot samhällsnyttig funktion": "incident mot anställd",
        "Stöld": "tillgrepp",
        "Inbrott": "tillgrepp",
        "Inbrottsstöld": "tillgrepp",
        "Cykelstöld": "tillgrepp",
        "Fickstöld": "tillgrepp",
        "Butiksstöld": "tillgrepp",
        "Bilstöld": "tillgrepp",
        "Biltillgrepp": "tillgrepp",
        "Bilinbrott": "tillgrepp",
        "Bostadsinbrott": "tillgrepp",
        "Tillgrepp": "tillgrepp",
        "Snatteri": "tillgrepp",
        "Häleri": "tillgrepp",
        "Motorfordon, stöld": "tillgrepp",
        "Skadegörelse": "skadegörelse",
        "Klotter": "skadegörelse",
        "Åverkan": "skadegörelse",
        "Mordbrand": "brand",
        "Anlagd brand": "brand",
        "Brand": "brand",
        "Allmänfarlig vårdslöshet": "brand",
        "Skottlossning": "skjutning och sprängning",
        "Skjutning": "skjutning och sprängning",
        "Sprängning": "skjutning och sprängning",
        "Detonation": "skjutning och sprängning",
        "Explosion": "skjutning och sprängning",
        "Allmänfarlig ödeläggelse": "skjutning och sprängning",
        "Vapenlagen": "skjutning och sprängning",
        "Vapenbrott": "skjutning och sprängning",
        "Brott mot vapenlagen": "skjutning och sprängning",
        "Narkotikabrott": "narkotika",
        "Narkotikastrafflagen": "narkotika",
        "Narkotika": "narkotika",
        "Narkotikasmuggling": "narkotika",
        "Dopningsbrott": "narkotika",
        "Utpressning": "otillåten påverkan",
        "Övergrepp i rättssak": "otillåten påverkan",
        "Otillåten påverkan": "otillåten påverkan",
        "Fylleri": "ordningsstörning",
        "Förargelseväckande beteende": "ordningsstörning",
        "Ordningslagen": "ordningsstörning",
        "Ordningsstörning": "ordningsstörning",
        "Störande": "ordningsstörning",
        "Bråk": "ordningsstörning",
        "Våldsamt upplopp": "ordningsstörning",
        "Upplopp": "ordningsstörning",
        "Hets mot folkgrupp": "våldsbejakande extremism",
        "Terroristbrott": "våldsbejakande extremism",
        "Bedrägeri": "övrigt",
        "Rattfylleri": "övrigt",
        "Olovlig körning": "övrigt",
        "Trafikbrott": "övrigt",
        "Vårdslöshet i trafik": "övrigt",
        "Smitning": "övrigt",
        "Olaga intrång": "övrigt",
        "Förtal": "övrigt",
        "Förolämpning": "övrigt",
        "Förskingring": "övrigt",
        "Urkundsförfalskning": "övrigt",
        "Missbruk av urkund": "övrigt",
        "Miljöbrott": "övrigt",
        "Övriga brott": "övrigt",
    },
}

# An offence code begins with the chapter of the Criminal Code (03 to 22), or with 9 and
# the last figure of the chapter where the first series was full (93 and 96); 50 is the
# law on narcotics. Chapter 8 holds both theft and robbery: the text tells them apart.
OFFENCES = "brottskod"
_CHAPTERS = {
    "03": "hot och våld", "93": "hot och våld", "04": "hot och våld",
    "06": "hot och våld", "96": "hot och våld", "08": "tillgrepp",
    "12": "skadegörelse", "13": "brand", "16": "ordningsstörning",
    "17": "incident mot anställd", "50": "narkotika",
} | dict.fromkeys(
    ("05", "07", "09", "10", "11", "14", "15", "18", "19", "20", "21", "22", "30",
     "40", "80"),
    "övrigt",
)  # fmt: skip
_BEFORE = re.compile(
    r"^(?:(?:försök|förberedelse|stämpling|medhjälp|anstiftan) till |"
    r"(?:synnerligen |mycket )?(?:grovt?|ringa|fullbordat?|misstänkt) )+"
)
_CODE = re.compile(r"^(\d{3,4})(?:\.0)?(?:\s*[-–:,]?\s+(\D.*))?$")

POSITIVE_THEME = "positiv händelse"


def category_key(category: str) -> str:
    """Return a category as it is compared: one form of å, one case, one space.

    >>> category_key("  OTRYGG  plats. ") == category_key("Otrygg plats")
    True
    """
    text = unicodedata.normalize("NFC", category).casefold()
    text = re.sub(r"\s*([/,])\s*", r"\1", text)
    return " ".join(text.split()).strip(" .:;")


def themes_of(checklist: str | Mapping[str, str]) -> dict[str, str]:
    """Return {category key: theme} of a named checklist or of a mapping.

    Raises
    ------
    ValueError
        If the name is not known, or a theme is not one of the common themes.
    TypeError
        If it is neither a name nor a mapping.
    """
    if isinstance(checklist, str):
        return _named(checklist)[1]
    if not isinstance(checklist, Mapping):
        rule = "a name from checklists() or {category: theme}"
        raise TypeError(sentence("checklist", rule, type(checklist).__name__))
    unknown = sorted({str(theme) for theme in checklist.values()} - set(THEMES))
    if unknown:
        rule = "{category: theme} with themes " + ", ".join(THEMES)
        raise ValueError(sentence("checklist", rule, repr(unknown[0])))
    return {category_key(str(c)): theme for c, theme in checklist.items()}


def theme_finder(checklist: str | Mapping[str, str]) -> Callable[[str], str]:
    """Return what gives the theme of a category, "" for one that is not known.

    >>> find = theme_finder("brottskod")
    >>> find("1203"), find("Misshandel, grov, utomhus"), find("Försök till rån")
    ('skadegörelse', 'hot och våld', 'hot och våld')
    """
    known = themes_of(checklist)
    if isinstance(checklist, str) and _named(checklist)[0] == OFFENCES:
        return lambda category: _theme_of_offence(category_key(category), known)
    return lambda category: known.get(category_key(category), "")


def checklist_that_fits(categories: Iterable[str]) -> str | None:
    """Return the first checklist that has every category, None if none has.

    Nothing is guessed: a single category that is not on the list rules it out, and
    bare numbers are taken for codes of offences only where that list was chosen.
    """
    said = list(categories)
    numbers = any(category.strip().isdigit() for category in said)
    for name in CHECKLISTS if said else ():
        if name == OFFENCES and numbers:
            continue
        find = theme_finder(name)
        if all(map(find, said)):
            return name
    return None


def _theme_of_offence(key: str, known: Mapping[str, str]) -> str:
    """Return the theme of an offence, by its name first and else by its code."""
    code = _CODE.match(key)
    text = (code[2] or "") if code else key
    text = _BEFORE.sub("", text)
    while text:
        if text in known:
            return known[text]
        text = re.sub(r"(?:^|[\s,/(–-]+)[^\s,/(–-]*$", "", text)
    return _CHAPTERS.get(code[1].zfill(4)[:2], "") if code else ""


def checklist_called(name: str) -> str:
    """Return the name of a checklist as it is kept; one that is not known raises."""
    return _named(name)[0]


def _named(name: str) -> tuple[str, dict[str, str]]:
    folded = {_fold(known): known for known in CHECKLISTS}
    if _fold(name) not in folded:
        known = ", ".join(repr(each) for each in CHECKLISTS)
        raise ValueError(sentence("checklist", f"one of {known}", repr(name)))
    found = folded[_fold(name)]
    return found, {category_key(c): theme for c, theme in CHECKLISTS[found].items()}


def _fold(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z]", "", bare)
