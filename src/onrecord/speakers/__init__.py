"""Who each source is: an article, its statements and the model's evidence in, the statements with their speakers out.

A source may be a name, several names, a title, a pronoun, a metonym or a description; people and places that
everybody reports on come from a table. Who cannot be named stays unnamed.
"""

from onrecord.speakers.evidence import Evidence
from onrecord.speakers.naming import name_speakers
from onrecord.speakers.people import People, load_people
from onrecord.speakers.scene import Scene, set_scene

__all__ = ["Evidence", "People", "Scene", "load_people", "name_speakers", "set_scene"]
