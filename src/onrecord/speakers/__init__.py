"""Who each source is: an article and its statements in, the same statements with their speakers out.

A first cut that reads names, titles and pronouns by rule; it uses the article alone and small tables.
"""

from onrecord.speakers.naming import name_speakers

__all__ = ["name_speakers"]
