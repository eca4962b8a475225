#!/usr/bin/env python3
"""An independent implementation of the scoring model, written from scoring.md alone.

    python3 reference.py FOLDER...          write expected.json, expected-journey.json, expected-explain.json
    python3 reference.py --check FOLDER...  compare what is computed with what the folders hold
    python3 reference.py --worked           the worked values of scoring.md, section 9

A folder holds vendors.json, incidents.csv, volumes.csv, checkins.csv and `asof`.
Needs numpy and scipy. It is written to be read beside the specification, not to be fast.
"""
import csv
import json
import os
import sys
from datetime import date, timedelta

import numpy as np
from scipy.special import betainc, betaincinv, gammaincc, gammaincinv, gammaln

SERVICE = ["responsiveness", "assurance", "empathy", "tangibles"]
POLICY = {
    "halfLifeDays": 180.0,
    "severityWeights": [0.25, 0.5, 1.0, 2.0, 4.0],
    "unresolvedFactor": 1.5,
    "mitigatedFactor": 0.5,
    "weightCap": 6.0,
    "dimensionWeights": {"reliability": 0.32, "responsiveness": 0.22, "assurance": 0.19,
                         "empathy": 0.16, "tangibles": 0.11},
    "switchingCost": 6.0,
    "horizonMonths": 24.0,
}
MONTH = 30.4375
M0 = {"orders": 0.018, "months": 0.25}
UNITS_AHEAD = {"orders": 16.0, "months": 1.0}


# ---------------------------------------------------------------- reading

def day(text):
    return date.fromisoformat(text.strip()[:10]).toordinal()


def rows(path):
    if not os.path.exists(path):
        return []
    with open(path, newline="", encoding="utf-8") as f:
        return [{k: (v or "").strip() for k, v in r.items() if k} for r in csv.DictReader(f)]


class Store:
    """All evidence of one folder, whatever the as-of day."""

    def __init__(self, folder):
        with open(os.path.join(folder, "vendors.json"), encoding="utf-8") as f:
            catalog = json.load(f)
        self.policy = dict(POLICY)
        given = catalog.get("policy", {})
        for key, value in given.items():
            if key == "dimensionWeights":
                self.policy[key] = {**POLICY[key], **value}
            else:
                self.policy[key] = value
        self.vendors = catalog["vendors"]
        self.ids = [v["id"] for v in self.vendors]
        self.stages = [s["id"] for s in catalog["journey"]]
        for v in self.vendors:
            v.setdefault("role", "primary")
            v["from"] = day(v["since"]) if v.get("since") else None
        with open(os.path.join(folder, "asof"), encoding="utf-8") as f:
            self.asof = day(f.read())
        self.incidents = []
        for n, r in enumerate(rows(os.path.join(folder, "incidents.csv"))):
            bad = r["outcome"] == "bad"
            self.incidents.append({
                "n": n, "id": r.get("id") or "row-%d" % (n + 1),
                "day": day(r["date"]), "vendor": r["vendor"], "bad": bad,
                "severity": int(r["severity"]) if bad else 0,
                "dim": r.get("dimension") or "general",
                "unresolved": r.get("resolved") == "no",
                "mitigated": r.get("mitigated") == "yes",
                "scored": (r.get("attribution") or "vendor") == "vendor"})
        self.volumes = [{"from": day(r["from"]), "to": day(r["to"]), "orders": float(r["orders"]),
                         "vendor": r.get("vendor") or None}
                        for r in rows(os.path.join(folder, "volumes.csv"))]
        self.checkins = [day(r["date"]) for r in rows(os.path.join(folder, "checkins.csv"))]
        self.shares = self.split()

    def split(self):
        """Primaries without a share split equally what the others leave."""
        shares = {}
        for stage in {v["stage"] for v in self.vendors}:
            primaries = [v for v in self.vendors if v["stage"] == stage and v["role"] == "primary"]
            given = sum(v["share"] for v in primaries if v.get("share") is not None)
            if given > 1 + 1e-9:
                raise ValueError("shares of stage %s add up to more than 1" % stage)
            open_ones = [v for v in primaries if v.get("share") is None]
            for v in primaries:
                shares[v["id"]] = v["share"] if v.get("share") is not None \
                    else max(0.0, 1.0 - given) / len(open_ones)
        return shares

    def weight(self, i):
        p = self.policy
        w = p["severityWeights"][i["severity"] - 1] * (p["unresolvedFactor"] if i["unresolved"] else 1)
        return min(p["weightCap"], w) * (p["mitigatedFactor"] if i["mitigated"] else 1)


