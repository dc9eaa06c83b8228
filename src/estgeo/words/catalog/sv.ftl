### Alla texter som en läsare ser på svenska. Skrivs i Fluent: projectfluent.org.
###
### { $n } är ett värde som koden ger. Ett tal väljer form: [one] för 1, *[other] annars,
### eller de former som språket har. { "" } är en tom text, {" "} ett mellanslag.

# Språket i CLDR (Babel) som skriver tal och datum och väljer form.
locale = sv-SE
# Språkets eget namn.
name = svenska

## Datum. $month är månadens namn.

day = { $day } { $month } { $year }
day-of-year = { $day } { $month }

## Antal

reports = { $n ->
        [one] { $n } rapport
       *[other] { $n } rapporter
    }

## Perioder: en, den, flera; perioden före, den dessförinnan, samma ett år tidigare

period-day-one = dag
period-day-the = dagen
period-day-many = dagar
period-day-a = en dag
period-day-last = dagen före
period-day-before = dagen dessförinnan
period-day-same = samma dag förra året
period-week-one = vecka
period-week-the = veckan
period-week-many = veckor
period-week-a = en vecka
period-week-last = förra veckan
period-week-before = förrförra veckan
period-week-same = samma vecka förra året
period-2-weeks-one = tvåveckorsperiod
period-2-weeks-the = tvåveckorsperioden
period-2-weeks-many = tvåveckorsperioder
period-2-weeks-a = en tvåveckorsperiod
period-2-weeks-last = de två veckorna före
period-2-weeks-before = de två veckorna dessförinnan
period-2-weeks-same = samma två veckor förra året
period-4-weeks-one = fyraveckorsperiod
period-4-weeks-the = fyraveckorsperioden
period-4-weeks-many = fyraveckorsperioder
period-4-weeks-a = en fyraveckorsperiod
period-4-weeks-last = de fyra veckorna före
period-4-weeks-before = de fyra veckorna dessförinnan
period-4-weeks-same = samma fyra veckor förra året
period-month-one = månad
period-month-the = månaden
period-month-many = månader
period-month-a = en månad
period-month-last = förra månaden
period-month-before = förrförra månaden
period-month-same = samma månad förra året
period-quarter-one = kvartal
period-quarter-the = kvartalet
period-quarter-many = kvartal
period-quarter-a = ett kvartal
period-quarter-last = förra kvartalet
period-quarter-before = förrförra kvartalet
period-quarter-same = samma kvartal förra året
period-tertial-one = tertial
period-tertial-the = tertialet
period-tertial-many = tertial
period-tertial-a = ett tertial
period-tertial-last = förra tertialet
period-tertial-before = förrförra tertialet
period-tertial-same = samma tertial förra året
period-half-year-one = halvår
period-half-year-the = halvåret
period-half-year-many = halvår
period-half-year-a = ett halvår
period-half-year-last = förra halvåret
period-half-year-before = förrförra halvåret
period-half-year-same = samma halvår förra året
period-year-one = år
period-year-the = året
period-year-many = år
period-year-a = ett år
period-year-last = förra året
period-year-before = förrförra året
period-year-same = förra året
period-span-one = period
period-span-the = perioden
period-span-many = perioder
period-span-a = en period
period-span-last = lika många dagar före
period-span-before = lika många dagar dessförinnan
period-span-same = samma dagar förra året

## effect_checks

effect-checks-enough-events-passed = Rapporterna räcker för en procentsats (minst { $n } i varje område).
effect-checks-enough-events-failed = För lite underlag: { $n } { $n ->
        [one] rapport
       *[other] rapporter
    } före och efter tillsammans, minst { $least } behövs.
effect-checks-smallest-cell-passed = Minsta antalet är { $n }.
effect-checks-smallest-cell-failed = Minsta antalet är bara { $n }: läs intervallet, inte procentsatsen.
effect-checks-control-passed = Det finns ett jämförelseområde.
effect-checks-control-failed = Inget jämförelseområde: årstid, rapportering och slump skiljs inte från insatsen.
effect-checks-size-passed = Jämförelseområdet är ungefär lika stort (kvot { $ratio }).
effect-checks-size-failed = Området och jämförelseområdet är olika stora (kvot { $ratio }): antalet uteblivna rapporter kan missvisa, den relativa förändringen gör det inte.
effect-checks-parallel-before-open-passed = Före insatsen kan området ha ändrats mellan { $slope_low_share } och { $slope_high_share } om året mot jämförelseområdet (p = { $p }): det är vad som kan sägas om trenden.
effect-checks-parallel-before-different-failed = Området ändrades redan före mot jämförelseområdet, mellan { $slope_low_share } och { $slope_high_share } om året (p = { $p }): skillnaden kan fortsätta utan insatsen.
effect-checks-parallel-before-turns-passed = Slutsatsen håller: den ändras först om området redan före ändrades med { $breakdown_share } om året mot jämförelseområdet, och trenden före låg mellan { $slope_low_share } och { $slope_high_share }.
effect-checks-parallel-before-turns-failed = Slutsatsen ändras om området redan före ändrades med { $breakdown_share } om året mot jämförelseområdet, och det kan inte uteslutas: trenden före låg mellan { $slope_low_share } och { $slope_high_share } om året.
effect-checks-season-passed = Årstiden är densamma eller tas bort.
effect-checks-season-failed = Olika årstider jämförs utan jämförelseområde.
effect-checks-weeks-after-passed = { $n } { $n ->
        [one] dag
       *[other] dagar
    } efter är { $n ->
        [one] observerad
       *[other] observerade
    }.
effect-checks-weeks-after-failed = Bara { $n } { $n ->
        [one] dag efter är observerad
       *[other] dagar efter är observerade
    }: för kort för att säga något varaktigt.
effect-checks-records-cover-passed = Underlaget täcker båda perioderna.
effect-checks-records-cover-failed = { $missing } av de önskade dagarna saknas: underlaget går från { $first } till { $last }.
effect-checks-dispersion-passed = Spridningen är { $value }, varav veckornas egen är { $part }.
effect-checks-dispersion-failed = För kort historik ({ $n } { $n ->
        [one] vecka
       *[other] veckor
    }): veckornas spridning är antagen ({ $part }), inte skattad.
effect-checks-drift-known-passed = { $areas } områden där inget gjordes gled isär mellan perioderna, utöver slumpen med omkring { $drift_share }: det är inräknat i intervallet.
effect-checks-drift-few-passed = Bara { $areas } områden visar hur mycket områden glider isär (omkring { $drift_share } utöver slumpen, nedvägt för att de är få): det är inräknat i intervallet.
effect-checks-drift-still-passed = { $areas } områden där inget gjordes gled inte isär mellan perioderna utöver slumpen.
effect-checks-drift-unknown-failed = Det är inte känt hur mycket områden glider isär av sig själva: det kräver minst tre områden att jämföra med. Intervallet kan vara för smalt.
effect-checks-protocol-deviation-passed = Jämförelsen är gjord som protokollet { $protocol } av { $written } säger.
effect-checks-protocol-deviation-failed = Jämförelsen är gjord på annat sätt än protokollet { $protocol } av { $written } säger: { $names }.
effect-checks-peak-before-start-passed = Ingen topp strax före starten (kvot { $ratio }).
effect-checks-peak-before-start-failed = De åtta veckorna före starten låg högt (kvot { $ratio }): en del av en minskning hade kommit ändå (återgång mot medelvärdet).
effect-checks-selection-stated-passed = Området valdes på annat underlag än före-perioden.
effect-checks-selection-stated-failed = Området valdes på { $days } av samma dagar som det jämförs med: en del av en minskning hade kommit ändå (återgång mot medelvärdet).
effect-checks-selection-ranked-passed = Området var nummer { $rank } av { $n } före: inte det högsta.
effect-checks-selection-ranked-failed = Området var det högsta av { $n } före: omkring { $fall_share } minskning är att vänta även utan insats (återgång mot medelvärdet), om det var därför det valdes.
effect-checks-selection-unknown-failed = Det framgår inte vilka veckor området valdes på: valdes det efter en topp hade en del av en minskning kommit ändå.
effect-checks-other-insatser-passed = Inga andra insatser på samma platser.
effect-checks-other-insatser-failed = En annan insats rör { $where }.
effect-checks-distance-passed = Jämförelseområdet ligger { $n } m från området.
effect-checks-distance-failed = Jämförelseområdet ligger bara { $n } m från området: insatsen kan nå dit.
effect-checks-silent-weeks-passed = Inga luckor i rapporteringen.
effect-checks-silent-weeks-failed = { $n } { $n ->
        [one] dag saknar rapporter från alla och räknas inte som observerad
       *[other] dagar saknar rapporter från alla och räknas inte som observerade
    }.
effect-checks-reporters-passed = Samma rapportörer före och efter.
effect-checks-reporters-failed = { $share_share } av rapporterna { $when } kommer från en rapportör som inte fanns i den andra perioden: förändringen kan vara en förändring av rapporteringen.
effect-checks-sources-passed = Källornas andelar har inte säkert ändrats (p = { $p }).
effect-checks-sources-failed = Källornas andelar ändrades i { $where } (p = { $p }): förändringen kan vara en förändring av rapporteringen.
effect-checks-other-reports-passed = Rapporter om annat har inte säkert ändrats (kvot { $ratio }).
effect-checks-other-reports-failed = Även rapporter om sådant som insatsen inte gällde ändrades (kvot { $ratio }, p = { $p }): rapporteringen kan ha ändrats.
effect-checks-vague-times-passed = Tiderna är kända till dagen eller bättre.
effect-checks-vague-times-failed = { $n } { $n ->
        [one] rapport ({ $share_share }) är bara känd till vecka eller månad: den
       *[other] rapporter ({ $share_share }) är bara kända till vecka eller månad: en del
    } kan hamna på fel sida om starten.
effect-checks-places-area = området
effect-checks-places-insats = området
effect-checks-places-control = jämförelseområdet
effect-checks-places-before = före
effect-checks-places-after = efter
effect-checks-short-enough-events = för få rapporter
effect-checks-short-smallest-cell = små tal
effect-checks-short-control = inget jämförelseområde
effect-checks-short-size = jämförelseområdets storlek
effect-checks-short-parallel-before = trenden före
effect-checks-short-season = olika årstider
effect-checks-short-weeks-after = kort tid efter
effect-checks-short-records-cover = dagar saknas
effect-checks-short-dispersion = antagen spridning
effect-checks-short-drift = områdens egen drift okänd
effect-checks-short-protocol-deviation = avsteg från protokollet
effect-checks-short-peak-before-start = topp före starten
effect-checks-short-selection = hur området valdes
effect-checks-short-other-insatser = andra insatser
effect-checks-short-distance = nära jämförelseområde
effect-checks-short-silent-weeks = luckor i rapporteringen
effect-checks-short-reporters = ny eller försvunnen rapportör
effect-checks-short-sources = ändrad källmix
effect-checks-short-other-reports = ändrad rapportering
effect-checks-short-vague-times = oskarpa tider

## ahead

ahead-note = Jämförelsen är med vanliga dagar samma veckodag och månad, av alla rapporter i områdena. Den säger inget om just dessa dagar i år.
ahead-unknown = för lite underlag
ahead-states-silent = tyst
ahead-states-new = ny
ahead-states-jump = många fler än vanligt
ahead-states-drop = många färre än vanligt
ahead-states-ordinary = som vanligt
ahead-who-note = Fler rapportörer ger fler rapporter. Den som är tyst kan behöva en påminnelse, den som är ny ett tack.
ahead-kinds-holiday = helgdag
ahead-kinds-eve = helgafton
ahead-kinds-bridge-day = klämdag
ahead-kinds-school-break = lov
ahead-rate-no-sure-difference = ingen säker skillnad mot vanliga dagar ({ $name })
ahead-rate-such-days-times = sådana dagar ({ $name }): { $one } gånger så många rapporter som vanliga dagar ({ $ends_0 }–{ $ends_1 })
ahead-warm-weeks = De första varma veckorna brukar komma mellan mitten av april och slutet av maj. Fler är då ute om kvällarna.
ahead-who-caption = Rapporter per källa, { $told }
ahead-who-reporter = { $name } (rapportör)

## basis

basis-caption = Vad lägesbilden bygger på
basis-facts-rows = Rapporter i områdena
basis-facts-days = Rapporterna gäller
basis-facts-now = Rapporter i perioden
basis-facts-positive = Positiva rapporter i perioden
basis-facts-outside = Utanför områdena, ej räknade
basis-facts-clock = Med känt klockslag
basis-facts-topics = Teman
basis-facts-crs = Koordinatsystem
basis-facts-clock-zone = Tidszon
basis-facts-cell-size = Rutornas sida
basis-facts-version = Version av estgeo
basis-form-made = Framtagen
basis-form-author = Framtagen av
basis-form-recipients = Mottagare
basis-form-decision = Beslut (vad, vem, när)
basis-form-decided = Beslutat av och datum
basis-form-next = Nästa möte
basis-no-reports = Det finns inga rapporter i perioden. Det kan bero på att inget har hänt eller på att ingen har rapporterat.
basis-made-by = Gjord med estgeo { $version }
basis-from-sources = Från { $sources }
basis-data-from = Rapporterna gäller { $days }
basis-incomplete = Perioden är inte färdig: underlaget täcker den inte till slutet ({ $days }). Talen kan växa och ingenting kallas färre än normalt.
basis-late = Perioden är inte färdig: efter så här lång tid har i vanliga fall { $part } av rapporterna kommit in. Talen kan växa och ingenting kallas färre än normalt.
basis-outside = { $n } av periodens { $total } { $total ->
        [one] rapport
       *[other] rapporter
    } i underlaget ligger utanför områdena. { $n ->
        [one] Den
       *[other] De
    } räknas inte i något tal på sidan.
basis-known-to-area = { $n } av periodens { $total } { $total ->
        [one] rapport
       *[other] rapporter
    } är bara { $n ->
        [one] känd
       *[other] kända
    } till sitt område. { $n ->
        [one] Den
       *[other] De
    } ingår i summor och i tabeller per område men inte på kartan.
basis-far-off = { $n ->
        [one] 1 rapport ligger långt från alla andra. Koordinaten kan vara fel.
       *[other] { $n } rapporter ligger långt från alla andra. Koordinaterna kan vara fel.
    }
basis-area-centers = Punkterna ser ut att vara mittpunkter för områden: { $n } rapporter ligger på { $sites } punkter. Läs inga platser ur dem. Även antal per område kan vara fel, eftersom en större områdesmittpunkt hamnar i ett mindre område.

## charts

charts-hour-of-week = Veckans timmar
charts-data-clock = Dygnets timmar
charts-hour-axis = Klockslag (timmens början)
charts-per-hour = Antal per timme
charts-number-shade = Antal rapporter
charts-clock-note = Ytan växer utåt: jämför färg, inte storlek
charts-trend = Utveckling över tid
charts-trend-axis = Antal per { $kind }
charts-counted = Räknat antal
charts-incomplete = Ofullständig period
charts-trend-line = Trend: { $change } per år
charts-trend-band = 95 %-intervall för lutningen
charts-evaluation = Före och efter: { $name }
charts-evaluation-axis = Förändring, med 80 %- (tjock) och 95 %-intervall (tunn)
charts-area-alone = Enbart insatsområdet
charts-against-control = Jämfört med jämförelseområdet
charts-cannot-tell = för få rapporter
charts-robustness = Vad andra val ger, i ordning
charts-robustness-n = { $n } av { $missing } val har ett intervall
charts-robustness-axis = Ändring, med sitt intervall; inte oberoende av varandra
charts-concentration = Koncentration
charts-concentration-x = Andel av platserna (flest rapporter först)
charts-concentration-y = Andel av rapporterna
charts-reported = Rapporterna
charts-by-chance = Så som slumpen fördelar dem
charts-half = Hälften av rapporterna finns på { $share } av platserna
charts-gini = Gini { $gini } (av slump { $chance })
charts-near-repeats = Närliggande upprepning (near repeat)
charts-near-repeats-x = Dagar mellan två rapporter
charts-near-repeats-y = Avstånd mellan dem
charts-same-place = samma plats
charts-near-note = Observerat per förväntat (antal par). Inramat: fler än slumpen ger (p ≤ 0,05)
charts-detectable = Så stor minskning går att se
charts-detectable-x = Veckor efter insatsens start
charts-detectable-y = Minsta minskning som syns
charts-detectable-line = { $weekly } i veckan
charts-detectable-note = { $before } { $before ->
        [one] vecka
       *[other] veckor
    } före, { $power } chans att upptäcka den
