"""Names that wait: each package gives what it names, and imports it only then."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest


@pytest.mark.parametrize("package", ["baocao", "baocao.corrections", "baocao.report"])
def test_a_package_has_all_that_it_names(package: str) -> None:
    module = import_module(package)
    assert set(module.__all__) <= set(dir(module))
    assert all(getattr(module, name) is not None for name in module.__all__)
    with pytest.raises(AttributeError, match=rf"module '{package}' has no attribute 'nothing'"):
        module.nothing  # noqa: B018


@pytest.mark.parametrize(
    ("package", "name", "home"),
    [
        ("baocao", "numeral", "baocao.atoms.numeral"),
        ("baocao", "parse", "baocao.parse"),
        ("baocao.corrections", "understand", "baocao.corrections.merge"),
        ("baocao.report", "gather", "baocao.report.corpus"),
    ],
)
def test_what_a_name_needs_is_imported_when_it_is_asked_for(package: str, name: str, home: str) -> None:
    code = f"import sys, {package} as p; a = {home!r} in sys.modules; p.{name}; print(a, {home!r} in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False True\n"
