"""Reports that name their area or address, rows of sums, exports that overlap."""

import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

import estgeo as eg
from estgeo._zone_names import NOT_FOUND, SEVERAL, ZoneLookup
from estgeo.incidents._named_places import address_key
from estgeo.space_time.areas import zone_of


def areas(names=("Norr", "Söder", "Västra Berget"), column="namn"):
    squares = [box(512_000 + 1000 * k, 6_570_000, 513_000 + 1000 * k, 6_571_000)
               for k in range(len(names))]  # fmt: skip
    return gpd.GeoDataFrame({column: list(names)}, geometry=squares, crs=3006)


def frame_of(areas_named, **columns):
    n = len(areas_named)
    days = pd.date_range("2018-03-05 18:10", periods=n, freq="D")
    return pd.DataFrame(
        {"Datum": days.strftime("%Y-%m-%d %H:%M"), "Kategori": "Brand",
         "Område": areas_named, **columns}
    )  # fmt: skip


def quietly(*args, **kwargs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return eg.read_incidents(*args, **kwargs)


@pytest.mark.parametrize("index", [None, "namn"])
def test_an_area_instead_of_a_point(index):
    zones = areas() if index is None else areas().set_index(index)
    frame = frame_of(["norr", " SÖDER ", "Västra  berget", "Norr"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # nothing here is doubtful
        read = eg.read_incidents(frame, zones=zones)
    found = read.incidents
    assert found["zone"].tolist() == ["Norr", "Söder", "Västra Berget", "Norr"]
    assert set(found["place_precision"]) == {"area"}
    assert found.geometry.isna().all()
    assert found.crs == "EPSG:3006"
    assert read.summary.place_precision == {"area": 4}
    assert read.summary.notes["known_to_area"] == "4"
    counted = eg.count_in_zones(found, zones)
    assert counted["n"].tolist() == [2, 1, 1]
    assert len(eg.outside_zones(found, zones)) == 0


def test_points_and_areas_in_one_file_count_together():
    zones = areas()
    frame = frame_of(
        ["Söder", "Norr", "", "Finns ej"],
        E=["512 500", "", "513 500", "512 400"],
        N=["6 570 500", "", "6 570 500", "6 570 400"],
    )
    read = quietly(frame, zones=zones, crs=3006)
    # A row with a point of its own needs no name, and no name can be wrong then.
    assert (
        read.incidents["place_precision"].tolist() == ["point", "area"] + ["point"] * 2
    )
    assert read.incidents["zone"].isna().tolist() == [True, False, True, True]
    assert eg.count_in_zones(read.incidents, zones)["n"].tolist() == [3, 1, 0]
    assert len(read.rejected) == 0


def test_unknown_and_ambiguous_names_are_told_with_the_name():
    zones = areas(("Centrum", "centrum ", "Norr"))
    frame = frame_of(["Norr", "CENTRUM", "Nordanvik", ""])
    read = quietly(frame, zones=zones)
    assert read.rejected["reasons"].tolist() == [
        "ambiguous_area",
        "unknown_area",
        "missing_geometry",
    ]
    for lang in ("sv", "en"):
        told = read.rejected[f"explanation_{lang}"]
        assert "CENTRUM" in told[0]
        assert "Nordanvik" in told[1]
    assert "Nordanvik (1)" in read.summary.to_text("sv")


def test_names_are_looked_for_by_label_name_and_code():
    zones = areas(("Norr", "Söder", "Norr")).assign(kod=["A1", "A2", "A3"])
    lookup = ZoneLookup(zones)
    assert lookup.find(["a2", "Söder", "norr", "x"]).tolist() == [
        1,
        1,
        SEVERAL,
        NOT_FOUND,
    ]
    numbered = areas().set_index(pd.Index([7, 8, 9]))
    assert ZoneLookup(numbered).find([8.0, "9", "norr"]).tolist() == [1, 2, 0]


def test_a_column_of_areas_is_named_with_columns():
    frame = frame_of(["Norr"]).rename(columns={"Område": "Berörd del av staden"})
    zones = areas()
    with pytest.raises(ValueError, match="no known header names a place"):
        eg.read_incidents(frame, zones=zones)
    columns = {"area": "Berörd del av staden"}
    read = eg.read_incidents(frame, zones=zones, columns=columns)
    assert read.incidents["zone"].tolist() == ["Norr"]


def many(n=200):
    zones = areas()
    rng = np.random.default_rng(4)
    x = 512_000 + rng.uniform(-300, 3300, n)
    y = 6_570_000 + rng.uniform(0, 1000, n)
    at = pd.date_range("2018-01-01 00:17", periods=n, freq="17h", tz="Europe/Stockholm")
    whole = gpd.GeoDataFrame(
        {"start": at, "end": at, "theme": rng.choice(["brand", "övrigt"], n),
         "time_precision": "exact", "place_precision": "point", "zone": None},
        geometry=gpd.points_from_xy(x, y), crs=3006,
    )  # fmt: skip
    k = np.floor((x - 512_000) / 1000).astype(int)
    vague = (k >= 0) & (k < 3) & (rng.random(n) < 0.5)
    some = whole.copy()
    some.loc[vague, "zone"] = zones["namn"].to_numpy()[k[vague]]
    some.loc[vague, "place_precision"] = "area"
    some.loc[vague, "geometry"] = None
    return zones, whole, some, vague


def test_counts_by_area_are_those_of_the_points_they_were():
    zones, whole, some, vague = many()
    assert 50 < vague.sum() < 120
    counted = eg.count_in_zones(some, zones)
    assert counted["n"].equals(eg.count_in_zones(whole, zones)["n"])
    assert counted["n"].sum() + len(eg.outside_zones(some, zones)) == len(some)
    assert (
        eg.space_time_cube(some, zones)["n"].to_numpy()
        == eg.space_time_cube(whole, zones)["n"].to_numpy()
    ).all()
    assert eg.count_in_zones(some.to_crs(4326), zones)["n"].equals(counted["n"])


def test_what_needs_a_place_refuses_an_area():
    zones, _, some, vague = many()
    told = f"{vague.sum()} of {len(some)} known to their area only"
    for ask in (
        lambda: eg.near_repeats(some, permutations=99),
        lambda: eg.incident_clusters(some, radius=100, min_incidents=3),
        lambda: eg.count_in_zones(some, eg.square_grid(zones, cell_size=100)),
        lambda: eg.kernel_density(
            some, eg.square_grid(zones, cell_size=100), bandwidth=300
        ),
        lambda: eg.evaluate(
            some,
            eg.Insats("x", box(512_000, 6_570_000, 513_000, 6_571_000), "2018-04-01"),
        ),
    ):
        with pytest.raises(ValueError, match=told):
            ask()


def test_an_area_that_is_not_among_the_zones_is_outside_and_said():
    zones, _, some, _ = many()
    with pytest.warns(UserWarning, match="not among the zones"):
        counted = eg.count_in_zones(some, zones.iloc[:1])
    with pytest.warns(UserWarning, match="not among the zones"):
        outside = eg.outside_zones(some, zones.iloc[:1])
    assert counted["n"].sum() + len(outside) == len(some)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".gpkg", ".parquet"])
def test_a_set_without_points_is_saved_and_read(tmp_path, suffix):
    read = eg.read_incidents(frame_of(["Norr", "Söder"]), zones=areas())
    back = eg.read_incidents(read.save(tmp_path / f"a{suffix}"))
    assert back.incidents["zone"].tolist() == ["Norr", "Söder"]
    assert back.incidents.geometry.isna().all()
    assert eg.count_in_zones(back.incidents, areas())["n"].tolist() == [1, 1, 0]


REGISTER = pd.DataFrame(
    {"gatunamn": ["Storgatan", "Storgatan", "Skolgatan", "Skolgatan"],
     "nummer": ["12", "12 B", "1", "1"],
     "x": [512_100.0, 512_120.0, 512_500.0, 512_900.0],
     "y": [6_570_100.0, 6_570_120.0, 6_570_500.0, 6_570_900.0]}
)  # fmt: skip


def test_addresses_are_looked_up_exactly():
    frame = frame_of([""] * 5).drop(columns="Område")
    frame["Adress"] = [" STORGATAN 12, 703 61 Örebro", "Storgatan 12b lgh 1102",
                       "Storgatan 13", "Skolgatan 1", ""]  # fmt: skip
    read = quietly(frame, addresses=REGISTER, crs=3006)
    found = read.incidents
    assert found.geometry.x.round(2).tolist() == [512_100.0, 512_120.0]
    assert set(found["place_precision"]) == {"point"}
    assert read.rejected["reasons"].tolist() == [
        "unknown_address",
        "ambiguous_address",
        "missing_geometry",
    ]
    assert "Storgatan 13" in read.rejected["explanation_sv"][0]


def test_a_register_on_disk(tmp_path):
    path = tmp_path / "adresser.csv"
    REGISTER.to_csv(path, sep=";", index=False)
    frame = frame_of(["Norr"]).rename(columns={"Område": "Adress"})
    frame["Adress"] = "storgatan 12"
    read = eg.read_incidents(frame, addresses=path, crs=3006)
    assert read.incidents.geometry.y.round(2).tolist() == [6_570_100.0]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("Storgatan 12", "storgatan 12"),
        ("Stor­gatan 12".replace("\xad", ""), "storgatan 12"),
        ("S:t Olofsgatan 3 C, 1 tr", "s:t olofsgatan 3c"),
        ("Västra vägen 7 70361 Örebro", "västra vägen 7"),
        ("", ""),
    ],
)
def test_what_of_an_address_is_compared(address, key):
    assert address_key(address) == key