charts-ring = Ring { $span } m utanför
charts-darkest-cell-the-highest-are = { $framed ->
        [one] Den högsta är inramad
       *[other] De { $framed } högsta är inramade
    }
charts-darkest-cell-darkest-reports-in = Mörkast: { $count } { $count ->
        [one] rapport
       *[other] rapporter
    } i samma veckotimme

## checklist_form

checklist-form-sheet = Rapporter
checklist-form-lists = Listor
checklist-form-wrong = Kan inte läsas
# Read back by name: see the headers that reading knows.
checklist-form-headings-start = Datum
checklist-form-headings-start-time = Klockslag
checklist-form-headings-category = Händelse
checklist-form-headings-severity = Allvarlighetsgrad
checklist-form-headings-area = Område
checklist-form-headings-address = Adress
checklist-form-headings-x = Longitud
checklist-form-headings-y = Latitud
checklist-form-headings-source = Organisation
checklist-form-headings-reporter = Rapportör
checklist-form-headings-comment = Kommentar
checklist-form-help-start = Dagen, som 2018-03-12.
checklist-form-help-start-time = Klockslaget, som 21:30. Lämna tomt om det är okänt.
checklist-form-help-category = Välj i listan.
checklist-form-help-severity = 1 (lindrigt) till 4 (mycket allvarligt).
checklist-form-help-area = Välj i listan.
checklist-form-help-address = Gata eller plats. Undvik om möjligt att ange någons bostad.
checklist-form-help-x = Longitud i grader, som 15,2066.
checklist-form-help-y = Latitud i grader, som 59,2741.
checklist-form-help-source = Er organisation.
checklist-form-help-reporter = Grupp eller funktion, inte någons namn.
checklist-form-help-comment = Vad som hände. Skriv inga namn, personnummer eller telefonnummer.

## command

command-verifying = räknar om studien
command-no-document = Inget dokument sparades: det behöver python-docx, pip install "estgeo[documents]".
command-unread = Ur förra dokumentet lästes inte: { $text } ({ $why }).
command-exploring = Gör sidan …
command-reading = Läser …
command-making = Gör lägesbilden …
command-testing = Prövar rutorna …
command-comparing = Jämför före och efter …
command-cannot = Det gick inte
command-rows = Rader
command-reason = Skäl
command-first = Första
command-next = Nästa steg:
command-no-zones = Inga områden angavs: ytan kring rapporterna är ett enda område. Ange områden med --zones.
command-cells-in-use = Kartan har rutor med rapporter och rutorna intill. Finns där mark där inget kan rapporteras blir hot spots för många.
command-areas = Områden
command-whole-area = Hela området
command-repeated-ids = Om varje rad är en egen händelse (t.ex. en rad per drabbad) fast id:t återkommer, ange att det inte finns något id: --column incident_id=
command-suggested = Förslag, som aldrig används utan att du anger dem:{" "}
command-centres = Punkterna ser ut att vara mittpunkter för områden. Räkna dem per område; inga kartor med hot spots görs av dem.
command-hints-name-the-column-of = Ange tidskolumnen med
command-hints-pass = Ange{" "}
command-hints-swap-them-with = Byt plats på dem med{" "}
command-hints-or-date-format = {" "}eller --date-format
command-hints-puts = {" "}lägger{" "}
command-hints-of-the-rows-in = % av raderna i Sverige
command-hints-of-the-rows-in-2 = % av raderna i området
command-hints-with-x-and-y = med x och y omkastade
command-hints-more-fit-as-well = {" "}till passar också
command-hints-a-study-area-tells = ett område skiljer dem åt
command-rows-read = { $n_read } { $n_read ->
        [one] rad läst
       *[other] rader lästa
    }: { $accepted } { $accepted ->
        [one] godtagen
       *[other] godtagna
    }, { $rejected } { $rejected ->
        [one] avvisad
       *[other] avvisade
    }.
command-made = Klart. Öppna { $page }
command-cells-found-none-of-cells = Ingen av { $n } { $n ->
        [one] ruta
       *[other] rutor
    } är, med rutorna intill, en hot spot.
command-cells-found-of-cells-is = 1 av { $n } { $n ->
        [one] ruta
       *[other] rutor
    } är en hot spot: fler rapporter i den och rutorna intill än väntat.
command-cells-found-of-cells-are = { $hot } av { $n } { $n ->
        [one] ruta
       *[other] rutor
    } är hot spots: fler rapporter i dem och rutorna intill än väntat.
command-peaks-found-no-single-cell = Ingen enskild ruta sticker ut från de andra rutornas antal.
command-peaks-found-one-cell-is = En ruta är för sig en topp: { $reports }, där de andra har { $mean } i snitt.
command-peaks-found-to = { $counts_1 } till { $counts_0 }
command-peaks-found-cells-are-peaks = { $most } rutor är var för sig en topp: { $told } rapporter, där de andra har { $mean } i snitt.
command-snapped = { $n } rapporter ligger på bara { $places } punkter. De kan ha flyttats till närmaste punkt av den som tog fram filen. Använd inte mindre rutor än avståndet mellan punkterna, och läs en enstaka topp med försiktighet.
command-first-layer = { $path } har flera lager: { $layers_0 } används, inte { $rest }. Ett annat lager väljs så: { $path }:{ $other }.
command-mended = { $path }: { $broken } av { $n } { $n ->
        [one] yta
       *[other] ytor
    } var { $broken ->
        [one] ogiltig
       *[other] ogiltiga
    } och rättades automatiskt.
command-saved-rejected = De avvisade raderna med sina skäl: { $path }
command-chosen-period = Ingen period angavs. Den senaste hela används: { $period }. Välj en annan med --period.
command-other-clock = Platserna ligger inte i Sverige, men klockslagen lästes som { $time_zone }. Ange vilken tidszon som gäller, t.ex. --time-zone America/New_York.
command-mend-and-read = Rätta raderna där och läs dem med resten: { $command }
command-unknown-command-there-is-no = Kommandot { $name } finns inte.
command-unknown-command-did-you-mean = {" "}Menade du { $near }?

## disclosure

disclosure-internal-stamp = INTERN – kan omfattas av sekretess
disclosure-hidden = visas inte
disclosure-few = få
disclosure-total = totalt
disclosure-total-of-all = alla tillsammans
disclosure-notes-suppress = Tal under { $k } visas inte, inte heller noll. Några större tal visas inte heller, för att de små inte ska kunna räknas fram.
disclosure-notes-round = Tal visas i klasser om { $k }, så att inget enskilt tal kan räknas fram.
disclosure-notes-merge = Områden med färre än { $k } är sammanslagna med en granne.
disclosure-notes-balanced-draw = Talen är ungefärliga: var { $k }:e rapport är dragen med slumpens hjälp och räknas som { $k }. De flesta tal ligger inom { $k } från det rätta. ”Få” är ingen eller några enstaka. Därför kan ingen enskild rapport räknas fram, inte heller om det fanns någon.

## effects

effects-found-fall-of-at-least-35 = Jämfört med utvecklingen i jämförelseområdet har rapporterna minskat med minst 35 % ({ $size }).
effects-found-fall-of-at-least-10 = Jämfört med utvecklingen i jämförelseområdet har rapporterna minskat med minst 10 % ({ $size }).
effects-found-fall = Jämfört med utvecklingen i jämförelseområdet har rapporterna minskat ({ $size }).
effects-found-rise = Jämfört med utvecklingen i jämförelseområdet har rapporterna ökat ({ $size }).
effects-compared-control = Jämfört med utvecklingen i jämförelseområdet
effects-compared-season = Jämfört med samma veckor ett tidigare år, utan jämförelseområde,
effects-compared-before = Jämfört med tiden före, utan jämförelseområde,
# Without a control a change is a fact about counts, never a finding on the insats.
effects-against-itself-season = samma veckor ett tidigare år
effects-against-itself-before = tiden före
effects-counts = { $name }: { $before } { $before ->
        [one] rapport
       *[other] rapporter
    } på { $days_before } { $days_before ->
        [one] dag
       *[other] dagar
    } före, { $after } på { $days_after } { $days_after ->
        [one] dag
       *[other] dagar
    } efter.
effects-counts-beside = { $name }: { $before } { $before ->
        [one] rapport
       *[other] rapporter
    } på { $days_before } { $days_before ->
        [one] dag
       *[other] dagar
    } före, { $after } på { $days_after } { $days_after ->
        [one] dag
       *[other] dagar
    } efter (jämförelseområdet { $control_before } och { $control_after }).
effects-too-few-reports-are-with = { $start } är rapporterna med { $c } säkerhet { $word } { $x } gånger så många.
effects-too-few-there-are-too = Det är för lite underlag för en procentsats.
effects-too-few-at-most = högst
effects-too-few-at-least = minst
effects-not-worth = { $start } har rapporterna inte minskat så mycket som önskades: en minskning på { $x } eller mer kan uteslutas ({ $interval }).
effects-found-alone-the-time-after = Tiden efter är så kort att det kan vara en tillfällig svängning.
effects-found-alone-fewer = färre
effects-found-alone-more = fler
effects-found-alone-there-were-reports = Rapporterna var { $which } än { $than } ({ $size }), men utan jämförelseområde går det inte att säga om det beror på insatsen.
effects-size = skattat till { $c }, { $i }
effects-undecided-it-cannot-be = { $start } går det inte att avgöra om rapporterna minskade ({ $interval });{" "}
effects-undecided-we-could-have = vi hade kunnat se en minskning på { $x } eller mer.
effects-undecided-with-so-few = med så få rapporter hade vi inte kunnat se någon minskning alls.
effects-interval = { $c }-intervall { $low } till { $high }
effects-change = { $x } gånger så många
effects-moved-reports-rose-in = Rapporterna ökade i { $x } jämfört med dess jämförelseområde: de kan ha flyttat dit.
effects-moved-reports-fell-in = Rapporterna minskade även i { $x }.
effects-moved-no-clear-sign = Inga säkra tecken på att problemet flyttat till omgivningen, eller på att även omgivningen förbättrats.
effects-caveats = Förbehåll: { $n } ({ $names }).

## explorer

explorer-stamps-group = INTERN – visar enskilda rapporter, kan omfattas av sekretess
explorer-stamps-organization = INTERN – bara antal, för den egna organisationen
explorer-title = Utforska rapporterna
# A list has the form for one and the form for others.
explorer-page-or = {" "}och{" "}
explorer-page-week = vecka
explorer-page-weekday = Veckodag
explorer-page-clock = kl. { $from }–{ $to }
explorer-page-clock-from = Från kl.
explorer-page-clock-to = till kl.
explorer-page-from = Från
explorer-page-to = till
explorer-page-last-4 = Senaste 4 veckorna
explorer-page-last-13 = 13 veckor
explorer-page-last-52 = 52 veckor
explorer-page-all-time = All tid
explorer-page-all-hours = Alla tider
explorer-page-choice = Ditt val
explorer-page-nothing-chosen = Inget är valt: alla rapporter visas. Välj i kartan, diagrammen eller listorna.
explorer-page-reports = { $n ->
        [one] { $n } rapport
       *[other] { $n } rapporter
    }
explorer-page-of-reports = { $n ->
        [one] av { $n } rapport
       *[other] av { $n } rapporter
    }
explorer-page-everything = { $n ->
        [one] { $n } rapport; inget är valt.
       *[other] { $n } rapporter; inget är valt.
    }
explorer-page-resting = { $n ->
        [one] Underlag: { $n } rapport, { $days }.
       *[other] Underlag: { $n } rapporter, { $days }.
    }
explorer-page-in-theme = tema
explorer-page-in-source = källa
explorer-page-in-severity = allvarlighet
explorer-page-in-zone = område
explorer-page-in-street = gata
explorer-page-in-insats = insats
explorer-page-in-insatser = insats
explorer-page-in-box = ruta på kartan
explorer-page-none = ej angivet
explorer-page-none-zone = utanför områdena
explorer-page-none-street = ingen gata inom 60 m
explorer-page-year-before = Året före ({ $when }): { $count }.
explorer-page-as-many = Lika många.
explorer-page-more = { $n } fler{ $share }.
explorer-page-fewer = { $n } färre{ $share }.
explorer-page-share = {" "}({ $sign }{ $share })
explorer-page-too-few = Färre än { $least } rapporter tillsammans: det går inte att avgöra om de är fler eller färre.
explorer-page-no-year = Välj veckor för att jämföra med året före.
explorer-page-not-covered = Rapporterna täcker inte samma tid året före.
explorer-page-too-long = Valet är längre än ett år och jämförs inte med året före.
explorer-page-untested = Antal, inte test: det som valts för att det sticker ut gör det i just de här rapporterna, även av slumpen.
explorer-page-undo = Ångra
explorer-page-clear = Rensa valet
explorer-page-copy-sentence = Kopiera som mening
explorer-page-copy-link = Kopiera länk
explorer-page-save-csv = Spara raderna (csv)
explorer-page-csv-name = valda-rapporter.csv
explorer-page-print = Skriv ut
explorer-page-copied = Kopierat
explorer-page-copy-by-hand = Kopiera texten
explorer-page-close = Stäng
explorer-page-compare = Karta och timmar visar
explorer-page-counts = antal
explorer-page-against-rest = skillnad mot övriga
explorer-page-against-year = skillnad mot året före
explorer-page-key-chosen = valet
explorer-page-key-rest = väntat om valet fördelades som övriga rapporter
explorer-page-key-year = samma val året före
explorer-page-column-rest = övriga
explorer-page-column-year = året före
explorer-page-reports-column = rapporter
explorer-page-title-map = Var
explorer-page-title-weeks = Vecka för vecka
explorer-page-title-hours = Timme och veckodag
explorer-page-title-theme = Tema
explorer-page-title-source = Källa
explorer-page-title-severity = Allvarlighet
explorer-page-title-zone = Område
explorer-page-title-street = Gata
explorer-page-title-insats = Insatser
explorer-page-title-rows = De valda rapporterna
explorer-page-title-test = Pröva valet
explorer-page-as-table = Som tabell
explorer-page-see-table = Talen står i tabellen under diagrammet.
explorer-page-more-rows = Visa alla
explorer-page-week-column = vecka
explorer-page-all-days = alla dagar
explorer-page-hour-column = dag och timme
explorer-page-cell-column = ruta om { $size } m (hörn i sydväst)
explorer-page-time-column = tid
explorer-page-known = klockslag,tidsspann,dag,vecka,månad
explorer-page-map-keys = Karta. Piltangenterna flyttar, plus och minus zoomar.
explorer-page-zoom-in = Zooma in
explorer-page-zoom-out = Zooma ut
explorer-page-whole = Hela kartan
explorer-page-draw-box = Rita en ruta
explorer-page-take-view = Välj det som syns
explorer-page-no-box = Ta bort rutan
explorer-page-one-report = en punkt är en rapport
explorer-page-in-a-cell = i en ruta
explorer-page-cells = rutor om { $size } m
explorer-page-cell = Ruta
explorer-page-fewer-than = färre
explorer-page-more-than = fler
explorer-page-too-few-here = färre än { $least }
explorer-page-off-map = { $n ->
        [one] { $n } rapport i valet har ingen plats på kartan.
       *[other] { $n } rapporter i valet har ingen plats på kartan.
    }
