# `make help` says what there is. The work itself stands in tools/, so that this file stays a list.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8080
DATA ?= build/demo
CORPORA ?= ../shared/corpora
export FUZZ_SECONDS ?= 60
CASES ?= 1000000

.PHONY: help install build demo test lint format routes new-area bench agreement conformance looks attacks faults sanitizers fuzz package sbom advisories fresh clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

install:
	@tools/install_packages

build: install ## the program: build/release/torg
	@mkdir -p build
	@cmake --preset release >build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset release --target torg

demo: build ## a town with example data on http://localhost:8080/ (PORT=, DATA=, FRESH=1)
	@exec build/release/torg demo --port $(PORT) --data $(DATA) $(if $(FRESH),--fresh)

test: install ## everything that must hold before a change is sent: packages, lint, build, unit tests, journeys
	@tools/test

lint: install ## the house rules, format, texts, clang-tidy
	@tools/check_floors.py
	@tools/check_floors_test.py 2>&1 | tail -1 | sed "s/^/floors' own tests: /"; exit $${PIPESTATUS[0]}
	@tools/format --check && echo "format: fine"
	@tools/check_texts.py
	@tools/check_texts_test.py 2>&1 | tail -1 | sed "s/^/texts' own tests: /"; exit $${PIPESTATUS[0]}
	@tools/tidy

format: install ## clang-format over src/
	@tools/format

routes: build ## every address of the program and who may use it
	@build/release/torg routes

new-area: install ## the folder of a new area: make new-area name=fishing_permits
	@tools/new_area $(name)

bench: build ## measures speed, memory and sizes beside their limits, and writes docs/performance.md
	@bench/run

agreement: install ## random rules, forms and answers: the browser and the server find the same, CASES=1000000 times
	@cmake --preset release >/dev/null && cmake --build --preset release --target engines_forms_test >/dev/null
	@AGREEMENT_CASES=$(CASES) build/release/engines_forms_test "[agreement]"

conformance: build ## open standards against their published examples (CORPORA=../shared/corpora)
	@tests/conformance/run $(CORPORA)

looks: build ## every page as every reader sees it: both widths, larger letters, Tab alone, on paper (JOURNEYS=main_job)
	@LOOKS=1 node tests/journeys/run.mjs $(JOURNEYS)

attacks: build ## sqlmap, wapiti and slow connections against a demo on this machine
	@tools/install_packages packaging/apt-long.txt
	@tests/attacks/run

faults: build ## pulls the plug, fills the disk, cuts the network: nothing that was answered may be lost (FAULTS=kill)
	@tools/install_packages packaging/apt-long.txt
	@tests/faults/run $(FAULTS)

sanitizers: install ## the unit tests with address and undefined-behaviour sanitizers
	@cmake --preset sanitizers && cmake --build --preset sanitizers && tools/with_postgres ctest --preset sanitizers -j$$(nproc)

fuzz: install ## feeds the parsers with nonsense for FUZZ_SECONDS=60 each
	@tools/fuzz

fresh: ## the two commands of README in a new, minimal Debian 12, as root (CCACHE=, KEEP=1)
	@tools/fresh_debian

package: build ## a Debian package in build/
	@packaging/build

advisories: install ## compares npm's lock and Debian's packages with the weaknesses that are known today; without a net it says so
	@tools/advisories

sbom: build ## what the program is made of, with versions, as CycloneDX: build/torg.cdx.json
	@tools/sbom

clean: ## removes what was built; installed packages stay
	rm -rf build
