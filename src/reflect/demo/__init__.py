"""An invented leader: what she keeps track of, what happened to her, what she wrote; records of a journal."""

from reflect.demo.days import shown_quarter
from reflect.demo.year import leader_year

__all__ = ["leader_year", "shown_quarter"]
