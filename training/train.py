"""Train the reader.

    python train.py --data DIR --out DIR [--epochs 10] [--processes 2] [--resume]

DIR holds `polnear/train.jsonl.gz`, and for names and mentions `ner/`, `gum/`, `gap/` (`--entities`). Each process takes one thread and its share of every batch; gradients are
averaged between them, which on a busy machine costs less than threads that wait for each other. A checkpoint (model,
moving average, optimiser) is written after every epoch; `--resume` goes on from the last one.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.weights.encoding import WINDOW

import base
from corpora import Corpora, read_corpora
from data import Document, Example, cut, with_single_quotes
from entities import IGNORE, Mentions
from model import LINK, LINKS, Reader, distance_bucket, fast, link_scores
from nested import reread

CHILD_PARENT = (("content", "cue"), ("cue", "source"))
TOGETHER = 3  # neighbouring windows of a document in one step, so that mentions learn to reach across a seam
Unit = list[Example]


def settings() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument("--processes", type=int, default=2)
    p.add_argument("--batch", type=int, default=12, help="windows a step, over all processes")
    p.add_argument("--lr", type=float, default=2.5e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--layer-decay", type=float, default=0.9)
    p.add_argument("--link-weight", type=float, default=0.3)
    p.add_argument("--inner-weight", type=float, default=0.5)
    p.add_argument(
        "--inner-from", type=int, default=5, help="epoch from which nested attributions are learnt"
    )
    p.add_argument(
        "--sure", type=float, default=0.5, help="nested attributions are taken above this probability"
    )
    p.add_argument(
        "--init", type=Path, help="begin with these weights (an average-N.pt) and not with the base model"
    )
    p.add_argument(
        "--with-source", action="store_true", help="take nested attributions only where they name a source"
    )
    p.add_argument("--entities", action="store_true", help="learn names and mentions too")
    p.add_argument(
        "--annotated", type=Path, help="attributions of other articles by a former model (annotate.py)"
    )
    p.add_argument("--labels", type=Path, help="sources with who is meant (labels/*.jsonl)")
    p.add_argument("--without", type=Path, help="gold folder, whose articles are left out of training")
    p.add_argument("--name-weight", type=float, default=0.4)
    p.add_argument("--mention-weight", type=float, default=0.15)
    p.add_argument("--ema", type=float, default=0.998)
    p.add_argument("--seed", type=int, default=11)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--articles", type=int, default=0, help="only so many (a trial)")
    return p.parse_args()


def pad(examples: list[Example]) -> dict[str, Tensor]:
    """Examples -> (n, length) tensors; the classifier piece goes first; lengths are multiples of 64."""
    n = len(examples)
    length = -(-(max(len(e.ids) for e in examples) + 1) // 64) * 64
    out = {k: torch.zeros(n, length, dtype=torch.long) for k in ("ids", "case", "quote")}
    out["mask"] = torch.zeros(n, length, dtype=torch.bool)
    out["ids"][:, 0], out["case"][:, 0] = 101, 3
    for i, e in enumerate(examples):
        for k in ("ids", "case", "quote"):
            out[k][i, 1 : len(e.ids) + 1] = torch.from_numpy(getattr(e, k))
        out["mask"][i, : len(e.ids) + 1] = True
    return out


def chain_rows(examples: list[Example], length: int, level: int) -> tuple[Tensor, Tensor, Tensor] | None:
    """Rows of the chain, one a block: positions in the flat batch (rows, t), tags (rows, t), lengths (rows)."""
    rows, tags = [], []
    for i, e in enumerate(examples):
        if not e.doc.attributed:
            continue
        cuts = np.flatnonzero(np.diff(e.block)) + 1
        for a, b in zip([0, *cuts], [*cuts, len(e.block)], strict=True):
            if int(e.block[a]) in e.doc.unsure:
                continue
            if e.ids[b - 1] == 102:
                b -= 1
            if b > a:
                rows.append(i * length + 1 + np.arange(a, b))
                tags.append(e.tags[level][a:b])
    if not rows:
        return None
    t = max(map(len, rows))
    pos, gold = (torch.zeros(len(rows), t, dtype=torch.long) for _ in range(2))
    for i, (r, g) in enumerate(zip(rows, tags, strict=True)):
        pos[i, : len(r)], gold[i, : len(r)] = torch.from_numpy(r), torch.from_numpy(g)
    return pos, gold, torch.tensor([len(r) for r in rows])


def loss_of(
    model: Reader, units: list[Unit], args: argparse.Namespace, levels: int
) -> tuple[Tensor, list[float]]:
    """The weighted loss of a step, and its parts: tags and links of each level, names, mentions."""
    examples = [e for unit in units for e in unit]
    batch = pad(examples)
    with fast():
        mask = None if bool(batch["mask"].all()) else batch["mask"]
        emissions, names, vectors = model(batch["ids"], batch["case"], batch["quote"], mask)
    emissions, names, vectors = emissions.float(), names.float(), vectors.float()
    n, length = batch["ids"].shape
    flat = emissions.reshape(n * length, -1)
    parts = []
    for level in range(levels):
        parts += attribution_loss(model, examples, flat, vectors, level, args.link_weight)
    parts += [torch.zeros(())] * (4 - len(parts))
    parts += [name_loss(examples, names), mention_loss(model, units, vectors)]
    weights = [1.0, 1.0, args.inner_weight, args.inner_weight, args.name_weight, args.mention_weight]
    return sum(w * p for w, p in zip(weights, parts, strict=True)), [float(p.detach()) for p in parts]


def attribution_loss(
    model: Reader, examples: list[Example], flat: Tensor, vectors: Tensor, level: int, link_weight: float
) -> list[Tensor]:
    """Chain and link losses of one level."""
    k = flat.shape[-1] // 2
    rows = chain_rows(examples, vectors.shape[1], level)
    if rows is None:
        return [torch.zeros(()), torch.zeros(())]
    pos, gold, lengths = rows
    nll = model.crf[level].nll(flat[pos][..., level * k : (level + 1) * k], gold, lengths) / lengths.sum()
    link, count = torch.zeros(()), 0
    for i, e in enumerate(examples):
        for number, (child, parent) in enumerate(CHILD_PARENT):
            spans, gold_links = e.spans[level], e.links[level][child]
            if spans[child]:
                c = torch.tensor(spans[child]).view(-1, 2)
                p = torch.tensor(spans[parent], dtype=torch.long).view(-1, 2)
                target = torch.tensor(gold_links) + 1
                link = link + F.cross_entropy(
                    link_scores(model, vectors[i, 1:], number, c, p), target, reduction="sum"
                )
                count += len(c)
    return [nll, link_weight * link / max(count, 1)]


def name_loss(examples: list[Example], names: Tensor) -> Tensor:
    """Cross-entropy of the tags of named entities, where they are known."""
    target = torch.full(names.shape[:2], IGNORE, dtype=torch.long)
    for i, e in enumerate(examples):
        if e.doc.names is not None:
            target[i, 1 : len(e.ids) + 1] = torch.from_numpy(e.doc.names[e.start : e.start + len(e.ids)])
    if not bool((target != IGNORE).any()):
        return torch.zeros(())
    return F.cross_entropy(names.flatten(0, 1), target.flatten(), ignore_index=IGNORE)


def mention_loss(model: Reader, units: list[Unit], vectors: Tensor) -> Tensor:
    """How far mentions are from any of their names: minus the log of the summed probability of those in the unit."""
    losses, weights = [], []
    row = 0
    for unit in units:
        for mentions in (unit[0].doc.mentions, unit[0].doc.labels):
            if mentions is not None:
                for loss in unit_losses(model, unit, row, mentions, vectors):
                    losses.append(loss)
                    weights.append(mentions.weight)
        row += len(unit)
    if not losses:
        return torch.zeros(())
    w = torch.tensor(weights)
    return (torch.stack(losses) * w).sum() / w.sum()


def unit_losses(model: Reader, unit: Unit, row: int, mentions: Mentions, vectors: Tensor) -> list[Tensor]:
    """The loss of each mention of a unit whose answer can be learnt from."""
    starts = [e.start for e in unit]
    stop = unit[-1].start + len(unit[-1].ids)

    def place(span: tuple[int, int]) -> int | None:
        """The flat index of a piece, if its span lies in one window of the unit."""
        if not starts[0] <= span[0] <= span[1] < stop:
            return None
        w = max(i for i, s in enumerate(starts) if s <= span[0])
        return w if span[1] < starts[w] + len(unit[w].ids) else None

    named = [(i, w) for i, s in enumerate(mentions.named) if (w := place(s)) is not None]
    children = []
    for c, (span, answer) in enumerate(zip(mentions.children, mentions.answers, strict=True)):
        w = place(span)
        wanted = [k for k, (i, _) in enumerate(named) if i in answer]
        if w is not None and (wanted or mentions.trusted):
            children.append((c, w, wanted))
    if not children or not named:
        return []
    base = len(LINKS) - 1
    v = vectors.view(*vectors.shape[:2], len(LINKS), 4, LINK)[:, 1:, base]

    def ends(spans: list[tuple[int, int]], windows: list[int], first: int) -> Tensor:
        rows = torch.tensor([row + w for w in windows])
        a = torch.tensor([s[0] - starts[w] for s, w in zip(spans, windows, strict=True)])
        b = torch.tensor([s[1] - starts[w] for s, w in zip(spans, windows, strict=True)])
        return v[rows, a, first] + v[rows, b, first + 1]

    cs, ns = [mentions.children[c] for c, _, _ in children], [mentions.named[i] for i, _ in named]
    scores = ends(cs, [w for _, w, _ in children], 0) @ ends(ns, [w for _, w in named], 2).T / LINK**0.5
    scores = scores + model.distance[base][distance_bucket(torch.tensor(cs), torch.tensor(ns))]
    over = torch.tensor([[n[0] <= c[1] and c[0] <= n[1] for n in ns] for c in cs])
    wanted = torch.zeros(len(cs), len(ns) + 1, dtype=torch.bool)
    for k, (_, _, right) in enumerate(children):
        wanted[k, [r + 1 for r in right] or [0]] = True
    over &= ~wanted[:, 1:]
    scores = torch.cat([model.nothing[base].expand(len(cs), 1), scores.masked_fill(over, -1e4)], 1)
    right = torch.logsumexp(scores.masked_fill(~wanted, -1e4), 1)
    return list(torch.logsumexp(scores, 1) - right)


def batches(corpora: Corpora, args: argparse.Namespace, epoch: int, tokenizer: Tokenizer) -> list[list[Unit]]:
    """Steps of about `args.batch` windows; neighbouring windows of a document stay together."""
    rng = random.Random(f"{args.seed}-{epoch}")
    units: list[Unit] = []
    for d in corpora.of_epoch(rng):
        varied = d.attributed and rng.random() < 0.08
        windows = cut(with_single_quotes(d, tokenizer) if varied else d, rng)
        together = TOGETHER if d.mentions or d.labels else 1
        units += [windows[i : i + together] for i in range(0, len(windows), together)]
    rng.shuffle(units)
    groups = []
    for i in range(0, len(units), args.batch * 12):
        part = sorted(units[i : i + args.batch * 12], key=lambda u: max(len(e.ids) for e in u))
        group: list[Unit] = []
        for unit in part:
            longest = max(len(e.ids) for e in unit)
            if (sum(map(len, group)) + len(unit)) * longest > args.batch * WINDOW and len(
                group
            ) >= args.processes:
                groups.append(group)
                group = []
            group.append(unit)
        if len(group) >= args.processes:
            groups.append(group)
    rng.shuffle(groups)
    return groups


def share(units: list[Unit], rank: int, processes: int) -> list[Unit]:
    """A process's part of a step: about as many windows for each."""
    shares: list[list[Unit]] = [[] for _ in range(processes)]
    for unit in sorted(units, key=len, reverse=True):
        min(shares, key=lambda s: sum(map(len, s))).append(unit)
    return shares[rank]


