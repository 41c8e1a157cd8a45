"""The review server answers its own page and nobody else, and never lets one writer overwrite another."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from baocao.corrections import read
from baocao.errors import BaocaoError
from baocao.review import Server, Session
from corrections.made import TEXT


class Page:
    """A page that talks to the server as a browser would, or as it should not."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def ask(
        self, method: str, name: str, body: Any = None, token: str | None = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=5)
        sent = {"Content-Type": "application/json"} | {k.replace("_", "-"): v for k, v in headers.items()}
        data = json.dumps(body) if body is not None else None
        connection.request(method, f"/{token or self.server.token}/{name}", data, sent)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        json_ = answer.headers.get_content_type() == "application/json"
        return answer.status, json.loads(text) if json_ else text.decode(), dict(answer.headers)

    def say(self, state: dict[str, Any], **said: Any) -> tuple[int, Any]:
        given = {"version": state["version"], "reason": "đối chiếu bản in", "by": "Trần Thị Mẫu"} | said
        return self.ask("POST", "say", given)[:2]

    @property
    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.ask("GET", "state")[1]
        return state


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "mau.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def page(article: Path, tmp_path: Path) -> Iterator[Page]:
    server = Server(Session(article, tmp_path / "corrections", lang="en"))
    thread = Thread(target=server.serve)
    thread.start()
    yield Page(server)
    server.close()
    thread.join()


def entries(tmp_path: Path) -> tuple[Any, ...]:
    return read(tmp_path / "corrections" / "mau.yml").entries


# ── who is let in ────────────────────────────────────────────────────────────


def test_the_server_listens_on_the_loopback_address_only(page: Page) -> None:
    assert page.server.address.startswith("http://127.0.0.1:")
    assert page.server._server.server_address[0] == "127.0.0.1"


def test_the_page_comes_under_a_policy_that_lets_nothing_in_from_outside(page: Page) -> None:
    status, body, headers = page.ask("GET", "")
    assert status == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    for name in ("", "review.js", "review.css"):
        assert "//" not in page.ask("GET", name)[1].replace("// ", "")
    assert "<script>" not in body


