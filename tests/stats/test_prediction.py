"""Ranking of places by prediction, added up by hand."""

import numpy as np

from estgeo.stats.accuracy import rank_places


def test_places_are_ranked_by_prediction_per_area():
    predicted = np.array([6.0, 4, 9])
    area = np.array([3.0, 1, 9])  # 2, 4 and 1 per area
    observed = np.array([3.0, 2, 5])
    found = rank_places(predicted, observed, area)
    assert found.order.tolist() == [1, 0, 2]
    assert found.predicted.tolist() == [4, 10, 19]
    assert found.observed.tolist() == [2, 5, 10]
    assert found.area.tolist() == [1, 4, 13]
    # Observed per area is 1, 2 and 5/9: the best 1 of area is all of place 1, the best
    # 4 are places 1 and 0.
    assert found.best.tolist() == [2, 5, 10]


def test_the_best_takes_the_last_place_in_part():
    predicted, area = np.array([5.0, 1]), np.array([4.0, 2])
    found = rank_places(predicted, np.array([4.0, 6]), area)
    # 3 and 1 observed per area; the best 4 of area are place 1 and half of place 0.
    assert found.observed.tolist() == [4, 10]
    assert found.best.tolist() == [8, 10]


def test_equal_predictions_share_what_was_observed():
    predicted, area = np.array([2.0, 4, 1, 9]), np.array([1.0, 2, 1, 3])
    found = rank_places(predicted, np.array([7.0, 1, 0, 2]), area)
    assert found.order.tolist() == [3, 0, 1, 2]
    assert found.observed.tolist() == [2, 6, 10, 10]
    assert found.area.tolist() == [3, 4.5, 6, 7]


def test_the_best_in_less_area_than_the_best_place_is_a_part_of_it():
    predicted, area = np.array([9.0, 1]), np.array([1.0, 4])
    found = rank_places(predicted, np.array([1.0, 8]), area)
    # 1 and 2 observed per area: the best 1 of area is a quarter of the second place.
    assert found.best.tolist() == [2, 9]
    assert found.predicted.tolist() == [9, 10]


def test_places_with_equal_predictions_keep_their_order():
    predicted = np.tile([1.0, 2.0], 30)
    found = rank_places(predicted, np.ones(60), np.ones(60))
    assert found.order.tolist() == [*range(1, 60, 2), *range(0, 60, 2)]