def parameter_groups(model: Reader, args: argparse.Namespace) -> list[dict]:
    model.words.weight.requires_grad_(False)
    groups: dict[float, list[nn.Parameter]] = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if name.startswith("layers."):
            lr = args.lr * args.layer_decay ** (len(model.layers) - 1 - int(name.split(".")[1]))
        elif name.startswith(("positions", "types", "norm")):
            lr = args.lr * args.layer_decay ** len(model.layers)
        else:
            lr = args.head_lr
        groups.setdefault(lr, []).append(p)
    return [{"params": ps, "lr": lr, "base": lr} for lr, ps in groups.items()]


def average_gradients(params: list[nn.Parameter], world: int) -> None:
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).view(-1) for p in params])
    dist.all_reduce(flat)
    flat /= world
    at = 0
    for p in params:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


def add_nested(
    model: Reader, docs: list[Document], rank: int, args: argparse.Namespace, tokenizer: Tokenizer
) -> None:
    """Each process reads its share of the contents again; all take over what was found."""
    mine = {
        d.id: reread(model, d, tokenizer, args.sure, args.with_source) for d in docs[rank :: args.processes]
    }
    (args.out / f"nested-{rank}.pkl").write_bytes(pickle.dumps(mine))
    dist.barrier()
    found = {}
    for r in range(args.processes):
        found |= pickle.loads((args.out / f"nested-{r}.pkl").read_bytes())
    for d in docs:
        d.inner = found[d.id]
    if rank == 0:
        print("nested attributions found:", sum(map(len, found.values())), flush=True)


