#!/usr/bin/env python3
"""An independent implementation of the scoring model, version 2, written from scoring.md alone.

    python3 reference.py WHAT...            write the answers anew
    python3 reference.py --check WHAT...    compare what is computed with the answers that are there
    python3 reference.py --worked           the worked values of scoring.md, section 9
    python3 reference.py --first-entries    a table: what the first entries about one of three carriers do

WHAT is a folder with vendors.json, incidents.csv, volumes.csv, checkins.csv and `asof`, whose answers are expected.json,
expected-journey.json and expected-explain.json; a folder without `asof`, with answers named expected-YYYY-MM-DD.json (to
begin with empty files); or a .json file that holds `input`, `expected` and `expectedJourney`.
Needs numpy and scipy. It is written to be read beside the specification, not to be fast.
"""
import csv
import json
import os
import re
import sys
from datetime import date, timedelta

import numpy as np
from scipy.special import betainc, betaincinv, gammaincc, gammaincinv, gammaln

SERVICE = ["responsiveness", "assurance", "empathy", "tangibles"]
KINDS = ["reliability", "general"] + SERVICE
POLICY = {
    "halfLifeDays": 180.0,
    "severityWeights": [0.25, 0.5, 1.0, 2.0, 4.0],
    "unresolvedFactor": 1.5,
    "mitigatedFactor": 0.5,
    "weightCap": 6.0,
    "dimensionWeights": {"responsiveness": 0.22, "assurance": 0.19, "empathy": 0.16, "tangibles": 0.11},
    "switchingCost": 6.0,
    "horizonMonths": 24.0,
}
MONTH = 30.4375
M0 = {"orders": 0.018, "months": 0.25}                  # section 2
DISP0, CV0, NU0, Z0, CAP = 1.64, 0.8, 5.0, 2.0, 4.0
TYPICAL = 0.75                                          # section 4, t
ALWAYS, NEVER = 0, 10 ** 7                              # days before and after everything


# ---------------------------------------------------------------- reading

def day(text):
    return date.fromisoformat(text.strip()[:10]).toordinal()


def rows(path):
    if not os.path.exists(path):
        return []
    with open(path, newline="", encoding="utf-8") as f:
        return [{k: (v or "").strip() for k, v in r.items() if k} for r in csv.DictReader(f)]


class Store:
    """The catalog and all evidence, whatever the as-of day."""

    def __init__(self, catalog, incidents, volumes, checkins, asof):
        self.asof = asof
        self.policy = {**POLICY, **catalog.get("policy", {})}
        self.policy["dimensionWeights"] = {**POLICY["dimensionWeights"], **self.policy["dimensionWeights"]}
        self.vendors = {v["id"]: v for v in catalog["vendors"]}
        self.ids = list(self.vendors)
        self.stage = {v: self.vendors[v]["stage"] for v in self.ids}
        self.stages = [s["id"] for s in catalog["journey"]] if "journey" in catalog \
            else list(dict.fromkeys(self.stage.values()))
        self.mates = {v: [w for w in self.ids if self.stage[w] == self.stage[v]] for v in self.ids}
        self.periods = {v: periods(self.vendors[v]) for v in self.ids}
        self.incidents, self.volumes, self.checkins = incidents, volumes, checkins
        for n, i in enumerate(incidents):
            i["n"], i["w"] = n, self.weight(i) if i["bad"] else 0.0
        self.shares = {}

    @staticmethod
    def folder(path, asof=None):
        with open(os.path.join(path, "vendors.json"), encoding="utf-8") as f:
            catalog = json.load(f)
        if asof is None:
            with open(os.path.join(path, "asof"), encoding="utf-8") as f:
                asof = f.read()
        incidents = [incident(r, r["date"], r.get("resolved") == "no", r.get("mitigated") == "yes")
                     for r in rows(os.path.join(path, "incidents.csv"))]
        volumes = [volume(r) for r in rows(os.path.join(path, "volumes.csv"))]
        checkins = [day(r["date"]) for r in rows(os.path.join(path, "checkins.csv"))]
        return Store(catalog, incidents, volumes, checkins, day(asof))

    @staticmethod
    def document(d):
        return Store(d, [incident(r, r["day"], r.get("resolved") is False, bool(r.get("mitigated")))
                         for r in d["incidents"]],
                     [volume(r) for r in d["volumes"]], [day(x) for x in d.get("checkIns", [])], day(d["asOf"]))

    def weight(self, i):
        p = self.policy
        w = p["severityWeights"][i["severity"] - 1] * (p["unresolvedFactor"] if i["unresolved"] else 1)
        return min(p["weightCap"], w) * (p["mitigatedFactor"] if i["mitigated"] else 1)

    # -- section 1, roles have dates
    def period(self, v, d):
        return next((p for p in self.periods[v] if p["from"] <= d < p["to"]), None)

    def role(self, v, d):
        p = self.period(v, d)
        if p:
            return p["role"]
        return "candidate" if self.periods[v] and d < self.periods[v][0]["from"] else "former"

    def primaries(self, v, d):
        return [w for w in self.mates[v] if (self.period(w, d) or {"role": None})["role"] == "primary"]

    def share(self, v, d):
        if (v, d) not in self.shares:
            given = {w: self.period(w, d)["share"] for w in self.primaries(v, d)}
            rest = 1.0 - sum(x for x in given.values() if x is not None)
            equal = (rest if rest >= 1e-9 else 0.0) / max(1, sum(1 for x in given.values() if x is None))
            self.shares[v, d] = 0.0 if v not in given else equal if given[v] is None else float(given[v])
        return self.shares[v, d]