@pytest.mark.parametrize(
    ("cells", "is_sum"),
    [
        (["Summa", "", "", 12], True),
        (["Totalt:", "", "", ""], True),
        (["", "Antal: 12 st", "", ""], True),
        (["Grand Total", "", "", 3.5], True),
        (["Summa summarum var det lugnt", "", "", ""], False),
        (["", "Totalt kaos", "", ""], False),
        (["", "", "", 12], False),
    ],
)
def test_a_sum_is_no_report(cells, is_sum):
    frame = frame_of(["Norr", "Söder"])[["Datum", "Kategori", "Område"]].assign(Antal=1)
    last = pd.DataFrame([cells], columns=frame.columns).astype(object)
    frame = pd.concat([frame.astype(object), last], ignore_index=True)
    read = quietly(frame.astype("str"), zones=areas())
    assert (read.rejected["reasons"].tolist() == ["total_row"]) == is_sum
    assert read.n_read == 3
    assert len(read.incidents) == 2


def test_a_report_whose_category_is_a_sum_word_is_a_report():
    frame = frame_of(["Norr"], Kategori="Totalt")
    assert len(eg.read_incidents(frame, zones=areas()).incidents) == 1


SHEET = "id;Datum;Kategori;E;N\n{}"


def test_exports_that_overlap_count_the_newest_version_once(tmp_path):
    first = "1;2018-03-05 10:00;Brand;512000;6570000\n2;2018-03-06 10:00;Brand;512010;6570000\n3;2018-03-07 10:00;Brand;512020;6570000"
    second = "3;2018-03-07 10:00;Brand;512020;6570000\n2;2018-03-06 10:00;Klotter;512010;6570000\n4;2018-03-12 10:00;Brand;512030;6570000"
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path, rows in zip(paths, (first, second), strict=True):
        path.write_text(SHEET.format(rows), encoding="utf-8")
    for order in (paths, paths[::-1]):
        read = quietly(order, crs=3006)
        found = read.incidents.set_index("incident_id")["category"].to_dict()
        assert found == {"1": "Brand", "2": "Klotter", "3": "Brand", "4": "Brand"}
        assert sorted(read.rejected["reasons"]) == ["duplicate_id", "older_version"]
        assert read.summary.notes["changed_rows"] == "1"
        assert read.n_read == 6


