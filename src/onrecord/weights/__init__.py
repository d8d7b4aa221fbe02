"""Model bundles: find, verify, run. The only room that imports onnxruntime and tokenizers.

In: blocks of a text. Out: `Signals`, numbers a word piece. The bundle ships inside the package; nothing is
downloaded, and no socket is opened.
"""

from __future__ import annotations

from onrecord.weights.bundle import Bundle, describe_bundle, find_bundle
from onrecord.weights.signals import Heads, Reader, Signals

__all__ = ["Bundle", "Heads", "Reader", "Signals", "describe_bundle", "find_bundle"]
