"""Hostile articles through the whole pipeline: what they say is printed as it stands, and nothing else happens."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import nbformat
import pytest

from baocao.model import Article
from baocao.report import glyphs
from baocao.report.attachments import FORMULA_STARTS
from baocao.report.crossref import UNSEEN, clean
from hostile.cases import CANARY, MARK, NAMES, REFUSED_NAMES, SECRET, Attack, write

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PLAIN = "Kết quả của xã\n\nNăm 2023, xã có 1.204 hộ dân.\n"
USER = "ng-dung-7719"
"""Who builds; nobody may read it in a report."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kernels are forked on POSIX systems only"),
]


class Desk:
    """One build over every hostile article and name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.attacks = write(folder / "articles")
        self.names = [name for name in NAMES if _put(folder / "articles" / name)]
        self.refused = [name for name in REFUSED_NAMES if _put(folder / "articles" / name)]
        Path(SECRET).write_text(CANARY, encoding="utf-8")
        self.done = subprocess.run(
            [sys.executable, "-m", "baocao.cli", "report", "--notebook", str(ROOT / "notebooks" / "1-article.ipynb")],
            cwd=folder, capture_output=True, text=True, check=False,
            env={**os.environ, "HOME": str(folder), "USER": USER, "LOGNAME": USER, "USERNAME": USER},
        )  # fmt: skip

    def report(self, article: str, kind: str) -> Path:
        return self.folder / "reports" / f"{article}.vi.{kind}"

    @property
    def carriers(self) -> list[str]:
        return sorted({attack.article for attack in self.attacks})


def _put(path: Path) -> bool:
    """Whether this file system takes such a name."""
    try:
        path.write_text(PLAIN, encoding="utf-8")
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield Desk(tmp_path_factory.mktemp("hostile"))
    Path(SECRET).unlink(missing_ok=True)


ATTACKS = write(Path(os.environ.get("TMPDIR", "/tmp")) / f"baocao-hostile-{os.getpid()}")
shutil.rmtree(Path(os.environ.get("TMPDIR", "/tmp")) / f"baocao-hostile-{os.getpid()}", ignore_errors=True)


def squeezed(text: str) -> str:
    """Text without spaces, breaks and marks of direction: what two renderings of one string have in common."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Mn") and c != "-")


def test_the_table_holds_at_least_a_hundred_attacks() -> None:
    assert len(ATTACKS) + len(NAMES) + len(REFUSED_NAMES) >= 100
    assert len({(a.kind, a.place, a.text) for a in ATTACKS}) == len(ATTACKS)


def test_every_article_gets_its_report_and_bad_names_are_refused_one_by_one(desk: Desk) -> None:
    made = {path.name for path in (desk.folder / "reports").iterdir()}
    for stem in [*desk.carriers, *(Path(name).stem for name in desk.names)]:
        assert {f"{stem}.vi.html", f"{stem}.vi.pdf"} <= made, desk.done.stderr
    lines = desk.done.stderr.splitlines()
    assert len(lines) == len(desk.refused)
    assert all(line.startswith("baocao: ") and line.isprintable() for line in lines)
    assert "Traceback" not in desk.done.stderr
    assert desk.done.returncode == (1 if desk.refused else 0)


def test_nothing_was_touched_outside_the_folders_of_the_build(desk: Desk) -> None:
    assert {path.name for path in desk.folder.iterdir()} <= {
        "articles",
        "build",
        "reports",
        ".cache",
        ".config",
        ".ipython",
    }
    assert not list(desk.folder.rglob("owned*"))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: f"{a.kind}-{a.place}-{a.text[:20].encode().hex()[:16]}")
def test_the_text_of_an_attack_is_in_the_data_as_it_stands(desk: Desk, attack: Attack) -> None:
    parsed = desk.folder / "build" / "parsed" / f"{attack.article}.json"
    article = msgspec.json.decode(parsed.read_bytes(), type=Article)
    if attack.place == "sentence":
        assert unicodedata.normalize("NFC", attack.text) in article.text
    else:
        assert json.loads(parsed.read_text(encoding="utf-8"))["source"]["path"].endswith(f"{attack.article}.html")