explorer-page-day-only = { $n ->
        [one] { $n } rapport i valet har bara dag, vecka eller månad och är inte med här.
       *[other] { $n } rapporter i valet har bara dag, vecka eller månad och är inte med här.
    }
explorer-page-long-span = { $n ->
        [one] { $n } rapport har ett tidsspann på mer än en timme och är inte med här.
       *[other] { $n } rapporter har ett tidsspann på mer än en timme och är inte med här.
    }
explorer-page-month-only = { $n ->
        [one] { $n } rapport är bara känd till månaden och finns inte i någon vecka.
       *[other] { $n } rapporter är bara kända till månaden och finns inte i någon vecka.
    }
explorer-page-insats-lines = Strecken överst visar när insatserna pågår.
explorer-page-insats-weeks = Välj insatsens tid (högst 52 veckor)
explorer-page-split = En rapport med flera teman räknas en gång i varje tema.
explorer-page-newest = De { $most } senaste visas.
explorer-page-too-many-rows = Fler än { $most } rapporter: välj färre för att se dem, eller spara som csv.
explorer-page-why-not = Sidan prövar aldrig det du valt. Den som letar hittar alltid något som sticker ut, och ett test på samma rapporter skulle kalla det säkert för ofta. Pröva valet på rapporter som kommer senare, eller ange vilka veckor du valde på (selected_on). Raderna nedan gör det:
explorer-page-copy-code = Kopiera raderna
explorer-page-later = { $week } är första hela veckan efter rapporterna på sidan: läs in den först
explorer-page-selected = dagarna då området valdes ut: ändra om det var andra
explorer-page-hidden-counts = { $n ->
        [one] Underlag: { $n } rapport. Antal under { $k } visas inte.
       *[other] Underlag: { $n } rapporter. Antal under { $k } visas inte, och så många andra döljs att de inte kan räknas fram.
    }
explorer-page-hidden-map = Rutor om { $size } m med minst { $k } rapporter visas.
explorer-page-hidden-hours = Fyra timmar i taget. Streckat: visas inte.
explorer-page-hidden-weeks = Streckat: visas inte.
explorer-page-not-shown = visas inte

## feedback

feedback-stamp = ÅTERKOPPLING
feedback-sections-told = Det ni rapporterade
feedback-sections-seen = Det gruppen såg
feedback-sections-decided = Det som är beslutat
feedback-sections-effect = Vad som kan sägas om effekten
feedback-sections-thanks = Tack
feedback-columns-theme = Tema
feedback-columns-own = Era rapporter
feedback-columns-all = Alla rapporter
feedback-caption = Rapporter per tema
feedback-hidden = Ett streck står där så få andra har rapporterat att antalet inte visas.
feedback-none-seen = Gruppen har inget problem noterat för de teman ni rapporterade om.
feedback-none-decided = Ingen insats är beslutad för de teman ni rapporterade om.
feedback-title = Återkoppling till { $to }, { $when }
feedback-may-read = Sidan är till { $to } och får läsas av alla där.
feedback-told-you-made-no = Ni lämnade ingen rapport under perioden.
feedback-told-you-made-in = Ni lämnade { $count } under perioden.
feedback-thanks-tell-us-if = Hör av er om något hindrar er från att rapportera. Också att det är lugnt är värt att veta.
feedback-thanks-thank-you-for = Tack för { $n ->
        [one] er rapport
       *[other] era { $n } rapporter
    }. Gruppen läste { $n ->
        [one] den
       *[other] dem
    } inför mötet.
feedback-responsible = Ansvarig: { $who }.
feedback-from-day = från { $when }

## hot_times

hot-times-verdicts-too-few = För få rapporter med känt klockslag för att testa tider ({ $n }).
hot-times-verdicts-no-hot-times = Inga tider sticker ut ({ $n }).
hot-times-verdicts-indication = Få rapporter, men tecken på fler än väntat { $when } ({ $n }).
hot-times-verdicts-hot-times = Fler rapporter än väntat { $when } ({ $n }).
hot-times-days-every-day = alla dagar
hot-times-days-every-day-but = alla dagar utom { $day }
hot-times-window = { $named } kl. { $hours }
hot-times = Av { $n_unknown } till är bara dagen, veckan eller månaden känd.
hot-times-together = { $n ->
        [one] Ungefär 1 rapport kom inom några timmar från en annan och räknas i testet som en enda med den.
       *[other] Ungefär { $n } rapporter kom inom några timmar från andra och räknas i testet som en enda med dem.
    }
hot-times-heaped = { $n } { $n ->
        [one] rapport är utelämnad
       *[other] rapporter är utelämnade
    }: ovanligt många har samma hela klockslag.

## insatser_status

# How an insats stands in a table, and after its name with a day.
insatser-status-short-proposed = föreslagen
insatser-status-short-planned = planerad
insatser-status-short-new = ny, pågår
insatser-status-short-continues = fortsätter
insatser-status-short-ends = avslutas
insatser-status-short-ended = avslutad
insatser-status-states-proposed = är föreslagen från { $day }
insatser-status-states-planned = är planerad från { $day }
insatser-status-states-new = är ny och pågår sedan { $day }
insatser-status-states-continues = pågår sedan { $day }
insatser-status-states-ends = pågick till och med { $day }
insatser-status-states-ended = är avslutad, började { $day }
insatser-status-caption = Angivna insatser
insatser-status-all-themes = alla
insatser-status-from = från { $day }
insatser-status-none-given = Inga insatser är angivna här.
insatser-status-none-to-follow = Ingen insats pågick under perioden eller det senaste halvåret före den.
insatser-status-how-to-read = Varje insats jämförs före och efter sin start. Intervallet säger hur säker förändringen är; innehåller det noll går det inte att avgöra om antalet har ändrats.
insatser-status-elsewhere = { $n } { $n ->
        [one] angiven insats
       *[other] angivna insatser
    } ligger utanför området och visas inte.
insatser-status-not-evaluated = { $name }: kan inte följas upp. { $reason }
insatser-status-picture-alt = Förändring med intervall för { $name }; siffrorna står i texten ovan

## law

law-title = Lägesbild enligt lag (2023:196){ $place }, { $period }
law-subtitle = Underlag till kommunens lägesbild enligt lagen om kommuners ansvar för brottsförebyggande arbete. Kommunen tar fram lägesbilden och beslutar om åtgärdsplanen.
law-may-read = Sidan visar inga enskilda rapporter, men små antal och utpekade platser. Gruppen avgör vad som får spridas.
law-sections-extent = Omfattning (4 § 1)
law-sections-consequences = Konsekvenser (4 § 1)
law-sections-information = Annan information av betydelse (4 § 2)
law-sections-analysis = Analys (4 § 3)
law-sections-plan = Åtgärdsplan
law-sections-follow-up = Uppföljning
law-sections-coordination = Samordning och samverkan
law-sections-sources = Källor som användes och valdes bort
law-sections-candidates = Kandidater till fördjupad EST
# {what a table is called in the code: its sheet, what it is called on the page}
law-tables-population = befolkning
law-tables-reference = jämförelsetal
law-tables-consequences = konsekvenser
law-tables-surveys = undersökningar
law-tables-other = övrigt
law-tables-coordination = samverkan
law-tables-sources = källor
law-captions-rates = Rapporter per 1 000 invånare och år
law-captions-reference = Jämfört med de tal som gruppen har angett
law-captions-consequences = Konsekvenser, enligt gruppen
law-captions-surveys = Undersökningar
law-captions-other = Andra uppgifter, enligt gruppen
law-captions-coordination = Samverkan, enligt gruppen
law-captions-reported = Källor till rapporterna i perioden
law-captions-sources = Andra källor
law-captions-analysis = Problem och troliga orsaker
law-captions-plan = Mål och insatser
law-captions-candidates = Kandidater till fördjupad EST
law-columns-people = Invånare
law-columns-rate = Per 1 000 och år
law-columns-interval = 95 %-intervall
law-columns-who = Jämförs med
law-columns-value = Deras tal
law-columns-reading = Här
law-columns-question = Fråga
law-columns-year = År
law-columns-answers = Svar
law-columns-result = Resultat
law-columns-change = Ändring
law-columns-source = Källa
law-columns-used = Användes
law-columns-why = Varför, begränsningar
law-columns-reports = Rapporter
law-columns-cause = Trolig orsak
law-columns-how = Hur
law-columns-goal = Mål
law-columns-insats = Insats
law-columns-when = När
law-columns-weeks = Veckor med rapporter
law-columns-same = I samma rutor
law-columns-grave = Allvarlighet, summa
law-columns-cost = Kostnad
law-readings-higher = högre
law-readings-lower = lägre
law-readings-neither = går inte att skilja
law-yes = ja
law-no = nej
law-whole = Hela området
law-not-given-population = Antal per 1 000 invånare visas när tabellen ”befolkning” är angiven (område, invånare).
law-not-given-reference = Inga jämförelsetal är angivna (tabellen ”jämförelsetal”: vem, värde per 1 000 invånare och år, och om det behövs område och tema).
law-not-given-consequences = Lagen frågar efter konsekvenser. De syns inte i rapporterna: kostnader, skador, vilka som drabbas och vad boende undviker. Ange dem i tabellen ”konsekvenser”.
law-not-given-information = Inga undersökningar eller andra uppgifter är angivna (tabellerna ”undersökningar” och ”övrigt”).
law-not-given-analysis = Gruppen har inte beskrivit något problem. Hur det går till och troliga orsaker fylls i längst bak i dokumentet.
law-not-given-plan = Inga mål eller insatser är angivna. Mål och insatser fylls i längst bak i dokumentet.
law-not-given-coordination = Vem som samordnar och vilka som samverkar anges i tabellen ”samverkan”.
law-not-given-sources = Vilka andra källor som användes eller valdes bort, och varför, anges i tabellen ”källor” (källa, används, varför).
law-rates-note = Intervallen gäller slumpen i antalet rapporter, med den spridning som veckorna visar. De säger inget om brott som ingen rapporterar, och folkmängden räknas som känd.
law-reference-note = Högre eller lägre står där jämförelsetalet ligger utanför intervallet. Talet räknas som känt. Jämförelsen håller bara om båda räknar samma sak: rapporter här är inte anmälda brott.
law-surveys-note = Intervallen är 95 %: andelar enligt Wilson, ändringar enligt Newcombe, medelvärden med t-fördelning. Antalet svar är delat med designeffekten där den är angiven. De säger inget om dem som inte svarade.
law-no-spread = intervall saknas: standardavvikelsen är inte angiven
law-yearly-note = Nästa datum för varje insats står i tabellen.
law-candidates-note = Kandidater är teman i ett område med rapporter i minst hälften av de senaste { $weeks } veckorna, där rapporterna i andra halvan låg i samma rutor som i den första oftare än om de fallit jämnt över de rutor som haft rapporter (p högst 0,01). Kostnad och allvarlighet visas där de är kända och avgör ordningen. Gruppen väljer.
law-no-candidates = Inget tema i något område har både haft rapporter i minst hälften av de senaste { $weeks } veckorna och legat kvar i samma rutor.
law-too-few-weeks = Kandidater till fördjupad EST kräver { $least } { $least ->
        [one] vecka
       *[other] veckor
    } med rapporter; här finns { $n }.
law-no-places = Kandidater till fördjupad EST kräver rapporter med plats på kartan.
law-facts-weeks = Hur länge
law-facts-now = I perioden
law-facts-where = Var
law-facts-same = Stabilt i rummet
law-facts-when = När
law-facts-kinds = Vad
law-facts-sources = Vilka rapporterar
law-facts-grave = Allvarlighet
law-facts-cost = Kostnad
law-facts-tried = Prövade insatser
law-facts-how = Hur det går till
law-facts-cause = Trolig orsak
law-facts-owner = Vem äger och förvaltar
law-not-said = inte angivet
law-since = från { $v0 }
law-unknown = inte känt
law-none-tried = ingen angiven
law-points = { $v0 } till { $v1 } procentenheter
law-between = { $v0 } till { $v1 }
law-weeks-told = Rapporter i { $n } av de senaste { $of } veckorna; den första på fil är från { $period }.
law-same-cells = { $n } av { $of } { $of ->
        [one] rapport
       *[other] rapporter
    } i andra halvan låg i de { $top } av { $used } { $used ->
        [one] ruta
       *[other] rutor
    } som hade flest i den första.
law-lacking = Kunskap som saknas: { $v0 }.
law-undescribed = { $n ->
        [one] Ett förslag ur antalen har gruppen inte tagit ställning till.
       *[other] { $n } förslag ur antalen har gruppen inte tagit ställning till.
    }

## longer

longer-reports = Rapporter
longer-no-patterns = Ingen ruta har ett av mönstren.
longer-patterns-caption = Antal rutor per mönster
longer-trends-caption = Utveckling per tema
longer-assessment-caption = Gruppens bedömning, på gruppens egen skala
longer-assessment-note = Nivåerna är gruppens egen bedömning; de räknas aldrig fram ur siffrorna.
longer-no-assessments = Ingen bedömning är angiven för perioden eller för tidigare perioder av samma slag.
longer-priorities-caption = Underlag för prioritering
longer-indicators-caption = Indikatorer per område
longer-no-indicators = Inga indikatorer är angivna.
longer-whole-alt = Gruppens nivå för hela området bredvid antalet rapporter, period för period
longer-areas-alt = Gruppens nivå per område, period för period
longer-topics-left = Ej i tabellen, men i summan: { $names }.
longer-too-few-months = För få perioder: { $months } hela månader, minst { $least } behövs.
longer-patterns-alt = Karta över { $cells } { $cells ->
        [one] ruta
       *[other] rutor
    } med mönster; tabellen säger hur många av varje
longer-patterns-intro = Varje ruta testas månad för månad, { $months } { $months ->
        [one] hel månad
       *[other] hela månader
    }: är den en ny, varaktig, växande eller avtagande hot spot?
longer-direction = { $capitalize }: { $per_year_text } per år (95 %-intervall { $span }), { $months } { $months ->
        [one] månad
       *[other] månader
    }.
longer-direction-reading-too-few-reports = för få rapporter
longer-direction-reading-reports-rise = rapporterna ökar
longer-direction-reading-reports-fall = rapporterna minskar
longer-direction-reading-inconclusive = går inte att avgöra
longer-trend-note-the-direction-is = Utvecklingen gäller rapporter, inte brott: fler rapportörer ger fler rapporter.
longer-trend-note-within-two-years = Under två år kan årstiden se ut som en trend.
longer-trend-alt = Antal rapporter månad för månad, { $months } { $months ->
        [one] månad
       *[other] månader
    }, med trend

## map_change

