"""The HTML report in a real browser: nothing fails, nothing leaves, every figure opens its sentence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from baocao.report import html
from report.sample_document import HOSTILE, document, every_kind, evidence, table

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine (Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("báo cáo") / "report.html"
    path.write_text(html.write(document(blocks=(*every_kind(), table(12)))), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Any, report: str) -> Iterator[Any]:
    """The report, opened; it fails where the console says anything or a request leaves the file."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(report)
    yield opened
    context.close()
    assert not said
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [report]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_no_violation(browser: Any, report: str, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core-python is not installed")
    # axe itself is a script, which the policy of the report rightly refuses
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    opened = context.new_page()
    opened.goto(report)
    opened.click("p.lead a.cite >> nth=0")
    found = axe.Axe().run(
        opened, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    context.close()
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found["violations"]] == []


def test_a_click_on_a_figure_shows_its_sentence_with_the_figure_marked(page: Any) -> None:
    page.click("p.lead a.cite >> nth=0")
    panel = page.locator(".panel")
    assert panel.is_visible()
    assert panel.locator("mark.hit").inner_text() == "65 triệu đồng/năm"
    assert "quantity.money_per" in panel.inner_text()
    assert panel.locator("h2").evaluate("node => node === document.activeElement")
    assert page.locator("#sentence-2.hit").count() == 1


def test_the_panel_is_closed_by_a_key_and_the_reader_is_back_at_the_figure(page: Any) -> None:
    page.focus("p.lead a.cite >> nth=1")
    page.keyboard.press("Enter")
    assert page.locator(".panel").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "0,42%"


def test_every_figure_of_the_page_opens_evidence_that_holds_it(page: Any) -> None:
    cites = page.locator("main a.cite[data-fact^=q]")
    assert cites.count() > 20
    for index in range(0, cites.count(), 3):
        cites.nth(index).evaluate("node => node.click()")
        assert page.locator(".panel .focus").inner_text().strip()
        assert page.locator(".panel mark.hit").count() == 1


def test_without_javascript_the_page_is_whole_and_a_click_marks_the_sentence(browser: Any, report: str) -> None:
    context = browser.new_context(
        java_script_enabled=False, reduced_motion="reduce", viewport={"width": 1000, "height": 700}
    )
    opened = context.new_page()
    opened.goto(report)
    opened.click("p.lead a.cite >> nth=0")
    assert opened.url.endswith("#sentence-2")
    assert opened.locator(".filter").count() == 0
    target = opened.locator("#sentence-2")
    assert target.is_visible()
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 700
    assert "65 triệu đồng/năm" in target.inner_text()
    context.close()


def test_the_sentence_leads_back_to_the_figure(page: Any) -> None:
    link = page.locator("#sentence-4 .back a >> nth=0")
    link.click()
    assert page.evaluate("document.querySelector(':target').textContent").startswith("1.482")


@pytest.mark.parametrize(
    ("words", "kind", "speaker", "numbers"),
    [
        ("", "", "", [1, 2, 3, 4, 5, 6]),
        ("hộ nghèo", "", "", [3]),
        ("HO NGHEO", "", "", [3]),
        ("", "document", "", [4]),
        ("", "", "Phóng viên", [1]),
        ("", "quantity", "Trần Văn Khởi", [2, 3, 4]),
        ("không có chữ này", "", "", []),
    ],
)
def test_the_annex_is_filtered_by_words_kind_and_speaker(
    page: Any, words: str, kind: str, speaker: str, numbers: list[int]
) -> None:
    page.fill(".filter input", words)
    page.select_option(".filter select >> nth=0", kind)
    page.select_option(".filter select >> nth=1", speaker)
    shown = page.evaluate(
        "[...document.querySelectorAll('.evidence[data-number]')]"
        ".filter(node => node.offsetParent).map(node => +node.dataset.number)"
    )
    assert shown == numbers
    said = page.locator(".filter output").inner_text()
    assert said.startswith(f"{len(numbers)} / 6") if numbers else said == "Không có câu nào khớp."


def test_a_citation_is_copied_with_speaker_number_and_report(browser: Any, report: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto(report)
    opened.click("p.lead a.cite >> nth=0")
    opened.click(".panel button >> nth=0")
    opened.wait_for_function("document.querySelector('.panel button').textContent === 'Đã chép'")
    copied = opened.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.startswith("“Thu nhập bình quân đầu người đạt 65 triệu đồng/năm")
    assert "— Trần Văn Khởi (câu 2; " in copied
    assert copied.endswith("bc-9f31c2)")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_width_needs_sideways_scrolling(browser: Any, report: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    opened = context.new_page()
    opened.goto(report)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_hostile_words_run_nothing(page: Any, tmp_path: Path) -> None:
    from baocao.report.tree import Figure, Heading, Paragraph
    from report.sample_document import text

    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>fetch('https://a.b')</script></svg>"
    words = HOSTILE + "<img src=https://a.b onerror=alert(1)>"
    path = tmp_path / "x.html"
    blocks = (Heading(1, text(words)), Paragraph(text(words)), Figure("image/svg+xml", svg, words), evidence())
    path.write_text(html.write(document(blocks=blocks, title=words)), encoding="utf-8")
    other = page.context.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.on("dialog", lambda dialog: asked.append("dialog"))
    other.goto(path.as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert other.inner_text("h1") == " ".join(words.split())


def test_it_prints_on_a4_with_its_evidence_and_without_its_controls(page: Any, tmp_path: Path) -> None:
    import pikepdf

    page.emulate_media(media="print")
    for control in (".filter", ".contents", ".skip"):
        assert not page.locator(control).first.is_visible()
    data = page.pdf(prefer_css_page_size=True)
    (tmp_path / "x.pdf").write_bytes(data)
    file = pikepdf.open(tmp_path / "x.pdf")
    assert {tuple(round(float(x)) for x in p.mediabox[2:]) for p in file.pages} == {(595, 842)}


def test_the_keyboard_reaches_the_content_first_by_the_skip_link(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
