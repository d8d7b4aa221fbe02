"""A checkpoint -> the bundle that ships: int8 ONNX, tokenizer, tables, card with sha256.

python export.py --model DIR/average-7.pt --out ../src/onrecord/weights/bundle [--card card.json]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from onrecord.weights.bundle import PARTS

import base
from model import HEADS, HIDDEN, Reader
from nested import heads_of

KEPT = ["/reader/tags/MatMul"]  # in float32: 10,000 weights on which much depends


class FusedAttention(torch.autograd.Function):
    """Attention as one operator of onnxruntime, which holds no matrix of all pairs."""

    @staticmethod
    def forward(
        _ctx: Any, query: torch.Tensor, _key: torch.Tensor, _value: torch.Tensor, _heads: int
    ) -> torch.Tensor:
        return query.clone()  # of the right shape, which is all that is needed to trace it

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(
            query.type()
        )


class Exported(torch.nn.Module):
    """The reader without mask: one window at a time, never padded."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        for layer in reader.layers:
            layer.attend = lambda query, key, value, _bias, heads=layer.heads: FusedAttention.apply(
                query, key, value, heads
            )

    def forward(self, ids: torch.Tensor, case: torch.Tensor, quote: torch.Tensor) -> torch.Tensor:
        return torch.cat(self.reader(ids, case, quote), -1)


class ExportedLayers(Exported):
    """The three layers that the heads for names and mentions read."""

    def forward(self, ids: torch.Tensor, case: torch.Tensor, quote: torch.Tensor) -> torch.Tensor:
        return self.reader.encode(ids, case, quote)[1]


def export_onnx(model: Reader, out: Path, exported: type[Exported] = Exported) -> None:
    """Write the int8 graph: input (1, pieces) int64 x 3, output (1, pieces, 2 * tags + 17 + 768) float32, or the three layers."""
    example = tuple(torch.ones(1, 64, dtype=torch.long) for _ in range(3))
    with tempfile.TemporaryDirectory() as tmp:
        plain, fused = Path(tmp) / "plain.onnx", Path(tmp) / "fused.onnx"
        torch.onnx.export(
            exported(model.eval()), example, str(plain), input_names=["ids", "case", "quote"], output_names=["out"],
            dynamic_axes={k: {1: "pieces"} for k in ("ids", "case", "quote", "out")}, dynamo=False, opset_version=17,
            custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        options = FusionOptions("bert")
        options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = (
            False  # slower than its two parts
        )
        optimised = optimize_model(
            str(plain), model_type="bert", num_heads=HEADS, hidden_size=HIDDEN, opt_level=0,
            optimization_options=options,
        )  # fmt: skip
        print("fused:", {k: n for k, n in optimised.get_fused_operator_statistics().items() if n})
        optimised.save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused), str(out), weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=KEPT,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    optimise(out)


def optimise(model: Path) -> None:
    """Let onnxruntime fuse what it can now, in place, so that opening the model takes half the time."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(model.with_suffix(".fused"))
    onnxruntime.InferenceSession(
        str(model), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    model.with_suffix(".fused").replace(model)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument(
        "--card", type=Path, default=Path(__file__).with_name("card.json"), help="the card's fixed part"
    )
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = Reader.of(torch.load(args.model, weights_only=True))
    export_onnx(model, args.out / "reader.onnx")
    heads = heads_of(model)
    np.savez(
        args.out / "heads.npz",
        **{k: getattr(heads, k) for k in ("transitions", "ends", "distance", "nothing")},
    )
    shutil.copyfile(base.path("tokenizer.json"), args.out / "tokenizer.json")
    card = json.loads(args.card.read_text(encoding="utf-8"))
    card["files"] = {p: hashlib.sha256((args.out / p).read_bytes()).hexdigest() for p in PARTS}
    (args.out / "card.json").write_text(
        json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print({p: (args.out / p).stat().st_size for p in PARTS})


if __name__ == "__main__":
    main()
