# Two commands matter: `make report` and `make test`. Both set up .venv/ first, and again when its inputs change.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: report test lint fuzz clean

report: $(READY)
	$(BIN)/derive report specs/*.yaml -o reports

test: $(READY) lint
	$(BIN)/python -m pytest -n 2 -q

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --cases 100000

$(READY): pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