map-change-before = Före
map-change-after = Efter
map-change = Förändring
map-change-change-title = Före, efter och förändring
map-change-chance = Kan vara slumpen
map-change-chance-sentence = Skillnaden kan vara slumpen.
map-change-no-change-seen = Inget område har ändrats mer än slumpen kan förklara.
map-change-change-method = Färg bara där förändringen är större än slumpen kan förklara. Små förändringar är ofta slump.
map-change-against-all = Förändringen är räknad mot utvecklingen på hela kartan: provet gäller områdets andel av alla rapporter.
map-change-before-after = Före: { $v0 }. Efter: { $v1 }.
map-change-ratio = Kvot: { $v0 } (95 %-intervall { $v1 }–{ $v2 })
map-change-evaluation-title = Före och efter: { $name }
map-change-roles-insats = Insatsområdet
map-change-roles-ring = Ring utanför
map-change-roles-control = Jämförelseområde
map-change-roles-control-ring = Ring runt jämförelseområdet
map-change-verdicts-fewer = Minskat mer än slumpen ger
map-change-verdicts-more = Ökat mer än slumpen ger
map-change-verdicts-fewer-alone = Färre än före, utan jämförelseområde
map-change-verdicts-more-alone = Fler än före, utan jämförelseområde
map-change-verdicts-undecided = Går inte att avgöra
map-change-verdicts-reference = Att jämföra med
map-change-before-after-days = Före: { $v0 } på { $v2 } dagar. Efter: { $v1 } på { $v3 } dagar.
map-change-alone-method = Utan jämförelseområde går det inte att säga vad en förändring beror på.
map-change-change-interval = Förändring: { $v0 } % ({ $v1 } till { $v2 } %)
map-change-against-control = Jämfört med jämförelseområdet.
map-change-against-control-ring = Jämfört med ringen runt jämförelseområdet.
map-change-against-itself = Jämfört med sig själv, utan jämförelseområde.
map-change-evaluation-method = Färg bara där hela 95 %-intervallet ligger på ena sidan om ingen förändring.
map-change-outlines = Områden
map-change-change-label-down-by = Minskat med { $span }
map-change-change-label-up-by = Ökat med { $span }
map-change-counts-in-days = { $first } på { $before } { $before ->
        [one] dag
       *[other] dagar
    } → { $second } på { $after } { $after ->
        [one] dag
       *[other] dagar
    }

## map_counts

map-counts-titles-n = Antal rapporter
map-counts-titles-n-per-km = Rapporter per km
map-counts-titles-rate = Rapporter i förhållande till befolkningen
map-counts-titles-rate-smoothed = Rapporter i förhållande till befolkningen, utjämnat
map-counts-here-n = Antal: { $v0 }
map-counts-here-n-per-km = { $v0 } per km
map-counts-here-rate = Tal: { $v0 }
map-counts-here-rate-smoothed = Utjämnat tal: { $v0 }
map-counts-here-per-rate = Tal per { $per }: { $v0 }
map-counts-here-per-rate-smoothed = Utjämnat tal per { $per }: { $v0 }
map-counts-rate-interval = Intervall: { $v0 }–{ $v1 }

## map_density

map-density = Täthet av rapporter
map-density-density-intro = Rapporter per km²
map-density-density-here = { $v0 } per km²
map-density-density-method = Täthet visar var det är mycket, inte om det är mer än slumpen ger.
map-density-ratio-intro = Rapporter i förhållande till det som kan drabbas
map-density-bandwidth = Bandbredd: { $width } m.

## map_emerging

map-emerging-pattern-groups-growing-hot = Ny eller växande
map-emerging-pattern-groups-stable-hot = Bestående
map-emerging-pattern-groups-fading-hot = Avtagande eller historisk
map-emerging-pattern-groups-irregular-hot = Kommer och går
map-emerging-pattern-groups-growing-cold = Färre än väntat: nytt eller växande
map-emerging-pattern-groups-stable-cold = Färre än väntat: bestående
map-emerging-pattern-groups-fading-cold = Färre än väntat: avtagande
map-emerging-pattern-groups-irregular-cold = Färre än väntat: kommer och går
map-emerging-pattern-groups-none = Inget mönster
map-emerging-pattern-groups-short = För få perioder
map-emerging-pattern-kinds-new = Ny: i sista perioden, aldrig förut.
map-emerging-pattern-kinds-consecutive = Sammanhängande: i de sista perioderna i rad, aldrig före dem.
map-emerging-pattern-kinds-intensifying = Tilltagande: i nästan alla perioder, och starkare med tiden.
map-emerging-pattern-kinds-persistent = Bestående: i de flesta perioder, utan tydlig trend.
map-emerging-pattern-kinds-diminishing = Avtagande: i nästan alla perioder, men svagare med tiden.
map-emerging-pattern-kinds-sporadic = Sporadisk: av och till, även i sista perioden.
map-emerging-pattern-kinds-oscillating = Svängande: i sista perioden, men tidigare det motsatta.
map-emerging-pattern-kinds-historical = Historisk: i de flesta perioder, men inte den sista.
map-emerging-pattern-kinds-emerging = Framväxande: i de senaste perioderna, inte i de äldre.
map-emerging-pattern-kinds-former = Tidigare: i de äldre perioderna, inte i de senaste.
map-emerging-pattern-kinds-intermittent = Återkommande: i en del perioder, utan ordning.
map-emerging-pattern-sides-hot = Fler än väntat.{" "}
map-emerging-pattern-sides-cold = Färre än väntat.{" "}
map-emerging = Mönster över tid
map-emerging-emerging-intro = Fler rapporter här och intill än väntat, period för period
map-emerging-emerging-method = Metod: Getis-Ord Gi* i varje period, och trenden i dem. Hela namnet på mönstret visas när man pekar på en ruta.
map-emerging-none-found = Ingen ruta har ett mönster av fler rapporter än väntat.
map-emerging-share-hot = Hot spot i { $v0 } % av perioderna

## map_hot_spots

map-hot-spots = Hot spots
map-hot-spots-hot-spots-intro = Fler rapporter här och intill än väntat
map-hot-spots-hot-spot-classes-3 = Hot spot, 99 %
map-hot-spots-hot-spot-classes-2 = Hot spot, 95 %
map-hot-spots-hot-spot-classes-1 = Hot spot, 90 %
map-hot-spots-hot-spot-classes-0 = Inte hot spot
map-hot-spots-hot-spot-classes-minus-1 = Färre än väntat, 90 %
map-hot-spots-hot-spot-classes-minus-2 = Färre än väntat, 95 %
map-hot-spots-hot-spot-classes-minus-3 = Färre än väntat, 99 %
map-hot-spots-neither-class = Varken hot spot eller topp
# Name and sentence of a peak that is no hot spot, and of one that is.
map-hot-spots-peak-classes-0-0 = Enstaka topp
map-hot-spots-peak-classes-0-1 = Fler rapporter just här än de andra platsernas antal ger anledning att vänta.
map-hot-spots-peak-classes-1-0 = Topp i en hot spot
map-hot-spots-peak-classes-1-1 = Fler rapporter just här än de andra platsernas antal ger anledning att vänta, och fler än väntat här och intill.
map-hot-spots-hot-spot-method = Metod: Getis-Ord Gi*. Procenttalen gäller efter rättning för att många platser testas. En ruta kan vara hot spot på grund av rutorna intill.
map-hot-spots-peak-method = Topp: platsens eget antal testat mot alla andra platsers (negativ binomial, 95 %). Ett enda stort antal gör inte platsen till hot spot.
map-hot-spots-none-found = Ingen plats är, tillsammans med platserna intill, en hot spot.
map-hot-spots-no-peak = Ingen plats är för sig en topp.
map-hot-spots-around = Här och intill: { $v0 }, väntat { $v1 }
map-hot-spots-cold-not-shown = { $n } med färre än väntat är inte { $n ->
        [one] markerad
       *[other] markerade
    }: färre rapporter är inte detsamma som tryggt.
map-hot-spots-found-places = { $peaks ->
        [one] plats
       *[other] platser
    }
map-hot-spots-found-by = { $peaks } { $noun }är för sig en topp.
map-hot-spots-hot-spot-the-count-here = Antalet här och intill är inte högre än om rapporterna delats ut på måfå.
map-hot-spots-hot-spot-more-reports-here = Fler rapporter här och intill än väntat ({ $level } %).
map-hot-spots-hot-spot-fewer-reports-here = Färre rapporter här och intill än väntat ({ $level } %).

## map_near_repeats

map-near-repeats = Närliggande upprepning (near repeat)
map-near-repeats-chains = Kedjor
map-near-repeats-role-words-originator = Första i en kedja
map-near-repeats-role-words-near-repeat = Närliggande upprepning (near repeat)
map-near-repeats-role-words-repeat = Upprepning på samma plats
map-near-repeats-role-words-same-place = Upprepning på samma plats
map-near-repeats-role-words-isolated = Ensam
map-near-repeats-role-words-single = Ensam
map-near-repeats-role-words-none = Ensam
map-near-repeats-near-repeats-method = En kedja binder samman rapporter som ligger nära varandra i rum och tid. Att två hör samman säger inte att det är samma gärningsperson.

## map_streets

map-streets-titles-gi-bin = Hot spots längs gator
map-streets-titles-density = Täthet av rapporter längs gator
map-streets-titles-n-per-km = Rapporter längs gator
map-streets-titles-n = Rapporter längs gator
map-streets-intros-gi-bin = Fler rapporter än väntat på sträckan och dem inom gångavstånd
map-streets-intros-density = Rapporter per km gata
map-streets-intros-n-per-km = Rapporter per km gata
map-streets-intros-n = Antal rapporter
map-streets-notes-gi-bin = Metod: Getis-Ord Gi* längs gator. En sträcka kan vara hot spot på grund av sträckorna intill.
map-streets-notes-density = Täthet visar var det finns många rapporter, inte om de är fler än väntat.
map-streets-notes-n-per-km = Antal per km är osäkert på korta sträckor.
map-streets-notes-n = Långa sträckor har fler rapporter därför att de är långa.
map-streets-fields-density = { $v0 } per km
map-streets-fields-n-per-km = { $v0 } per km
map-streets-fields-n = Rapporter: { $v0 }
map-streets-fields-usual = Rapporter: { $v0 }, mot { $v1 } vanligt på en lika lång sträcka
# A stretch of street with its reports, as it is said at a meeting.
map-streets-hot-stretch = { $stretch }: { $n ->
        [one] { $n } rapport
       *[other] { $n } rapporter
    }, mot { $usual } vanligt
map-streets-hottest = { $stretches }. Vanligt är vad en lika lång sträcka har i snitt på alla gator här.
# What the key counts: a street is cut into stretches at its junctions.
map-streets-stretches = antal sträckor
map-streets-length = Längd: { $v0 } m

## map_weeks

map-weeks-window-one = Varje bild är { $a }.
map-weeks-window-many = Varje bild är summan av { $n } { $many }.
map-weeks-step-buttons-play = Spela
map-weeks-step-buttons-pause = Pausa
map-weeks-step-buttons-slider = Period
map-weeks-weeks-title = { $one } för { $one }

## maps

maps-buttons-key = Teckenförklaring
maps-buttons-map = Karta
maps-buttons-zoom-in = Zooma in
maps-buttons-zoom-out = Zooma ut
maps-buttons-table = Kartan som tabell
maps-buttons-place = Plats
maps-buttons-facts = Uppgifter
maps-internal = Internt: kartan visar enskilda rapporter. Delas bara inom den krets som gruppen bestämt.
maps-zones = antal områden
maps-cells = antal rutor
maps-lines = antal gator
maps-points = antal rapporter
maps-hidden = Visas inte
maps-hidden-sentence = Antalet är för litet för att visas eller saknas.
maps-counts = Antal rapporter
maps-count-here = Antal: { $v0 }
maps-small-cells = Rutorna är mindre än 100 m. Läget i polisdata har ett medianfel på omkring 83 m (Gerell 2018): läs inte enskilda rutor för sig.
maps-adjusted = p (justerat): { $v0 }
maps-ground = Bakgrundskarta
maps-background = Bakgrund
maps-reports-layer = Rapporter i perioden
maps-report = Rapport
maps-zone-cells-of-m = rutor om { $cell_size }{"\u00A0"}m
maps-zone = { $n } { $n ->
        [one] gata
       *[other] gator
    }
maps-zone-2 = { $n } { $n ->
        [one] område
       *[other] områden
    }
maps-large-page-of-zones-became = { $merged } av { $n } områden ritas som en enda yta utan egna rutor att peka på.
maps-large-page-zones-make-a = { $n } områden ger en stor och långsam sida.
maps-large-page-larger-cells-make = Större rutor ger en karta som läses snabbare.
maps-or-more-or-more = { $low } eller fler
maps-or-more-or-more-2 = { $low } eller mer
maps-below = under { $high }
maps-from-to = { $low } till under { $high }
maps-class = Antal: { $label }

## meeting

