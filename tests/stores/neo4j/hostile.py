"""A server that is killed and started again with other settings, its data kept."""

import dataclasses
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

import pytest

from tests import neo4j_server
from tests.neo4j_server import Neo4jServer


class Hostile:
    """A server that tests have for themselves. See `hostile`.

    Attributes:
        process: The server's, if it runs.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._server = neo4j_server.installed(home)
        self._conf = home / "conf" / "neo4j.conf"
        self._plain = self._conf.read_text()
        self._settings: Mapping[str, str] | None = None
        self._running = ExitStack()
        self.process: subprocess.Popen[bytes] | None = None

    def under(self, settings: Mapping[str, str], *, scheme: str = "bolt") -> Neo4jServer:
        """Return the server as it runs with settings beside those of the tests.

        It is started anew where it was killed, or runs with other ones.

        Args:
            settings: The settings.
            scheme: What an address that leads to it begins with.
        """
        uri = self._server.uri.replace("bolt:", f"{scheme}:")
        server = dataclasses.replace(self._server, uri=uri)
        is_up = self.process is not None and self.process.poll() is None
        if not is_up or self._settings != settings:
            self.stop()
            self._settings = settings
            lines = (f"{name}={value}\n" for name, value in settings.items())
            self._conf.write_text(self._plain + "".join(lines))
            self.process = self._running.enter_context(neo4j_server.started(self._home, server))
        return server

    def kill(self) -> None:
        """End it as a power failure would, but for what the system keeps of files."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it as it wants to be ended."""
        self._running.close()

    @property
    def log(self) -> Path:
        """The folder of its transactions, which grows with all that is written."""
        return self._home / "data" / "transactions" / "neo4j"

    @cached_property
    def tls(self) -> dict[str, str]:
        """The settings that let it speak TLS alone, with a certificate that is signed by itself."""
        folder = self._home / "certificate"
        folder.mkdir()
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
                *("-keyout", "private.key", "-out", "public.crt"),
            ],
            cwd=folder,
            check=True,
            capture_output=True,
        )
        policy = "dbms.ssl.policy.bolt"
        return {
            f"{policy}.enabled": "true",
            f"{policy}.base_directory": str(folder),
            f"{policy}.client_auth": "NONE",
            "server.bolt.tls_level": "REQUIRED",
        }


@contextmanager
def hostile() -> Iterator[Hostile]:
    """Install a server in a folder of its own, which is removed with it."""
    reason = neo4j_server.missing(neo4j_server.version())
    if reason is not None:
        pytest.skip(reason)
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl on the system (a certificate for the server); none was found")
    home = Path(tempfile.mkdtemp(prefix="graphkit-neo4j-"))
    try:
        found = Hostile(home)
        try:
            yield found
        finally:
            found.stop()
    finally:
        shutil.rmtree(home)
