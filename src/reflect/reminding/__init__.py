"""A daily reminder by the system's own timers: what is installed, where, and what it shows when it comes."""

from reflect.reminding.notifying import notify
from reflect.reminding.rule import Reminder, next_moments, program_of, read_days, read_time, said_days
from reflect.reminding.ways import Way, install, installed_ways, way_of

__all__ = [
    "Reminder",
    "Way",
    "install",
    "installed_ways",
    "next_moments",
    "notify",
    "program_of",
    "read_days",
    "read_time",
    "said_days",
    "way_of",
]
