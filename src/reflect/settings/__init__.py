"""Her settings: one table of what may be set, read from and written to settings.toml in the home."""

from reflect.settings.reading import read_settings
from reflect.settings.values import Settings

__all__ = ["Settings", "read_settings"]
