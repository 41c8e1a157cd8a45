"""The last line of `make report`: what was written, how many figures, and whether it is what it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from baocao import atomic


def totals(names: Sequence[str], languages: Sequence[str], *, reports: Path, build: Path) -> tuple[list[str], bool]:
    """Lines for a person, the last one in figures, and whether every report is there.

    The hashes of this build are kept beside the intermediates, so that the next one can say whether anything moved.
    """
    paths = [reports / f"{name}.{lang}.{kind}" for name in names for lang in languages for kind in ("html", "pdf")]
    there = [path for path in paths if path.exists()]
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in there}
    record = build / "reports.sha256.json"
    before = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    same = bool(before) and all(before.get(name) == value for name, value in hashes.items())
    atomic.write(record, json.dumps(before | hashes, indent=1, sort_keys=True).encode())

    figures = corrected = abstained = 0
    for name in names:
        parsed = build / "parsed" / f"{name}.json"
        if parsed.exists():
            article = json.loads(parsed.read_bytes())
            figures += len(article["quantities"]) + len(article["derived"])
            corrected += len(article.get("corrections", ()))
            abstained += len(article["abstained"])
    missing = len(paths) - len(there)
    line = (
        f"{len(there)} files from {len(names)} articles: {figures} figures, all sourced; {corrected} corrections; "
        f"{abstained} abstentions; identical to last build: {'yes' if same else 'no' if before else 'first build'}"
    )
    if missing:
        line += f"; {missing} files are missing (see the messages above)"
    return [*(str(path) for path in there), line], not missing
