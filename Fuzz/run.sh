#!/usr/bin/env bash
# Fuzzes the readers and escapers: Fuzz/run.sh [TARGET…], each for FUZZ_SECONDS (60) or FUZZ_RUNS executions, two at a
# time. One line a target.
#
# An execution makes some of the costly checks, told by its input; at the end all that was kept gets all of them.
# FUZZ_LENGTH is the longest input (1024): what takes more bytes to go wrong needs a run of its own.
# FUZZ_SANITIZE=fuzzer,address also looks for reads beyond what was allocated, at a third of the speed or less.
# What was found is kept in Fuzz/.build/corpus and goes on from there; delete it to begin anew.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-$([ -n "${FUZZ_RUNS:-}" ] && echo 0 || echo 60)}
sanitize=${FUZZ_SANITIZE:-fuzzer}
build=Fuzz/.build/$sanitize
found=Fuzz/.build
program=$build/fuzz
# -assert-config Debug: the bounds of unsafe buffers are checked, though the code is optimised.
checked=(-assert-config Debug)

build() {
  local flag flags=()
  for flag in "-sanitize=$sanitize" -enable-testing "${checked[@]}"; do flags+=(-Xswiftc "$flag"); done
  # The library's own targets, instrumented; nothing is linked, since only a fuzz target has a main.
  local target
  for target in ScorecardFormats ScorecardPresentation ScorecardPostgreSQL; do
    swift build -c release --scratch-path "$build" --target $target --quiet "${flags[@]}"
  done
  local map maps=()
  for map in swift-system/Sources/CSystem/include GRDB.swift/Sources/GRDBSQLite; do
    maps+=(-Xcc "-fmodule-map-file=$build/checkouts/$map/module.modulemap")
  done
  swiftc -O -wmo -c -parse-as-library -swift-version 6 -warnings-as-errors -module-name Fuzz \
    "${checked[@]}" "${maps[@]}" -I "$build/release/Modules" Fuzz/Targets/*.swift -o "$build/targets.o"
  swiftc "-sanitize=$sanitize" "$build/targets.o" \
    "$build"/release/{Scorecard{Model,Formats,Presentation,Ledger,PostgreSQL},FileSystem,GRDB,SystemPackage,CSystem}.build/*.o \
    -lsqlite3 -o "$program"
}

# Each run, and its log beside the corpus.
run() {
  local target=$1 log=$found/$1.log crashes=$found/crashes/$1 status=0 dictionary=()
  mkdir -p "$found/corpus/$target" "$crashes"
  if [ -f "Fuzz/Dictionaries/$target.dict" ]; then dictionary=("-dict=Fuzz/Dictionaries/$target.dict"); fi
  local longest=${FUZZ_LENGTH:-1024}
  if [ "$target" = dates ]; then longest=96; fi
  FUZZ_TARGET=$target "$program" "-max_total_time=$seconds" "-runs=${FUZZ_RUNS:--1}" "-max_len=$longest" -timeout=10 -rss_limit_mb=2048 \
    "${dictionary[@]}" -print_final_stats=1 "-artifact_prefix=$crashes/" "$found/corpus/$target" "Fuzz/Seeds/$target" \
    >"$log" 2>&1 || status=$?
  # Another process has other hash seeds: what a file comes to must not hang on them. Swift prints a private type
  # with its address.
  local other=same first
  for first in yes no; do
    FUZZ_TARGET=$target FUZZ_SHOW=1 "$program" -runs=0 -shuffle=0 "-artifact_prefix=$crashes/" "$found/corpus/$target" "Fuzz/Seeds/$target" \
      2>/dev/null | sed "s/context at [$][0-9a-f]*//g" | cksum >"$log.$first" || other=failed
  done
  if ! cmp -s "$log.yes" "$log.no"; then other=DIFFERENT; fi
  local executions coverage speed
  speed=$(awk '/average_exec_per_sec/ {print $2}' "$log")
  executions=$(awk '/number_of_executed_units/ {print $2}' "$log")
  coverage=$(grep -ao 'cov: [0-9]*' "$log" | tail -1 | cut -d' ' -f2)
  printf '%-8s %10d executions %7d a second, %5d edges, %d crashes, in another process: %s\n' "$target" \
    "${executions:-0}" "${speed:-0}" "${coverage:-0}" \
    "$(find "$crashes" -type f ! -name 'slow-unit-*' | wc -l)" "$other"
  if [ $status -ne 0 ]; then
    grep -a -m1 'Fatal error\|ERROR: ' "$log" | cut -c1-300 >&2 || true
    echo "  again: FUZZ_TARGET=$target $program $(find "$crashes" -type f ! -name 'slow-unit-*' | head -1)" >&2
  fi
  [ $status -eq 0 ] && [ $other = same ]
}

# Swift's own backtraces would take the signal before libFuzzer keeps the input; and what a reading frees is
# kept for the next one, which doubles the speed.
export SWIFT_BACKTRACE=enable=no MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=2147483648
if [ "${1:-}" = --one ]; then run "$2"; exit; fi
build
if [ $# -eq 0 ]; then set -- csv tables rules lists atom dates catalog address formats record escapers server; fi
printf '%s\n' "$@" | xargs -P "${FUZZ_JOBS:-2}" -n 1 Fuzz/run.sh --one
