# make run, make test, make test-formats, make check, make bench, make soak, make fuzz, make scale: each sets up its own virtual environment.
# Needs Python 3.11 or newer and make; uses uv where it is installed.
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3 python,$(if $(shell $(p) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null),$(p))))
VENV   ?= .venv
FORMATS ?= .venv-formats
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

# Set, as in many containers, it has each program that a test starts compile all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-formats check format bench soak fuzz scale shots clean
.DEFAULT_GOAL := run

# $(call made,FOLDER,WHAT,OPTIONS): a virtual environment with claimdesk and what it needs for this.
define made
	@test -n "$(PYTHON)" || { echo "claimdesk needs Python 3.11 or newer on the PATH." >&2; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python "$(PYTHON)" $(1) && VIRTUAL_ENV=$(1) uv pip install --quiet -e '$(2)'; \
	else \
		$(PYTHON) -m venv $(1) && $(1)/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check $(3) -e '$(2)'; \
	fi
	@touch $@
endef

$(VENV)/.made-run: pyproject.toml
	$(call made,$(VENV),.)

# --no-compile: of the libraries that tests need, a small part is ever imported, and compiled then.
$(VENV)/.made-test: pyproject.toml
	$(call made,$(VENV),.[test],--no-compile)
	@touch $(VENV)/.made-run

run: $(VENV)/.made-run
	@$(BIN)/claimdesk

test: $(VENV)/.made-test
	@$(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report=term --cov-fail-under=95 tests/core tests/cli tests/test_docs.py
	@$(BIN)/python -m pytest -n auto --dist loadgroup tests/nasty tests/fuzz tests/faults tests/pty tests/packaging tests/tui

$(FORMATS)/.made: pyproject.toml
	$(call made,$(FORMATS),.[formats],--no-compile)

test-formats: $(FORMATS)/.made
	@$(FORMATS)/$(notdir $(BIN))/python -m pytest -c tests/formats/pytest.ini tests/formats tests/core/exporters/test_contract.py

check: $(VENV)/.made-test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.made-test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.made-test
	@$(BIN)/python -m benchmarks

soak: $(VENV)/.made-test
	@$(BIN)/python -m benchmarks.soak

fuzz: $(VENV)/.made-test
	@FUZZ_SECONDS=$${FUZZ_SECONDS:-120} $(BIN)/python -m pytest -q -s -p no:cacheprovider tests/fuzz

scale: $(VENV)/.made-test
	@$(BIN)/python -m benchmarks.scale

shots: $(VENV)/.made-test
	@$(BIN)/python -m pytest tests/tui/test_snapshots.py --snapshot-update

clean:
	rm -rf $(VENV) $(FORMATS) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
