"""A Chromium without a network, for the tests of the page."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever slips past the routes below resolves to nothing.
    "--host-resolver-rules=MAP * ~NOTFOUND",
]
LOCAL = {"file", "data", "blob", "about"}


@dataclass(frozen=True)
class OfflineBrowser:
    """Opens pages from files. Every request that would leave the machine is refused.

    Attributes:
        context: Playwright's context, new for every test.
        requests: Addresses of all requests, in order.
        refused: Those of them that were not for a file or for data in the page.
        complaints: Errors that the page threw and warnings and errors on its console, which
            is where a broken Content-Security-Policy shows.
    """

    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Playwright keeps marks on the object of a bound method, which a frozen one refuses.
        self.context.route("**/*", lambda route: self._decide(route))
        self.context.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path) -> Page:
        """Open a file in a new tab, and wait until it is loaded."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error.message}"))
        page.on("console", lambda message: self._note(message))
        page.goto(path.resolve().as_uri())
        return page

    def _decide(self, route: Route) -> None:
        if urlsplit(route.request.url).scheme in LOCAL:
            route.continue_()
        else:
            self.refused.append(route.request.url)
            route.abort()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")
