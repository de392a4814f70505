# A newcomer needs only `make run` and `make test`; `make help` lists the rest.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help install run test lint format fuzz chaos bench requirements clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

install: $(VENV)/.runtime node_modules/.cvms/.built ## Install everything the product needs, into .venv and node_modules

run: install ## Start the portal, its workers, its database and a mail inbox on this machine
	@$(BIN)/cvms run

test: $(VENV)/.development node_modules/.development node_modules/.cvms/.built ## Check lint, types, import rules and migrations, and run every test
	@$(BIN)/python -m tests.suite

lint: $(VENV)/.development node_modules/.development node_modules/.cvms/.built ## Check lint, types and import rules only
	@$(BIN)/python -m tests.suite --lint

format: $(VENV)/.development ## Format Python and sort imports
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

fuzz: $(VENV)/.development ## Feed new random files to the reader of lists (SECONDS=60), and new cases to each property test
	@$(BIN)/python tests/intake/fuzz.py --seconds $(or $(SECONDS),60)
	@$(BIN)/python -m pytest -q -n 2 -m hypothesis --hypothesis-profile new

chaos: $(VENV)/.development ## Kill the real processes and check that nothing is lost; ROUNDS=100
	@$(BIN)/python -m tests.chaos.rounds $(or $(ROUNDS),100)

bench: $(VENV)/.bench node_modules/.cvms/.built ## Measure speed, memory and size, and write bench/results.json; ONLY=load
	@ONLY=$(ONLY) $(BIN)/python -m bench

requirements: $(VENV)/.development ## Pin the dependencies of pyproject.toml again, with hashes
	@for set in base dev bench; do \
	  $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    $$([ $$set = base ] || echo --extra $$set -c requirements/base.txt) pyproject.toml -o requirements/$$set.txt; \
	done

clean: ## Remove what install made; keep var/, where the data are
	rm -rf $(VENV) node_modules

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "CVMS needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The requirements files name every package, so pip resolves none (`--no-deps`): for `coverage[toml]` it would choose a
# newer release than the pinned one and stop because its hash is missing. A separate call links the package itself.
$(VENV)/.runtime: requirements/base.txt pyproject.toml | $(VENV)/.created
	@echo "Installing Python packages ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "from cvms.local.catalogues import compile_catalogues; compile_catalogues()"
	@touch $@

$(VENV)/.development: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing Python packages for development ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

# The packages that the product is compared with; only `make bench` needs them.
$(VENV)/.bench: requirements/bench.txt $(VENV)/.development
	@echo "Installing the packages that the product is compared with ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/bench.txt
	@touch $@

# `npm ci` empties node_modules first, which removes the built files too.
NPM := PATH="$$PATH:$(CURDIR)/$(BIN)" npm

node_modules/.installed: package.json package-lock.json | $(VENV)/.runtime
	@echo "Installing front-end parts ..."
	@$(NPM) ci --silent --omit=dev
	@touch $@

node_modules/.development: package.json package-lock.json | $(VENV)/.runtime
	@echo "Installing front-end parts for development ..."
	@$(NPM) ci --silent
	@touch node_modules/.installed $@

node_modules/.cvms/.built: $(wildcard src/cvms/ui/assets/*) | node_modules/.installed
	@$(NPM) run --silent build
	@touch $@
