"""Run every benchmark of this folder, one after the other: ``make bench``.

Names behind the command run only those: ``python benchmarks/run.py engine report``.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """The number of benchmarks that failed."""
    folders = [path.parent for path in HERE.glob("*/__main__.py")]
    files = [path for path in HERE.glob("*.py") if path != Path(__file__)]
    scripts = {path.stem: path for path in sorted(folders + files)}
    if unknown := set(names) - set(scripts):
        print(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(scripts)}")
        return len(unknown)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    failed = 0
    for name, path in scripts.items():
        if names and name not in names:
            continue
        print(f"\n== {name}", flush=True)
        failed += subprocess.run([sys.executable, path], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
