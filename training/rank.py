"""Fit the weights of `onrecord/speakers/ranking.tsv` on labelled sources that the reader was not trained on.

    python rank.py --data DIR --annotated FILE --labels labels --sheets 05 06 07 15 [--also 00 01 …] [--bundle DIR] [--write]

Every feature counts once for all mentions and once more for those of its group; both weights are drawn to zero (L2), so that a
group with few examples leans on the others. Of `--also`, sheets that the reader was trained on, the
pronouns count, all but what the reader makes of them: there it is surer than it is elsewhere. (Their descriptions were tried: eight points worse.)
Prints accuracy by group over five folds of articles, then fits on everything.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from onrecord.reading import article_from_record
from onrecord.speakers import Evidence, naming, ranking
from onrecord.speakers.ranking import NOBODY, Context, ask, features
from onrecord.speakers.scene import Scene, set_scene
from onrecord.statements import parts_of
from onrecord.statements.quotes import find_quotations, quoted_parts
from onrecord.types import Article, Span, Statement
from onrecord.weights.bundle import HOME, find_bundle
from onrecord.weights.model import OnnxReader

from label import articles

OUT = Path(ranking.__file__).with_name("ranking.tsv")
FOLDS = 5


@dataclass
class Choice:
    """One mention: its options with their features, the right ones, and where it stands."""

    article: str
    group: str
    options: list[int]
    features: list[dict[str, float]]
    right: list[bool]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--annotated", type=Path, required=True)
    p.add_argument("--labels", type=Path, required=True)
    p.add_argument("--sheets", nargs="+", required=True, help="labels that the bundle was not trained on")
    p.add_argument("--also", nargs="*", default=[], help="labels that it was trained on")
    p.add_argument("--bundle", type=Path, default=HOME)
    p.add_argument("--l2", type=float, default=0.001)
    p.add_argument("--write", action="store_true")
    args = p.parse_args()
    choices = list(gather(args, args.sheets))
    known = [without_reader(c) for c in gather(args, args.also) if any(c.right) and c.group != "description"]
    print(len(choices), "mentions,", sum(not any(c.right) for c in choices), "of them out of reach")
    reachable = [c for c in choices if any(c.right)]
    folds: dict[str, int] = {}
    for c in reachable:
        folds.setdefault(c.article, len(folds) % FOLDS)
    hits: dict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = fit([c for c in reachable if folds[c.article] != fold] + known, args.l2)
        for c in reachable:
            if folds[c.article] == fold:
                ok = c.right[best(c, weights)]
                for key in ("all", c.group, f"{c.group}, {'nobody' if c.right[0] else 'somebody'}"):
                    hits[key].append(ok)
    for key, oks in sorted(hits.items()):
        print(f"{key:24} {100 * sum(oks) / len(oks):5.1f} of {len(oks)}")
    if args.write:
        weights = fit(reachable + known, args.l2)
        lines = [f"{name}\t{w:.3f}" for name, w in sorted(weights.items()) if abs(w) >= 0.005]
        OUT.write_text(
            "# feature (a group before a colon: for mentions of it only)\tweight\n" + "\n".join(lines) + "\n",
            encoding="utf-8",
        )
        print(f"{OUT}: {len(lines)} weights")


def without_reader(choice: Choice) -> Choice:
    """The same without what the reader makes of the mention."""
    told = [{name: x for name, x in found.items() if "model" not in name} for found in choice.features]
    return replace(choice, features=told)


def gather(args: argparse.Namespace, sheets: list[str]) -> Any:
    """Every labelled mention that comes before the ranking when its article is read with its attributions given."""
    everything = articles(args.data)
    annotated = {
        r["id"]: r["outer"] for r in map(json.loads, args.annotated.read_text(encoding="utf-8").splitlines())
    }
    reader = OnnxReader(find_bundle(args.bundle))
    for sheet in sheets:
        for row in map(json.loads, (args.labels / f"{sheet}.jsonl").read_text(encoding="utf-8").splitlines()):
            labels = {(s, e): (kind, who) for s, e, kind, who in row["targets"]}
            yield from of_article(everything[row["id"]], annotated, labels, reader)


def of_article(
    row: dict[str, Any], annotated: dict[str, Any], labels: dict[Any, Any], reader: OnnxReader
) -> list[Choice]:
    """The choices of an article: the ranking is listened to while the speakers are named."""
    article = article_from_record({k: row.get(k) for k in ("id", "text", "published", "title")})
    given = statements_of(article, row.get("attributions") or annotated.get(row["id"], []))
    evidence = Evidence(article.text, every_piece=True)
    for _ in evidence.watch(reader.read(article.text, part) for part in parts_of(article)):
        pass
    heard: list[Choice] = []

    def listen(scene: Scene, span: Span, context: Context) -> Any:
        kind, who = labels.get((span.start, span.end), ("bad", []))
        if kind not in ("bad", "name"):
            asked = ask(scene, span)
            found = features(scene, asked, context)
            wanted = {f for w in who if (f := figure_of(scene, Span(*w))) >= 0}
            right = [f in wanted if who else f == NOBODY for f in found]
            heard.append(Choice(article.id, asked.group, list(found), list(found.values()), right))
        return ranking.rank(scene, span, context)

    naming.rank = listen
    naming.name_speakers(article, given, set_scene(article, evidence))
    naming.rank = ranking.rank
    return heard


def statements_of(article: Article, attributions: list[dict[str, Any]]) -> list[Statement]:
    """Attributions as statements, the words within quotation marks told."""
    quotations = find_quotations(article.text, [b.span for b in article.blocks])
    made = []
    for number, a in enumerate(attributions):
        source, cue, content = (tuple(Span(*s) for s in a[r]) for r in ("source", "cue", "content"))
        quoted = quoted_parts(content, quotations, article.text, cue[0] if cue else None)
        made.append(Statement(str(number), content, cue, source, "indirect", quoted, "say", "asserted", 1.0))
    return made


def figure_of(scene: Scene, span: Span) -> int:
    at = scene.cast.before(span.end)
    for i in range(at - 1, max(-1, at - 4), -1):
        mention = scene.cast.mentions[i].span
        if mention.start < span.end and span.start < mention.end:
            return scene.cast.who[i]
    return NOBODY


def fit(choices: list[Choice], l2: float) -> dict[str, float]:
    """Weights that make the right options likely."""
    names: dict[str, int] = {}
    for c in choices:
        for found in c.features:
            for name in found:
                names.setdefault(name, len(names))
                names.setdefault(f"{c.group}: {name}", len(names))
    most = max(len(c.options) for c in choices)
    x = torch.zeros(len(choices), most, len(names))
    right, there = (torch.zeros(len(choices), most, dtype=torch.bool) for _ in range(2))
    for i, c in enumerate(choices):
        for j, found in enumerate(c.features):
            there[i, j], right[i, j] = True, c.right[j]
            for name, value in found.items():
                x[i, j, names[name]] = x[i, j, names[f"{c.group}: {name}"]] = value
    weights = torch.zeros(len(names), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], lr=0.5, max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        scores = (x @ weights).masked_fill(~there, -1e4)
        loss = (
            torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e4), 1)
        ).mean() + l2 * (weights**2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return dict(zip(names, weights.detach().tolist(), strict=True))


def best(choice: Choice, weights: dict[str, float]) -> int:
    scores = [
        sum((weights.get(n, 0.0) + weights.get(f"{choice.group}: {n}", 0.0)) * v for n, v in found.items())
        for found in choice.features
    ]
    return max(range(len(scores)), key=scores.__getitem__)


if __name__ == "__main__":
    main()
