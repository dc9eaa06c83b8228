### Every text that a reader sees in English. Written in Fluent: projectfluent.org.
###
### { $n } is a value that the code gives. A number chooses a form: [one] for 1, *[other]
### else, or the forms that the language has. { "" } is an empty text, {" "} a space.

# The language of CLDR (Babel) that writes numbers and dates and chooses the form.
locale = en-GB
# What the language calls itself.
name = English

## Dates. $month is the name of the month.

day = { $day } { $month } { $year }
day-of-year = { $day } { $month }

## Counts

reports = { $n ->
        [one] { $n } report
       *[other] { $n } reports
    }

## Periods: one, the, many; the period before, that before it, the same a year earlier

period-day-one = day
period-day-the = the day
period-day-many = days
period-day-a = one day
period-day-last = the day before
period-day-before = two days before
period-day-same = same day last year
period-week-one = week
period-week-the = the week
period-week-many = weeks
period-week-a = one week
period-week-last = last week
period-week-before = the week before last
period-week-same = same week last year
period-2-weeks-one = two-week period
period-2-weeks-the = the two-week period
period-2-weeks-many = two-week periods
period-2-weeks-a = one two-week period
period-2-weeks-last = the two weeks before
period-2-weeks-before = the two weeks before those
period-2-weeks-same = same two weeks last year
period-4-weeks-one = four-week period
period-4-weeks-the = the four-week period
period-4-weeks-many = four-week periods
period-4-weeks-a = one four-week period
period-4-weeks-last = the four weeks before
period-4-weeks-before = the four weeks before those
period-4-weeks-same = same four weeks last year
period-month-one = month
period-month-the = the month
period-month-many = months
period-month-a = one month
period-month-last = last month
period-month-before = the month before last
period-month-same = same month last year
period-quarter-one = quarter
period-quarter-the = the quarter
period-quarter-many = quarters
period-quarter-a = one quarter
period-quarter-last = last quarter
period-quarter-before = the quarter before last
period-quarter-same = same quarter last year
period-tertial-one = tertial
period-tertial-the = the tertial
period-tertial-many = tertials
period-tertial-a = one tertial
period-tertial-last = last tertial
period-tertial-before = the tertial before last
period-tertial-same = same tertial last year
period-half-year-one = half-year
period-half-year-the = the half-year
period-half-year-many = half-years
period-half-year-a = one half-year
period-half-year-last = last half-year
period-half-year-before = the half-year before last
period-half-year-same = same half-year last year
period-year-one = year
period-year-the = the year
period-year-many = years
period-year-a = one year
period-year-last = last year
period-year-before = the year before last
period-year-same = last year
period-span-one = period
period-span-the = the period
period-span-many = periods
period-span-a = one period
period-span-last = as many days before
period-span-before = as many days before those
period-span-same = same days last year

## effect_checks

effect-checks-enough-events-passed = There are enough reports for a percentage (at least { $n } in each area).
effect-checks-enough-events-failed = Too few reports: { $n } before and after together, at least { $least } are needed.
effect-checks-smallest-cell-passed = The smallest count is { $n }.
effect-checks-smallest-cell-failed = The smallest count is only { $n }: read the interval, not the percentage.
effect-checks-control-passed = There is a control area.
effect-checks-control-failed = No control area: season, reporting and chance cannot be told apart from the insats.
effect-checks-size-passed = The control is of about the same size (ratio { $ratio }).
effect-checks-size-failed = Area and control differ in size (ratio { $ratio }): the number of reports avoided may mislead, the relative change does not.
effect-checks-parallel-before-open-passed = Before the insats the area may have changed by between { $slope_low_share } and { $slope_high_share } per year against its control (p = { $p }): that is what can be said of the trend.
effect-checks-parallel-before-different-failed = The area changed against its control already before, by between { $slope_low_share } and { $slope_high_share } per year (p = { $p }): that may go on without the insats.
effect-checks-parallel-before-turns-passed = The conclusion holds: it changes only if the area changed by { $breakdown_share } per year against its control already before, and that trend was between { $slope_low_share } and { $slope_high_share }.
effect-checks-parallel-before-turns-failed = The conclusion changes if the area changed by { $breakdown_share } per year against its control already before, which cannot be excluded: that trend was between { $slope_low_share } and { $slope_high_share } per year.
effect-checks-season-passed = The season is the same or cancels.
effect-checks-season-failed = Different seasons are compared without a control.
effect-checks-weeks-after-passed = { $n } { $n ->
        [one] day after is
       *[other] days after are
    } observed.
effect-checks-weeks-after-failed = Only { $n } { $n ->
        [one] day after is
       *[other] days after are
    } observed: too short to say anything lasting.
effect-checks-records-cover-passed = The records cover both windows.
effect-checks-records-cover-failed = { $missing } of the wanted days are missing: records run from { $first } to { $last }.
effect-checks-dispersion-passed = The dispersion is { $value }, of which that of the weeks is { $part }.
effect-checks-dispersion-failed = Too short a history (weeks: { $n }): the dispersion of the weeks is assumed ({ $part }), not estimated.
effect-checks-drift-known-passed = { $areas } areas where nothing was done drifted apart between the windows, by about { $drift_share } beyond chance: the interval counts that in.
effect-checks-drift-few-passed = Only { $areas } areas show how far areas drift apart (about { $drift_share } beyond chance, weighed down because they are few): the interval counts that in.
effect-checks-drift-still-passed = { $areas } areas where nothing was done did not drift apart between the windows beyond chance.
effect-checks-drift-unknown-failed = It is not known how far areas drift apart by themselves: that takes at least three areas to compare with. The interval may be too narrow.
effect-checks-protocol-deviation-passed = The comparison is made as the protocol { $protocol } of { $written } says.
effect-checks-protocol-deviation-failed = The comparison is made otherwise than the protocol { $protocol } of { $written } says: { $names }.
effect-checks-peak-before-start-passed = No peak just before the start (ratio { $ratio }).
effect-checks-peak-before-start-failed = The eight weeks before the start were high (ratio { $ratio }): part of a fall would have come anyway (regression to the mean).
effect-checks-selection-stated-passed = The area was chosen on other weeks than the before window.
effect-checks-selection-stated-failed = The area was chosen on { $days } of the days it is compared with: part of a fall would have come anyway (regression to the mean).
effect-checks-selection-ranked-passed = The area was number { $rank } of { $n } before: not the highest.
effect-checks-selection-ranked-failed = The area was the highest of { $n } before: a fall of about { $fall_share } is to be expected even without an insats (regression to the mean), if that is why it was chosen.
effect-checks-selection-unknown-failed = It is not stated on which weeks the area was chosen: if it was after a peak, part of a fall would have come anyway.
effect-checks-other-insatser-passed = No other insatser in the same places.
effect-checks-other-insatser-failed = Another insats touches { $where }.
effect-checks-distance-passed = The control lies { $n } m from the area.
effect-checks-distance-failed = The control lies only { $n } m from the area: the insats may reach it.
effect-checks-silent-weeks-passed = No gaps in the reporting.
effect-checks-silent-weeks-failed = { $n } { $n ->
        [one] day has no report from anyone and is
       *[other] days have no report from anyone and are
    } not counted as observed.
effect-checks-reporters-passed = The same reporters before and after.
effect-checks-reporters-failed = { $share_share } of the reports { $when } come from a reporter who is not there in the other window: the change may be a change of reporting.
effect-checks-sources-passed = The shares of the sources have not surely changed (p = { $p }).
effect-checks-sources-failed = The shares of the sources changed in { $where } (p = { $p }): the change may be a change of reporting.
effect-checks-other-reports-passed = Reports of other things have not surely changed (ratio { $ratio }).
effect-checks-other-reports-failed = Reports of things the insats was not about changed too (ratio { $ratio }, p = { $p }): the reporting may have changed.
effect-checks-vague-times-passed = Times are known to the day or better.
effect-checks-vague-times-failed = { $n } { $n ->
        [one] report ({ $share_share }) is known to the week or month only: it
       *[other] reports ({ $share_share }) are known to the week or month only: some
    } may fall on the wrong side of the start.
effect-checks-places-area = the area
effect-checks-places-insats = the area
effect-checks-places-control = the control
effect-checks-places-before = before
effect-checks-places-after = after
effect-checks-short-enough-events = too few reports
effect-checks-short-smallest-cell = small counts
effect-checks-short-control = no control
effect-checks-short-size = size of the control
effect-checks-short-parallel-before = the trend before
effect-checks-short-season = different seasons
effect-checks-short-weeks-after = short time after
effect-checks-short-records-cover = days missing
effect-checks-short-dispersion = assumed dispersion
effect-checks-short-drift = drift of areas unknown
effect-checks-short-protocol-deviation = deviation from the protocol
effect-checks-short-peak-before-start = peak before the start
effect-checks-short-selection = how the area was chosen
effect-checks-short-other-insatser = other insatser
effect-checks-short-distance = control close by
effect-checks-short-silent-weeks = gaps in the reporting
effect-checks-short-reporters = a reporter came or went
effect-checks-short-sources = changed mix of sources
effect-checks-short-other-reports = changed reporting
effect-checks-short-vague-times = vague times

## ahead

ahead-note = Compared with ordinary days of the same weekday and month, of all reports in the areas. It says nothing of these very days this year.
ahead-unknown = too few records
ahead-states-silent = silent
ahead-states-new = new
ahead-states-jump = many more than usual
ahead-states-drop = many fewer than usual
ahead-states-ordinary = as usual
ahead-who-note = More reporters give more reports. Who is silent may need a reminder, who is new a word of thanks.
ahead-kinds-holiday = holiday
ahead-kinds-eve = eve
ahead-kinds-bridge-day = bridge day
ahead-kinds-school-break = school break
ahead-rate-no-sure-difference = no sure difference from ordinary days ({ $name })
ahead-rate-such-days-times = such days ({ $name }): { $one } times the reports of ordinary days ({ $ends_0 }–{ $ends_1 })
ahead-warm-weeks = The first warm weeks tend to come between mid-April and the end of May. More people are out in the evenings then.
ahead-who-caption = Reports by source, { $told }
ahead-who-reporter = { $name } (reporter)

## basis

basis-caption = What the lägesbild rests on
basis-facts-rows = Reports in the areas
basis-facts-days = The reports are of
basis-facts-now = Reports in the period
basis-facts-positive = Positive reports in the period
basis-facts-outside = Outside the areas, not counted
basis-facts-clock = With a known hour
basis-facts-topics = Themes
basis-facts-crs = Coordinate system
basis-facts-clock-zone = Time zone
basis-facts-cell-size = Side of the cells
basis-facts-version = Version of estgeo
basis-form-made = Made on
basis-form-author = Made by
basis-form-recipients = Recipients
basis-form-decision = Decision (what, who, when)
basis-form-decided = Decided by and date
basis-form-next = Next meeting
basis-no-reports = There are no reports in the period. Nothing may have happened, or nobody may have reported.
basis-made-by = Made with estgeo { $version }
basis-from-sources = From { $sources }
basis-data-from = The reports are of { $days }
basis-incomplete = The period is unfinished: the reports do not cover it to its end ({ $days }). Counts may rise, and nothing is called fewer than usual.
basis-late = The period is unfinished: after this time { $part } of the reports are usually in. Counts may rise, and nothing is called fewer than usual.
basis-outside = { $n } of the { $total } { $total ->
        [one] report
       *[other] reports
    } of the period { $n ->
        [one] lies
       *[other] lie
    } outside the areas. { $n ->
        [one] It is
       *[other] They are
    } in no number of the page.
basis-known-to-area = { $n } of the { $total } { $total ->
        [one] report
       *[other] reports
    } of the period { $n ->
        [one] is known to its area only. It is
       *[other] are known to their area only. They are
    } in the totals and in tables by area, not on the map.
basis-far-off = { $n ->
        [one] 1 report lies far from all others. Its coordinate may be wrong.
       *[other] { $n } reports lie far from all others. Their coordinates may be wrong.
    }
basis-area-centers = The points look like centres of areas: { $n } reports lie on { $sites } points. Read no places from them. Counts by area may be wrong too, as the centre of a larger area falls in a smaller one.

## charts

charts-hour-of-week = Hours of the week
charts-data-clock = Hours of the day
charts-hour-axis = Hour (its beginning)
charts-per-hour = Count per hour
charts-number-shade = Number of reports
charts-clock-note = Rings grow outwards: compare shade, not size
charts-trend = Development over time
charts-trend-axis = Count per { $kind }
charts-counted = Counted
charts-incomplete = Incomplete period
charts-trend-line = Trend: { $change } per year
charts-trend-band = 95 % interval of the slope
charts-evaluation = Before and after: { $name }
charts-evaluation-axis = Change, with 80 % (thick) and 95 % interval (thin)
charts-area-alone = The insats area alone
charts-against-control = Against the control
charts-cannot-tell = too few reports
charts-robustness = What other choices give, in order
charts-robustness-n = { $n } of { $missing } choices have an interval
charts-robustness-axis = Change, with its interval; not independent of each other
charts-concentration = Concentration
charts-concentration-x = Share of places (most reports first)
charts-concentration-y = Share of the reports
charts-reported = The reports
charts-by-chance = As chance would spread them
charts-half = Half of the reports lie in { $share } of the places
charts-gini = Gini { $gini } (by chance { $chance })
charts-near-repeats = Near repeats
charts-near-repeats-x = Days between two reports
charts-near-repeats-y = Distance between them
charts-same-place = same place
charts-near-note = Observed per expected (pairs). Framed: more than chance gives (p ≤ 0.05)
charts-detectable = How small a fall can be seen
charts-detectable-x = Weeks after the start
charts-detectable-y = Smallest fall that can be seen
charts-detectable-line = { $weekly } per week
charts-detectable-note = { $before } { $before ->
        [one] week
       *[other] weeks
    } before, { $power } chance of detecting it
