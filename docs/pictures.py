"""The pictures of the README, taken from a real build: page 1 of the PDF by pdftoppm, the HTML by Chromium.

make pictures
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAME = "2020-06-16_thanh-tri_phong-van-bi-thu.vi"
REPORTS = HERE.parent / "reports"
HEIGHT = 1100
"""Of the picture of page 1, in pixels."""


def page() -> None:
    """docs/report-page-1.png: 8 bits a pixel in shades of one palette, which keeps text crisp and the file small."""
    from PIL import Image

    target = HERE / "report-page-1"
    command = ["pdftoppm", "-png", "-f", "1", "-l", "1", "-singlefile", "-scale-to", str(HEIGHT)]
    subprocess.run([*command, REPORTS / f"{NAME}.pdf", target], check=True)
    _small(Image.open(target.with_suffix(".png")), target.with_suffix(".png"))


def screen() -> None:
    """docs/report-html.png: the HTML with a figure opened, its sentence marked."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    target = HERE / "report-html.png"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1180, "height": 860})
        opened.goto((REPORTS / f"{NAME}.html").as_uri())
        opened.locator(".tile .value .cite", has_text="60").first.click()
        opened.wait_for_timeout(500)
        opened.screenshot(path=target)
        browser.close()
    _small(Image.open(target), target)


def _small(image: object, path: Path) -> None:
    image.convert("RGB").quantize(64).save(path, optimize=True)  # type: ignore[attr-defined]


if __name__ == "__main__":
    missing = [tool for tool in ("pdftoppm", "chromium") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"pictures need {', '.join(missing)} (Debian: apt-get install poppler-utils chromium)")
    page()
    screen()
