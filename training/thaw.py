"""A shipped bundle -> a checkpoint to go on from: its int8 weights as float32.

    python thaw.py --bundle ../src/onrecord/weights/bundle --out WORK/thawed.pt

Word embeddings are the base model's, which training leaves as they are. Heads that the bundle lacks are not in the checkpoint.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file

import base
from model import Reader


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    state = thawed(args.bundle)
    torch.save(state, args.out)
    print(f"{args.out}: {len(state)} tensors")


def thawed(bundle: Path) -> dict[str, torch.Tensor]:
    """The weights of a bundle by the names of `Reader`."""
    graph = onnx.load(bundle / "reader.onnx").graph
    have = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    model = Reader()
    with torch.no_grad():
        model.load_base(load_file(base.path("model.safetensors")))
    found = {k: v for k, v in model.state_dict().items() if k.startswith(("words.", "types."))}
    for name in have:
        if name.startswith("reader.") and name.endswith((".weight", ".bias", ".mean", ".deviation")):
            found[name.removeprefix("reader.")] = torch.tensor(have[name])
        elif name.startswith("reader.") and name.endswith(".weight_quantized"):
            found.setdefault(name.removeprefix("reader.").removesuffix("_quantized"), _floats(have, name))
    for node in graph.node:
        weight = next((n for n in node.input if n in have and have[n].ndim == 2), None)
        bias = next((n for n in node.input if n.startswith("reader.") and n.endswith(".bias")), None)
        if "MatMul" in node.op_type and weight:
            bias = bias or _bias_after(graph, node)
            found[bias.removeprefix("reader.").replace(".bias", ".weight")] = _floats(
                have, weight
            ).T.contiguous()
    types = next(have[n] for n in have if n.startswith("onnx::Add_"))
    found["types.weight"] = found["types.weight"].clone()
    found["types.weight"][0] = torch.tensor(types)
    with np.load(bundle / "heads.npz") as tables:
        for level, matrix in enumerate(tables["transitions"]):
            found[f"crf.{level}.trans"] = torch.tensor(
                np.where(matrix < -5e3, 0.0, matrix), dtype=torch.float32
            )
        for name in ("distance", "nothing"):
            found[name] = torch.tensor(tables[name])
    return found


def _floats(have: dict[str, np.ndarray], name: str) -> torch.Tensor:
    if not name.endswith("_quantized"):
        return torch.tensor(have[name])
    stem = name.removesuffix("_quantized")
    zero = have[f"{stem}_zero_point"].astype(np.float32)
    return torch.tensor((have[name].astype(np.float32) - zero) * have[f"{stem}_scale"])


def _bias_after(graph: onnx.GraphProto, node: onnx.NodeProto) -> str:
    """The bias that the next node adds."""
    for other in graph.node:
        if node.output[0] in other.input:
            return next(n for n in other.input if n.endswith(".bias") and "norm" not in n)
    raise ValueError(f"{node.name}: no bias after it")


if __name__ == "__main__":
    main()
