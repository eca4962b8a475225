#!/bin/sh
# Writes sums-SHOP.csv and orders-SHOP.csv of every shop, after Recipes/postgresql.sql:  postgresql.sh DATABASE [psql's options]
set -eu
psql -AtX -d "$@" -c 'SELECT DISTINCT shop FROM parcels ORDER BY shop' | while IFS= read -r shop; do
  case $shop in '' | */* | .*) echo "shop \"$shop\" can't be a file's name" >&2; exit 1 ;; esac
  for table in sums orders; do
    # psql quotes the name; a variable is only read from its input, not behind -c.
    echo "COPY (SELECT * FROM $table WHERE shop = :'shop' ORDER BY 1, 2, 3, 5) TO STDOUT (FORMAT csv, HEADER)" \
      | psql -qX -v ON_ERROR_STOP=1 -v shop="$shop" -d "$@" > "$table-$shop.csv"
  done
done
