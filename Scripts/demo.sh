#!/bin/sh
# The main job on the demo store: $1 = the program, $2 = an empty folder to work in.
set -eu
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$2"

run() {
  printf '\n$ vendorscore %s\n' "$*"
  "$program" "$@"
}

run init --demo
run scores --as-of 2026-09-30
run compare shipping --as-of 2026-09-30
run explain northwind --as-of 2026-09-30
run journey --as-of 2026-09-30
run journey --replace northwind=parcelo --as-of 2026-09-30
run report 2026-Q3
printf '\n$ cat reports/2026-Q3.md\n'
cat reports/2026-Q3.md
printf '\nThe demo store is in %s. Try: cd there and log an experience of your own.\n' "$PWD"
