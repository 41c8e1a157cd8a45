"""The review page in a real browser: decisions are saved at once, by mouse and by keyboard alone; two tabs are safe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from baocao.corrections import Entry, read
from baocao.review import Server, Session
from corrections.made import TEXT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine (Debian: apt-get install chromium)"),
]
HOSTILE = '<img src=x onerror="document.title=1"> &lt;script&gt; 𝟙𐐷 '


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    # letters outside the basic plane stand before the facts: offsets must count code points
    (tmp_path / "mau.txt").write_text(TEXT.replace("Hội nghị tổ", HOSTILE + "Hội nghị tổ"), encoding="utf-8")
    made = Server(Session(tmp_path / "mau.txt", tmp_path / "corrections"))
    thread = Thread(target=made.serve)
    thread.start()
    yield made
    made.close()
    thread.join()


@pytest.fixture
def page(browser: Any, server: Server) -> Iterator[Any]:
    """The page, opened; it fails where the console complains or a request leaves the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(8000)
    opened = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(server.address)
    opened.wait_for_selector("#facts li")
    yield opened
    context.close()
    assert [line for line in said if "409" not in line and "422" not in line] == []
    assert [url for url in asked if not url.startswith((server.address, "data:"))] == []


def entries(tmp_path: Path) -> tuple[Entry, ...]:
    return read(tmp_path / "corrections" / "mau.yml").entries


def finish(page: Any, reason: str = "đối chiếu bản in") -> None:
    """Reason and name, then save."""
    page.fill("#reason", reason)
    page.fill("#by", "Trần Thị Mẫu")
    page.click("#save")
    page.wait_for_selector("#dialog", state="hidden")


def row(page: Any, words: str) -> Any:
    return page.locator("#facts li", has=page.locator(f'strong:text-is("{words}")')).first


def test_the_article_is_shown_with_its_facts_marked_and_its_own_markup_as_text(page: Any) -> None:
    assert page.locator("mark.quantity", has_text="1.599 đảng viên").count() == 1
    assert HOSTILE.strip() in page.inner_text("#text")
    assert page.locator("#text img").count() == 0


def test_a_fact_is_accepted_with_a_click(page: Any, tmp_path: Path) -> None:
    row(page, "20%").locator(".accept").click()
    finish(page)
    assert [(e.do, e.quote) for e in entries(tmp_path)] == [("accept", "20%")]
    assert "đã đúng" in row(page, "20%").inner_text()


def test_a_value_is_changed_and_shown_as_corrected(page: Any, tmp_path: Path) -> None:
    row(page, "1.599 đảng viên").locator(".change").click()
    page.fill("#field-low", "1600")
    page.fill("#field-high", "1600")
    finish(page)
    (entry,) = entries(tmp_path)
    assert (entry.change["low"].was, entry.change["low"].now) == ("1599", "1600")
    assert page.locator("mark.quantity.corrected", has_text="1.599 đảng viên").count() == 1
    assert "1599 → 1600" in page.inner_text("#corrections")


def test_words_selected_with_the_mouse_become_a_fact_at_the_right_offsets(page: Any, tmp_path: Path) -> None:
    page.evaluate(
        """() => {
          for (const node of document.querySelectorAll('#text span')) {
            const at = node.firstChild.data.indexOf('trụ sở');
            if (at >= 0) { getSelection().setBaseAndExtent(node.firstChild, at, node.firstChild, at + 6); return; }
          }
        }"""
    )
    page.click("#add")
    assert page.input_value("#add-quote") == "trụ sở"
    page.fill("#field-low", "1")
    page.fill("#field-high", "1")
    page.fill("#field-unit", "trụ sở")
    finish(page)
    (entry,) = entries(tmp_path)
    text = (tmp_path / "mau.txt").read_text(encoding="utf-8")
    assert (entry.do, entry.quote, entry.start) == ("add", "trụ sở", text.index("trụ sở"))
    assert page.locator("mark.quantity.corrected", has_text="trụ sở").count() == 1


