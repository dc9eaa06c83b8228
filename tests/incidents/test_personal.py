"""Personal data in text: what is found, how certain it is, and what is let be."""

import pandas as pd
import pytest

import estgeo as eg
from estgeo.incidents._personal import findings, masked, personal_numbers

# 811228-9874 is the example of Skatteverket (SKV 704); 19811288-9841 its
# samordningsnummer: day 28 + 60 = 88, check digit by hand.
NUMBER, COORDINATION = "811228-9874", "811288-9841"


def found(text):
    return [(each.kind, each.certainty) for each in findings(text)]


@pytest.mark.parametrize(
    "text",
    [
        *["811228-9874", "19811228-9874", "811228+9874", "19811228 9874"],
        *["1981-12-28-9874", "1981-12-28 - 9874", "81.12.28-9874", "81/12/28-9874"],
        *["811228–9874", "198112289874"],
    ],
)
def test_a_personal_number_is_certain_in_every_spelling(text):
    assert found(f"Talade med {text}, 17 år") == [("personnummer", "certain")]


def test_ten_bare_digits_are_only_possible_unless_the_text_says_more():
    assert found("811228 9874") == [("personnummer", "certain")]
    assert found("ärende 8112289874") == [("personnummer", "possible")]
    for word in ("pnr", "personnummer", "Person nr", "pers.nr", "pers nr", "född"):
        assert found(f"{word} 8112289874") == [("personnummer", "certain")], word
    far = "pnr" + " " * 40
    assert found(f"{far}8112289874") == [("personnummer", "possible")]


def test_what_reads_as_a_time_of_day_is_only_possible():
    # By hand: 8112280360 has the check digit 0, and 03:60 is no time.
    assert [f.certainty for f in personal_numbers("811228-0360")] == ["certain"]
    for serial, certainty in (
        ("235", "possible"),
        ("236", "certain"),
        ("245", "certain"),
    ):
        tries = [f"811228-{serial}{digit}" for digit in range(10)]
        found = [f.certainty for text in tries for f in personal_numbers(text)]
        assert found == [certainty]


def test_one_check_digit_in_ten_is_right():
    for serial in ("987", "004", "953"):
        tries = [f"811228-{serial}{digit}" for digit in range(10)]
        assert sum(len(list(personal_numbers(each))) for each in tries) == 1


def valid(date):
    """Return a number of six digits with the check digit that makes it right."""
    tries = (f"{date}-987{digit}" for digit in range(10))
    return [each.kind for text in tries for each in personal_numbers(text)]


@pytest.mark.parametrize(
    ("date", "kinds"),
    [
        ("811201", ["personnummer"]),
        ("811231", ["personnummer"]),
        ("811200", []),
        ("811232", []),
        ("811260", []),
        ("811261", ["samordningsnummer"]),
        ("811291", ["samordningsnummer"]),
        ("811292", []),
        ("810229", []),  # 1981 had no 29 February
        ("800229", ["personnummer"]),
        ("000229", ["personnummer"]),  # 2000 had one, 1900 had none
        ("811301", []),
        ("19811201", ["personnummer"]),
        ("20991201", []),  # not born yet
        ("991201", ["personnummer"]),  # 1999
    ],
)
def test_the_date_must_be_one_that_has_been(date, kinds):
    assert valid(date) == kinds


def test_several_numbers_in_one_text_are_all_found():
    text = f"{NUMBER} och {COORDINATION}; 8112289875 stämmer inte, {NUMBER}"
    kinds = ["personnummer", "personnummer"]
    assert [f.kind for f in personal_numbers(text.replace(COORDINATION, ""))] == kinds


