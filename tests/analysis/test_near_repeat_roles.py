"""Near-repeat roles by hand."""

from builders import incidents_at

import estgeo as eg


def test_roles_by_hand():
    frame = incidents_at([0, 0, 90, 0, 5000], [0] * 5, [0, 3, 8, 90, 4])
    frame.index = list("abcde")
    roles = eg.near_repeat_roles(frame, distance=100, days=7)
    assert roles.role.tolist() == [
        "originator",
        "repeat",
        "near repeat",
        "isolated",
        "isolated",
    ]
    assert roles.chain.fillna(0).tolist() == [1, 1, 1, 0, 0]
    assert roles.index.tolist() == list("abcde")
    turned = eg.near_repeat_roles(frame.iloc[::-1], distance=100, days=7)
    assert turned.role.loc[list("abcde")].tolist() == roles.role.tolist()
