"""The server of the review page: loopback only, a secret in the address, and nothing from anywhere else.

A page of another site can neither guess the address nor send to it: the token, the Host and the Origin
of every request are checked, and only JSON is taken.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

import msgspec

from baocao.corrections import Stale
from baocao.errors import BaocaoError, unexpected
from baocao.review.session import Refused, Said, Session, Withdrawn, decode

LOOPBACK = "127.0.0.1"
MOST_BYTES = 100_000
"""Limit of one message: a decision is a few hundred bytes."""
ASSETS = {
    "": ("review.html", "text/html; charset=utf-8"),
    "review.js": ("review.js", "text/javascript; charset=utf-8"),
    "review.css": ("review.css", "text/css; charset=utf-8"),
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Server:
    """A review that can be opened in a browser on this machine until it is closed."""

    def __init__(self, session: Session, port: int = 0) -> None:
        """Raises BaocaoError where the port is taken; 0 takes a free one."""
        self.token = secrets.token_urlsafe(32)
        try:
            self._server = _Listener((LOOPBACK, port), _Handler)
        except OSError as error:
            raise BaocaoError(
                f"port {port} can not be opened ({error.strerror})",
                remedy="choose another with --port, or none for a free one",
            ) from None
        self.port = int(self._server.server_address[1])
        self._server.session, self._server.token = session, self.token
        self._server.hosts = frozenset({f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"})

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/{self.token}/"

    def serve(self) -> None:
        """Answer until `close` is called."""
        self._server.serve_forever(poll_interval=0.2)

    def close(self) -> None:
        """End `serve`, from any thread but its own, and free the port."""
        self._server.shutdown()
        self._server.server_close()

    def free(self) -> None:
        """Free the port after `serve` has been interrupted."""
        self._server.server_close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    session: Session
    token: str
    hosts: frozenset[str]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    server_version = "baocao"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def log_message(self, format: str, *args: Any) -> None:
        """The address holds the secret: nothing is logged."""

    def do_GET(self) -> None:
        name = self._admitted()
        if name is None:
            return
        if name == "state":
            self._answer(lambda: self.server.session.state())
        elif name in ASSETS:
            file, media = ASSETS[name]
            self._send(HTTPStatus.OK, (files("baocao.review") / "page" / file).read_bytes(), media)
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "no such page")

    def do_POST(self) -> None:
        name = self._admitted()
        if name is None:
            return None
        origin = self.headers.get("Origin")
        if origin is not None and origin.removeprefix("http://") not in self.server.hosts:
            return self._refuse(HTTPStatus.FORBIDDEN, "not from this page")
        if self.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return self._refuse(HTTPStatus.FORBIDDEN, "not from this page")
        if self.headers.get_content_type() != "application/json":
            return self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "only JSON is taken")
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length[:9]) > MOST_BYTES:
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {MOST_BYTES} bytes")
        body = self.rfile.read(int(length))
        session = self.server.session
        if name == "say":
            return self._answer(lambda: session.say(decode(body, Said)))
        if name == "withdraw":
            return self._answer(lambda: session.withdraw(decode(body, Withdrawn)))
        return self._refuse(HTTPStatus.NOT_FOUND, "no such page")

    def _admitted(self) -> str | None:
        """What is asked for behind the token; None for a stranger, who has been turned away."""
        if self.headers.get("Host") not in self.server.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "not this host")
            return None
        _, _, rest = self.path.partition("/")
        token, slash, name = rest.partition("/")
        if not secrets.compare_digest(token.encode(), self.server.token.encode()) or not slash:
            self._refuse(HTTPStatus.NOT_FOUND, "no such page")
            return None
        return name.partition("?")[0]

    def _answer(self, ask: Any) -> None:
        """JSON of what `ask` gives; its refusal, staleness or fault as a status of its own."""
        lang = self.server.session.lang
        try:
            state = ask()
        except Stale as error:
            self._refuse(HTTPStatus.CONFLICT, error.told(lang))
        except Refused as error:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, error.told(lang))
        except BaocaoError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, error.told(lang))
        except Exception as error:  # a fault of ours must reach the page, or it would seem to be saved
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, unexpected(error, self.server.session.name).told(lang))
        else:
            self._send(HTTPStatus.OK, msgspec.json.encode(state), "application/json")

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True
        self._send(status, msgspec.json.encode({"error": why}), "application/json")

    def _send(self, status: HTTPStatus, body: bytes, media: str) -> None:
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
