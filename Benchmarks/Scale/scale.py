"""How the way from parcel events to ledgers grows: `make scale N=100000000`.

    scale.py PROGRAM [N]

Makes seeded parcels of 1,000 shops at N/100, N/10 and N, lets the recipe for DuckDB reduce each, checks every total against what
was made, fits t = a + b·N, and takes the files of some shops into ledgers. It prints what 10⁹ would take at most, with the conditions
of that sentence, and fails when a parcel takes a fifth more in the upper decade than in the lower one: then nothing follows. That it
takes less is to be expected, since the rows that are written grow more slowly than the parcels, and makes the sentence an upper bound.
"""

import glob
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb

PROGRAM = os.path.abspath(sys.argv[1])
LARGEST = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000_000
RECIPE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Recipes", "duckdb.sql")
SHOPS, VENDORS, DAYS = 1000, 5, 1461
# Of 1,000 parcels: each thousand has exactly so many, so that every total is known before it is counted.
TROUBLE = {"late": 40, "lost": 3, "damaged": 7}
SHOPS_TAKEN = 20
MOST_GROWTH = 0.2

if LARGEST % 100_000:
    sys.exit("N has to be a multiple of 100,000, so that every total is known")


def make(count, folder):
    """Parquet of `count` parcels; which shop, vendor and day is mixed by a multiplication, the result goes round."""
    connection = duckdb.connect()
    bounds, results = 0, ""
    for name, part in TROUBLE.items():
        bounds += part
        results += f"WHEN i % 1000 < {bounds} THEN '{name}' "
    connection.execute(f"""
        COPY (SELECT 'shop-' || (mixed % {SHOPS}) AS shop, 'carrier-' || (mixed // {SHOPS} % {VENDORS}) AS vendor,
          DATE '2022-10-01' + CAST(mixed // {SHOPS * VENDORS} % {DAYS} AS INTEGER) AS day,
          CASE {results} ELSE 'delivered' END AS result
          FROM (SELECT i, (i * 2654435761) % 4294967291 // 8 AS mixed FROM range({count}) AS numbers(i)))
        TO '{folder}/parcels.parquet' (FORMAT parquet, ROW_GROUP_SIZE 1000000)""")
    connection.close()


def reduce(count, folder):
    """Seconds of the whole recipe, with every total checked."""
    os.chdir(folder)
    for path in ("sums", "orders"):
        shutil.rmtree(path, ignore_errors=True)
    connection = duckdb.connect()
    connection.execute("CREATE VIEW parcels AS SELECT * FROM 'parcels.parquet'")
    begin = time.perf_counter()
    connection.execute(open(RECIPE).read())
    seconds = time.perf_counter() - begin
    found = dict(connection.execute(
        "SELECT kind, sum(count) FROM read_csv('sums/*/*.csv', union_by_name = true) GROUP BY kind").fetchall())
    made = {name: count // 1000 * part for name, part in TROUBLE.items()}
    if {name: int(total) for name, total in found.items()} != made:
        sys.exit(f"✘ {count:,}: {found}, not {made}")
    orders = connection.execute("SELECT sum(orders) FROM read_csv('orders/*/*.csv')").fetchone()[0]
    if int(orders) != count:
        sys.exit(f"✘ {count:,}: {orders} orders")
    rows = connection.execute("SELECT count(*) FROM read_csv('sums/*/*.csv') WHERE count > 0").fetchone()[0]
    connection.close()
    return seconds, rows


def take(folder):
    """Seconds a shop of importing its files, and of its scores."""
    vendors = ",".join(f'{{"id":"carrier-{number}","name":"Carrier {number}","stage":"shipping"}}' for number in range(VENDORS))
    imports, scores = [], []
    for shop in range(SHOPS_TAKEN):
        store = f"{folder}/store-{shop}"
        os.makedirs(store)
        with open(store + "/vendors.json", "w") as file:
            file.write(f'{{"store":"Shop","journey":[{{"id":"shipping","name":"Shipping"}}],"vendors":[{vendors}]}}')
        files = sorted(glob.glob(f"{folder}/sums/shop=shop-{shop}/*.csv") + glob.glob(f"{folder}/orders/shop=shop-{shop}/*.csv"))
        for words, times in ((["import", *files], imports), (["scores", "--json"], scores)):
            begin = time.perf_counter()
            subprocess.run([PROGRAM, *words], cwd=store, check=True, stdout=subprocess.DEVNULL,
                           env=dict(os.environ, VENDORSCORE_NOW="2026-10-01T09:00:00Z"))
            times.append(time.perf_counter() - begin)
    return statistics.median(imports), statistics.median(scores)


print("| parcels | rows that shops take | recipe | file |\n|--:|--:|--:|--:|")
points = []
for count in (LARGEST // 100, LARGEST // 10, LARGEST):
    with tempfile.TemporaryDirectory() as folder:
        make(count, folder)
        size = os.path.getsize(folder + "/parcels.parquet")
        runs = [reduce(count, folder) for _ in range(3)]
        seconds = statistics.median(run[0] for run in runs)
        points.append((count, seconds))
        print(f"| {count:,} | {runs[0][1]:,} | {seconds:.2f} s | {size / 1e6:,.0f} MB |", flush=True)
        if count == LARGEST:
            importing, scoring = take(folder)
        os.chdir("/")

slopes = [(late[1] - early[1]) / (late[0] - early[0]) for early, late in zip(points, points[1:])]
growth = slopes[1] / slopes[0] - 1 if slopes[0] else 0
fixed = points[-1][1] - slopes[1] * points[-1][0]
print(f"\nt = {fixed:.2f} s + {slopes[1] * 1e9:.1f} ns a parcel; between the first two sizes {slopes[0] * 1e9:.1f} ns "
      f"({growth:+.0%} in the upper decade)")
print(f"A shop of {SHOPS:,}: import {importing:.2f} s, scores {scoring * 1000:.0f} ms; all of them one after another "
      f"{importing * SHOPS / 60:.1f} min")
if min(slopes) <= 0:
    sys.exit("✘ The times of so few parcels are noise: take a larger N.")
if growth > MOST_GROWTH:
    sys.exit("✘ A parcel takes longer the more there are: nothing follows for more of them.")
print(f"So 10⁹ parcels would take at most {(fixed + slopes[1] * 1e9) / 60:.1f} min of the recipe, on this machine, if\n"
      f"- memory holds: there are at most {SHOPS * VENDORS * DAYS * len(TROUBLE):,} rows of sums, however many parcels there are;\n"
      f"- the disk keeps up: real events take some 20 to 40 bytes each when packed, these {size / LARGEST:.1f};\n"
      "- and the events are in one place that DuckDB reads.")