# ---------------------------------------------------------------- small functions

def logit(x):
    x = min(max(x, 1e-6), 1 - 1e-6)
    return float(np.log(x / (1 - x)))


def expit(x):
    return float(1 / (1 + np.exp(-x)))


def beta_moments(mean, var):
    k = mean * (1 - mean) / var - 1
    return mean * k, (1 - mean) * k


NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
NODES, WEIGHTS = (NODES + 1) / 2, WEIGHTS / 2


def p_switch(A, B, altA, altB, shift):
    q = gammaincinv(altA, NODES) / altB + shift
    return float(np.sum(WEIGHTS * gammaincc(A, B * q)))


# ---------------------------------------------------------------- section 2

def fit(E, S, Q, m0):
    """E, S, Q of the vendors that have exposure. Returns m, q, a, b, varm."""
    E, S, Q = (np.array(x, dtype=float) for x in (E, S, Q))
    J, Et = len(E), float(E.sum())
    r = S / E if J else S
    m = (1 + S.sum()) / (1 / m0 + Et)
    disp = (1.64 + Q.sum()) / (1 + S.sum())
    Eb = ah = 0.0
    flat = True
    if J >= 2:
        den = Et - float((E * E).sum()) / Et
        flat = den <= 1e-12 * Et
        if not flat:
            grand = S.sum() / Et
            Eb = den / (J - 1)
            ah = max(0.0, float(((E * (r - grand) ** 2).sum() - (J - 1) * disp * grand) / den))
    for _ in range(2):
        q = disp * m
        a0 = (0.8 * m) ** 2
        z = Eb * a0 / (q + Eb * a0)
        df = 0.0 if flat else (J - 1) * z * z
        a = (5 * a0 + df * ah) / (5 + df)
        b = q / a
        Z = E / (E + b)
        m = float((1 * m0 + (Z * r).sum()) / (1 + Z.sum()))
    q = disp * m
    b = q / a
    Z = E / (E + b)
    return {"m": m, "q": q, "a": a, "b": b, "varm": a / float(1 + Z.sum())}


def posterior(f, E, S, Q):
    """Returns the mean and the shape and rate of a Gamma."""
    b = f["b"]
    M = (b * f["m"] + S) / (b + E)
    V = (b * f["q"] + Q) / (b + E) ** 2 + (b / (b + E)) ** 2 * f["varm"]
    return M, M * M / V, M / V


# ---------------------------------------------------------------- one day's view