def incident(r, when, unresolved, mitigated):
    bad = r["outcome"] == "bad"
    return {"id": r.get("id"), "day": day(when), "vendor": r["vendor"], "bad": bad,
            "severity": int(r["severity"]) if bad else 0, "dim": r.get("dimension") or "general",
            "unresolved": unresolved, "mitigated": mitigated, "event": r.get("event") or None,
            "scored": (r.get("attribution") or "vendor") == "vendor"}


def volume(r):
    return {"from": day(r["from"]), "to": day(r["to"]), "orders": float(r["orders"]), "vendor": r.get("vendor") or None}


def periods(vendor):
    """The dated periods of a vendor: gaps and `former` are left out. (The errors of section 1 are not looked for.)"""
    given = vendor.get("periods") or [vendor]
    starts = [day(p["since"]) if p.get("since") else ALWAYS for p in given] + [NEVER]
    return [{"from": start, "to": day(p["until"]) if p.get("until") else following,
             "role": p.get("role") or "primary", "share": p.get("share")}
            for p, start, following in zip(given, starts, starts[1:]) if p.get("role") != "former"]


# ---------------------------------------------------------------- small functions

def logit(x):
    x = min(max(x, 1e-6), 1 - 1e-6)
    return float(np.log(x / (1 - x)))


def expit(x):
    return float(1 / (1 + np.exp(-x)))


NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
NODES, WEIGHTS = (NODES + 1) / 2, WEIGHTS / 2


def p_switch(A, B, altA, altB, shift):
    q = gammaincinv(altA, NODES) / altB + shift
    return float(np.sum(WEIGHTS * gammaincc(A, B * q)))


def p_better(A1, B1, A2, B2):
    return float(betainc(A1, A2, B1 / (B1 + B2)))


def points(trouble, u):
    return 100 * TYPICAL ** (trouble / u)


# ---------------------------------------------------------------- section 2

def harm_prior(E, S, Q, m0):
    """What the other vendors of a stage (those with E > 0) let us expect: u, q, a, varm."""
    if not len(E):
        a = (CV0 * m0) ** 2
        return {"u": m0, "q": DISP0 * m0, "a": a, "varm": a / Z0}
    E, S, Q = (np.array(x, dtype=float) for x in (E, S, Q))
    J, Et, r = len(E), E.sum(), S / E
    disp = (4 * DISP0 + Q.sum()) / (4 + S.sum())
    m = m0
    for _ in range(3):
        m = (1 + np.minimum(S, CAP * m * E).sum()) / (1 / m0 + Et)
    den = Et - (E * E).sum() / Et
    flat = J < 2 or den <= 1e-12 * Et
    Eb = 0.0 if flat else den / (J - 1)
    for _ in range(2):
        rc = np.minimum(r, CAP * m)
        rm = (E * rc).sum() / Et
        ah = 0.0 if flat else max(0.0, ((E * (rc - rm) ** 2).sum() - (J - 1) * disp * rm) / den)
        q, a0 = disp * m, (CV0 * m) ** 2
        z = Eb * a0 / (q + Eb * a0)
        df = 0.0 if flat else (J - 1) * z * z
        a = (NU0 * a0 + df * ah) / (NU0 + df)
        Z = E / (E + q / a)
        m = (Z0 * m0 + (Z * np.minimum(r, CAP * m)).sum()) / (Z0 + Z.sum())
    q = disp * m
    Z = E / (E + q / a)
    return {"u": float(m), "q": float(q), "a": float(a), "varm": float(a / (Z0 + Z.sum()))}