@pytest.mark.parametrize(
    ("method", "name", "given", "status"),
    [
        ("GET", "state", {"token": "wrong"}, 404),
        ("GET", "", {"token": "đoán".encode().hex()}, 404),
        ("GET", "state", {"Host": "evil.example:80"}, 421),
        ("GET", "../server.py", {}, 404),
        ("GET", "server.py", {}, 404),
        ("POST", "say", {"Origin": "http://evil.example"}, 403),
        ("POST", "say", {"Origin": "null"}, 403),
        ("POST", "say", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("POST", "say", {"Content_Type": "text/plain"}, 415),
        ("POST", "say", {"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ("POST", "say", {}, 422),
        ("POST", "state", {}, 404),
        ("PUT", "say", {}, 501),
    ],
)
def test_strangers_and_nonsense_are_turned_away(
    page: Page, tmp_path: Path, method: str, name: str, given: dict[str, str], status: int
) -> None:
    body = {} if method != "GET" else None
    assert page.ask(method, name, body, **given)[0] == status
    assert not (tmp_path / "corrections" / "mau.yml").exists()


def test_a_message_that_is_too_long_is_not_read(page: Page) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", page.server.port, timeout=5)
    connection.putrequest("POST", f"/{page.server.token}/say")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", "10000000000")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_port_that_is_taken_is_one_clear_line(page: Page, article: Path) -> None:
    with pytest.raises(BaocaoError, match="can not be opened"):
        Server(Session(article), page.server.port)


# ── what is kept ─────────────────────────────────────────────────────────────


def test_a_decision_is_in_the_file_before_the_answer_comes(page: Page, tmp_path: Path) -> None:
    status, state = page.say(page.state, do="accept", kind="quantity", fact="q1")
    assert status == 200
    (entry,) = entries(tmp_path)
    assert (entry.do, entry.quote, entry.values["low"], entry.by) == (
        "accept",
        "1.599 đảng viên",
        "1599",
        "Trần Thị Mẫu",
    )
    assert next(f for f in state["facts"] if f["id"] == "q1")["decided"] == "accept"


def test_a_second_thought_replaces_the_first_and_remembers_what_the_rules_read(page: Page, tmp_path: Path) -> None:
    _, state = page.say(page.state, do="change", kind="quantity", fact="q1", values={"low": "1600", "high": "1600"})
    status, state = page.say(state, do="change", kind="quantity", fact="q1", values={"low": "1601", "high": "1601"})
    assert status == 200
    (entry,) = entries(tmp_path)
    assert (entry.change["low"].was, entry.change["low"].now) == ("1599", "1601")
    assert next(f for f in state["facts"] if f["id"] == "q1")["fields"]["low"] == "1601"


def test_two_tabs_do_not_overwrite_each_other(page: Page, tmp_path: Path) -> None:
    first = second = page.state
    assert page.say(first, do="accept", kind="quantity", fact="q1")[0] == 200
    status, answer = page.say(second, do="reject", kind="quantity", fact="q2")
    assert status == 409
    assert "reload" in answer["error"]
    assert [e.quote for e in entries(tmp_path)] == ["1.599 đảng viên"]
    assert page.say(page.state, do="reject", kind="quantity", fact="q2")[0] == 200
    assert len(entries(tmp_path)) == 2


def test_what_was_missed_is_added_with_the_words_selected_and_can_be_changed_and_taken_back(
    page: Page, tmp_path: Path
) -> None:
    start = TEXT.index(" trụ sở huyện")
    given = {"do": "add", "kind": "quantity", "start": start, "end": start + 8}
    status, state = page.say(page.state, **given, values={"low": "1", "high": "1", "unit": "trụ sở"})
    assert status == 200
    added = next(f for f in state["facts"] if f["decided"] == "add")
    assert added["quote"] == "trụ sở"
    _, state = page.say(state, do="change", kind="quantity", fact=added["id"], values={"low": "2", "high": "2"})
    assert [(e.do, e.values["low"]) for e in entries(tmp_path)] == [("add", "2")]
    _, state = page.say(state, do="reject", kind="quantity", fact=added["id"])
    assert entries(tmp_path) == ()


def test_a_refusal_is_in_the_language_of_the_page(article: Path, tmp_path: Path) -> None:
    server = Server(Session(article, tmp_path / "corrections"))
    thread = Thread(target=server.serve)
    thread.start()
    page = Page(server)
    _, answer = page.say(page.state, do="change", kind="quantity", fact="q1", values={"low": "1.600"})
    server.close()
    thread.join()
    assert "đọc được theo hai cách; hãy ghi 1600" in answer["error"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"do": "add", "kind": "quantity", "start": 5, "end": 5}, "selected"),
        ({"do": "add", "kind": "quantity", "start": 0, "end": 10**9}, "selected"),
        ({"do": "add", "kind": "quantity", "start": 0, "end": 8, "values": {"low": "nhiều"}}, "nhiều"),
        ({"do": "change", "kind": "quantity", "fact": "q1", "values": {"low": "1.600"}}, "two ways"),
        ({"do": "change", "kind": "quantity", "fact": "q1", "values": {"low": "1700"}}, "hold together"),
        ({"do": "change", "kind": "quantity", "fact": "q1"}, "change"),
        ({"do": "accept", "kind": "quantity", "fact": "q99"}, "selected"),
        ({"do": "accept", "kind": "quantity", "fact": "q1", "reason": "  "}, "reason"),
        ({"do": "accept", "kind": "quantity", "fact": "q1", "by": ""}, "by"),
        ({"do": "fly", "kind": "quantity", "fact": "q1"}, "message"),
    ],
)
def test_what_can_not_be_kept_is_refused_with_the_reason_and_nothing_is_written(
    page: Page, tmp_path: Path, said: dict[str, Any], why: str
) -> None:
    status, answer = page.say(page.state, **said)
    assert status == 422
    assert why in answer["error"]
    assert not (tmp_path / "corrections" / "mau.yml").exists()


def test_a_withdrawn_correction_is_gone_from_file_and_article(page: Page, tmp_path: Path) -> None:
    _, state = page.say(page.state, do="reject", kind="quantity", fact="q1")
    assert "q1" not in {f["id"] for f in state["facts"]}
    status, state, _ = page.ask("POST", "withdraw", {"version": state["version"], "entry": 0})
    assert status == 200
    assert "q1" in {f["id"] for f in state["facts"]}
    assert entries(tmp_path) == ()


def test_a_broken_corrections_file_is_shown_with_its_line(page: Page, tmp_path: Path) -> None:
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "mau.yml").write_text("corrections:\n  - do: accept\n", encoding="utf-8")
    status, answer, _ = page.ask("GET", "state")
    assert status == 500
    assert "mau.yml:2:5" in answer["error"]
