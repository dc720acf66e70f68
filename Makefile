# Everything runs in .venv, which the first target that needs it makes.
#   make demo      installs graphkit, loads the data, makes graph.html
#   make test      installs what the tests need and runs all of them
#   make help      every target

PYTHON ?=
# The releases that are tested; one that is named is the only one that is fetched and started.
NEO4J_VERSIONS := $(or $(NEO4J_VERSION),5.26.30 2026.09.0)
NEO4J_VERSION ?= 5.26.30
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TYPESCRIPT := tools/typescript/node_modules/typescript/bin/tsc
export NEO4J_VERSION

# A file of tests stays on one worker, and each worker has servers of its own. A server that a
# person names is one for all: there the tests run one after the other. Files are handed out in the
# order of conftest.py, the long ones first.
WORKERS ?= 3
SPREAD := $(if $(GRAPHKIT_TEST_NEO4J_URI),,-n $(WORKERS) --dist loadfile --no-loadscope-reorder)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

.PHONY: help
help: ## show this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | expand -t 16

## The environment: stamps under .venv tell what is up to date. A lock names everything that is
## needed, so nothing is resolved anew: pip would look past a lock's `coverage` for what wants
## `coverage[toml]`, and refuse the newer one that it finds.

$(VENV)/.made:
	@python="$$(sh tools/python.sh "$(PYTHON)")" && \
	echo "Environment: .venv, with $$("$$python" --version)" && \
	rm -rf $(VENV) && "$$python" -m venv $(VENV) && touch $@

$(VENV)/.runtime: $(VENV)/.made requirements/runtime.txt
	@echo "Environment: installing what graphkit needs"
	@$(PIP) install --no-deps --require-hashes -r requirements/runtime.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.txt
	@echo "Environment: installing what the tests need"
	@$(PIP) install --no-deps --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.runtime

# The build tools are in the requirements: nothing is fetched here.
$(VENV)/.graphkit: $(VENV)/.runtime pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: install
install: $(VENV)/.graphkit ## graphkit alone, in .venv

.PHONY: install-dev
install-dev: $(VENV)/.dev $(VENV)/.graphkit ## graphkit and the developers' tools

.PHONY: demo
demo: install ## install, check, load, query, analyze, and make graph.html
	@sh tools/demo.sh

## The tests

.PHONY: test
test: install-dev system neo4j-jars lint types script-types architecture pytest ## everything that must hold

.PHONY: system
system: install-dev ## what the tests need from the system; apt installs it where it may
	@$(BIN)/python -m tests.system

.PHONY: neo4j-jars
neo4j-jars: ## the jars of cypher-shell and of both Neo4j servers, or NEO4J_VERSION's (Maven, once)
	@for version in $(NEO4J_VERSIONS); do sh tools/neo4j/jars.sh $$version || exit 1; done
	@sh tools/neo4j/jars.sh shell

.PHONY: lint
lint: install-dev ## ruff: rules and layout
	$(BIN)/ruff check
	$(BIN)/ruff format --check

.PHONY: types
types: install-dev ## mypy, strict
	$(BIN)/mypy

$(TYPESCRIPT): tools/typescript/package-lock.json
	@npm ci --prefix tools/typescript --no-audit --no-fund --silent
	@touch $@

.PHONY: script-types
script-types: $(TYPESCRIPT) ## tsc: the types in the page's script (npm, once)
	node $(TYPESCRIPT) -p tools/typescript

.PHONY: architecture
architecture: install-dev ## import-linter: the layers
	$(BIN)/lint-imports --no-logo

.PHONY: pytest
pytest: install-dev ## the whole suite on WORKERS processes (3), with branch coverage
	$(BIN)/python -m pytest -ra --cov $(SPREAD)

.PHONY: format
format: install-dev ## let ruff lay the code out
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

## Other work

.PHONY: nightly
nightly: install-dev neo4j-jars ## the suite with more kills, and more and new examples
	GRAPHKIT_TEST_NIGHTLY=1 $(BIN)/python -m pytest -ra $(SPREAD)

.PHONY: crashes
crashes: install-dev neo4j-jars ## 100 loads into a Neo4j that are killed at new moments (nightly)
	@$(BIN)/python -m tests.stores.neo4j.crashes

.PHONY: fuzz
fuzz: install-dev ## 10,000 new inputs for each reader (nightly); TARGET=csv for one
	@$(BIN)/python -m tests.fuzz $(or $(TARGET),all)

.PHONY: neo4j
neo4j: install-dev ## a Neo4j server of the tests, for a person; NEO4J_VERSION=2026.09.0 for the newest
	@sh tools/neo4j/jars.sh $(NEO4J_VERSION)
	@$(BIN)/python -m tests.neo4j_server

.PHONY: bench
bench: install-dev ## measure graphkit at full size; the tables in benchmarks/README.md
	$(BIN)/python -m benchmarks --write

.PHONY: bench-peers
bench-peers: install-dev ## measure it beside other tools, each in an environment of its own
	$(BIN)/python -m benchmarks peers --write

.PHONY: pictures
pictures: install-dev ## the pictures of README and docs, taken of the real page
	@$(BIN)/python -m tests.pictures

.PHONY: build
build: install-dev ## wheel and sdist, in dist/
	$(BIN)/python -m build --no-isolation

.PHONY: lock
lock: $(VENV)/.made ## newest versions into requirements/*.txt
	@sh tools/lock.sh $(BIN)/python

.PHONY: clean
clean: ## remove what these targets made, but for the jars
	rm -rf $(VENV) .cache build dist htmlcov graph.html data/.graphkit .coverage .coverage.* \
	    .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
