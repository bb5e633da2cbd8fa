"""Her settings: one table of what may be set, read from and written to settings.toml in the home."""

from reflect.settings.reading import read_settings
from reflect.settings.table import SETTINGS, Setting, Settings, setting_of

__all__ = ["SETTINGS", "Setting", "Settings", "read_settings", "setting_of"]
