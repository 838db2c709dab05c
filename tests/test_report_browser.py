"""The page in a real Chromium: for those who see it, those who hear it, and those who use no mouse."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addin.report.figures.drawn import figures_of
from addin.report.page import index_page, member_page
from schemas.loading.members import load_members, unions
from tests.browser import chromium, look_at, violations
from tests.reported import contents_of

pytestmark = [pytest.mark.browser, pytest.mark.long]
HOSTILE = "</td><script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        running.set_script_timeout(120)
        yield running


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports by name: the folder of each."""
    made = {
        "few": contents_of(12, text=f"Training is needed. {HOSTILE}"),
        "all": contents_of(187),
        "ar": contents_of(12, language="ar"),
        "nobody": contents_of(0, union=False, last_year=False),
    }
    folders = {}
    for name, contents in made.items():
        folder = folders[name] = tmp_path_factory.mktemp(name)
        (folder / "members").mkdir()
        (folder / "index.html").write_text(index_page(contents, figures_of(contents)), encoding="utf-8")
        for country in list(contents.members)[:2]:
            (folder / "members" / f"{country}.html").write_text(member_page(contents, country), encoding="utf-8")
    return folders


LOOKS: list[tuple[str, dict[str, Any]]] = [
    # (the report, how it is looked at)
    ("few", {}),
    ("few", {"dark": True}),
    ("few", {"width": 320, "height": 640}),
    ("ar", {}),
    ("ar", {"width": 320, "height": 640, "dark": True}),
    ("nobody", {}),
]


@pytest.mark.parametrize(("report", "look"), LOOKS)
def test_axe_finds_nothing_wrong_and_the_page_fits(
    browser: Any, reports: dict[str, Path], report: str, look: dict[str, Any]
) -> None:
    pages = [reports[report] / "index.html", *sorted((reports[report] / "members").glob("*.html"))[:1]]
    for page in pages:
        look_at(browser, page, **look)
        # What is folded away is looked at as well.
        browser.execute_script("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert violations(browser) == []
        assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
        assert [line for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []
        assert "taken" not in browser.title


def shown(browser: Any, table: str) -> list[str]:
    """The first cells of the rows that can be seen."""
    return list(
        browser.execute_script(
            "return [...document.querySelectorAll(`#${arguments[0]} tbody tr`)]"
            ".filter((row) => row.offsetParent !== null).map((row) => row.cells[0].textContent)",
            table,
        )
    )


def said(browser: Any, table: str) -> str:
    return str(
        browser.execute_script(f"return document.querySelector('[data-filters={table}] [role=status]').textContent")
    )


def press(browser: Any, *keys: str) -> None:
    from selenium.webdriver import ActionChains  # noqa: PLC0415 - as in tests.browser

    ActionChains(browser).send_keys(*keys).perform()


def test_members_are_filtered_by_keyboard_alone(browser: Any, reports: dict[str, Path]) -> None:
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 - as in tests.browser
    from selenium.webdriver.support.wait import WebDriverWait  # noqa: PLC0415 - as in tests.browser

    members = {each.iso3: each for each in load_members().members}
    look_at(browser, reports["all"] / "index.html")
    press(browser, Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("class") == "skip"
    browser.execute_script("document.querySelector('[data-filters=matrix] input').focus()")
    assert said(browser, "matrix") == "Members shown: 188 of 188"
    press(browser, "COTE d")
    assert shown(browser, "matrix") == ["Côte d'Ivoire"] or shown(browser, "matrix") == ["Côte d’Ivoire"]
    assert said(browser, "matrix") == "Members shown: 1 of 188"
    press(browser, *[Keys.BACKSPACE] * 6, Keys.TAB, "Eur")
    europe = sum(each.region == "EUR" and each.iso3 not in unions() for each in members.values())
    assert len(shown(browser, "matrix")) in {europe, europe + 1}
    assert browser.switch_to.active_element.get_attribute("name") == "region"
    press(browser, Keys.TAB, "3", Keys.TAB)
    columns = "return [...document.querySelectorAll('#matrix thead th')].filter((th) => !th.hidden)"
    assert browser.execute_script(f"{columns}.map((th) => th.textContent)") == ["Member", "3.1"]
    press(browser, "5")
    found = browser.execute_script(
        "return [...document.querySelectorAll('#matrix td.found')].map((td) => td.textContent)"
    )
    assert found
    assert set(found) == {"5"}
    assert len(found) == len(shown(browser, "matrix"))
    press(browser, Keys.TAB, Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("type") == "reset"
    WebDriverWait(browser, 10).until(lambda _: said(browser, "matrix") == "Members shown: 188 of 188")
    assert len(shown(browser, "matrix")) == 188


def test_needs_are_searched_by_keyboard_alone_and_at_once(browser: Any, reports: dict[str, Path]) -> None:
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 - as in tests.browser

    look_at(browser, reports["all"] / "index.html")
    total = int(browser.execute_script("return document.querySelectorAll('#register tbody tr').length"))
    assert len(shown(browser, "register")) == min(total, 200)
    browser.execute_script("document.querySelector('[data-filters=register] input').focus()")
    press(browser, "Kenya")
    assert set(shown(browser, "register")) <= {"Kenya"}
    browser.execute_script("document.querySelector('[data-filters=register] input').select()")
    press(browser, "REDACTION des echange")
    found = re.fullmatch(r"Needs found: ([\d,]+) of ([\d,]+)", said(browser, "register"))
    assert found
    assert int(found[2].replace(",", "")) == total
    assert 0 < int(found[1].replace(",", "")) < total
    took = browser.execute_script(
        "const box = document.querySelector('[data-filters=register] input'); const from = performance.now();"
        "box.value = 'training'; box.dispatchEvent(new Event('input', {bubbles: true}));"
        "document.body.offsetHeight; return performance.now() - from;"
    )
    assert took < 1000
    more = browser.find_element("css selector", "[data-more=register]")
    if more.is_displayed():
        more.send_keys(Keys.ENTER)
        assert browser.switch_to.active_element.tag_name == "a"


def test_it_is_all_there_without_script(reports: dict[str, Path]) -> None:
    with chromium("--blink-settings=scriptEnabled=false") as still:
        still.get((reports["few"] / "index.html").resolve().as_uri())
        assert not [form for form in still.find_elements("css selector", "form") if form.is_displayed()]
        rows = still.find_elements("css selector", "#matrix tbody tr, #register tbody tr")
        assert rows
        assert all(row.is_displayed() for row in rows)


def test_it_prints_on_a4_with_all_of_its_rows(browser: Any, reports: dict[str, Path], tmp_path: Path) -> None:
    look_at(browser, reports["few"] / "index.html")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    path = tmp_path / "page.pdf"
    path.write_bytes(base64.b64decode(printed["data"]))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Members and indicators" in text
    assert "Download" not in text
    assert "Clear the filters" not in text
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size: +59[45](\.\d+)? x 84[12]", info)
    number = re.search(r"Pages: +(\d+)", info)
    assert number
    assert int(number[1]) < 40
