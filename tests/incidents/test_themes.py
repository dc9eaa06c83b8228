"""From the category that someone wrote to the common theme."""

import pytest

from estgeo.incidents._checklists import category_key, checklist_that_fits, themes_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Otrygg plats", "  OTRYGG   plats. "),
        ("Bråk / våld", "bråk/våld"),
        ("Brand, övrigt", "brand,övrigt;"),
        ("Sa\u030ar", "sår".upper()),
    ],
)
def test_spellings_of_one_category(one, other):
    assert category_key(one) == category_key(other)


def test_different_categories_stay_different():
    assert category_key("Brand 1") != category_key("Brand 2")
    assert category_key("Brand. Övrigt") == "brand. övrigt"


@pytest.mark.parametrize("name", ["örebro", "Örebro", "orebro", " ÖREBRO "])
def test_a_checklist_is_known_by_its_name(name):
    assert themes_of(name)["brand"] == "brand"
    assert themes_of("Rinkeby Tensta") == themes_of("rinkeby-tensta")


def test_an_own_checklist_is_used_as_it_is():
    assert themes_of({"Eld i papperskorg ": "brand"}) == {"eld i papperskorg": "brand"}


def test_a_checklist_fits_only_if_it_has_every_category():
    assert checklist_that_fits(["BRAND", "Otrygg plats"]) == "örebro"
    assert checklist_that_fits(["Brand", "Annat"]) is None
    assert checklist_that_fits([]) is None


@pytest.mark.parametrize(
    ("checklist", "error", "message"),
    [
        ("lund", ValueError, "'checklist' must be one of 'örebro', .*got 'lund'"),
        (["brand"], TypeError, "'checklist' must be a name .*got list"),
        ({"Eld": "eld"}, ValueError, "with themes .*brand.*got 'eld'"),
    ],
)
def test_errors(checklist, error, message):
    with pytest.raises(error, match=message):
        themes_of(checklist)
