"""A TCP proxy before a server, which drops, delays, cuts and refuses what goes through it.

It listens on a free port of 127.0.0.1. Every byte is counted, in both directions, so that a test
can make something happen at a place of the conversation instead of at a moment of the clock.
"""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Literal

Direction = Literal["to server", "to client"]

CHUNK = 16_384


class Proxy:
    """A proxy before one port of 127.0.0.1. See `proxy_before`.

    Attributes:
        port: Where it listens.
        passed: How many bytes went through, by direction.
        connections: How many connections were made through it.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._flows = threading.Event()
        self._flows.set()
        self._is_closed = threading.Event()
        self._delay = 0.0
        self._rate = 0.0
        self._instead = (b"", b"")
        self._then: dict[Direction, tuple[int, Callable[[], None]]] = {}
        self.passed: dict[Direction, int] = {"to server": 0, "to client": 0}
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def uri(self, scheme: str = "bolt") -> str:
        """The address of the server behind it."""
        return f"{scheme}://127.0.0.1:{self.port}"

    # --- what a test may do -----------------------------------------------------------------------

    def after(self, direction: Direction, count: int, then: Callable[[], None]) -> None:
        """Do something when `count` more bytes have gone through in a direction.

        The byte after these waits until it is done.
        """
        with self._lock:
            self._then[direction] = (self.passed[direction] + count, then)

    def cut(self) -> None:
        """Reset every connection that is open, as if a router had lost its table."""
        with self._lock:
            cut, self._open = self._open, []
        for one in cut:
            # lingering for no second sends RST in place of FIN
            with contextlib.suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RD)  # wakes the thread that reads from it
            one.close()

    def refuse(self) -> None:
        """Let nobody in any more, and cut who is in."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def admit(self) -> None:
        """Let in again after `refuse`, at the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def drop(self) -> None:
        """Let nothing through, and tell nobody."""
        self._flows.clear()

    def flow(self) -> None:
        """Let through again what `drop` kept."""
        self._flows.set()

    def delay(self, seconds: float) -> None:
        """Let each piece wait for so long before it goes on; a piece has 16 KiB at most."""
        self._delay = seconds

    def rate(self, bytes_per_second: float) -> None:
        """Let through so many bytes a second in each direction of each connection, and no more."""
        self._rate = bytes_per_second

    def rewrite(self, said: bytes, heard: bytes) -> None:
        """Let the server hear something else of the same length than a client says."""
        assert len(said) == len(heard)
        self._instead = (said, heard)

    def close(self) -> None:
        """End everything."""
        self._is_closed.set()
        self._flows.set()
        self.refuse()

    # --- what goes on -----------------------------------------------------------------------------

    def _accept(self, listener: socket.socket) -> None:
        while not self._is_closed.is_set():
            try:
                client, _ = listener.accept()
            except OSError:  # it was closed
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:  # there is no server now
                client.close()
                continue
            with self._lock:
                self._open += [client, server]
                self.connections += 1
            self._pump(client, server, "to server")
            self._pump(server, client, "to client")

    def _pump(self, source: socket.socket, sink: socket.socket, direction: Direction) -> None:
        threading.Thread(target=self._pass, args=(source, sink, direction), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, direction: Direction) -> None:
        try:
            while data := source.recv(CHUNK):
                pause = self._delay + (len(data) / self._rate if self._rate else 0.0)
                if pause:
                    self._is_closed.wait(pause)
                self._flows.wait()
                if direction == "to server" and self._instead[0]:
                    data = data.replace(*self._instead)
                self._send(sink, data, direction)
        except OSError:  # either side is gone
            pass
        finally:
            with contextlib.suppress(OSError):
                sink.shutdown(socket.SHUT_WR)

    def _send(self, sink: socket.socket, data: bytes, direction: Direction) -> None:
        while data:
            with self._lock:
                place, then = self._then.get(direction, (None, None))
                here = len(data)
                if place is not None:
                    here = min(here, place - self.passed[direction])
                self.passed[direction] += here
                due = place is not None and self.passed[direction] >= place
                if due:
                    del self._then[direction]
            sink.sendall(data[:here])
            data = data[here:]
            if due and then is not None:
                then()
                self._flows.wait()


@contextlib.contextmanager
def proxy_before(uri: str) -> Iterator[Proxy]:
    """Put a proxy before the server at a Bolt address of 127.0.0.1."""
    proxy = Proxy(int(uri.rpartition(":")[2]))
    try:
        yield proxy
    finally:
        proxy.close()
