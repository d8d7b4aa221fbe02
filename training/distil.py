"""Train a smaller reader to say what a larger one says.

    python distil.py --data DIR --without GOLD --labels DIR --init WORK/heads/reader.pt --budget 52 --out WORK/distilled

The student begins with what `prune.py` leaves of the teacher, or of a former student (`--begin`). The teacher is run once over everything, and what three of
its layers said is kept (5 GB, on disk and in memory). The student learns these layers (mean squared error, less and less), the teacher's tags and names
(Kullback-Leibler divergence) and link vectors, and the annotations themselves. Prints F1 of names on held-out tenths after every epoch.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from heads import Run, Unit, begun, f1_by_set, layers_in_float
from model import HIDDEN, Reader
from prune import pruned
from train import attribution_loss, mention_loss, name_loss, pad

TOGETHER = 3  # windows over which a mention is joined to its names
FIXED = ("words", "positions", "types")  # as the teacher has them


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--budget", type=float, required=True, help="milliseconds that a window may take")
    p.add_argument("--begin", type=Path, help="the reader to take parts away from, if not the teacher")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--stop", type=int, help="stop after so many of them")
    p.add_argument("--batch", type=int, default=12, help="windows a step")
    p.add_argument("--lr", type=float, default=4e-4)
    p.add_argument("--hidden-weight", type=float, default=1.0)
    p.add_argument("--soft-weight", type=float, default=1.0)
    p.add_argument("--vector-weight", type=float, default=0.5)
    p.add_argument("--name-weight", type=float, default=0.2)
    p.add_argument("--mention-weight", type=float, default=0.1)
    p.add_argument("--link-weight", type=float, default=0.3)
    p.add_argument("--dropout", type=float, default=0.0)
    p.add_argument("--ema", type=float, default=0.995)
    p.add_argument("--seed", type=int, default=31)
    args, run = begun(p, TOGETHER, layers_in_float)
    reader = Reader.of(torch.load(args.begin, weights_only=True)) if args.begin else run.reader
    some = [u[0] for u in random.Random(args.seed).sample(run.units, 192)]
    Distilling(run, pruned(reader, some, args.budget, args.dropout), args).learn()


class Distilling:
    """A run of training."""

    def __init__(self, run: Run, student: Reader, args: argparse.Namespace) -> None:
        self.run, self.student, self.args = run, student, args
        for part in FIXED:
            getattr(student, part).requires_grad_(False)
        self.learning = [p for p in student.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(self.learning, lr=args.lr, weight_decay=0.01, betas=(0.9, 0.98))
        some = torch.from_numpy(run.states.rows[::997].astype(np.float32))
        self.deviation = run.reader.heads(some[:, -HIDDEN:], some)[2].detach().std(0) + 1e-3
        self.average = {k: v.clone() for k, v in student.state_dict().items()}

    def learn(self) -> None:
        """All epochs; the averaged weights are kept after each."""
        args, rng, begun = self.args, random.Random(self.args.seed), time.time()
        units, held = self.run.units, self.run.held
        total, step = args.epochs * len(batches(units, args.batch, random.Random(0))), 0
        for epoch in range(args.stop or args.epochs):
            self.student.train()
            seen: list[list[float]] = []
            for batch in batches(units, args.batch, rng):
                done = step / total
                for group in self.optimiser.param_groups:
                    group["lr"] = args.lr * min(done / 0.03, max(0.01, 1 - done))
                seen.append(self.step(batch, args.hidden_weight * (1 - 0.8 * done)))
                step += 1
                self.follow(min(args.ema, (1 + step) / (10 + step)))
                if step % 20 == 0:
                    mean = [round(sum(x) / len(x), 4) for x in zip(*seen[-60:], strict=True)]
                    print(f"epoch {epoch} step {step}/{total} {time.time() - begun:.0f}s {mean}", flush=True)
            torch.save(self.average, args.out / f"average-{epoch}.pt")
            print(f"epoch {epoch}: names {names_found(Reader.of(self.average).eval(), held)}", flush=True)

    def step(self, units: list[Unit], hidden_weight: float) -> list[float]:
        """One step; its losses: layers, tags, names and link vectors as the teacher has them; tags, links, names, mentions as annotated."""
        args, student = self.args, self.student
        examples = [e for unit in units for e in unit]
        batch, layers = pad(examples), self.run.states.raw(examples)
        with torch.no_grad():
            said = self.run.reader.heads(layers[..., -HIDDEN:], layers)
        x, mixed = student.encode(**batch)
        tags, names, vectors = student.heads(x, mixed)
        mask = batch["mask"]
        k = tags.shape[-1] // 2
        soft = sum(divergence(tags[mask][:, i : i + k], said[0][mask][:, i : i + k]) for i in (0, k))
        losses = [
            hidden_weight * ((mixed - layers) / self.run.states.deviation)[mask].square().mean(),
            args.soft_weight * soft,
            args.soft_weight * divergence(names[mask], said[1][mask]),
            args.vector_weight * ((vectors - said[2]) / self.deviation)[mask].square().mean(),
            *attribution_loss(student, examples, tags.flatten(0, 1), vectors, 0, args.link_weight),
            args.name_weight * name_loss(examples, names),
            args.mention_weight * mention_loss(student, units, vectors),
        ]
        self.optimiser.zero_grad()
        sum(losses).backward()
        nn.utils.clip_grad_norm_(self.learning, 1.0)
        self.optimiser.step()
        return [float(x.detach()) for x in losses]

    @torch.no_grad()
    def follow(self, decay: float) -> None:
        """Let the averaged weights follow."""
        for k, v in self.student.state_dict().items():
            if v.dtype.is_floating_point and not k.startswith(FIXED):
                self.average[k].lerp_(v, 1 - decay)


def divergence(student: Tensor, teacher: Tensor) -> Tensor:
    """Kullback-Leibler divergence of the tags of pieces, a piece; both (pieces, tags)."""
    return F.kl_div(student.log_softmax(-1), teacher.log_softmax(-1), log_target=True, reduction="batchmean")


@torch.no_grad()
def names_found(reader: Reader, held: list[tuple[str, Unit]]) -> dict[str, float]:
    return f1_by_set(lambda unit: reader(**pad(unit))[1], held)


def batches(units: list[Unit], windows: int, rng: random.Random) -> list[list[Unit]]:
    """All units, in steps of about as many pieces as `windows` full windows hold; long ones with long ones."""
    units = rng.sample(units, len(units))
    out: list[list[Unit]] = []
    for i in range(0, len(units), windows * 12):
        group: list[Unit] = []
        for unit in sorted(units[i : i + windows * 12], key=lambda u: max(len(e.ids) for e in u)):
            if group and (sum(map(len, group)) + len(unit)) * max(len(e.ids) for e in unit) > windows * 384:
                out.append(group)
                group = []
            group.append(unit)
        out.append(group)
    rng.shuffle(out)
    return out


if __name__ == "__main__":
    main()
