"""Incident records to hot spots, hot times, effects of insatser and maps to share."""

from difflib import get_close_matches as _near

import lazy_loader

from ._version import __version__ as __version__

_lazy, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> object:
    """Return a public name when it is first asked for; one near it if there is none."""
    try:
        return _lazy(name)
    except AttributeError as error:
        plain = {one.replace("_", "").casefold(): one for one in __all__}
        near = _near(name.replace("_", "").casefold(), plain, 1)
        hint = f" Did you mean {plain[near[0]]}?" if near else ""
        message = f"estgeo has no '{name}'.{hint}"
        raise AttributeError(message) from error
