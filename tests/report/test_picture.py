"""Pictures: harmless, steady, of known size."""

from __future__ import annotations

import io

import pytest

from baocao.errors import ReportError
from baocao.report import picture

SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='{}'>{}</svg>"


@pytest.mark.parametrize(
    "evil",
    [
        "<script>x()</script>",
        "<image xlink:href='file:///etc/passwd'/>",
        "<image href='https://a.b/x.png'/>",
        "<rect onclick='x()'/>",
        "<a href='https://a.b'><text>x</text></a>",
        "<foreignObject><b>x</b></foreignObject>",
        "<style>@import url(https://a.b);</style>",
        "<rect fill='url(https://a.b#x)'/>",
        "<metadata>2024-01-01</metadata>",
    ],
)
def test_what_an_svg_could_run_or_fetch_is_taken_out(evil: str) -> None:
    cleaned = picture.clean_svg(SVG.format(9, "<text>giữ</text>" + evil).encode())
    assert "giữ" in cleaned
    for part in ("script", "file:", "https:", "onclick", "foreignObject", "2024"):
        assert part not in cleaned


def test_inner_references_and_data_pictures_stay() -> None:
    inner = "<clipPath id='c'/><g clip-path='url(#c)'><use xlink:href='#c'/></g>"
    inner += "<image xlink:href='data:image/png;base64,AA'/>"
    cleaned = picture.clean_svg(SVG.format(9, inner).encode())
    assert "url(#c)" in cleaned
    assert '"#c"' in cleaned
    assert "data:image/png" in cleaned


@pytest.mark.parametrize("data", [b"", b"no", b"<html/>", b"<svg", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"])
def test_what_is_no_svg_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError, match="not readable as SVG"):
        picture.clean_svg(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_size_of_a_bitmap_is_read_from_its_bytes(kind: str) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (37, 19)).save(out, kind)
    assert picture.bitmap_size(out.getvalue()) == (37, 19)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a"])
def test_what_is_no_bitmap_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError, match="neither PNG"):
        picture.bitmap_size(data)


@pytest.mark.parametrize(("stated", "points"), [("90pt", 90.0), ("96", 72.0), ("2in", 144.0), ("100%", 0.0), ("", 0.0)])
def test_the_width_of_an_svg_is_what_it_states(stated: str, points: float) -> None:
    assert picture.width("image/svg+xml", SVG.format(stated, "")) == points
