"""The reader: one encoder, light heads. Inputs are word pieces with case and quotation state.

Encoder: all-MiniLM-L6-v2 (Apache-2.0). Heads: tags of two levels (outermost and nested attributions, BIOES, each
with a linear-chain CRF), tags of named entities (BIOES) and link vectors: content -> cue, cue -> source and
mention -> name are scored by dot products of vectors of the spans' first and last pieces, plus a learnt bias by distance.
Names and mentions are read from three layers, since the last one is shaped by attributions.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.weights.chains import well_formed

HIDDEN, LAYERS, HEADS, HEAD, FF = 384, 6, 12, 32, 1536
LINK = 64
# vectors per piece for links: (child | parent) x (first | last piece) x (content->cue | cue->source | mention->name)
LINKS = ("content_cue", "cue_source", "mention_name")
NAME_TAGS = 17  # O, then B I E S of person, organisation, place, people
BUCKETS = 24
MIXED = (1, 3, 5)  # layers that names and mentions are read from
MIXED_WIDTH = 256


def fast() -> torch.autocast:
    """bfloat16 where the processor computes in it; elsewhere float32, which is then many times faster."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())


class Layer(nn.Module):
    def __init__(self, dropout: float, ff: int = FF, heads: int = HEADS) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(HIDDEN, heads * HEAD) for _ in range(3))
        self.out = nn.Linear(heads * HEAD, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, ff), nn.Linear(ff, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.p = dropout

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        a = self.attend(self.query(x), self.key(x), self.value(x), bias)
        x = self.norm1(x + self.drop(self.out(a)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))

    def attend(self, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
        """(batch, pieces, heads * 32) x 3 -> the same."""
        b, t, width = query.shape
        q, k, v = (y.view(b, t, self.heads, HEAD).transpose(1, 2) for y in (query, key, value))
        return F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).reshape(b, t, width)


class Mixed(nn.Module):
    """A head of two steps on three layers side by side."""

    def __init__(self, out: int, dropout: float, width: int = MIXED_WIDTH) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(HIDDEN * len(MIXED), width), nn.Linear(width, out)
        self.drop = nn.Dropout(dropout)

    def forward(self, mixed: Tensor) -> Tensor:
        """(…, 1152) -> (…, out)."""
        return self.last(self.drop(F.gelu(self.first(self.drop(mixed)))))


class Reader(nn.Module):
    """Pieces -> emissions of both levels and link vectors.

    `shape`: of each layer, its heads and the units of its feed-forward part; `mixed`: the units of the heads for names and for mentions.
    """

    def __init__(
        self,
        shape: Sequence[tuple[int, int]] = ((HEADS, FF),) * LAYERS,
        mixed: tuple[int, int] = (MIXED_WIDTH, MIXED_WIDTH),
        n_tags: int = 13,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.types = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.case, self.quote = nn.Embedding(4, HIDDEN), nn.Embedding(3, HIDDEN)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quote.weight)
        self.layers = nn.ModuleList(Layer(dropout, ff, heads) for heads, ff in shape)
        self.drop = nn.Dropout(dropout)
        self.tags = nn.Linear(HIDDEN, 2 * n_tags)
        self.links = nn.Linear(HIDDEN, LINK * 4 * (len(LINKS) - 1))
        self.names, self.mention = Mixed(NAME_TAGS, dropout, mixed[0]), Mixed(4 * LINK, dropout, mixed[1])
        self.register_buffer("mean", torch.zeros(HIDDEN * len(MIXED)))
        self.register_buffer("deviation", torch.ones(HIDDEN * len(MIXED)))
        self.crf = nn.ModuleList(Crf(n_tags) for _ in range(2))
        self.distance = nn.Parameter(torch.zeros(len(LINKS), BUCKETS))
        self.nothing = nn.Parameter(torch.zeros(len(LINKS)))

    @classmethod
    def of(cls, state: dict[str, Tensor], dropout: float = 0.1) -> Reader:
        """The reader of a checkpoint, as wide as it is."""

        def size(linear: str) -> int:
            return len(state.get(linear + ".bias", ()))

        shape = [(size(f"layers.{i}.query") // HEAD, size(f"layers.{i}.up")) for i in range(LAYERS)]
        mixed = (size("names.first") or MIXED_WIDTH, size("mention.first") or MIXED_WIDTH)
        model = cls(shape, mixed, dropout=dropout)
        model.load_older(state)
        return model

    def encode(
        self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """The last layer (…, 384), and three layers side by side (…, 1152)."""
        pos = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(pos) + self.types.weight[0])
        x = self.drop(x + self.case(case) + self.quote(quote))
        bias = None if mask is None else attention_bias(mask, x.dtype)
        mixed = []
        for number, layer in enumerate(self.layers):
            x = layer(x, bias)
            if number in MIXED:
                mixed.append(x)
        return x, torch.cat(mixed, -1)

    def forward(
        self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, pieces) integers -> emissions (…, 2 * tags), those of names (…, 17), link vectors (…, 768)."""
        return self.heads(*self.encode(ids, case, quote, mask))

    def heads(self, x: Tensor, mixed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What `forward` returns, from what `encode` returns."""
        mixed = (mixed - self.mean) / self.deviation  # else int8 has no steps left for what varies little
        return self.tags(x), self.names(mixed), torch.cat([self.links(x), self.mention(mixed)], -1)

    def load_older(self, state: dict[str, Tensor]) -> None:
        """Take over a checkpoint whose heads may be fewer or others; what it lacks stays as it is."""
        mine = self.state_dict()
        with torch.no_grad():
            for key in state.keys() & mine.keys():
                shared = tuple(
                    slice(min(a, b)) for a, b in zip(mine[key].shape, state[key].shape, strict=True)
                )
                mine[key][shared].copy_(state[key][shared])

    def load_base(self, tensors: dict[str, Tensor]) -> None:
        """Take over the weights of a BERT checkpoint with Hugging Face's names."""
        e = "embeddings."
        mine = {
            "words.weight": e + "word_embeddings.weight",
            "positions.weight": e + "position_embeddings.weight",
            "types.weight": e + "token_type_embeddings.weight",
            "norm.weight": e + "LayerNorm.weight",
            "norm.bias": e + "LayerNorm.bias",
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(len(self.layers)):
            for here, there in names.items():
                for kind in ("weight", "bias"):
                    mine[f"layers.{i}.{here}.{kind}"] = f"encoder.layer.{i}.{there}.{kind}"
        state = self.state_dict()
        for here, there in mine.items():
            state[here].copy_(tensors[there])


def attention_bias(mask: Tensor, dtype: torch.dtype) -> Tensor:
    """(batch, pieces) that are there -> what attention adds, so that the others are not looked at."""
    return torch.zeros_like(mask, dtype=dtype).masked_fill(~mask, -1e4)[:, None, None]


def link_scores(model: Reader, vectors: Tensor, link: int, children: Tensor, parents: Tensor) -> Tensor:
    """Scores (children, 1 + parents); column 0 is 'none'. Spans are (n, 2) first and last pieces of one window."""
    v = vectors.view(-1, len(LINKS), 4, LINK)[:, link]
    child = v[children[:, 0], 0] + v[children[:, 1], 1]
    parent = v[parents[:, 0], 2] + v[parents[:, 1], 3]
    scores = child @ parent.T / LINK**0.5 + model.distance[link][distance_bucket(children, parents)]
    return torch.cat([model.nothing[link].expand(len(children), 1), scores], 1)


def distance_bucket(children: Tensor, parents: Tensor) -> Tensor:
    """Gap in pieces between two spans, in signed log2 steps: 0..BUCKETS-1."""
    after = parents[None, :, 0] - children[:, None, 1]
    before = children[:, None, 0] - parents[None, :, 1]
    gap = torch.where(after > 0, after, torch.where(before > 0, -before, torch.zeros_like(after)))
    size = torch.log2(gap.abs().clamp(min=1).float()).floor().long() + (gap != 0)
    return (torch.sign(gap) * size).clamp(-11, 12) + 11


class Crf(nn.Module):
    """A linear chain over BIOES tags; transitions that break a span are forbidden, not learnt."""

    def __init__(self, n_tags: int) -> None:
        super().__init__()
        self.trans = nn.Parameter(torch.zeros(n_tags, n_tags))
        chain = well_formed((n_tags - 1) // 4)  # a block, too, begins with O, B or S and ends with O, E or S
        self.register_buffer("allowed", torch.from_numpy(chain.transitions == 0).float())
        self.register_buffer("ends", torch.from_numpy(chain.ends))

    def matrix(self) -> Tensor:
        return self.trans + (self.allowed - 1) * 1e4

    def nll(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Sum of negative log likelihoods of rows (n, t, tags)."""
        n, t, _ = emissions.shape
        m = self.matrix()
        alpha = self.ends[0] + emissions[:, 0]
        alphas = [alpha]
        for i in range(1, t):
            alpha = torch.logsumexp(alpha[:, :, None] + m, 1) + emissions[:, i]
            alphas.append(alpha)
        last = torch.stack(alphas, 1)[torch.arange(n), lengths - 1]
        total = torch.logsumexp(last + self.ends[1], 1)
        valid = torch.arange(t)[None] < lengths[:, None]
        score = (emissions.gather(2, tags[..., None])[..., 0] * valid).sum(1)
        score = score + (m[tags[:, :-1], tags[:, 1:]] * valid[:, 1:]).sum(1)
        return (total - score).sum()
