"""The same articles built twice, in two folders on two machines as far as one can play two: the same bytes.

`python -m tests.twice` builds one article and says in one line whether all files agree; `make check` runs it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
INTERVIEW = "2020-06-16_thanh-tri_phong-van-bi-thu.txt"
NOTE = "2016-06-30_thanh-tri_thu-nhap-giua-nam-2016.txt"
MACHINES = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1", "USER": "an", "umask": "022"},
    {
        "TZ": "Asia/Ho_Chi_Minh",
        "LC_ALL": "C.UTF-8",
        "LANG": "vi_VN.UTF-8",
        "PYTHONHASHSEED": "77",
        "USER": "binh",
        "umask": "077",
    },
)
"""What a machine says of itself; `faketime`, where there is one, sets the second clock a year ahead."""


def build(desk: Path, number: int, article: str, languages: Sequence[str]) -> dict[str, bytes]:
    """Everything that a build of one article leaves in a fresh copy of the project, by its name there."""
    root = desk / ("a", "một thư mục khác")[number]
    for part in ("src", "notebooks", "articles"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    shutil.copy(ROOT / "requirements.lock", root)
    for other in set((root / "articles").iterdir()) - {root / "articles" / article}:
        other.unlink()
    (home := desk / f"home{number}").mkdir()
    machine = MACHINES[number]
    later = [shutil.which("faketime"), "-f", "+400d"] if number and shutil.which("faketime") else []
    run = subprocess.run(
        [*filter(None, later), sys.executable, "-m", "baocao.cli", "report"]
        + [word for lang in languages for word in ("--lang", lang)],
        cwd=root,
        env={key: value for key, value in os.environ.items() if key in {"PATH", "LD_LIBRARY_PATH"}}
        | machine
        | {"HOME": str(home), "PYTHONPATH": str(root / "src")},
        umask=int(machine["umask"], 8),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(run.stderr)
    found = (p for folder in ("build", "reports") for p in (root / folder).rglob("*"))
    made = {str(p.relative_to(root)): p.read_bytes() for p in found if p.is_file() and p.name != ".lock"}
    for path, data in made.items():
        if str(root).encode() in data or str(home).encode() in data:
            raise RuntimeError(f"{path} holds a path of this machine")
    return made


def differing(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    """The files that only one build has, or that hold other bytes."""
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="baocao-twice-") as desk:
        first, second = (build(Path(desk), number, NOTE, ["vi"]) for number in range(2))
    if wrong := differing(first, second):
        sys.exit(f"two builds of the same article differ: {', '.join(wrong)}")
    digest = hashlib.sha256(b"".join(first[name] for name in sorted(first))).hexdigest()
    sys.stdout.write(
        f"built twice on two machines' settings: {len(first)} files, the same bytes (sha256 {digest[:16]})\n"
    )


if __name__ == "__main__":
    main()
