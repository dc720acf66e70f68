"""Write a dataset folder of graphkit's as BioCypher writes graphs.

Arguments: the dataset's folder. The settings are in the current one, and the result goes there.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from biocypher import BioCypher

Properties = dict[str, object]


def nodes(data: Path) -> Iterator[tuple[str, str, Properties]]:
    """Yield nodes as BioCypher takes them: id, label, properties."""
    with (data / "nodes" / "Company.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            yield row["id"], "Company", {"name": row["name"]}


def edges(data: Path) -> Iterator[tuple[str, str, str, str, Properties]]:
    """Yield edges as BioCypher takes them: id, source, target, label, properties."""
    with (data / "edges" / "OWNS.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            properties: Properties = {
                "register": row["register"],
                "share": float(row["share"]),
                "votes": int(row["votes"]),
                "kind": row["kind"],
                "since": row["since"],
                "time": row["time"],
            }
            yield row["register"], row["source"], row["target"], "OWNS", properties


def main() -> None:
    """Write nodes, then edges."""
    data = Path(sys.argv[1])
    graph = BioCypher(schema_config_path="schema_config.yaml", output_directory="out")
    graph.write_nodes(nodes(data))
    graph.write_edges(edges(data))


if __name__ == "__main__":
    main()
