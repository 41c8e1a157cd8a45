"""Write docs/safety.md: `python docs/safety.py`. The attacks and faults are read from the tests that try them."""

from __future__ import annotations

import ast
import json
import math
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FAULTS = sorted((ROOT / "tests/faults").glob("test_*.py"))
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

OTHERS = [ROOT / "tests/hostile" / f"test_{name}.py" for name in ("linear", "supply")]
PRIVATE = ("test_nothing_of_this_machine_is_in_any_output", "test_the_policy_forbids_what_the_page_does_not_use")
STRANGERS = (
    "test_strangers_and_nonsense_are_turned_away",
    "test_a_stranger_or_a_way_out_of_the_page_is_turned_away",
)
AIMS = {
    "html": ("HTML, styles and scripts", "shown literally; nothing runs, no request leaves, no element is added"),
    "markup": ("the reader's browser, as markup of a page", "its words alone are taken; as above"),
    "typst": ("Typst code", "shown literally; no file is read"),
    "markdown": ("Markdown", "shown literally"),
    "template": ("Jinja and other templates", "shown literally"),
    "latex": ("LaTeX and its maths", "shown literally"),
    "notebook": ("notebook source and magics", "shown literally; the executed code is the stored code"),
    "csv": ("spreadsheet formulas", "shown literally; an apostrophe stands before such a cell"),
    "data": ("JSON and numbers", "shown literally; the attached files stay valid"),
    "sql": ("SQL", "shown literally"),
    "shell": ("shell, make, paths", "shown literally; nothing is touched outside the folders of the build"),
    "pdf": ("PDF objects and actions", "shown literally; no action, no JavaScript, only our own attachments"),
    "characters": (
        "characters without shape or against direction",
        "shown by number or left out; the report names them",
    ),
}


