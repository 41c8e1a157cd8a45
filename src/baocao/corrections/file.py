"""`corrections/ARTICLE.yml`: read with every fault at its line, written whole, comments kept.

corrections:
  - do: change
    kind: quantity
    quote: 1.599 đảng viên
    start: 2172
    before: "kết nạp được "
    change:
      low: {was: 1599, now: 1600}
      high: {was: 1599, now: 1600}
    reason: the paper printed a correction on 18 June
    by: Trần Thị Mẫu
    on: 2026-11-23
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import yaml as pyyaml
from msgspec import Struct

from baocao import atomic
from baocao.corrections import yaml
from baocao.corrections.entry import KINDS, Entry
from baocao.errors import UNKNOWN, BaocaoError

FOLDER = Path("corrections")
ENDING = ".yml"
_HEAD = "# What people said of this article's facts; baocao keeps every entry or shows why it can not.\n"
_PATH = re.compile(r" - at `(key in )?(\$[^`]*)`")


class Corrections(Struct, frozen=True):
    """A corrections file as it was read."""

    entries: tuple[Entry, ...] = ()
    version: str = ""
    """sha256 of the file's bytes; empty where there is no file."""
    places: tuple[str, ...] = ()
    """`file:line:column` of each entry."""


class Stale(BaocaoError):
    """The file is not the one that its editor has seen."""


class _File(Struct, forbid_unknown_fields=True):
    corrections: tuple[Entry, ...] = ()


def path_for(article: str | Path, folder: Path) -> Path:
    """The corrections file of an article file: its name with another ending."""
    return folder / f"{Path(article).stem}{ENDING}"


def read(path: Path) -> Corrections:
    """The file's entries, none where there is no file; raises BaocaoError naming file, line and column."""
    data = _bytes(path)
    return Corrections() if data is None else parse(data, str(path))


def parse(data: bytes, where: str) -> Corrections:
    """The entries of a file's bytes."""
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BaocaoError(f"not UTF-8 (byte {error.start})", where=where, remedy="save it as UTF-8") from None
    found = yaml.read(text, where)
    try:
        entries = msgspec.convert({} if found.data is None else found.data, _File, strict=False).corrections
    except msgspec.ValidationError as error:
        raise _fault(str(error), found, where) from None
    for n, entry in enumerate(entries):
        for path, fault in faults(entry):
            raise BaocaoError(
                fault, where=_at(found, where, f"$.corrections[{n}]{path}"), remedy="docs/corrections.md shows the form"
            )
    version = hashlib.sha256(data).hexdigest()
    return Corrections(entries, version, tuple(_at(found, where, f"$.corrections[{n}]") for n in range(len(entries))))


