# make demo    build, run the main job on the demo store, show the result
# make test    every test and the format check
# make format  format the sources
# make example  the library as a package of somebody else uses it: builds it, runs it, compares what it prints
# make release one static binary in .build/release
# make bench   the measurements of Benchmarks/ (minutes; needs the release build)
# make bench-pages  how long the pages take, with a million entries too (needs wrk for many readers at once)
# make scale   from N parcel events to the ledgers of 1,000 shops, and how it grows (N=100000000)
# make bench-server  a ledger on a PostgreSQL server beside psql, in pairs (ROWS=1000000 PAIRS=5)
# make browser  Chromium's driver, for the journeys through the pages
# make engines  DuckDB, ClickHouse (chDB) and PostgreSQL's server, for the tests of Recipes/ and of ledgers on a server
# make man     manual pages of every command, into .build/man
# make faults  kills, failing disks, power losses, damage against the release build (PARTS="kill power" COUNT=100)
# make fuzz    readers and escapers against random input, FUZZ_SECONDS=60 or FUZZ_RUNS for each target
# make sanitize  every test under the address sanitizer, then under the thread sanitizer (SANITIZERS=address)
# make properties  SEQUENCES=10000 random sequences of steps, each ledger against the model (SEED=1 is the first), and
#                  what scoring promises of STORES=1500 random stores

SHELL   = /bin/bash -o pipefail
SWIFT  ?= swift
STATIC  = -c release --static-swift-stdlib --product vendorscore
BIN     = .build/release/vendorscore
DEMO   ?= $(CURDIR)/.build/demo
LINTED  = Package.swift Sources Tests Examples Benchmarks Fuzz/Targets
SEQUENCES ?= 10000
SEED   ?= 1
STORES ?= 1500
SANITIZERS ?= address thread
SHOWN   = awk '/^(✘|↳|➜|✔ Test run)|error:|Fatal|Sanitizer|skipped/ && !/ started\.$$|passed after.*[0-9] seconds\.$$/ || /^✔ Test run/'

.PHONY: demo test test-only browser engines example format lint release man bench bench-pages bench-server scale faults fuzz properties sanitize clean sqlite tools

sqlite:
	@if [ ! -e /usr/include/sqlite3.h ] && ! pkg-config --exists sqlite3 2>/dev/null; then \
	  if [ "$$(uname -s)" != Linux ]; then :; \
	  elif [ "$$(id -u)" = 0 ]; then \
	    echo "Installing libsqlite3-dev …"; apt-get update -qq && apt-get install -y -qq libsqlite3-dev >/dev/null; \
	  else \
	    echo "libsqlite3-dev is missing. Install it: sudo apt-get install libsqlite3-dev" >&2; exit 1; \
	  fi; \
	fi

# SwiftPM keeps an earlier plan though what is to be linked statically has changed.
release: sqlite
	@rm -f .build/release.yaml
	@$(SWIFT) build $(STATIC) --quiet 2>&1 | sed "/the use of .mktemp/d" # Foundation's own, not ours
	@echo "$(BIN)"

demo: release
	@rm -rf "$(DEMO)" && mkdir -p "$(DEMO)"
	@sh Scripts/demo.sh "$(BIN)" "$(DEMO)"

# Without them what needs them says SKIPPED.
tools:
	@for tool in strace cmark-gfm; do \
	  if command -v $$tool >/dev/null; then continue; fi; \
	  if [ "$$(uname -s)" = Linux ] && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing $$tool …"; { apt-get update -qq && apt-get install -y -qq $$tool; } >/dev/null || true; \
	  else \
	    echo "$$tool is missing. Install it: sudo apt-get install $$tool" >&2; \
	  fi; \
	done

test: sqlite tools browser engines lint test-only

# What is fuzzed is only compiled here.
# What the ledger's modules import of C.
C_MODULES = swift-system/Sources/CSystem/include GRDB.swift/Sources/GRDBSQLite

