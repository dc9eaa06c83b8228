"""What the explorer says: texts with {places}; two forms where a number is told."""

from __future__ import annotations

Pair = tuple[str, str]

STAMPS: dict[str, Pair] = {
    "group": (
        "INTERN – visar enskilda rapporter, kan omfattas av sekretess",
        "INTERNAL – shows single reports, may be subject to confidentiality",
    ),
    "organization": (
        "INTERN – bara antal, för den egna organisationen",
        "INTERNAL – counts only, for your own organisation",
    ),
}

TITLE: Pair = ("Utforska rapporterna", "Explore the reports")
# A list has the form for one and the form for others.
PAGE: dict[str, Pair | list[Pair]] = {
    "decimal": (",", "."),
    "or": (" och ", " and "),
    "week": ("vecka", "week"),
    "weekday": ("Veckodag", "Day of the week"),
    "weekdays": (
        "måndag,tisdag,onsdag,torsdag,fredag,lördag,söndag",
        "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
    ),
    "weekdays_short": ("mån,tis,ons,tors,fre,lör,sön", "Mon,Tue,Wed,Thu,Fri,Sat,Sun"),
    "months": (
        "januari,februari,mars,april,maj,juni,juli,augusti,september,oktober,"
        "november,december",
        "January,February,March,April,May,June,July,August,September,October,"
        "November,December",
    ),
    "clock": ("kl. {from}–{to}", "{from}–{to}"),
    "clock_from": ("Från kl.", "From"),
    "clock_to": ("till kl.", "to"),
    "from": ("Från", "From"),
    "to": ("till", "to"),
    "last_4": ("Senaste 4 veckorna", "Last 4 weeks"),
    "last_13": ("13 veckor", "13 weeks"),
    "last_52": ("52 veckor", "52 weeks"),
    "all_time": ("All tid", "All dates"),
    "all_hours": ("Alla tider", "All hours"),
    # The choice.
    "choice": ("Ditt val", "Your choice"),
    "nothing_chosen": (
        "Inget är valt: alla rapporter visas. Välj i kartan, diagrammen eller "
        "listorna.",
        "Nothing is chosen: all reports are shown. Choose in the map, the charts or "
        "the lists.",
    ),
    "reports": [
        ("{n} rapport", "{n} report"),
        ("{n} rapporter", "{n} reports"),
    ],
    "of_reports": [
        ("av {n} rapport", "of {n} report"),
        ("av {n} rapporter", "of {n} reports"),
    ],
    "everything": [
        ("{n} rapport; inget är valt.", "{n} report; nothing is chosen."),
        ("{n} rapporter; inget är valt.", "{n} reports; nothing is chosen."),
    ],
    "resting": [
        ("Underlag: {n} rapport, {days}.", "Basis: {n} report, {days}."),
        ("Underlag: {n} rapporter, {days}.", "Basis: {n} reports, {days}."),
    ],
    "in_theme": ("tema", "theme"),
    "in_source": ("källa", "source"),
    "in_severity": ("allvarlighet", "severity"),
    "in_zone": ("område", "area"),
    "in_street": ("gata", "street"),
    "in_insats": ("insats", "insats"),
    "in_insatser": ("insats", "insats"),
    "in_box": ("ruta på kartan", "box on the map"),
    "none": ("ej angivet", "not given"),
    "none_zone": ("utanför områdena", "outside the areas"),
    "none_street": ("ingen gata inom 60 m", "no street within 60 m"),
    # Against a year before.
    "year_before": ("Året före ({when}): {count}.", "A year before ({when}): {count}."),
    "as_many": ("Lika många.", "As many."),
    "more": [
        ("{n} fler{share}.", "{n} more{share}."),
        ("{n} fler{share}.", "{n} more{share}."),
    ],
    "fewer": [
        ("{n} färre{share}.", "{n} fewer{share}."),
        ("{n} färre{share}.", "{n} fewer{share}."),
    ],
    "share": (" ({sign}{share})", " ({sign}{share})"),
    "too_few": (
        "Färre än {least} rapporter tillsammans: det går inte att avgöra om de är fler "
        "eller färre.",
        "Fewer than {least} reports together: it cannot be determined whether they are "
        "more or fewer.",
    ),
    "no_year": (
        "Välj veckor för att jämföra med året före.",
        "Choose weeks to compare with the year before.",
    ),
    "not_covered": (
        "Rapporterna täcker inte samma tid året före.",
        "The reports do not cover the same time a year before.",
    ),
    "too_long": (
        "Valet är längre än ett år och jämförs inte med året före.",
        "The choice is longer than a year and is not compared with the year before.",
    ),
    "untested": (
        "Antal, inte test: det som valts för att det sticker ut gör det i just de här "
        "rapporterna, även av slumpen.",
        "Counts, not a test: what was chosen because it stands out does so in these "
        "very reports, by chance too.",
    ),
    # What can be done with it.
    "undo": ("Ångra", "Undo"),
    "clear": ("Rensa valet", "Clear"),
    "copy_sentence": ("Kopiera som mening", "Copy as a sentence"),
    "copy_link": ("Kopiera länk", "Copy link"),
    "save_csv": ("Spara raderna (csv)", "Save the rows (csv)"),
    "csv_name": ("valda-rapporter.csv", "chosen-reports.csv"),
    "print": ("Skriv ut", "Print"),
    "copied": ("Kopierat", "Copied"),
    "copy_by_hand": ("Kopiera texten", "Copy the text"),
    "close": ("Stäng", "Close"),
    # Comparing.
    "compare": ("Karta och timmar visar", "Map and hours show"),
    "counts": ("antal", "counts"),
    "against_rest": ("skillnad mot övriga", "difference from the rest"),
    "against_year": ("skillnad mot året före", "difference from the year before"),
    "key_chosen": ("valet", "the choice"),
    "key_rest": (
        "väntat om valet fördelades som övriga rapporter",
        "expected if the choice were spread as the other reports",
    ),
    "key_year": ("samma val året före", "the same choice a year before"),
    "column_rest": ("övriga", "the rest"),
    "column_year": ("året före", "year before"),
    "reports_column": ("rapporter", "reports"),
    # The views.
    "title_map": ("Var", "Where"),
    "title_weeks": ("Vecka för vecka", "Week by week"),
    "title_hours": ("Timme och veckodag", "Hour and day of the week"),
    "title_theme": ("Tema", "Theme"),
    "title_source": ("Källa", "Source"),
    "title_severity": ("Allvarlighet", "Severity"),
    "title_zone": ("Område", "Area"),
    "title_street": ("Gata", "Street"),
    "title_insats": ("Insatser", "Insatser"),
    "title_rows": ("De valda rapporterna", "The chosen reports"),
    "title_test": ("Pröva valet", "Test the choice"),
    "as_table": ("Som tabell", "As a table"),
    "see_table": (
        "Talen står i tabellen under diagrammet.",
        "The numbers are in the table below the chart.",
    ),
    "more_rows": ("Visa alla", "Show all"),
    "week_column": ("vecka", "week"),
    "all_days": ("alla dagar", "all days"),
    "hour_column": ("dag och timme", "day and hour"),
    "cell_column": (
        "ruta om {size} m (hörn i sydväst)",
        "cell of {size} m (south-west corner)",
    ),
    "time_column": ("tid", "time"),
    "known": (
        "klockslag,tidsspann,dag,vecka,månad",
        "clock time,time span,day,week,month",
    ),
    # The map.
    "map_keys": (
        "Karta. Piltangenterna flyttar, plus och minus zoomar.",
        "Map. The arrow keys move it, plus and minus zoom.",
    ),
    "zoom_in": ("Zooma in", "Zoom in"),
    "zoom_out": ("Zooma ut", "Zoom out"),
    "whole": ("Hela kartan", "Whole map"),
    "draw_box": ("Rita en ruta", "Draw a box"),
    "take_view": ("Välj det som syns", "Choose what is in view"),
    "no_box": ("Ta bort rutan", "Remove the box"),
    "one_report": ("en punkt är en rapport", "one dot is one report"),
    "in_a_cell": ("i en ruta", "in a cell"),
    "cells": ("rutor om {size} m", "cells of {size} m"),
    "cell": ("Ruta", "Cell"),
    "fewer_than": ("färre", "fewer"),
    "more_than": ("fler", "more"),
    "too_few_here": ("färre än {least}", "fewer than {least}"),
    "off_map": [
        (
            "{n} rapport i valet har ingen plats på kartan.",
            "{n} report of the choice has no place on the map.",
        ),
        (
            "{n} rapporter i valet har ingen plats på kartan.",
            "{n} reports of the choice have no place on the map.",
        ),
    ],
    # Time.
    "day_only": [
        (
            "{n} rapport i valet har bara dag, vecka eller månad och är inte med här.",
            "{n} report of the choice is known to the day, week or month only and is "
            "not in here.",
        ),
        (
            "{n} rapporter i valet har bara dag, vecka eller månad och är inte med "
            "här.",
            "{n} reports of the choice are known to the day, week or month only and "
            "are not in here.",
        ),
    ],
    "long_span": [
        (
            "{n} rapport har ett tidsspann på mer än en timme och är inte heller med.",
            "{n} report has a time span of more than an hour and is not in here.",
        ),
        (
            "{n} rapporter har ett tidsspann på mer än en timme och är inte heller "
            "med.",
            "{n} reports have a time span of more than an hour and are not in here.",
        ),
    ],
    "month_only": [
        (
            "{n} rapport är bara känd till månaden och finns inte i någon vecka.",
            "{n} report is known to the month only and is in no week.",
        ),
        (
            "{n} rapporter är bara kända till månaden och finns inte i någon vecka.",
            "{n} reports are known to the month only and are in no week.",
        ),
    ],
    "insats_lines": (
        "Strecken överst visar när insatserna pågår.",
        "The lines at the top show when the insatser are at work.",
    ),
    "insats_weeks": (
        "Välj insatsens tid (högst 52 veckor)",
        "Choose the time of the insats (at most 52 weeks)",
    ),
    "split": (
        "En rapport med flera teman räknas en gång i varje tema.",
        "A report with several themes is counted once in each.",
    ),
    # Rows and test.
    "newest": ("De {most} senaste visas.", "The {most} latest are shown."),
    "too_many_rows": (
        "Fler än {most} rapporter: välj färre för att se dem, eller spara som csv.",
        "More than {most} reports: choose fewer to see them, or save as csv.",
    ),
    "why_not": (
        "Sidan prövar aldrig det du valt. Den som letar hittar alltid något som "
        "sticker ut, och ett test på samma rapporter skulle kalla det säkert för ofta. "
        "Pröva valet på rapporter som kommer senare, eller ange vilka veckor du valde "
        "på (selected_on). Raderna nedan gör det:",
        "The page never tests what you chose. Who looks will always find something "
        "that stands out, and a test on the same reports would call it significant too "
        "often. Test the choice on reports that come later, or say which weeks you "
        "chose on (selected_on). The lines below do that:",
    ),
    "copy_code": ("Kopiera raderna", "Copy the lines"),
    "later": (
        "{week} är första hela veckan efter rapporterna på sidan: läs in den först",
        "{week} is the first whole week after the reports of the page: read it first",
    ),
    "selected": (
        "dagarna då området valdes ut: ändra om det var andra",
        "the days that the area was chosen on: change them if they were others",
    ),
    # Without single reports.
    "hidden_counts": [
        (
            "Underlag: {n} rapport. Antal under {k} visas inte.",
            "Basis: {n} report. Counts below {k} are not shown.",
        ),
        (
            "Underlag: {n} rapporter. Antal under {k} visas inte, och så många andra "
            "döljs att de inte kan räknas fram.",
            "Basis: {n} reports. Counts below {k} are not shown, and so many others "
            "are hidden that they cannot be worked out.",
        ),
    ],
    "hidden_map": (
        "Rutor om {size} m med minst {k} rapporter visas.",
        "Cells of {size} m with at least {k} reports are shown.",
    ),
    "hidden_hours": (
        "Fyra timmar i taget. Streckat: visas inte.",
        "Four hours at a time. Hatched: not shown.",
    ),
    "hidden_weeks": ("Streckat: visas inte.", "Hatched: not shown."),
    "not_shown": ("visas inte", "not shown"),
}
