# Everything a person needs to do with this repository. `make` alone tells what there is.

PYTHON ?= python3
BIN := .venv/bin
OTHER = .venv-torch-$(TORCH)
OLDER = .venv-anki-$(ANKI)
SHOWN = eval-batchnorm

# The time of the last commit dates the notes that no release has, so that building a commit twice
# gives the same bytes. A changed tree is built with the time of the build: or Anki would not see
# that it is newer.
COMMIT_TIME := $(shell git log -1 --format=%ct 2>/dev/null)
CHANGED := $(shell git status --porcelain 2>/dev/null)
ifeq ($(CHANGED),)
ifneq ($(COMMIT_TIME),)
export SOURCE_DATE_EPOCH ?= $(COMMIT_TIME)
endif
endif

.DEFAULT_GOAL := help
.PHONY: help deck site quiz test tests static snippets mutants soak format prove record mutate \
	mutate-all verify anki audit pictures clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

deck: .venv/.deck ## Check every card and write the Anki package
	@$(BIN)/deckgen build $(RELEASED) -o dist/pytorch-interview.apkg >/dev/null
	@echo "dist/pytorch-interview.apkg is ready: in Anki choose File > Import, or double-click the file."
	@echo "To study in the terminal instead, run: make quiz"

site: .venv/.deck ## Write the deck as a web page, to browse and to share
	@$(BIN)/deckgen site -o dist/site >/dev/null
	@echo "dist/site/index.html is ready: open it in a browser, or publish the folder."

quiz: .venv/.deck ## Study in the terminal
	@$(BIN)/quizapp

# Two lanes: the tests, and beside them what needs one core. Each part tells what it found when it
# ends, a part that fails keeps no other from telling, and any of them fails the gate.
SYNC := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

test: .venv/.dev ## Run the whole gate: format, lint, types, contracts, cards, tests, snippets
	@echo "Tests and checks run side by side; each part tells what it found when it ends."
	@$(MAKE) --no-print-directory --jobs=2 --keep-going $(SYNC) tests static snippets mutants
	@echo "The gate is passed."

tests: # some of them call make, which is not to take part in this one
	MAKEFLAGS= MAKELEVEL= $(BIN)/python -m pytest -n auto --dist worksteal

static:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/deckgen check

snippets:
	$(BIN)/python -m pytest verified_snippets -n 2 --dist loadfile

mutants:
	$(BIN)/python -m verified_snippets.kit.mutate

soak: .venv/.dev ## Run the tests that take minutes, which the gate leaves out
	$(BIN)/python -m pytest -m soak

format: .venv/.dev ## Format the code and fix what ruff can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

record: .venv/.dev ## Write what the snippets print into them
	$(BIN)/python -m pytest verified_snippets -m cpu --record

prove: .venv/.dev ## Prove every snippet on the CPU and enter the passes in the ledger
	$(BIN)/python -m pytest verified_snippets -m cpu --ledger verified_snippets/proofs/cpu.json
	$(BIN)/python scripts/prove_names.py

mutate: .venv/.dev ## Change the shown code in small ways: would a check notice? What changed is run
	$(BIN)/python -m verified_snippets.kit.mutate --enter --excused

mutate-all: .venv/.dev ## The same with every snippet, before a release
	$(BIN)/python -m verified_snippets.kit.mutate --enter --everything

verify: ## Prove every snippet on another torch: make verify TORCH=2.6.0 (may download gigabytes)
	@test -n "$(TORCH)" || { echo "name a version: make verify TORCH=2.6.0"; exit 2; }
	test -d $(OTHER) || $(PYTHON) -m venv $(OTHER)
	$(OTHER)/bin/python -m pip install --quiet --disable-pip-version-check torch==$(TORCH) numpy pytest
	$(OTHER)/bin/python -m pytest verified_snippets -m 'cpu or cuda'

anki: ## Try the package in another Anki: make anki ANKI=25.02.7 (needs no torch)
	@test -n "$(ANKI)" || { echo "name a version: make anki ANKI=25.02.7"; exit 2; }
	test -d $(OLDER) || $(PYTHON) -m venv $(OLDER)
	$(OLDER)/bin/python -m pip install --quiet --disable-pip-version-check --editable . \
		anki==$(ANKI) 'pytest>=8.2,<9' pytest-asyncio pytest-timeout hypothesis
	$(OLDER)/bin/python -m pytest tests/anki_engine -m anki

audit: .venv/.deck ## Write docs/source-audit.md and the README's totals from the cards
	$(BIN)/python scripts/source_audit.py
	$(BIN)/python scripts/totals.py

pictures: .venv/.dev ## Take the pictures of the README anew, in the real Anki desktop (220 MB)
	test -d .venv-aqt || $(PYTHON) -m venv .venv-aqt
	.venv-aqt/bin/python -m pip install --quiet --disable-pip-version-check 'aqt[qt6]'
	@$(MAKE) --no-print-directory deck
	.venv-aqt/bin/python scripts/anki_desktop.py dist/pytorch-interview.apkg docs/pictures $(SHOWN)
	.venv-aqt/bin/python scripts/anki_desktop.py dist/pytorch-interview.apkg docs/pictures $(SHOWN) --night
	$(BIN)/python scripts/pictures.py $(SHOWN)

clean: ## Remove what was installed and built
	rm -rf .venv .venv-aqt .venv-torch-* .venv-anki-* dist

.venv/.deck: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.dev: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/.deck $@