meeting-problem-fields-what = Vad
meeting-problem-fields-how = Hur
meeting-problem-fields-cause = Troliga orsaker
meeting-problem-fields-goal = Mål
meeting-problem-fields-target = Högst antal rapporter
meeting-problem-fields-level = Nivå
meeting-problem-fields-priority = Prioritet
meeting-problem-fields-status = Status
meeting-insats-fields-id = Nr
meeting-insats-fields-name = Insats (vad och var)
meeting-insats-fields-problem = Problem
meeting-insats-fields-start = Från
meeting-insats-fields-end = Till
meeting-insats-fields-hours = Tider
meeting-insats-fields-responsible = Ansvarig
meeting-insats-fields-purpose = Syfte
meeting-insats-fields-status = Status
meeting-level-fields-zone = Område
meeting-level-fields-level = Nivå
meeting-level-fields-comment = Kommentar
meeting-note-fields-author = Framtagen av
meeting-note-fields-recipients = Mottagare
meeting-note-fields-continues = Insatser fortsätter enligt tidigare lägesbild (X = ja)
meeting-note-fields-needed = Behov finns av ytterligare insatser (X = ja)
meeting-note-fields-decision = Beslut (vad, vem, när)
meeting-note-fields-decided = Beslutat av och datum
meeting-note-fields-next = Nästa möte
meeting-theme-field = Tema
meeting-problem = Problem
meeting-new-problem = Nytt problem
meeting-whole = Hela området
meeting-problem-statuses-new = ny
meeting-problem-statuses-open = pågår
meeting-problem-statuses-watched = bevakas
meeting-problem-statuses-closed = avslutad
meeting-insats-statuses-proposed = föreslagen
meeting-insats-statuses-decided = beslutad
meeting-insats-statuses-running = pågår
meeting-insats-statuses-ended = avslutad
meeting-fill-in = Att fylla i vid mötet
meeting-fill-in-note = Skriv i rutorna. Det som står här läses in i nästa lägesbild. Status för problem: ny, pågår, bevakas eller avslutad. Status för insatser: föreslagen, beslutad, pågår eller avslutad. Datum skrivs som 2018-03-12. Låt numren stå.
meeting-captions-notes = Beslut
meeting-captions-insatser = Insatser kommande period
meeting-captions-levels = Gruppens bedömning
meeting-captions-changes = Antal som har ändrats sedan sidan gjordes
meeting-captions-reports = Periodens rapporter
meeting-captions-good = Positiva rapporter
meeting-captions-risks = Dagar att förbereda sig för
meeting-captions-who = Vilka som rapporterar
meeting-captions-verdicts = Ska insatsen fortsätta?
meeting-columns-time = Tid
meeting-columns-where = Plats
meeting-columns-source = Källa
meeting-columns-severity = Allvar
meeting-columns-told = Vad som berättas
meeting-columns-then = När sidan gjordes
meeting-columns-now = Nu
meeting-columns-day = Dag
meeting-columns-name = Vad
meeting-columns-before = Tidigare år
meeting-columns-period = Period
meeting-columns-reports = Rapporter
meeting-columns-usual = Brukar vara
meeting-columns-status = Läge
meeting-sections-since = Sedan förra lägesbilden
meeting-sections-ahead = Inför kommande period
meeting-sections-who = Vilka som rapporterar
meeting-sections-groups = Gruppernas egna bilder
meeting-stamps-group = INTERN – kan omfattas av sekretess
meeting-stamps-organization = FÖR ORGANISATIONEN
meeting-may-read-group = Sidan får bara läsas av dem som gruppen har bestämt: den visar enskilda rapporter.
meeting-may-read-organization = Sidan får läsas av alla i de organisationer som ingår i samverkan. Den visar inga enskilda rapporter, platser eller kommentarer. Den är inte gjord för allmänheten.
meeting-verdicts-continue = fortsätt
meeting-verdicts-end = avsluta
meeting-verdicts-cannot-be-told-yet = går inte att avgöra ännu
meeting-phases = –
meeting-phases-start = uppstart
meeting-phases-running = genomförande
meeting-phases-maintenance = upprätthållande
meeting-why-fall = rapporterna har minskat
meeting-why-rise = rapporterna har ökat
meeting-why-no-fall-of-10 = rapporterna har inte minskat med ens 10 %
meeting-why-undecided = förändringen är osäker
meeting-why-no-comparison = jämförelseområde saknas
meeting-why-few-events = för få rapporter
meeting-why-not-started = har inte börjat
meeting-why-no-area = har ingen egen plats
meeting-why-not-evaluated = kan inte jämföras
meeting-verdict-columns-insats = Insats
meeting-verdict-columns-status = Status, fas
meeting-verdict-columns-change = Förändring
meeting-verdict-columns-verdict = Besked
meeting-verdict-columns-why = Därför att
meeting-verdict-columns-next = Kan avgöras / nästa kontroll
meeting-verdict-note = Fortsätt: rapporterna har minskat säkert jämfört med jämförelseområdena. Avsluta: de har ökat, eller inte minskat med ens 10 %. Beskedet gäller rapporterna; gruppen väger in kostnad och annat.
meeting-rest = Övriga
meeting-unread-day = är inget datum som 2018-03-12
meeting-unread-status = är ingen känd status
meeting-unread-number = är inget tal
meeting-unread-problem = är inget nummer på ett problem
meeting-unread-start = är en insats utan startdag; den är inte inläst
meeting-unread-text = står utanför rutorna att fylla i och är inte inläst
meeting-unread-gone = finns inte längre i dokumentet; det är kvar som det var
meeting-unread-label = är ingen ruta som känns igen
meeting-unread-memory = dokumentet har tappat sitt minne; ytor, teman och äldre poster saknas
meeting-unread-changed = är ändrat i löptexten; ändringen är inte inläst
meeting-carried-heads-goes-on = Fortsätter
meeting-carried-heads-new = Nya förslag
meeting-carried-heads-none-now = Utan rapporter nu
meeting-carried-heads-left = Inte med den här gången, med få rapporter och inget skrivet av gruppen
meeting-carried-heads-needed = Behov av ytterligare insatser förra gången
meeting-carried-heads-closed = Avslutade
meeting-carried-heads-decision = Beslut förra gången
meeting-severity-change-pairs-increase = Rapporterna är allvarligare än före.
meeting-severity-change-pairs-decrease = Rapporterna är lindrigare än före.
meeting-severity-change-pairs-inconclusive = Ingen säker skillnad i allvar.
meeting-small-note = Antal mellan 1 och { $k_1 } visas inte för sig. De ingår i Övriga.
meeting-since-listed-for-the = Listas första gången.
meeting-since-listed-since = Listades första gången { $told }.
meeting-goal-the-goal-is = Målet är högst { $most } { $target ->
        [one] rapport
       *[other] rapporter
    }: { $told } ({ $n }).
meeting-goal-reached = nått
meeting-goal-so-far = nått hittills, men fler rapporter kan komma in
meeting-goal-not-reached = inte nått
meeting-had-before-done-then = Då gjordes: { $done }.
meeting-had-before-what-was-done = Vad som gjordes då är inte noterat.
meeting-had-before-was-there-before = Har funnits tidigare och avslutats: { $id }{ $told }.
meeting-cause-then = Trolig orsak då: { $cause }
meeting-none-now = Inga rapporter { $name }{ $told }.
meeting-cannot-be-counted = Problemet har inget tema eller område bland rapporterna och räknas inte.
meeting-then-and-now = { $name }: { $reports } när sidan gjordes, nu { $n }.
meeting-more-reports = Ytterligare { $reports } visas inte: de allvarligaste och senaste går före.
meeting-severity = Allvaret är i snitt { $one } (perioden före { $other }).

## network

network-texts-lines = { $n } { $n ->
        [one] linje lästes
       *[other] linjer lästes
    }
network-texts-without-length = { $n } { $n ->
        [one] linje
       *[other] linjer
    } utan längd lämnades utanför
network-texts-twice = { $n } { $n ->
        [one] sträcka var ritad två gånger och räknas en gång
       *[other] sträckor var ritade två gånger och räknas en gång
    }
network-texts-cut = { $n } { $n ->
        [one] linje
       *[other] linjer
    } delades vid korsningar
network-texts-joined = { $n } { $n ->
        [one] linjeände
       *[other] linjeändar
    } flyttades till en annan linje inom toleransen
network-texts-crossings-apart = { $n } { $n ->
        [one] korsning utan gemensam punkt hålls isär, som vid en bro
       *[other] korsningar utan gemensam punkt hålls isär, som vid broar
    }
network-texts-dead-ends = { $n } { $n ->
        [one] återvändsgata
       *[other] återvändsgator
    }
network-texts-parts = { $n ->
        [one] nätet hänger ihop
       *[other] nätet består av { $n } delar utan förbindelse
    }
network-too-far = { $far } av { $n } { $n ->
        [one] punkt
       *[other] punkter
    } ligger mer än { $distance } m från närmaste gata och räknas inte med.
network-stretch-name-between-and = { $own } mellan { $first } och { $last }
network-stretch-name-unnamed-street = gata utan namn
network-stretch-name-at = { $own } vid { $known_0 }

## organization

organization-no-problems = Gruppen har inte tagit upp något problem.
organization-nothing-moved = Inget tema är fler eller färre än normalt i något område.
organization-moved-heads-more = Fler
organization-moved-heads-fewer = Färre
organization-whole = Sammanlagt { $reports }, { $told }.

## pattern_change

pattern-change-assumed = Områdena är för få för att visa om rapporter kommer i klungor; här antas att de inte gör det.
pattern-change-of-zones-with = Av { $used } { $used ->
        [one] område
       *[other] områden
    } med rapporter hade { $up } en större andel än förut och { $down } en mindre.
pattern-change-no-zone-s = Inget områdes andel av rapporterna har säkert ändrats.
pattern-change-incidents-per-zone = Rapporterna per område är för få för att visa om mönstret har ändrats.

## patterns

patterns-hot = { $name } hot spot
patterns-kinds-new = ny
patterns-kinds-consecutive = sammanhängande
patterns-kinds-intensifying = växande
patterns-kinds-persistent = varaktig
patterns-kinds-diminishing = avtagande
patterns-kinds-sporadic = sporadisk
patterns-kinds-oscillating = växlande
patterns-kinds-historical = tidigare
patterns-pattern-no-pattern = inget mönster
patterns-pattern-fewer-than-expected = , färre än väntat

## places

places-map-title = Hot spots { $days }
places-hot-layer = Hot spots, { $topic }
places-zones = Områden
places-all-themes = alla teman
places-layers-streets = Gator
places-layers-gator = Gator
places-tried-stability-weeks = enskilda veckor utelämnas
places-tried-stability-grid = rutnätet flyttas eller ändrar storlek
places-intro-no-hot-spots = Inga hot spots: bland { $n } { $span } finns inget ställe där rutor intill varandra har fler rapporter än väntat. Platserna med flest rapporter står i bilagan.
places-intro-among-of-numbered = { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    } bland { $n } { $span }, { $hot ->
        [one] numrerad
       *[other] numrerade
    } på kartan. I en hot spot och rutorna intill är rapporterna om temat fler än väntat. Varför framgår inte. Tabellens antal gäller temat och omfattar rutorna intill.
places-peaks = { $named ->
        [one] Enstaka topp
       *[other] Enstaka toppar
    }, { $days }: { $cells }. Antalet i { $named ->
        [one] rutan
       *[other] var och en av rutorna
    } är högre än de andra rutornas antal ger anledning att vänta.
places-holds-seen-only-with = { $told }; syns bara med rapporterna från { $names }
places-holds-yes = ja
places-holds-uncertain = osäker
places-robust-note = Håller: minst en ruta förblir hot spot i minst { $share } % av omräkningarna, där { $what }. En hot spot som syns bara med en källas rapporter är inte osäker för det: källan kan vara den som ser platsen.
places-note = Test: Getis-Ord Gi*, { $cells } { $cells ->
        [one] ruta
       *[other] rutor
    } om { $cell_size } m, för alla rapporter och för varje tema med minst 30, rättat för alla test (Benjamini–Hochberg). Fler rapporter kan bero på fler människor eller flitigare rapportörer. Platser utan rapporter är inte nödvändigtvis trygga.
places-map-alt-map-of-and = Karta med { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    } och periodens { $points } { $points ->
        [one] rapport
       *[other] rapporter
    }; tabellen nedan säger detsamma
places-map-alt-map-of-the = Karta med { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    }; tabellen nedan säger detsamma
places-area-centers = Inga hot spots visas: { $n } rapporter ligger på bara { $sites } punkter. Det tyder på att punkterna är mittpunkter för områden, inte platser där något hänt; en karta över dem skulle visa var mittpunkterna ligger.

## problems

problems-how-chosen = Här visas teman som i ett område har minst tre rapporter under perioden, eller fler eller färre än normalt. Gruppen avgör vilka som är problem.
problems-none = Inget tema har i något område tre rapporter, eller fler eller färre än normalt.
problems-box-note = Rutorna är förslag. Den första är ikryssad om någon insats som började före perioden pågår här, den andra om ett tema är fler än normalt eller nytt i ett område utan att någon pågående insats täcker en enda av rapporterna. Gruppen ändrar dem vid mötet.
problems-how-and-why = Hur det går till och troliga orsaker
problems-no-insats = Ingen angiven insats mot detta pågår här.
problems-count = { $n } av områdets { $reports }, { $judgement }{ $bounds }.
problems-mostly = Vanligast
problems-streets-of = av
problems-streets-at = Vid
problems-hot-spots-here = Hot spot { $which } ({ $topic }) ligger i området.
problems-is-new = { $periods ->
        [one] Nytt: ingen sådan rapport i perioden före.
       *[other] Nytt: ingen sådan rapport i de { $periods } perioderna före.
    }
problems-goes-on-continues-such-reports = Fortsätter: sådana rapporter även i perioden före.
problems-goes-on-continues-such-reports-2 = Fortsätter: sådana rapporter i alla { $periods } perioderna före.
problems-goes-on-continues-such-reports-3 = Fortsätter: sådana rapporter i { $with_reports } av de { $periods } perioderna före.
problems-insats-at-work-and-covers = { $name } { $state } och täcker { $n ->
        [one] rapporten
       *[other] { $covered } av de { $n } rapporterna
    }.
problems-insats-at-work-and-covers-2 = { $name } { $state } och täcker { $n ->
        [one] inte rapporten
       *[other] ingen av de { $n } rapporterna
    }.
problems-level = nivå { $value } enligt gruppen
problems-left-out = Ytterligare { $count } { $count ->
        [one] tema
       *[other] teman
    } per område uppfyller villkoren; de står i tabellfilen.
problems-left-period = Antalen gäller { $when }.

## public

public-stamp = Version för allmänheten
public-map-title = Antal rapporter per område
public-captions-zone = Antal rapporter per område
public-captions-topic = Antal rapporter per tema
public-limits = Rapporter är det som någon sett och berättat. Fler rapporter kan bero på fler människor eller flitigare rapportörer, och få rapporter betyder inte att en plats är trygg.
public-joined = Områden med få bostäder är sammanslagna med en granne.
public-how-method-words-balanced-draw = balanserad dragning
public-how-method-words-suppress = undertryckning
public-total = { $shown } rapporter i områdena under { $when }.
public-how-k-method = k = { $k }, metod: { $name }.

## reading

