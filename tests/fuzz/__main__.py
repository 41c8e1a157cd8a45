"""Look for crashes: `python -m tests.fuzz [--minutes 10] [TARGET …]`; exit code 1 where one was found.

With atheris (CPython's coverage leads the way) where it is installed, otherwise with seeded mutations alone.
Every crash is left in build/fuzz/crashes: make it a named case before it is fixed.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
FOLDER = Path("build/fuzz")
SECONDS_A_CASE, MEGABYTES = 30, 3000
"""An input that takes more is a finding too."""


def say(line: str) -> None:
    """To the person who waits."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Share the time among the targets, each in a process of its own."""
    from fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="default: all")
    parser.add_argument("--minutes", type=float, default=10.0, help="of the whole run (default 10)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    chosen = given.targets or list(TARGETS)
    if given.one:
        return fuzz(chosen[0], given.minutes * 60, given.seed)
    jobs = min(len(chosen), os.cpu_count() or 2)
    share = given.minutes * jobs / len(chosen)

    def run(target: str) -> int:
        command = [sys.executable, "-m", "tests.fuzz", "--one", "--minutes", str(share), "--seed", str(given.seed)]
        log = FOLDER / f"{target}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as out:
            code = subprocess.run([*command, target], stdout=out, stderr=out, check=False).returncode
        tail = [line for line in log.read_text(errors="replace").splitlines() if line.strip()][-1:]
        say(f"{target}: {'no crash' if code == 0 else f'FOUND SOMETHING, see {log}'}; {' '.join(tail)[:160]}")
        return code

    say(f"fuzzing {', '.join(chosen)}: {given.minutes:g} minutes, {jobs} at a time")
    with ThreadPoolExecutor(jobs) as pool:
        codes = list(pool.map(run, chosen))
    return int(any(codes))


def fuzz(target: str, seconds: float, seed: int) -> int:
    """One target for some time; atheris ends the process itself."""
    crashes = FOLDER / "crashes"
    crashes.mkdir(parents=True, exist_ok=True)
    try:
        import atheris
    except ImportError:
        return mutate(target, seconds, seed, crashes)
    with atheris.instrument_imports(include=["baocao"]):
        from fuzz.targets import TARGETS, mutated, seeds, words
    corpus = FOLDER / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (corpus / f"seed-{number:03}").write_bytes(data)
    vocabulary, pool = words(), seeds(target)

    def mutator(data: bytes, most: int, seed: int) -> bytes:
        rng = random.Random(seed)
        return mutated(data, rng, vocabulary, pool)[:most] if rng.random() < 0.8 else atheris.Mutate(data, most)

    arguments = [
        "fuzz", str(corpus), f"-max_total_time={int(seconds)}", f"-seed={seed}", f"-timeout={SECONDS_A_CASE}",
        f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={crashes}/{target}-", "-max_len=20000", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup(arguments, TARGETS[target], custom_mutator=mutator)
    atheris.Fuzz()
    return 0


def mutate(target: str, seconds: float, seed: int, crashes: Path) -> int:
    """Seeded mutations for some time; the first input that breaks is kept."""
    from fuzz.targets import TARGETS, mutated, seeds, words

    rng, pool, vocabulary = random.Random(seed), seeds(target), words()
    ended = time.monotonic() + seconds
    count = 0
    while time.monotonic() < ended:
        data = mutated(rng.choice(pool), rng, vocabulary, pool)
        count += 1
        try:
            TARGETS[target](data)
        except Exception:
            path = crashes / f"{target}-mutated-{count}"
            path.write_bytes(data)
            say(f"crash kept in {path}")
            raise
    say(f"{count} inputs (without atheris, so without coverage)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