charts-ring = Ring { $span } m outside
charts-darkest-cell-the-highest-are = { $framed ->
        [one] The highest is framed
       *[other] The { $framed } highest are framed
    }
charts-darkest-cell-darkest-reports-in = Darkest: { $count } { $count ->
        [one] report
       *[other] reports
    } in the same hour of the week

## checklist_form

checklist-form-sheet = Reports
checklist-form-lists = Lists
checklist-form-wrong = Cannot be read
# Read back by name: see the headers that reading knows.
checklist-form-headings-start = Date
checklist-form-headings-start-time = Time
checklist-form-headings-category = Category
checklist-form-headings-severity = Severity
checklist-form-headings-area = Area
checklist-form-headings-address = Address
checklist-form-headings-x = Longitude
checklist-form-headings-y = Latitude
checklist-form-headings-source = Source
checklist-form-headings-reporter = Reporter
checklist-form-headings-comment = Comment
checklist-form-help-start = The day, such as 2018-03-12.
checklist-form-help-start-time = The time, such as 21:30. Leave it empty if it is not known.
checklist-form-help-category = Choose from the list.
checklist-form-help-severity = 1 (slight) to 4 (very grave).
checklist-form-help-area = Choose from the list.
checklist-form-help-address = Street or place. Avoid the home of anyone if possible.
checklist-form-help-x = Degrees of longitude, such as 15.2066.
checklist-form-help-y = Degrees of latitude, such as 59.2741.
checklist-form-help-source = Your organization.
checklist-form-help-reporter = Group or function, not the name of anyone.
checklist-form-help-comment = What happened. Write no names, personal numbers or phone numbers.

## command

command-verifying = computing the study again
command-no-document = No document was saved: it needs python-docx, pip install "estgeo[documents]".
command-unread = Not read of the last document: { $text } ({ $why }).
command-exploring = Making the page …
command-reading = Reading …
command-making = Making the lägesbild …
command-testing = Testing the cells …
command-comparing = Comparing before and after …
command-cannot = Failed
command-rows = Rows
command-reason = Reason
command-first = First
command-next = Next step:
command-no-zones = No areas were given: the ground around the reports is one single area. Give areas with --zones.
command-cells-in-use = The map has the cells with reports and those beside them. Where some of that is ground where nothing can be reported, there are too many hot spots.
command-areas = Areas
command-whole-area = The whole area
command-repeated-ids = If each row is an incident of its own (one row a victim, for example) though the id is repeated, state that there is no id: --column incident_id=
command-suggested = Suggestions, never applied unasked:{" "}
command-centres = The points look like centres of areas. Count them by area; no maps of hot spots are made of them.
command-hints-name-the-column-of = Name the column of the time with
command-hints-pass = Pass{" "}
command-hints-swap-them-with = Swap them with{" "}
command-hints-or-date-format = {" "}or --date-format
command-hints-puts = {" "}puts{" "}
command-hints-of-the-rows-in = % of the rows in Sweden
command-hints-of-the-rows-in-2 = % of the rows in the area
command-hints-with-x-and-y = with x and y swapped
command-hints-more-fit-as-well = {" "}more fit as well
command-hints-a-study-area-tells = a study_area tells them apart
command-rows-read = { $n_read } { $n_read ->
        [one] row
       *[other] rows
    } read: { $accepted } accepted, { $rejected } rejected.
command-made = Done. Open { $page }
command-cells-found-none-of-cells = None of { $n } { $n ->
        [one] cell
       *[other] cells
    } is, with those around it, a hot spot.
command-cells-found-of-cells-is = 1 of { $n } { $n ->
        [one] cell
       *[other] cells
    } is a hot spot: more reports in it and around it than expected.
command-cells-found-of-cells-are = { $hot } of { $n } { $n ->
        [one] cell
       *[other] cells
    } are hot spots: more reports in them and around them than expected.
command-peaks-found-no-single-cell = No single cell stands out from the counts of the others.
command-peaks-found-one-cell-is = One cell is a peak by itself: { $reports }, where the others have { $mean } on average.
command-peaks-found-to = { $counts_1 } to { $counts_0 }
command-peaks-found-cells-are-peaks = { $most } cells are peaks by themselves: { $told } reports, where the others have { $mean } on average.
command-snapped = { $n } reports lie on only { $places } points. Whoever made the file may have moved them to the nearest one. Do not use cells smaller than the distance between points, and read a single peak with care.
command-first-layer = { $path } has several layers: { $layers_0 } is used, not { $rest }. Choose another so: { $path }:{ $other }.
command-mended = { $path }: { $broken } of { $n } { $n ->
        [one] shape
       *[other] shapes
    } { $broken ->
        [one] was
       *[other] were
    } not valid and { $broken ->
        [one] was
       *[other] were
    } repaired.
command-saved-rejected = The rejected rows with their reasons: { $path }
command-chosen-period = No period was given. The last whole one is used: { $period }. Choose another with --period.
command-other-clock = The places are not in Sweden, but the times were read as { $time_zone }. State the time zone, e.g. --time-zone America/New_York.
command-mend-and-read = Correct the rows there and read them with the rest: { $command }
command-unknown-command-there-is-no = There is no command { $name }.
command-unknown-command-did-you-mean = {" "}Did you mean { $near }?

## disclosure

disclosure-internal-stamp = INTERNAL – may be subject to secrecy
disclosure-hidden = not shown
disclosure-few = few
disclosure-total = total
disclosure-total-of-all = all together
disclosure-notes-suppress = Numbers below { $k } are not shown, nor is nought. Some larger numbers are not shown either, so that the small ones cannot be worked out.
disclosure-notes-round = Numbers are shown in classes of { $k }, so that none can be worked out.
disclosure-notes-merge = Areas with fewer than { $k } are merged with a neighbour.
disclosure-notes-balanced-draw = The numbers are approximate: one report in { $k } is drawn at random and counts as { $k }. Most numbers are within { $k } of the true one. “Few” is none or a handful. So no single report can be worked out, nor whether there was one.

## effects

effects-found-fall-of-at-least-35 = Compared with what happened in the control area, reports have fallen by at least 35 % ({ $size }).
effects-found-fall-of-at-least-10 = Compared with what happened in the control area, reports have fallen by at least 10 % ({ $size }).
effects-found-fall = Compared with what happened in the control area, reports have fallen ({ $size }).
effects-found-rise = Compared with what happened in the control area, reports have risen ({ $size }).
effects-compared-control = Compared with what happened in the control area,
effects-compared-season = Compared with the same weeks of an earlier year, without a control,
effects-compared-before = Compared with the time before, without a control,
# Without a control a change is a fact about counts, never a finding on the insats.
effects-against-itself-season = in the same weeks of an earlier year
effects-against-itself-before = in the time before
effects-counts = { $name }: { $before } { $before ->
        [one] report
       *[other] reports
    } in { $days_before } { $days_before ->
        [one] day
       *[other] days
    } before, { $after } in { $days_after } { $days_after ->
        [one] day
       *[other] days
    } after.
effects-counts-beside = { $name }: { $before } { $before ->
        [one] report
       *[other] reports
    } in { $days_before } { $days_before ->
        [one] day
       *[other] days
    } before, { $after } in { $days_after } { $days_after ->
        [one] day
       *[other] days
    } after (the control { $control_before } and { $control_after }).
effects-too-few-reports-are-with = { $start } { $start ->
        [one] report
       *[other] reports
    } are, with { $c } confidence, { $word } { $x } times as many.
effects-too-few-there-are-too = There are too few reports for a percentage.
effects-too-few-at-most = at most
effects-too-few-at-least = at least
effects-not-worth = { $start } { $start ->
        [one] report
       *[other] reports
    } have not fallen by as much as was wanted: a fall of { $x } or more can be excluded ({ $interval }).
effects-found-alone-the-time-after = The time after is so short that this may be a passing swing.
effects-found-alone-fewer = fewer
effects-found-alone-more = more
effects-found-alone-there-were-reports = There were { $which } reports than { $than } ({ $size }), but without a control it cannot be determined whether the insats is the reason.
effects-size = estimated at { $c }, { $i }
effects-undecided-it-cannot-be = { $start } it cannot be determined whether reports fell ({ $interval });{" "}
effects-undecided-we-could-have = we could have seen a fall of { $x } or more.
effects-undecided-with-so-few = with so few reports we could not have seen any fall at all.
effects-interval = { $c } interval { $low } to { $high }
effects-change = { $x } times as many
effects-moved-reports-rose-in = Reports rose in { $x } against its control: they may have moved there.
effects-moved-reports-fell-in = Reports fell in { $x } too.
effects-moved-no-clear-sign = No clear sign that the problem moved to the surroundings, or that they improved too.
effects-caveats = Caveats: { $n } ({ $names }).

## explorer

explorer-stamps-group = INTERNAL – shows single reports, may be subject to confidentiality
explorer-stamps-organization = INTERNAL – counts only, for your own organisation
explorer-title = Explore the reports
# A list has the form for one and the form for others.
explorer-page-or = {" "}and{" "}
explorer-page-week = week
explorer-page-weekday = Day of the week
explorer-page-clock = { $from }–{ $to }
explorer-page-clock-from = From
explorer-page-clock-to = to
explorer-page-from = From
explorer-page-to = to
explorer-page-last-4 = Last 4 weeks
explorer-page-last-13 = 13 weeks
explorer-page-last-52 = 52 weeks
explorer-page-all-time = All dates
explorer-page-all-hours = All hours
explorer-page-choice = Your choice
explorer-page-nothing-chosen = Nothing is chosen: all reports are shown. Choose in the map, the charts or the lists.
explorer-page-reports = { $n ->
        [one] { $n } report
       *[other] { $n } reports
    }
explorer-page-of-reports = { $n ->
        [one] of { $n } report
       *[other] of { $n } reports
    }
explorer-page-everything = { $n ->
        [one] { $n } report; nothing is chosen.
       *[other] { $n } reports; nothing is chosen.
    }
explorer-page-resting = { $n ->
        [one] Basis: { $n } report, { $days }.
       *[other] Basis: { $n } reports, { $days }.
    }
explorer-page-in-theme = theme
explorer-page-in-source = source
explorer-page-in-severity = severity
explorer-page-in-zone = area
explorer-page-in-street = street
explorer-page-in-insats = insats
explorer-page-in-insatser = insats
explorer-page-in-box = box on the map
explorer-page-none = not given
explorer-page-none-zone = outside the areas
explorer-page-none-street = no street within 60 m
explorer-page-year-before = A year before ({ $when }): { $count }.
explorer-page-as-many = As many.
explorer-page-more = { $n } more{ $share }.
explorer-page-fewer = { $n } fewer{ $share }.
explorer-page-share = {" "}({ $sign }{ $share })
explorer-page-too-few = Fewer than { $least } reports together: it cannot be determined whether they are more or fewer.
explorer-page-no-year = Choose weeks to compare with the year before.
explorer-page-not-covered = The reports do not cover the same time a year before.
explorer-page-too-long = The choice is longer than a year and is not compared with the year before.
explorer-page-untested = Counts, not a test: what was chosen because it stands out does so in these very reports, by chance too.
explorer-page-undo = Undo
explorer-page-clear = Clear
explorer-page-copy-sentence = Copy as a sentence
explorer-page-copy-link = Copy link
explorer-page-save-csv = Save the rows (csv)
explorer-page-csv-name = chosen-reports.csv
explorer-page-print = Print
explorer-page-copied = Copied
explorer-page-copy-by-hand = Copy the text
explorer-page-close = Close
explorer-page-compare = Map and hours show
explorer-page-counts = counts
explorer-page-against-rest = difference from the rest
explorer-page-against-year = difference from the year before
explorer-page-key-chosen = the choice
explorer-page-key-rest = expected if the choice were spread as the other reports
explorer-page-key-year = the same choice a year before
explorer-page-column-rest = the rest
explorer-page-column-year = year before
explorer-page-reports-column = reports
explorer-page-title-map = Where
explorer-page-title-weeks = Week by week
explorer-page-title-hours = Hour and day of the week
explorer-page-title-theme = Theme
explorer-page-title-source = Source
explorer-page-title-severity = Severity
explorer-page-title-zone = Area
explorer-page-title-street = Street
explorer-page-title-insats = Insatser
explorer-page-title-rows = The chosen reports
explorer-page-title-test = Test the choice
explorer-page-as-table = As a table
explorer-page-see-table = The numbers are in the table below the chart.
explorer-page-more-rows = Show all
explorer-page-week-column = week
explorer-page-all-days = all days
explorer-page-hour-column = day and hour
explorer-page-cell-column = cell of { $size } m (south-west corner)
explorer-page-time-column = time
explorer-page-known = clock time,time span,day,week,month
explorer-page-map-keys = Map. The arrow keys move it, plus and minus zoom.
explorer-page-zoom-in = Zoom in
explorer-page-zoom-out = Zoom out
explorer-page-whole = Whole map
explorer-page-draw-box = Draw a box
explorer-page-take-view = Choose what is in view
explorer-page-no-box = Remove the box
explorer-page-one-report = one dot is one report
explorer-page-in-a-cell = in a cell
explorer-page-cells = cells of { $size } m
explorer-page-cell = Cell
explorer-page-fewer-than = fewer
explorer-page-more-than = more
explorer-page-too-few-here = fewer than { $least }
explorer-page-off-map = { $n ->
        [one] { $n } report of the choice has no place on the map.
       *[other] { $n } reports of the choice have no place on the map.
    }
