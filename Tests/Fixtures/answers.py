"""Computes what the files of this folder come to, without any of the program: python3 answers.py writes the answers anew.

Days late, counts, medians and unions are counted here in the plainest way. See README.md for what is written.
"""
import csv
import json
from datetime import date, datetime, timezone
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def rows(path):
    with open(HERE / path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, answers):
    (HERE / path).write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table(path, header, lines):
    text = "\n".join(",".join(str(cell) for cell in line) for line in [header] + lines)
    (HERE / path).write_text(text + "\n", encoding="utf-8")


def deliveries():
    def day(text):
        number, month, year = text.split("-")
        return date(2000 + int(year), MONTHS.index(month) + 1, int(number))

    ids = {v["name"]: v["id"] for v in json.loads((HERE / "interchange/scms/vendors.json").read_text())["vendors"]}
    incidents, orders = [], {}
    for row in rows("scms_deliveries/SCMS_Delivery_History_Dataset.csv"):
        vendor, delivered = ids[row["vendor"]], day(row["delivered to client date"])
        late = (delivered - day(row["scheduled delivery date"])).days
        orders[delivered, vendor] = orders.get((delivered, vendor), 0) + 1
        if late > 0:
            severity = 2 if late <= 7 else 3 if late <= 30 else 4
            incidents.append([delivered, vendor, "bad", severity, "reliability", "%d days late" % late, row["id"]])
    table("interchange/scms/incidents.csv", "date,vendor,outcome,severity,dimension,summary,id".split(","), incidents)
    volumes = [[d, date.fromordinal(d.toordinal() + 1), n, v] for (d, v), n in sorted(orders.items())]
    table("interchange/scms/volumes.csv", "from,to,orders,vendor".split(","), volumes)


def arrivals():
    carriers = {}
    for row in rows("bts_airline_delays_2018/delays_2018.csv"):
        if row["carrier_name"]:
            sums = carriers.setdefault(row["carrier_name"], {"arr_flights": 0.0, "carrier_ct": 0.0})
            for column in sums:
                sums[column] += float(row[column])
    write("bts_airline_delays_2018/reference.json", {"total": {"carriers": len(carriers)}, "carriers": carriers})


def complaints():
    all_rows = rows("cfpb_rows_2013/complaints.csv")
    share = lambda part, of: round(100 * len(part) / len(of), 2)
    timely = lambda of: share([r for r in of if r["Timely response?"] == "Yes"], of)
    companies = {}
    for row in all_rows:
        companies.setdefault(row["Company"], []).append(row)
    large = {name: {
        "complaints": len(own), "timely_pct": timely(own),
        "relief_pct": share([r for r in own if "relief" in r["Company response to consumer"]], own),
    } for name, own in companies.items() if len(own) >= 5}
    write("cfpb_rows_2013/reference.json", {
        "total": {"rows": len(all_rows), "companies": len(companies), "timely_pct": timely(all_rows)},
        "companies_5plus": large})


def moment(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp()


def quarter(text):
    return "%s-Q%d" % (text[:4], (int(text[5:7]) + 2) // 3)


def status_page():
    lines = (HERE / "github_status_incidents/incidents.jsonl").read_text(encoding="utf-8").splitlines()
    incidents = [json.loads(line) for line in lines]

    def spans(some):
        return [(moment(i["started_at"]), moment(i["resolved_at"])) for i in some]

    # Minute by minute, so that overlaps count once, and each in the quarter in which it passed.
    down = {minute for (a, b) in spans([i for i in incidents if i["impact"] in ("minor", "major", "critical")])
            for minute in range(int(a) // 60, int(b) // 60)}
    quarters = sorted({quarter(i["started_at"]) for i in incidents})
    passed = [quarter(datetime.fromtimestamp(60 * minute, timezone.utc).isoformat()) for minute in down]

    def answers(some, minutes):
        impacts = [i["impact"] for i in some]
        return {"incidents": len(some), "by_impact": {i: impacts.count(i) for i in impacts},
                "union_minutes_minor_or_worse": float(minutes),
                "median_minutes_to_resolve": float(median((b - a) / 60 for a, b in spans(some)))}

    write("github_status_incidents/reference.json", {
        "total": {**answers(incidents, len(down)), "unresolved": sum(1 for i in incidents if not i["resolved_at"])},
        "per_quarter": {q: answers([i for i in incidents if quarter(i["started_at"]) == q], passed.count(q))
                        for q in quarters}})


def monitor(folder):
    services = {}
    for row in sorted(rows(folder + "/checks.csv"), key=lambda row: row["time"]):
        services.setdefault(row["service"], []).append(row)
    answers, episodes = {}, []
    for service, checks in sorted(services.items()):
        own, down = [], None
        for check in checks:
            if check["status"] == "down" and not down:
                down = check
            elif check["status"] == "up" and down:
                minutes = (moment(check["time"]) - moment(down["time"])) / 60
                own.append([service, down["time"], check["time"], "%.1f" % minutes, down["http_code"]])
                down = None
        span = moment(checks[-1]["time"]) - moment(checks[0]["time"])
        seconds = sum(moment(e[2]) - moment(e[1]) for e in own)
        quarters = [quarter(e[1]) for e in own]
        answers[service] = {
            "first": checks[0]["time"], "last": checks[-1]["time"], "down_episodes": len(own),
            "still_down_at_end": 1 if down else 0, "down_minutes": round(sum(float(e[3]) for e in own), 1),
            "uptime_pct_of_span": round(100 - 100 * seconds / span, 3),
            "episodes_per_quarter": {q: quarters.count(q) for q in sorted(set(quarters))}}
        episodes += own
    table(folder + "/down_episodes.csv", "service,down_at,up_at,minutes,first_http_code".split(","), episodes)
    write(folder + "/reference.json", {"from_checks": answers})


if __name__ == "__main__":
    deliveries()
    arrivals()
    complaints()
    status_page()
    monitor("upptime_kiosk")
