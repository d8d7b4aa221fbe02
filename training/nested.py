"""Nested attributions by self-training: each content is read again as a text of its own.

PolNeAR marks outermost attributions only. A model that has learnt them finds, in a content read alone, the
attributions that are outermost there; those become the labels of the nested level.
"""

from __future__ import annotations

import numpy as np
import torch

from onrecord.statements.decode import DecodingOptions, PieceSpan, decode_level
from onrecord.types import Span
from onrecord.weights.encoding import encode_blocks
from onrecord.weights.signals import Heads, Signals

from data import Attribution, Document
from model import LINK, LINKS, Reader, fast

WORDS = 4  # contents shorter than this are not read again


def heads_of(model: Reader) -> Heads:
    """The learnt tables of a model as NumPy arrays."""
    return Heads(
        torch.stack([c.matrix() for c in model.crf]).detach().numpy(),
        model.crf[0].ends.numpy(),
        model.distance.detach().numpy(),
        model.nothing.detach().numpy(),
    )


@torch.no_grad()
def signals_of(model: Reader, encodings: list, heads: Heads) -> list[Signals]:
    """Signals of short encodings (each fits one window), as one padded batch in bf16."""
    length = -(-(max(map(len, encodings)) + 1) // 32) * 32
    shape = (len(encodings), length)
    ids, case, quote = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(shape, dtype=torch.bool)
    ids[:, 0], case[:, 0] = 101, 3
    for i, e in enumerate(encodings):
        for tensor, values in ((ids, e.ids), (case, e.case), (quote, e.quote)):
            tensor[i, 1 : len(e) + 1] = torch.from_numpy(values)
        mask[i, : len(e) + 1] = True
    with fast():
        emissions, _, vectors = model(ids, case, quote, mask)
    emissions = emissions.float().view(*shape, 2, -1).numpy()
    vectors = vectors.float().view(*shape, len(LINKS), 4, LINK).numpy()
    return [
        Signals(
            e,
            emissions[i, 1 : len(e) + 1],
            vectors[i, 1 : len(e) + 1],
            heads,
            np.zeros(len(e), dtype=np.int64),
            np.zeros((len(e), 1), dtype=np.float32),
        )
        for i, e in enumerate(encodings)
    ]


def reread(model: Reader, doc: Document, tokenizer, sure: float, with_source: bool) -> list[Attribution]:
    """What the model finds inside the contents of a document: finds with a cue, each part surer than `sure`."""
    spans = [s for a in doc.outer for s in a.content if len(doc.text[s[0] : s[1]].split()) >= WORDS]
    encodings = [encode_blocks(doc.text, [Span(*s)], tokenizer) for s in spans]
    order = sorted((e for e in encodings if 1 < len(e) < 300), key=len)
    heads, found = heads_of(model), []
    for i in range(0, len(order), 24):
        for signals in signals_of(model, order[i : i + 24], heads):
            for a in decode_level(signals, 0, DecodingOptions()):
                parts = [*a.content, *(s for s in (a.cue, a.source) if s)]
                if (
                    a.cue
                    and (a.source or not with_source)
                    and min(p.probability for p in parts) > sure
                    and a.content_link > sure
                ):
                    found.append(_in_characters(signals, a.content, a.cue, a.source))
    return found


def _in_characters(
    signals: Signals, content: tuple[PieceSpan, ...], cue: PieceSpan, source: PieceSpan | None
) -> Attribution:
    e = signals.encoding

    def span(p: PieceSpan) -> tuple[int, int]:
        return int(e.start[p.first]), int(e.end[p.last])

    return Attribution([span(source)] if source else [], [span(cue)], [span(c) for c in content])
