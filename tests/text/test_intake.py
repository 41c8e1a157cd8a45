"""`baocao add`: bytes unchanged, a dated name, a line that says where from; no network, no overwriting."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from baocao.errors import BaocaoError
from baocao.text import add
from baocao.text.intake import slug

ARTICLE = (
    "Xã Đông Hòa làm xong 12 km đường thôn\nNgày đăng 03/04/2021 | 07:15\n\n"
    + "Sáu tháng qua, xã Đông Hòa đã làm xong 12 km đường thôn bằng vốn của dân và của ngân sách huyện, "
    "nhờ đó xe tải vào được tận ruộng và giá lúa bán tại ruộng tăng thêm hai trăm đồng một cân so với vụ trước.\n\n"
    + "Ông Lê Văn Bình, Chủ tịch UBND xã, cho biết các thôn góp hai nghìn ngày công, hiến đất và dỡ tường rào.\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tai ve.txt"
    path.write_bytes(ARTICLE.encode())
    return path


def test_an_article_is_stored_as_it_is_under_a_dated_name(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "articles"
    added = add(file, into)
    assert added.path == into / "2021-04-03_xa-dong-hoa-lam-xong-12-km-duong-thon.txt"
    assert added.path.read_bytes() == ARTICLE.encode()
    register = (into / "SOURCES.md").read_text(encoding="utf-8")
    assert f"sha256 `{hashlib.sha256(ARTICLE.encode()).hexdigest()}`" in register
    assert "published 03/04/2021" in register


def test_the_same_article_again_is_recognised_and_said(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "articles"
    add(file, into)
    with pytest.raises(BaocaoError, match=r"is stored already, as .*2021-04-03_xa-dong-hoa"):
        add(file, into)
    assert len(list(into.iterdir())) == 2


def test_a_near_identical_copy_is_stored_and_said(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "articles"
    first = add(file, into)
    copy = tmp_path / "copy.txt"
    copy.write_text(
        ARTICLE.replace("Xã Đông Hòa làm xong", "Đông Hòa: Làm xong").replace("hai nghìn", "2.000"), encoding="utf-8"
    )
    second = add(copy, into)
    assert second.copy_of == first.path
    assert "near-identical to" in str(second)
    assert f"near-identical to `{first.path.name}`" in (into / "SOURCES.md").read_text(encoding="utf-8")


def test_nothing_is_overwritten(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "articles"
    stored = add(file, into).path
    file.write_bytes(ARTICLE.replace("12 km đường thôn bằng", "13 km đường thôn bằng").encode())
    with pytest.raises(BaocaoError, match="is there already, with other bytes"):
        add(file, into)
    assert stored.read_bytes() == ARTICLE.encode()


def test_an_unreadable_file_leaves_no_trace(tmp_path: Path) -> None:
    bad = tmp_path / "x.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(BaocaoError, match="a PNG image"):
        add(bad, tmp_path / "articles")
    assert not (tmp_path / "articles").exists()


def test_an_address_without_a_network_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BaocaoError, match=r"http://127\.0\.0\.1:9/x: can not be fetched") as refused:
        add("http://127.0.0.1:9/x", tmp_path / "articles")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://a.example/x", "http://", "https://[x"])
def test_only_http_addresses_are_fetched(address: str, tmp_path: Path) -> None:
    with pytest.raises(BaocaoError):
        add(address, tmp_path / "articles")


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(ARTICLE.encode())

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_behind_an_address_is_stored_with_it(site: str, tmp_path: Path) -> None:
    added = add(f"{site}/tin", tmp_path)
    assert added.path.read_bytes() == ARTICLE.encode()
    assert f"{site}/tin" in (tmp_path / "SOURCES.md").read_text(encoding="utf-8")


def test_a_refusal_of_the_server_is_said(site: str, tmp_path: Path) -> None:
    with pytest.raises(BaocaoError, match="the server answered 404"):
        add(f"{site}/gone", tmp_path)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Đại hội Đảng bộ: “Đoàn kết”", "dai-hoi-dang-bo-doan-ket"),
        ("../../etc/passwd", "etc-passwd"),
        ("---", ""),
        ("từ " * 60, "tu" + "-tu" * 19),
    ],
)
def test_a_slug_is_ascii_words_and_never_a_path(title: str, name: str) -> None:
    assert slug(title) == name
