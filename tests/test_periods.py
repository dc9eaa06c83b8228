"""The table of periods: labels, bounds, steps and words of every kind."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estgeo._checks import renamed
from estgeo._columns import EVERY
from estgeo._periods import (
    KINDS,
    first_day,
    first_day_of,
    label_of,
    last_day,
    months_in,
    number_of_day,
    period_kind,
    period_label,
    period_range,
    same_period_last_year,
    shift_period,
)
from estgeo.words._periods import (
    earlier_period_words,
    period_words,
    same_last_year_words,
)

# Every kind: a label, its first and last day by the calendar on the wall.
BY_HAND = {
    "2018-03-07": ("day", "2018-03-07", "2018-03-07"),
    "2018-W10": ("week", "2018-03-05", "2018-03-11"),
    "2020-W53": ("week", "2020-12-28", "2021-01-03"),
    "2018-W09/2018-W10": ("2 weeks", "2018-02-26", "2018-03-11"),
    "2018-W52/2019-W01": ("2 weeks", "2018-12-24", "2019-01-06"),
    "2018-W09/2018-W12": ("4 weeks", "2018-02-26", "2018-03-25"),
    "2018-W09/2018-W11": ("span", "2018-02-26", "2018-03-18"),
    "2018-02": ("month", "2018-02-01", "2018-02-28"),
    "2020-02": ("month", "2020-02-01", "2020-02-29"),
    "2018-Q3": ("quarter", "2018-07-01", "2018-09-30"),
    "2018-T2": ("tertial", "2018-05-01", "2018-08-31"),
    "2018-H1": ("half-year", "2018-01-01", "2018-06-30"),
    "2018-H2": ("half-year", "2018-07-01", "2018-12-31"),
    "2018": ("year", "2018-01-01", "2018-12-31"),
    "2018-03-01/2018-03-14": ("span", "2018-03-01", "2018-03-14"),
    "2018-03/2018-05": ("span", "2018-03-01", "2018-05-31"),
}


@pytest.mark.parametrize("label", BY_HAND)
def test_a_label_names_its_days(label):
    kind, first, last = BY_HAND[label]
    assert period_kind(label) == kind
    assert (str(first_day(label)), str(last_day(label))) == (first, last)


@pytest.mark.parametrize(
    "label",
    [
        *("", "2018-W00", "2018-W54", "2018-W53", "2018-13", "2018-00", "2018-Q0"),
        *("2018-Q5", "2018-T0", "2018-T4", "2018-H0", "2018-H3", "2018-02-29", "0000"),
        *("2018-W10/2018-03", "2018-W10/2018-W09", "2018-03-14/2018-03-01", "2018/"),
        *("/2018", "2018/2019/2020", "18-03", "2018-3", "٢٠١٨", "9999-12-31", "9999"),
        *("2018-W10 ", "2018-w10"),
    ],
)
def test_what_is_no_label_is_refused_by_name(label):
    with pytest.raises(ValueError, match="'period' must be a period such as"):
        period_kind(label)


@pytest.mark.parametrize("label", [None, 2018, 2018.0, date(2018, 3, 7)])
def test_what_is_no_text_is_refused(label):
    with pytest.raises(ValueError, match="'period' must be a period such as"):
        first_day(label)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from(EVERY),
    st.integers(-60, 60),
)
def test_periods_of_a_kind_tile_the_days(day, every, steps):
    label = period_label(day, every)
    assert period_kind(label) == every
    assert first_day(label) <= day <= last_day(label)
    assert last_day(label) + timedelta(1) == first_day(shift_period(label, 1))
    assert shift_period(shift_period(label, steps), -steps) == label
    number = number_of_day(day, every)
    assert label_of(number, every) == label
    assert label_of(number + steps, every) == shift_period(label, steps)
    assert first_day_of(number, every) == first_day(label)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(EVERY))
def test_a_period_lies_wholly_in_its_parents(day, every):
    label = period_label(day, every)
    for parent in KINDS[every].parents:
        assert period_label(first_day(label), parent) == period_label(
            last_day(label), parent
        )


def test_a_kind_that_is_no_parent_cuts_some_period_in_two():
    # A week lies in no month; two weeks counted from 2018-W01 in no quarter.
    days = [date(2018, 1, 1) + timedelta(n) for n in range(800)]
    for every in EVERY:
        others = set(EVERY) - set(KINDS[every].parents) - {every}
        for other in others:
            labels = {period_label(day, every) for day in days}
            assert any(
                period_label(first_day(label), other)
                != period_label(last_day(label), other)
                for label in labels
            ), (every, other)


def test_fortnights_do_not_depend_on_the_data():
    assert period_label(date(2018, 1, 1), "2 weeks") == "2018-W01/2018-W02"
    assert period_label(date(2018, 1, 15), "2 weeks") == "2018-W03/2018-W04"
    assert period_label(date(2017, 12, 31), "2 weeks") == "2017-W51/2017-W52"
    assert period_label(date(2018, 3, 31), "4 weeks") == "2018-W13/2018-W16"


@pytest.mark.parametrize(
    ("label", "before", "last_year"),
    [
        ("2018-03-07", "2018-03-06", "2017-03-07"),
        ("2020-02-29", "2020-02-28", "2019-02-28"),
        ("2018-W01", "2017-W52", "2017-W01"),
        ("2018-W09/2018-W10", "2018-W07/2018-W08", "2017-W09/2017-W10"),
        ("2018-W08/2018-W09", "2018-W06/2018-W07", "2017-W08/2017-W09"),
        ("2020-W53/2021-W01", "2020-W51/2020-W52", "2019-W52/2020-W01"),
        ("2018-W09/2018-W12", "2018-W05/2018-W08", "2017-W09/2017-W12"),
        ("2018-W09/2018-W11", "2018-W06/2018-W08", "2017-W09/2017-W11"),
        ("2018-01", "2017-12", "2017-01"),
        ("2018-Q1", "2017-Q4", "2017-Q1"),
        ("2018-T1", "2017-T3", "2017-T1"),
        ("2018-H1", "2017-H2", "2017-H1"),
        ("2018", "2017", "2017"),
        ("2018-03-01/2018-03-14", "2018-02-15/2018-02-28", "2017-03-01/2017-03-14"),
        # Whole months move by months, whatever their length.
        ("2018-03-01/2018-04-30", "2018-01-01/2018-02-28", "2017-03-01/2017-04-30"),
        ("2021-02-01/2021-02-28", "2021-01-01/2021-01-31", "2020-02-01/2020-02-29"),
        ("2018-03/2018-05", "2017-12/2018-02", "2017-03/2017-05"),
    ],
)
def test_the_period_before_and_the_same_a_year_ago(label, before, last_year):
    assert shift_period(label, -1) == before
    assert shift_period(before, 1) == label
    assert same_period_last_year(label) == last_year


def test_a_range_holds_both_ends():
    assert period_range("2018-H2", "2019-H2") == ["2018-H2", "2019-H1", "2019-H2"]
    assert period_range("2018-W51/2018-W52", "2019-W03/2019-W04") == [
        "2018-W51/2018-W52",
        "2019-W01/2019-W02",
        "2019-W03/2019-W04",
    ]
    assert period_range("2018-02-27", "2018-03-01") == [
        *("2018-02-27", "2018-02-28", "2018-03-01")
    ]
    assert period_range("2018-03", "2018-02") == []
    for first, last in (
        ("2018-03", "2018-Q4"),
        ("2018-W51/2018-W52", "2019-W02/2019-W03"),
    ):
        with pytest.raises(ValueError, match="the same kind of period"):
            period_range(first, last)


def test_only_what_is_made_of_whole_months_has_months():
    assert months_in("2018-H1") == [f"2018-0{n}" for n in range(1, 7)]
    assert months_in("2018-03-01/2018-04-30") == ["2018-03", "2018-04"]
    for label in (
        "2018-03-07",
        "2018-W10",
        "2018-W09/2018-W12",
        "2018-02-01/2018-02-27",
    ):
        assert months_in(label) == []


@pytest.mark.parametrize(
    ("label", "swedish", "english"),
    [
        ("2018-03-07", "7 mars 2018", "7 March 2018"),
        ("2018-W10", "vecka 10 2018", "week 10 2018"),
        ("2018-W09/2018-W10", "vecka 9–10 2018", "week 9–10 2018"),
        (
            "2018-W52/2019-W01",
            "vecka 52 2018–vecka 1 2019",
            "week 52 2018–week 1 2019",
        ),
        ("2018-03", "mars 2018", "March 2018"),
        ("2018-03/2018-05", "mars–maj 2018", "March–May 2018"),
        ("2018-Q1", "kvartal 1 2018", "quarter 1 2018"),
        ("2018-T1", "tertial 1 2018", "tertial 1 2018"),
        ("2018-H1", "halvår 1 2018", "half-year 1 2018"),
        ("2018", "2018", "2018"),
        ("2017/2018", "2017–2018", "2017–2018"),
        ("2018-03-01/2018-03-14", "1–14 mars 2018", "1–14 March 2018"),
    ],
)
def test_a_period_in_words(label, swedish, english):
    assert period_words(label, "sv") == swedish
    assert period_words(label, "en") == english


def test_every_kind_has_words_for_what_it_is_set_beside():
    told = [
        (earlier_period_words(label, 1, lang), earlier_period_words(label, 2, lang))
        for label in BY_HAND
        for lang in ("sv", "en")
    ]
    assert all(a and b and a != b for a, b in told)
    assert earlier_period_words("2018-H1", 1, "sv") == "förra halvåret"
    assert earlier_period_words("2018-W09/2018-W10", 1, "sv") == "de två veckorna före"
    assert (
        same_last_year_words("2018-W09/2018-W12", "en") == "same four weeks last year"
    )


def test_an_old_argument_names_the_new_one():
    @renamed(period="every")
    def counted(*, every="week"):
        return every

    assert counted(every="month") == "month"
    with pytest.raises(TypeError, match=r"'period' must be called 'every' now"):
        counted(period="month")
    with pytest.raises(TypeError, match="unexpected keyword"):
        counted(kind="month")