def harm(prior, E, S, Q):
    """The posterior of H: M, A, B, the evidence Z, and b."""
    b = prior["q"] / (prior["a"] + prior["varm"])
    M = (b * prior["u"] + S) / (b + E)
    V = (b * prior["q"] + Q) / (b + E) ** 2
    return {"M": M, "A": M * M / V, "B": M / V, "Z": E / (E + b), "b": b}


# ---------------------------------------------------------------- section 3

def service_prior(P, T):
    """How the owner logs the other vendors of the catalog: m and kappa."""
    P, T = np.array(P, dtype=float), np.array(T, dtype=float)
    P, T = P[T > 0], T[T > 0]
    J, Tt = len(T), T.sum()
    m = (1 + P.sum()) / (2 + Tt)
    den = Tt - (T * T).sum() / Tt if J else 0.0
    flat = J < 2 or den <= 1e-12 * Tt
    for _ in range(2):
        q = m * (1 - m)
        a = a0 = min(0.04, 0.5 * q)
        if not flat:
            Tb = den / (J - 1)
            ah = min(0.5 * q, max(0.0, ((T * (P / T - P.sum() / Tt) ** 2).sum() - (J - 1) * q) / den))
            z = Tb * a0 / (q + Tb * a0)
            df = (J - 1) * z * z
            a = (5 * a0 + df * ah) / (5 + df)
        Z = T / (q / a - 1 + T)
        m = (0.5 + (Z * P / T).sum()) / (1 + Z.sum())
    q = m * (1 - m)
    return float(m), float(q / min(a, 0.5 * q) - 1)


def factor(X):
    return min(1.0, max(0.8, (3 * (1 - X) / X) ** (1 / 6)))


# ---------------------------------------------------------------- one day's view

