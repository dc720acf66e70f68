"""The pictures of README and docs, taken of the real page: `make pictures`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import graphkit as gk
from tests import system
from tests.browser import ARGUMENTS, OfflineBrowser

ROOT = Path(__file__).parents[1]
PICTURES = {"page": "#node=albania"}
"""The pictures in `docs/` by name, each with the view that it shows."""


def main() -> int:
    """Write the page of the case, open each view without a network, and take its picture."""
    chromium = system.CHROMIUM.find()
    if chromium is None:
        print(system.CHROMIUM.missing, file=sys.stderr)
        return 1
    graph = gk.build(gk.read(ROOT / "data"))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = gk.write_page(graph, Path(folder) / "graph.html")
        process = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, view in PICTURES.items():
            context = process.new_context(viewport={"width": 1440, "height": 900})
            page = OfflineBrowser(context).open(path)
            page.goto(f"{path.resolve().as_uri()}{view}")
            page.reload()
            page.locator("#whole").click()
            page.mouse.move(0, 0)
            page.wait_for_timeout(1000)  # until what moves into view stands still
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
            print(f"docs/{name}.png")
        process.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
