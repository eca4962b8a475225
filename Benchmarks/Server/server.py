"""What a ledger on a PostgreSQL server costs, beside `psql` doing as little as possible with the same rows: `make bench-server`.

    server.py PROGRAM [ROWS] [PAIRS]

Starts a server of its own on a socket in a temporary folder, and times whole processes, both sides of a pair in turn. It prints
medians, their ratio, and what the ratio is meant to be. fsync costs little on most machines that run this, so that only the ratios carry over.
"""

import os
import pwd
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from random import Random

PROGRAM = os.path.abspath(sys.argv[1])
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
PAIRS = int(sys.argv[3]) if len(sys.argv) > 3 else 5
WRITERS, EACH = 64, 20
# So many that a million rows have a third of a million sums.
VENDORS, DAYS = 48, 1461
DIMENSIONS = ["reliability", "responsiveness", "assurance", "empathy", "tangibles"]


def programs():
    found = sorted(
        entry.path for entry in os.scandir("/usr/lib/postgresql") if os.path.exists(f"{entry.path}/bin/initdb")
    ) if os.path.isdir("/usr/lib/postgresql") else []
    if found:
        return found[-1] + "/bin"
    initdb = shutil.which("initdb")
    if not initdb:
        sys.exit("no PostgreSQL server here: make engines")
    return os.path.dirname(os.path.realpath(initdb))


