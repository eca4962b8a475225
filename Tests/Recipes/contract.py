"""The contract of `Recipes/`: every engine comes to the same integers, and a shop's ledger to the same scores from them as from
single rows.

    contract.py PROGRAM PARCELS [ENGINE ...]

Runs recipes as they are shipped over PARCELS seeded parcels of 8 shops. Without an ENGINE (duckdb, clickhouse, postgresql, spark)
all that are here; the others are SKIPPED by name.
"""

import collections
import csv
import datetime
import glob
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
PARCELS = int(sys.argv[2])
ENGINES = sys.argv[3:]
RECIPES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Recipes")
ENVIRONMENT = dict(os.environ, VENDORSCORE_NOW="2026-10-01T09:00:00Z")
SHOPS = [f"shop-{number}" for number in range(1, 9)]
VENDORS = ["dhl", "dpd", "gls"]
# A shop with one parcel of a day that has yet to come: it may not hide what is recent in the others.
MISTAKEN = "shop-0"
# Of 1,000 parcels; the rest goes well.
TROUBLE = {"late": 40, "lost": 3, "damaged": 7}
checks = 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"✘ {what}")


def parcels():
    """(shop, vendor, day, result), the same ones every time."""
    days = [(datetime.date(2025, 10, 1) + datetime.timedelta(number)).isoformat() for number in range(365)]
    results = [name for name, part in TROUBLE.items() for _ in range(part)]
    state = 7
    for _ in range(PARCELS):
        state = (state * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
        bits = state >> 16
        place = bits // 8760 % 1000
        yield (SHOPS[bits % 8], VENDORS[bits // 8 % 3], days[bits // 24 % 365],
               results[place] if place < len(results) else "delivered" if place % 2 else "collected")


class Expected:
    """What any engine has to come to, counted in Python."""

    def __init__(self):
        self.sums = collections.Counter()
        self.orders = collections.Counter()
        self.days = set()
        self.single = collections.defaultdict(list)
        with open("parcels.csv", "w", newline="") as file:
            file.write("shop,vendor,day,result\n")
            file.write(f"{MISTAKEN},dhl,2099-01-01,delivered\n")
            for shop, vendor, day, result in parcels():
                file.write(f"{shop},{vendor},{day},{result}\n")
                self.orders[shop, day[:7], vendor] += 1
                self.days.add((shop, day, vendor))
                if result in TROUBLE:
                    self.sums[shop, day, vendor, result] += 1
                    self.single[shop].append((day, vendor, result))

        last = max(datetime.date.fromisoformat(day) for shop, day, _ in self.days if shop != MISTAKEN)
        self.recent = (last - datetime.timedelta(90)).isoformat()
        # Looking must not add.
        self.sums = dict(self.sums)

    def rows(self, shop):
        """Of each day and vendor with trouble, or of the last 90 days with a parcel, every kind, also with none."""
        troubled = {(owner, day, vendor) for owner, day, vendor, _ in self.sums}
        return {(day, vendor, "bad", kind, self.sums.get((shop, day, vendor, kind), 0), f"{day}:{vendor}:{kind}")
                for owner, day, vendor in self.days if owner == shop and (
                    day > self.recent or (owner, day, vendor) in troubled) for kind in TROUBLE}

    def months(self, shop):
        return {(month + "-01", vendor, count)
                for (owner, month, vendor), count in self.orders.items() if owner == shop}


def read(paths):
    check(paths, "a recipe wrote no file")
    for path in paths:
        with open(path, newline="") as file:
            yield from csv.DictReader(file)


def duckdb_files():
    import duckdb
    connection = duckdb.connect("market.duckdb")
    connection.execute("CREATE VIEW parcels AS SELECT * FROM read_csv('../parcels.csv')")
    connection.execute(open(f"{RECIPES}/duckdb.sql").read())
    return lambda name, shop: glob.glob(f"{name}/shop={shop}/*.csv")


def clickhouse_files():
    from chdb import session
    market = session.Session(os.path.abspath("market"))
    market.query("CREATE DATABASE market")
    market.query("USE market")
    market.query("""CREATE TABLE events (shop String, vendor String, day Date, result String)
                    ENGINE = MergeTree ORDER BY (shop, day)""")
    market.query(f"INSERT INTO events SELECT * FROM file('{os.path.abspath('../parcels.csv')}', 'CSVWithNames')")
    market.query("CREATE VIEW parcels AS SELECT * FROM events")
    text = "\n".join(line for line in open(f"{RECIPES}/clickhouse.sql") if not line.startswith("--"))
    for statement in text.split(";"):
        if statement.strip():
            market.query(statement)
    found = {os.path.basename(path): path for path in glob.glob("**/*.csv", recursive=True)}
    return lambda name, shop: [found[f"{name}-{shop}.csv"]]


def postgresql_files():
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    initdb = shutil.which("initdb") or (programs and programs[-1])
    if not initdb or not shutil.which("psql"):
        raise ImportError("PostgreSQL's server")
    folder = os.path.abspath("server")
    os.mkdir(folder)
    # A server doesn't run as root.
    user = ["setpriv", "--reuid=nobody", "--clear-groups"] if os.getuid() == 0 else []
    if user:
        shutil.chown(folder, "nobody")
        path = folder
        while path != "/":
            os.chmod(path, os.stat(path).st_mode | 0o011)
            path = os.path.dirname(path)

    def run(*words, **options):
        return subprocess.run([*user, *words], check=True, cwd=folder, stdout=subprocess.DEVNULL, **options)

    data = folder + "/data"
    run(initdb, "-D", data, "-U", "owner", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
    control = os.path.join(os.path.dirname(os.path.realpath(initdb)), "pg_ctl")
    run(control, "-D", data, "-w", "-l", folder + "/log", "-o",
        f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off", "start")
    try:
        options = ["-h", folder, "-U", "owner"]
        def psql(*words):
            subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", "postgres", *options, *words], check=True)
        psql("-c", "CREATE TABLE events (shop text, vendor text, day date, result text)",
             "-c", "\\copy events FROM ../parcels.csv CSV HEADER", "-c", "CREATE VIEW parcels AS SELECT * FROM events",
             "-f", f"{RECIPES}/postgresql.sql")
        subprocess.run(["sh", f"{RECIPES}/postgresql.sh", "postgres", *options], check=True)
    finally:
        run(control, "-D", data, "-m", "immediate", "stop")
    return lambda name, shop: [f"{name}-{shop}.csv"]


def spark_files():
    import importlib.util
    if not importlib.util.find_spec("pyspark") or not shutil.which("java"):
        raise ImportError("Spark")
    import pyarrow.csv
    import pyarrow.parquet
    pyarrow.parquet.write_table(pyarrow.csv.read_csv("../parcels.csv"), "parcels.parquet")
    submit = subprocess.run([sys.executable, f"{RECIPES}/spark.py", os.path.abspath("parcels.parquet"), "out"],
                            capture_output=True, text=True, env=dict(os.environ, PYSPARK_PYTHON=sys.executable))
    check(submit.returncode == 0, submit.stderr[-2000:])
    return lambda name, shop: glob.glob(f"out/{name}/shop={shop}/*.csv")


class Store:
    def __init__(self, name):
        self.folder = os.path.abspath(name)
        os.makedirs(self.folder)
        vendors = ",".join(f'{{"id":"{vendor}","name":"{vendor.upper()}","stage":"shipping"}}' for vendor in VENDORS)
        with open(self.folder + "/vendors.json", "w") as file:
            file.write(f'{{"store":"Shop","journey":[{{"id":"shipping","name":"Shipping"}}],"vendors":[{vendors}]}}')

    def run(self, *words):
        outcome = subprocess.run([PROGRAM, *words], cwd=self.folder, env=ENVIRONMENT, capture_output=True, text=True)
        check(outcome.returncode == 0, f"{words[0]}: {outcome.stderr}")
        return outcome.stdout

    def take(self, *files):
        return self.run("import", *map(os.path.abspath, files))

    def scores(self):
        return self.run("scores", "--json") + self.run("journey", "--json")


def single_rows(expected, shop, orders):
    """The shop's ledger as it would be had each parcel been logged."""
    store = Store(f"single-{shop}")
    with open(store.folder + "/rows.csv", "w") as file:
        file.write("date,vendor,outcome,kind,id\n")
        for number, (day, vendor, kind) in enumerate(expected.single[shop]):
            file.write(f"{day},{vendor},bad,{kind},{number}\n")
    store.take(store.folder + "/rows.csv", *orders)
    return store.scores()


def hold(engine, files, expected):
    for shop in SHOPS:
        rows = {(row["date"], row["vendor"], row["outcome"], row["kind"], int(row["count"]), row["id"])
                for row in read(files("sums", shop))}
        check(rows == expected.rows(shop), f"{engine}: {shop}: other sums")
        months = {(row["from"], row["vendor"], int(row["orders"])) for row in read(files("orders", shop))}
        check(months == expected.months(shop), f"{engine}: {shop}: other orders")
    shop = SHOPS[0]
    store = Store(f"summed-{engine}")
    orders = files("orders", shop)
    told = store.take(*files("sums", shop), *orders)
    all_rows = expected.rows(shop)
    new = sum(row[4] > 0 for row in all_rows)
    check(f"{new:,} new" in told, f"{engine}: {told}")
    check(store.scores() == single_rows(expected, shop, orders), f"{engine}: other scores than single rows give")
    again = store.take(*files("sums", shop), *orders)
    check(f"0 new, 0 changed, {len(all_rows):,} already present" in again, f"{engine}: again: {again}")


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    expected = Expected()
    makers = {"duckdb": duckdb_files, "clickhouse": clickhouse_files, "postgresql": postgresql_files,
              "spark": spark_files}
    for engine in ENGINES or makers:
        os.makedirs(engine)
        os.chdir(engine)
        try:
            files = makers[engine]()
        except ImportError as missing:
            check(not ENGINES, f"{engine}: {missing.name or missing} is not here")
            print(f"SKIPPED: {engine}: {missing.name or missing} is not here")
        else:
            hold(engine, files, expected)
            print(f"✔ {engine}: the sums, orders and scores of {PARCELS:,} parcels")
        os.chdir(folder)
print(f"{checks} checks hold")