explorer-page-day-only = { $n ->
        [one] { $n } report of the choice is known to the day, week or month only and is not in here.
       *[other] { $n } reports of the choice are known to the day, week or month only and are not in here.
    }
explorer-page-long-span = { $n ->
        [one] { $n } report has a time span of more than an hour and is not in here.
       *[other] { $n } reports have a time span of more than an hour and are not in here.
    }
explorer-page-month-only = { $n ->
        [one] { $n } report is known to the month only and is in no week.
       *[other] { $n } reports are known to the month only and are in no week.
    }
explorer-page-insats-lines = The lines at the top show when the insatser are at work.
explorer-page-insats-weeks = Choose the time of the insats (at most 52 weeks)
explorer-page-split = A report with several themes is counted once in each.
explorer-page-newest = The { $most } latest are shown.
explorer-page-too-many-rows = More than { $most } reports: choose fewer to see them, or save as csv.
explorer-page-why-not = The page never tests what you chose. Who looks will always find something that stands out, and a test on the same reports would call it significant too often. Test the choice on reports that come later, or say which weeks you chose on (selected_on). The lines below do that:
explorer-page-copy-code = Copy the lines
explorer-page-later = { $week } is the first whole week after the reports of the page: read it first
explorer-page-selected = the days that the area was chosen on: change them if they were others
explorer-page-hidden-counts = { $n ->
        [one] Basis: { $n } report. Counts below { $k } are not shown.
       *[other] Basis: { $n } reports. Counts below { $k } are not shown, and so many others are hidden that they cannot be worked out.
    }
explorer-page-hidden-map = Cells of { $size } m with at least { $k } reports are shown.
explorer-page-hidden-hours = Four hours at a time. Hatched: not shown.
explorer-page-hidden-weeks = Hatched: not shown.
explorer-page-not-shown = not shown

## feedback

feedback-stamp = FEEDBACK
feedback-sections-told = What you reported
feedback-sections-seen = What the group saw
feedback-sections-decided = What was decided
feedback-sections-effect = What can be said of the effect
feedback-sections-thanks = Thanks
feedback-columns-theme = Theme
feedback-columns-own = Your reports
feedback-columns-all = All reports
feedback-caption = Reports by theme
feedback-hidden = A dash stands where so few others reported that the count is not shown.
feedback-none-seen = The group has noted no problem on the themes you reported on.
feedback-none-decided = No insats is decided on the themes you reported on.
feedback-title = Feedback to { $to }, { $when }
feedback-may-read = The page is for { $to }, and everyone there may read it.
feedback-told-you-made-no = You made no report in the period.
feedback-told-you-made-in = You made { $count } in the period.
feedback-thanks-tell-us-if = Tell us if something keeps you from reporting. That all is calm is worth knowing, too.
feedback-thanks-thank-you-for = Thank you for your { $n ->
        [one] report
       *[other] { $n } reports
    }. The group read { $n ->
        [one] it
       *[other] them
    } before the meeting.
feedback-responsible = Responsible: { $who }.
feedback-from-day = from { $when }

## hot_times

hot-times-verdicts-too-few = Too few reports with a known hour to test times ({ $n }).
hot-times-verdicts-no-hot-times = No times stand out ({ $n }).
hot-times-verdicts-indication = Few reports, but a sign of more than expected { $when } ({ $n }).
hot-times-verdicts-hot-times = More reports than expected { $when } ({ $n }).
hot-times-days-every-day = every day
hot-times-days-every-day-but = every day but { $day }
hot-times-window = { $named } { $hours }
hot-times = Of { $n_unknown } more only the day, week or month is known.
hot-times-together = { $n ->
        [one] About 1 report came within hours of another and was tested as one with it.
       *[other] About { $n } reports came within hours of others and were tested as one with them.
    }
hot-times-heaped = { $n } { $n ->
        [one] report is
       *[other] reports are
    } left out: unusually many have the same full hour.

## insatser_status

# How an insats stands in a table, and after its name with a day.
insatser-status-short-proposed = proposed
insatser-status-short-planned = planned
insatser-status-short-new = new, at work
insatser-status-short-continues = continues
insatser-status-short-ends = ends
insatser-status-short-ended = ended
insatser-status-states-proposed = is proposed from { $day }
insatser-status-states-planned = is planned from { $day }
insatser-status-states-new = is new and at work since { $day }
insatser-status-states-continues = has been at work since { $day }
insatser-status-states-ends = was at work until { $day }
insatser-status-states-ended = is ended, began { $day }
insatser-status-caption = Stated insatser
insatser-status-all-themes = all
insatser-status-from = from { $day }
insatser-status-none-given = No insatser are stated here.
insatser-status-none-to-follow = No insats was at work in the period or in the half year before it.
insatser-status-how-to-read = Each insats is compared before and after its start. The interval says how sure the change is; if it includes zero, whether the count changed cannot be determined.
insatser-status-elsewhere = { $n } stated insats{ $n ->
        [one] {""}
       *[other] er
    } { $n ->
        [one] lies
       *[other] lie
    } outside the place and { $n ->
        [one] is
       *[other] are
    } not shown.
insatser-status-not-evaluated = { $name }: cannot be followed up. { $reason }
insatser-status-picture-alt = Change with interval of { $name }; the numbers stand in the text above

## law

law-title = Lägesbild by the Swedish law (2023:196){ $place }, { $period }
law-subtitle = Basis of the municipality's lägesbild by the law on municipalities' responsibility for crime prevention. The municipality makes the picture and decides on the plan.
law-may-read = The page shows no single reports, but small counts and named places. The group decides what may be passed on.
law-sections-extent = Extent (section 4, point 1)
law-sections-consequences = Consequences (section 4, point 1)
law-sections-information = Other information of importance (section 4, point 2)
law-sections-analysis = Analysis (section 4, point 3)
law-sections-plan = Action plan
law-sections-follow-up = Follow-up
law-sections-coordination = Coordination and cooperation
law-sections-sources = Sources used and left out
law-sections-candidates = Candidates for a deeper study
# {what a table is called in the code: its sheet, what it is called on the page}
law-tables-population = population
law-tables-reference = reference
law-tables-consequences = consequences
law-tables-surveys = surveys
law-tables-other = other
law-tables-coordination = coordination
law-tables-sources = sources
law-captions-rates = Reports per 1,000 inhabitants and year
law-captions-reference = Beside the values that the group gave
law-captions-consequences = Consequences, as the group gives them
law-captions-surveys = Surveys
law-captions-other = Other facts, as the group gives them
law-captions-coordination = Cooperation, as the group gives it
law-captions-reported = Sources of the period's reports
law-captions-sources = Other sources
law-captions-analysis = Problems and likely causes
law-captions-plan = Goals and insatser
law-captions-candidates = Candidates for a deeper study
law-columns-people = Inhabitants
law-columns-rate = Per 1,000 a year
law-columns-interval = 95 % interval
law-columns-who = Compared with
law-columns-value = Their value
law-columns-reading = Here
law-columns-question = Question
law-columns-year = Year
law-columns-answers = Answers
law-columns-result = Result
law-columns-change = Change
law-columns-source = Source
law-columns-used = Used
law-columns-why = Why, limits
law-columns-reports = Reports
law-columns-cause = Likely cause
law-columns-how = How
law-columns-goal = Goal
law-columns-insats = Insats
law-columns-when = When
law-columns-weeks = Weeks with reports
law-columns-same = In the same cells
law-columns-grave = Severity, sum
law-columns-cost = Cost
law-readings-higher = higher
law-readings-lower = lower
law-readings-neither = cannot be told apart
law-yes = yes
law-no = no
law-whole = The whole place
law-not-given-population = Reports per 1,000 inhabitants are shown where the table “population” is given (zone, population).
law-not-given-reference = No reference values are given (table “reference”: who, value per 1,000 inhabitants and year, and zone and theme where needed).
law-not-given-consequences = The law asks for consequences. Reports do not show them: costs, injuries, who is hit, and what residents avoid. Give them in the table “consequences”.
law-not-given-information = No surveys or other facts are given (tables “surveys” and “other”).
law-not-given-analysis = The group has described no problem. How it happens and likely causes are filled in at the end of the document.
law-not-given-plan = No goals or insatser are given. Goals and insatser are filled in at the end of the document.
law-not-given-coordination = Who coordinates and who cooperates is given in the table “coordination”.
law-not-given-sources = Which other sources were used or left out, and why, is given in the table “sources” (source, used, why).
law-rates-note = The intervals are of chance in the number of reports, with the spread that the weeks show. They say nothing of crimes that nobody reports, and the population is taken as known.
law-reference-note = Higher or lower stands where the reference value lies outside the interval. The value is taken as known. The comparison holds only if both count the same thing: reports here are no recorded crimes.
law-surveys-note = The intervals are 95 %: shares by Wilson, changes by Newcombe, means by the t distribution. Answers are divided by the design effect where it is given. They say nothing of those who did not answer.
law-no-spread = no interval: the standard deviation is not given
law-yearly-note = The next day of each insats is in the table.
law-candidates-note = Candidates are themes in an area with reports in at least half of the latest { $weeks } { $weeks ->
        [one] week
       *[other] weeks
    }, where those of the second half lay in the same cells as in the first more often than if they had fallen evenly over the cells that had any reports (p at most 0.01). Cost and severity are shown where known and give the order. The group chooses.
law-no-candidates = No theme in any area has both had reports in at least half of the latest { $weeks } { $weeks ->
        [one] week
       *[other] weeks
    } and stayed in the same cells.
law-too-few-weeks = Candidates for a deeper study take { $least } { $least ->
        [one] week
       *[other] weeks
    } of reports; here are { $n }.
law-no-places = Candidates for a deeper study take reports with a place on the map.
law-facts-weeks = How long
law-facts-now = In the period
law-facts-where = Where
law-facts-same = Stable in place
law-facts-when = When
law-facts-kinds = What
law-facts-sources = Who reports
law-facts-grave = Severity
law-facts-cost = Cost
law-facts-tried = Insatser tried
law-facts-how = How it happens
law-facts-cause = Likely cause
law-facts-owner = Who owns and manages
law-not-said = not given
law-since = from { $v0 }
law-unknown = not known
law-none-tried = none given
law-points = { $v0 } to { $v1 } percentage points
law-between = { $v0 } to { $v1 }
law-weeks-told = Reports in { $n } of the latest { $of } { $of ->
        [one] week
       *[other] weeks
    }; the first on record is of { $period }.
law-same-cells = { $n } of { $of } { $of ->
        [one] report
       *[other] reports
    } of the second half lay in the { $top } of { $used } { $used ->
        [one] cell
       *[other] cells
    } with most before.
law-lacking = Knowledge that is lacking: { $v0 }.
law-undescribed = { $n ->
        [one] The group has not taken up one proposal from the counts.
       *[other] The group has not taken up { $n } proposals from the counts.
    }

## longer

longer-reports = Reports
longer-no-patterns = No cell has any of the patterns.
longer-patterns-caption = Cells by pattern
longer-trends-caption = Development by theme
longer-assessment-caption = The group's assessment, on the group's own scale
longer-assessment-note = The levels are the group's own judgement; they are never computed from counts.
longer-no-assessments = No assessment is given of the period or of earlier ones of its kind.
longer-priorities-caption = Basis for priorities
longer-indicators-caption = Indicators by area
longer-no-indicators = No indicators are given.
longer-whole-alt = The group's level of the whole place beside the reports, period by period
longer-areas-alt = The group's level by area, period by period
longer-topics-left = Left out but summed: { $names }.
longer-too-few-months = Too few periods: { $months } whole months, at least { $least } are needed.
longer-patterns-alt = Map of { $cells } { $cells ->
        [one] cell
       *[other] cells
    } with patterns; the table says how many of each
longer-patterns-intro = Each cell is tested month by month, { $months } { $months ->
        [one] whole month
       *[other] whole months
    }: is it a new, lasting, growing or fading hot spot?
longer-direction = { $capitalize }: { $per_year_text } per year (95 % interval { $span }), { $months } { $months ->
        [one] month
       *[other] months
    }.
longer-direction-reading-too-few-reports = too few reports
longer-direction-reading-reports-rise = reports rise
longer-direction-reading-reports-fall = reports fall
longer-direction-reading-inconclusive = inconclusive
longer-trend-note-the-direction-is = The direction is that of reports, not of crime: more reporters give more reports.
longer-trend-note-within-two-years = Within two years the season may look like a trend.
longer-trend-alt = Reports month by month, { $months } { $months ->
        [one] month
       *[other] months
    }, with trend

## map_change

