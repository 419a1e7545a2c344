# Each of these does all its own set-up, on a machine with Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000

.PHONY: help demo test setup lint format requirements

help:
	@echo 'make demo [PORT=8000]  a province of sample data in the browser; stop it with Ctrl+C'
	@echo 'make test              lint, types, contracts, the suite on SQLite and PostgreSQL, journeys in a browser'
	@echo 'make setup             .venv for development'
	@echo 'make lint              lint, types and contracts alone'
	@echo 'make format            lay the code out and fix what can be fixed'
	@echo 'make requirements      resolve pyproject.toml into requirements/*.txt'

demo:
	@$(PYTHON) scripts/setup.py base
	@exec .venv/bin/vun demo --port $(PORT)

test: setup
	@exec .venv/bin/python scripts/test.py

setup:
	@$(PYTHON) scripts/setup.py dev

lint: setup
	@exec .venv/bin/python scripts/test.py lint

format: setup
	.venv/bin/ruff check --fix src tests scripts
	.venv/bin/ruff format src tests scripts

requirements: setup
	scripts/lock_requirements.sh