reading-reasons-missing-geometry = Läge saknas. Fyll i koordinater.
reading-reasons-nonfinite-coordinate = Koordinaten är oändlig eller omöjlig i koordinatsystemet. Rätta den.
reading-reasons-zero-coordinate = Koordinaten är 0, vilket betyder att läget saknas. Fyll i koordinater.
reading-reasons-outside-sweden = Punkten ligger utanför Sverige. Är x och y omkastade, eller fel zon?
reading-reasons-outside-study-area = Punkten ligger utanför området. Kontrollera koordinaten eller området.
reading-reasons-not-a-point = Läget är en linje eller yta. Ange en punkt.
reading-reasons-multipoint = Läget är flera punkter. Ange en punkt per händelse.
reading-reasons-bad-number = Koordinaten är inte ett tal. Skriv till exempel 6580822,5.
reading-reasons-ambiguous-number = Talet kan läsas på två sätt (tusental eller decimaler). Skriv utan punkt.
reading-reasons-missing-time = Tid saknas. Fyll i åtminstone datum.
reading-reasons-bad-time = Tiden kan inte läsas. Skriv till exempel 2018-03-07 17:30, eller ange en annan tidskolumn.
reading-reasons-ambiguous-date = Datumet kan läsas på flera sätt. Skriv år-månad-dag, till exempel 2018-03-07, eller ange hur datumen är skrivna.
reading-reasons-nonexistent-time = Klockslaget finns inte: det hoppas över när sommartiden börjar.
reading-reasons-time-in-future = Tiden ligger i framtiden. Kontrollera årtalet.
reading-reasons-time-too-old = Tiden är före 1980, oftast ett tomt eller skadat datum. Kontrollera årtalet.
reading-reasons-end-before-start = Sluttiden är före starttiden. Rätta den ena.
reading-reasons-interval-too-long = Det går mer än ett år mellan start och slut. Kontrollera tiderna.
reading-reasons-bad-row-width = Raden har fel antal fält eller ett citattecken som inte avslutas.
reading-reasons-bad-encoding = Texten är förvanskad (fel teckenkodning). Spara om filen som UTF-8.
reading-reasons-formula-without-value = Cellen är en formel utan sparat värde. Öppna filen i Excel och spara den.
reading-reasons-cell-error = Cellen visar ett fel, till exempel #N/A. Rätta formeln.
reading-reasons-unknown-category = Kategorin finns inte i checklistan. Rätta den eller lägg till den.
reading-reasons-duplicate-id = Samma händelse-id, tid, plats och kategori finns på en tidigare rad. Är det inte samma händelse: ange columns={"{"}'incident_id': None{"}"}.
reading-reasons-total-row = Raden är en summa eller en rad under tabellen, ingen rapport.
reading-reasons-older-version = En senare fil har samma händelse-id med annat innehåll; den raden gäller.
reading-reasons-unknown-area = Området finns inte bland områdena. Rätta namnet eller lägg till området.
reading-reasons-ambiguous-area = Flera områden heter så. Skriv vilket, till exempel med områdets kod.
reading-reasons-unknown-address = Adressen finns inte i adressregistret. Rätta den eller fyll i koordinater.
reading-reasons-ambiguous-address = Adressen står på flera platser i registret. Fyll i koordinater.
reading-reasons-too-long-text = En cell är längre än vad som är rimligt; raden är troligen skadad.
reading-flags-ambiguous-time = Klockslaget finns två gånger när sommartiden slutar; det första används.
reading-flags-missing-end = Sluttid saknas.
reading-flags-long-interval = Det går mer än en vecka mellan start och slut: klockslaget är okänt.
reading-flags-midnight-as-date = Klockan 00:00 i en datumcell tolkas som enbart datum.
reading-flags-vague-time = Klockslaget är ungefärligt eller sagt med ord: bara datumet används.
reading-flags-heaped-time = Ovanligt många rader har exakt detta klockslag; det kan betyda okänd tid.
reading-flags-repeated-id = Samma händelse-id finns på flera rader med olika innehåll.
reading-flags-area-centre = Punkten är mittpunkten för ett område, inte platsen för händelsen.
reading-flags-far-from-others = Punkten ligger långt från alla andra; kontrollera koordinaten.
reading-flags-crowded-point = Många rapporter har exakt samma koordinat; kontrollera om den är en schablonpunkt.
reading-flags-single-part = En multipunkt med en enda punkt lästes som punkt.
reading-flags-dropped-z = Höjden togs bort.
reading-flags-several-categories = Cellen har flera kategorier.
reading-flags-missing-category = Kategori saknas.
reading-flags-bad-severity = Allvarlighetsgraden kan inte läsas.
reading-flags-bad-reported-at = Rapporttiden kan inte läsas.
reading-flags-reported-before-start = Händelsen rapporterades innan den började.
reading-flags-text-has-personal-id = Texten innehåller ett personnummer.
reading-notes-shapefile-cuts = En shapefil kapar långa kolumnnamn och texter; använd hellre GeoPackage.
reading-notes-two-header-rows = Rubrikerna står på två rader.
reading-notes-control-characters = Styrtecken togs bort ur celler: { $v0 }.
reading-notes-encoding-by-letters = Filen säger inte hur den är kodad; bokstäverna tyder på { $v0 }. Stämmer det inte: ange encoding.
reading-notes-several-sources = Lästa som en mängd (rader): { $v0 }.
reading-notes-dates-from-1904 = Arbetsboken räknar datum från 1904 (äldre Mac).
reading-notes-swapping-helps = { $v0 } % av raderna utanför hamnar i Sverige om x och y byter plats.
reading-notes-far-from-others = Minst en punkt ligger långt från alla andra, som mest { $v0 } km (flagga far_from_others): kontrollera koordinaten.
reading-notes-swedish-time-elsewhere = Inga punkter ligger i Sverige, men klockslagen läses som svensk tid ({ $v0 }): ange time_zone.
reading-notes-unused-columns = Ser ut som tid eller plats men används inte: { $v0 }.
reading-notes-one-row-an-incident = Rader som upprepar en händelse på en tidigare rad och inte räknas: { $v0 }. Är varje rad något eget (en målsägande, ett föremål) och ska räknas: ange columns={"{"}'incident_id': None{"}"}.
reading-notes-known-to-area = Rapporter som bara är kända till sitt område: { $v0 }. De räknas i områdena men har ingen plats på kartan.
reading-notes-unknown-areas = Namn som inte finns bland områdena eller som flera områden har: { $v0 }.
reading-notes-area-not-in-zones = Kolumnen { $v0 } ser ut att namnge områden, men det som står i den är inte namn på områdena i områdesfilen, så den används inte. Är det ändå samma områden: ange columns={"{"}'area': '{ $v0 }'{"}"}.
reading-notes-by-address = Rapporter som fick sin plats ur adressregistret: { $v0 }.
reading-notes-several-categories = Rader med flera kategorier i cellen: { $v0 }. Varje rad räknas en gång; ange categories="split" för en rad per kategori.
reading-notes-changed-rows = Rader som en senare fil har ändrat och som inte räknas: { $v0 }.
# What a summary calls its facts.
reading-facts-source = Källa
reading-facts-format = Format
reading-facts-sha256 = Filens kontrollsumma
reading-facts-n-read = Lästa rader
reading-facts-n-accepted = Godtagna
reading-facts-n-rejected = Avvisade
reading-facts-n-blank = Tomma rader (ej räknade)
reading-facts-encoding = Teckenkodning
reading-facts-separator = Avgränsare
reading-facts-decimal-sign = Decimaltecken
reading-facts-layer = Blad/lager
reading-facts-header-row = Rubrikrad
reading-facts-hidden-rows = Dolda rader (lästa)
reading-facts-roles = Kolumner
reading-facts-date-forms = Datumformat
reading-facts-time-precision = Tidens noggrannhet
reading-facts-place-precision = Platsens noggrannhet
reading-facts-time-zone = Tidszon
reading-facts-source-time-zone = Filens tidszon
reading-facts-crs-of-source = Koordinatsystem i filen
reading-facts-crs-from = Koordinatsystemet enligt
reading-facts-crs = Koordinatsystem
reading-facts-share-outside = Andel utanför området
reading-facts-checklist = Checklista
reading-facts-reasons = Skäl till avvisning
reading-facts-flags = Anmärkningar
reading-facts-notes = Observera
reading-told = {" "}Där står: "{ $text_60 }".
reading-first-found-is-empty = är tom
reading-first-found-row = rad
reading-nothing-read-none-of-the = { $n ->
        [one] Filens enda rad kunde inte läsas.
       *[other] Ingen av filens rader ({ $n }) kunde läsas.
    }
reading-nothing-read-rows = { $of ->
        [one] rad
       *[other] rader
    }
reading-nothing-read-the-first = den första

## report

report-stamp = INTERN – kan omfattas av sekretess
# What the template itself says.
report-labels-insatser = Insatser
report-labels-appendix = Bilaga: tabeller och underlag
report-labels-page = Sida
report-labels-of = av
report-labels-contents = Innehåll
report-labels-ticked = ja
report-labels-not-ticked = nej
report-labels-as-table = Diagrammet som tabell
report-titles-day = Dygnslägesbild
report-titles-week = Veckolägesbild
report-titles-2-weeks = Tvåveckorslägesbild
report-titles-4-weeks = Fyraveckorslägesbild
report-titles-month = Månadslägesbild
report-titles-quarter = Kvartalsanalys
report-titles-tertial = Tertialanalys
report-titles-half-year = Halvårsanalys
report-titles-year = Årsanalys
report-titles-span = Lägesbild
report-sections-summary = Det viktigaste
report-sections-comparison = Läget jämfört med tidigare
report-sections-places = Hot spots: var det sker
report-sections-times = Hot times: när det sker
report-sections-problems = Problem
report-sections-most = Platser med flest rapporter
report-sections-decision = Beslut
report-sections-insatser = Insatser
report-sections-follow-up = Uppföljning av insatser
report-sections-areas = Områden och teman
report-sections-patterns = Mönster över tid
report-sections-assessment = Gruppens bedömning och underlag för prioritering
report-sections-levels = Gruppens bedömning
report-sections-direction = Utvecklingsriktning
report-sections-indicators = Strukturella förhållanden
report-sections-basis = Underlag och metod
report-now = Antal
report-columns-topic = Tema
report-columns-zone = Område
report-columns-usual = Normalt
report-columns-change = Förändring
report-columns-status = Bedömning
report-columns-state = Läge
report-columns-problem = Problem
report-columns-when = När
report-columns-responsible = Ansvarig
report-columns-purpose = Syfte
report-columns-place = Plats
report-columns-number = Nr
report-columns-test = Test
report-columns-robust = Håller
report-columns-mostly = Vanligaste tema
report-columns-name = Insats
report-columns-from = Från
report-columns-until = Till
report-columns-kind = Typ av insats
report-columns-themes = Teman
report-columns-pattern = Mönster
report-columns-cells = Rutor
report-columns-indicator = Indikator
report-columns-level = Nivå
report-columns-comment = Kommentar
report-columns-slope = Per år
report-columns-interval = 95 %-intervall
report-columns-fact = Uppgift
report-columns-value = Värde
report-columns-hot-spots = Hot spots
report-columns-severity = Allvarlighet, summa
report-columns-check = Kontroll
report-columns-hour = Timme
report-columns-month = Månad
report-columns-reports = Rapporter
report-columns-comparison = Jämförelse
report-from-to = { $v0 } till { $v1 }
report-all = Alla rapporter
report-captions-by-topic = Antal rapporter per tema
report-captions-by-zone = Antal rapporter per område
report-captions-by-both = Antal rapporter per område och tema
report-captions-places = Hot spots
report-captions-most = Platser med flest rapporter
report-continues = Insatser fortsätter enligt tidigare lägesbild
report-needed = Behov finns av ytterligare insatser
report-hot-cells = Fler än väntat, { $share }{"\u202F"}% säkerhet: { $count } { $count ->
        [one] ruta
       *[other] rutor
    }
report-numbers-of = alla teman
report-reports-of-period = Periodens rapporter: { $n }
report-hot-spot-reading-hot-spot = hot spot, { $share }{"\u202F"}%
report-hot-spot-reading-single-peak = enstaka topp
report-hot-spot-reading-fewer-than-expected = färre än väntat
report-hot-spot-reading-not-significant = kan vara slump
report-shown-of = { $shown } av { $total } { $total ->
        [one] rad
       *[other] rader
    } visas; alla finns i tabellfilen.
report-missing-period = Rapporterna täcker inte { $words }; den jämförelsen är utelämnad.

## stability

# Column of hot_spot_stability: what holds, and what does not.
stability-holds-stability-weeks = utan enskilda veckor
stability-holds-stability-sources = utan enskilda källor
stability-holds-stability-grid = på andra rutnät
stability-hangs-stability-weeks = enskilda veckor
stability-hangs-stability-sources = rapporter från en enda källa
stability-hangs-stability-grid = hur rutnätet ligger
stability-holds = Håller { $what }.
stability-holds-2 = Håller.
stability-uncertain-depends-on = Osäker: beror på { $what }.
stability-uncertain = Osäker.
stability-stability-reading = ja
stability-robust-cells-of-when-weeks = { $robust } av { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    } håller när veckor, källor eller rutnät ändras.
stability-robust-cells-of-when-weeks-2 = { $robust } av { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    } håller när veckor, källor eller rutnät ändras; övriga är osäkra (peka på rutan).

## statuses

statuses-clear-increase = klart fler än normalt
statuses-increase = fler än normalt
statuses-usual = inom det normala
statuses-decrease = färre än normalt
statuses-clear-decrease = klart färre än normalt
statuses-inconclusive = går inte att avgöra
statuses-no-comparison = inget att jämföra med
statuses-against-last-clear-increase = klart fler än under { $last }
statuses-against-last-increase = fler än under { $last }
statuses-against-last-usual = ingen säker skillnad mot { $last }
statuses-against-last-decrease = färre än under { $last }
statuses-against-last-clear-decrease = klart färre än under { $last }
statuses-bounds = normalt

## study

study-answers-fall = { $zones } har rapporterna minskat med { $change } ({ $level } intervall { $low } till { $high }) jämfört med vad som var att vänta.
study-answers-rise = { $zones } har rapporterna ökat med { $change } ({ $level } intervall { $low } till { $high }) jämfört med vad som var att vänta.
study-answers-unclear = { $zones } går det inte att säga om rapporterna har ändrats: ändringen är { $signed } ({ $level } intervall { $low } till { $high }) jämfört med vad som var att vänta.
study-zones = { $n ->
        [one] I området där något gjordes
       *[other] I de { $n } områden där något gjordes
    }
study-never-0 = Jämförelsen vilar på områden där inget hade gjorts ännu.
study-never-1 = Ett område där inget gjordes är med i jämförelsen.
study-never-2 = { $n } områden där inget gjordes är med i jämförelsen.
study-dropped = { $n ->
        [one] Ett område är inte med, för det saknar
       *[other] { $n } områden är inte med, för de saknar
    } rapporter att jämföra.
study-agree = { $n ->
        [one] Det enda andra sättet
       *[other] Alla { $n } andra sätt
    } att räkna ger samma svar.
study-disagree = Svaret beror på hur man räknar: { $parts } av { $n } andra sätt ger ett annat svar ({ $ways }).
study-wider = Osäkerheten beror också på valet: med medelfel som följer områdena är intervallet { $times } gånger så brett som när varje antal varierar för sig.
study-narrower = Osäkerheten beror också på valet: med medelfel som följer områdena är intervallet bara { $times } gånger så brett som när varje antal varierar för sig.
study-ways-cohorts = samma modell
study-ways-two-way = den enkla tvåvägsmodellen
study-ways-zones-alike = när alla områden väger lika
study-errors-placebo = medelfel av områden utan insats
study-errors-cluster = medelfel per område
study-errors-model = medelfel av antalens spridning
study-errors-randomization = lottning
study-before-true = Före starten skilde sig områdena inte säkert åt (p = { $p }); det visar inte att de hade följts åt.
study-before-false = Redan före starten skilde sig områdena åt (p = { $p }): det som kom efter kan ha börjat tidigare.
study-no-before = Det finns ingen tid före starten att jämföra.
study-after-0 = { $n ->
        [one] Den enda perioden
       *[other] Ingen av de { $n } perioderna
    } efter starten ligger { $n ->
        [one] inte säkert
       *[other] säkert
    } utanför bandet.
study-after-1 = Efter starten ligger { $few } av { $n } { $n ->
        [one] period
       *[other] perioder
    } utanför bandet: { $which }.
study-plan = Av { $n } områden lottas { $treated } till insatsen, ett i varje grupp av lika områden; lotten dras ur ”{ $seed }”, så att vem som helst kan dra om den.
study-few-draws = Med bara { $draws } möjliga lottningar kan ingen effekt visas säkert: fler områden behövs.
study-can-find-true = En minskning med { $fall } skulle upptäckas i fyra fall av fem.
study-can-find-false = Inte ens en minskning med 95 % skulle säkert upptäckas.
study-found-fall = I de lottade områdena har rapporterna minskat med { $change } jämfört med de andra ({ $level } intervall { $low } till { $high }).
study-found-rise = I de lottade områdena har rapporterna ökat med { $change } jämfört med de andra ({ $level } intervall { $low } till { $high }).
study-found-unclear = Lottningen visar ingen säker skillnad: ändringen är { $signed } jämfört med de andra områdena ({ $level } intervall { $low } till { $high }).
study-found-open = Lottningen visar ingen säker skillnad: ändringen är { $signed } jämfört med de andra områdena, och lottningarna är för få för ett intervall.
study-by-lot-true = Av { $draws ->
        [one] 1 möjlig lottning
       *[other] alla { $draws } möjliga lottningar
    } ger { $share } en minst lika stor skillnad.
study-by-lot-false = Av { $draws } { $draws ->
        [one] lottning
       *[other] lottningar
    } på måfå ger { $share } en minst lika stor skillnad.
study-chosen = En del av rapporterna valde { $name }.
study-not-yet = Vad som hände sedan finns inte i uppgifterna ännu.
study-judged-fall = Enligt den andra delen har rapporterna där minskat med { $change } jämfört med de andra områdena ({ $level } intervall { $low } till { $high }).
study-judged-rise = Enligt den andra delen har rapporterna där ökat med { $change } jämfört med de andra områdena ({ $level } intervall { $low } till { $high }).
study-judged-unclear = Enligt den andra delen går det inte att säga om rapporterna där har ändrats: { $signed } jämfört med de andra områdena ({ $level } intervall { $low } till { $high }).
study-naive = Alla rapporter före skulle ge { $naive }, för den som väljs för att vara värst faller tillbaka av sig själv. Delningen gör intervallet { $cost } gånger så brett.
study-synthetic = I { $zone } är rapporterna sedan starten { $change } jämfört med en blandning av andra områden som följde det före. Bland { $n } { $n ->
        [one] område
       *[other] områden
    } har { $share } ett gap som vuxit minst lika mycket.