map-change-before = Before
map-change-after = After
map-change = Change
map-change-change-title = Before, after and change
map-change-chance = May be chance
map-change-chance-sentence = The difference may be chance.
map-change-no-change-seen = No zone has changed by more than chance can explain.
map-change-change-method = Color only where the change is larger than chance can explain. Small changes are often chance.
map-change-against-all = The change is counted against that of the whole map: the test is of the zone's share of all reports.
map-change-before-after = Before: { $v0 }. After: { $v1 }.
map-change-ratio = Ratio: { $v0 } (95 % interval { $v1 }–{ $v2 })
map-change-evaluation-title = Before and after: { $name }
map-change-roles-insats = Area of the insats
map-change-roles-ring = Ring outside
map-change-roles-control = Control area
map-change-roles-control-ring = Ring around control
map-change-verdicts-fewer = Fallen by more than chance gives
map-change-verdicts-more = Risen by more than chance gives
map-change-verdicts-fewer-alone = Fewer than before, without a control
map-change-verdicts-more-alone = More than before, without a control
map-change-verdicts-undecided = Inconclusive
map-change-verdicts-reference = To compare with
map-change-before-after-days = Before: { $v0 } in { $v2 } days. After: { $v1 } in { $v3 } days.
map-change-alone-method = Without a control it cannot be determined what a change comes from.
map-change-change-interval = Change: { $v0 } % ({ $v1 } to { $v2 } %)
map-change-against-control = Against the control.
map-change-against-control-ring = Against the ring around the control.
map-change-against-itself = Against itself, without control.
map-change-evaluation-method = Color only where the whole 95 % interval lies on one side of no change.
map-change-outlines = Areas
map-change-change-label-down-by = Down by { $span }
map-change-change-label-up-by = Up by { $span }
map-change-counts-in-days = { $first } in { $before } { $before ->
        [one] day
       *[other] days
    } → { $second } in { $after } { $after ->
        [one] day
       *[other] days
    }

## map_counts

map-counts-titles-n = Number of reports
map-counts-titles-n-per-km = Reports per km
map-counts-titles-rate = Reports in relation to the population
map-counts-titles-rate-smoothed = Reports in relation to the population, smoothed
map-counts-here-n = Count: { $v0 }
map-counts-here-n-per-km = { $v0 } per km
map-counts-here-rate = Rate: { $v0 }
map-counts-here-rate-smoothed = Smoothed rate: { $v0 }
map-counts-here-per-rate = Rate per { $per }: { $v0 }
map-counts-here-per-rate-smoothed = Smoothed rate per { $per }: { $v0 }
map-counts-rate-interval = Interval: { $v0 }–{ $v1 }

## map_density

map-density = Density of reports
map-density-density-intro = Reports per km²
map-density-density-here = { $v0 } per km²
map-density-density-method = Density shows where there is much, not whether it is more than chance gives.
map-density-ratio-intro = Reports in relation to what is at risk
map-density-bandwidth = Bandwidth: { $width } m.

## map_emerging

map-emerging-pattern-groups-growing-hot = New or growing
map-emerging-pattern-groups-stable-hot = Persistent
map-emerging-pattern-groups-fading-hot = Fading or historical
map-emerging-pattern-groups-irregular-hot = Comes and goes
map-emerging-pattern-groups-growing-cold = Fewer: new or growing
map-emerging-pattern-groups-stable-cold = Fewer: persistent
map-emerging-pattern-groups-fading-cold = Fewer: fading
map-emerging-pattern-groups-irregular-cold = Fewer: comes and goes
map-emerging-pattern-groups-none = No pattern
map-emerging-pattern-groups-short = Too few periods
map-emerging-pattern-kinds-new = New: in the last period, never before.
map-emerging-pattern-kinds-consecutive = Consecutive: in the last periods in a row, never before them.
map-emerging-pattern-kinds-intensifying = Intensifying: in nearly all periods, and stronger over time.
map-emerging-pattern-kinds-persistent = Persistent: in most periods, without a clear trend.
map-emerging-pattern-kinds-diminishing = Diminishing: in nearly all periods, but weaker over time.
map-emerging-pattern-kinds-sporadic = Sporadic: on and off, also in the last period.
map-emerging-pattern-kinds-oscillating = Oscillating: in the last period, but the opposite before.
map-emerging-pattern-kinds-historical = Historical: in most periods, but not the last.
map-emerging-pattern-kinds-emerging = Emerging: in the latest periods, not in the older.
map-emerging-pattern-kinds-former = Former: in the older periods, not in the latest.
map-emerging-pattern-kinds-intermittent = Intermittent: in some periods, in no order.
map-emerging-pattern-sides-hot = More than expected.{" "}
map-emerging-pattern-sides-cold = Fewer than expected.{" "}
map-emerging = Patterns over time
map-emerging-emerging-intro = More reports here and around than expected, period by period
map-emerging-emerging-method = Method: Getis-Ord Gi* in each period, and the trend in them. Point at a cell for the full name of its pattern.
map-emerging-none-found = No cell has a pattern of more reports than expected.
map-emerging-share-hot = Hot spot in { $v0 } % of the periods

## map_hot_spots

map-hot-spots = Hot spots
map-hot-spots-hot-spots-intro = More reports here and around than expected
map-hot-spots-hot-spot-classes-3 = Hot spot, 99 %
map-hot-spots-hot-spot-classes-2 = Hot spot, 95 %
map-hot-spots-hot-spot-classes-1 = Hot spot, 90 %
map-hot-spots-hot-spot-classes-0 = No hot spot
map-hot-spots-hot-spot-classes-minus-1 = Fewer than expected, 90 %
map-hot-spots-hot-spot-classes-minus-2 = Fewer than expected, 95 %
map-hot-spots-hot-spot-classes-minus-3 = Fewer than expected, 99 %
map-hot-spots-neither-class = Neither hot spot nor peak
# Name and sentence of a peak that is no hot spot, and of one that is.
map-hot-spots-peak-classes-0-0 = Single peak
map-hot-spots-peak-classes-0-1 = More reports right here than the counts of the other places lead one to expect.
map-hot-spots-peak-classes-1-0 = Peak in a hot spot
map-hot-spots-peak-classes-1-1 = More reports right here than the counts of the other places lead one to expect, and more than expected here and around.
map-hot-spots-hot-spot-method = Method: Getis-Ord Gi*. The percentages hold after correction for testing many places. A cell may be a hot spot because of the cells around it.
map-hot-spots-peak-method = Peak: the place's own count tested against those of all other places (negative binomial, 95 %). One large count alone does not make a hot spot.
map-hot-spots-none-found = No place is a hot spot together with those around it.
map-hot-spots-no-peak = No place is a peak by itself.
map-hot-spots-around = Here and around: { $v0 }, expected { $v1 }
map-hot-spots-cold-not-shown = { $n } with fewer than expected { $n ->
        [one] is
       *[other] are
    } not marked: fewer reports does not mean safe.
map-hot-spots-found-places = { $peaks ->
        [one] place
       *[other] places
    }
map-hot-spots-found-by = { $peaks } { $noun }{ $peaks ->
        [one] is a peak
       *[other] are peaks
    } by { $peaks ->
        [one] itself
       *[other] themselves
    }.
map-hot-spots-hot-spot-the-count-here = The count here and around is no higher than if reports were dealt out at random.
map-hot-spots-hot-spot-more-reports-here = More reports here and around than expected ({ $level } %).
map-hot-spots-hot-spot-fewer-reports-here = Fewer reports here and around than expected ({ $level } %).

## map_near_repeats

map-near-repeats = Near repeats
map-near-repeats-chains = Chains
map-near-repeats-role-words-originator = First of a chain
map-near-repeats-role-words-near-repeat = Near repeat
map-near-repeats-role-words-repeat = Repeat at the same place
map-near-repeats-role-words-same-place = Repeat at the same place
map-near-repeats-role-words-isolated = Alone
map-near-repeats-role-words-single = Alone
map-near-repeats-role-words-none = Alone
map-near-repeats-near-repeats-method = A chain joins reports that are near one another in space and time. That two belong together does not say that the same person is behind them.

## map_streets

map-streets-titles-gi-bin = Hot spots along streets
map-streets-titles-density = Density of reports along streets
map-streets-titles-n-per-km = Reports along streets
map-streets-titles-n = Reports along streets
map-streets-intros-gi-bin = More reports than expected on the stretch and those within walking distance
map-streets-intros-density = Reports per km of street
map-streets-intros-n-per-km = Reports per km of street
map-streets-intros-n = Number of reports
map-streets-notes-gi-bin = Method: Getis-Ord Gi* along streets. A stretch can be a hot spot because of the stretches around it.
map-streets-notes-density = Density shows where there are many reports, not whether they are more than expected.
map-streets-notes-n-per-km = Reports per km are uncertain on short stretches.
map-streets-notes-n = Long stretches have more reports because they are long.
map-streets-fields-density = { $v0 } per km
map-streets-fields-n-per-km = { $v0 } per km
map-streets-fields-n = Reports: { $v0 }
map-streets-fields-usual = Reports: { $v0 }, { $v1 } is usual on a stretch of that length
# A stretch of street with its reports, as it is said at a meeting.
map-streets-hot-stretch = { $stretch }: { $n ->
        [one] { $n } report
       *[other] { $n } reports
    }, { $usual } is usual
map-streets-hottest = { $stretches }. Usual is the average of a stretch of that length on all streets here.
# What the key counts: a street is cut into stretches at its junctions.
map-streets-stretches = number of stretches
map-streets-length = Length: { $v0 } m

## map_weeks

map-weeks-window-one = Each picture is { $a }.
map-weeks-window-many = Each picture is the sum of { $n } { $many }.
map-weeks-step-buttons-play = Play
map-weeks-step-buttons-pause = Pause
map-weeks-step-buttons-slider = Period
map-weeks-weeks-title = { $one } by { $one }

## maps

maps-buttons-key = Key
maps-buttons-map = Map
maps-buttons-zoom-in = Zoom in
maps-buttons-zoom-out = Zoom out
maps-buttons-table = The map as a table
maps-buttons-place = Place
maps-buttons-facts = Facts
maps-internal = Internal: this map shows single reports. Share it only within the circle that the group decided.
maps-zones = number of zones
maps-cells = number of cells
maps-lines = number of streets
maps-points = number of reports
maps-hidden = Not shown
maps-hidden-sentence = The count is too small to be shown, or missing.
maps-counts = Number of reports
maps-count-here = Count: { $v0 }
maps-small-cells = The cells are smaller than 100 m. The location in police data has a median error of about 83 m (Gerell 2018): do not read single cells alone.
maps-adjusted = p (adjusted): { $v0 }
maps-ground = Background map
maps-background = Background
maps-reports-layer = Reports in the period
maps-report = Report
maps-zone-cells-of-m = cells of { $cell_size }{"\u00A0"}m
maps-zone = { $n } { $n ->
        [one] street
       *[other] streets
    }
maps-zone-2 = { $n } { $n ->
        [one] zone
       *[other] zones
    }
maps-large-page-of-zones-became = { $merged } of { $n } zones became one shape without tooltips.
maps-large-page-zones-make-a = { $n } zones make a large and slow page.
maps-large-page-larger-cells-make = Larger cells make a map that is read faster.
maps-or-more-or-more = { $low } or more
maps-or-more-or-more-2 = { $low } or more
maps-below = below { $high }
maps-from-to = { $low } to below { $high }
maps-class = Count: { $label }

## meeting

