"""The checklists of the pilot areas, category by category, with the common theme.

Categories are the words of the EST report (chapter 7; Botkyrka's tertial themes are in
chapters 3 and 10). The report describes the checklist of Rinkeby-Tensta, which the
others grew from, without printing its items: it asks how the social situation is
judged and for events that may lead to social unease, and that is what stands here.
"""

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
}

POSITIVE_THEME = "positiv händelse"
