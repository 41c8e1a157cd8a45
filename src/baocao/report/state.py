"""What was built from what: content hashes that decide whether a step is due, and say why."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

import msgspec

from baocao import atomic
from baocao.errors import BaocaoError

FILE = "state.json"
"""The memory's name in the folder of a build; where it is missing, nothing was built."""


class Made(msgspec.Struct, frozen=True):
    """One finished step: hashes of what it read, and of what it wrote."""

    inputs: dict[str, str]
    outputs: dict[str, str]


class Step(msgspec.Struct, frozen=True):
    """One step of a build, before it is known whether it is due."""

    name: str
    inputs: dict[str, str]
    """What it depends on, by a name a person understands, as hashes or plain values."""
    outputs: tuple[str, ...]


class State:
    """The memory of a build, in one file that is always whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made: dict[str, Made] = {}
        try:
            self._made = msgspec.json.decode(path.read_bytes(), type=dict[str, Made])
        except FileNotFoundError:
            pass
        except (msgspec.MsgspecError, OSError):
            # A damaged memory costs a rebuild, never a wrong report.
            self._made = {}

    def due(self, step: Step) -> str | None:
        """Why the step must run, in words; None where its outputs are what its inputs give."""
        made = self._made.get(step.name)
        if made is None:
            return "never built"
        for name in step.inputs.keys() | made.inputs.keys():
            if step.inputs.get(name) != made.inputs.get(name):
                return f"{name} changed"
        for output in step.outputs:
            if output not in made.outputs or not Path(output).exists():
                return f"{output} is missing"
            if hash_file(Path(output)) != made.outputs[output]:
                return f"{output} was changed by hand"
        return None

    def finish(self, step: Step) -> bool | None:
        """Remember a step that has run; whether its outputs are the bytes of the time before, if there was one."""
        outputs = {output: hash_file(Path(output)) for output in step.outputs}
        before = self._made.get(step.name)
        self._made[step.name] = Made(dict(step.inputs), outputs)
        return None if before is None else before.outputs == outputs

    def withdraw(self, kept: Collection[str]) -> dict[str, list[str]]:
        """Forget articles whose file is gone, with their reports: by article, the outputs that are as they were made.

        `kept` are names of articles that are there under another path.
        """
        gone = {
            Path(at).stem: at
            for made in self._made.values()
            if (at := made.inputs.get("its path")) and not Path(at).exists() and Path(at).stem not in kept
        }
        left: dict[str, list[str]] = {}
        for name, made in sorted(self._made.items()):
            article = gone.get(Path(name).stem)
            # Seen from another folder, a relative path leads nowhere and means nothing.
            if article is None or any(Path(p).is_absolute() != Path(article).is_absolute() for p in made.outputs):
                continue
            del self._made[name]
            as_made = (p for p, sha in made.outputs.items() if Path(p).exists() and hash_file(Path(p)) == sha)
            left.setdefault(article, []).extend(as_made)
        return left

    def save(self) -> None:
        """Write the memory whole."""
        atomic.write(self._path, msgspec.json.format(msgspec.json.encode(self._made, order="sorted"), indent=1))


def hash_file(path: Path) -> str:
    """sha256 of a file's bytes; raises BaocaoError where it can not be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BaocaoError(
            f"can not be read ({error.strerror})", where=str(path), remedy="check the path and its rights"
        ) from None