meeting-problem-fields-what = What
meeting-problem-fields-how = How
meeting-problem-fields-cause = Likely causes
meeting-problem-fields-goal = Goal
meeting-problem-fields-target = Most reports
meeting-problem-fields-level = Level
meeting-problem-fields-priority = Priority
meeting-problem-fields-status = Status
meeting-insats-fields-id = No.
meeting-insats-fields-name = Insats (what and where)
meeting-insats-fields-problem = Problem
meeting-insats-fields-start = From
meeting-insats-fields-end = Until
meeting-insats-fields-hours = Hours
meeting-insats-fields-responsible = Responsible
meeting-insats-fields-purpose = Purpose
meeting-insats-fields-status = Status
meeting-level-fields-zone = Area
meeting-level-fields-level = Level
meeting-level-fields-comment = Comment
meeting-note-fields-author = Made by
meeting-note-fields-recipients = Recipients
meeting-note-fields-continues = Insatser continue according to the earlier lägesbild (X = yes)
meeting-note-fields-needed = Further insatser are needed (X = yes)
meeting-note-fields-decision = Decision (what, who, when)
meeting-note-fields-decided = Decided by and date
meeting-note-fields-next = Next meeting
meeting-theme-field = Theme
meeting-problem = Problem
meeting-new-problem = New problem
meeting-whole = The whole place
meeting-problem-statuses-new = new
meeting-problem-statuses-open = open
meeting-problem-statuses-watched = watched
meeting-problem-statuses-closed = closed
meeting-insats-statuses-proposed = proposed
meeting-insats-statuses-decided = decided
meeting-insats-statuses-running = running
meeting-insats-statuses-ended = ended
meeting-fill-in = To fill in at the meeting
meeting-fill-in-note = Write in the boxes. What stands here is read into the next lägesbild. Status of problems: new, open, watched or closed. Status of insatser: proposed, decided, running or ended. Days are written as 2018-03-12. Leave the numbers as they are.
meeting-captions-notes = Decision
meeting-captions-insatser = Insatser of the coming period
meeting-captions-levels = The group's assessment
meeting-captions-changes = Counts that changed since the page was made
meeting-captions-reports = Reports of the period
meeting-captions-good = Positive reports
meeting-captions-risks = Days to prepare for
meeting-captions-who = Who reports
meeting-captions-verdicts = Should the insats go on?
meeting-columns-time = Time
meeting-columns-where = Place
meeting-columns-source = Source
meeting-columns-severity = Severity
meeting-columns-told = What is told
meeting-columns-then = When it was made
meeting-columns-now = Now
meeting-columns-day = Day
meeting-columns-name = What
meeting-columns-before = Earlier years
meeting-columns-period = Period
meeting-columns-reports = Reports
meeting-columns-usual = Usually
meeting-columns-status = State
meeting-sections-since = Since the last lägesbild
meeting-sections-ahead = Ahead of the coming period
meeting-sections-who = Who reports
meeting-sections-groups = The groups' own pictures
meeting-stamps-group = INTERNAL – may be subject to confidentiality
meeting-stamps-organization = FOR THE ORGANIZATION
meeting-may-read-group = Only those the group has named may read this page: it shows single reports.
meeting-may-read-organization = Everyone in the cooperating organizations may read this page. It shows no single reports, places or comments. It is not made for the public.
meeting-verdicts-continue = continue
meeting-verdicts-end = end
meeting-verdicts-cannot-be-told-yet = cannot be told yet
meeting-phases = –
meeting-phases-start = start
meeting-phases-running = carrying out
meeting-phases-maintenance = keeping up
meeting-why-fall = reports fell
meeting-why-rise = reports rose
meeting-why-no-fall-of-10 = reports have not fallen by even 10 %
meeting-why-undecided = the change is uncertain
meeting-why-no-comparison = there is no comparison area
meeting-why-few-events = too few reports
meeting-why-not-started = has not begun
meeting-why-no-area = has no place of its own
meeting-why-not-evaluated = cannot be compared
meeting-verdict-columns-insats = Insats
meeting-verdict-columns-status = Status, phase
meeting-verdict-columns-change = Change
meeting-verdict-columns-verdict = Verdict
meeting-verdict-columns-why = Because
meeting-verdict-columns-next = Can be told / next check
meeting-verdict-note = Continue: reports surely fell compared with the comparison areas. End: they rose, or have not fallen by even 10 %. The verdict is of the reports; the group weighs cost and other things.
meeting-rest = Others
meeting-unread-day = is no day such as 2018-03-12
meeting-unread-status = is no known status
meeting-unread-number = is no number
meeting-unread-problem = is no number of a problem
meeting-unread-start = is an insats without a first day; it is not read
meeting-unread-text = stands outside the boxes to fill in and is not read
meeting-unread-gone = is no longer in the document; it is kept as it was
meeting-unread-label = is no box that is known
meeting-unread-memory = the document lost its memory; areas, themes and older records are missing
meeting-unread-changed = was changed in the running text; the change is not read
meeting-carried-heads-goes-on = Goes on
meeting-carried-heads-new = New proposals
meeting-carried-heads-none-now = Without reports now
meeting-carried-heads-left = Not listed this time, with few reports and nothing written by the group
meeting-carried-heads-needed = Need of more insatser last time
meeting-carried-heads-closed = Closed
meeting-carried-heads-decision = Decided last time
meeting-severity-change-pairs-increase = Reports are graver.
meeting-severity-change-pairs-decrease = Reports are less grave.
meeting-severity-change-pairs-inconclusive = No sure difference in severity.
meeting-small-note = Counts of 1 to { $k_1 } are not shown on their own. They are in Others.
meeting-since-listed-for-the = Listed for the first time.
meeting-since-listed-since = First listed { $told }.
meeting-goal-the-goal-is = The goal is at most { $most } { $target ->
        [one] report
       *[other] reports
    }: { $told } ({ $n }).
meeting-goal-reached = reached
meeting-goal-so-far = reached so far, but more reports may come in
meeting-goal-not-reached = not reached
meeting-had-before-done-then = Done then: { $done }.
meeting-had-before-what-was-done = What was done then is not noted.
meeting-had-before-was-there-before = Was there before and was closed: { $id }{ $told }.
meeting-cause-then = Likely cause then: { $cause }
meeting-none-now = No reports in { $name }{ $told }.
meeting-cannot-be-counted = The problem has no theme or area among the reports and is not counted.
meeting-then-and-now = { $name }: { $reports } when the page was made, now { $n }.
meeting-more-reports = Another { $reports } { $n ->
        [one] is
       *[other] are
    } not shown: the gravest and latest go first.
meeting-severity = Severity is { $one } on average ({ $other } in the period before).

## network

network-texts-lines = { $n } { $n ->
        [one] line was
       *[other] lines were
    } read
network-texts-without-length = { $n } { $n ->
        [one] line without length was
       *[other] lines without length were
    } left out
network-texts-twice = { $n } { $n ->
        [one] stretch was drawn twice and counts once
       *[other] stretches were drawn twice and count once
    }
network-texts-cut = { $n } { $n ->
        [one] line was
       *[other] lines were
    } cut at junctions
network-texts-joined = { $n } { $n ->
        [one] end was
       *[other] ends were
    } joined to another line within the tolerance
network-texts-crossings-apart = { $n } { $n ->
        [one] crossing without a common vertex is kept apart, as at a bridge
       *[other] crossings without a common vertex are kept apart, as at bridges
    }
network-texts-dead-ends = { $n } { $n ->
        [one] dead end
       *[other] dead ends
    }
network-texts-parts = { $n ->
        [one] the network is one connected part
       *[other] the network has { $n } unconnected parts
    }
network-too-far = { $far } of { $n } { $n ->
        [one] point
       *[other] points
    } { $far ->
        [one] lies
       *[other] lie
    } more than { $distance } m from every street and { $far ->
        [one] is
       *[other] are
    } left out.
network-stretch-name-between-and = { $own } between { $first } and { $last }
network-stretch-name-unnamed-street = unnamed street
network-stretch-name-at = { $own } at { $known_0 }

## organization

organization-no-problems = The group has not taken up any problem.
organization-nothing-moved = No theme is more or fewer than usual in any area.
organization-moved-heads-more = More
organization-moved-heads-fewer = Fewer
organization-whole = In all { $reports }, { $told }.

## pattern_change

pattern-change-assumed = The zones are too few to show whether reports come in bunches; here it is assumed that they do not.
pattern-change-of-zones-with = Of { $used } { $used ->
        [one] zone
       *[other] zones
    } with incidents, { $up } had a larger share than before and { $down } a smaller.
pattern-change-no-zone-s = No zone's share of the incidents has certainly changed.
pattern-change-incidents-per-zone = Incidents per zone are too few to show whether the pattern has changed.

## patterns

patterns-hot = { $name } hot spot
patterns-kinds-new = new
patterns-kinds-consecutive = consecutive
patterns-kinds-intensifying = intensifying
patterns-kinds-persistent = persistent
patterns-kinds-diminishing = diminishing
patterns-kinds-sporadic = sporadic
patterns-kinds-oscillating = oscillating
patterns-kinds-historical = historical
patterns-pattern-no-pattern = no pattern
patterns-pattern-fewer-than-expected = , fewer than expected

## places

places-map-title = Hot spots { $days }
places-hot-layer = Hot spots, { $topic }
places-zones = Areas
places-all-themes = all themes
places-layers-streets = Streets
places-layers-gator = Streets
places-tried-stability-weeks = single weeks are left out
places-tried-stability-grid = the grid is moved or its cells are smaller or larger
places-intro-no-hot-spots = No hot spots: among { $n } of { $span } nowhere do cells beside each other have more reports than expected. The places with most reports are in the appendix.
places-intro-among-of-numbered = { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    } among { $n } of { $span }, numbered on the map. In a hot spot and the cells beside it the reports of the theme are more than expected. Why is not shown. The counts of the table are of the theme, the cells beside included.
places-peaks = Single { $named ->
        [one] peak
       *[other] peaks
    }, { $days }: { $cells }. The count of { $named ->
        [one] the cell
       *[other] each cell
    } is higher than those of the others lead one to expect.
places-holds-seen-only-with = { $told }; seen only with the reports from { $names }
places-holds-yes = yes
places-holds-uncertain = uncertain
places-robust-note = Holds: at least one cell stays a hot spot in at least { $share } % of the recalculations, where { $what }. A hot spot that is seen only with the reports of one source is not uncertain for that: the source may be the one that sees the place.
places-note = Test: Getis-Ord Gi*, { $cells } { $cells ->
        [one] cell
       *[other] cells
    } of { $cell_size } m, for all reports and for each theme with at least 30, corrected for all tests (Benjamini–Hochberg). More reports may come from more people or busier reporters. Places without reports are not necessarily safe.
places-map-alt-map-of-and = Map of { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    } and { $points } { $points ->
        [one] report
       *[other] reports
    } of the period; the table below says the same
places-map-alt-map-of-the = Map of { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    }; the table below says the same
places-area-centers = No hot spots are shown: { $n } reports lie on only { $sites } points. These look like centres of areas, not places where something happened; a map of them would show where the centres are.

## problems

problems-how-chosen = Shown are themes with at least three reports in an area in the period, or more or fewer than usual. The group decides which are problems.
problems-none = No theme has three reports in any area, or more or fewer than usual.
problems-box-note = The boxes are proposals. The first is ticked if an insats that began before the period is at work here, the second if a theme is more than usual or new in an area and no insats at work covers any of its reports. The group changes them at its meeting.
problems-how-and-why = How it happens and likely causes
problems-no-insats = No stated insats against this is at work here.
problems-count = { $n } of the area's { $reports }, { $judgement }{ $bounds }.
problems-mostly = Commonest
problems-streets-of = of
problems-streets-at = At
problems-hot-spots-here = Hot spot{ $numbers ->
        [one] {""}
       *[other] s
    } { $which } ({ $topic }) { $numbers ->
        [one] lies
       *[other] lie
    } in the area.
problems-is-new = { $periods ->
        [one] New: no such report in the period before.
       *[other] New: no such report in the { $periods } periods before.
    }
problems-goes-on-continues-such-reports = Continues: such reports in the period before too.
problems-goes-on-continues-such-reports-2 = Continues: such reports in all { $periods } periods before.
problems-goes-on-continues-such-reports-3 = Continues: such reports in { $with_reports } of the { $periods } { $periods ->
        [one] period
       *[other] periods
    } before.
problems-insats-at-work-and-covers = { $name } { $state } and covers { $n ->
        [one] the report
       *[other] { $covered } of the { $n } reports
    }.
problems-insats-at-work-and-covers-2 = { $name } { $state } and covers { $n ->
        [one] not the report
       *[other] none of the { $n } reports
    }.
problems-level = level { $value } by the group
problems-left-out = Another { $count } { $count ->
        [one] theme
       *[other] themes
    } by area { $count ->
        [one] meets
       *[other] meet
    } the conditions; see the workbook.
problems-left-period = Counts are of { $when }.

## public

public-stamp = Public version
public-map-title = Reports by area
public-captions-zone = Reports by area
public-captions-topic = Reports by theme
public-limits = Reports are what somebody saw and told. More reports may come from more people or busier reporters, and few reports do not mean that a place is safe.
public-joined = Areas with few dwellings are joined with a neighbor.
public-how-method-words-balanced-draw = balanced draw
public-how-method-words-suppress = suppression
public-total = { $shown } reports in the areas in { $when }.
public-how-k-method = k = { $k }, method: { $name }.

## reading

