"""The words of the calendar: tables only; the forms that they take in sentences are in `forms`."""

from __future__ import annotations

__all__ = ["FESTIVALS", "MONTHS", "NUMBERS", "ORDINALS", "SEASONS", "UNITS", "VAGUE", "WEEKDAYS"]


def _numbered(names: str, first: int) -> dict[str, int]:
    return {form: i for i, forms in enumerate(names.split(", "), first) for form in forms.split()}


MONTHS = _numbered(
    "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, "
    "september sept sep, october oct, november nov, december dec",
    1,
)
WEEKDAYS = _numbered(
    "monday mon, tuesday tues tue, wednesday wed, thursday thurs thur thu, friday fri, saturday sat, sunday sun",
    1,
)
NUMBERS = _numbered("a an one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve", 1)
ORDINALS = _numbered("first, second, third, fourth", 1)
UNITS = {
    "day": "day", "morning": "day", "afternoon": "day", "evening": "day", "night": "day",
    "weekend": "weekend", "week": "week", "fortnight": "fortnight", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
# How many units back "a few days ago" or "in recent days" may reach: nearest, furthest.
VAGUE = {"few": (2, 6), "several": (3, 9), "couple": (2, 2), "recent": (0, 7)}
# Months of the meteorological seasons of the northern half: first month, code in TIMEX values.
SEASONS = {
    "spring": (3, "SP"),
    "summer": (6, "SU"),
    "autumn": (9, "FA"),
    "fall": (9, "FA"),
    "winter": (12, "WI"),
}

# Rule, then numbers: `fixed` month day; `nth` month weekday which (-1: last); `easter` days after Easter
# Sunday; `after` month weekday-rule for the US election (the Tuesday after the first Monday).
FESTIVALS: dict[str, tuple[str, int, int, int]] = {
    "new year's day": ("fixed", 1, 1, 0),
    "new year's eve": ("fixed", 12, 31, 0),
    "martin luther king day": ("nth", 1, 1, 3),
    "groundhog day": ("fixed", 2, 2, 0),
    "valentine's day": ("fixed", 2, 14, 0),
    "presidents' day": ("nth", 2, 1, 3),
    "presidents day": ("nth", 2, 1, 3),
    "international women's day": ("fixed", 3, 8, 0),
    "st. patrick's day": ("fixed", 3, 17, 0),
    "ash wednesday": ("easter", -46, 0, 0),
    "palm sunday": ("easter", -7, 0, 0),
    "good friday": ("easter", -2, 0, 0),
    "easter sunday": ("easter", 0, 0, 0),
    "easter monday": ("easter", 1, 0, 0),
    "easter": ("easter", 0, 0, 0),
    "anzac day": ("fixed", 4, 25, 0),
    "may day": ("fixed", 5, 1, 0),
    "cinco de mayo": ("fixed", 5, 5, 0),
    "memorial day": ("nth", 5, 1, -1),
    "juneteenth": ("fixed", 6, 19, 0),
    "canada day": ("fixed", 7, 1, 0),
    "fourth of july": ("fixed", 7, 4, 0),
    "bastille day": ("fixed", 7, 14, 0),
    "labor day": ("nth", 9, 1, 1),
    "columbus day": ("nth", 10, 1, 2),
    "halloween": ("fixed", 10, 31, 0),
    "guy fawkes night": ("fixed", 11, 5, 0),
    "election day": ("after", 11, 1, 1),
    "veterans day": ("fixed", 11, 11, 0),
    "remembrance day": ("fixed", 11, 11, 0),
    "armistice day": ("fixed", 11, 11, 0),
    "thanksgiving day": ("nth", 11, 4, 4),
    "thanksgiving": ("nth", 11, 4, 4),
    "black friday": ("black", 11, 4, 4),
    "christmas eve": ("fixed", 12, 24, 0),
    "christmas day": ("fixed", 12, 25, 0),
    "christmas": ("fixed", 12, 25, 0),
    "boxing day": ("fixed", 12, 26, 0),
}
