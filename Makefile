# make report: every article in articles/ becomes a PDF and an HTML report in reports/.
# Steps are files: articles/X.txt → build/parsed/X.json → build/executed/X.vi.ipynb → reports/X.vi.{html,pdf}.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
# Byte code halves the start-up of every step; a machine-wide ban on it is no use inside our own .venv.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONHASHSEED := 0
export MPLBACKEND := agg

EMPTY :=
SPACE := $(EMPTY) $(EMPTY)
LANGUAGES ?= vi
STYLE ?= baocao
# How much runs at once; a report build has a default of its own, one more than processors.
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

VENV := .venv
# An active environment (conda's, or one of your own) that this checkout is installed into is used as it is;
# otherwise .venv is set up from the lock. Tests and checks always have .venv, with tools of their own.
ACTIVE := $(filter-out $(CURDIR)/$(VENV),$(firstword $(VIRTUAL_ENV) $(CONDA_PREFIX)))
HERE := $(if $(ACTIVE),$(shell grep -lsF 'file://$(CURDIR)"' $(ACTIVE)/lib/python3*/site-packages/baocao-*.dist-info/direct_url.json))
BIN := $(if $(HERE),$(ACTIVE),$(VENV))/bin
TOOLS := $(VENV)/bin
BAOCAO := $(BIN)/baocao
READY := $(if $(HERE),,$(VENV)/report.stamp)

# The first Python on the path that is new enough; looked for only when a set-up is due.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