@pytest.mark.parametrize("text", ["1811228-98741", "0,811228-9874", "811228-9874,5"])
def test_digits_of_longer_numbers_are_let_be(text):
    assert list(personal_numbers(text)) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("070-123 45 67", [("phone", "certain")]),
        ("+46 70 123 45 67", [("phone", "certain")]),
        ("0046(0)70-1234567", [("phone", "certain")]),
        ("071-123 45 67", [("phone", "possible")]),
        ("019-21 10 00", [("phone", "possible")]),
        ("08-123 456 78", [("phone", "possible")]),
        ("+46 (0)8-123 45 67", [("phone", "possible")]),
        ("anna.b+c@mail.example.se", [("e-mail", "certain")]),
        ("anna@example", []),
        ("ABC 123", [("registration plate", "possible")]),
        ("ABC12D", [("registration plate", "possible")]),
        ("regnr ABC 123", [("registration plate", "certain")]),
        ("registrering: ABC123", [("registration plate", "certain")]),
        ("ABI 123", []),  # I, Q and V are not used
        ("XABC 123", []),
        ("Storgatan 4", [("address", "possible")]),
        ("Storgatan 4B", [("address", "possible")]),
        ("Kungs vägen 12", [("address", "possible")]),
        (
            "Östra Storgatan 4 lgh 1203",
            [("address", "certain"), ("apartment", "certain")],
        ),
        ("Storgatan", []),
        ("lägenhetsnummer 1203", [("apartment", "certain")]),
        ("lgh. nr 1203", [("apartment", "certain")]),
        ("lgh 12034", []),
        ("heter Anna Berg", [("name", "possible")]),
        ("vid namn Anna", [("name", "possible")]),
        ("heter anna", []),
    ],
)
def test_other_kinds_and_what_only_looks_like_them(text, kinds):
    assert found(text) == kinds


def test_a_plate_is_certain_only_near_the_word():
    assert found("regnr" + " " * 34 + "ABC 123") == [("registration plate", "certain")]
    assert found("regnr" + " " * 41 + "ABC 123") == [("registration plate", "possible")]


def test_all_but_two_signs_are_hidden():
    assert masked("anna@example.se") == "an**@*******.**"
    assert [f.preview for f in findings("Ring 070-123 45 67")] == ["07*-*** ** **"]


def test_only_text_is_searched_unless_columns_are_named():
    frame = pd.DataFrame(
        {
            "n": [8112289874],
            "text": [f"pnr {NUMBER}"],
            "kind": pd.Categorical(["anna@example.se"]),
            "none": [None],
        },
        index=["a"],
    )
    table = eg.find_personal_data(frame)
    assert table[["row", "column", "kind"]].to_numpy().tolist() == [
        ["a", "text", "personnummer"],
        ["a", "kind", "e-mail"],
    ]
    named = eg.find_personal_data(frame, columns=["n"])
    assert named[["column", "kind", "certainty"]].to_numpy().tolist() == [
        ["n", "personnummer", "possible"]
    ]
    nothing = eg.find_personal_data(frame[["none"]])
    assert list(nothing.columns) == ["row", "column", "kind", "certainty", "preview"]
    assert nothing.empty
    with pytest.raises(KeyError, match="'frame' must be a frame with 'x'"):
        eg.find_personal_data(frame, columns=["x"])
    with pytest.raises(TypeError, match="'frame' must be a DataFrame"):
        eg.find_personal_data(["text"])


@pytest.mark.parametrize(
    "ending",
    [
        *["gatan", "gata", "vägen", "väg", "gränd", "gränden", "stigen", "stig"],
        *["allén", "allé", "backen", "torget", "torg", "plan", "planen", "platsen"],
        *["plats", "gången", "esplanaden", "kajen", "stråket", "leden"],
    ],
)
def test_addresses_of_every_kind_of_street(ending):
    for street in (
        f"Björk{ending}",
        f"Södra {ending.title()[0]}xa{ending}",
        f"Kungs {ending}",
    ):
        assert found(f"bor på {street} 12 B") == [("address", "possible")], street
        assert found(f"bor på {street} 12 lgh 1203") == [
            *[("address", "certain"), ("apartment", "certain")]
        ], street
    assert found(f"nära Björk{ending} i stan") == []
    assert found(f"klockan på Björk{ending} 12:30") == []


def test_nothing_found_is_a_table_of_the_same_kinds():
    some = eg.find_personal_data(pd.DataFrame({"x": ["pnr 811228-9874"]}))
    none = eg.find_personal_data(pd.DataFrame({"x": ["hej", None]}))
    assert (len(some), len(none)) == (1, 0)
    assert none.dtypes.to_dict() == some.dtypes.to_dict()
