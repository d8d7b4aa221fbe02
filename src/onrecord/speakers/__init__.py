"""Who each source is: an article, its statements and the model's evidence in, the statements with their speakers out.

A source may be a name, several names, a title, a pronoun, a metonym or a description; people and places that
everybody reports on come from a table. Who cannot be named stays unnamed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.speakers.evidence import Evidence
    from onrecord.speakers.naming import name_speakers
    from onrecord.speakers.people import People, load_people
    from onrecord.speakers.scene import Scene, set_scene

__all__ = ["Evidence", "People", "Scene", "load_people", "name_speakers", "set_scene"]

# Loaded when asked for: whoever only looks names up needs no ranking and no NumPy.
_HOMES = {
    "Evidence": "evidence", "name_speakers": "naming", "People": "people", "load_people": "people", "Scene": "scene",
    "set_scene": "scene",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"onrecord.speakers.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'onrecord.speakers' has no attribute {name!r}")
