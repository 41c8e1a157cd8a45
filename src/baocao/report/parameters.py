"""The parameters of a notebook: read from its `parameters` cell, checked before anything runs."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import msgspec

from baocao.errors import ParameterError

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
"""Types a parameter may have; they are what a command line can carry."""
_TRUTH = {"true": True, "false": False, "1": True, "0": False}


class Parameter(msgspec.Struct, frozen=True):
    """One declared parameter."""

    name: str
    type: str
    default: Any = None
    required: bool = False


def declared(source: str, *, where: str = "") -> dict[str, Parameter]:
    """The parameters that a cell declares as `name: type = default`; raises ParameterError on any other line."""
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise ParameterError(
            f"the parameters cell is no Python (line {error.lineno}: {error.msg})",
            where=where,
            remedy="write name: type = default",
        ) from None
    out = {}
    for line in lines:
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
            continue  # a note
        if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
            raise ParameterError(
                f"line {line.lineno} of the parameters cell declares no typed parameter",
                where=where,
                remedy="write name: type = default",
            )
        kind = ast.unparse(line.annotation)
        if kind not in TYPES:
            raise ParameterError(
                f"parameter {line.target.id} has the type {kind}", where=where, remedy=f"use one of: {', '.join(TYPES)}"
            )
        try:
            default = None if line.value is None else ast.literal_eval(line.value)
        except ValueError:
            raise ParameterError(
                f"the default of parameter {line.target.id} is computed", where=where, remedy="write a constant"
            ) from None
        out[line.target.id] = Parameter(line.target.id, kind, default, line.value is None)
    return out


def checked(known: Mapping[str, Parameter], given: Mapping[str, object], *, where: str = "") -> dict[str, object]:
    """The given values in their declared types; raises ParameterError on the first unknown, missing or mistyped one."""
    for name in given:
        if name not in known:
            names = ", ".join(known) or "none"
            raise ParameterError(f"unknown parameter {name!r}", where=where, remedy=f"this notebook takes: {names}")
    for parameter in known.values():
        if parameter.required and parameter.name not in given:
            raise ParameterError(
                f"parameter {parameter.name!r} is missing", where=where, remedy=f"give it as {parameter.type}"
            )
    return {name: _typed(known[name], value, where) for name, value in given.items()}


def _typed(parameter: Parameter, value: object, where: str) -> object:
    """`value` as declared; a command line gives text, which is read as the declared type."""
    wanted = TYPES[parameter.type]
    if type(value) is wanted:
        return value
    try:
        if isinstance(value, str) and wanted is bool:
            return _TRUTH[value.strip().lower()]
        if isinstance(value, str) and wanted in (int, float):
            return wanted(value)
        if type(value) is int and wanted is float:
            return float(value)
    except (ValueError, KeyError):
        pass
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "…"
    raise ParameterError(
        f"parameter {parameter.name!r} must be {parameter.type}, not {shown}",
        where=where,
        remedy=f"for example {parameter.name}={parameter.default!r}",
    )
