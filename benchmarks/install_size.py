"""Size of the wheel given and of what the running environment holds; fails above the limits.

python benchmarks/install_size.py onrecord-0.1.0-py3-none-any.whl
"""

from __future__ import annotations

import sys
import sysconfig
from importlib.metadata import distributions
from pathlib import Path

WHEEL_MB, INSTALL_MB = 40, 325
NOT_WANTED = {"torch", "transformers", "spacy"}


def main() -> int:
    wheel = Path(sys.argv[1]).stat().st_size / 1e6
    site = Path(sysconfig.get_path("purelib"))
    names = {d.metadata["Name"].lower() for d in distributions()}
    apart = [
        p for n in ("pip", "setuptools", "pkg_resources") for p in site.glob(f"{n}*")
    ]  # these come with the environment
    files = (  # what was downloaded: bytecode is made here
        f
        for f in site.rglob("*")
        if f.is_file() and f.suffix != ".pyc" and not any(a in f.parents for a in apart)
    )
    installed = sum(f.stat().st_size for f in files) / 1e6
    print(
        f"wheel {wheel:.1f} MB (limit {WHEEL_MB}); installed with all it needs {installed:.0f} MB (limit {INSTALL_MB})"
    )
    if unwanted := NOT_WANTED & names:
        print(f"the installation pulls in {', '.join(sorted(unwanted))}", file=sys.stderr)
        return 1
    return int(wheel > WHEEL_MB or installed > INSTALL_MB)


if __name__ == "__main__":
    sys.exit(main())
