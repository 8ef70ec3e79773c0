# make run     install into .venv and build the sample's documents into output/
# make test    the quick tests
# make slow    the long tests: many random inputs, kills, a cluster, the whole sample
# make pages   the page tests: LibreOffice, fonts and poppler needed
# make bench   docgen against other docx engines, side by side: FULL=1, QUICK=1, PUBLISH=1
# make check   format, lint, types, layers and the quick tests with warnings as errors
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test slow pages bench check clean

run: .venv/.installed
	$(BIN)/docgen build

test: .venv/.installed
	$(BIN)/python -m pytest -q -n auto

slow: .venv/.installed
	$(BIN)/python -m pytest -q -n auto -m slow

pages: .venv/.installed
	$(BIN)/python -m pytest -q -m pages

bench: .venv/.installed
	$(BIN)/python -m bench $(if $(FULL),--full) $(if $(QUICK),--quick) $(if $(PUBLISH),--publish)

check: .venv/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n auto -W error

clean:
	rm -rf .venv output

.venv/.installed: requirements.txt requirements-cluster.txt requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
