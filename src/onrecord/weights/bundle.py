"""The folder that a model lives in: weights, tokenizer, tables, card; read only after its sha256 sums agree."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import BundleError

__all__ = ["BUNDLE_FORMAT", "Bundle", "describe_bundle", "find_bundle"]

BUNDLE_FORMAT = 1
HOME = Path(__file__).parent / "bundle"
PARTS = ("reader.onnx", "tokenizer.json", "heads.npz")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A verified bundle: its folder and its card (docs/model-card.md says what each entry means)."""

    folder: Path
    card: dict[str, Any]

    def bytes_of(self, part: str) -> bytes:
        """The content of one part, checked against the card.

        Raises:
            BundleError: the part is missing or is not what the card says.
        """
        try:
            data = (self.folder / part).read_bytes()
        except OSError as error:
            raise BundleError(f"{self.folder}: {part} is missing; reinstall onrecord") from error
        if hashlib.sha256(data).hexdigest() != self.card["files"].get(part):
            raise BundleError(f"{self.folder}: {part} is damaged (its sha256 differs); reinstall onrecord")
        return data


def find_bundle(folder: Path | None = None) -> Bundle:
    """The bundle in `folder`, or the one that ships with the package.

    Raises:
        BundleError: no bundle is there, or it is of another format.
    """
    folder = folder or HOME
    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BundleError(f"{folder}: no readable card.json, so no model; reinstall onrecord") from error
    if card.get("format") != BUNDLE_FORMAT:
        raise BundleError(
            f"{folder}: bundle format {card.get('format')!r}, this onrecord reads {BUNDLE_FORMAT}; "
            "install the onrecord version that the bundle was made for"
        )
    return Bundle(folder, card)


def describe_bundle(folder: Path | None = None) -> dict[str, Any]:
    """The bundle's card: name, version, base, data with licences, figures, sha256 sums."""
    return dict(find_bundle(folder).card)
