"""A reader -> one that takes less time: those heads of attention and inner units go whose loss changes least for the time that they take.

What a head or a unit counts for is the mean square, over windows, of what the likelihood of the reader's own answers (tags drawn by chance, link
vectors with noise) changes as it is turned down: the diagonal of the Fisher information, as in Kwon et al. (2022), "A fast post-training pruning
framework for transformers". Nothing is trained here.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from data import Example
from model import HEAD, Reader
from train import pad

FIXED_COST = 5.0  # milliseconds of a window of 384 pieces on a core with AVX2, whatever is kept
VECTORS = 0.15  # weight of the link vectors beside the tags
Kept = dict[str, Tensor]  # by part: the numbers of its units


@dataclass(frozen=True)
class Part:
    """Units of `size` rows of the linear maps `into`, columns of `out`; `cost`: milliseconds of one; of what is kept the number is a multiple of `step`."""

    name: str
    into: tuple[str, ...]
    out: str
    size: int
    cost: float
    step: int


def parts_of(reader: Reader) -> list[Part]:
    """Whatever can be taken away from a reader."""
    found = []
    for i in range(len(reader.layers)):
        at = f"layers.{i}."
        inputs = at + "query", at + "key", at + "value"
        found.append(Part(at + "heads", inputs, at + "out", HEAD, 0.58, 1))
        found.append(Part(at + "units", (at + "up",), at + "down", 1, 0.0046, 64))
    found += [Part(head, (head + ".first",), head + ".last", 1, 0.0073, 32) for head in ("names", "mention")]
    return found


def pruned(reader: Reader, windows: list[Example], budget: float, dropout: float) -> Reader:
    """A reader that takes `budget` milliseconds a window."""
    parts = parts_of(reader)
    kept = chosen(parts, importance(reader, parts, windows), budget)
    return without_the_rest(reader, parts, kept, dropout)


def chosen(parts: list[Part], found: dict[str, Tensor], budget: float) -> Kept:
    """What is kept: in the order of importance by time, as much as the budget holds."""
    worth = sorted(((float(v) / p.cost, p.cost, p.name) for p in parts for v in found[p.name]), reverse=True)
    counts, spent = dict.fromkeys(found, 0), FIXED_COST
    for _, cost, name in worth:
        spent += cost
        if spent > budget:
            break
        counts[name] += 1
    kept = {}
    for p in parts:
        count = max(1, round(counts[p.name] / p.step)) * p.step
        kept[p.name] = found[p.name].argsort(descending=True)[:count].sort().values
    print("kept:", {name: len(units) for name, units in kept.items()}, flush=True)
    return kept


def importance(reader: Reader, parts: list[Part], windows: list[Example]) -> dict[str, Tensor]:
    """By part, what each of its units counts for."""
    gates: dict[str, Tensor] = {}

    def gated(part: Part) -> torch.utils.hooks.RemovableHandle:
        def gate(_module: nn.Module, inputs: tuple[Tensor]) -> tuple[Tensor]:
            (x,) = inputs
            gates[part.name] = torch.ones(len(x), x.shape[-1] // part.size, requires_grad=True)
            return (x * gates[part.name].repeat_interleave(part.size, 1)[:, None],)

        return reader.get_submodule(part.out).register_forward_pre_hook(gate)

    hooks = [gated(part) for part in parts]
    found = {part.name: torch.zeros(()) for part in parts}
    for at in range(0, len(windows), 8):
        batch = pad(windows[at : at + 8])
        mask = batch["mask"]
        tags, names, vectors = reader(**batch)
        k = tags.shape[-1] // 2
        scores = ((tags[..., :k], 1.0), (tags[..., k:], 1.0), (names, 0.7))
        said = sum(weight * drawn(x[mask]) for x, weight in scores)
        noise = torch.randn_like(vectors) / vectors[mask].detach().std(0)
        whole = said + VECTORS * (vectors * noise)[mask].sum()
        for name, g in zip(gates, torch.autograd.grad(whole, list(gates.values())), strict=True):
            found[name] = found[name] + g.square().sum(0)
    for hook in hooks:
        hook.remove()
    return found


def drawn(scores: Tensor) -> Tensor:
    """Log-likelihood of tags drawn from the scores of pieces (pieces, tags)."""
    tags = torch.distributions.Categorical(logits=scores.detach()).sample()
    return scores.log_softmax(-1).gather(-1, tags[:, None]).sum()


def without_the_rest(reader: Reader, parts: list[Part], kept: Kept, dropout: float) -> Reader:
    """A reader of the kept parts."""
    state = dict(reader.state_dict())
    for part in parts:
        rows = (kept[part.name][:, None] * part.size + torch.arange(part.size)).flatten()
        for linear in part.into:
            for kind in (".weight", ".bias"):
                state[linear + kind] = state[linear + kind][rows]
        state[part.out + ".weight"] = state[part.out + ".weight"][:, rows]
    return Reader.of(state, dropout)
