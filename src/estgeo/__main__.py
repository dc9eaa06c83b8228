"""``python -m estgeo`` is the command ``estgeo``."""

from .cli.commands import main

if __name__ == "__main__":
    main()
