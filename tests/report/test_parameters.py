"""A notebook's parameters, checked before anything runs."""

from __future__ import annotations

import pytest

from baocao.errors import ParameterError
from baocao.report.parameters import checked, declared

CELL = """# what it is about
article: str = "x.json"  # the parsed article
n: int = 3
share: float = 0.5
deep: bool = False
name: str
"""
KNOWN = declared(CELL)


def test_the_cell_declares_names_types_and_defaults() -> None:
    assert [(p.name, p.type, p.default, p.required) for p in KNOWN.values()] == [
        ("article", "str", "x.json", False),
        ("n", "int", 3, False),
        ("share", "float", 0.5, False),
        ("deep", "bool", False, False),
        ("name", "str", None, True),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("article = 'x'", "no typed parameter"),
        ("import os", "no typed parameter"),
        ("x: list = []", "type list"),
        ("x: str = open('/etc/passwd').read()", "is computed"),
        ("x: str =", "no Python"),
    ],
)
def test_a_cell_that_declares_no_typed_constants_is_refused(source: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        declared(source, where="a.ipynb")


def test_what_a_command_line_gives_is_read_as_the_declared_type() -> None:
    given = {"n": "7", "share": "0.25", "deep": "true", "name": "7"}
    assert checked(KNOWN, given) == {"n": 7, "share": 0.25, "deep": True, "name": "7"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": "a", "artcle": "y"}, "unknown parameter 'artcle'.*article, n, share"),
        ({}, "'name' is missing"),
        ({"name": "a", "n": "seven"}, "'n' must be int, not 'seven'"),
        ({"name": "a", "n": 2.5}, "'n' must be int"),
        ({"name": "a", "n": True}, "'n' must be int, not True"),
        ({"name": 5}, "'name' must be str, not 5"),
        ({"name": "a", "deep": "perhaps"}, "'deep' must be bool"),
        ({"name": ["x" * 200]}, "…"),
    ],
)
def test_an_unknown_missing_or_mistyped_parameter_is_told_in_one_line(given: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError, match=message) as caught:
        checked(KNOWN, given, where="a.ipynb")
    assert str(caught.value).startswith("a.ipynb: ")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