def faults(entry: Entry) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry in itself, whatever the article says: path inside the entry, and fault."""
    kind = KINDS[entry.kind]
    if not entry.quote.strip():
        yield ".quote", "the quoted words are empty"
    for name in ("reason", "by"):
        if not getattr(entry, name).strip():
            yield f".{name}", f"{name!r} is empty; a correction without it can not be judged later"
    if entry.start is not None and (entry.start < 0 or entry.end not in (None, entry.start + len(entry.quote))):
        yield ".start", f"start and end do not span the {len(entry.quote)} characters of the quotation"
    if entry.start is None and entry.end is not None:
        yield ".end", "an end without a start"
    if (entry.do == "change") != bool(entry.change):
        yield (
            "",
            "`change` names the fields, each with `was` and `now`"
            if entry.do == "change"
            else (f"{entry.do!r} changes nothing; write `do: change`"),
        )
    if entry.do == "add":
        for name in kind.needed:
            if not entry.values.get(name):
                yield "", f"an added {entry.kind} needs `values: {name}`"
    fields = {
        **{(f".values.{name}", name): value for name, value in entry.values.items()},
        **{(f".change.{name}.now", name): change.now for name, change in entry.change.items()},
        **{(f".change.{name}.was", name): change.was for name, change in entry.change.items()},
    }
    for (path, name), value in fields.items():
        if name not in kind.fields:
            yield path, f"a {entry.kind} has no field {name!r} to correct; it has {', '.join(kind.fields)}"
            continue
        try:
            kind.read(name, value)
        except ValueError as error:
            yield path, str(error)


def write(path: Path, entries: Sequence[Entry], version: str) -> Corrections:
    """Put `entries` in place of the file's, keeping its comments, if the file still is the one with `version`.

    Raises Stale where somebody else has written it since, BaocaoError where it can not be written.
    """
    with _alone(path):
        before = _bytes(path)
        old = Corrections() if before is None else parse(before, str(path))
        if old.version != version:
            raise Stale(
                "somebody else has changed the corrections since you opened this page",
                where=str(path),
                remedy="reload it and make your correction again",
            )
        data = _edited(before, old.entries, tuple(entries), str(path)).encode()
        new = parse(data, str(path))
        if new.entries != tuple(entries):
            raise BaocaoError(
                "a correction does not survive being written as YAML",
                where=str(path),
                remedy="please report it with the file",
            )
        atomic.write(path, data)
    return new


def _edited(before: bytes | None, old: tuple[Entry, ...], new: tuple[Entry, ...], where: str) -> str:
    """The file's text with `new` entries: unchanged ones keep their lines and the comments beside them."""
    if before is None or not old:
        return _HEAD + _dump(new)
    text = unicodedata.normalize("NFC", before.decode("utf-8-sig")).replace("\r\n", "\n").rstrip("\n") + "\n"
    found = yaml.read(text, where)
    lines = text.splitlines(keepends=True)
    ranges = [found.lines[f"$.corrections[{n}]"] for n in range(len(old))]
    indent = found.places["$.corrections[0]"].column - 1
    kept = [entry for entry in old if entry in new]
    if indent < 2 or new[: len(kept)] != tuple(kept) or len({first for first, _ in ranges}) < len(ranges):
        return _HEAD + _dump(new)
    out, at = [], 0
    for entry, (first, last) in zip(old, ranges, strict=True):
        out += lines[at:first]
        at = last
        while at > first + 1 and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
            at -= 1
        out += lines[first:at] if entry in new else []
    text = "".join(out).rstrip("\n") + "\n" + "".join(lines[at:])
    added = "".join(_item(entry, indent - 2) for entry in new[len(kept) :])
    text = text.rstrip("\n") + "\n" + added
    try:
        return text if parse(text.encode(), where).entries == new else _HEAD + _dump(new)
    except BaocaoError:
        return _HEAD + _dump(new)


def _dump(entries: Sequence[Entry]) -> str:
    return "corrections:" + ("\n" + "".join(_item(entry, 2) for entry in entries) if entries else " []\n")


def _item(entry: Entry, indent: int) -> str:
    """One entry as an item of the list."""
    block = pyyaml.dump(_plain(entry), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    first, *rest = block.rstrip("\n").split("\n")
    pad = " " * indent
    return "".join([f"{pad}- {first}\n", *(f"{pad}  {line}\n" if line else "\n" for line in rest)])


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry as YAML writes it: defaults left out, numbers bare, a changed field on one line."""
    out: dict[str, Any] = msgspec.to_builtins(entry)
    out |= {name: str(out[name]) for name in ("start", "end") if name in out}
    if "change" in out:
        out["change"] = {name: _Line(change) for name, change in out["change"].items()}
    return out


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


class _Dumper(pyyaml.SafeDumper):
    """Block style, with changes on one line; text that YAML would read as a number stays bare, for so do we."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: pyyaml.SafeDumper, text: str) -> pyyaml.ScalarNode:
    """Text with a break in it is quoted and escaped, for YAML would fold it."""
    style = '"' if set(text) & set("\n\r\x85\u2028\u2029") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])
_Dumper.add_representer(
    _Line, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


def _fault(message: str, found: yaml.Read, where: str) -> BaocaoError:
    """msgspec's complaint at its line."""
    path = _PATH.search(message)
    what = _PATH.sub("", message)
    what = what[0].lower() + what[1:] if what.startswith(("Object", "Expected", "Invalid")) else what
    error = BaocaoError(
        what, where=_at(found, where, path[2] if path else "$"), remedy="docs/corrections.md shows the form"
    )
    if error.code == UNKNOWN:  # rarer complaints have no words of their own
        return BaocaoError(f"does not fit ({what})", where=error.where, remedy=error.remedy)
    return error


def _at(found: yaml.Read, where: str, path: str) -> str:
    """`file:line:column` of the nearest part that the file has."""
    while path not in found.places and path != "$":
        path = path[: max(path.rfind("."), path.rfind("["))] or "$"
    place = found.places.get(path, yaml.Place(1, 1))
    return f"{where}:{place.line}:{place.column}"


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaocaoError(
            f"can not be read ({error.strerror})", where=str(path), remedy="check the path and its rights"
        ) from None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the folder against other writers while the file is compared and replaced."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BaocaoError(
            f"can not be written ({error.strerror})",
            where=str(path),
            remedy="check the folder, its rights and the disk",
        ) from None
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