def page() -> str:
    """The whole table."""
    from baocao.parse import MAX_FACTS
    from baocao.report.exporter import MAX_FILE
    from baocao.report.picture import MAX_BYTES as MAX_PICTURE
    from baocao.report.runner import CELL_SECONDS
    from baocao.text.html import MAX_DEPTH
    from baocao.text.read import MAX_BYTES, MAX_LINE
    from fuzz.targets import TARGETS
    from fuzz.test_fuzz import CRASHES
    from hostile import cases
    from hostile.cases import NAMES, REFUSED_NAMES, write

    with tempfile.TemporaryDirectory() as folder:
        attacks = write(Path(folder))
    kinds = Counter(attack.kind for attack in attacks) + Counter(attack.place for attack in attacks)
    total = len(attacks) + len(NAMES) + len(REFUSED_NAMES)
    questions = dict(_tests(ROOT / "tests/corpus/test_query.py"))
    strangers = dict(_tests(ROOT / "tests/review/test_server.py")) | dict(_tests(ROOT / "tests/hostile/test_doors.py"))
    doors = (
        (
            "articles of the table above in a store",
            kinds["sentence"],
            "stand there as they are, and in answers",
        ),
        (
            "questions in SQL",
            sum(n for name, n in questions.items() if n > 5 and "allowed" not in name),
            "refused: no file, network, setting or Python object",
        ),
        ("file names for make", len(cases.MAKE_NAMES), "every one gets its report; no command runs"),
        (
            "titles of pages for `baocao add`",
            len(cases.ADDED),
            "a plain ASCII name in the folder, one line of the register",
        ),
        ("addresses that a server sends on to", len(cases.SENT_ON), "refused: http and https alone"),
        ("values of parameters", len(cases.PARAMETERS), "reach the notebook as they are; nothing runs"),
        ("corrections files", len(cases.CORRECTIONS), "refused in one line with file and place"),
        ("`office.toml`, `issue.json`", sum(map(len, cases.SETTINGS.values())), "refused in one line"),
        ("messages to the review server", len(cases.MESSAGES), "refused; nothing is written"),
        (
            "strangers at the review server",
            sum(strangers[name] for name in STRANGERS),
            "turned away: host, origin, token, path, media type",
        ),
    )
    lines = [
        "# Attacks and faults that were tried",
        "",
        "Written by `python docs/safety.py` from the tests, and held current by one; the outcome is what they assert.",
        "",
        f"## Injection: {total} cases, each through the whole pipeline (`tests/hostile`)",
        "",
        "| Aimed at | Cases | Outcome in the data, in Chromium and in the PDF |",
        "|---|---:|---|",
        *(f"| {AIMS[kind][0]} | {kinds[kind]} | {AIMS[kind][1]} |" for kind in AIMS),
        f"| file names that must work | {len(NAMES)} | the report has that name; nothing runs |",
        f"| file names that must not | {len(REFUSED_NAMES)} | refused in a line each; others get reports |",
        "",
        f"## Other doors: {sum(count for _, count, _ in doors)} cases (`tests/hostile/test_doors.py`, the rooms' own)",
        "",
        "| Through | Cases | Outcome |",
        "|---|---:|---|",
        *(f"| {what} | {count} | {outcome} |" for what, count, outcome in doors),
        "",
        "## Faults (`tests/faults`)",
        "",
        "| What happens | Asserted |",
        "|---|---|",
        *(f"| {_words(name)} | {_count(count)} |" for path in FAULTS for name, count in _tests(path)),
        "",
        *_long_run(),
        "",
        "## Time, supply chain, privacy",
        "",
        "| What must hold | Asserted |",
        "|---|---|",
        *(f"| {_words(name)} | {_count(count)} |" for path in OTHERS for name, count in _tests(path)),
        *(f"| {_words(name)} | yes |" for name in PRIVATE),
        "",
        "## Limits",
        "",
        "| Of | Limit |",
        "|---|---:|",
        f"| an article's file | {MAX_BYTES >> 20} MiB |",
        f"| one of its lines | {MAX_LINE:,} characters |",
        f"| elements of a page inside each other | {MAX_DEPTH} |",
        f"| facts of an article | {MAX_FACTS:,} |",
        f"| a picture of a notebook | {MAX_PICTURE:,} bytes |",
        f"| a file that a notebook names | {MAX_FILE:,} bytes |",
        f"| a cell of a notebook | {CELL_SECONDS} seconds (`BAOCAO_CELL_SECONDS`) |",
        "",
        "## Fuzzing (`make fuzz`, ten minutes; a short seeded run in the tests)",
        "",
        "| Room | What must hold |",
        "|---|---|",
        *(f"| {name} | {' '.join((target.__doc__ or '').split())} |" for name, target in TARGETS.items()),
        "",
        "Found, fixed, and now a named case each:",
        "",
        *(f"- {name} ({target})" for name, (target, _) in CRASHES.items()),
        "",
    ]
    return "\n".join(lines)


def _long_run() -> list[str]:
    """What came of the last long run of kills, which wrote it down itself."""
    path = ROOT / "tests/faults/kills.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    lines = [
        "The default suite kills a few builds; `BAOCAO_KILLS=50 pytest tests/faults/test_kills.py` is the long run."
    ]
    if known:
        lines += [
            "The last one passed every check above after every kill:",
            "",
            "| kill -9 of | Times | while it worked | Half-written files | Other bytes after the next build |",
            "|---|---:|---:|---:|---:|",
            *(f"| `{what}` | {run['killed']} | {run['while it worked']} | 0 | 0 |" for what, run in known.items()),
        ]
    return lines


def _tests(path: Path) -> list[tuple[str, int]]:
    """The tests of a file with the number of their cases."""
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            marks = [d for d in node.decorator_list if isinstance(d, ast.Call) and len(d.args) > 1]
            found.append((node.name, math.prod(len(getattr(mark.args[1], "elts", "1")) for mark in marks)))
    return found


def _words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def _count(count: int) -> str:
    return "yes" if count == 1 else f"yes, {count} cases"


if __name__ == "__main__":
    (ROOT / "docs" / "safety.md").write_text(page(), encoding="utf-8")