reading-reasons-missing-geometry = No location. Fill in coordinates.
reading-reasons-nonfinite-coordinate = The coordinate is infinite or impossible in the CRS. Correct it.
reading-reasons-zero-coordinate = The coordinate is 0, which means the place is unknown. Fill in coordinates.
reading-reasons-outside-sweden = The point lies outside Sweden. Are x and y swapped, or is the zone wrong?
reading-reasons-outside-study-area = The point lies outside the study area. Check the coordinate or the area.
reading-reasons-not-a-point = The place is a line or an area. Give one point.
reading-reasons-multipoint = The place is several points. Give one point an incident.
reading-reasons-bad-number = The coordinate is not a number. Write for example 6580822.5.
reading-reasons-ambiguous-number = The number can be read in two ways (thousands or decimals). Write it plainly.
reading-reasons-missing-time = There is no time. Fill in at least the date.
reading-reasons-bad-time = The time cannot be read. Write for example 2018-03-07 17:30, or name another column of the time.
reading-reasons-ambiguous-date = The date can be read in several ways. Write year-month-day such as 2018-03-07, or state how the dates are written.
reading-reasons-nonexistent-time = The time does not exist: it is skipped when summer time begins.
reading-reasons-time-in-future = The time is in the future. Check the year.
reading-reasons-time-too-old = The time is before 1980, mostly an empty or broken date. Check the year.
reading-reasons-end-before-start = The end is before the start. Correct one of them.
reading-reasons-interval-too-long = More than a year lies between start and end. Check the times.
reading-reasons-bad-row-width = The row has the wrong number of fields or a quote that is never closed.
reading-reasons-bad-encoding = The text is garbled (wrong encoding). Save the file again as UTF-8.
reading-reasons-formula-without-value = The cell is a formula without a stored value. Open and save it in Excel.
reading-reasons-cell-error = The cell shows an error such as #N/A. Correct the formula.
reading-reasons-unknown-category = The category is not in the checklist. Correct it or add it.
reading-reasons-duplicate-id = An earlier row has the same incident id, time, place and category. If it is not the same incident: pass columns={"{"}'incident_id': None{"}"}.
reading-reasons-total-row = The row is a sum or a line below the table, not a report.
reading-reasons-older-version = A later file has the same incident id with other content; that row counts.
reading-reasons-unknown-area = The area is not among the zones. Correct the name or add the area.
reading-reasons-ambiguous-area = Several zones have this name. Say which, for example by the code of the zone.
reading-reasons-unknown-address = The address is not in the register. Correct it or fill in coordinates.
reading-reasons-ambiguous-address = The register has the address in several places. Fill in coordinates.
reading-reasons-too-long-text = A cell is longer than is reasonable; the row is probably damaged.
reading-flags-ambiguous-time = The time occurs twice when summer time ends; the first is used.
reading-flags-missing-end = There is no end time.
reading-flags-long-interval = More than a week lies between start and end: the hour is unknown.
reading-flags-midnight-as-date = Midnight in a date cell is taken as a date without a time.
reading-flags-vague-time = The time of day is approximate or in words: only the date is used.
reading-flags-heaped-time = Unusually many rows have exactly this time; it may stand for unknown.
reading-flags-repeated-id = The same incident id is on several rows that differ.
reading-flags-area-centre = The point is the centre of an area, not the place of the incident.
reading-flags-far-from-others = The point lies far from all others; check the coordinate.
reading-flags-crowded-point = Many incidents have exactly this coordinate; check that it is a real place.
reading-flags-single-part = A multipoint with one point was read as a point.
reading-flags-dropped-z = The height was dropped.
reading-flags-several-categories = The cell holds several categories.
reading-flags-missing-category = There is no category.
reading-flags-bad-severity = The severity cannot be read.
reading-flags-bad-reported-at = The time of the report cannot be read.
reading-flags-reported-before-start = The incident was reported before it began.
reading-flags-text-has-personal-id = The text holds a personal identity number.
reading-notes-shapefile-cuts = A shapefile cuts long names and texts; use a GeoPackage instead.
reading-notes-two-header-rows = The headers stand on two rows.
reading-notes-control-characters = Cells that control characters were taken out of: { $v0 }.
reading-notes-encoding-by-letters = The file does not say how it is encoded; its letters point to { $v0 }. If they are wrong: pass encoding.
reading-notes-several-sources = Read as one set (rows): { $v0 }.
reading-notes-dates-from-1904 = The workbook counts its dates from 1904 (an old Mac).
reading-notes-swapping-helps = Swapping x and y puts { $v0 } % of the outside rows in Sweden.
reading-notes-far-from-others = At least one point lies far from all others, at most { $v0 } km off (flag far_from_others): check the coordinate.
reading-notes-swedish-time-elsewhere = No point lies in Sweden, yet the clock times are read as Swedish time ({ $v0 }): pass time_zone.
reading-notes-unused-columns = Look like a time or a place but are not used: { $v0 }.
reading-notes-one-row-an-incident = Rows that repeat an incident of an earlier row and are not counted: { $v0 }. If each row is a thing of its own (a victim, an item) that should count: pass columns={"{"}'incident_id': None{"}"}.
reading-notes-known-to-area = Reports known to their area only: { $v0 }. They count in the areas but have no place on the map.
reading-notes-unknown-areas = Names that are not among the zones, or that several zones have: { $v0 }.
reading-notes-area-not-in-zones = The column { $v0 } looks like names of areas, but what it holds are not names of the zones, so it is not used. If they are the same areas all the same: pass columns={"{"}'area': '{ $v0 }'{"}"}.
reading-notes-by-address = Reports that were placed by the register of addresses: { $v0 }.
reading-notes-several-categories = Rows with several categories in the cell: { $v0 }. Each row counts once; pass categories="split" for one row a category.
reading-notes-changed-rows = Rows that a later file has changed and that are not counted: { $v0 }.
# What a summary calls its facts.
reading-facts-source = Source
reading-facts-format = Format
reading-facts-sha256 = File hash
reading-facts-n-read = Rows read
reading-facts-n-accepted = Accepted
reading-facts-n-rejected = Rejected
reading-facts-n-blank = Blank rows (not counted)
reading-facts-encoding = Encoding
reading-facts-separator = Separator
reading-facts-decimal-sign = Decimal sign
reading-facts-layer = Sheet/layer
reading-facts-header-row = Header row
reading-facts-hidden-rows = Hidden rows (read)
reading-facts-roles = Columns
reading-facts-date-forms = Date forms
reading-facts-time-precision = Precision of time
reading-facts-place-precision = Precision of place
reading-facts-time-zone = Time zone
reading-facts-source-time-zone = Time zone of the file
reading-facts-crs-of-source = CRS of the file
reading-facts-crs-from = CRS according to
reading-facts-crs = CRS
reading-facts-share-outside = Share outside the area
reading-facts-checklist = Checklist
reading-facts-reasons = Reasons for rejection
reading-facts-flags = Flags
reading-facts-notes = Notes
reading-told = {" "}It says: "{ $text_60 }".
reading-first-found-is-empty = is empty
reading-first-found-row = row
reading-nothing-read-none-of-the = { $n ->
        [one] The only row could not be read.
       *[other] None of the { $n } rows could be read.
    }
reading-nothing-read-rows = { $of ->
        [one] row
       *[other] rows
    }
reading-nothing-read-the-first = the first

## report

report-stamp = INTERNAL – may be subject to confidentiality
# What the template itself says.
report-labels-insatser = Insatser
report-labels-appendix = Appendix: tables and basis
report-labels-page = Page
report-labels-of = of
report-labels-contents = Contents
report-labels-ticked = yes
report-labels-not-ticked = no
report-labels-as-table = The chart as a table
report-titles-day = Daily lägesbild
report-titles-week = Weekly lägesbild
report-titles-2-weeks = Two-week lägesbild
report-titles-4-weeks = Four-week lägesbild
report-titles-month = Monthly lägesbild
report-titles-quarter = Quarterly analysis
report-titles-tertial = Tertial analysis
report-titles-half-year = Half-year analysis
report-titles-year = Annual analysis
report-titles-span = Lägesbild
report-sections-summary = The most important
report-sections-comparison = Compared with earlier periods
report-sections-places = Hot spots: where it happens
report-sections-times = Hot times: when it happens
report-sections-problems = Problems
report-sections-most = Places with most reports
report-sections-decision = Decision
report-sections-insatser = Insatser
report-sections-follow-up = Follow-up of insatser
report-sections-areas = Areas and themes
report-sections-patterns = Patterns over time
report-sections-assessment = The group's assessment and basis for priorities
report-sections-levels = The group's assessment
report-sections-direction = Direction
report-sections-indicators = Structural conditions
report-sections-basis = Basis and method
report-now = Count
report-columns-topic = Theme
report-columns-zone = Area
report-columns-usual = Usual
report-columns-change = Change
report-columns-status = Judgement
report-columns-state = State
report-columns-problem = Problem
report-columns-when = When
report-columns-responsible = Responsible
report-columns-purpose = Purpose
report-columns-place = Place
report-columns-number = No.
report-columns-test = Test
report-columns-robust = Holds
report-columns-mostly = Commonest theme
report-columns-name = Insats
report-columns-from = From
report-columns-until = Until
report-columns-kind = Kind
report-columns-themes = Themes
report-columns-pattern = Pattern
report-columns-cells = Cells
report-columns-indicator = Indicator
report-columns-level = Level
report-columns-comment = Comment
report-columns-slope = Per year
report-columns-interval = 95 % interval
report-columns-fact = Fact
report-columns-value = Value
report-columns-hot-spots = Hot spots
report-columns-severity = Severity, sum
report-columns-check = Check
report-columns-hour = Hour
report-columns-month = Month
report-columns-reports = Reports
report-columns-comparison = Comparison
report-from-to = { $v0 } to { $v1 }
report-all = All reports
report-captions-by-topic = Reports by theme
report-captions-by-zone = Reports by area
report-captions-by-both = Reports by area and theme
report-captions-places = Hot spots
report-captions-most = Places with most reports
report-continues = Insatser continue according to the earlier lägesbild
report-needed = Further insatser are needed
report-hot-cells = More than expected, { $share }{"\u202F"}% confidence: { $count } { $count ->
        [one] cell
       *[other] cells
    }
report-numbers-of = all themes
report-reports-of-period = Reports of the period: { $n }
report-hot-spot-reading-hot-spot = hot spot, { $share }{"\u202F"}%
report-hot-spot-reading-single-peak = single peak
report-hot-spot-reading-fewer-than-expected = fewer than expected
report-hot-spot-reading-not-significant = not significant
report-shown-of = { $shown } of { $total } { $total ->
        [one] row
       *[other] rows
    } { $shown ->
        [one] is
       *[other] are
    } shown; all are in the workbook.
report-missing-period = The reports do not cover { $words }; that comparison is left out.

## stability

# Column of hot_spot_stability: what holds, and what does not.
stability-holds-stability-weeks = without single weeks
stability-holds-stability-sources = without single sources
stability-holds-stability-grid = on other grids
stability-hangs-stability-weeks = single weeks
stability-hangs-stability-sources = reports of a single source
stability-hangs-stability-grid = where the grid lies
stability-holds = Holds { $what }.
stability-holds-2 = Holds.
stability-uncertain-depends-on = Uncertain: depends on { $what }.
stability-uncertain = Uncertain.
stability-stability-reading = yes
stability-robust-cells-of-when-weeks = { $robust } of { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    } { $robust ->
        [one] holds
       *[other] hold
    } when weeks, sources or the grid are changed.
stability-robust-cells-of-when-weeks-2 = { $robust } of { $hot } { $hot ->
        [one] hot spot
       *[other] hot spots
    } { $robust ->
        [one] holds
       *[other] hold
    } when weeks, sources or the grid are changed; point at the others.

## statuses

statuses-clear-increase = clearly more than usual
statuses-increase = more than usual
statuses-usual = within the usual
statuses-decrease = fewer than usual
statuses-clear-decrease = clearly fewer than usual
statuses-inconclusive = inconclusive
statuses-no-comparison = nothing to compare with
statuses-against-last-clear-increase = clearly more than in { $last }
statuses-against-last-increase = more than in { $last }
statuses-against-last-usual = no significant difference from { $last }
statuses-against-last-decrease = fewer than in { $last }
statuses-against-last-clear-decrease = clearly fewer than in { $last }
statuses-bounds = usually

## study

study-answers-fall = { $zones } { $zones ->
        [one] report
       *[other] reports
    } have fallen by { $change } ({ $level } interval { $low } to { $high }) compared with what was to be expected.
study-answers-rise = { $zones } { $zones ->
        [one] report
       *[other] reports
    } have risen by { $change } ({ $level } interval { $low } to { $high }) compared with what was to be expected.
study-answers-unclear = { $zones } it cannot be told whether reports have changed: the change is { $signed } ({ $level } interval { $low } to { $high }) compared with what was to be expected.
study-zones = { $n ->
        [one] In the zone where something was done
       *[other] In the { $n } zones where something was done
    }
study-never-0 = The comparison rests on zones where nothing had been done yet.
study-never-1 = One zone where nothing was done is part of the comparison.
study-never-2 = { $n } zones where nothing was done are part of the comparison.
study-dropped = { $n ->
        [one] One zone is left out, for it has
       *[other] { $n } zones are left out, for they have
    } no reports to compare.
study-agree = { $n ->
        [one] The one other way to compute gives
       *[other] All { $n } other ways to compute give
    } the same answer.
study-disagree = The answer depends on the way to compute: { $parts } of { $n } other { $n ->
        [one] way gives
       *[other] ways give
    } another ({ $ways }).
study-wider = How sure it is depends on the choice too: with errors that follow the zones the interval is { $times } times as wide as when each count varies by itself.
study-narrower = How sure it is depends on the choice too: with errors that follow the zones the interval is only { $times } times as wide as when each count varies by itself.
study-ways-cohorts = the same model
study-ways-two-way = the plain two-way model
study-ways-zones-alike = when all zones weigh the same
study-errors-placebo = errors from zones without insats
study-errors-cluster = errors by zone
study-errors-model = errors from the spread of counts
study-errors-randomization = randomization
study-before-true = Before the start the zones did not surely differ (p = { $p }); that does not show that they would have run alike.
study-before-false = The zones differed already before the start (p = { $p }): what came after may have begun earlier.
study-no-before = There is no time before the start to compare.
study-after-0 = { $n ->
        [one] The one period after the start is not surely
       *[other] None of the { $n } periods after the start is surely
    } outside the band.
study-after-1 = After the start { $few } of { $n } { $n ->
        [one] period
       *[other] periods
    } { $few ->
        [one] is
       *[other] are
    } outside the band: { $which }.
study-plan = Of { $n } areas { $treated } are drawn for the insats, one in each group of alike areas; the lot is drawn from “{ $seed }”, so that anyone can draw it again.
study-few-draws = With only { $draws } possible draws no effect can be shown for sure: more areas are needed.
study-can-find-true = A fall of { $fall } would be found four times of five.
study-can-find-false = Not even a fall of 95 % would surely be found.
study-found-fall = In the areas that were drawn reports have fallen by { $change } compared with the others ({ $level } interval { $low } to { $high }).
study-found-rise = In the areas that were drawn reports have risen by { $change } compared with the others ({ $level } interval { $low } to { $high }).
study-found-unclear = The experiment shows no sure difference: the change is { $signed } compared with the other areas ({ $level } interval { $low } to { $high }).
study-found-open = The experiment shows no sure difference: the change is { $signed } compared with the other areas, and there are too few draws for an interval.
study-by-lot-true = Of { $draws ->
        [one] 1 possible draw
       *[other] all { $draws } possible draws
    } { $share } give a difference at least as large.
study-by-lot-false = Of { $draws } { $draws ->
        [one] draw
       *[other] draws
    } at random { $share } give a difference at least as large.
