"""Cross-references: who prints which evidence, worked out once for both writers.

`connect` turns a document into plain nodes (dicts as JSON has them), where
every link leads somewhere, every heading level follows from the one above, every printed figure has an
anchor, and every piece of evidence knows the places that print it. A writer only sets what it is given.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeAlias

import msgspec

from baocao.report.tree import Document
from baocao.report.wording import wording

Node: TypeAlias = dict[str, Any]

SAFE_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"\x00-\x20]{1,2000}\Z", re.IGNORECASE)
TARGETS = {"evidence", "derivation", "heading", "table", "figure", "group"}
QUOTING = {"evidence", "quotation", "turn"}


UNSEEN = frozenset("\ufeff\u200e\u200f\u061c") | {
    chr(c) for r in ((0x202A, 0x202F), (0x2066, 0x206A), (0xFE00, 0xFE10)) for c in range(*r)
}
"""Dropped: marks of byte order, shape and direction. A direction could show the digits of a figure backwards."""


def clean(text: str, *, keep_lines: bool = False) -> str:
    """The text as it may be printed: NFC, one space for any break, what has no shape shown by its number."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    if text.isprintable() and UNSEEN.isdisjoint(text):
        return text
    out = []
    for char in text:
        category = unicodedata.category(char)
        if char in "\n\t\r":
            out.append(char if keep_lines and char != "\r" else " ")
        elif category in ("Cc", "Co", "Cs", "Cn"):
            out.append(f"[U+{ord(char):04X}]")
        elif char in "\u2028\u2029":
            out.append(" ")
        elif char not in UNSEEN:
            out.append(char)
    return "".join(out)


def plain(node: object) -> str:
    """The words of a node, without its marks."""
    if isinstance(node, (list, tuple)):
        return "".join(plain(child) for child in node)
    if not isinstance(node, dict):
        return ""
    if "tex" in node:
        return str(node["tex"])
    if isinstance(node.get("text"), str):
        return str(node["text"])
    return plain(node.get("children") or node.get("blocks") or [])


def words(struct: object) -> str:
    """The words of a record of the tree."""
    return plain(msgspec.to_builtins(struct))


def shorten(words: str, most: int = 88) -> str:
    """The words on one line: cut at a space, with the cut shown."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def slug(text: str, fallback: str) -> str:
    """An id made of ASCII letters, digits and hyphens, so that it is a label in every format."""
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    ascii_only = text.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60].strip("-") or fallback


def walk(node: object) -> list[Node]:
    """Every node in the order in which a reader meets it."""
    found: list[Node] = []
    _gather(node, found)
    return found


def _gather(node: object, found: list[Node]) -> None:
    if isinstance(node, list):
        for child in node:
            _gather(child, found)
    elif isinstance(node, dict):
        if "type" in node:
            found.append(node)
        for value in node.values():
            if isinstance(value, (list, dict)):
                _gather(value, found)


def connect(document: Document, *, whole: bool = True) -> Node:
    """The document as nodes whose references are all resolved; attachments are left out.

    Of a part (not `whole`) no title is made, and a link may lead to what another part holds.
    """
    odd: set[str] = set()
    root: Node = _nodes(msgspec.to_builtins(msgspec.structs.replace(document, attachments=())), odd)
    root["odd"] = sorted(odd)
    root["words"] = wording(document.lang)
    root["title"] = root["title"].strip() or root["words"]["untitled"]
    root["running"] = shorten(clean(root["header"].get("title", "") or root["title"]))
    nodes = walk(root["blocks"])
    if whole:
        _title(root, nodes)
        _levels(nodes)
    ids = _ids(nodes)
    _number(nodes)
    root["footnotes"] = _footnotes(nodes)
    _references(root, ids, dangling=not whole)
    return root


def _nodes(value: Any, odd: set[str], *, code: bool = False) -> Any:
    """Records as lists and dicts, with every string clean but picture data.

    `odd` learns the characters that are shown otherwise or not at all.
    """
    if isinstance(value, str):
        cleaned = clean(value, keep_lines=code)
        if cleaned != value:
            odd.update(char for char in value if char in UNSEEN or clean(char).startswith("[U+"))
        return cleaned
    if isinstance(value, dict):
        code = value.get("type") == "code_block"
        return {
            key: child if key == "data" else _nodes(child, odd, code=code and key == "text")
            for key, child in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_nodes(child, odd) for child in value]
    return value


def _title(root: Node, nodes: list[Node]) -> None:
    """A report opens with its title: where no heading of the first level does, the document's title is put."""
    first = next((node for node in nodes if node["type"] == "heading"), None)
    if first is not None and plain(first["children"]) == root["title"]:
        first["level"] = 1
    elif first is None or first["level"] != 1:
        heading = {"type": "heading", "level": 1, "children": [{"type": "text", "text": root["title"]}], "id": ""}
        for reading in (root["blocks"], nodes):
            reading.insert(0, heading)


def _levels(nodes: list[Node]) -> None:
    """Headings without gaps: a level is the number of headings that it stands under, plus one."""
    above: list[int] = []
    for node in nodes:
        if node["type"] == "heading":
            while above and above[-1] >= node["level"]:
                above.pop()
            above.append(node["level"])
            node["level"] = min(len(above), 6)


