"""Formulas as pictures without TeX."""

from __future__ import annotations

import warnings

import pytest

from baocao.report import formula


@pytest.mark.parametrize(
    "tex",
    [
        r"a^2+b^2=c^2",
        r"\frac{a}{b}",
        r"\dfrac{a}{b}",
        r"\displaystyle \sum_{i=1}^{n} x_i \le 1",
        r"\bar{x}",
        r"\sqrt[3]{2}",
        r"\text{số dân} = 5",
        r"\begin{equation}E = mc^2\end{equation}",
        r"\alpha \leq \beta \tag{1}",
        r"a<b",
        r"50\%",
        r"\mathbb{R}",
    ],
)
def test_the_usual_formulas_are_set(tex: str) -> None:
    drawn = formula.draw(tex)
    assert drawn is not None
    assert drawn.height > drawn.depth >= 0


@pytest.mark.parametrize(
    "tex", [r"\begin{aligned}a&=b\end{aligned}", r"\unknowncommand", "{", r"\frac{a}", "", "x" * 3000, r"\left( x"]
)
def test_what_can_not_be_set_is_left_to_be_shown_as_source(tex: str) -> None:
    assert formula.draw(tex) is None


def test_the_picture_is_the_same_each_time_and_complains_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = formula.draw(r"\text{tổng} = \frac{1}{2}")
        formula.draw.cache_clear()
        assert formula.draw(r"\text{tổng} = \frac{1}{2}") == first
