"""Loads that are killed at random moments, each loaded again and compared element by element.

The tests kill 20. `make crashes` (nightly) kills 100 at new moments, which its seed tells::

    python -m tests.stores.neo4j.crashes [COUNT] [SEED]
"""

import random
import secrets
import sys
import tempfile
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from tests import neo4j_server
from tests.neo4j_server import Neo4jServer
from tests.stores.neo4j.loading import Child, loader
from tests.stores.neo4j.proxy import Direction, proxy_before
from tests.stores.neo4j.towns import COUNTS, check_parts, check_whole, held, write_dataset

DIRECTIONS: tuple[Direction, ...] = ("to server", "to client")


def kill_loads(server: Neo4jServer, folder: Path, count: int, seed: int) -> list[int]:
    """Kill loads, by turns into an empty database and over another state of the dataset.

    A moment is a byte of the conversation with the server, in either direction, so that each is
    within the load however fast the machine is.

    Args:
        server: An empty server.
        folder: An empty folder.
        count: How many loads.
        seed: What chooses the moments.

    Returns:
        How many elements were there after each kill.
    """
    chance = random.Random(seed)
    first = write_dataset(folder / "first", "alpha")
    other = write_dataset(folder / "other", "beta")
    with loader(folder / "said") as program, proxy_before(server.uri) as proxy:
        lengths = []
        whole = []
        for dataset in (first, other):
            before = dict(proxy.passed)
            ended = program.run(proxy.uri(), server, "load", str(dataset), "--yes")
            assert ended.status == 0, ended.err
            lengths.append({way: proxy.passed[way] - before[way] for way in DIRECTIONS})
            whole.append(held(server))
        assert whole[0].counts == whole[1].counts == COUNTS
        assert not whole[0].elements & whole[1].elements

        left = []
        for number in range(count):
            # an empty database gets the first, which the next turn changes into the other
            turn = number % 2
            if turn == 0:
                server.clear()
            way = DIRECTIONS[0] if chance.random() < 0.7 else DIRECTIONS[1]
            dataset = (first, other)[turn]
            place = chance.randrange(1, lengths[turn][way])
            born: SimpleQueue[Child] = SimpleQueue()
            proxy.after(way, place, partial(_kill_next, born))
            child = program.start(proxy.uri(), server, "load", str(dataset), "--yes")
            born.put(child)
            ended = child.wait()
            assert ended.status in (-9, 0), ended  # the last bytes may come when all is done
            left.append(check_parts(server, *whole[: turn + 1]).elements.total())
            program.load(server, dataset)
            check_whole(server, whole[turn])
    return left


def _kill_next(born: SimpleQueue[Child]) -> None:
    born.get().kill()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Kill many loads on a server of its own."""
    count = int(arguments[0]) if arguments else 100
    seed = int(arguments[1]) if len(arguments) > 1 else secrets.randbelow(10**6)
    _say(f"{count} loads are killed, at the moments of seed {seed}.")
    with neo4j_server.temporary() as server, tempfile.TemporaryDirectory() as folder:
        left = kill_loads(server, Path(folder), count, seed)
    partly = sum(0 < elements < sum(COUNTS.values()) for elements in left)
    _say(f"No element was lost, doubled or half-written; {partly} times there was a part of all.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
