"""To whom, where and on what occasion statements were made, and who met whom: the circumstances an article tells.

Rules over the article's words, its cast and its statements; no model of its own.
"""

from onrecord.circumstances.contacts import find_contacts
from onrecord.circumstances.placing import place_statements, survey

__all__ = ["find_contacts", "place_statements", "survey"]