class View:
    """Sections 1 to 4 (and the probability of switching) as of one day."""

    def __init__(self, store, asof, without=None):
        self.s, self.asof, self.p = store, asof, store.policy
        self.observed = [i for i in store.incidents if i["day"] <= asof]     # weeks and days on record stay
        self.counted = [i for i in self.observed if i["scored"] and i["n"] != without]
        self.roles = {v: store.role(v, asof) for v in store.ids}
        self.days = [i["day"] for i in self.observed] + [d for d in store.checkins if d <= asof]
        self.exposure()
        self.sums()
        self.volumes_a_month()
        self.trouble()

    def in_use(self, v):
        return [w for w in self.s.mates[v] if self.roles[w] != "former"]

    def decay(self, age):
        return 0.5 ** (max(0.0, age) / self.p["halfLifeDays"])

    # -- section 1, exposure
    def with_estimate(self, volumes):
        """The volumes that have begun, and one more for the days since the last if they are to be estimated."""
        volumes = [x for x in volumes if x["from"] <= self.asof]
        if not volumes:
            return []
        end = max(x["to"] for x in volumes)
        start = max(min(x["from"] for x in volumes), end - 91)
        if end > self.asof or end - start < 28 or not any(end <= d for d in self.days):
            return volumes
        n = sum(x["orders"] * max(0, x["to"] - max(x["from"], start)) / (x["to"] - x["from"]) for x in volumes)
        to = min(self.asof + 1, end + 62)
        return volumes + [{"from": end, "to": to, "orders": n / (end - start) * (to - end)}]

    def pieces(self, v, common):
        """Pieces (from, to, orders a day, the same before its share or None for its own)."""
        own = self.with_estimate([x for x in self.s.volumes if x["vendor"] == v])
        rate = lambda x: x["orders"] / (x["to"] - x["from"])
        out = [(x["from"], x["to"], rate(x), None) for x in own]
        cuts = {d for x in own for d in (x["from"], x["to"])} | \
               {d for w in self.s.mates[v] for p in self.s.periods[w] for d in (p["from"], p["to"])}
        for x in common:
            edges = sorted({x["from"], x["to"]} | {d for d in cuts if x["from"] < d < x["to"]})
            runs = []                                    # [from, to, share], maximal
            for f, t in zip(edges, edges[1:]):
                share = 0.0 if any(o["from"] <= f < o["to"] for o in own) else self.s.share(v, f)
                if runs and runs[-1][2] == share:
                    runs[-1][1] = t
                else:
                    runs.append([f, t, share])
            out += [(f, t, rate(x) * share, rate(x)) for f, t, share in runs if share > 0 and f <= self.asof]
        return out

    def exposure(self):
        s, asof = self.s, self.asof
        common = self.with_estimate([x for x in s.volumes if x["vendor"] is None])
        self.piece = {v: self.pieces(v, common) for v in s.ids}
        orders, self.E, self.unit = {}, {}, {}
        for v in s.ids:
            orders[v] = 0.0
            for f, t, rate, _ in self.piece[v]:
                seen = min(t, asof + 1) - f
                orders[v] += rate * seen * self.decay((asof - f) - (seen - 1) / 2)
        monday = lambda d: d - (d - 1) % 7               # ordinal 1 was a Monday
        weeks = sorted({monday(d) for d in self.days})
        for v in s.ids:
            if any(orders[w] > 0 for w in s.mates[v]):
                self.unit[v], self.E[v] = "orders", orders[v]
                continue
            begin = monday(s.periods[v][0]["from"]) if s.periods[v] and s.periods[v][0]["from"] > ALWAYS else ALWAYS
            own = {monday(i["day"]) for i in self.observed if i["vendor"] == v}
            self.unit[v] = "months"
            self.E[v] = sum(7 / MONTH * self.decay(asof - (w + 3)) for w in weeks if w >= begin and
                            (w in own or any(s.role(v, w + k) == "primary" for k in range(7))))

    # -- section 5, the volume Y before any is filled in
    def volumes_a_month(self):
        self.Y = {}
        for v in self.s.ids:
            if self.unit[v] == "months":
                self.Y[v] = 1.0
                continue
            first, now, n = self.asof - 364, self.s.share(v, self.asof), 0.0
            for f, t, rate, whole in self.piece[v]:
                n += (rate if whole is None else whole * now) * max(0, min(t, self.asof + 1) - max(f, first))
            if n == 0:
                self.Y[v] = 0.0
                continue
            begin = max(first, min(p[0] for p in self.piece[v]))
            days = sum(1 for d in range(begin, self.asof + 1) if self.s.role(v, d) == "primary"
                       or any(whole is None and f <= d < t for f, t, _, whole in self.piece[v]))
            self.Y[v] = n / (days / MONTH) if days else 0.0

    # -- section 1, sums
    def sums(self):
        self.P, self.N, self.S, self.Q = ({v: dict.fromkeys(KINDS, 0.0) for v in self.s.ids} for _ in range(4))
        events = {}
        for i in self.counted:
            if i["bad"] and i["event"] is not None:
                events.setdefault((i["vendor"], i["event"]), []).append(i)
        silent, unserved = set(), set()                  # of an event: no weight, no N
        for members in events.values():
            heaviest = min(members, key=lambda i: (-i["w"], i["day"], i["n"]))
            silent |= {i["n"] for i in members if i is not heaviest}
            for c in KINDS:
                same = sorted((i for i in members if i["dim"] == c), key=lambda i: (i["day"], i["n"]))
                unserved |= {i["n"] for i in same[1:]}
        for i in sorted(self.counted, key=lambda i: i["day"]):
            d, v, c = self.decay(self.asof - i["day"]), i["vendor"], i["dim"]
            if not i["bad"]:
                self.P[v][c] += d
                continue
            if i["n"] not in unserved:
                self.N[v][c] += d * (0.5 if i["mitigated"] else 1.0)
            if i["n"] not in silent:
                self.S[v][c] += d * i["w"]
                self.Q[v][c] += d * i["w"] ** 2
        self.Sall = {v: sum(self.S[v].values()) for v in self.s.ids}
        self.Qall = {v: sum(self.Q[v].values()) for v in self.s.ids}
        kinds = ["general"] + SERVICE                    # section 3
        self.Pv = {v: sum(self.P[v][c] for c in kinds) for v in self.s.ids}
        self.Tv = {v: self.Pv[v] + sum(self.N[v][c] for c in kinds) for v in self.s.ids}

    # -- sections 2 to 4
    def trouble(self):
        self.v = {}
        for v in self.s.ids:
            r = self.v[v] = {"seen": self.E[v] * M0[self.unit[v]]}
            self.service(v, r)
            others = [w for w in self.s.mates[v] if w != v and self.E[w] > 0]
            prior = harm_prior(*([x[w] for w in others] for x in (self.E, self.Sall, self.Qall)), M0[self.unit[v]])
            r.update(harm(prior, self.E[v], self.Sall[v], self.Qall[v]))
            u = r["u"] = prior["u"]
            r["unknown"] = (u, u * u / prior["a"], u / prior["a"])
            r["trouble"], r["BT"] = r["phi"] * r["M"], r["B"] / r["phi"]
            r["score"] = points(r["trouble"], u)
            r["low"], r["high"] = (float(points(gammaincinv(r["A"], x) / r["BT"], u)) for x in (0.95, 0.05))
            lost, parts = 100 - points(r["M"], u), {"unknown": r["b"] * u, **self.S[v]}      # section 8
            r["lost"] = {k: lost * x / sum(parts.values()) for k, x in parts.items()}
            r["gained"] = r["score"] - points(r["M"], u)

    def service(self, v, r):
        others = [w for w in self.s.ids if w != v]
        m, kappa = service_prior([self.Pv[w] for w in others], [self.Tv[w] for w in others])
        mu = (kappa * m + self.Pv[v]) / (kappa + self.Tv[v])
        weights = {c: self.p["dimensionWeights"][c] for c in SERVICE}
        r["dims"], r["X"] = {}, 0.0
        for c in SERVICE:
            Pc = sum(self.P[w][c] for w in others)
            mc = (5 * m + Pc) / (5 + Pc + sum(self.N[w][c] for w in others))
            x = (10 * expit(logit(mu) + logit(mc) - logit(m)) + self.P[v][c]) / (10 + self.P[v][c] + self.N[v][c])
            r["dims"][c] = expit(logit(x) - logit(mc) + logit(TYPICAL))
            r["X"] += weights[c] / sum(weights.values()) * r["dims"][c]
        r["P"], r["T"], r["phi"] = self.Pv[v], self.Tv[v], factor(r["X"])

    def best(self, v):
        if self.roles[v] == "former":
            return None
        def raw(i):
            q = gammaincinv(self.v[i]["A"], NODES) / self.v[i]["BT"]
            out = WEIGHTS.copy()
            for j in self.in_use(i):
                if j != i:
                    out = out * gammaincc(self.v[j]["A"], self.v[j]["BT"] * q)
            return float(out.sum())
        return raw(v) / sum(raw(i) for i in self.in_use(v))

    # -- section 5, one review
    def switch(self, v):
        if self.roles[v] == "former":
            return None
        r, others = self.v[v], [w for w in self.in_use(v) if w != v]
        u, shape, rate = r["unknown"]
        alternative, name = (u, shape, rate), None
        for w in others:
            o = self.v[w]
            if o["seen"] >= 0.5 and o["trouble"] < alternative[0]:
                alternative, name = (o["trouble"], o["A"], o["BT"]), w
        Y = self.Y[v]
        if Y == 0:
            some = [self.Y[w] for w in others if self.Y[w] > 0]
            Y = sum(some) / len(some) if some else 0.0
        K = self.s.vendors[v].get("switchingCost", self.p["switchingCost"]) + 3 * u * Y
        volume = self.p["horizonMonths"] * Y
        p = p_switch(r["A"], r["BT"], alternative[1], alternative[2], K / volume) if Y > 0 else 0.0
        return {"p": p, "gain": volume * (r["trouble"] - alternative[0]) - K, "alternative": name, "volume": Y}

    def bad_days(self, v, first=ALWAYS):
        return sorted({i["day"] for i in self.counted if i["vendor"] == v and i["bad"] and i["day"] >= first})

    def severe(self, v):
        return any(i["vendor"] == v and i["severity"] == 5 and not i["mitigated"] and i["day"] >= self.asof - 89
                   for i in self.counted)


