"""The other doors: the store and its SQL, make, `baocao add`, parameters, corrections, settings, the review server."""

from __future__ import annotations

import csv
import http.client
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
import pytest

from baocao import corrections
from baocao.corpus.changes import read_issue
from baocao.errors import UNKNOWN, BaocaoError
from baocao.report.attachments import FORMULA_STARTS
from baocao.report.build import chosen
from baocao.report.office import office
from baocao.review import Server, Session
from baocao.text import intake
from hostile.cases import ADDED, CORRECTIONS, LEADS, MAKE_NAMES, MESSAGES, PARAMETERS, SENT_ON, SETTINGS, Attack, write

ROOT = Path(__file__).parents[2]
PLAIN = "Kết quả của xã\nNgày đăng 03/04/2021 | 07:15\n\nNăm 2020, xã có {} hộ dân.\n"

STORE = "kho ']); COPY (SELECT 1) TO 'owned"


def hexed(value: object) -> str:
    data = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
    return data[:12].hex() or "empty"


def refused(error: BaocaoError, where: str) -> None:
    """One printable line that names its place, with a code of the catalogue."""
    for lang in ("en", "vi"):
        line = error.told(lang)
        assert where in line
        assert "\n" not in line
        assert len(line) < 3_000
        assert error.code != UNKNOWN, line