test-only: example
	@$(SWIFT) build --build-tests --explicit-target-dependency-import-check error --quiet
	@$(SWIFT)c -typecheck -parse-as-library -swift-version 6 -module-name Fuzz -I .build/debug/Modules \
	  $(foreach map,$(C_MODULES),-Xcc -fmodule-map-file=.build/checkouts/$(map)/module.modulemap) Fuzz/Targets/*.swift
	@.build/debug/faults .build/debug/vendorscore --quick
	@$(SWIFT) test --skip-build --disable-xctest 2>&1 | $(SHOWN)

# A build of its own, since it must see what a stranger sees: no `package` names, and one import. SwiftPM looks for new
# files of a package that is depended on by its path only when it plans anew.
example: sqlite
	@rm -f .build/example/debug.yaml
	@$(SWIFT) build --package-path Examples/LibraryClient --scratch-path .build/example --quiet
	@.build/example/debug/library-client | diff Examples/LibraryClient/expected.txt - \
	  && echo "✔ Examples/LibraryClient prints what it should"

# A browser and its driver, for the journeys through the pages; without them these say SKIPPED.
BROWSER = .build/browser
browser:
	@if ! command -v chromium >/dev/null && [ "$$(uname -s)" = Linux ]; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    echo "Installing chromium …"; { apt-get update -qq && apt-get install -y -qq chromium python3-venv; } >/dev/null || true; \
	  else \
	    echo "chromium is missing. Install it: sudo apt-get install chromium python3-venv" >&2; \
	  fi; \
	fi
	@if command -v chromium >/dev/null && [ ! -e $(BROWSER)/ready ]; then \
	  { python3 -m venv $(BROWSER) && $(BROWSER)/bin/pip install -q -r Tests/Browser/requirements.txt \
	    && touch $(BROWSER)/ready; } >/dev/null 2>&1 || echo "The browser's driver can't be had from PyPI" >&2; \
	fi

# Column stores and a server, for the recipes of a marketplace; without them their tests say SKIPPED.
ENGINES = .build/engines
engines:
	@if { [ -z "$$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || [ ! -e /usr/include/postgresql/libpq-fe.h ] || ! command -v pgbouncer >/dev/null; } \
	  && [ "$$(uname -s)" = Linux ]; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    echo "Installing postgresql …"; { apt-get update -qq && apt-get install -y -qq postgresql libpq-dev python3-venv; \
	    apt-get install -y -qq pgbouncer; } >/dev/null || true; \
	  else \
	    echo "PostgreSQL's server, libpq's header or PgBouncer is missing. Install them: sudo apt-get install postgresql libpq-dev pgbouncer python3-venv" >&2; \
	  fi; \
	fi
	@if [ ! -e $(ENGINES)/ready ]; then \
	  { python3 -m venv $(ENGINES) && $(ENGINES)/bin/pip install -q -r Tests/Recipes/requirements.txt \
	    && touch $(ENGINES)/ready; } >/dev/null 2>&1 || echo "DuckDB and chDB can't be had from PyPI" >&2; \
	fi

lint:
	@$(SWIFT) format lint --strict --recursive $(LINTED)

format:
	@$(SWIFT) format --in-place --recursive $(LINTED)

bench: release
	@$(SWIFT) run -c release --static-swift-stdlib calibration 40000
	@$(SWIFT) run -c release --static-swift-stdlib throughput "$(BIN)"
	@$(SWIFT) run -c release --static-swift-stdlib costs "$(BIN)"

bench-pages: release
	@python3 Benchmarks/Pages/pages.py "$(BIN)"

bench-server: release engines
	@$(ENGINES)/bin/python Benchmarks/Server/server.py "$(BIN)" $(or $(ROWS),1000000) $(or $(PAIRS),5)

scale: release engines
	@$(ENGINES)/bin/python Benchmarks/Scale/scale.py "$(BIN)" $(N)

faults: release tools
	@$(SWIFT) build -c release --static-swift-stdlib --product faults --quiet 2>&1 | sed "/the use of .mktemp/d"
	@.build/release/faults "$(BIN)" $(if $(COUNT),--count $(COUNT)) $(PARTS)

# A build of its own: the plugin links the program anew, and not statically.
man: sqlite
	@$(SWIFT) package --scratch-path .build-man generate-manual --multi-page >/dev/null
	@mkdir -p .build/man && cp .build-man/plugins/GenerateManual/outputs/vendorscore/*.1 .build/man/
	@echo ".build/man: $$(ls .build/man | wc -l) pages. Read one: man -l .build/man/vendorscore.log.1"

fuzz: sqlite
	@Fuzz/run.sh $(TARGETS)

# Optimised, and in memory where there is such a folder: power cuts are not what this is about.
properties: sqlite
	@$(SWIFT) build -c release --build-tests -Xswiftc -enable-testing --scratch-path .build-properties --quiet
	@if [ -d /dev/shm ]; then export TMPDIR=/dev/shm; fi; \
	  export VENDORSCORE_SEQUENCES=$(SEQUENCES) VENDORSCORE_SEED=$(SEED) VENDORSCORE_STORES=$(STORES); \
	  $(SWIFT) test -c release --skip-build --scratch-path .build-properties --disable-xctest \
	  --filter "RandomSequencesTests|ScorecardScoringTests" 2>&1 | $(SHOWN)

# The tests of commands run the program with the sanitizer in it. No search for leaks: a pointer that Swift keeps with an
# enum's case in its spare bits is none to the sanitizer, and what a global holds is reported as lost.
sanitize: export ASAN_OPTIONS = detect_leaks=0
sanitize: sqlite tools
	@for kind in $(SANITIZERS); do \
	  build="--sanitize=$$kind --scratch-path .build-$$kind"; \
	  $(SWIFT) build --build-tests $$build --quiet 2>&1 | sed '/Cannot export local symbol/d' && \
	  $(SWIFT) test --skip-build $$build --disable-xctest 2>&1 | $(SHOWN) || exit 1; \
	done

clean:
	@rm -rf .build .build-* Fuzz/.build