class Server:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="vs-bench-")
        self.programs = programs()
        self.prefix = []
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, -1)
            self.prefix = ["setpriv", "--reuid=nobody", "--clear-groups"]
        data = f"{self.folder}/data"
        self.quietly(f"{self.programs}/initdb", "-D", data, "-U", "owner", "--auth=trust", "-E", "UTF8", "--locale=C")
        options = f"-c listen_addresses= -k {self.folder} -c max_connections=100"
        self.quietly(f"{self.programs}/pg_ctl", "-w", "-D", data, "-l", f"{self.folder}/log", "-o", options, "start")

    def quietly(self, *words):
        subprocess.run([*self.prefix, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    def sql(self, text, database="shop"):
        command = ["psql", "-AtqX", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "owner", "-d", database, "-c", text]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def address(self, database="shop"):
        return f"postgresql://owner@{self.folder.replace('/', '%2F')}/{database}"

    def stop(self):
        self.quietly(f"{self.programs}/pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def seconds(action):
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def run(*words, folder=None):
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=folder)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stderr[-500:]}")


def pair(what, ours, control, target, pairs=PAIRS, before=lambda: None):
    """One after the other, in turn."""
    times = ([], [])
    for _ in range(pairs):
        before()
        times[0].append(seconds(ours))
        times[1].append(seconds(control))
    mine, theirs = (statistics.median(side) for side in times)
    ratios = sorted(a / b for a, b in zip(*times))
    ratio = statistics.median(ratios)
    print(f"{what:<34} {mine:>9.3f} s {theirs:>9.3f} s   × {ratio:.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})   goal × {target}",
          flush=True)
    return ratio


def make_rows(path):
    random = Random(20261130)
    days = [time.strftime("%Y-%m-%d", time.gmtime((19_000 + day) * 86_400)) for day in range(DAYS)]
    with open(path, "w") as file:
        file.write("id,date,vendor,outcome,severity,dimension,summary\n")
        for number in range(ROWS):
            severity = random.randrange(-2, 6)
            outcome = f"bad,{severity}" if severity > 0 else "good,"
            file.write(f"e{number},{random.choice(days)},vendor-{random.randrange(VENDORS)},{outcome},"
                       f"{random.choice(DIMENSIONS)},parcel {number} was late again\n")


def catalog(folder, address=None, name="main"):
    """A workspace made by hand: what it costs to make one isn't measured."""
    os.makedirs(folder)
    ledger = f'"ledger": {{"server": "{address}", "name": "{name}"}},' if address else ""
    stages = ["hosting", "cart", "payments", "shipping"]
    journey = ", ".join(f'{{"id": "{stage}", "name": "{stage.capitalize()}"}}' for stage in stages)
    vendors = ", ".join(
        f'{{"id": "vendor-{n}", "name": "Vendor {n}", "stage": "{stages[n % 4]}", "role": "{"primary" if n < 4 else "candidate"}"}}'
        for n in range(VENDORS))
    with open(f"{folder}/vendors.json", "w") as file:
        file.write(f'{{"store": "Bench", "currency": "EUR", "timeZone": "UTC", {ledger} "journey": [{journey}], '
                   f'"vendors": [{vendors}]}}')


def main():
    server = Server()
    work = tempfile.mkdtemp(prefix="vs-bench-work-")
    try:
        measure(server, work)
    finally:
        server.stop()
        shutil.rmtree(work, ignore_errors=True)


def measure(server, work):
    server.sql("CREATE DATABASE shop", "postgres")
    rows = f"{work}/rows.csv"
    make_rows(rows)
    count = 0

    def empty(database=None):
        """A ledger of its own for each import."""
        nonlocal count
        count += 1
        if not database:
            # Each alone in a database.
            server.sql(f"CREATE DATABASE shop{count}", "postgres")
        address = server.address(database or f"shop{count}")
        catalog(f"{work}/s{count}", address, f"bench-{count}")
        run(PROGRAM, "init", "--ledger-server", address, "--ledger-name", f"bench-{count}", folder=f"{work}/s{count}")
        server.sql("DROP TABLE IF EXISTS bare; CREATE TABLE bare (id text, date date, vendor text, outcome text, "
                   "severity int, dimension text, summary text)")

    copy = f"\\copy bare FROM '{rows}' WITH (FORMAT csv, HEADER)"
    print(f"{ROWS:,} rows, {PAIRS} pairs\n{'':<34} {'vendorscore':>11} {'psql':>11}   ratio")
    ours = lambda: run(PROGRAM, "import", rows, folder=f"{work}/s{count}")
    empty("shop")
    pair("import, beside other ledgers", ours, lambda: server.sql(copy), 6, before=lambda: empty("shop"))
    pair("import, alone", ours, lambda: server.sql(copy), 6, before=empty)
    server.sql("CREATE INDEX ON bare (id); ANALYZE")
    again = (f"CREATE TEMP TABLE t (LIKE bare)", copy.replace("bare", "t"),
             "SELECT count(*) FROM t JOIN bare USING (id)")

    def control():
        command = ["psql", "-AtqX", "-h", server.folder, "-U", "owner", "-d", "shop"]
        for text in again:
            command += ["-c", text]
        run(*command)

    pair("the same file again", ours, control, 1.5)
    shop = f"{work}/s{count}"
    pair("scores", lambda: run(PROGRAM, "scores", folder=shop), lambda: server.sql(
        "SELECT count(*) FROM (SELECT vendor, date, dimension, count(*), sum(severity) FROM bare GROUP BY 1, 2, 3) AS sums"),
        0.15)
    number = 0

    def log(folder):
        nonlocal number
        number += 1
        run(PROGRAM, "log", "vendor-0", "bad", f"logged {number}", "--severity", "3", folder=folder)

    server.sql("CREATE DATABASE small", "postgres")
    catalog(f"{work}/small", server.address("small"))
    run(PROGRAM, "init", "--ledger-server", server.address("small"), folder=f"{work}/small")
    insert = "INSERT INTO bare VALUES ('x', '2026-01-01', 'vendor-0', 'bad', 3, 'reliability', 'logged')"
    pair("log into as many", lambda: log(shop), lambda: server.sql(insert), 1.5, pairs=PAIRS * 4)
    pair("log into an empty one", lambda: log(f"{work}/small"), lambda: server.sql(insert), 1.5, pairs=PAIRS * 4)
    catalog(f"{work}/file")

    def writers(folder):
        """As many programs at once as there are writers, each again and again."""
        script = (f'seq {WRITERS} | xargs -P {WRITERS} -I W sh -c \'for n in $(seq {EACH}); do '
                  f'"{PROGRAM}" log vendor-0 bad "writer W entry $n of {time.time()}" --severity 3 >/dev/null || exit 255; done\'')
        return lambda: run("sh", "-c", script, folder=folder)

    try:
        pair(f"{WRITERS} × {EACH} logs, beside a file", writers(f"{work}/small"), writers(f"{work}/file"), 1, pairs=1)
    except SystemExit as refused:
        # A file's writers wait for each other in no order, and one may wait for too long.
        print(f"{WRITERS} × {EACH} logs: {str(refused)[-120:]}")


main()