# ---------------------------------------------------------------- sections 5 and 6

def reviews(store):
    """Each month's last day before as-of and not before the first incident, the last 24 of them, then as-of."""
    days = [i["day"] for i in store.incidents if i["day"] <= store.asof]
    ends = []
    if days:
        d = date.fromordinal(store.asof).replace(day=1) - timedelta(days=1)
        while d.toordinal() >= min(days) and len(ends) < 24:
            ends.append(d.toordinal())
            d = d.replace(day=1) - timedelta(days=1)
    return ends[::-1] + [store.asof]


def advice(views, v):
    state, hits, previous = "unclear", 0, None
    for view in views:
        r, s = view.v[v], view.switch(v)
        days = view.bad_days(v)
        new = bool(days) and (previous is None or days[-1] > previous)
        previous = view.asof
        if s is None:
            state, hits = "unclear", 0
            continue
        year = view.bad_days(v, view.asof - 364)
        many = len(year) >= 3 and year[-1] - year[0] >= 7
        P, score, seen, good = s["p"], r["score"], r["seen"], r["score"] >= 75
        severe = view.severe(v)
        hit = P >= 0.65 and s["gain"] > 0
        hits = hits + (1 if new else 0) if hit else 0
        if state == "drop" and (P < 0.50 or good):
            state = "watch"
        if state == "watch" and ((P < 0.25 and score >= 60) or score >= 80):
            state = "keep"
        if state in ("keep", "unclear") and new and not good and \
                (severe or ((seen >= 0.5 or many) and (P >= 0.40 or score < 60))):
            state = "watch"
        if state == "unclear" and seen >= 0.5 and r["low"] >= 40:
            state = "keep"
        if state == "keep" and (seen < 0.25 or r["low"] < 30):
            state = "unclear"
        if new and many and not good and ((hit and P >= 0.90) or hits >= 2):
            state = "drop"
    return "left" if s is None else state