# ── the store and its SQL ────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def attacks(tmp_path_factory: pytest.TempPathFactory) -> list[Attack]:
    return write(tmp_path_factory.mktemp("listed"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All hostile articles, from folders and into a store whose names are attacks too."""
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    desk = tmp_path_factory.mktemp("desk")
    given = desk / "bài '; DROP TABLE articles; --" / '$(touch owned) "x"'
    write(given)
    for number, name in enumerate(MAKE_NAMES):
        (given / name).write_text(PLAIN.format(1000 + number), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "baocao.cli", "corpus", "build", str(given), "--out", STORE],
        cwd=desk, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in desk.iterdir()) == ["bài '; DROP TABLE articles; --", STORE]
    return desk / STORE


def ask(store: Path, question: str, form: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "baocao.cli", "corpus", "sql", question, "--store", store.name, "--to", form],
        cwd=store.parent, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert not list(store.parent.rglob("owned"))
    return done.stdout.decode()


def test_every_attack_is_in_the_store_as_it_stands(store: Path, attacks: list[Attack]) -> None:
    rows = [json.loads(line) for line in ask(store, "SELECT json FROM parsed", "json").split("\n")[:-1]]
    texts = {Path(one["source"]["path"]).stem: one["text"] for one in (json.loads(row["json"]) for row in rows)}
    stated = [attack for attack in attacks if attack.place == "sentence"]
    assert [a for a in stated if unicodedata.normalize("NFC", a.text) not in texts[a.article]] == []
    assert len(texts) == len({a.article for a in attacks}) + len(MAKE_NAMES)


def test_no_cell_of_an_answer_begins_as_a_formula_and_no_line_is_broken(store: Path) -> None:
    question = "SELECT text, article FROM evidence UNION ALL SELECT '=1+1', '@x' ORDER BY ALL"
    rows = list(csv.reader(io.StringIO(ask(store, question, "csv").removeprefix("\ufeff"), newline="")))
    assert len(rows) > 200
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)] == []
    lines = ask(store, question, "table").split("\n")
    assert len(lines) == ask(store, question, "json").count("\n") + 2
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Zl", "Zp") for line in lines for char in line)


# ── what stands in a folder of articles ──────────────────────────────────────


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
@pytest.mark.parametrize(
    ("words", "code"),
    [("report articles --jobs 1", 1), ("corpus build articles --out store", 1), ("add {} --into new", 1)],
)
def test_pipes_devices_and_links_out_of_the_folder_are_refused_and_nothing_waits(
    tmp_path: Path, words: str, code: int
) -> None:
    if "corpus" in words:
        pytest.importorskip("duckdb", reason="duckdb is not installed")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAIN.format("1.204"), encoding="utf-8")
    (tmp_path / "private.txt").write_text(PLAIN.format("7.719"), encoding="utf-8")
    (folder / "within.txt").symlink_to("a.txt")
    for name, leads in LEADS.items():
        (folder / name).symlink_to(leads)
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    odd = sorted([*LEADS, "pipe.txt", *([] if "corpus" in words else ["folder.txt"])])
    if "{}" in words:  # a link that is named is followed
        odd = ["endless.txt", "folder.txt", "gone.txt", "loop.txt", "nothing.txt", "pipe.txt"]
        words = words.format(" ".join(f"articles/{name}" for name in odd))
    done = subprocess.run(
        [sys.executable, "-m", "baocao.cli", *words.split()],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "BAOCAO_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == [f"articles/{name}" for name in odd]
    assert all(line.startswith("baocao: ") and "[B000]" not in line for line in done.stderr.splitlines())
    made = {path.name for path in tmp_path.iterdir()} - {"articles", "private.txt"}
    assert made <= {"reports", "build", "store", ".cache", ".config", ".ipython"}
    assert not any(b"7.719" in path.read_bytes() for name in made for path in (tmp_path / name).rglob("*.*[!t]"))
    if "report" in words:
        assert {"a.vi.pdf", "within.vi.pdf"} <= {path.name for path in (tmp_path / "reports").iterdir()}


def test_two_names_that_are_one_on_another_system_do_not_overwrite_each_other(tmp_path: Path) -> None:
    names = ["Xa.txt", "xa.txt", "Tr\u00ec.txt", "Tri\u0300.txt", "Corpus.txt", "b.txt", "b.md"]
    for name in names:
        (tmp_path / name).write_text(PLAIN.format("1.204"), encoding="utf-8")
    if len(list(tmp_path.iterdir())) < len(names):
        pytest.skip("this file system takes some of these names for one already")
    found, faults = chosen([str(tmp_path)])
    assert sorted(path.name for path in found) == ["Tri\u0300.txt", "Xa.txt", "b.md"]
    assert len(faults) == 4


# ── make ─────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="names of POSIX")
@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
@pytest.mark.skipif(not Path(sys.prefix, "bin", "baocao").exists(), reason="baocao is not installed here")
def test_no_name_of_an_article_or_of_corrections_is_a_command_of_make(tmp_path: Path) -> None:
    for name in ("Makefile", "src", "notebooks", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for folder in ("articles", "corrections"):
        (tmp_path / folder).mkdir()
    names = ["a.txt", "b.txt", *MAKE_NAMES]  # the first two are what a hostile name would lean on
    for number, name in enumerate(names):
        (tmp_path / "articles" / name).write_text(PLAIN.format(1000 + number), encoding="utf-8")
        (tmp_path / "corrections" / f"{name}.yml").write_text("corrections: []\n", encoding="utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    done = subprocess.run(
        ["make", "--old-file=.venv/report.stamp", "report"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    made = {path.name for path in (tmp_path / "reports").iterdir()}
    assert {f"{Path(name).stem}.vi.{kind}" for name in names for kind in ("html", "pdf")} <= made
    assert {path.name for path in tmp_path.iterdir()} - before == {"build", "reports"}
    assert not list(tmp_path.rglob("owned*"))
    # make itself leaves odd names out, and says so
    done = subprocess.run(
        ["make", "--old-file=.venv/report.stamp", "-n", "report", "ENGINE=papermill"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "use ENGINE=fork" in done.stdout
    assert "owned" not in done.stdout


# ── baocao add ───────────────────────────────────────────────────────────────


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, _, number = self.path.strip("/").partition("/")
        if kind in ("on", "again"):
            self.send_response(302)
            self.send_header("Location", SENT_ON[int(number or -1)])
            self.end_headers()
            return
        title = escape(ADDED[int(number)])
        said = f"Năm 2020, xã số {number} có {1000 + int(number)} hộ dân và đã hoàn thành kế hoạch của năm đó."
        body = f"<p>{said}</p><p>Nhân dân trong xã tiếp tục cùng nhau xây dựng nông thôn mới trong những năm sau.</p>"
        page = (
            f"<html><head><meta charset=utf-8><title>{title}</title><meta name=author content='{title}'>"
            f"<meta property='og:site_name' content='{title}'><meta property='og:title' content='{title}'></head><body>"
            f"<article><h1>{title}</h1>{body}</article></body>"
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Disposition", "attachment; filename=../../owned")
        self.end_headers()
        self.wfile.write(page.encode("utf-8", "replace"))

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("number", range(len(ADDED)))
def test_a_title_becomes_a_plain_name_in_the_folder_and_one_line_of_the_register(
    site: str, tmp_path: Path, number: int
) -> None:
    added = intake.add(f"{site}/page/{number}", tmp_path / "articles")
    assert added.path.parent == tmp_path / "articles"
    assert added.path.name.replace("-", "").replace("_", "").replace(".html", "").isalnum()
    assert added.path.name.isascii()
    assert sorted(path.name for path in added.path.parent.iterdir()) == sorted([added.path.name, "SOURCES.md"])
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]
    head, line = (added.path.parent / "SOURCES.md").read_text(encoding="utf-8").split("rewritten.\n\n")
    assert head
    assert line.count("\n") == 1
    assert not set(line.split("`", 2)[2].rsplit("; sha256", 1)[0]) & set("`<>[]|\\")


@pytest.mark.parametrize("number", range(len(SENT_ON)))
def test_a_server_sends_us_on_to_no_file_and_no_other_protocol(site: str, tmp_path: Path, number: int) -> None:
    with pytest.raises(BaocaoError) as error:
        intake.add(f"{site}/on/{number}", tmp_path / "articles")
    refused(error.value, f"{site}/on/{number}")
    assert not (tmp_path / "articles").exists()


# ── parameters ───────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kernels are forked on POSIX systems only")
def test_values_of_parameters_reach_the_notebook_as_they_are_and_run_nothing(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(len(PARAMETERS))]
    cell = nbformat.v4.new_code_cell("\n".join(f'{name}: str = ""' for name in names), id="parameters")
    cell.metadata["tags"] = ["parameters"]
    shown = nbformat.v4.new_code_cell(f"import json; print(json.dumps([{', '.join(names)}]))", id="shown")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell, shown]), tmp_path / "given.ipynb")
    words = [word for name, value in zip(names, PARAMETERS, strict=True) for word in ("-p", f"{name}={value}")]
    done = subprocess.run(
        [sys.executable, "-m", "baocao.cli", "run", "given.ipynb", "-o", "executed.ipynb", *words],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    executed = nbformat.read(tmp_path / "executed.ipynb", 4)
    assert json.loads(executed.cells[-1].outputs[0].text) == list(PARAMETERS)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == [
        "executed.ipynb", "given.ipynb",
    ]  # fmt: skip


# ── files that somebody sends ────────────────────────────────────────────────


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_hostile_corrections_file_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    content = CORRECTIONS[name]
    path = tmp_path / "bai.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BaocaoError) as error:
        corrections.read(path)
    refused(error.value, "bai.yml")
    assert [path.name for path in tmp_path.iterdir()] == ["bai.yml"]


@pytest.mark.parametrize(
    ("name", "content"), [(name, one) for name, all_ in SETTINGS.items() for one in all_], ids=hexed
)
def test_a_hostile_file_of_settings_is_refused_in_one_line(name: str, content: str | bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BaocaoError) as error:
        office(tmp_path) if name == "office.toml" else read_issue(path)
    refused(error.value, name)


# ── the review server ────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    folder = tmp_path_factory.mktemp("review")
    (folder / "bai.txt").write_text(PLAIN.format("1.204"), encoding="utf-8")
    server = Server(Session(folder / "bai.txt", folder / "corrections", lang="en"))
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield server, folder
    server.close()
    thread.join()


def requested(server: Server, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    sent = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, sent)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, data


@pytest.mark.parametrize("body", MESSAGES, ids=hexed)
def test_a_message_that_no_page_would_send_is_answered_with_a_refusal_and_changes_nothing(
    review: tuple[Server, Path], body: bytes
) -> None:
    server, folder = review
    for name in ("say", "withdraw"):
        status, data = requested(server, "POST", f"/{server.token}/{name}", body)
        assert status in (400, 409, 411, 413, 422), data
        assert json.loads(data)["error"]
    assert sorted(path.name for path in folder.iterdir()) == ["bai.txt"]
    assert requested(server, "GET", f"/{server.token}/state")[0] == 200


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/state", {}),
        ("//state", {}),
        ("/{token}", {}),
        ("/{token}/../../etc/passwd", {}),
        ("/{token}/%2e%2e/%2e%2e/etc/passwd", {}),
        ("/{token}/..%2fsession.py", {}),
        ("/{token}//etc/passwd", {}),
        ("/{token}/state", {"Host": "evil.invalid"}),
        ("/{token}/state", {"Host": "127.0.0.1"}),
        ("/{token}x/state", {}),
        ("http://evil.invalid/{token}/state", {}),
    ],
)
def test_a_stranger_or_a_way_out_of_the_page_is_turned_away(
    review: tuple[Server, Path], path: str, headers: dict[str, str]
) -> None:
    server, _ = review
    status, data = requested(server, "GET", path.format(token=server.token), **headers)
    assert status in (404, 421)
    assert b"root:" not in data
    assert b"1.204" not in data
