"""What stands in `examples/` runs, and prints what it says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"


def test_the_python_example_prints_what_it_always_did(tmp_path: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-W",
        "error",
        ROOT / "examples/alliances.py",
        tmp_path / "out",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == (GOLDEN / "alliances.txt").read_text(encoding="utf-8")
    assert (tmp_path / "out/league.html").stat().st_size > 100_000
