"""A real headless Chromium for tests: what people see of a page, and what axe-core finds wrong for those who do not.

Get it with `apt-get install chromium chromium-driver` and axe-core with `npm install --no-save axe-core@4` in the
repository's folder. Where they are missing a test skips on a laptop and fails in CI.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def _skip(advice: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(advice)
    pytest.skip(advice)


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """A Chromium with a profile of its own, which knows no network's worth of extras."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        _skip("Chromium is not installed: apt-get install chromium chromium-driver")
    from selenium import webdriver  # noqa: PLC0415 - takes long to load, and only browser tests need it
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = str(program)
        for flag in (*_FLAGS, f"--user-data-dir={profile}", *flags):
            options.add_argument(flag)
        running = webdriver.Chrome(options=options, service=Service(executable_path=str(driver)))
        try:
            yield running
        finally:
            running.quit()


def look_at(browser: Any, page: Path, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
    """Open `page` in a window of a size, in light or dark mode, with script running."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(page.resolve().as_uri())


def violations(browser: Any) -> list[str]:
    """What axe-core finds wrong with the page that is open: a line a place, none where all is well."""
    browser.execute_script(_axe())
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values:"
        " ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})"
        ".then((result) => done(result.violations), (error) => done([{id: String(error), nodes: []}]));"
    )
    return [
        f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for each in found
        for node in each["nodes"][:5] or [{"html": ""}]
    ]


@cache
def _axe() -> str:
    if not _AXE.exists():
        _skip("axe-core is not installed: npm install --no-save axe-core@4")
    return _AXE.read_text(encoding="utf-8")
