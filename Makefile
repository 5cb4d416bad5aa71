# Building, serving and testing. `make` alone lists what there is.
#
# Two halves: the native one (the command line that writes the pages) is plain cargo; the browser
# half goes through trunk, with the compiler settings of scripts/env.sh.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# The order of prerequisites is the order of the steps: what fails cheaply comes first.
.NOTPARALLEL:

PORT ?= 8080

env := source scripts/env.sh
bin := target/debug/backgrounder
# The same as quick as it can be, which takes minutes to build: for `make bench`.
native := target/native/backgrounder
# The built site, and the list of files that its wasm was compiled from: the tests look into both.
test_env := BACKGROUNDER_DIST="$(CURDIR)/dist" BACKGROUNDER_DIST_DEBUG="$(CURDIR)/dist-debug" \
  BACKGROUNDER_WASM_DEPS="$(CURDIR)/target/wasm/wasm32-unknown-unknown/release/backgrounder.d"

# The tests of tests/ that need no browser.
native_tests := $(filter-out browser,$(basename $(notdir $(wildcard tests/*.rs))))

# What each half is made from. Cargo looks more closely; this only decides whether to ask it.
code := Cargo.toml Cargo.lock $(shell find public src style vendor -type f)
site := $(code) Trunk.toml $(shell find scripts seeds -type f -not -path '*/bench*')

export BACKGROUNDER_BIN := $(CURDIR)/$(bin)
# The engines that the browser suite runs in; in wpe, which is one of 2023, only a few cases.
export BACKGROUNDER_ENGINES ?= chromium,firefox,webkit,wpe
# How long each of the long steps took: `time` prints it so.
export TIMEFORMAT := == took %0lR

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: serve
serve: build ## Build the site and preview it at http://127.0.0.1:8080, following each edit (PORT=… for another port)
	$(bin) serve --dir dist --seeds seeds --port $(PORT)

.PHONY: build
build: dist/index.html ## Build the site into dist/, as it is published

.PHONY: build-debug
build-debug: dist-debug/index.html ## Build it into dist-debug/, large, and loud about hydration

# For editors: the same commands without knowing where the command line lies.
.PHONY: new import check
new: $(bin) ## Write an explainer to start from: make new ID=tides
	@$(bin) new $(or $(ID),$(error say which: make new ID=tides))

import: $(bin) ## Draft an explainer from an article's text: make import FILE=article.txt
	@$(bin) import $(or $(FILE),$(error say which: make import FILE=article.txt))

check: $(bin) ## Name every mistake in seeds/, with its place and what to do
	@$(bin) check

# What the tests need switches features on in crates that the command line needs too. Where both
# are built, building them together saves compiling those, Leptos among them, twice.
test browser: with_tests := --tests
# In a whole run the closing lines begin with the unit tests' own.
test: unit_log := target/unit.log

.PHONY: test
test: setup lint unit build build-debug size browser ## Check and test everything, the browser included

.PHONY: lint
lint: setup-wasm setup-lint ## Check the formatting, both halves with clippy, and the licences and sources of all crates
	cargo fmt --check
	@echo "== clippy, native"
	@time cargo clippy --quiet --all-targets -- -D warnings
	@echo "== clippy, browser"
	@$(env); time with_wasm debug cargo clippy --quiet --lib --bins --target wasm32-unknown-unknown -- -D warnings
	@echo "== licences, sources and bans of the crates"
	@$(env); cargo deny --offline --locked --config scripts/deny.toml check licenses sources bans

.PHONY: unit
unit: ## Run the quick tests, and the examples in comments: native, no browser, no built site
	@mkdir -p target
	@time { cargo test --quiet --lib --bins && cargo test --quiet --doc; } 2>&1 | tee target/unit.log

.PHONY: size
size: build ## Print what the page weighs, and hold it to its limits
	$(bin) size --dir dist --limits tests/limits.toml

# Browsers wait now and then, so the other tests run beside them; `env`, since a shell keeps Ctrl-C from what it runs so. The
# closing lines come once more at the end: what failed, what was tried by the thousand, and the results but of targets that hold
# no test.
.PHONY: browser
browser: build build-debug setup-browsers setup-node-checks setup-hosts ## Run every test on the built site, in a browser too
	@$(env); export $(test_env); failed=; \
	  env --default-signal=INT cargo test --no-fail-fast $(native_tests:%=--test %) >target/native.log 2>&1 & native=$$!; \
	  time cargo test --test browser 2>&1 | tee target/browser.log || failed=1; \
	  wait $$native || failed=1; cat target/native.log; echo; \
	  grep -hE '^(test .* FAILED$$|[0-9]+ hostile|test result:)' $(unit_log) target/browser.log target/native.log | \
	    grep -v ' 0 passed; 0 failed'; [ -z "$$failed" ]

.PHONY: accept-looks
accept-looks: build setup-browsers ## Take tests/screenshots and tests/trees anew: look at them before you commit
	@$(env); export $(test_env); UPDATE=1 BACKGROUNDER_ENGINES=chromium,firefox,webkit cargo test --test browser -- visual
	@$(env); export $(test_env); UPDATE=1 cargo test --test browser -- as_stored
	@git status --short tests/screenshots tests/trees

# No part of `make test`: what a machine needs for something is no reason to fail.
.PHONY: bench
bench: setup-bench build $(native) ## Measure pages, publishing and editing against their goals (BENCH_RUNS=5 times each)
	@$(env); export BACKGROUNDER_NATIVE="$(CURDIR)/$(native)"; time node scripts/bench.mjs

parts := setup-wasm setup-lint setup-browsers setup-node-checks setup-hosts setup-bench
.PHONY: setup $(parts)
setup: ## Install whatever building and testing need and is missing
	@scripts/setup.sh
$(parts): setup-%:
	@scripts/setup.sh $*

.PHONY: clean
clean: ## Remove what was built (the tools in the cache folder stay)
	rm -rf dist dist-debug
	cargo clean

$(bin): $(code)
	@echo "== the command line"
	@time cargo build --bin backgrounder $(with_tests)
	@touch $@

$(native): $(code)
	@echo "== the command line, as quick as it can be (minutes when it is new)"
	@time cargo build --profile native --bin backgrounder
	@touch $@

dist/index.html: $(bin) $(site) | setup-wasm
	@echo "== the browser half, release"
	@$(env); time with_wasm release trunk build --release --dist dist

dist-debug/index.html: $(bin) $(site) | setup-wasm
	@echo "== the browser half, debug"
	@$(env); time with_wasm debug trunk build --dist dist-debug