def test_a_column_of_areas_without_areas_is_refused_by_name():
    frame = frame_of(["Norr"], E=["512500"], N=["6570500"])
    with pytest.raises(ValueError, match="'zones' must be given"):
        eg.read_incidents(frame, crs=3006, columns={"area": "Område"})
    assert "area" not in eg.read_incidents(frame, crs=3006).summary.roles


def test_no_reports_lie_in_no_zone():
    _, whole, _, _ = many()
    assert zone_of(whole.iloc[:0], eg.square_grid(areas(), cell_size=100)).size == 0


@pytest.mark.parametrize(
    ("header", "values", "names"),
    [
        ("PRECINCT", [105, 14, 3], ("Bronx", "Queens", "Kings")),
        (
            "District",
            ["105", "14", "2"],
            ("1", "2", "3"),
        ),  # one number fits by accident
        ("Område", ["A-14", "B-2", "-"], ("Norr", "Söder", "Väster")),
    ],
)
def test_a_column_of_other_areas_is_left_out_and_said(header, values, names):
    frame = frame_of(
        values, E=["512 500", "", "513 500"], N=["6 570 500", "", "6 570 500"]
    )
    frame = frame.rename(columns={"Område": header})
    read = quietly(frame, zones=areas(names), crs=3006)
    assert "area" not in read.summary.roles
    assert read.rejected["reasons"].tolist() == ["missing_geometry"]
    assert read.summary.notes["area_not_in_zones"] == header
    assert f"columns={{'area': '{header}'}}" in read.summary.to_text("sv")
    # Whoever names the column means it: each name that is not there is told.
    asked = quietly(frame, zones=areas(names), crs=3006, columns={"area": header})
    assert asked.rejected["reasons"].tolist() == ["unknown_area"]
    assert "area_not_in_zones" not in asked.summary.notes


def test_numbers_of_areas_are_names_where_half_of_them_are():
    frame = frame_of(["1", "2", "9"], E=["512 500", "", ""], N=["6 570 500", "", ""])
    read = quietly(frame, zones=areas(("1", "2", "3")), crs=3006)
    assert read.incidents["zone"].tolist()[1:] == ["2"]
    assert read.rejected["reasons"].tolist() == ["unknown_area"]
