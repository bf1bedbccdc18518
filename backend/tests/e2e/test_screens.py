"""Every screen: no serious axe finding, no sideways scrolling, a quiet console; light and dark, phone to desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.api import Api
from tests.e2e.conftest import PHONE, WIDE, OpenPage, drawn, overflow, photograph, serious_findings, settled

SCREENS = {
    "board": "/pipeline",
    "deals": "/pipeline?view=table",
    "statistics": "/pipeline?view=statistics",
    "contacts": "/contacts",
    "organisations": "/organisations",
    "search": "/search?q=galerie",
    "imports": "/imports",
    "import-new": "/imports/new",
    "account": "/settings/account",
    "workspace": "/settings/workspace",
    "members": "/settings/members",
    "teams": "/settings/teams",
    "roles": "/settings/roles",
    "api-keys": "/settings/api-keys",
    "pipelines": "/settings/pipelines",
    "outbox": "/settings/outbox",
    "trash": "/settings/trash",
    "installation": "/settings/installation",
}
NARROW = {"width": 320, "height": 700}
# A browser complains of its own accord about requests that were cut short by leaving a page.
HARMLESS = ("net::ERR_ABORTED", "Failed to fetch dynamically", "ResizeObserver loop")

pytestmark = pytest.mark.xdist_group("browser")


def faults_of(page: Page, name: str) -> list[str]:
    """Photographs the page in both schemes and widths; says what axe finds and where it is wider than its window."""
    faults = []
    for size, width in ((WIDE, 1440), (PHONE, 390)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            drawn(page)
            photograph(page, f"{name}-{scheme}-{width}")
            # Structure is the same in the dark; there only the colours can be wrong, which the wide page shows.
            if scheme == "light" or size is WIDE:
                faults += [f"{scheme} {width}: {finding}" for finding in serious_findings(page)]
        faults += [f"{width}: {overflow(page)} px too wide"] if overflow(page) else []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    return faults + ([f"320: {overflow(page)} px too wide"] if overflow(page) else [])


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_accessible_and_fits_from_phone_to_desk(name: str, open_page: OpenPage) -> None:
    page = open_page(SCREENS[name], color_scheme="light")
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    settled(page)

    faults = faults_of(page, name)

    assert faults == []
    assert [text for text in noise if not any(known in text for known in HARMLESS)] == []


@pytest.mark.parametrize("record", ["deal", "contact", "organisation"])
def test_a_record_page_is_accessible_and_fits_from_phone_to_desk(record: str, open_page: OpenPage, api: Api) -> None:
    first = api.items(f"/{record}s?limit=1")[0]
    page = open_page(f"/{record}s/{first['id']}", color_scheme="light")
    settled(page)

    assert faults_of(page, record) == []


@pytest.mark.parametrize("path", ["/login", "/password/reset"])
def test_a_page_before_sign_in_is_accessible(path: str, open_page: OpenPage, api: Api) -> None:
    page = open_page("/contacts", color_scheme="light")
    page.context.clear_cookies()
    page.goto(f"{api.address}{path}")
    page.get_by_role("heading", level=1).wait_for()

    assert faults_of(page, path.strip("/").replace("/", "-")) == []
