"""Train the heads for names and mentions on an encoder that stays as it is.

    python heads.py --data DIR --without GOLD --annotated FILE --labels DIR --init WORK/blended.pt --out WORK/heads [--epochs 8]

The encoder is run once over everything, in int8 as it ships, and its layers are kept (4.6 GB, on disk and in memory); the heads then learn from
these. What the reader says of attributions stays exactly what it was. Prints F1 of names on held-out tenths after every epoch.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.weights.chains import best_paths, well_formed
from onrecord.weights.signals import NAMES

import base
from corpora import gold_ids, held_out, named_sets, read_corpora
from data import Example, cut
from entities import IGNORE, spans_of
from export import ExportedLayers, export_onnx
from model import HIDDEN, LINK, LINKS, MIXED, MIXED_WIDTH, NAME_TAGS, Mixed, Reader
from train import name_loss, pad, unit_losses

WIDTH = HIDDEN * len(MIXED)
Unit = list[Example]
TOGETHER = 4  # windows over which a mention is joined to its names
TO_NAMES = well_formed(len(NAMES))
TAGS = ["O", *(f"{part}-{kind}" for kind in "0123" for part in "BIES")]


class Heads(nn.Module):
    """What is trained; `distance` and `nothing` are those of all links, of which the last is learnt."""

    def __init__(self, reader: Reader, widths: tuple[int, int], dropout: float) -> None:
        super().__init__()
        self.names, self.mention = Mixed(NAME_TAGS, dropout, widths[0]), Mixed(4 * LINK, dropout, widths[1])
        self.distance = nn.Parameter(reader.distance.detach().clone())
        self.nothing = nn.Parameter(reader.nothing.detach().clone())


@dataclass
class States:
    """Three layers of the encoder for every window, a row for the classifier's piece and one for each other."""

    rows: np.ndarray
    starts: dict[int, int]
    mean: Tensor
    deviation: Tensor

    def of(self, unit: Unit) -> Tensor:
        """(windows, 1 + pieces, 1152), drawn to mean 0 and deviation 1; what pads them is anything."""
        return (self.raw(unit) - self.mean) / self.deviation

    def raw(self, unit: Unit) -> Tensor:
        """(windows, 1 + pieces, 1152)."""
        length = (
            -(-(max(len(e.ids) for e in unit) + 1) // 64) * 64
        )  # few shapes, since each builds its own kernels
        out = torch.zeros(len(unit), length, WIDTH)
        for i, e in enumerate(unit):
            at = self.starts[id(e)]
            out[i, : len(e.ids) + 1] = torch.from_numpy(
                self.rows[at : at + len(e.ids) + 1].astype(np.float32)
            )
        return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--batch", type=int, default=24, help="windows a step")
    p.add_argument("--lr", type=float, default=1e-3)
    p.add_argument("--mention-weight", type=float, default=0.5)
    p.add_argument("--dropout", type=float, default=0.15)
    p.add_argument(
        "--widths", type=int, nargs=2, default=(MIXED_WIDTH, MIXED_WIDTH), help="units for names and mentions"
    )
    p.add_argument("--take", nargs="+", default=["names", "mention"], help="which of the two the reader gets")
    p.add_argument(
        "--silver", type=float, default=0.33, help="share of units that only a machine annotated, an epoch"
    )
    p.add_argument("--seed", type=int, default=5)
    args, run = begun(p, TOGETHER, layers_in_int8)
    heads = Heads(run.reader, args.widths, args.dropout)
    train(heads, run.units, run.held, run.states, args)
    take_over(run.reader, heads.eval(), run.states, args.take)
    torch.save(run.reader.state_dict(), args.out / "reader.pt")


@dataclass
class Run:
    """What a run learns from: a reader, its layers for every window, the units of documents, and the held-out tenths with their set."""

    reader: Reader
    states: States
    units: list[Unit]
    held: list[tuple[str, Unit]]


Layers = Callable[[Reader, list[Example]], Iterator[tuple[Example, np.ndarray]]]


def begun(p: argparse.ArgumentParser, together: int, layers: Layers) -> tuple[argparse.Namespace, Run]:
    """The arguments, with those that tell data and reader, and the run; `together` windows make a unit."""
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--without", type=Path, required=True, help="gold folder, whose articles are left out")
    p.add_argument("--annotated", type=Path)
    p.add_argument("--labels", type=Path)
    p.add_argument("--init", type=Path, required=True, help="the reader whose layers are kept")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    args.articles, args.entities = 0, True
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    reader = Reader.of(torch.load(args.init, weights_only=True)).eval()
    units, held = documents(args)
    states = run_encoder(reader, [e for u in [*units, *(h for _, h in held)] for e in u], args.out, layers)
    parts = [u[i : i + together] for u in units for i in range(0, len(u), together)]
    return args, Run(reader, states, parts, held)


def documents(args: argparse.Namespace) -> tuple[list[Unit], list[tuple[str, Unit]]]:
    """The windows of every document that is learnt from, and those of the held-out tenths with their set."""
    tokenizer = Tokenizer.from_file(str(base.path("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    corpora, rng = read_corpora(args, tokenizer), random.Random(args.seed)
    found = list(corpora.always)
    for docs, part in corpora.sometimes:
        found += rng.sample(docs, round(min(1.0, 2 * part) * len(docs)))
    sets = named_sets(args.data, tokenizer, gold_ids(args.without))
    held = [(name, d) for name, docs in sets.items() for i, d in enumerate(docs) if held_out(i)]
    return [cut(d, None) for d in found], [(name, cut(d, None)) for name, d in held]


def run_encoder(reader: Reader, windows: list[Example], out: Path, layers: Layers) -> States:
    """Run the encoder over all windows, or take what an interrupted run left complete."""
    sizes = [len(e.ids) + 1 for e in windows]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    where = {id(e): int(s) for e, s in zip(windows, starts, strict=False)}
    path, done = out / "states.npy", out / "states.done"
    if not done.exists():
        rows = np.lib.format.open_memmap(path, "w+", np.float16, (int(starts[-1]), WIDTH))
        for number, (window, mixed) in enumerate(layers(reader, windows)):
            rows[where[id(window)] :][: len(mixed)] = mixed
            if number % 600 == 0:
                print(f"{number} of {len(windows)} windows", flush=True)
        rows.flush()
        done.write_text(f"{starts[-1]}\n")
    rows = np.load(path)
    if len(rows) != starts[-1]:
        raise ValueError(f"{path}: of other documents; remove it and {done.name}")
    some = torch.from_numpy(rows[::997].astype(np.float32))
    return States(rows, where, some.mean(0), some.std(0) + 1e-3)


@torch.no_grad()
def layers_in_float(reader: Reader, windows: list[Example]) -> Iterator[tuple[Example, np.ndarray]]:
    """Each window with its layers (1 + pieces, 1152), as they are while the reader learns."""
    ordered = sorted(windows, key=lambda e: len(e.ids))
    for at in range(0, len(ordered), 12):
        batch = pad(chosen := ordered[at : at + 12])
        mixed = reader.encode(batch["ids"], batch["case"], batch["quote"], batch["mask"])[1].numpy()
        yield from ((e, mixed[row, : len(e.ids) + 1]) for row, e in enumerate(chosen))


def layers_in_int8(reader: Reader, windows: list[Example]) -> Iterator[tuple[Example, np.ndarray]]:
    """Each window with its layers (1 + pieces, 1152), as they are when the reader is at work."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.onnx"
        export_onnx(reader, path, ExportedLayers)
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    first = {"ids": 101, "case": 3, "quote": 0}
    for e in windows:
        yield e, session.run(None, {k: np.append(v, getattr(e, k))[None] for k, v in first.items()})[0][0]


def train(
    heads: Heads, units: list[Unit], held: list[tuple[str, Unit]], states: States, args: argparse.Namespace
) -> None:
    optimiser = torch.optim.AdamW(heads.parameters(), lr=args.lr, weight_decay=0.01)
    rng, begun = random.Random(args.seed), time.time()
    windows = sum(len(u) * (args.silver if is_silver(u) else 1) for u in units)
    total, step = args.epochs * windows / args.batch, 0
    for epoch in range(args.epochs):
        chosen = [u for u in units if not is_silver(u) or rng.random() < args.silver]
        rng.shuffle(chosen)
        heads.train()
        seen: list[tuple[float, float]] = []
        for batch in batches(chosen, args.batch):
            rate = args.lr * min(1.0, step / 200) * max(0.02, 1 - step / total)
            for group in optimiser.param_groups:
                group["lr"] = rate
            layers = states.of([e for unit in batch for e in unit])
            names = name_loss([e for unit in batch for e in unit], heads.names(layers))
            mentions = mention_loss(heads, batch, heads.mention(layers))
            loss = names + args.mention_weight * mentions
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
            optimiser.step()
            step += 1
            seen.append((float(names.detach()), float(mentions.detach())))
        mean = [round(sum(x) / len(x), 4) for x in zip(*seen, strict=True)]
        heads.eval()
        found = f1_by_set(lambda unit: heads.names(states.of(unit)), held)
        print(f"epoch {epoch} {time.time() - begun:.0f}s {mean} {found}", flush=True)


def is_silver(unit: Unit) -> bool:
    """Whether names and mentions of the unit's article are a machine's work alone (PolNeAR's)."""
    doc = unit[0].doc
    return doc.mentions is not None and not doc.mentions.trusted and doc.labels is None


def batches(units: list[Unit], windows: int) -> list[list[Unit]]:
    out: list[list[Unit]] = [[]]
    for unit in units:
        if sum(map(len, out[-1])) >= windows:
            out.append([])
        out[-1].append(unit)
    return out


def mention_loss(heads: Heads, units: list[Unit], vectors: Tensor) -> Tensor:
    """How far mentions are from any of their names, over the vectors (windows, pieces, 256) of the last link."""
    n, length, _ = vectors.shape
    whole = torch.zeros(n, length, len(LINKS), 4 * LINK)
    whole[:, :, -1] = vectors
    losses, weights, row = [], [], 0
    for unit in units:
        for mentions in (unit[0].doc.mentions, unit[0].doc.labels):
            if mentions is not None:
                found = unit_losses(heads, unit, row, mentions, whole.flatten(2))
                losses += found
                weights += [mentions.weight] * len(found)
        row += len(unit)
    if not losses:
        return torch.zeros(())
    return (torch.stack(losses) * torch.tensor(weights)).sum() / sum(weights)


@torch.no_grad()
def f1_by_set(names: Callable[[Unit], Tensor], held: list[tuple[str, Unit]]) -> dict[str, float]:
    """F1 of names, told by their tags' scores, by exact pieces and class; what a corpus leaves open does not count."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, unit in held:
        scores = names(unit)[:, 1:].numpy()
        flat = np.concatenate(
            [best_paths(scores[i], [(0, len(e.ids))], TO_NAMES)[: len(e.ids)] for i, e in enumerate(unit)]
        )
        gold = unit[0].doc.names[unit[0].start : unit[0].start + len(flat)]
        wanted = set(spans_of([TAGS[max(0, t)] for t in gold]))
        found = {s for s in spans_of([TAGS[t] for t in flat]) if not (gold[s[0] : s[1] + 1] == IGNORE).any()}
        if not any(kind == "3" for *_, kind in wanted):
            found = {s for s in found if s[2] != "3"}
        counts[name][0] += 2 * len(wanted & found)
        counts[name][1] += len(wanted) + len(found)
    return {name: round(100 * hit / max(1, total), 1) for name, (hit, total) in counts.items()}


@torch.no_grad()
def take_over(reader: Reader, heads: Heads, states: States, parts: Sequence[str]) -> None:
    """Put these of the heads into the reader, with the scaling of the layers; the others are made to read scaled layers."""
    for part in {"names", "mention"} - set(parts):
        first = getattr(reader, part).first
        first.bias.add_(first.weight @ ((states.mean - reader.mean) / reader.deviation))
        first.weight.mul_(states.deviation / reader.deviation)
    for part in parts:
        setattr(reader, part, getattr(heads, part))
    if "mention" in parts:
        reader.distance[-1], reader.nothing[-1] = heads.distance[-1], heads.nothing[-1]
    reader.mean.copy_(states.mean)
    reader.deviation.copy_(states.deviation)


if __name__ == "__main__":
    main()