def test_a_fact_leads_to_the_facts_it_leans_on_and_back(page: Any) -> None:
    page.select_option("#filter", "indicator")
    indicator = page.locator("#facts li", has=page.locator(".link", has_text="con số:")).first
    indicator.locator(".fact").click()
    link = indicator.locator(".link", has_text="con số:")
    words, target = link.locator("span").inner_text(), link.get_attribute("data-to")
    assert page.locator("#text mark.near, #text mark.hit").filter(has_text=words).count() >= 1
    link.click()
    current = page.locator("#facts li[aria-current]")
    assert current.get_attribute("data-fact") == target
    assert current.locator("strong").inner_text() == words
    current.locator(".link", has_text="thuộc về:").first.click()
    assert "chỉ tiêu" in page.locator("#facts li[aria-current] .kind").inner_text()


def test_everything_can_be_done_with_the_keyboard_alone(page: Any, tmp_path: Path) -> None:
    keys = page.keyboard
    page.select_option("#filter", "quantity")  # a native control, by keyboard as by mouse
    page.locator("#facts .fact").first.focus()
    keys.press("a")  # accept the first
    keys.insert_text("đúng bản in")
    keys.press("Tab")
    keys.insert_text("Trần Thị Mẫu")
    keys.press("Control+Enter")
    page.wait_for_selector("#dialog", state="hidden")
    keys.press("j")
    keys.press("r")  # reject the second
    keys.insert_text("không phải số liệu")
    keys.press("Control+Enter")
    page.wait_for_selector("#dialog", state="hidden")
    keys.press("n")  # add what was missed
    keys.insert_text("trụ sở")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Tab")
    keys.insert_text("1")
    keys.press("Tab")
    keys.insert_text("1")
    page.locator("#reason").focus()
    keys.insert_text("bỏ sót")
    keys.press("Control+Enter")
    page.wait_for_selector("#dialog", state="hidden")
    keys.press("c")  # opened, and left without a trace
    keys.press("Escape")
    assert [(e.do, e.quote) for e in entries(tmp_path)] == [
        ("accept", "1.599 đảng viên"),
        ("reject", "20%"),
        ("add", "trụ sở"),
    ]


def test_the_second_of_two_tabs_is_told_and_overwrites_nothing(page: Any, server: Server, tmp_path: Path) -> None:
    other = page.context.new_page()
    other.goto(server.address)
    other.wait_for_selector("#facts li")
    row(page, "20%").locator(".accept").click()
    finish(page)
    row(other, "0,7%").locator(".reject").click()
    other.fill("#reason", "sai")
    other.fill("#by", "Người thứ hai")
    other.click("#save")
    other.wait_for_selector("#alert:not([hidden])")
    assert "tải lại trang" in other.inner_text("#alert")
    assert [e.quote for e in entries(tmp_path)] == ["20%"]
    other.click("#reload")
    other.wait_for_selector("#corrections >> text=20%")
    row(other, "0,7%").locator(".reject").click()
    finish(other)
    assert [e.quote for e in entries(tmp_path)] == ["20%", "0,7%"]


def test_a_refused_correction_keeps_what_was_typed_and_says_why(page: Any, tmp_path: Path) -> None:
    row(page, "1.599 đảng viên").locator(".change").click()
    page.fill("#field-low", "1.600")
    page.fill("#reason", "bản in")
    page.fill("#by", "Mẫu")
    page.click("#save")
    page.wait_for_selector("#fault:not([hidden])")
    assert "1600" in page.inner_text("#fault")
    assert page.input_value("#reason") == "bản in"
    assert entries(tmp_path) == ()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser: Any, server: Server, scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core-python is not installed")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # axe itself is a script
    opened = context.new_page()
    opened.goto(server.address)
    opened.wait_for_selector("#facts li")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = axe.Axe().run(opened, options={"runOnly": tags})["violations"]
    row(opened, "20%").locator(".change").click()
    found += axe.Axe().run(opened, options={"runOnly": tags})["violations"]
    context.close()
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