class View:
    """Sections 1 to 4 (and the probability of switching) as of one day."""

    def __init__(self, store, asof, without=None):
        self.s, self.asof, self.p = store, asof, store.policy
        seen = [i for i in store.incidents if i["day"] <= asof]
        self.observed = seen                             # weeks stay observed
        self.counted = [i for i in seen if i["scored"] and i["n"] != without]
        self.exposure()
        self.sums()
        self.harm()
        self.quality()

    def decay(self, age):
        return 0.5 ** (max(0.0, age) / self.p["halfLifeDays"])

    # -- exposure
    def volumes_of(self, v):
        """(from, to, orders) that count for a vendor, cut at `since` but not at the as-of day."""
        own = [x for x in self.s.volumes if x["vendor"] == v["id"] and x["from"] <= self.asof]
        if own:
            return [(x["from"], x["to"], x["orders"]) for x in own]
        if v["role"] != "primary":
            return []
        out = []
        for x in self.s.volumes:
            if x["vendor"] is not None:
                continue
            start = x["from"] if v["from"] is None else max(x["from"], v["from"])
            if start >= x["to"] or start > self.asof:
                continue
            part = (x["to"] - start) / (x["to"] - x["from"])
            out.append((start, x["to"], x["orders"] * part * self.s.shares[v["id"]]))
        return out

    def exposure(self):
        orders, self.E, self.unit, self.Y = {}, {}, {}, {}
        for v in self.s.vendors:
            total = 0.0
            for start, end, n in self.volumes_of(v):
                days = min(end, self.asof + 1) - start
                age = (self.asof - start) - (days - 1) / 2
                total += n * days / (end - start) * self.decay(age)
            orders[v["id"]] = total
        monday = lambda d: d - (d - 1) % 7               # ordinal 1 was a Monday
        common = {monday(i["day"]) for i in self.observed}
        common |= {monday(d) for d in self.s.checkins if d <= self.asof}
        for v in self.s.vendors:
            mates = [w for w in self.s.vendors if w["stage"] == v["stage"]]
            if any(orders[w["id"]] > 0 for w in mates):
                self.unit[v["id"]], self.E[v["id"]] = "orders", orders[v["id"]]
                continue
            weeks = common if v["role"] == "primary" else \
                {monday(i["day"]) for i in self.observed if i["vendor"] == v["id"]}
            if v["from"] is not None:
                weeks = {w for w in weeks if w >= monday(v["from"])}
            self.unit[v["id"]] = "months"
            self.E[v["id"]] = sum(7 / MONTH * self.decay(self.asof - (w + 3)) for w in sorted(weeks))
        # orders a month over the last 365 days
        own = {}
        for v in self.s.vendors:
            if self.unit[v["id"]] == "months":
                own[v["id"]] = 1.0
                continue
            first = self.asof - 364
            vols = self.volumes_of(v)
            n = 0.0
            for start, end, k in vols:
                n += k * max(0, min(end, self.asof + 1) - max(start, first)) / (end - start)
            if n == 0:
                own[v["id"]] = 0.0
                continue
            begin = max(first, min(x[0] for x in vols))
            own[v["id"]] = n / ((self.asof - begin + 1) / MONTH)
        for v in self.s.vendors:
            y = own[v["id"]]
            if y == 0:
                others = [own[w["id"]] for w in self.s.vendors
                          if w["stage"] == v["stage"] and w["id"] != v["id"] and own[w["id"]] > 0]
                y = sum(others) / len(others) if others else 0.0
            self.Y[v["id"]] = y

    # -- sums
    def sums(self):
        dims = ["reliability", "general"] + SERVICE
        self.P = {v: dict.fromkeys(dims, 0.0) for v in self.s.ids}
        self.N = {v: dict.fromkeys(dims, 0.0) for v in self.s.ids}
        self.S = {v: dict.fromkeys(dims, 0.0) for v in self.s.ids}
        self.Q = {v: dict.fromkeys(dims, 0.0) for v in self.s.ids}
        for i in sorted(self.counted, key=lambda i: i["day"]):
            d, v, c = self.decay(self.asof - i["day"]), i["vendor"], i["dim"]
            if not i["bad"]:
                self.P[v][c] += d
                continue
            w = self.s.weight(i)
            self.N[v][c] += d * (0.5 if i["mitigated"] else 1)
            self.S[v][c] += d * w
            self.Q[v][c] += d * w * w

    # -- harm
    def harm(self):
        self.fitH, self.H, self.R, self.vR, self.ZR = {}, {}, {}, {}, {}
        self.Sall = {v: sum(self.S[v].values()) for v in self.s.ids}
        self.Qall = {v: sum(self.Q[v].values()) for v in self.s.ids}
        for stage in dict.fromkeys(v["stage"] for v in self.s.vendors):
            mates = [v["id"] for v in self.s.vendors if v["stage"] == stage]
            unit = self.unit[mates[0]]
            full = self.fit_stage(mates, unit)
            rel = self.fit_stage(mates, unit, "reliability")
            n = UNITS_AHEAD[unit]
            for v in mates:
                self.fitH[v] = full
                self.H[v] = posterior(full, self.E[v], self.Sall[v], self.Qall[v])
                self.ZR[v] = self.E[v] / (self.E[v] + full["b"])
                _, A, B = posterior(rel, self.E[v], self.S[v]["reliability"], self.Q[v]["reliability"])
                self.R[v] = (B / (B + n)) ** A
                self.vR[v] = (B / (B + 2 * n)) ** A - self.R[v] ** 2

    def fit_stage(self, mates, unit, dim=None):
        used = [v for v in mates if self.E[v] > 0]
        S = [self.Sall[v] if dim is None else self.S[v][dim] for v in used]
        Q = [self.Qall[v] if dim is None else self.Q[v][dim] for v in used]
        return fit([self.E[v] for v in used], S, Q, M0[unit])

    def mates(self, v):
        stage = self.s.vendors[self.s.ids.index(v)]["stage"]
        return [w["id"] for w in self.s.vendors if w["stage"] == stage]

    # -- quality and score
    def quality(self):
        dims = ["general"] + SERVICE
        self.Pv = {v: sum(self.P[v][c] for c in dims) for v in self.s.ids}
        self.Tv = {v: sum(self.P[v][c] + self.N[v][c] for c in dims) for v in self.s.ids}
        P = np.array([self.Pv[v] for v in self.s.ids if self.Tv[v] > 0])
        T = np.array([self.Tv[v] for v in self.s.ids if self.Tv[v] > 0])
        J, Tt = len(T), float(T.sum())
        m = float((1 + P.sum()) / (2 + Tt))
        den = Tt - float((T * T).sum()) / Tt if J else 0.0
        for _ in range(2):
            q = m * (1 - m)
            a = a0 = min(0.04, 0.5 * q)
            if J >= 2 and den > 1e-12 * Tt:
                Tb = den / (J - 1)
                ah = float(((T * (P / T - P.sum() / Tt) ** 2).sum() - (J - 1) * q) / den)
                ah = min(0.5 * q, max(0.0, ah))
                z = Tb * a0 / (q + Tb * a0)
                df = (J - 1) * z * z
                a = (5 * a0 + df * ah) / (5 + df)
            kappa = q / a - 1
            Z = T / (kappa + T)
            m = float((0.5 + (Z * P / T).sum()) / (1 + Z.sum()))
        q = m * (1 - m)
        a = min(a, 0.5 * q)
        kappa = q / a - 1
        varm = a / float(1 + Z.sum())
        mc = {}
        for c in SERVICE:
            Pc = sum(self.P[v][c] for v in self.s.ids)
            Tc = sum(self.P[v][c] + self.N[v][c] for v in self.s.ids)
            mc[c] = (5 * m + Pc) / (5 + Tc)
        w = self.p["dimensionWeights"]
        total = sum(w[c] for c in SERVICE)
        omega = {c: w[c] / total for c in SERVICE}
        wr = w["reliability"] / (w["reliability"] + total)
        self.score = {}
        for v in self.s.ids:
            R, P, T = self.R[v], self.Pv[v], self.Tv[v]
            mu0 = expit(logit(m) + 0.5 * (logit(min(max(R, 0.02), 0.98)) - logit(0.75)))
            mu = (kappa * mu0 + P) / (kappa + T)
            vV = mu * (1 - mu) / (kappa + T + 1) \
                + (kappa / (kappa + T) * mu * (1 - mu) / (m * (1 - m))) ** 2 * varm
            X = noise = shared = 0.0
            y = {}
            for c in SERVICE:
                Pc, Tc = self.P[v][c], self.P[v][c] + self.N[v][c]
                prior = expit(logit(mu) + logit(mc[c]) - logit(m))
                x = (10 * prior + Pc) / (10 + Tc)
                vc = x * (1 - x) / (10 + Tc + 1)
                y[c] = expit(logit(x) - logit(mc[c]) + logit(0.75))
                j = y[c] * (1 - y[c]) / (x * (1 - x))
                X += omega[c] * y[c]
                noise += (omega[c] * j) ** 2 * vc
                shared += omega[c] * j * 10 / (10 + Tc)
            vX = min(0.95 * X * (1 - X), 1.2 * (noise + shared ** 2 * vV))
            ZQ = T / (kappa + T)
            mean = wr * R + (1 - wr) * X
            var = min(0.95 * mean * (1 - mean), wr ** 2 * self.vR[v] + (1 - wr) ** 2 * vX)
            al, be = beta_moments(mean, var)
            self.score[v] = {
                "X": X, "dims": y, "P": P, "T": T, "ZQ": ZQ, "score": 100 * mean, "alpha": al, "beta": be,
                "low": 100 * float(betaincinv(al, be, 0.05)), "high": 100 * float(betaincinv(al, be, 0.95)),
                "Z": wr * self.ZR[v] + (1 - wr) * ZQ,
                "points": {"reliability": 100 * wr * R,
                           **{c: 100 * (1 - wr) * omega[c] * y[c] for c in SERVICE}}}

    def best(self, v):
        grid = np.linspace(0, 1, 513)
        cdf = {w: betainc(self.score[w]["alpha"], self.score[w]["beta"], grid) for w in self.mates(v)}
        out = np.diff(cdf[v])
        for w in self.mates(v):
            if w != v:
                out = out * (cdf[w][1:] + cdf[w][:-1]) / 2
        return float(out.sum())

    # -- section 5, one review
    def switch(self, v):
        vendor = self.s.vendors[self.s.ids.index(v)]
        K, horizon = vendor.get("switchingCost"), self.p["horizonMonths"]
        K = self.p["switchingCost"] if K is None else K
        others = [w for w in self.mates(v) if w != v]
        f = self.fit_stage(others, self.unit[v])
        unknown = (f["m"], f["m"] ** 2 / f["a"], f["m"] / f["a"])
        best, name = unknown, None
        for w in others:
            if self.ZR[w] >= 0.3 and self.H[w][0] < best[0]:
                best, name = self.H[w], w
        Y = self.Y[v]
        if Y == 0:
            p, gain = 0.0, -K
        else:
            M, A, B = self.H[v]
            p = p_switch(A, B, best[1], best[2], K / (horizon * Y))
            gain = horizon * Y * (M - best[0]) - K
        return unknown, {"p": p, "gain": gain, "alternative": name, "volume": Y}

    def severe(self, v):
        return any(i["vendor"] == v and i["bad"] and i["severity"] == 5 and not i["mitigated"]
                   and self.asof - 89 <= i["day"] for i in self.counted)


