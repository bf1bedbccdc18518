"""What a person feels at this size, in headless Chromium: when board and table answer, and how dragging runs.

A page is usable when its first rows or cards are drawn and the main thread is free; the time counts from the
navigation. While a card is carried over the board, Chromium reports every task above 50 ms.
"""

from __future__ import annotations

import os
import statistics
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.installation import PORT, Installation

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
ROUNDS = 5
WATCH = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.longTasks.push([entry.startTime, entry.duration]);
}).observe({ type: "longtask", buffered: true });
"""
DRAWN = {"board": "[data-card]", "table": "[role=row] [role=gridcell], tbody tr td"}


@dataclass(frozen=True, slots=True)
class Felt:
    """Milliseconds until usable, by page, and the tasks above 50 ms while dragging."""

    usable: dict[str, float]
    dragging_tasks: list[float] = field(default_factory=list)


def _usable_after(page: Page, address: str, drawn: str) -> float:
    page.goto(address, wait_until="commit")
    page.locator(drawn).first.wait_for()
    # Two frames and an idle moment after the first rows: what was queued with them has run.
    return float(
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>"
            " requestIdleCallback(() => done(performance.now()), { timeout: 2000 }))))"
        )
    )


def _drag(page: Page) -> list[float]:
    """Carry the first card slowly over the board and back; gives the tasks above 50 ms meanwhile."""
    box = page.locator("[data-card]").first.bounding_box()
    assert box is not None, "a card is drawn"
    page.mouse.move(box["x"] + 60, box["y"] + 20)
    page.mouse.down()
    # Picking up draws the copy once; carrying is what must stay smooth.
    page.mouse.move(box["x"] + 90, box["y"] + 40, steps=6)
    begin = float(page.evaluate("performance.now()"))
    for _ in range(3):
        page.mouse.move(box["x"] + 900, box["y"] + 200, steps=40)
        page.mouse.move(box["x"] + 90, box["y"] + 40, steps=40)
    found = page.evaluate(f"window.longTasks.filter(([start]) => start >= {begin}).map(([, length]) => length)")
    page.keyboard.press("Escape")
    page.mouse.up()
    return [float(length) for length in found]


def _window(browser: Browser, installation: Installation) -> Page:
    person = next(person for person in installation.people if person.sees_team is None)
    name, _, value = person.session.cookie.partition("=")
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": 1440, "height": 900})
    cookies: list[Any] = [
        {"name": name, "value": value, "url": f"http://localhost:{PORT}"},
        {"name": "csrftoken", "value": person.session.csrf, "url": f"http://localhost:{PORT}"},
    ]
    context.add_cookies(cookies)
    page = context.new_page()
    page.add_init_script(WATCH)
    return page


def felt(installation: Installation) -> Felt:
    """Measure board, table and dragging as a manager who sees everything."""
    assert installation.dataset is not None, "prepared"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        page = _window(browser, installation)
        page.goto(f"http://localhost:{PORT}/")
        page.wait_for_url("**/w/**")
        base = page.url.split("/w/")[0] + "/w/" + page.url.split("/w/")[1].split("/")[0]
        addresses = {"board": f"{base}/pipeline/{installation.dataset.pipeline_id}", "table": f"{base}/contacts"}
        usable = {
            name: statistics.median(_usable_after(page, address, DRAWN[name]) for _ in range(ROUNDS))
            for name, address in addresses.items()
        }
        _usable_after(page, addresses["board"], DRAWN["board"])
        tasks = _drag(page)
        browser.close()
    return Felt(usable, tasks)