# ── in the browser ───────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def pages(desk: Desk) -> dict[str, dict[str, Any]]:
    """Each report opened in Chromium: its words, what its scripts left, what it asked for, what it did."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this machine (Debian: apt-get install chromium)")
    seen: dict[str, dict[str, Any]] = {}
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in [*desk.carriers, *(Path(n).stem for n in desk.names)]:
            page = browser.new_page()
            asked: list[str] = []
            said: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("console", lambda message, said=said: said.append(message.text))
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            page.on("dialog", lambda dialog, said=said: (said.append("dialog"), dialog.dismiss()))
            address = desk.report(name, "html").as_uri()
            page.goto(address)
            page.mouse.move(200, 200)
            seen[name] = {
                "words": page.evaluate("document.body.textContent"),
                "title": page.title(),
                "attacked": page.evaluate(f"window.{MARK} ?? null"),
                "links": page.evaluate(
                    "[...document.querySelectorAll('[href]:not(a[download])')].map(a => a.getAttribute('href'))"
                ),
                "alien": page.evaluate(
                    "document.querySelectorAll('iframe,object,embed,form[action],base,link,script[src],meta[http-equiv=refresh]').length"
                ),
                "asked": [url for url in asked if not url.startswith(("data:", "blob:")) and url != page.url],
                "said": said,
            }
            page.close()
        browser.close()
    return seen


@pytest.mark.browser
def test_no_script_runs_no_request_leaves_and_no_element_is_smuggled_in(pages: dict[str, dict[str, Any]]) -> None:
    for name, page in pages.items():
        assert page["attacked"] is None, name
        assert not page["asked"], name
        assert not page["said"], name
        assert not page["alien"], name
        assert all(re.match(r"#|https?://", link) for link in page["links"]), name


@pytest.mark.browser
@pytest.mark.parametrize(
    "attack",
    [a for a in ATTACKS if a.place == "sentence"],
    ids=lambda a: f"{a.kind}-{a.text[:20].encode().hex()[:16]}",
)
def test_an_attack_is_read_literally_in_the_browser(pages: dict[str, dict[str, Any]], attack: Attack) -> None:
    assert squeezed(clean(attack.text)) in squeezed(pages[attack.article]["words"])


def test_the_policy_forbids_what_the_page_does_not_use(desk: Desk) -> None:
    head = desk.report("text-html", "html").read_text(encoding="utf-8")[:4000]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', head)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].replace("&#x27;", "'").split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert all("unsafe" not in value and "http" not in value and "*" not in value for value in rules.values())
    assert set(rules) == {"default-src", "img-src", "font-src", "base-uri", "form-action", "style-src", "script-src"}


# ── in the PDF ───────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def papers(desk: Desk) -> dict[str, str]:
    """The words of each PDF as a reader gets them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this machine (Debian: apt-get install poppler-utils)")
    return {
        name: subprocess.run(
            ["pdftotext", "-raw", str(desk.report(name, "pdf")), "-"], capture_output=True, text=True, check=True
        ).stdout
        for name in desk.carriers
    }


def test_no_file_was_read_into_any_output(desk: Desk, papers: dict[str, str]) -> None:
    for path in [*(desk.folder / "reports").iterdir(), *(desk.folder / "build").rglob("*.*")]:
        data = path.read_bytes()
        assert CANARY.encode() not in data, path
        assert b"root:x:0:0" not in data, path
    assert not [name for name, words in papers.items() if CANARY in words or "root:x:0" in words]


def test_no_pdf_holds_an_action_a_script_or_a_file_of_this_machine(desk: Desk) -> None:
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is not installed")
    attached = {"facts.json", "facts.csv", "evidence.csv", "facts.schema.json", "build-record.json"}
    for name in [*desk.carriers, *(Path(n).stem for n in desk.names)]:
        with pikepdf.open(desk.report(name, "pdf")) as file:
            own = set(file.attachments) - attached
            # the article as it was read (its own name, which may be in any letters) and the executed notebook
            assert len(file.attachments) - len(own) == len(attached), name
            assert len(own) <= 2, (name, own)
            for thing in file.objects:
                if isinstance(thing, pikepdf.Dictionary):
                    keys = set(thing.keys())
                    assert not keys & {"/JS", "/AA", "/OpenAction", "/Launch", "/RichMedia", "/XFA"}, (name, keys)
                    if "/S" in keys and "/URI" in keys:
                        assert str(thing["/URI"]).startswith(("http://", "https://")), name
                    assert thing.get("/S") not in ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm", "/ImportData"), (
                        name
                    )


