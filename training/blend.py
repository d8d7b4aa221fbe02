"""Two checkpoints of one ancestry -> their weighted mean: what fine-tuning gained with little of what it lost.

    python blend.py --old WORK/thawed.pt --new WORK/third/average-1.pt --share 0.6 --out WORK/blended.pt

`--share` is the weight of the new one; heads that only it has are taken over (Wortsman et al., CVPR 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--old", type=Path, required=True)
    p.add_argument("--new", type=Path, required=True)
    p.add_argument("--share", type=float, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    old, new = (torch.load(path, weights_only=True) for path in (args.old, args.new))
    for name, value in new.items():
        if name in old and value.dtype.is_floating_point:
            part = value[tuple(slice(n) for n in old[name].shape)]  # a head may have grown
            part.lerp_(old[name], 1 - args.share)
    torch.save(new, args.out)


if __name__ == "__main__":
    main()
