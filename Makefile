# Sillage. `make run` starts it; `make test` runs everything that must hold before a change lands.
.DEFAULT_GOAL := run
.PHONY: run test lint fmt bench fault fuzz client lock clean

# A Python that can run Sillage; when there is none, the script says which package is missing.
PREPARE = python=$$(scripts/find_python.sh) && exec "$$python" scripts/bootstrap.py

run:
	@$(PREPARE) run

test:
	@$(PREPARE) dev python scripts/gate.py

lint:
	@$(PREPARE) dev sh -c 'ruff format --check . && ruff check . && lint-imports && mypy && cd frontend && npm run --silent lint && npm run --silent check'

fmt:
	@$(PREPARE) dev sh -c 'ruff format . && ruff check --fix . ; cd frontend && npm run --silent format'

bench:
	@$(PREPARE) dev python -m bench

# Suites that take long: killed processes, full disks, restores; and every operation fuzzed.
fault:
	@$(PREPARE) dev env SILLAGE_LONG=1 pytest backend -m fault

fuzz:
	@$(PREPARE) dev env SILLAGE_LONG=1 pytest backend -m fuzz

client:
	@$(PREPARE) dev sh -c 'sillage openapi && cd frontend && npm run --silent client'

# Locks carry hashes and no index address. Needs uv (`pip install uv`).
UV ?= uv
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11
lock:
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) --extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt
	$(COMPILE) requirements/node.in -o requirements/node.txt

# Removes what was built; data under var/ stays.
clean:
	rm -rf .venv .node frontend/dist frontend/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	find backend bench scripts -name __pycache__ -type d -prune -exec rm -rf {} +