def better(view, v):
    s = view.switch(v)
    return s["alternative"] if s and view.v[v]["score"] >= 75 and s["p"] >= 0.65 and s["gain"] > 0 else None


def bayes_factor(counts, a=1.0, b=4.0):
    """BF, and the bad days after the most likely change."""
    if len(counts) < 2:
        return 1.0, 0
    lm = lambda n, e: a * np.log(b) - gammaln(a) + gammaln(a + n) - (a + n) * np.log(b + e)
    whole = lm(sum(counts), len(counts))
    terms = []
    for k in range(1, len(counts)):
        n1, n2, e1, e2 = sum(counts[:k]), sum(counts[k:]), k, len(counts) - k
        p = betainc(a + n1, a + n2, (b + e1) / (2 * b + e1 + e2))
        terms.append(float(np.exp(lm(n1, e1) + lm(n2, e2) - whole) * 2 * p))
    k = max(range(len(terms)), key=lambda i: terms[i]) + 1
    return sum(terms) / len(terms), sum(counts[k:])


def worsening(view, v):
    if not view.observed:
        return 1.0, 0
    month = lambda d: date.fromordinal(d).year * 12 + date.fromordinal(d).month
    end = month(view.asof)
    start = max(month(min(i["day"] for i in view.observed)), end - 23)
    return bayes_factor([sum(1 for d in view.bad_days(v) if month(d) == m) for m in range(start, end + 1)])


# ---------------------------------------------------------------- section 7

def beta_moments(mean, var):
    k = mean * (1 - mean) / var - 1
    return mean * k, (1 - mean) * k


def stage_moments(Ep, Ep2, c=0.0, p2=0.0, p22=0.0):
    return Ep + (1 - Ep) * c * p2, Ep2 + 2 * c * p2 * (Ep - Ep2) + c * c * p22 * (1 - 2 * Ep + Ep2)


def journey(view):
    counted, stages, parts = [], {}, {}
    mean = second = 1.0
    passes = {v: tuple((r["B"] / (r["B"] + k)) ** r["A"] for k in (1, 2)) for v, r in view.v.items()}
    for stage in view.s.stages:
        mates = [v for v in view.s.ids if view.s.stage[v] == stage]
        prim = [v for v in mates if view.roles[v] == "primary" and view.E[v] > 0]
        if not prim or view.unit[prim[0]] != "orders":
            continue
        by = view.Y if sum(view.Y[v] for v in prim) > 0 else view.E
        share = {v: by[v] / sum(by[w] for w in prim) for v in prim}
        Ep = sum(share[v] * passes[v][0] for v in prim)
        Ep2 = Ep ** 2 + sum(share[v] ** 2 * (passes[v][1] - passes[v][0] ** 2) for v in prim)
        c, p2, p22 = 0.0, 0.0, 0.0
        for f in mates:
            if view.roles[f] == "fallback":
                cf = view.s.vendors[f].get("failover", 0.5)
                if cf * passes[f][0] > c * p2:
                    c, (p2, p22) = cf, passes[f]
        m1, m2 = stage_moments(Ep, Ep2, c, p2, p22)
        counted.append(stage)
        stages[stage] = m1
        mean, second = mean * m1, second * m2
        parts.update({v: share[v] * (1 - c * p2) for v in prim})
    if not counted:
        return {"counted": [], "mean": None}
    al, be = beta_moments(mean, second - mean ** 2)
    vendors = {}
    for v in view.s.ids:
        if v in parts:
            importance = mean / stages[view.s.stage[v]] * parts[v]
            vendors[v] = {"p": passes[v][0], "importance": importance, "loss": importance * (1 - passes[v][0])}
    return {"counted": counted, "mean": mean, "low": float(betaincinv(al, be, 0.05)),
            "high": float(betaincinv(al, be, 0.95)), "stages": stages, "vendors": vendors,
            "weakest": max(vendors, key=lambda v: vendors[v]["loss"])}


# ---------------------------------------------------------------- the files

