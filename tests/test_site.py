"""The pages as a site: all in its list, every link leads somewhere, and nothing is asked of the network."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.pictures import DOCS

ROOT = Path(__file__).parent.parent
FROM_ABOVE = {"readme.md", "security.md", "changelog.md", "contributing.md"}
FROM_ABOVE_HTML = {page.replace(".md", ".html") for page in FROM_ABOVE}
HAS_MKDOCS = importlib.util.find_spec("mkdocs") is not None and importlib.util.find_spec("material") is not None

pytestmark = pytest.mark.skipif(not HAS_MKDOCS and not os.environ.get("CI"), reason="needs mkdocs-material")


class Asked(HTMLParser):
    """What a browser fetches of a page by itself, what its reader may follow, and the places in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.linked: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.places |= {has[name] for name in ("id", "name") if name in has}
        if "src" in has:
            self.fetched.append(has["src"])
        if "href" in has:
            self.linked.append(has["href"]) if tag == "a" else self.fetched.append(has["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(out)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(build, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def pages(site: Path) -> dict[Path, Asked]:
    return {page: Asked(page.read_text(encoding="utf-8")) for page in sorted(site.rglob("*.html"))}


def is_elsewhere(address: str) -> bool:
    return re.match(r"([a-z]+:)?//", address) is not None


def test_every_page_is_there(site: Path) -> None:
    written = {page.with_suffix(".html").name for page in DOCS.glob("*.md")}
    assert {page.name for page in site.glob("*.html")} == written | FROM_ABOVE_HTML


def test_the_list_leads_to_every_page(site: Path) -> None:
    listed = set(re.findall(r"^ +- .*: (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {page.name for page in DOCS.glob("*.md")} | FROM_ABOVE


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page, asked in pages(site).items():
        assert [address for address in asked.fetched if is_elsewhere(address)] == [], page.name
    styles = [style.read_text(encoding="utf-8") for style in site.rglob("*.css")]
    assert styles
    assert [each for style in styles for each in re.findall(r"(?:url\(|@import )['\"]?(https?:[^'\")]+)", style)] == []


def test_no_drawing_is_left_to_a_script_from_elsewhere(site: Path) -> None:
    """The theme fetches what draws `.mermaid` where a page has one."""
    for page in site.rglob("*.html"):
        assert 'class="mermaid"' not in page.read_text(encoding="utf-8")
    assert "rooms.svg" in (site / "architecture.html").read_text(encoding="utf-8")


def test_every_link_and_picture_leads_somewhere(site: Path) -> None:
    all_pages = pages(site)
    for page, asked in all_pages.items():
        for address in (*asked.fetched, *asked.linked):
            if is_elsewhere(address) or address.startswith(("data:", "mailto:")):
                continue
            path, _, place = unquote(address).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), f"{page.name}: {address}"
            if place and target.suffix == ".html":
                assert place in all_pages[target].places, f"{page.name}: {address}"


def test_what_is_sought_is_found_without_a_network(site: Path) -> None:
    index = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    assert "What happens with the data" in index