study-chosen = One part of the reports chose { $name }.
study-not-yet = What happened then is not in the records yet.
study-judged-fall = By the other part reports there have fallen by { $change } compared with the other areas ({ $level } interval { $low } to { $high }).
study-judged-rise = By the other part reports there have risen by { $change } compared with the other areas ({ $level } interval { $low } to { $high }).
study-judged-unclear = By the other part it cannot be told whether reports there have changed: { $signed } compared with the other areas ({ $level } interval { $low } to { $high }).
study-naive = All reports before would give { $naive }, for what is chosen for being worst falls back by itself. The split makes the interval { $cost } times as wide.
study-synthetic = In { $zone } { $zone ->
        [one] report
       *[other] reports
    } since the start are { $change } compared with a mix of other zones that followed it before. Of { $n } { $n ->
        [one] zone
       *[other] zones
    } { $share } have a gap that grew at least as much.
study-poor-mix = The mix followed the zone poorly already before: the answer tells little.
study-series-fall = The level is { $change } lower since the start ({ $level } interval { $low } to { $high }).
study-series-rise = The level is { $change } higher since the start ({ $level } interval { $low } to { $high }).
study-series-unclear = It cannot be told whether the level has changed since the start: { $signed } ({ $level } interval { $low } to { $high }).
study-no-control = There is nothing to compare with: whatever else changed then shows here too.
study-leftover = The model does not catch all memory of the series; the interval is too narrow.
study-if-alike-true = If zones had run alike the change is { $change } ({ $level } interval { $low } to { $high }). The conclusion falls if the difference of trends was { $slope } a period, or, with the trend before taken in, if it bent by more than { $bend } a period.
study-if-alike-false = Even if zones had run alike it cannot be told whether anything changed ({ $change }, { $level } interval { $low } to { $high }).
study-robust-design = As designed the change is { $signed } ({ $level } interval { $low } to { $high }).
study-robust-protocol = As the protocol has it the change is { $signed } ({ $level } interval { $low } to { $high }).
study-robust-nothing = The design's own choice gives no answer.
study-robust-count = Of { $n } other { $n ->
        [one] choice
       *[other] choices
    } { $same ->
        [one] { $same } gives
       *[other] { $same } give
    } a change to the same side and { $answer } the same answer.
study-robust-range = They range from { $least } to { $most }.
study-robust-other = Another answer: { $which }.
study-robust-more = { $n } more
study-robust-failed = { $n ->
        [one] One choice
       *[other] { $n } choices
    } could not be computed.
study-robust-none = No other choice could be computed.
study-robust-not-independent = The choices use much the same reports and are not independent: that many agree is no further evidence.
study-choice-own = the design's own choice
study-knob-before = time before: { $value }
study-knob-after = time after: { $value }
study-knob-washout = left out around the start: { $value }
study-knob-rings = area and rings together, to { $value }
study-knob-control = compared with { $value }
study-knob-themes = theme: { $value }
study-knob-dispersion = dispersion: { $value }
study-knob-method = method: { $value }
study-value-weeks = { $n ->
        [one] { $n } week
       *[other] { $n } weeks
    }
study-value-none = nothing
study-value-all = all
study-value-same-season = the same season a year before
study-value-relative = as estimated
study-value-stated = the control of the design
study-value-matched = areas matched from the candidates
study-value-all-candidates = all candidates
study-value-without = the control without { $name }
study-value-jeffreys-default = the usual one
study-value-area-and-rings = area and rings together
study-value-t-on-log-ratio = t on the log ratio
study-value-conditional-exact = exact, given the sums
study-value-negative-binomial = negative binomial regression
study-same = All is the same: { $files } { $files ->
        [one] file is as it was
       *[other] files are as they were
    } written, and { $results } { $results ->
        [one] result
       *[other] results
    } came out again.
study-changed = Something differs: { $what }.
study-other-versions = Computed with other versions: { $what }.
study-what-file = the file { $name }
study-what-row = { $detail } of { $name }
study-what-result = the result { $name } ({ $detail })
study-what-missing = the file { $name } is missing
study-what-version = { $name } { $detail }

## summary

summary-nothing-moved = No area, theme or theme in an area surely has more or fewer reports than usual.
summary-nothing-compared = There is nothing to compare with: the reports do not reach an earlier period.
summary-season-stays = The season is not taken out.
summary-moved-leads-more = More than usual
summary-moved-leads-fewer = Fewer than usual
summary-moved-leads-more-than-last = More than in the last period
summary-moved-leads-fewer-than-last = Fewer than in the last period
summary-more-of-it = and { $n } more (see the tables)
summary-whole = { $reports } in all in { $when }: { $judgement }{ $bounds }.
summary-rest = Within the usual in the whole area: { $names }.
summary-all-of = all: { $name }, { $judgement }
summary-positive-of-something-good = { $n } { $n ->
        [one] report tells
       *[other] reports tell
    } of something good{ $what }{ $where }; { $n ->
        [one] it is
       *[other] they are
    } not among the numbers above.
summary-positive-in = {" "}in{" "}
summary-compared-with-usual-is-what = Usual is what the last 26 weeks lead one to expect, with the season of earlier years.
summary-compared-with-usual-is-what-2 = Usual is what the last 26 weeks lead one to expect.
summary-compared-with-usual-is-what-3 = Usual is what the same period of one earlier year gives: { $names }.
summary-compared-with-usual-is-what-4 = Usual is what the same period of earlier years gives: { $names }.
summary-compared-with-compared-with = Compared with { $names }.
summary-many-tests = Of { $rows } { $rows ->
        [one] row
       *[other] rows
    } about { $out } would lie outside the usual by chance alone.

## times

times-unknown = The reports have no hour.
times-coarse-date = the day
times-coarse-week = the week
times-coarse-month = the month
times-no-clock-most-times-are = Most times are known only to { $coarse }.
times-no-clock-no-reports-no = No reports, no times.
times-no-clock-hours-of-the = Hours of the week are not shown: { $known } of { $total } { $total ->
        [one] report
       *[other] reports
    } { $known ->
        [one] has
       *[other] have
    } an hour.
times-left-out = { $reports } without a known hour { $n ->
        [one] is
       *[other] are
    } left out.
times-hours-alt = Reports by weekday and hour, { $reports }, { $days }
times-listed-times-times = Times
times-listed-times-too-few-to = ; too few to test.

## watch

watch-courses-rise = A higher level since about { $since }: { $change } ({ $interval }).
watch-courses-fall = A lower level since about { $since }: { $change } ({ $interval }).
watch-courses-none = No lasting change of level.
watch-courses-too-short = Too few weeks to follow the level.
watch-over-rise = The level was higher from about { $since } and is now as before.
watch-over-fall = The level was lower from about { $since } and is now as before.
watch-weeks-clear-increase = The week itself: clearly more than the latest weeks.
watch-weeks-increase = The week itself: more than the latest weeks.
watch-weeks-usual = The week itself: as the latest weeks.
watch-weeks-decrease = The week itself: fewer than the latest weeks.
watch-weeks-clear-decrease = The week itself: clearly fewer than the latest weeks.
watch-weeks-inconclusive = The week itself: inconclusive.
watch-course-names-rise = higher level
watch-course-names-fall = lower level
watch-course-names-none = no lasting change
watch-course-names-too-short = too few weeks
watch-carried = The levels are followed on from the last lägesbild: what was said then stands, also where reports have come in since.
watch-count = Count a week
watch-expected = Expected
watch-found = Change found
watch-learnt = Weeks before: the comparison
watch-watched = The level week by week
watch = The level is lastingly higher in { $rises } of { $rows } series and lower in { $falls }.

## workbook

workbook-sheets-problems = Problems
workbook-sheets-insatser = Insatser
workbook-sheets-hot-spots = Hot spots
workbook-sheets-cells = Cells
workbook-sheets-hour-of-week = Hours
workbook-sheets-by-theme = By theme
workbook-sheets-by-area = By area
workbook-sheets-all = All rows
workbook-sheets-basis = Basis
workbook-sheets-months = Months
workbook-sheets-trends = Development
workbook-sheets-areas-and-themes = Cross table
workbook-sheets-follow-up = Follow-up
workbook-sheets-verdicts = Verdicts
workbook-sheets-changed-since = Changed
workbook-sheets-who = Who reports
workbook-sheets-ahead = Ahead
workbook-sheets-patterns = Patterns
workbook-sheets-priorities = Priorities
workbook-sheets-levels = Assessment
workbook-sheets-assessment = Assessment
workbook-sheets-indicators = Indicators
workbook-sheets-candidates = Candidates
workbook-sheets-rates = Per inhabitant
workbook-sheets-reference = Reference
workbook-sheets-surveys = Surveys
workbook-sheets-consequences = Consequences
workbook-sheets-coordination = Cooperation
workbook-sheets-sources = Sources
workbook-sheets-plan = Action plan
workbook-sheets-other = Other
workbook-sheets-areas = Areas
workbook-sheets-themes = Themes
workbook-columns-zone = Area
workbook-columns-theme = Theme
workbook-columns-topic = Theme
workbook-columns-hot-topic = Hot spot of theme
workbook-columns-n = Count
workbook-columns-n-now = Count in the period
workbook-columns-n-exact = Count with a sure hour
workbook-columns-n-last = Last period
workbook-columns-n-before-last = Period before last
workbook-columns-n-last-year = Same period the year before
workbook-columns-shown = Shown as
workbook-columns-expected = Expected
workbook-columns-usual-low = Usual, from
workbook-columns-usual-high = Usual, to
workbook-columns-ratio = Ratio to expected
workbook-columns-ratio-low = Ratio, 95 % from
workbook-columns-ratio-high = Ratio, 95 % to
workbook-columns-p-value = p-value
workbook-columns-q-value = p-value, adjusted
workbook-columns-p-adjusted = p-value, adjusted
workbook-columns-status = Judgement, code
workbook-columns-pattern = Pattern, code
workbook-columns-pattern-group = Group of patterns
workbook-columns-new = New
workbook-columns-continues = Continues
workbook-columns-insatser = Insatser
workbook-columns-insats = Insats
workbook-columns-number = No.
workbook-columns-name = Name
workbook-columns-value = Value
workbook-columns-cells = Cells
workbook-columns-cell-id = Cell
workbook-columns-gi-bin = Hot spot class
workbook-columns-hot-spot = Hot spot
workbook-columns-gi-star = Gi*, z-score
workbook-columns-n-neighbors = Cells beside
workbook-columns-window-sum = Here and around
workbook-columns-expected-sum = Expected here and around
workbook-columns-peak-p = p-value, peak
workbook-columns-peak-p-adjusted = p-value, peak, adjusted
workbook-columns-is-peak = Peak
workbook-columns-weight-sum = Severity, sum
workbook-columns-weight-sq-sum = Severity, sum of squares
workbook-columns-stability-weeks = Share without single weeks
workbook-columns-stability-grid = Share on other grids
workbook-columns-stability-sources = Share without single sources
workbook-columns-robust = Holds
workbook-columns-only-with = Seen only with
workbook-columns-weekday = Weekday, 0 is Monday
workbook-columns-hour = Hour
workbook-columns-share = Share
workbook-columns-share-hot = Share as hot spot
workbook-columns-share-cold = Share with fewer than expected
workbook-columns-last-bin = Class in the last period
workbook-columns-trend-z = Trend, z-score
workbook-columns-trend-p = Trend, p-value
workbook-columns-period = Period
workbook-columns-complete = Whole
workbook-columns-hot-spots = Hot spots
workbook-columns-severity = Severity, sum
workbook-columns-level = Level
workbook-columns-comment = Comment
workbook-columns-year = Year
workbook-columns-kind = Kind
workbook-columns-start = Start
workbook-columns-verdict = Conclusion
workbook-columns-against = Compared with
workbook-columns-before = Count before
workbook-columns-after = Count after
workbook-columns-control-before = Control before
workbook-columns-control-after = Control after
workbook-columns-change-per-year = Change per year
workbook-columns-low = 95 % from
workbook-columns-high = 95 % to
workbook-columns-n-periods = Periods
workbook-columns-dispersion = Dispersion
workbook-columns-checks-failed = Caveats

## remedies

