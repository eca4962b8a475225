"""How long the pages take, on loopback: `make bench-pages`.

    pages.py PROGRAM [ROWS]

Of each page the median and the slowest of 300 requests over one connection (20 in the large store), with the demo store and with
ROWS entries (by default 1,000,000) of 40 vendors; then, where wrk is there, 16 connections at once, and 200 readers while another
process imports. Memory is the server's own, before and after.
"""

import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
ENVIRONMENT = dict(os.environ, VENDORSCORE_NOW="2026-10-01T09:00:00Z")


class Server:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0"], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
        link = re.search(r"http://127.0.0.1:(\d+)(\S+)", self.process.stdout.readline())
        self.port = int(link.group(1))
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", link.group(2))
        self.cookie = connection.getresponse().getheader("Set-Cookie").split(";")[0]

    def times(self, path, count):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        times, size = [], 0
        for _ in range(count):
            begin = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": self.cookie})
            answer = connection.getresponse()
            size = len(answer.read())
            times.append((time.perf_counter() - begin) * 1000)
            assert answer.status == 200, path
        return times, size

    def show(self, path, count):
        times, size = self.times(path, count)
        print(f"| `{path}` | {statistics.median(times):.1f} ms | {max(times):.1f} ms | {size / 1000:.1f} kB |", flush=True)

    def wrk(self, connections, seconds):
        if shutil.which("wrk"):
            text = subprocess.run(
                ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "--latency", "-H", f"Cookie: {self.cookie}",
                 f"http://127.0.0.1:{self.port}/"], capture_output=True, text=True).stdout
            found = {key: re.search(pattern, text) for key, pattern in {
                "median": r"50%\s+(\S+)", "p99": r"99%\s+(\S+)", "a second": r"Requests/sec:\s+(\S+)",
                "errors": r"(Non-2xx.*|Socket errors.*)"}.items()}
            print(f"\nHome, {connections} connections: " + ", ".join(
                f"{key} {match.group(1)}" for key, match in found.items() if match) + f"; {self.memory()}", flush=True)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return " ".join(line.split(":")[1].strip() for line in status if line.startswith("VmRSS")) + " in memory"

    def stop(self):
        self.process.terminate()
        self.process.wait()


def run(folder, *words):
    subprocess.run([PROGRAM, *words], cwd=folder, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)


def rows(count, path):
    """As `Benchmarks/Measuring/Workload.swift` makes them."""
    import datetime
    first = datetime.date(2022, 10, 1)
    days = [(first + datetime.timedelta(number)).isoformat() for number in range(1461)]
    dimensions = ["reliability", "responsiveness", "assurance", "empathy", "tangibles", ""]
    state = 42
    with open(path, "w") as file:
        file.write("date,vendor,outcome,severity,dimension,summary,resolved,id\n")
        for row in range(count):
            state = (state * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
            bits = state >> 20
            good = bits % 5 < 2
            file.write(
                f"{days[bits // 5 % 1461]},v{bits // 7919 % 40},"
                + ("good,," if good else f"bad,{1 + bits // 31 % 5},")
                + f'{dimensions[bits // 17 % 6]},"Order {row}: parcel came late",'
                + ("" if good else "no" if bits % 3 == 0 else "yes") + f",row-{row}\n")


HEAD = "\n| page | median | slowest | size |\n|---|--:|--:|--:|"
with tempfile.TemporaryDirectory() as folder:
    run(folder, "init", "--demo")
    server = Server(folder)
    print("The demo store" + HEAD)
    for path in ("/", "/log", "/todo", "/vendors", "/vendors/northwind", "/stages/shipping", "/journey", "/record",
                 "/reports/2026-Q3", "/data"):
        server.show(path, 300)
    server.wrk(16, 10)
    server.wrk(16, 60)
    server.stop()
with tempfile.TemporaryDirectory() as folder:
    stages = ["hosting", "cart", "payments", "shipping"]
    vendors = ",".join(
        f'{{"id":"v{n}","name":"Vendor {n}","stage":"{stages[n % 4]}","role":"{"primary" if n < 8 else "candidate"}"}}'
        for n in range(40))
    with open(folder + "/vendors.json", "w") as file:
        journey = ",".join(f'{{"id":"{stage}","name":"{stage.capitalize()}"}}' for stage in stages)
        file.write(f'{{"store":"Large","journey":[{journey}],"vendors":[{vendors}]}}')
    rows(ROWS, folder + "/rows.csv")
    run(folder, "import", "rows.csv")
    server = Server(folder)
    print(f"\n{ROWS:,} entries" + HEAD)
    server.times("/", 1)
    for path in ("/", "/log", "/log?vendor=v3", "/todo", "/vendors", "/vendors/v3", "/stages/shipping", "/journey",
                 "/record", "/reports/2026-Q3", "/data"):
        server.show(path, 20)
    changed = []
    for number in range(15):
        run(folder, "log", "v3", "late", f"Once more {number}")
        changed += server.times("/", 1)[0]
    print(f"| `/` after a change | {statistics.median(changed):.1f} ms | {max(changed):.1f} ms | |")
    rows(ROWS // 10, folder + "/more.csv")
    with open(folder + "/more.csv") as file:
        text = file.read().replace(",row-", ",more-")
    with open(folder + "/more.csv", "w") as file:
        file.write(text)
    importing = subprocess.Popen([PROGRAM, "import", "more.csv"], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    server.wrk(200, 10)
    print("meanwhile imported: " + importing.communicate()[0].strip())
    server.stop()
