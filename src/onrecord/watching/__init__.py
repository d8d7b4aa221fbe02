"""Watching feeds: what they tell of is read and put on record, as `add` does, for as long as one lets it."""
