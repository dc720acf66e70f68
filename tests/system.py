"""What the tests need from the system, beside Python: Java, Maven, Chromium, Node.js and npm.

`python -m tests.system` says what is there, and lets apt install the rest where it may:
as root, or with a sudo that asks for no password. SYSTEM_INSTALL=no forbids it.
"""

import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST_JAVA = 17
CALENDAR_JAVA = 25
OLDEST_NODE = 20
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass(frozen=True)
class Part:
    """Something of the system: its name, what it is for, and how apt calls it.

    Of `packages`, apt installs the first that it knows. `find` gives the program's path, or
    None where there is none that runs.
    """

    name: str
    purpose: str
    packages: tuple[str, ...]
    find: Callable[[], str | None]

    @property
    def missing(self) -> str:
        return f"needs {self.name} on the system ({self.purpose}); none was found that runs"


def output_of(*command: str) -> str | None:
    """What a program prints on both streams; None where it is not there or fails."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def java_release(version_text: str) -> int | None:
    """The feature release in what `java -version` prints: 17 of `openjdk version "17.0.15"`."""
    found = re.search(r'version "(\d+)', version_text)
    return int(found[1]) if found else None


def javas() -> Iterator[str]:
    """Where a Java may be, the places that a person names first."""
    names = ["JAVA_HOME", *sorted(name for name in os.environ if name.startswith("JAVA_HOME_"))]
    homes = [Path(os.environ[name]) for name in names if os.environ.get(name)]
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    homes += sorted(Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home"))
    yield from (str(home / "bin" / "java") for home in homes)
    yield "java"


@functools.cache
def find_java(oldest: int = OLDEST_JAVA) -> str | None:
    """The program of the oldest Java that is new enough; a server may not know the newest yet."""
    found: dict[int, str] = {}
    for java in javas():
        path = shutil.which(java)
        text = output_of(path, "-version") if path is not None else None
        release = java_release(text) if text is not None else None
        if path is not None and release is not None and release >= oldest:
            found.setdefault(release, path)
    return found[min(found)] if found else None


def find_newer_java() -> str | None:
    return find_java(CALENDAR_JAVA)


def find_maven() -> str | None:
    return shutil.which("mvn") if output_of("mvn", "--version") is not None else None


def find_node() -> str | None:
    path = shutil.which("node")
    release = re.search(r"^v(\d+)", output_of(path, "--version") or "") if path else None
    return path if release is not None and int(release[1]) >= OLDEST_NODE else None


def find_npm() -> str | None:
    path = shutil.which("npm")
    return path if path is not None and output_of(path, "--version") is not None else None


def find_chromium() -> str | None:
    # A name on the path may be a stub that only tells how to install the browser.
    for browser in (*BROWSERS, *MAC_BROWSERS):
        path = shutil.which(browser)
        if path is not None and output_of(path, "--version") is not None:
            return path
    return None


JAVA = Part(
    f"Java {OLDEST_JAVA} or newer",
    "runs Neo4j 5",
    ("openjdk-21-jre-headless", "openjdk-17-jre-headless", "default-jre-headless"),
    find_java,
)
NEWER_JAVA = Part(
    f"Java {CALENDAR_JAVA} or newer",
    "runs Neo4j 2026; JAVA_HOME_25 may name its folder",
    ("openjdk-25-jre-headless", "temurin-25-jre"),
    find_newer_java,
)
MAVEN = Part("Maven", "fetches the Neo4j server", ("maven",), find_maven)
CHROMIUM = Part("Chromium", "shows the page", ("chromium",), find_chromium)
NODE = Part(
    f"Node.js {OLDEST_NODE} or newer",
    "runs the unit tests of the page's script",
    ("nodejs",),
    find_node,
)
NPM = Part("npm", "fetches the compiler that checks the script's types", ("npm",), find_npm)
PARTS = (JAVA, NEWER_JAVA, MAVEN, CHROMIUM, NODE, NPM)


def apt_prefix() -> list[str] | None:
    """What stands before apt-get for it to install without a question; None: it may not."""
    if os.environ.get("SYSTEM_INSTALL") == "no" or shutil.which("apt-get") is None:
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    return ["sudo", "-n", *quiet] if output_of("sudo", "-n", "true") is not None else None


def install(parts: list[Part], prefix: list[str]) -> bool:
    """Let apt install parts: whether every step of it succeeded."""

    def apt(*arguments: str) -> bool:
        command = [*prefix, "apt-get", "-q", *arguments]
        print("system:", " ".join(command), flush=True)
        return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0

    def known(packages: tuple[str, ...]) -> Iterator[str]:
        for package in packages:
            # A package without a candidate is only a name that others mention.
            text = output_of("env", "LC_ALL=C", "apt-cache", "policy", package) or ""
            if "Candidate:" in text and "Candidate: (none)" not in text:
                yield package

    succeeded = apt("update")
    for part in parts:
        package = next(known(part.packages), part.packages[-1])
        succeeded &= apt("install", "--yes", "--no-install-recommends", package)
    return succeeded


def main() -> int:
    missing = [part for part in PARTS if part.find() is None]
    prefix = apt_prefix()
    if missing and prefix is not None:
        install(missing, prefix)
    find_java.cache_clear()  # apt may have brought one
    lacking = False
    for part in PARTS:
        path = part.find()
        lacking |= path is None
        print(f"system: {part.name}, which {part.purpose}: {path or 'not found'}")
    if lacking and os.environ.get("GRAPHKIT_TEST_NO_SKIP") == "1":
        print("system: nothing may be skipped (GRAPHKIT_TEST_NO_SKIP=1)", file=sys.stderr)
        return 1
    if lacking:
        print("system: tests that need what was not found are skipped, with that reason")
    return 0


if __name__ == "__main__":
    sys.exit(main())