# A file name may be a word here only if make and the shell see nothing else in it: `a.txt;touch x;.txt` would run.
# Names with spaces or such signs fall out, and only here: the build itself takes them, and decides by content.
OPEN := (
CLOSE := )
HASH := \#
SIGNS := ; : % | = ~ * ? [ ] \ & ! ' " ` < > { } ^ $$ $(HASH) $(OPEN) $(CLOSE)
plain = $(foreach w,$(1),$(if $(strip $(foreach s,$(SIGNS),$(findstring $s,$w))),,$(wildcard $w)))
FOUND := $(filter-out articles/SOURCES.md,$(wildcard articles/*.txt articles/*.md articles/*.html articles/*.htm))
ARTICLES := $(call plain,$(FOUND))
NAMES := $(basename $(notdir $(ARTICLES)))
# Reports on all articles; with AS_OF=2020-12-31 they know only what was published by then, in a folder of that day.
OUT := reports$(if $(AS_OF),/as-of-$(AS_OF))
TOGETHER := $(foreach l,$(LANGUAGES),$(foreach n,corpus commitments,$(OUT)/$n.$l.html $(OUT)/$n.$l.pdf) reports/tour.$l.html reports/tour.$l.pdf)
REPORTS := $(if $(AS_OF),,$(foreach l,$(LANGUAGES),$(foreach n,$(NAMES),reports/$n.$l.html reports/$n.$l.pdf))) $(TOGETHER) $(OUT)/index.html
# The article that the tour shows: its own, else the first.
EXAMPLE := $(firstword $(filter 2020-06-16_thanh-tri_phong-van-bi-thu,$(NAMES)) $(NAMES))

SRC := src/baocao
PARSER := $(wildcard $(SRC)/*.py $(foreach r,lexicon text atoms facts corrections,$(SRC)/$r/*.py $(SRC)/$r/*.csv))
# What people corrected, one file an article; the folder itself tells that a file is new or gone.
CORRECTED := $(call plain,$(wildcard corrections/*.yml))
ODD := $(filter-out $(ARTICLES) $(CORRECTED),$(FOUND) $(wildcard corrections/*.yml))
# What the accuracy label quotes.
SCORES := tests/gold/eval.json corrections/eval.json
REPORTER := $(wildcard $(SRC)/report/*.py $(SRC)/report/*/*)
READER := $(wildcard $(SRC)/corpus/*.py)

.PHONY: help report issue test lab eval bench fuzz check docs pictures matrix lock clean

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
	@echo '  languages: make report LANGUAGES="vi en"   official layout: make report STYLE=nghi-dinh-30'
	@echo '  what was known on a day: make report AS_OF=2020-12-31'

# ── set-up ───────────────────────────────────────────────────────────────────

# $(call install,LOCK): uv where there is one, otherwise pip; hashes are checked by both.
# Byte code is written when a module is first used; setuptools (Python 3.11 puts it there) and the packages' own tests
# go: a report needs none of it.
define install
	@echo "set-up: $(VENV) from $(1) (once)" >&2
	@py="$(PYTHON)"; test -n "$$py" || { echo "baocao needs Python 3.11 or newer: none found; set PYTHON=/path/to/python3" >&2; exit 1; }; \
	if command -v uv >/dev/null 2>&1; then \
	  { test -x $(TOOLS)/python || uv venv --quiet --python "$$py" --no-python-downloads $(VENV); } && \
	  VIRTUAL_ENV=$(VENV) uv pip install --quiet --require-hashes -r $(1) && \
	  VIRTUAL_ENV=$(VENV) uv pip install --quiet --no-deps --no-build-isolation -e .; \
	else \
	  { test -x $(TOOLS)/pip || { "$$py" -m venv $(VENV) && { $(TOOLS)/pip uninstall --quiet --yes setuptools 2>/dev/null || :; }; }; } && \
	  $(TOOLS)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r $(1) && \
	  $(TOOLS)/pip install --quiet --disable-pip-version-check --no-compile --no-deps --no-build-isolation -e .; \
	fi
	@find $(VENV)/lib/python3*/site-packages -type d -name tests -prune -exec rm -rf {} +
	@touch $@
endef

$(VENV)/report.stamp: requirements.lock pyproject.toml
	$(call install,requirements.lock)
$(VENV)/test.stamp: requirements-test.lock $(VENV)/report.stamp
	$(call install,requirements-test.lock)
$(VENV)/lab.stamp: requirements-lab.lock $(VENV)/report.stamp
	$(call install,requirements-lab.lock)

# ── reports ──────────────────────────────────────────────────────────────────

# ENGINE=fork builds what is due by content in one process tree, its kernels forked from a preloaded one.
# ENGINE=papermill goes file by file through the pattern rules, with a fresh kernel each: slower, the same bytes.
ENGINE ?= fork
DONE := build/report-$(subst $(SPACE),-,$(strip $(LANGUAGES) $(STYLE) $(AS_OF))).done

report: $(DONE) ## build every report (set-up included); WHY=1 says why each step runs
	@if test -f build/.fresh; then rm -f build/.fresh; else echo "nothing to do: all $(words $(REPORTS)) reports are what their inputs give"; fi

# Times only tell that nothing can have changed; whenever they are in doubt, content decides.
$(DONE): $(READY) $(ARTICLES) articles $(wildcard corrections) $(CORRECTED) $(wildcard notebooks/*.ipynb issue.json $(SCORES)) requirements.lock $(PARSER) $(REPORTER) $(READER) $(if $(ODD)$(filter-out $(wildcard $(REPORTS)),$(REPORTS)),FORCE)
ifeq ($(ENGINE),papermill)
	@$(MAKE) --no-print-directory --keep-going -j$(JOBS) $(if $(filter output-sync,$(.FEATURES)),--output-sync=line) $(REPORTS)
	@$(if $(ODD),echo "some names in articles/ or corrections/ hold spaces or signs that make can not take: use ENGINE=fork" >&2; exit 1)
	@printf '%s\n' $(REPORTS) | tee $@ && touch build/.fresh
else
	@mkdir -p build && $(BAOCAO) report articles $(foreach l,$(LANGUAGES),--lang $l) --style $(STYLE) $(if $(filter file,$(origin JOBS)),,--jobs $(JOBS)) $(if $(AS_OF),--as-of $(AS_OF)) $(if $(SCHEDULER),--scheduler $(SCHEDULER)) $(if $(WHY),--why) > $@.part; \
	status=$$?; cat $@.part; test $$status = 0 || { rm -f $@.part; exit 1; }; mv $@.part $@ && touch build/.fresh
endif

.PHONY: FORCE
FORCE:

define parsed
build/parsed/%.json: articles/%.$(1) $(PARSER) | $(READY)
	@mkdir -p $$(@D) && $(BAOCAO) parse --output $$@ -- $$<
endef
$(foreach e,txt md html htm,$(eval $(call parsed,$(e))))
$(foreach c,$(CORRECTED),$(eval build/parsed/$(basename $(notdir $c)).json: $c))

define localised
build/executed/%.$(1).ipynb: build/parsed/%.json notebooks/1-article.ipynb $(REPORTER)
	@mkdir -p $$(@D) && $(BAOCAO) run notebooks/1-article.ipynb --output $$@ -p article=$$< -p lang=$(1) --style $(STYLE)
reports/%.$(1).html reports/%.$(1).pdf: build/executed/%.$(1).ipynb
	@$(BAOCAO) render $$< --to reports
endef
$(foreach l,$(LANGUAGES),$(eval $(call localised,$(l))))

PARSED := $(NAMES:%=build/parsed/%.json)
build/articles.txt: $(PARSED)
	@printf '%s\n' $^ > $@
# $(call together,LANGUAGE,NAME,NOTEBOOK)
define together
build/executed$(OUT:reports%=%)/$(2).$(1).ipynb: build/articles.txt $(3) $(REPORTER) $(READER) $(wildcard issue.json)
	@mkdir -p $$(@D) && $(BAOCAO) run $(3) --output $$@ -p articles=build/articles.txt -p as_of=$(AS_OF) -p since=issue.json -p lang=$(1) --style $(STYLE)
$(OUT)/$(2).$(1).html $(OUT)/$(2).$(1).pdf: build/executed$(OUT:reports%=%)/$(2).$(1).ipynb
	@$(BAOCAO) render $$< --to $(OUT)
endef
define tour
build/executed/tour.$(1).ipynb: build/parsed/$(EXAMPLE).json notebooks/0-tour.ipynb $(REPORTER)
	@mkdir -p $$(@D) && $(BAOCAO) run notebooks/0-tour.ipynb --output $$@ -p article=$$< -p lang=$(1) --style $(STYLE)
endef
$(foreach l,$(LANGUAGES),$(eval $(call tour,$(l))))
$(foreach l,$(LANGUAGES),$(eval $(call together,$(l),corpus,notebooks/2-corpus.ipynb)))
$(foreach l,$(LANGUAGES),$(eval $(call together,$(l),commitments,notebooks/3-commitments.ipynb)))
$(OUT)/index.html: $(filter-out $(OUT)/index.html,$(REPORTS))
	@$(BAOCAO) index articles $(foreach l,$(LANGUAGES),--lang $l) $(if $(AS_OF),--as-of $(AS_OF))

issue: $(READY) ## keep the figures of this issue (issue.json), for the next to be compared with
	@$(BAOCAO) issue build/articles.txt $(if $(AS_OF),--as-of $(AS_OF))

# Intermediates stay: they are what the next run compares with.
.PRECIOUS: build/parsed/%.json build/executed/%.ipynb $(foreach l,$(LANGUAGES),build/executed/%.$(l).ipynb)

# ── for developers ───────────────────────────────────────────────────────────

test: $(VENV)/test.stamp ## the test suite; SLOW=1 runs the slow tests too, as CI does
	@$(TOOLS)/python -m pytest -q -n $(JOBS) $(if $(SLOW),,-m "not slow") $(ARGS)

# Keys that JupyterLab writes anew at every save; .pre-commit-config.yaml strips with the same words.
STRIP := nbstripout --keep-id --extra-keys "$(addprefix metadata.language_info.,codemirror_mode file_extension mimetype nbconvert_exporter pygments_lexer version)"

# JupyterLab asks the network for news and versions unless told not to.
LAB_OPTIONS := --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

lab: $(if $(HERE),,$(VENV)/lab.stamp) ## open the notebooks in JupyterLab
	@mkdir -p $(BIN)/../share/jupyter/lab/settings && cp notebooks/lab-settings.json $(BIN)/../share/jupyter/lab/settings/overrides.json
	@# What git sees of a notebook has no outputs, whatever JupyterLab saves.
	@if git rev-parse --git-dir >/dev/null 2>&1 && test -x $(BIN)/nbstripout; then git config filter.baocao-notebook.clean '$(BIN)/$(STRIP)'; fi
	@$(BIN)/jupyter lab $(LAB_OPTIONS) $(if $(filter 0,$(shell id -u)),--allow-root) notebooks

eval: $(READY) ## score the parser on the annotated articles
	@$(BAOCAO) eval

bench: $(VENV)/test.stamp ## speed, as ratios against stated floors
	@$(TOOLS)/python -m benchmarks

fuzz: $(VENV)/test.stamp ## look for crashes for ten minutes
	@$(TOOLS)/python -m tests.fuzz

check: $(VENV)/test.stamp ## lint, types, layers, notebooks, links in the documents; two builds, the same bytes
	@$(TOOLS)/ruff check src tests benchmarks docs
	@$(TOOLS)/ruff format --check --quiet src tests benchmarks docs || { echo "formatting differs: $(TOOLS)/ruff format src tests benchmarks docs" >&2; exit 1; }
	@$(TOOLS)/mypy
	@$(TOOLS)/$(STRIP) --verify notebooks/*.ipynb || { echo "notebooks hold outputs: $(TOOLS)/pre-commit run --all-files strip-notebooks" >&2; exit 1; }
	@$(TOOLS)/python -m pytest -q -m "not slow" tests/test_layers.py tests/test_project.py tests/test_docs.py
	@$(TOOLS)/python -m tests.twice

docs: $(VENV)/test.stamp ## write the schema and the tables of the records anew
	@$(TOOLS)/python docs/reference.py

pictures: $(VENV)/test.stamp $(DONE) ## take the pictures of the README from a real build
	@$(TOOLS)/python docs/pictures.py

# Each Python gets an environment of its own, outside .venv, and the quick tests.
PYTHONS ?= $(foreach p,python3.11 python3.12 python3.13 python3.14,$(shell command -v $p >/dev/null 2>&1 && $p -c 'import sys' 2>/dev/null && echo $p || ls -d $(HOME)/.pyenv/versions/$(subst python,,$p).*/bin/$p 2>/dev/null | tail -1))

matrix: ## the quick tests on every supported Python of this machine
	@test -n "$(strip $(PYTHONS))" || { echo "no Python from 3.11 on is here" >&2; exit 1; }
	@for p in $(PYTHONS); do \
	  echo "== $$($$p --version)" && \
	  $(MAKE) --no-print-directory test VENV=build/matrix/$$(basename $$p) PYTHON=$$p ARGS="-m 'not slow and not browser'" || exit 1; \
	done

lock: ## rebuild the lock files (needs uv and a network)
	@pin="uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group build"; \
	$$pin -o requirements.lock && \
	$$pin --extra lab -c requirements.lock -o requirements-lab.lock && \
	$$pin --extra lab --extra cluster --group test --group dev -c requirements-lab.lock -o requirements-test.lock

clean: ## remove everything that was built (not .venv)
	@rm -rf build && find reports -type f ! -name README.md -exec rm -f {} + && find reports -mindepth 1 -type d -empty -delete