def rounded(x):
    if isinstance(x, dict):
        return {k: rounded(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [rounded(v) for v in x]
    if isinstance(x, float):
        return round(float(x), 6) + 0.0
    return x


def compute(store, explain=True):
    views = [View(store, d) for d in reviews(store)]
    now, out = views[-1], {}
    for v in store.ids:
        r = now.v[v]
        bf, after = worsening(now, v)
        out[v] = {**{k: r[k] for k in ("X", "dims", "P", "T", "phi")}, "unit": now.unit[v], "role": now.roles[v],
                  "E": float(now.E[v]), "S": now.Sall[v], "Q": now.Qall[v], "M": r["M"], "A": r["A"], "B": r["B"],
                  "ZR": r["Z"], **{k: r[k] for k in ("unknown", "trouble", "BT", "score", "low", "high", "seen")},
                  "pBest": now.best(v), "switch": now.switch(v), "lost": r["lost"], "gained": r["gained"],
                  "advice": advice(views, v), "better": better(now, v), "worseBF": bf, "worseAfter": after}
    why = None
    if explain:
        why = {v: {"lost": now.v[v]["lost"], "gained": now.v[v]["gained"], "influence": {}} for v in store.ids}
        for i in now.observed:
            lesser = View(store, store.asof, without=i["n"])
            why[i["vendor"]]["influence"][i["id"]] = now.v[i["vendor"]]["score"] - lesser.v[i["vendor"]]["score"]
    return rounded(out), rounded(journey(now)), rounded(why)


FILES = ["expected.json", "expected-journey.json", "expected-explain.json"]


def answers(what):
    """The files of answers that belong to a folder or a .json file, each with what is computed for it."""
    if os.path.isfile(what):
        document = read(what)
        got = compute(Store.document(document["input"]), False)
        yield what, {"input": document["input"], "expected": got[0], "expectedJourney": got[1]}
    elif os.path.exists(os.path.join(what, "asof")):
        explain = not os.path.exists(os.path.join(what, FILES[0])) or os.path.exists(os.path.join(what, FILES[2]))
        for name, got in zip(FILES, compute(Store.folder(what), explain)):
            if got is not None:
                yield os.path.join(what, name), got
    else:
        for name in sorted(os.listdir(what)):
            found = re.fullmatch(r"expected-(\d{4}-\d\d-\d\d)\.json", name)
            if found:
                yield os.path.join(what, name), compute(Store.folder(what, found.group(1)), False)[0]


def write(what):
    for path, content in answers(what):
        with open(path, "w", encoding="utf-8") as f:
            json.dump(content, f, indent=1, ensure_ascii=False)
            f.write("\n")


def differences(want, got, path=""):
    if isinstance(want, dict) and isinstance(got, dict):
        for k in list(want) + [k for k in got if k not in want]:
            if k not in want or k not in got:
                yield "%s/%s: only in %s" % (path, k, "the file" if k in want else "the reference")
            else:
                yield from differences(want[k], got[k], path + "/" + k)
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for n, (x, y) in enumerate(zip(want, got)):
            yield from differences(x, y, "%s/%d" % (path, n))
    elif isinstance(want, (int, float)) and isinstance(got, (int, float)):
        if abs(want - got) > max(2e-6, 1e-5 * abs(want)):
            yield "%s: file %r, reference %r" % (path, want, got)
    elif want != got:
        yield "%s: file %r, reference %r" % (path, want, got)


def read(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def check(what):
    lines = []
    for path, got in answers(what):
        if os.path.exists(path):
            want = read(path)
            if os.path.isfile(what):
                got = {key: got[key] for key in want}
            lines += ["%s%s" % (os.path.basename(path), x) for x in differences(want, got)]
    for line in lines:
        print("%s %s" % (what, line))
    print("%s: %s" % (what, "%d differences" % len(lines) if lines else "agrees"))
    return len(lines)


# ---------------------------------------------------------------- tables

def first_entries():
    """Three carriers, 30 orders a month for the store; n entries of one kind about carrier A, none about B and C."""
    kinds = {"annoyance": ("bad", 1, "responsiveness"), "late": ("bad", 2, "reliability"),
             "lost": ("bad", 5, "reliability"), "praise": ("good", None, "general")}
    catalog = {"vendors": [{"id": x, "stage": "shipping", "role": "primary"} for x in "ABC"]}
    asof, last = day("2026-06-30"), day("2026-06-28")
    volumes = [{"from": "2026-%02d-01" % m, "to": "2026-%02d-01" % (m + 1), "orders": 30} for m in range(1, 7)]
    print("\t".join(["spread", "kind", "n", "score", "low", "high", "advice", "score of B"]))
    for spread, apart in (("weekly", 7), ("one day", 0)):
        for kind, (outcome, severity, dim) in kinds.items():
            for n in (0, 1, 2, 3, 5, 10, 20):
                entry = {"vendor": "A", "outcome": outcome, "severity": severity, "dimension": dim}
                store = Store(catalog, [incident(entry, date.fromordinal(last - apart * k).isoformat(), False, False)
                                        for k in reversed(range(n))], [volume(x) for x in volumes], [], asof)
                out = compute(store, False)[0]
                print("\t".join([spread, kind, str(n)] + ["%.1f" % out["A"][k] for k in ("score", "low", "high")]
                                + [out["A"]["advice"], "%.1f" % out["B"]["score"]]))


def worked():
    f = {"u": 0.018, "q": 0.02952, "a": 1.1664e-4, "varm": 0.0}
    wrong = 0

    def same(name, got, want, digits):
        nonlocal wrong
        if abs(got - want) > 0.51 * 10.0 ** -digits:
            wrong += 1
            print("%s: %r, should be %r" % (name, got, want))

    table = [((400, 2.75, 1.6875), (5.8274, 520.948, 83.63, 72.95, 92.62, 0.612)),
             ((400, 4, 16), (3.1186, 238.059, 81.11, 64.76, 94.27, 0.612)),
             ((0, 0, 0), (2.7778, 154.321, 75.00, 53.94, 92.95, 0)),
             ((400, 0, 0), (2.7778, 398.223, 89.45, 78.72, 97.21, 0.612)),
             ((20, 0, 0), (2.7778, 166.516, 76.60, 56.43, 93.45, 0.073)),
             ((30, 8, 32), (3.9939, 90.048, 49.22, 25.29, 78.52, 0.106))]
    gammas = []
    for (E, S, Q), (A, B, score, lo, hi, Z) in table:
        h = harm(f, E, S, Q)
        gammas.append((h["A"], h["B"]))
        name = "E, S, Q = %s, %s, %s " % (E, S, Q)
        same(name + "A", h["A"], A, 4)
        same(name + "B", h["B"], B, 3)
        same(name + "score", points(h["M"], f["u"]), score, 2)
        same(name + "low", points(gammaincinv(h["A"], 0.95) / h["B"], f["u"]), lo, 2)
        same(name + "high", points(gammaincinv(h["A"], 0.05) / h["B"], f["u"]), hi, 2)
        same(name + "Z", h["Z"], Z, 3)
    same("P(H1 < H2)", p_better(*gammas[0], *gammas[1]), 0.55765, 5)
    same("P(switch pays)", p_switch(20, 12, 2.7778, 2.7778, 6 / 24), 0.7551, 4)
    for X, phi in ((0.75, 1.0), (0.85, 0.89943), (0.95, 0.8), (0.5, 1.0)):
        same("phi of %s" % X, factor(X), phi, 5)
    counts = [1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 3, 2, 4, 3]
    same("change after 12", bayes_factor(counts[:12], 1.0, 2.0)[0], 0.598, 3)
    same("change after 17", bayes_factor(counts[:17], 1.0, 2.0)[0], 11.68, 2)
    same("change after 18", bayes_factor(counts, 1.0, 2.0)[0], 33.97, 2)
    means, seconds, parts = 1.0, 1.0, []
    for (a, b), fb in [((995, 5), None), ((498, 2), None), ((970, 30), (95, 5)), ((930, 70), None), ((480, 20), None)]:
        mom = lambda a, b: (a / (a + b), a * (a + 1) / ((a + b) * (a + b + 1)))
        m1, m2 = stage_moments(*mom(a, b), *((0.8,) + mom(*fb) if fb else ()))
        means, seconds = means * m1, seconds * m2
        parts.append(m1)
    same("journey mean", means, 0.878412, 6)
    same("journey sd", (seconds - means ** 2) ** 0.5, 0.011567, 6)
    al, be = beta_moments(means, seconds - means ** 2)
    same("journey low", betaincinv(al, be, 0.05), 0.8589, 4)
    same("journey high", betaincinv(al, be, 0.95), 0.8969, 4)
    same("loss", means / parts[3] * (1 - parts[3]), 0.0661, 4)
    same("gain of a replacement", means / parts[3] * (0.955 - parts[3]), 0.0236, 4)
    print("worked values: %s" % ("%d wrong" % wrong if wrong else "agree"))
    return wrong


if __name__ == "__main__":
    args = sys.argv[1:]
    if args == ["--worked"]:
        sys.exit(1 if worked() else 0)
    elif args == ["--first-entries"]:
        first_entries()
    elif args[:1] == ["--check"]:
        sys.exit(1 if sum([check(x) for x in args[1:]]) else 0)
    elif args:
        for what in args:
            write(what)
    else:
        print(__doc__)
