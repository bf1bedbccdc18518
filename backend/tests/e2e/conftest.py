"""The built app in headless Chromium, against an installation started as `make run` starts it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Locator, Page, Playwright, expect

from sillage.config.environment import CHECKOUT, Environment
from tests.e2e.api import Api
from tests.platform.installation import free_port

PASSWORD = "sillage-demo"
DEMO_SLUG = "atelier-meridien"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SCREENSHOTS = Path(os.environ.get("SILLAGE_SCREENSHOTS", CHECKOUT / "test-results" / "screenshots"))
# Time for a cold page on two busy cores; nothing waits for it when all is well.
expect.set_options(timeout=10_000)


@dataclass
class Installation:
    """A running Sillage with its own data folder."""

    port: int
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    states: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it answers; passkeys want a name, not an IP address."""
        return f"http://localhost:{self.port}"

    def stop(self) -> None:
        """End it as Ctrl+C does, and forget its data."""
        if self.process is None or self.folder is None:
            return
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


def start_installation(*, demo: bool) -> Installation:
    """`sillage up` on an empty folder, waited for until it is ready."""
    folder = Path(tempfile.mkdtemp(prefix="sillage-e2e-"))
    port = free_port()
    known = {name.upper() for name in Environment.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in known}
    variables = kept | {
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "DEMO": "1" if demo else "0",
        "SILLAGE_ENV_FILE": os.devnull,
        "LOG_LEVEL": "ERROR",
        "RATE_SIGN_IN_PER_MINUTE": "100",
        "RATE_ANONYMOUS_PER_MINUTE": "1000",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "sillage.config.cli", "up"],
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    installation = Installation(port, folder, process)
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{installation.address}/readyz", timeout=2):
                return installation
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError("the installation does not start")


@pytest.fixture(scope="session")
def demo() -> Iterator[Installation]:
    """The demo workspace, shared by all browser tests; each test makes the records it changes."""
    # While writing tests: an installation that already runs, by its port.
    running = os.environ.get("SILLAGE_E2E_PORT")
    installation = Installation(int(running)) if running else start_installation(demo=True)
    yield installation
    installation.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, quiet about networks it cannot reach."""
    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    return browser_type_launch_args | {
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": [*flags.split(), "--disable-component-update", "--disable-sync"],
    }


@dataclass
class Windows:
    """Browser windows of a test. None may speak to another host, break the page's policy or throw."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, **options: Any) -> Page:
        """A French window; reduced motion, so that nothing is photographed halfway."""
        defaults = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": WIDE, "reduced_motion": "reduce"}
        context = self.browser.new_context(**(defaults | options))
        self.contexts.append(context)
        page = context.new_page()
        context.on("request", lambda request: self._note_request(request.url))
        context.on("console", lambda message: self._note_console(message.text))
        context.on("weberror", lambda error: self.faults.append(f"thrown: {error.error}"))
        return page

    def _note_request(self, url: str) -> None:
        if not url.startswith(("http://localhost:", "data:", "blob:", "about:")):
            self.faults.append(f"request to another host: {url}")

    def _note_console(self, text: str) -> None:
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.faults.append(f"policy: {text}")

    def close(self) -> None:
        """Close them all."""
        for context in self.contexts:
            context.close()


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    """Opens browser windows, and at the end holds them to what every page keeps."""
    opened = Windows(browser)
    yield opened
    opened.close()
    assert opened.faults == []


def sign_in(page: Page, installation: Installation, email: str, password: str = PASSWORD) -> None:
    """Sign in through the screen."""
    page.goto(f"{installation.address}/login")
    fill_sign_in(page, email, password)
    expect_inside(page)


def expect_inside(page: Page) -> None:
    """The app is open: somebody is signed in."""
    expect(page.get_by_role("navigation", name="Navigation principale").first).to_be_attached()


def fill_sign_in(page: Page, email: str, password: str) -> None:
    """Fill the form and send it, whatever comes of it."""
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def state_of(browser: Browser, installation: Installation, who: str) -> Any:
    """The signed-in state of a demo account; the screen is used the first time only."""
    if who not in installation.states:
        context = browser.new_context(locale="fr-FR")
        page = context.new_page()
        sign_in(page, installation, f"{who}@demo.test")
        installation.states[who] = context.storage_state()
        context.close()
    return installation.states[who]


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(windows: Windows, browser: Browser, demo: Installation) -> OpenPage:
    """Opens a signed-in page: `open_page("/contacts", who="sales", viewport=PHONE, color_scheme="dark")`."""

    def opened(path: str = "", *, who: str = "admin", slug: str = "", **options: Any) -> Page:
        page = windows.open(storage_state=state_of(browser, demo, who), **options)
        page.goto(f"{demo.address}/w/{slug or DEMO_SLUG}{path}")
        return page

    return opened


@pytest.fixture
def api(browser: Browser, demo: Installation, playwright: Playwright) -> Iterator[Api]:
    """The API as the demo's administrator."""
    request = playwright.request.new_context(storage_state=state_of(browser, demo, "admin"))
    workspaces = request.get(f"{demo.address}/api/v1/session").json()["workspaces"]
    workspace = next(each["id"] for each in workspaces if each["slug"] == DEMO_SLUG)
    yield Api(request, demo.address, workspace, DEMO_SLUG)
    request.dispose()


@dataclass(frozen=True)
class Person:
    """A member made for one test."""

    name: str
    email: str
    password: str
    member_id: str
    state: Any
    api: Api


Join = Callable[..., Person]


@pytest.fixture
def join(api: Api, demo: Installation, playwright: Playwright, mark: str) -> Iterator[Join]:
    """Invites somebody and accepts for him: `join("Ana Sorel", role="sales")`."""
    requests: list[APIRequestContext] = []

    def joined(name: str, *, role: str = "sales", into: Api = api) -> Person:
        email = f"{name.split()[0].lower()}.{mark}@exemple.fr"
        password = "une longue phrase secrète"
        roles = {each["key"]: each["id"] for each in into.items("/roles")}
        made = into.post("/invitations", invitations=[{"email": email, "role_id": roles[role]}])
        token = made["items"][0]["link"].rsplit("/", 1)[1]
        request = playwright.request.new_context()
        requests.append(request)
        own = Api(request, demo.address, into.workspace, into.slug)
        own.get("/setup")
        own.post(f"/invitations/by-token/{token}/accept", name=name, password=password)
        member = own.get("/session")["member"]["id"]
        return Person(name, email, password, member, request.storage_state(), own)

    yield joined
    for request in requests:
        request.dispose()


@pytest.fixture
def mark() -> str:
    """A word no other test uses, for the names of a test's records."""
    return "x" + uuid.uuid4().hex[:6]


def part(page: Page, title: str) -> Locator:
    """The part of a page under a heading."""
    return page.locator("section").filter(has=page.get_by_role("heading", name=title))


def settled(page: Page) -> None:
    """Wait until the page has its content and asks for nothing more."""
    drawn(page)
    page.wait_for_load_state("networkidle")


def drawn(page: Page) -> None:
    """Wait until no skeleton is left."""
    page.locator("main").first.wait_for()
    page.wait_for_function("() => !document.querySelector('[data-skeleton], .mantine-Skeleton-root')")


def serious_findings(page: Page) -> list[str]:
    """What axe calls serious or critical on the page, each with the elements concerned."""
    found = Axe().run(page).response["violations"]
    return [
        f"{entry['id']}: {entry['help']}: {[node['target'] for node in entry['nodes']][:4]}"
        for entry in found
        if entry["impact"] in {"serious", "critical"}
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the page, for people to look at and for the README."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
