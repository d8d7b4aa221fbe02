"""Probabilities along an attribution -> one calibrated confidence (logistic regression, fitted on development data)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.statements.decode import Attribution

__all__ = ["FEATURES", "Calibration", "features_of"]

FEATURES = ("content", "cue", "source", "content_link", "source_link", "no_cue", "no_source", "nested")


@dataclass(frozen=True, slots=True)
class Calibration:
    """`confidence = sigmoid(bias + weights · features)`; weights by the names in FEATURES, absent ones 0."""

    bias: float = 0.0
    weights: tuple[tuple[str, float], ...] = (("content", 1.0), ("cue", 1.0), ("source", 1.0))

    def confidence(self, found: Attribution, nested: bool) -> float:
        """Confidence in [0, 1] that a careful reader finds the same statement with the same source."""
        values = features_of(found, nested)
        total = self.bias + sum(weight * values[name] for name, weight in self.weights)
        return round(1 / (1 + math.exp(-total)), 3)


def features_of(found: Attribution, nested: bool) -> dict[str, float]:
    """Log-odds of each part's probability, clipped to ±6, and which parts are missing."""

    def logit(p: float) -> float:
        p = min(max(p, 0.0025), 0.9975)
        return math.log(p / (1 - p))

    return {
        "content": min(logit(c.probability) for c in found.content),
        "cue": logit(found.cue.probability) if found.cue else 0.0,
        "source": logit(found.source.probability) if found.source else 0.0,
        "content_link": logit(found.content_link),
        "source_link": logit(found.source_link) if found.cue else 0.0,
        "no_cue": float(found.cue is None),
        "no_source": float(found.source is None),
        "nested": float(nested),
    }