@pytest.mark.parametrize(
    "attack",
    [a for a in ATTACKS if a.place == "sentence" and a.kind != "characters"],
    ids=lambda a: f"{a.kind}-{a.text[:20].encode().hex()[:16]}",
)
def test_an_attack_is_read_literally_in_the_pdf(papers: dict[str, str], attack: Attack) -> None:
    # a line may be broken anywhere in an endless word, and a page ends with its number
    lacking = {ord(char): f"[U+{ord(char):04X}]" for char in glyphs.missing(attack.text)}
    assert squeezed(attack.text.translate(lacking))[:24] in squeezed(papers[attack.article])


def test_what_the_fonts_lack_is_shown_by_its_number_and_declared(desk: Desk, papers: dict[str, str]) -> None:
    words = " ".join(papers["text-characters"].split())
    for char in "漢か😀\ue000\x01\x07":
        assert f"[U+{ord(char):04X}]" in words
        assert f"U+{ord(char):04X}" in words.rpartition("U+0001")[2] + words[-6000:]
    page = desk.report("text-characters", "html").read_text(encoding="utf-8")
    assert "[U+0007]" in page
    assert not [
        char for char in UNSEEN if char in re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.S)
    ]
    declared = page.rpartition('<p class="note">')[2]
    for number in ("U+202E", "U+0007", "U+E000"):
        assert number in declared


# ── in the data ──────────────────────────────────────────────────────────────


def test_no_cell_of_a_table_begins_as_a_formula(desk: Desk) -> None:
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is not installed")
    for name in desk.carriers:
        with pikepdf.open(desk.report(name, "pdf")) as file:
            for table in ("facts.csv", "evidence.csv"):
                text = file.attachments[table].get_file().read_bytes().decode("utf-8-sig")
                for row in csv.reader(io.StringIO(text, newline="")):
                    for cell in row:
                        assert not cell.startswith(FORMULA_STARTS), (name, table, cell)


def test_the_code_of_an_executed_notebook_is_the_stored_one(desk: Desk) -> None:
    stored = {c.source for c in nbformat.read(ROOT / "notebooks" / "1-article.ipynb", 4).cells if c.cell_type == "code"}
    for name in desk.carriers:
        cells = nbformat.read(desk.folder / "build" / "executed" / f"{name}.vi.ipynb", 4).cells
        code = [
            c.source for c in cells if c.cell_type == "code" and "injected-parameters" not in c.metadata.get("tags", [])
        ]
        assert set(code) <= stored
        injected = [c.source for c in cells if "injected-parameters" in c.metadata.get("tags", [])]
        assert [line for source in injected for line in source.splitlines() if not line.startswith("#")] == [
            f'article = "build/parsed/{name}.json"',
            'lang = "vi"',
        ]


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file; of a PDF, also those of its streams, unpacked, which hold text, metadata and attachments."""
    yield path.read_bytes()
    if path.suffix == ".pdf":
        pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is not installed")
        with pikepdf.open(path) as file:
            yield str(file.docinfo).encode()
            for thing in file.objects:
                if isinstance(thing, pikepdf.Stream):
                    with suppress(pikepdf.PdfError):  # pictures and fonts in forms of their own
                        yield thing.read_bytes()


def test_nothing_of_this_machine_is_in_any_output(desk: Desk) -> None:
    now = datetime.now(tz=UTC)
    forbidden = {str(desk.folder), str(ROOT), os.uname().nodename, USER, f"{now:%Y-%m-%d}", f"D:{now:%Y%m%d}"}
    outputs = [desk.folder / "reports", desk.folder / "build" / "executed", desk.folder / "build" / "parsed"]
    for path in (path for folder in outputs for path in folder.iterdir() if path.is_file()):
        for data in contents(path):
            assert not [word for word in forbidden if len(word) > 3 and word.encode() in data], path
