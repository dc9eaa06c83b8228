"""The checklists that reporters fill in, and the one list of themes behind them."""

from __future__ import annotations

import pandas as pd

from ._checklists import CHECKLISTS, POSITIVE_THEME


def checklists() -> pd.DataFrame:
    """Return the built-in checklists, every category with its common theme.

    Each pilot area of the EST report asks in its own words. The themes let reports
    from several checklists be counted together; positive events (things that
    strengthen safety) are marked, so that they are never counted as problems.

    Returns
    -------
    DataFrame
        One row a category, in the order of the checklists:

        - ``checklist`` : "örebro", "borås", "malmö", "rinkeby-tensta", "botkyrka", and
          "brottskod" for offences as the police name or number them
        - ``category`` : the words of the report
        - ``theme`` : one of the common themes
        - ``is_positive`` : bool

    Notes
    -----
    The report describes what Rinkeby-Tensta's checklist asks for without printing its
    items; the two rows here say no more than the report does. Which theme a category
    belongs to is our reading; pass your own ``{category: theme}`` to
    :func:`read_incidents` where yours differs. A category that covers several things
    ("Ordningsstörande": violence, drugs, burglary) has one theme only.

    "brottskod" knows a name also with more words after it ("Misshandel, grov,
    utomhus") or "försök till" before it. A code of four figures without a name gives
    the theme of its chapter in the Criminal Code; theft and robbery share chapter 8,
    so that a code alone says "tillgrepp" of both.

    References
    ----------
    .. [1] Effektiv samordning för trygghet, en exempelsamling. Chapters 3, 7 and 10.

    Examples
    --------
    >>> table = checklists()
    >>> table[table["checklist"] == "örebro"]["theme"].tolist()
    ['skadegörelse', 'brand', 'incident mot anställd', 'arrangemang', 'samlingsplats',
     'ordningsstörning', 'otrygg plats', 'övrigt']
    >>> table.loc[table["is_positive"], "checklist"].tolist()
    ['borås', 'malmö', 'malmö']
    """
    rows = [
        (name, category, theme, theme == POSITIVE_THEME)
        for name, items in CHECKLISTS.items()
        for category, theme in items.items()
    ]
    return pd.DataFrame(rows, columns=["checklist", "category", "theme", "is_positive"])