remedies-no-header-says-when-it = { $message }
remedies-no-header-says-when-it-do = The column { $times } has times. If it tells when it happened: --column "start={ $times }".
remedies-no-known-header-names-a = { $message }
remedies-no-known-header-names-a-do = State which column is the time: --column start=COLUMN. If day and clock stand in two columns: --column start=DAY+CLOCK.
remedies-known-to-their-area-only = { $message }
remedies-known-to-their-area-only-do = Make a lägesbild by area instead: estgeo lagesbild FILE --zones FILE.
remedies-names-the-area-pass = { $message }
remedies-names-the-area-pass-do = Give the areas with --zones FILE. If the column is another: --column area=COLUMN.
remedies-names-the-address-pass = { $message }
remedies-names-the-address-pass-do = Give a register with --addresses FILE (street, number, x, y).
remedies-no-known-header-names-a-more = { $message }
remedies-no-known-header-names-a-more-do = State which columns are the coordinates: --column x=EAST --column y=NORTH. Addresses alone have to be given coordinates first, for example in QGIS.
remedies-crs-must-be-given = { $message }
remedies-crs-must-be-given-do = State the coordinate system: --crs EPSG:3006 is SWEREF 99 TM, EPSG:4326 is longitude and latitude. If you do not know, ask whoever made the file: several can look right and put the points wrong.
remedies-layer-name = { $message }
remedies-layer-name-do = Choose a sheet or layer with --layer NAME.
remedies-xls-is-not = { $message }
remedies-xls-is-not-do = Save the file as xlsx in Excel.
remedies-of-the-reports-inside = { $message }
remedies-of-the-reports-inside-do = Most often --crs is wrong, the coordinates are swapped or the file of areas is another place's.
remedies-must-be-in-a-known = { $message }
remedies-must-be-in-a-known-do = Set the coordinate system of the areas in QGIS and save as GeoPackage.
remedies-must-be-a-file-that = { $message }
remedies-must-be-a-file-that-do = Check the spelling, and that you stand in the folder where the file lies (cd FOLDER).
remedies-must-be-columns-of-the = { $message }
remedies-must-be-columns-of-the-do = Write one of the headers above as it stands; with a space in it: --column "start=From date".
remedies-must-be-a-period-such = { $message }
remedies-must-be-a-period-such-do = Write the period as 2018-W10 (week), 2018-03 (month), 2018-Q1 (quarter), 2018-T1 (tertial) or 2018 (year).
remedies-must-be-a-month-or = { $message }
remedies-must-be-a-month-or-do = Choose a longer period, such as --period 2018-02.
remedies-must-be-a-period-between = { $message }
remedies-must-be-a-period-between-do = Choose a period between the days above.
remedies-geocoded-to-the-centres-of = { $message }
remedies-geocoded-to-the-centres-of-do = Make a lägesbild with --zones: then they are counted by area.
remedies-a-file-with-shapes = { $message }
remedies-a-file-with-shapes-do = Save it with its shapes, as gpkg, geojson, shp or parquet.
remedies-must-be-name-value = { $message }
remedies-must-be-name-value-do = {""}
remedies-must-be-a-time-zone = { $message }
remedies-must-be-a-time-zone-do = Write for example Europe/Stockholm.
remedies-must-be-how-dates-are = { $message }
remedies-must-be-how-dates-are-do = Write for example --date-format DD/MM/YY.
remedies-must-be-a-readable-file = { $message }
remedies-must-be-a-readable-file-do = {""}
remedies-a-place-with-no-file = { $message }
remedies-a-place-with-no-file-do = {""}
remedies-a-file-that-is-as = { $message }
remedies-a-file-that-is-as-do = {""}
remedies-a-place-without-a-link = { $message }
remedies-a-place-without-a-link-do = {""}
remedies-a-folder-without-internal-public = { $message }
remedies-a-folder-without-internal-public-do = {""}
remedies-that-no-other-program-holds = { $message }
remedies-that-no-other-program-holds-do = {""}
remedies-must-be-a-folder-that = { $message }
remedies-must-be-a-folder-that-do = {""}
remedies-must-be-on-a-disk = { $message }
remedies-must-be-on-a-disk-do = {""}
remedies-permission-denied = { $message }
remedies-permission-denied-do = Is the file or folder open in Excel? Close it, run again.
remedies-plainly = { $message }
remedies-said-it-is-empty = it is empty
remedies-said-it-is-not-a-whole = it is not a whole { $v1 } workbook
remedies-said-it-is-not-whole-json = it is not whole JSON
remedies-said-it-breaks-off-or-has = it breaks off or has a fault
remedies-said-at-line = {" "}at line { $v1 }
remedies-said-it-is-a-web-page = it is a web page or XML with the ending of a workbook
remedies-said-it-is-locked-by-a = it is locked by a password
remedies-said-its-sheet-is-empty = its sheet { $v1 } is empty
remedies-said-it-holds-no-features-and = it holds no features and no list of records
remedies-said-it-holds-no-file-of = it holds no file of
remedies-said-layer-is-damaged = layer { $v1 } is damaged
remedies-said-open-it-in-excel-or = Open it in Excel or LibreOffice and save it again as xlsx
remedies-said-open-it-in-excel-and = Open it in Excel and save it as xlsx
remedies-said-open-it-take-the-password = Open it, take the password away and save it again
remedies-said-unpack-it-first = Unpack it first
remedies-said-sheet-spans-cells-but-only = sheet { $v1 } spans { $v2 } cells but only { $v3 } are filled
remedies-said-delete-the-stray-cells-far = Delete the stray cells far away, or save the sheet as csv
remedies-said-suggestions-never-applied-unasked = Suggestions, never applied unasked:
remedies-said-with-x-and-y-swapped = {" "}with x and y swapped
remedies-said-puts-of-the-rows-in = {" "}puts { $v1 } % of the rows in Sweden
remedies-said-puts-of-the-rows-in-2 = {" "}puts { $v1 } % of the rows in the area
remedies-said-more-fit-as-well-a = ({ $v1 } more fit as well; a study_area tells them apart)
remedies-said-more-fit-as-well = ({ $v1 } more fit as well)
remedies-said-swap-them-with = Swap them with

## maps-map


## report-document

document-with-judgement = Judgement
document-with-pattern = Pattern

## report-law

law-reference-row = all

## changes

changes-interval = { $first } to { $last }

## concentration

concentration = { $n ->
        [one] The one incident lies
       *[other] Half of the { $n } incidents lie
    } in { $few } of the places ({ $chance } if chance spread them).

## hot_spots

hot-spots-gap = { $n } of { $of } { $of ->
        [one] zone
       *[other] zones
    } { $n ->
        [one] has
       *[other] have
    } no neighbor although another lies within a metre (the first: { $first }; widest gap { $width } m). Look at the borders, or allow for the gap: neighbors(zones, tolerance={ $shown }).
hot-spots-edge = { $edge } of { $n } { $n ->
        [one] zone
       *[other] zones
    } { $edge ->
        [one] lies
       *[other] lie
    } at the edge and { $edge ->
        [one] has
       *[other] have
    } fewer than { $usual } { $usual ->
        [one] neighbor
       *[other] neighbors
    }; what happens outside the map is not seen.
hot-spots-never-used = { $empty } of { $n } { $n ->
        [one] zone
       *[other] zones
    } ({ $share }) { $empty ->
        [one] holds
       *[other] hold
    } no incident at all.
hot-spots-empty-surroundings = { $empty } of { $n } zones ({ $share }) are empty and have only empty neighbors. If they are water, forest or land where nothing can be reported, leave them out: with them { $with_them } { $with_them ->
        [one] zone is a hot spot
       *[other] zones are hot spots
    }, without them { $without }.
hot-spots-one-zone = One zone holds { $largest } of { $total } incidents, the next largest { $next }. Check that it is not a point where addresses that were not found have been put.
hot-spots-sparse = In a common window { $expected } incidents are expected. Under about 10, test='normal' shows too many hot zones; use test='exact'.
hot-spots-floor = With { $permutations } permutations no p-value can be below { $smallest }; of { $n } zones tested at least { $needed } must reach it before any counts as hot. Use test='exact'.
hot-spots-approximated = The values are not whole numbers (or windows too large) for an exact p-value; a saddlepoint approximation was used, right within a factor of about two.
hot-spots-no-exposure = { $zones } { $zones ->
        [one] zone holds
       *[other] zones hold
    } { $incidents } { $incidents ->
        [one] incident
       *[other] incidents
    } but no exposure; { $zones ->
        [one] it only counts in the windows of its
       *[other] they only count in the windows of their
    } neighbors.

## methods

methods-counted = Reports in the area from { $first } to { $last } ({ $before }) were compared with those from { $start } to { $end } ({ $after }).
methods-weight = Sums of the column { $column } were compared, not numbers of reports.
methods-control = The control was { $n ->
        [one] one area
       *[other] { $n } areas
    }, with { $before } and { $after } over the same days.
methods-no-control = There was no control.
methods-ratio-control = The change is the ratio of ratios (Wilson 2022), with the conditional Jeffreys interval at { $level } (Brown, Cai and DasGupta 2001) and a two-sided conditional mid-p.
methods-ratio-alone = The change is the ratio of rates, with the conditional Jeffreys interval at { $level } (Brown, Cai and DasGupta 2001) and a two-sided conditional mid-p.
methods-dispersion-given = Counts were divided by the dispersion { $value }, which was given.
methods-dispersion-default = Counts were divided by the dispersion { $value }; the part of it that comes from weeks is a default, for there was less than 13 weeks of history.
methods-dispersion-history = Counts were divided by the dispersion { $value }, estimated from the weeks before.
methods-drift = It includes how far areas moved apart by themselves over the same windows (Paule and Mandel 1982).
methods-rings = Displacement was looked for to { $radii } m outside the area, with p-values adjusted for the number of rings (Holm 1979).
methods-protocol = The protocol { $name } says that it was written on { $date } (SHA-256 { $hash }).
methods-no-deviations = None of its arguments was given otherwise.
methods-deviations = Given otherwise than in it: { $names }.
methods-no-protocol = No protocol was given.
methods-staggered = Reports in { $treated ->
        [one] one zone
       *[other] { $treated } zones
    } { $where }, and { $never ->
        [one] one zone
       *[other] { $never } zones
    } where nothing was done, over { $periods ->
        [one] one period
       *[other] { $periods } periods
    } went into a Poisson regression with an effect of each zone, each period, and each cohort in each period since its start (Wooldridge 2023). The change is the ratio of the sums of fitted counts with and without the last of these.
methods-where-treated = where something was done
methods-where-near = near where something was done
methods-dropped = { $n ->
        [one] One zone that tells nothing was
       *[other] { $n } zones that tell nothing were
    } left out.
methods-errors-placebo = The interval ({ $level }) rests on the variance of counts times the larger of Pearson's dispersion ({ $pearson }) and the mean X² of zones where nothing was done ({ $placebo }).
methods-errors-model = The interval ({ $level }) rests on the variance of counts times Pearson's dispersion ({ $pearson }), at least 1.
methods-errors-cluster = The interval ({ $level }) rests on sandwich errors by zone.
methods-errors-randomization = The interval ({ $level }) rests on { $n } deals of the starts among the zones.
methods-made = Computed with estgeo { $version }.
methods-references = References

## near_repeats

near-repeats-band-at-least = at least { $told }
near-repeats-band-the-same-day = the same day
near-repeats-distance-the-same-place = the same place
near-repeats-distance-at-least-m = at least { $low } m
near-repeats-no-sign-of = No sign of repeats near in time and space among { $n } { $n ->
        [one] incident
       *[other] incidents
    }.
near-repeats-pairs-of-incidents = Pairs of incidents at { $where } and { $when } apart
near-repeats-pairs-of-incidents-2 = Pairs of incidents { $where } and { $when } apart
near-repeats-are-times-as = { $pairs } are { $times } times as many as chance would give ({ $seen } against { $against }; { $above } of { $cells } { $cells ->
        [one] cell
       *[other] cells
    } { $above ->
        [one] is
       *[other] are
    } above chance; { $n } { $n ->
        [one] incident
       *[other] incidents
    }).
near-repeats-duplicates = { $pairs } pairs look like one event reported twice or written on several rows; they are { $share } of the { $of } pairs nearest in time and space. Judge them (find_duplicates) and let each event count once.
near-repeats-doubled = { $pairs } pairs of the { $n } incidents look like one event counted twice; a cluster may then be a single event. Judge them (find_duplicates) and let each event count once.
near-repeats-shared-points = { $n } incidents lie on only { $n_places } points. These look like centres of areas or streets: the same place then does not mean the same address.
near-repeats-days = { $text } { $n ->
        [one] day
       *[other] days
    }

## risk_series

risk-series-n-week-is = { $n } { $n ->
        [one] week is
       *[other] weeks are
    } too few to say whether the risk value follows the counts.
risk-series-no-sure-connection = No sure connection between the risk value and the counts (rank correlation { $r }, { $n } { $n ->
        [one] week
       *[other] weeks
    }).
risk-series-the-risk-value = The risk value follows the counts (rank correlation { $r }, { $n } { $n ->
        [one] week
       *[other] weeks
    }).
risk-series-the-risk-value-2 = The risk value goes against the counts (rank correlation { $r }, { $n } { $n ->
        [one] week
       *[other] weeks
    }).

## trend

trend-rising-by-about = Rising, by about { $size } per year
trend-falling-by-about = Falling, by about { $size } per year
trend-no-sure-direction = No sure direction
trend-too-few-reports = Too few reports for a trend.
trend-to = to
trend-memory-high-or-low = High or low lasts from one period to the next; the interval allows for that.
trend-memory-the-interval-allows = The interval allows for high or low that may last from one period to the next.
trend-explained-trend = The counts change but the counts per active reporter do not: it is the reporting that has changed.
trend-unfinished = The reports, { $first } to { $last }, do not cover { $period }: no change is given.

## weeks

weeks-explained = In { $n_explained } of { $n_series } series the count is unusual but the count per active reporter is not: { $active } { $active ->
        [one] reporter was
       *[other] reporters were
    } active, against { $often } usually.
weeks-month-only = { $n } of { $n_all } { $n_all ->
        [one] incident
       *[other] incidents
    } { $n ->
        [one] is known only to the month and is
       *[other] are known only to the month and are
    } counted in no week.
weeks-beyond = The incidents end on { $last }: { $weeks } { $weeks ->
        [one] week after that is
       *[other] weeks after that are
    } counted as without reports.
remedies-part-it-has = It has
remedies-part-a-period-between = a period between
remedies-part-and = and

## themes

theme-skadegorelse = damage
theme-brand = fire
theme-hot-och-vald = threats and violence
theme-incident-mot-anstalld = incident against staff
theme-narkotika = drugs
theme-tillgrepp = theft
theme-skjutning-och-sprangning = shooting and explosion
theme-otillaten-paverkan = undue influence
theme-samlingsplats = gathering place
theme-ordningsstorning = disorder
theme-otrygg-plats = insecure place
theme-social-oro = social unease
theme-valdsbejakande-extremism = violent extremism
theme-arrangemang = event
theme-insats-och-atgard = insats and measure
theme-positiv-handelse = positive event
theme-ovrigt = other
theme-rapporter = reports