# ---------------------------------------------------------------- sections 5 and 6

def reviews(store):
    days = [i["day"] for i in store.incidents if i["day"] <= store.asof]
    ends = []
    if days:
        d = date.fromordinal(store.asof).replace(day=1) - timedelta(days=1)
        while d.toordinal() >= min(days) and len(ends) < 24:
            ends.append(d.toordinal())
            d = d.replace(day=1) - timedelta(days=1)
    return ends[::-1] + [store.asof]


def advice(views, v):
    state, before = "keep", False
    for view in views:
        _, s = view.switch(v)
        p, sure = s["p"], s["p"] >= 0.90 and s["gain"] > 0
        hit = p >= 0.65 and s["gain"] > 0
        if sure or (hit and before):
            state = "drop"
        elif state == "drop":
            state = "keep" if p < 0.25 else "watch" if p < 0.50 else "drop"
        elif state == "keep":
            state = "watch" if p >= 0.40 else "keep"
        else:
            state = "keep" if p < 0.25 else "watch"
        before = hit
        if state == "keep" and view.severe(v):
            state = "watch"
    last = views[-1]
    if last.ZR[v] < 0.3 and not sure and not last.severe(v):
        return "unclear"
    return state


def bayes_factor(counts, a=1.0, b=4.0):
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
    days = {i["day"] for i in view.counted if i["vendor"] == v and i["bad"]}
    return bayes_factor([sum(1 for d in days if month(d) == m) for m in range(start, end + 1)])