study-poor-mix = Blandningen följde området dåligt redan före: svaret säger lite.
study-series-fall = Nivån är { $change } lägre sedan starten ({ $level } intervall { $low } till { $high }).
study-series-rise = Nivån är { $change } högre sedan starten ({ $level } intervall { $low } till { $high }).
study-series-unclear = Det går inte att säga om nivån har ändrats sedan starten: { $signed } ({ $level } intervall { $low } till { $high }).
study-no-control = Det finns inget att jämföra med: allt annat som ändrades då syns också här.
study-leftover = Modellen fångar inte hela seriens minne; intervallet är för smalt.
study-if-alike-true = Om områdena hade följts åt är ändringen { $change } ({ $level } intervall { $low } till { $high }). Slutsatsen faller om skillnaden i trend var { $slope } per period, eller, när trenden före räknas med, om den böjde sig mer än { $bend } per period.
study-if-alike-false = Redan om områdena hade följts åt går det inte att säga om något ändrades ({ $change }, { $level } intervall { $low } till { $high }).
study-robust-design = Som det var upplagt är ändringen { $signed } ({ $level } intervall { $low } till { $high }).
study-robust-protocol = Som protokollet säger är ändringen { $signed } ({ $level } intervall { $low } till { $high }).
study-robust-nothing = Det egna upplägget ger inget svar.
study-robust-count = Av { $n } { $n ->
        [one] annat val
       *[other] andra val
    } ger { $same } en ändring åt samma håll och { $answer } samma svar.
study-robust-range = De ligger mellan { $least } och { $most }.
study-robust-other = Ett annat svar: { $which }.
study-robust-more = { $n } till
study-robust-failed = { $n ->
        [one] Ett val
       *[other] { $n } val
    } gick inte att räkna ut.
study-robust-none = Inget annat val gick att räkna ut.
study-robust-not-independent = Valen använder till stor del samma rapporter och är inte oberoende: att många ger samma svar är inget ytterligare belägg.
study-choice-own = det egna upplägget
study-knob-before = tid före: { $value }
study-knob-after = tid efter: { $value }
study-knob-washout = utelämnat kring starten: { $value }
study-knob-rings = område och ringar tillsammans, till { $value }
study-knob-control = jämfört med { $value }
study-knob-themes = tema: { $value }
study-knob-dispersion = spridningstal: { $value }
study-knob-method = metod: { $value }
study-value-weeks = { $n ->
        [one] { $n } vecka
       *[other] { $n } veckor
    }
study-value-none = inget
study-value-all = alla
study-value-same-season = samma årstid året innan
study-value-relative = som det skattas
study-value-stated = det egna jämförelseområdet
study-value-matched = områden som matchats bland kandidaterna
study-value-all-candidates = alla kandidater
study-value-without = jämförelseområdet utan { $name }
study-value-jeffreys-default = den vanliga
study-value-area-and-rings = område och ringar tillsammans
study-value-t-on-log-ratio = t på logaritmen av kvoten
study-value-conditional-exact = exakt, givet summorna
study-value-negative-binomial = negativ binomial regression
study-same = Allt stämmer: { $files } { $files ->
        [one] fil är som den
       *[other] filer är som de
    } skrevs, och { $results } resultat kom ut igen.
study-changed = Något skiljer sig: { $what }.
study-other-versions = Räknat med andra versioner: { $what }.
study-what-file = filen { $name }
study-what-row = { $detail } i { $name }
study-what-result = resultatet { $name } ({ $detail })
study-what-missing = filen { $name } saknas
study-what-version = { $name } { $detail }

## summary

summary-nothing-moved = Inget område, tema eller tema i ett område har säkert fler eller färre rapporter än normalt.
summary-nothing-compared = Det finns inget att jämföra med: rapporterna räcker inte till en tidigare period.
summary-season-stays = Årstiden är inte borträknad.
summary-moved-leads-more = Fler än normalt
summary-moved-leads-fewer = Färre än normalt
summary-moved-leads-more-than-last = Fler än föregående period
summary-moved-leads-fewer-than-last = Färre än föregående period
summary-more-of-it = och { $n } till (se tabellerna)
summary-whole = Sammanlagt { $reports } under { $when }: { $judgement }{ $bounds }.
summary-rest = Inom det normala i hela området: { $names }.
summary-all-of = alla: { $name }, { $judgement }
summary-positive-of-something-good = { $n } { $n ->
        [one] rapport
       *[other] rapporter
    } berättar om något positivt{ $what }{ $where }; { $n ->
        [one] den
       *[other] de
    } ingår inte i talen ovan.
summary-positive-in = {" "}i{" "}
summary-compared-with-usual-is-what = Normalt är det som de senaste 26 veckorna ger, med årstiden ur tidigare år.
summary-compared-with-usual-is-what-2 = Normalt är det som de senaste 26 veckorna ger.
summary-compared-with-usual-is-what-3 = Normalt är det som samma period ett enda tidigare år ger: { $names }.
summary-compared-with-usual-is-what-4 = Normalt är det som samma period tidigare år ger: { $names }.
summary-compared-with-compared-with = Jämfört med { $names }.
summary-many-tests = Av { $rows } { $rows ->
        [one] rad
       *[other] rader
    } hamnar i snitt omkring { $out } utanför det normala av ren slump.

## times

times-unknown = Klockslag saknas i rapporterna.
times-coarse-date = dagen
times-coarse-week = veckan
times-coarse-month = månaden
times-no-clock-most-times-are = De flesta tider är kända bara till { $coarse }.
times-no-clock-no-reports-no = Inga rapporter, inga tider.
times-no-clock-hours-of-the = Veckans timmar visas inte: { $known } av { $total } { $total ->
        [one] rapport
       *[other] rapporter
    } har ett klockslag.
times-left-out = { $reports } utan känt klockslag ingår inte.
times-hours-alt = Antal rapporter per veckodag och timme, { $reports }, { $days }
times-listed-times-times = Tider
times-listed-times-too-few-to = ; för få för att testa.

## watch

watch-courses-rise = Högre nivå sedan omkring { $since }: { $change } ({ $interval }).
watch-courses-fall = Lägre nivå sedan omkring { $since }: { $change } ({ $interval }).
watch-courses-none = Ingen varaktig ändring av nivån.
watch-courses-too-short = För få veckor för att följa nivån.
watch-over-rise = Nivån var högre från omkring { $since } men är nu som före.
watch-over-fall = Nivån var lägre från omkring { $since } men är nu som före.
watch-weeks-clear-increase = Veckan i sig: klart fler än de senaste veckorna.
watch-weeks-increase = Veckan i sig: fler än de senaste veckorna.
watch-weeks-usual = Veckan i sig: som de senaste veckorna.
watch-weeks-decrease = Veckan i sig: färre än de senaste veckorna.
watch-weeks-clear-decrease = Veckan i sig: klart färre än de senaste veckorna.
watch-weeks-inconclusive = Veckan i sig: går inte att avgöra.
watch-course-names-rise = högre nivå
watch-course-names-fall = lägre nivå
watch-course-names-none = ingen varaktig ändring
watch-course-names-too-short = för få veckor
watch-carried = Nivåerna följs vidare från förra lägesbilden: det som sades då ligger fast, även om rapporter har kommit in sedan dess.
watch-count = Antal per vecka
watch-expected = Väntat
watch-found = Ändringen upptäcktes
watch-learnt = Veckorna före: jämförelsen
watch-watched = Nivån vecka för vecka
watch = Nivån är varaktigt högre i { $rises } av { $rows } { $rows ->
        [one] serie
       *[other] serier
    } och lägre i { $falls }.

## workbook

workbook-sheets-problems = Problem
workbook-sheets-insatser = Insatser
workbook-sheets-hot-spots = Hot spots
workbook-sheets-cells = Rutor
workbook-sheets-hour-of-week = Veckans timmar
workbook-sheets-by-theme = Per tema
workbook-sheets-by-area = Per område
workbook-sheets-all = Alla rader
workbook-sheets-basis = Underlag
workbook-sheets-months = Månader
workbook-sheets-trends = Utveckling
workbook-sheets-areas-and-themes = Korstabell
workbook-sheets-follow-up = Uppföljning
workbook-sheets-verdicts = Besked
workbook-sheets-changed-since = Ändrat
workbook-sheets-who = Rapportörer
workbook-sheets-ahead = Inför
workbook-sheets-patterns = Mönster
workbook-sheets-priorities = Prioritering
workbook-sheets-levels = Bedömning
workbook-sheets-assessment = Bedömning
workbook-sheets-indicators = Indikatorer
workbook-sheets-candidates = Kandidater
workbook-sheets-rates = Per invånare
workbook-sheets-reference = Jämförelsetal
workbook-sheets-surveys = Undersökningar
workbook-sheets-consequences = Konsekvenser
workbook-sheets-coordination = Samverkan
workbook-sheets-sources = Källor
workbook-sheets-plan = Åtgärdsplan
workbook-sheets-other = Övrigt
workbook-sheets-areas = Områden
workbook-sheets-themes = Teman
workbook-columns-zone = Område
workbook-columns-theme = Tema
workbook-columns-topic = Tema
workbook-columns-hot-topic = Hot spot för tema
workbook-columns-n = Antal
workbook-columns-n-now = Antal i perioden
workbook-columns-n-exact = Antal med säker timme
workbook-columns-n-last = Föregående period
workbook-columns-n-before-last = Perioden dessförinnan
workbook-columns-n-last-year = Samma period året före
workbook-columns-shown = Visas som
workbook-columns-expected = Väntat
workbook-columns-usual-low = Normalt, från
workbook-columns-usual-high = Normalt, till
workbook-columns-ratio = Kvot till väntat
workbook-columns-ratio-low = Kvot, 95 % från
workbook-columns-ratio-high = Kvot, 95 % till
workbook-columns-p-value = p-värde
workbook-columns-q-value = p-värde, rättat
workbook-columns-p-adjusted = p-värde, rättat
workbook-columns-status = Bedömning, kod
workbook-columns-pattern = Mönster, kod
workbook-columns-pattern-group = Mönstergrupp
workbook-columns-new = Nytt
workbook-columns-continues = Fortsätter
workbook-columns-insatser = Insatser
workbook-columns-insats = Insats
workbook-columns-number = Nr
workbook-columns-name = Namn
workbook-columns-value = Värde
workbook-columns-cells = Rutor
workbook-columns-cell-id = Ruta
workbook-columns-gi-bin = Hot spot-klass
workbook-columns-hot-spot = Hot spot
workbook-columns-gi-star = Gi*, z-värde
workbook-columns-n-neighbors = Rutor intill
workbook-columns-window-sum = Här och intill
workbook-columns-expected-sum = Väntat här och intill
workbook-columns-peak-p = p-värde, topp
workbook-columns-peak-p-adjusted = p-värde, topp, rättat
workbook-columns-is-peak = Topp
workbook-columns-weight-sum = Allvarlighet, summa
workbook-columns-weight-sq-sum = Allvarlighet, kvadratsumma
workbook-columns-stability-weeks = Andel utan enskilda veckor
workbook-columns-stability-grid = Andel på andra rutnät
workbook-columns-stability-sources = Andel utan enskilda källor
workbook-columns-robust = Håller
workbook-columns-only-with = Syns bara med
workbook-columns-weekday = Veckodag, 0 är måndag
workbook-columns-hour = Timme
workbook-columns-share = Andel
workbook-columns-share-hot = Andel som hot spot
workbook-columns-share-cold = Andel med färre än väntat
workbook-columns-last-bin = Klass i sista perioden
workbook-columns-trend-z = Trend, z-värde
workbook-columns-trend-p = Trend, p-värde
workbook-columns-period = Period
workbook-columns-complete = Hel
workbook-columns-hot-spots = Hot spots
workbook-columns-severity = Allvarlighet, summa
workbook-columns-level = Nivå
workbook-columns-comment = Kommentar
workbook-columns-year = År
workbook-columns-kind = Typ av insats
workbook-columns-start = Start
workbook-columns-verdict = Slutsats
workbook-columns-against = Jämfört med
workbook-columns-before = Antal före
workbook-columns-after = Antal efter
workbook-columns-control-before = Jämförelseområdet före
workbook-columns-control-after = Jämförelseområdet efter
workbook-columns-change-per-year = Förändring per år
workbook-columns-low = 95 % från
workbook-columns-high = 95 % till
workbook-columns-n-periods = Perioder
workbook-columns-dispersion = Spridning
workbook-columns-checks-failed = Förbehåll

## remedies

