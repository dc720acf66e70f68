"""Feed targets with inputs that atheris makes up, led by which lines of graphkit they reach.

    python -m tests.fuzz all                     10,000 new inputs for each target
    python -m tests.fuzz csv                     for one
    python -m tests.fuzz csv INPUT               one input again, as a failure says it
    python -m tests.fuzz csv -runs=1000 FOLDER   as libFuzzer is asked for anything else

`make fuzz` is the first. Seeds are printed, and an input that fails is kept, with the command that
runs it again. An input may take two seconds of a processor.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

RUNS = 10_000
SECONDS = 2.0
MEGABYTES = 2048
KEPT = Path(".cache/fuzz")


def main(words: list[str]) -> int:
    """Run one target, or all of them one after another."""
    if not words:
        print(__doc__)
        return 2
    name, *more = words
    if more:
        return one(name, more)
    from tests.fuzz.targets import TARGETS

    names = list(TARGETS) if name == "all" else [name]
    failed = [target for target in names if fresh(target) != 0]
    print(f"fuzz: {len(names)} of {len(TARGETS)} targets, failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


def fresh(target: str) -> int:
    """Run a target in a process of its own, on new inputs that grow from its corpus."""
    folder = KEPT / target
    found = folder / "found"
    found.mkdir(parents=True, exist_ok=True)
    seed = secrets.randbelow(2**31)
    limits = [f"-runs={RUNS}", f"-seed={seed}", "-max_len=4096", f"-rss_limit_mb={MEGABYTES}"]
    told = ["-timeout=60", "-print_final_stats=0", "-verbosity=0", "-print_pcs=0"]
    kept = f"-artifact_prefix={folder}/"
    print(f"fuzz: {target}: {RUNS:,} inputs, -seed={seed}", flush=True)
    command = [sys.executable, "-m", "tests.fuzz", target, *limits, *told, kept]
    # what is found goes into the first folder, and the corpus is only read
    done = subprocess.run([*command, str(found), f"tests/corpus/{target}"], check=False)
    if done.returncode != 0:
        print(f"fuzz: {target} failed. Again, with the file that is named above:")
        print(f"    {sys.executable} -m tests.fuzz {target} {folder}/…", flush=True)
    return done.returncode


def one(name: str, words: list[str]) -> int:
    """Hand a target to libFuzzer, or run it on one input."""
    import atheris

    with atheris.instrument_imports(include=["graphkit"], enable_loader_override=False):
        from tests.fuzz.targets import TARGETS

    if name not in TARGETS:
        print(f"There is no target {name}: {', '.join(TARGETS)}.")
        return 2
    target = TARGETS[name]

    def timed(data: bytes) -> None:
        start = time.process_time()
        target(data)
        taken = time.process_time() - start
        if taken > SECONDS:
            message = f"It took {taken:.1f} s."
            raise TimeoutError(message)

    if len(words) == 1 and os.path.isfile(words[0]):
        timed(Path(words[0]).read_bytes())
        return 0
    atheris.Setup([f"tests.fuzz {name}", *words], timed)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