# ---------------------------------------------------------------- section 7

def stage_moments(Ep, Ep2, c=0.0, p2=0.0, p22=0.0):
    return Ep + (1 - Ep) * c * p2, Ep2 + 2 * c * p2 * (Ep - Ep2) + c * c * p22 * (1 - 2 * Ep + Ep2)


def journey(view):
    counted, stages, parts = [], {}, []
    mean = second = 1.0
    passes = {}
    for v in view.s.ids:
        _, A, B = view.H[v]
        passes[v] = ((B / (B + 1)) ** A, (B / (B + 2)) ** A)
    for stage in view.s.stages:
        mates = [v for v in view.s.vendors if v["stage"] == stage]
        prim = [v["id"] for v in mates if v["role"] == "primary" and view.E[v["id"]] > 0]
        if not prim or view.unit[prim[0]] != "orders":
            continue
        total = sum(view.E[v] for v in prim)
        share = {v: view.E[v] / total for v in prim}
        Ep = sum(share[v] * passes[v][0] for v in prim)
        Ep2 = Ep ** 2 + sum(share[v] ** 2 * (passes[v][1] - passes[v][0] ** 2) for v in prim)
        c, p2, p22 = 0.0, 0.0, 0.0
        for f in mates:
            if f["role"] == "fallback":
                cf = 0.5 if f.get("failover") is None else f["failover"]
                if cf * passes[f["id"]][0] > c * p2:
                    c, (p2, p22) = cf, passes[f["id"]]
        m1, m2 = stage_moments(Ep, Ep2, c, p2, p22)
        counted.append(stage)
        stages[stage] = m1
        mean, second = mean * m1, second * m2
        parts += [(v, stage, share[v] * (1 - c * p2)) for v in prim]
    if not counted:
        return {"counted": [], "mean": None}
    al, be = beta_moments(mean, second - mean ** 2)
    vendors = {}
    for v in view.s.ids:                                  # catalog order
        for w, stage, part in parts:
            if w == v:
                imp = mean / stages[stage] * part
                vendors[v] = {"p": passes[v][0], "importance": imp, "loss": imp * (1 - passes[v][0])}
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


