# Two commands matter: `make report` and `make test`. Both set up .venv/ first, and again when its inputs change.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := $(VENV)/.peers
THREADS ?= 1

.PHONY: report verify-large faults corpus test exhaustive browser-test prove lint fuzz fuzz-commands headline bench typst-check latex-check katex-check
.PHONY: fonts clean

report: $(READY)
	$(BIN)/derive report specs/*.yaml -o reports

# All checks of the published networks at their full sizes, one after the other: minutes each, long; U-Net needs 11 GB or more.
verify-large: $(READY)
	for spec in specs/large/*.yaml; do $(BIN)/derive verify $$spec || exit 1; done

# Every known mistake in every layer of the shipped specs; a minute. Writes reports/faults.* and the README's table.
faults: $(READY)
	$(BIN)/derive faults specs/*.yaml specs/large/vgg16.yaml -o reports
	$(BIN)/python -m tests.docs.fault_table

# Layers that were written apart from derive check: all are told as their authors know them; half a minute.
corpus: $(READY)
	$(BIN)/python -m tests.diagnosis.scoring

test: $(READY) lint
	$(BIN)/python -m pytest -n 2 -q
	@echo "Pages in a real browser are checked apart, by make browser-test; .ci/run does both."

# Needs Chromium (apt-get install chromium, or the like), which only .ci/browser installs by itself.
browser-test: $(READY)
	$(BIN)/python -m pytest -q -m browser tests/browser

# Every structure's certificate through Coq, which writes the ledger and proofs/, and that no known mistake is accepted.
# Needs coqc (apt-get install coq).
prove: $(READY)
	$(BIN)/python -m tests.proof.prove_all
	$(BIN)/python -m pytest -n 2 -q -m coq tests/proof

# The whole grids of options that `make test` takes a seeded part of.
exhaustive: $(READY)
	DERIVE_EXHAUSTIVE=1 $(BIN)/python -m pytest -n 2 -q tests/layers tests/docs/test_layers_table.py tests/export/python/test_over_sizes.py

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --cases 100000

# Arguments, file names, streams and environment of every command: 20,000 cases in this process, 500 as processes.
fuzz-commands: $(READY)
	$(BIN)/python -m tests.fuzz.commands --cases 20000 --processes 500

# The digits network with five seeds; DATA is a folder with MNIST's four files. Long; a second call goes on.
headline: $(READY)
	@test -n "$(DATA)" || { echo "make headline DATA=PATH: the folder with MNIST's four files" >&2; exit 2; }
	OPENBLAS_NUM_THREADS=$(THREADS) $(BIN)/python -m benchmarks.headline --data "$(DATA)"

# Side by side with PyTorch and JAX, which it installs; QUICK=--quick takes a minute. NumPy's matrix products as they
# are without settings for another processor.
bench: $(PEERS)
	env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(BIN)/python -m benchmarks.speed $(QUICK)

typst-check: $(READY)
	$(BIN)/python -m tests.markup.typst

latex-check: $(READY)
	$(BIN)/python -m tests.markup.latex

katex-check: $(READY)
	npm install --silent --no-audit --no-fund --no-package-lock --prefix $(VENV)/katex katex@0.19.1
	$(BIN)/python -m tests.markup.katex $(VENV)/katex

# The fonts of exported pages, made anew from their sources: STIX Two as two packages ship it.
fonts: $(READY)
	rm -rf .fonts && mkdir .fonts
	$(BIN)/python -m pip install --quiet --disable-pip-version-check fonttools==4.68.0 brotli==1.2.1
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest .fonts ziamath==0.13
	cd .fonts && npm pack --silent @fontsource/stix-two-text@5.3.0 && tar -xzf fontsource-*.tgz
	cd .fonts && ../$(BIN)/python -m zipfile -e ziamath-*.whl .
	$(BIN)/python -m tools.fonts .fonts/ziamath/fonts/STIXTwoMath-Regular.ttf .fonts/package
	rm -rf .fonts

$(READY): pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	touch $@

$(PEERS): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
