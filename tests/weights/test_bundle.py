"""The bundle is what its card says, and damage is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from onrecord.errors import BundleError
from onrecord.weights.bundle import HOME, PARTS, describe_bundle, find_bundle


def test_every_part_agrees_with_the_card() -> None:
    bundle = find_bundle()
    assert set(bundle.card["files"]) == set(PARTS)
    for part in PARTS:
        assert bundle.bytes_of(part)
    assert sum(f.stat().st_size for f in HOME.iterdir()) < 40e6
    assert describe_bundle()["base"]["licence"] == "Apache-2.0"


def test_damage_is_told(tmp_path: Path) -> None:
    shutil.copytree(HOME, tmp_path / "b")
    (tmp_path / "b" / "heads.npz").write_bytes(b"other")
    bundle = find_bundle(tmp_path / "b")
    with pytest.raises(BundleError, match="damaged"):
        bundle.bytes_of("heads.npz")
    (tmp_path / "b" / "heads.npz").unlink()
    with pytest.raises(BundleError, match="missing"):
        bundle.bytes_of("heads.npz")


def test_other_formats_and_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"card\.json"):
        find_bundle(tmp_path)
    (tmp_path / "card.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(BundleError, match="format 99"):
        find_bundle(tmp_path)
