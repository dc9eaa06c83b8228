"""The command ``estgeo``."""
