"""Run the command line of KGX with the Biolink model and the prefixes that are installed beside it.

It loads them from the network otherwise, as soon as it is imported.
"""

import json
import logging
import sys
from importlib.resources import files

from bmt import toolkit
from kgx import config

MODEL = files("biolink_model")
PREFIXES = MODEL / "prefixmaps" / "biolink-model-prefix-map.json"
REGISTRY = files("prefixcommons") / "registry"

toolkit.Toolkit.__init__.__defaults__ = (
    str(MODEL / "schema" / "biolink_model.yaml"),
    {"predicate mappings": []},
)
prefixes = json.loads(PREFIXES.read_text()) | {"EX": "https://example.org/"}
config.jsonld_context_map["biolink"] = prefixes
for name in ("monarch_context", "obo_context"):
    content = json.loads((REGISTRY / f"{name}.jsonld").read_text())
    config.jsonld_context_map[name] = content["@context"]

from kgx.cli import cli  # noqa: E402 - it takes the model as soon as it is imported

# It warns of each property of each row that Biolink does not have; that is not to be timed.
logging.getLogger("KGX").setLevel(logging.ERROR)

if __name__ == "__main__":
    sys.exit(cli())
