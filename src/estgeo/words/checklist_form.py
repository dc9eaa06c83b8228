"""The checklist as a form: what is asked, and how it is to be answered."""

from __future__ import annotations

Pair = tuple[str, str]

SHEET: Pair = ("Rapporter", "Reports")
LISTS: Pair = ("Listor", "Lists")
WRONG: Pair = ("Kan inte läsas", "Cannot be read")
SEVERITIES = (1, 2, 3, 4)

# {role: (kind of answer, whether it must be given)}, in the order of the form.
QUESTIONS: dict[str, tuple[str, bool]] = {
    "start": ("day", True),
    "start_time": ("time", False),
    "category": ("choice", True),
    "severity": ("choice", False),
    "area": ("text", False),
    "address": ("text", False),
    "x": ("number", False),
    "y": ("number", False),
    "source": ("text", False),
    "reporter": ("text", False),
    "comment": ("text", False),
}
# Read back by name: see the headers that reading knows.
HEADINGS: dict[str, Pair] = {
    "start": ("Datum", "Date"),
    "start_time": ("Klockslag", "Time"),
    "category": ("Händelse", "Category"),
    "severity": ("Allvarlighetsgrad", "Severity"),
    "area": ("Område", "Area"),
    "address": ("Adress", "Address"),
    "x": ("Longitud", "Longitude"),
    "y": ("Latitud", "Latitude"),
    "source": ("Organisation", "Source"),
    "reporter": ("Rapportör", "Reporter"),
    "comment": ("Kommentar", "Comment"),
}
HELP: dict[str, Pair] = {
    "start": ("Dagen, som 2018-03-12.", "The day, such as 2018-03-12."),
    "start_time": (
        "Klockslaget, som 21:30. Lämna tomt om det är okänt.",
        "The time, such as 21:30. Leave it empty if it is not known.",
    ),
    "category": ("Välj i listan.", "Choose from the list."),
    "severity": (
        "1 (lindrigt) till 4 (mycket allvarligt).",
        "1 (slight) to 4 (very grave).",
    ),
    "area": ("Välj i listan.", "Choose from the list."),
    "address": (
        "Gata eller plats. Undvik om möjligt att ange någons bostad.",
        "Street or place. Avoid the home of anyone if possible.",
    ),
    "x": ("Longitud i grader, som 15,2066.", "Degrees of longitude, such as 15.2066."),
    "y": ("Latitud i grader, som 59,2741.", "Degrees of latitude, such as 59.2741."),
    "source": ("Er organisation.", "Your organization."),
    "reporter": (
        "Grupp eller funktion, inte någons namn.",
        "Group or function, not the name of anyone.",
    ),
    "comment": (
        "Vad som hände. Skriv inga namn, personnummer eller telefonnummer.",
        "What happened. Write no names, personal numbers or phone numbers.",
    ),
}