remedies-no-header-says-when-it = Ingen rubrik i filen säger när det hände.
remedies-no-header-says-when-it-do = Kolumnen { $times } har tider. Säger den när det hände: --column "start={ $times }".
remedies-no-known-header-names-a = Ingen rubrik i filen säger vilken kolumn som är tiden: { $got }.
remedies-no-known-header-names-a-do = Ange vilken kolumn som är tiden: --column start=KOLUMN. Står dag och klockslag i två kolumner: --column start=DAG+KLOCKA.
remedies-known-to-their-area-only = Rapporterna har ingen plats: { $got }.
remedies-known-to-their-area-only-do = Gör en lägesbild per område i stället: estgeo lagesbild FIL --zones FIL.
remedies-names-the-area-pass = Filen nämner områden i stället för punkter.
remedies-names-the-area-pass-do = Ange områdena med --zones FIL. Heter kolumnen något annat: --column area=KOLUMN.
remedies-names-the-address-pass = Filen har adresser i stället för koordinater.
remedies-names-the-address-pass-do = Ange ett adressregister med --addresses FIL (gata, nummer, x, y).
remedies-no-known-header-names-a-more = Ingen rubrik i filen säger vilka kolumner som är platsen: { $got }.
remedies-no-known-header-names-a-more-do = Ange vilka kolumner som är koordinaterna: --column x=ÖST --column y=NORD. Finns bara adresser behöver de först få koordinater, t.ex. i QGIS.
remedies-crs-must-be-given = Filen säger inte vilket koordinatsystem koordinaterna har.
remedies-crs-must-be-given-do = Ange koordinatsystemet: --crs EPSG:3006 är SWEREF 99 TM, EPSG:4326 är longitud och latitud. Vet du inte, fråga den som tog fram filen: flera kan se rätt ut och lägga punkterna fel.
remedies-layer-name = Filen har flera blad eller lager: { $got }.
remedies-layer-name-do = Välj blad eller lager med --layer NAMN.
remedies-xls-is-not = Filen kan inte läsas: { $got }.
remedies-xls-is-not-do = Spara filen som xlsx i Excel.
remedies-of-the-reports-inside = Ingen rapport ligger i områdena: { $got }.
remedies-of-the-reports-inside-do = Oftast är det fel --crs, omkastade koordinater eller fel fil med områden.
remedies-must-be-in-a-known = Filen med områden säger inte sitt koordinatsystem.
remedies-must-be-in-a-known-do = Ange det i QGIS och spara som GeoPackage.
remedies-must-be-a-file-that = Filen hittas inte: { $got }.
remedies-must-be-a-file-that-do = Kontrollera stavningen, och att du står i mappen där filen ligger (cd MAPP).
remedies-must-be-columns-of-the = Kolumnen finns inte i filen: { $got }. { $rest }
remedies-must-be-columns-of-the-do = Skriv en av filens rubriker precis som den står; med mellanslag i rubriken: --column "start=Från datum".
remedies-must-be-a-period-such = Perioden kan inte tolkas: { $got }.
remedies-must-be-a-period-such-do = Skriv perioden som 2018-W10 (vecka), 2018-03 (månad), 2018-Q1 (kvartal), 2018-T1 (tertial) eller 2018 (år).
remedies-must-be-a-month-or = En version för allmänheten gäller en månad eller längre, inte { $got }.
remedies-must-be-a-month-or-do = Välj en längre period, t.ex. --period 2018-02.
remedies-must-be-a-period-between = Rapporterna räcker inte till den perioden: { $got }.
remedies-must-be-a-period-between-do = Välj en period som rapporterna täcker: { $rule }.
remedies-geocoded-to-the-centres-of = Punkterna är mittpunkter för områden, inte platserna för händelserna.
remedies-geocoded-to-the-centres-of-do = Gör en lägesbild med --zones: då räknas rapporterna per område.
remedies-a-file-with-shapes = Filen har inga ytor eller linjer: { $got }.
remedies-a-file-with-shapes-do = Spara den med sina former, som gpkg, geojson, shp eller parquet.
remedies-must-be-name-value = { $argument } ska skrivas NAMN=VÄRDE, inte { $got }.
remedies-must-be-name-value-do = {""}
remedies-must-be-a-time-zone = Tidszonen finns inte: { $got }.
remedies-must-be-a-time-zone-do = Skriv till exempel Europe/Stockholm.
remedies-must-be-how-dates-are = Det går inte att tolka hur datumen är skrivna: { $got }.
remedies-must-be-how-dates-are-do = Skriv till exempel --date-format DD/MM/ÅÅ.
remedies-must-be-a-readable-file = Filen kan inte läsas: { $got }.
remedies-must-be-a-readable-file-do = {""}
remedies-a-place-with-no-file = Där ligger en fil som estgeo inte har skrivit, och den skrivs inte över: { $got }. Inget är ändrat.
remedies-a-place-with-no-file-do = Flytta filen eller döp om den, eller välj en annan mapp med --out.
remedies-a-file-that-is-as = Filen har ändrats efter att estgeo skrev den, och den skrivs inte över: { $got }. Inget är ändrat.
remedies-a-file-that-is-as-do = Flytta filen eller döp om den, eller välj en annan mapp med --out.
remedies-a-place-without-a-link = Där filen ska ligga finns en länk eller en mapp: { $got }. Inget är ändrat.
remedies-a-place-without-a-link-do = Ta bort den, eller välj en annan mapp med --out.
remedies-a-folder-without-internal-public = Mappen har filer för andra läsare: interna filer och filer för alla får inte ligga i samma mapp. Inget är ändrat.
remedies-a-folder-without-internal-public-do = Välj en egen mapp med --out.
remedies-that-no-other-program-holds = Ett annat program håller filen eller mappen: { $got }. Inget är ändrat.
remedies-that-no-other-program-holds-do = Är den öppen i Excel eller QGIS? Stäng den och kör igen.
remedies-must-be-a-folder-that = Du får inte skriva i mappen: { $got }. Inget är ändrat.
remedies-must-be-a-folder-that-do = Välj en annan mapp med --out.
remedies-must-be-on-a-disk = Disken är full: { $got }. Inget är ändrat.
remedies-must-be-on-a-disk-do = Gör plats, eller välj en annan disk med --out.
remedies-permission-denied = Filen eller mappen är låst.
remedies-permission-denied-do = Är den öppen i Excel? Stäng den och kör igen.
remedies-plainly = { $argument } kan inte vara { $got }. ({ $message })
remedies-said-it-is-empty = den är tom
remedies-said-it-is-not-a-whole = den är ingen hel { $v1 }-fil
remedies-said-it-is-not-whole-json = den är ingen hel JSON-fil
remedies-said-it-breaks-off-or-has = den slutar i förtid eller har ett fel
remedies-said-at-line = {" "}på rad { $v1 }
remedies-said-it-is-a-web-page = den är en webbsida eller XML med en arbetsboks filändelse
remedies-said-it-is-locked-by-a = den är låst med lösenord
remedies-said-its-sheet-is-empty = bladet { $v1 } är tomt
remedies-said-it-holds-no-features-and = den har inga poster
remedies-said-it-holds-no-file-of = den har ingen fil som är
remedies-said-layer-is-damaged = lagret { $v1 } är skadat
remedies-said-open-it-in-excel-or = Öppna den i Excel eller LibreOffice och spara den igen som xlsx
remedies-said-open-it-in-excel-and = Öppna den i Excel och spara den som xlsx
remedies-said-open-it-take-the-password = Öppna den, ta bort lösenordet och spara den igen
remedies-said-unpack-it-first = Packa upp den först
remedies-said-sheet-spans-cells-but-only = bladet { $v1 } sträcker sig över { $v2 } celler men bara { $v3 } är ifyllda
remedies-said-delete-the-stray-cells-far = Ta bort cellerna långt bort, eller spara bladet som csv
remedies-said-suggestions-never-applied-unasked = Förslag, som aldrig används av sig själva:
remedies-said-with-x-and-y-swapped = {" "}med x och y omkastade
remedies-said-puts-of-the-rows-in = {" "}lägger { $v1 } % av raderna i Sverige
remedies-said-puts-of-the-rows-in-2 = {" "}lägger { $v1 } % av raderna i området
remedies-said-more-fit-as-well-a = ({ $v1 } till passar också)
remedies-said-more-fit-as-well = ({ $v1 } till passar också)
remedies-said-swap-them-with = Byt plats på dem med

## maps-map


## report-document

document-with-judgement = Bedömning
document-with-pattern = Mönster

## report-law

law-reference-row = alla

## changes

changes-interval = { $first } till { $last }

## concentration

concentration = { $n ->
        [one] Den enda rapporten
       *[other] Hälften av de { $n } rapporterna
    } ligger på { $few } av platserna ({ $chance } om slumpen spred dem).

## hot_spots

hot-spots-gap = { $n } av { $of } { $of ->
        [one] område
       *[other] områden
    } har ingen granne, fast ett annat ligger inom en meter (det första: { $first }; största glappet { $width } m). Se på gränserna, eller tillåt glappet: neighbors(zones, tolerance={ $shown }).
hot-spots-edge = { $edge } av { $n } { $n ->
        [one] område
       *[other] områden
    } ligger i kanten och har färre än { $usual } { $usual ->
        [one] granne
       *[other] grannar
    }; det som händer utanför kartan syns inte.
hot-spots-never-used = { $empty } av { $n } { $n ->
        [one] område
       *[other] områden
    } ({ $share }) har inga rapporter alls.
hot-spots-empty-surroundings = { $empty } av { $n } områden ({ $share }) är tomma och har bara tomma grannar. Är det vatten, skog eller mark där inget kan rapporteras, ta bort dem: med dem är { $with_them } { $with_them ->
        [one] område hot spot
       *[other] områden hot spots
    }, utan dem { $without }.
hot-spots-one-zone = Ett enda område har { $largest } av { $total } rapporter, det näst största har { $next }. Kontrollera att det inte är en punkt dit adresser som inte hittats har lagts.
hot-spots-sparse = I ett vanligt område med grannar väntas { $expected } rapporter. Under omkring 10 visar test='normal' för många heta områden; använd test='exact'.
hot-spots-floor = Med { $permutations } permutationer kan inget p-värde bli mindre än { $smallest }; av { $n } testade områden måste minst { $needed } nå dit innan något räknas som hett. Använd test='exact'.
hot-spots-approximated = Värdena är inte heltal (eller fönstren för stora) för ett exakt p-värde; en sadelpunktsapproximation användes, rätt inom ungefär en faktor två.
hot-spots-no-exposure = { $zones } { $zones ->
        [one] område
       *[other] områden
    } har { $incidents } { $incidents ->
        [one] rapport
       *[other] rapporter
    } men ingen exponering; { $zones ->
        [one] det
       *[other] de
    } räknas bara med i sina grannars fönster.

## methods

methods-counted = Rapporter i området från { $first } till { $last } ({ $before }) jämfördes med dem från { $start } till { $end } ({ $after }).
methods-weight = Summor av kolumnen { $column } jämfördes, inte antal rapporter.
methods-control = Jämförelsen var { $n ->
        [one] ett område
       *[other] { $n } områden
    }, med { $before } och { $after } under samma dagar.
methods-no-control = Det fanns inget jämförelseområde.
methods-ratio-control = Ändringen är kvoten av kvoter (Wilson 2022), med det betingade Jeffreysintervallet på nivån { $level } (Brown, Cai och DasGupta 2001) och ett tvåsidigt betingat mid-p.
methods-ratio-alone = Ändringen är kvoten mellan takterna, med det betingade Jeffreysintervallet på nivån { $level } (Brown, Cai och DasGupta 2001) och ett tvåsidigt betingat mid-p.
methods-dispersion-given = Antalen delades med spridningstalet { $value }, som var givet.
methods-dispersion-default = Antalen delades med spridningstalet { $value }; den del av det som kommer av veckor är ett standardvärde, för historiken var kortare än 13 veckor.
methods-dispersion-history = Antalen delades med spridningstalet { $value }, skattat ur veckorna före.
methods-drift = Där ingår hur långt områden gled isär av sig själva under samma tider (Paule och Mandel 1982).
methods-rings = Förflyttning söktes till { $radii } m utanför området, med p-värden justerade för antalet ringar (Holm 1979).
methods-protocol = Protokollet { $name } säger att det skrevs { $date } (SHA-256 { $hash }).
methods-no-deviations = Inget av dess argument gavs annorlunda.
methods-deviations = Givet annorlunda än i det: { $names }.
methods-no-protocol = Inget protokoll gavs.
methods-staggered = Rapporter i { $treated ->
        [one] ett område
       *[other] { $treated } områden
    } { $where }, och { $never ->
        [one] ett område
       *[other] { $never } områden
    } där inget gjordes, under { $periods ->
        [one] en period
       *[other] { $periods } perioder
    } lades in i en Poissonregression med en effekt för varje område, varje period och varje grupp med samma start i varje period sedan starten (Wooldridge 2023). Ändringen är kvoten mellan summorna av anpassade antal med och utan de sista av dem.
methods-where-treated = där något gjordes
methods-where-near = nära där något gjordes
methods-dropped = { $n ->
        [one] Ett område som inget säger är
       *[other] { $n } områden som inget säger är
    } inte med.
methods-errors-placebo = Intervallet ({ $level }) vilar på antalens varians gånger det större av Pearsons spridningstal ({ $pearson }) och medelvärdet av X² i områden där inget gjordes ({ $placebo }).
methods-errors-model = Intervallet ({ $level }) vilar på antalens varians gånger Pearsons spridningstal ({ $pearson }), minst 1.
methods-errors-cluster = Intervallet ({ $level }) vilar på sandwichmedelfel per område.
methods-errors-randomization = Intervallet ({ $level }) vilar på { $n } lottningar av starterna bland områdena.
methods-made = Beräknat med estgeo { $version }.
methods-references = Referenser

## near_repeats

near-repeats-band-at-least = minst { $told }
near-repeats-band-the-same-day = samma dag
near-repeats-distance-the-same-place = samma plats
near-repeats-distance-at-least-m = minst { $low } m
near-repeats-no-sign-of = Inga tecken på upprepning nära i tid och rum bland { $n } { $n ->
        [one] rapport
       *[other] rapporter
    }.
near-repeats-pairs-of-incidents = Par av rapporter på { $where } med { $when } emellan
near-repeats-pairs-of-incidents-2 = Par av rapporter med { $where } och { $when } emellan
near-repeats-are-times-as = { $pairs } är { $times } gånger så många som slumpen ger ({ $seen } mot { $against }; { $above } av { $cells } { $cells ->
        [one] cell
       *[other] celler
    } är över slumpen; { $n } { $n ->
        [one] rapport
       *[other] rapporter
    }).
near-repeats-duplicates = { $pairs } par ser ut som en och samma händelse anmäld två gånger eller skriven på flera rader; de är { $share } av de { $of } par som ligger närmast i tid och rum. Gå igenom dem (find_duplicates) och låt varje händelse vara med en gång.
near-repeats-doubled = { $pairs } par av de { $n } rapporterna ser ut som en och samma händelse räknad två gånger; ett kluster kan då vara en enda händelse. Gå igenom dem (find_duplicates) och låt varje händelse vara med en gång.
near-repeats-shared-points = { $n } rapporter ligger på bara { $n_places } punkter. Det tyder på mittpunkter för områden eller gator: samma plats betyder då inte samma adress.
near-repeats-days = { $text } { $n ->
        [one] dag
       *[other] dagar
    }

## risk_series

risk-series-n-week-is = { $n } { $n ->
        [one] vecka
       *[other] veckor
    } räcker inte för att säga om riskvärdet följer antalet rapporter.
risk-series-no-sure-connection = Inget säkert samband mellan riskvärdet och antalet rapporter (rangkorrelation { $r }, { $n } { $n ->
        [one] vecka
       *[other] veckor
    }).
risk-series-the-risk-value = Riskvärdet följer antalet rapporter (rangkorrelation { $r }, { $n } { $n ->
        [one] vecka
       *[other] veckor
    }).
risk-series-the-risk-value-2 = Riskvärdet går mot antalet rapporter (rangkorrelation { $r }, { $n } { $n ->
        [one] vecka
       *[other] veckor
    }).

## trend

trend-rising-by-about = Ökar, med omkring { $size } per år
trend-falling-by-about = Minskar, med omkring { $size } per år
trend-no-sure-direction = Ingen säker riktning
trend-too-few-reports = För få rapporter för en trend.
trend-to = till
trend-memory-high-or-low = Högt eller lågt håller i sig från en period till nästa; intervallet tar hänsyn till det.
trend-memory-the-interval-allows = Intervallet räknar med att högt eller lågt kan hålla i sig från en period till nästa.
trend-explained-trend = Antalet förändras men inte antalet per aktiv rapportör: det är rapporteringen som har ändrats.
trend-unfinished = Rapporterna, { $first } till { $last }, täcker inte { $period }: ingen förändring ges.

## weeks

weeks-explained = I { $n_explained } av { $n_series } { $n_series ->
        [one] serie
       *[other] serier
    } är antalet ovanligt men inte antalet per aktiv rapportör: { $active } { $active ->
        [one] rapportör var aktiv
       *[other] rapportörer var aktiva
    }, mot { $often } i vanliga fall.
weeks-month-only = { $n } av { $n_all } { $n_all ->
        [one] rapport
       *[other] rapporter
    } är { $n ->
        [one] känd
       *[other] kända
    } bara till månaden och räknas inte i någon vecka.
weeks-beyond = Rapporterna slutar { $last }: { $weeks } { $weeks ->
        [one] vecka
       *[other] veckor
    } därefter räknas som utan rapporter.
remedies-part-it-has = Filen har
remedies-part-a-period-between = mellan
remedies-part-and = och

## themes

theme-skadegorelse = skadegörelse
theme-brand = brand
theme-hot-och-vald = hot och våld
theme-incident-mot-anstalld = incident mot anställd
theme-narkotika = narkotika
theme-tillgrepp = tillgrepp
theme-skjutning-och-sprangning = skjutning och sprängning
theme-otillaten-paverkan = otillåten påverkan
theme-samlingsplats = samlingsplats
theme-ordningsstorning = ordningsstörning
theme-otrygg-plats = otrygg plats
theme-social-oro = social oro
theme-valdsbejakande-extremism = våldsbejakande extremism
theme-arrangemang = arrangemang
theme-insats-och-atgard = insats och åtgärd
theme-positiv-handelse = positiv händelse
theme-ovrigt = övrigt
theme-rapporter = rapporter
