"""When things were said: time expressions and the days they name; an article and its statements in, dated ones out."""

from onrecord.dates.dating import date_statements
from onrecord.dates.finding import find_times
from onrecord.dates.forms import Time
from onrecord.dates.intervals import Interval
from onrecord.dates.meetings import date_contacts
from onrecord.dates.resolving import Anchor, Unresolved, resolve

__all__ = [
    "Anchor",
    "Interval",
    "Time",
    "Unresolved",
    "date_contacts",
    "date_statements",
    "find_times",
    "resolve",
]