def work(rank: int, args: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", rank=rank, world_size=args.processes)
    torch.manual_seed(args.seed)
    model = Reader()
    tokenizer = Tokenizer.from_file(str(base.path("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with torch.no_grad():
        if args.init:
            model.load_older(torch.load(args.init, weights_only=True))
        else:
            model.load_base(load_file(base.path("model.safetensors")))
    corpora = read_corpora(args, tokenizer)
    docs = [d for d in corpora.always if d.attributed]
    groups = parameter_groups(model, args)
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    params = [p for g in groups for p in g["params"]]
    average = {k: v.clone() for k, v in model.state_dict().items()}
    per_epoch = len(batches(corpora, args, 0, tokenizer))
    total, step, first = per_epoch * args.epochs, 0, 0
    last = args.out / "last.pt"
    if args.resume and last.exists():
        saved = torch.load(last, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        average, step, first = saved["average"], saved["step"], saved["epoch"] + 1
    begun = time.time()
    torch.manual_seed(args.seed + 1 + rank)
    for epoch in range(first, args.epochs):
        if epoch >= args.inner_from and not docs[0].inner and not any(d.inner for d in docs):
            teacher = Reader()
            teacher.load_state_dict(average)
            add_nested(teacher.eval(), docs, rank, args, tokenizer)
        model.train()
        seen: list[list[float]] = []
        for batch in batches(corpora, args, epoch, tokenizer):
            warm = 0.06 * total
            rate = step / warm if step < warm else max(0.0, (total - step) / (total - warm))
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * rate
            loss, parts = loss_of(
                model, share(batch, rank, args.processes), args, 1 + (epoch >= args.inner_from)
            )
            loss.backward()
            average_gradients(params, args.processes)
            nn.utils.clip_grad_norm_(params, 1.0)
            optimiser.step()
            step += 1
            decay = min(args.ema, (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    if v.dtype.is_floating_point and k != "words.weight":
                        average[k].lerp_(v, 1 - decay)
            seen.append(parts)
            if rank == 0 and step % 20 == 0:
                mean = [round(sum(x) / len(x), 4) for x in zip(*seen[-20:], strict=True)]
                print(f"epoch {epoch} step {step}/{total} {time.time() - begun:.0f}s {mean}", flush=True)
        if rank == 0:
            torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average,
                        "step": step, "epoch": epoch}, last)  # fmt: skip
            torch.save(average, args.out / f"average-{epoch}.pt")
            (args.out / "run.json").write_text(
                json.dumps(
                    {
                        "seconds": round(time.time() - begun),
                        "epoch": epoch,
                        **{k: str(v) for k, v in vars(args).items()},
                    }
                )
            )
    dist.destroy_process_group()


def main() -> None:
    args = settings()
    args.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29511")
    os.environ["WORLD_SIZE"] = str(args.processes)
    assert math.isfinite(args.lr) and LINKS
    mp.spawn(work, args=(args,), nprocs=args.processes)


if __name__ == "__main__":
    main()
