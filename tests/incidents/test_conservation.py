"""Nothing is lost: files of every format, each with faults planted, counted apart."""

import numpy as np
import pytest
from conservation import WRITERS, check_one


@pytest.mark.parametrize("name", WRITERS)
def test_no_row_is_lost_and_each_fault_has_its_own_reason(tmp_path, name):
    for seed in range(5):
        folder = tmp_path / str(seed)
        folder.mkdir()
        check_one(name, folder, np.random.default_rng([seed, len(name)]))