def compute(folder, explain=True):
    store = Store(folder)
    views = [View(store, d) for d in reviews(store)]
    now = views[-1]
    out = {}
    for v in store.ids:
        unknown, s = now.switch(v)
        M, A, B = now.H[v]
        bf, after = worsening(now, v)
        sc = now.score[v]
        out[v] = {"unit": now.unit[v], "E": float(now.E[v]), "S": now.Sall[v], "Q": now.Qall[v],
                  "M": M, "A": A, "B": B, "ZR": now.ZR[v], "R": now.R[v], "vR": now.vR[v], "unknown": unknown,
                  **{k: sc[k] for k in ("X", "dims", "P", "T", "ZQ", "score", "alpha", "beta", "low", "high", "Z")},
                  "pBest": now.best(v), "switch": s, "advice": advice(views, v),
                  "worseBF": bf, "worseAfter": after}
    why = None
    if explain:
        why = {v: {"points": now.score[v]["points"], "influence": {}} for v in store.ids}
        for i in now.observed:
            lesser = View(store, store.asof, without=i["n"])
            why[i["vendor"]]["influence"][i["id"]] = \
                now.score[i["vendor"]]["score"] - lesser.score[i["vendor"]]["score"]
    return rounded(out), rounded(journey(now)), rounded(why)


FILES = ["expected.json", "expected-journey.json", "expected-explain.json"]


def write(folder):
    for name, content in zip(FILES, compute(folder)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            json.dump(content, f, indent=1, ensure_ascii=False)
            f.write("\n")


def differences(want, got, path=""):
    if isinstance(want, dict) and isinstance(got, dict):
        for k in want.keys() | got.keys():
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


def check(folder):
    bad = 0
    explain = os.path.exists(os.path.join(folder, FILES[2]))
    for name, content in zip(FILES, compute(folder, explain)):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as f:
            for line in differences(json.load(f), content):
                print("%s %s%s" % (folder, name, line))
                bad += 1
    print("%s: %s" % (folder, "%d differences" % bad if bad else "agrees"))
    return bad


def worked():
    f = {"m": 0.018, "q": 0.02952, "a": 1.1664e-4, "b": 0.02952 / 1.1664e-4, "varm": 0.0}
    wrong = 0

    def same(name, got, want, digits):
        nonlocal wrong
        if abs(got - want) > 0.51 * 10.0 ** -digits:
            wrong += 1
            print("%s: %r, should be %r" % (name, got, want))

    n = 15.98234
    table = [((400, 2.75, 1.6875), (5.8274, 520.948, 83.85, 72.95, 92.62, 0.612)),
             ((400, 4, 16), (3.1186, 238.059, 81.66, 64.76, 94.27, 0.612)),
             ((0, 0, 0), (2.7778, 154.321, 76.05, 53.94, 92.95, 0)),
             ((400, 0, 0), (2.7778, 398.223, 89.65, 78.72, 97.21, 0.612)),
             ((20, 0, 0), (2.7778, 166.516, 77.52, 56.43, 93.45, 0.073))]
    gammas = []
    for (E, S, Q), (A, B, R, lo, hi, Z) in table:
        _, gA, gB = posterior(f, E, S, Q)
        gammas.append((gA, gB))
        name = "E, S, Q = %s, %s, %s " % (E, S, Q)
        same(name + "A", gA, A, 4)
        same(name + "B", gB, B, 3)
        same(name + "R", 100 * (gB / (gB + n)) ** gA, R, 2)
        same(name + "low", 100 * np.exp(-n * gammaincinv(gA, 0.95) / gB), lo, 2)
        same(name + "high", 100 * np.exp(-n * gammaincinv(gA, 0.05) / gB), hi, 2)
        same(name + "Z", E / (E + f["b"]), Z, 3)
    (A1, B1), (A2, B2) = gammas[:2]
    same("P(H1 < H2)", betainc(A1, A2, B1 / (B1 + B2)), 0.55765, 5)
    same("P(switch pays)", p_switch(20, 12, 2.7778, 2.7778, 6 / 24), 0.7551, 4)
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
    elif args[:1] == ["--check"]:
        sys.exit(1 if sum([check(f) for f in args[1:]]) else 0)
    elif args:
        for folder in args:
            write(folder)
    else:
        print(__doc__)
