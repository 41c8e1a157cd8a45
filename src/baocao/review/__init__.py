"""The review room: a local page on which a person accepts, rejects, changes and adds facts of one article."""

from baocao.review.server import Server
from baocao.review.session import Session

__all__ = ["Server", "Session"]