def _ids(nodes: list[Node]) -> dict[str, Node]:
    """Give every target an id that is its own, and say what stands behind each."""
    ids: dict[str, Node] = {}
    for node in nodes:
        if node["type"] not in TARGETS:
            continue
        wanted = node.get("id") or (slug(plain(node["children"]), "muc") if node["type"] == "heading" else "")
        if not wanted:
            continue
        wanted = _safe_id(wanted)
        node["id"], count = wanted, 1
        while node["id"] in ids:
            count += 1
            node["id"] = f"{wanted}-{count}"
        ids[node["id"]] = node
    return ids


def _safe_id(wanted: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", wanted)


def _number(nodes: list[Node]) -> None:
    """Tables and figures with a caption are numbered through the document."""
    counts = {"table": 0, "figure": 0}
    for node in nodes:
        kind = node["type"]
        if kind == "derivation":
            node["number"] = node["id"].removeprefix("derived-").replace("-", ":")
        elif kind == "tiles":
            for tile in node["tiles"]:
                tile["label-length"], tile["value-length"] = len(plain(tile["label"])), len(plain(tile["value"]))
        if kind in counts:
            node["number"] = 0
            if node["caption"]:
                counts[kind] += 1
                node["number"] = counts[kind]


def _footnotes(nodes: list[Node]) -> list[Node]:
    """The notes in the order of their calls; a note nobody calls is kept where it is, a call without a note is text."""
    notes = {node["key"]: node for node in nodes if node["type"] == "footnote"}
    called: dict[str, int] = {}
    for node in nodes:
        if node["type"] == "footnote_ref":
            key = node["key"]
            if key not in notes:
                node.clear()
                node.update(type="text", text=f"[^{key}]")
                continue
            node["first"] = key not in called
            node["number"] = called.setdefault(key, len(called) + 1)
    for key, note in notes.items():
        note["number"] = called.get(key, 0)
    return sorted((n for n in notes.values() if n["number"]), key=lambda n: int(n["number"]))


def _references(root: Node, ids: dict[str, Node], *, dangling: bool) -> None:
    """Anchor every printed figure at its place, and tell its evidence about it."""
    words = root["words"]
    for node in ids.values():
        if node["type"] in ("evidence", "derivation"):
            node["refs"] = []
    counts: dict[str, int] = {}
    place = words["top"]

    def refer(node: Node, target: str, fact: str, where: str) -> None:
        behind = ids.get(_safe_id(target))
        node["to"] = _safe_id(target) if behind or (dangling and target) else ""
        node["where"] = ""
        if behind is None or "refs" not in behind:
            return
        node["where"] = str(behind.get("number") or fact)
        stem = "ref-" + _safe_id(fact or target)
        counts[stem] = counts.get(stem, 0) + 1
        node["ref"] = f"{stem}-{counts[stem]}"
        behind["refs"].append({"to": node["ref"], "place": where})

    def sources(cites: list[Node]) -> list[Node]:
        """What the numbers in a picture come from: its sentences, then its derivations, each once."""
        groups: dict[str, dict[str, str]] = {"sentence": {}, "derivation": {}}
        for cite in cites:
            if cite["type"] == "cite" and cite["to"] and cite["where"]:
                kind = "derivation" if cite["target"].startswith("derived-") else "sentence"
                groups[kind][cite["where"]] = cite["to"]
        return [
            {
                "word": words[kind if len(links) == 1 else kind + "s"],
                "links": [{"text": text, "to": links[text]} for text in sorted(links, key=_natural)],
            }
            for kind, links in groups.items()
            if links
        ]

    def visit(node: Any, where: str) -> None:
        nonlocal place
        if isinstance(node, list):
            for child in node:
                visit(child, where)
            return
        if not isinstance(node, dict):
            return
        kind = node.get("type")
        if kind == "heading":
            place = where = words["top"] if node["level"] == 1 else plain(node["children"])
        elif kind in ("table", "figure") and node["number"]:
            where = f"{words[kind]} {node['number']}"
        if kind == "cite":
            refer(node, node["target"], node["fact"], where or place)
        elif kind == "quotation":
            refer(node, node["target"], "quote", where or place)
        elif kind == "link" and not SAFE_URL.match(node["href"]):
            target = node["href"].removeprefix("#")
            node["to"] = target if node["href"].startswith("#") and (target in ids or dangling) else ""
            node["href"] = ""
        if kind in QUOTING and not root["lang"].lower().startswith("vi"):
            node["lang"] = "vi"
        for value in list(node.values()):
            if isinstance(value, (list, dict)):
                visit(value, where)
        if kind == "figure":
            node["sources"] = sources(node["figures"])

    for block in root["blocks"]:
        visit(block, "")


def _natural(label: str) -> tuple[tuple[int, str], ...]:
    """Numbered labels in the order of their numbers: 6:5 before 6:20, v2 before v10."""
    return tuple((int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", label))


def kinds(group: Node) -> list[str]:
    """The kinds of fact that an annex marks, in the order in which they first appear."""
    return list(dict.fromkeys(str(node["kind"]) for node in walk(group["blocks"]) if node["type"] == "mark"))
