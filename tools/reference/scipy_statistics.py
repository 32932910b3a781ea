"""Writes the fixtures of packages/statistics and packages/metrics-classification from SciPy and scikit-learn.

Run with a Python that has numpy, scipy and scikit-learn:  python3 tools/reference/scipy_statistics.py
"""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
rng = np.random.default_rng(20170501)


def special():
    """Rows of arguments and value."""
    z = [-30.0, -8.0, -3.2, -1.0, -0.01, 0.0, 0.3, 1.96, 4.5, 9.0]
    p = [1e-300, 1e-20, 1e-5, 0.02, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999999]
    chi = [(x, k) for k in (1, 2, 7, 100) for x in (0.0, 0.01, 1.0, 7.5, 90.0, 300.0)]
    f = [(x, n, d) for n, d in ((1, 1), (3, 39), (9, 900), (40, 5)) for x in (0.0, 0.05, 1.0, 3.7, 30.0)]
    t = [(x, k) for k in (1, 2, 13, 878) for x in (0.0, 0.2, -1.5, 4.0, 40.0)]
    ranges = [(q, k) for k in (2, 3, 4, 10, 30) for q in (0.0, 0.1, 1.0, 3.3, 6.0, 9.0)]
    quantiles = [(q, k) for k in (2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20) for q in (0.9, 0.95, 0.99)]
    return {
        "normalCdf": [[x, stats.norm.cdf(x)] for x in z],
        "normalQuantile": [[x, stats.norm.ppf(x)] for x in p],
        "chiSquaredSurvival": [[*x, stats.chi2.sf(*x)] for x in chi],
        "fSurvival": [[*x, stats.f.sf(*x)] for x in f],
        "studentTwoSided": [[x, k, 2 * stats.t.sf(abs(x), k)] for x, k in t],
        "studentizedRangeCdf": [[q, k, stats.studentized_range.cdf(q, k, np.inf)] for q, k in ranges],
        "studentizedRangeQuantile": [[q, k, stats.studentized_range.ppf(q, k, np.inf)] for q, k in quantiles],
    }


def sfc(bits, state, count):
    """Small fast counting generator; PractRand's shifts for 32 and for 64 bits."""
    barrel, right, left = {32: (21, 9, 3), 64: (24, 11, 3)}[bits]
    mask = 2**bits - 1
    a, b, c, counter = state
    out = []
    for _ in range(count):
        value = (a + b + counter) & mask
        counter = (counter + 1) & mask
        a = b ^ (b >> right)
        b = (c + (c << left)) & mask
        c = (((c << barrel) | (c >> (bits - barrel))) + value) & mask
        out.append(value)
    return out


def random():
    numpys = np.random.SFC64(1)
    state = [int(word) for word in numpys.state["state"]["state"]]
    assert sfc(64, state, 100) == [int(word) for word in numpys.random_raw(100)]
    seeds = [0, 1, 42, 2**32 - 1, 2**32 + 7, 2**53 - 1]
    return [{"seed": s, "numbers": sfc(32, [0, s % 2**32, s >> 32, 1], 22)[12:]} for s in seeds]


def paired(n, digits, shift=0.1):
    a = np.round(rng.normal(size=n), digits)
    return a, np.round(a + rng.normal(shift, 1, size=n), digits)


def wilcoxons():
    for n, digits in ((3, 9), (8, 9), (30, 9), (50, 9), (51, 9), (300, 9), (12, 0), (40, 1), (200, 1)):
        a, b = paired(n, digits)
        for zeros in ("wilcox", "pratt"):
            for continuity in (True, False):
                yield a, b, zeros, continuity


def wilcoxon():
    out = []
    for a, b, zeros, continuity in wilcoxons():
        d = a - b
        exact = len(d) <= 50 and len(np.unique(abs(d))) == len(d) and (d != 0).all()
        distribution = "exact" if exact else "approx"
        found = stats.wilcoxon(a, b, zero_method=zeros, correction=continuity, mode=distribution)
        out.append(
            {
                "a": a.tolist(),
                "b": b.tolist(),
                "options": {"zeros": zeros, "continuity": continuity},
                "distribution": "exact" if exact else "normal",
                "statistic": found.statistic,
                "p": found.pvalue,
            }
        )
    return out


def permutation():
    """Every assignment of signs, by brute force, with ties and zeros."""
    out = []
    for n, zeros in ((7, "wilcox"), (9, "wilcox"), (9, "pratt")):
        d = rng.integers(-4, 5, n).astype(float) + 0.0
        ranks = stats.rankdata(abs(d)) if zeros == "pratt" else stats.rankdata(abs(d[d != 0]))
        ranks = ranks[d != 0] if zeros == "pratt" else ranks
        signs = d[d != 0] > 0
        flips = (np.arange(2 ** len(ranks))[:, None] >> np.arange(len(ranks))) & 1
        sums, seen = flips @ ranks, ranks[signs].sum()
        p = min(1, 2 * min((sums <= seen).mean(), (sums >= seen).mean()))
        out.append({"a": d.tolist(), "zeros": zeros, "positive": seen, "p": p})
    return out


def friedman():
    out = []
    for k, n, digits in ((3, 6, 9), (5, 40, 9), (4, 25, 1), (8, 12, 0)):
        columns = np.round(rng.normal(size=(k, n)) + 0.3 * np.arange(k)[:, None], digits)
        found = stats.friedmanchisquare(*columns)
        f = (n - 1) * found.statistic / (n * (k - 1) - found.statistic)
        out.append(
            {
                "columns": columns.tolist(),
                "statistic": found.statistic,
                "p": found.pvalue,
                "f": f,
                "fp": stats.f.sf(f, k - 1, (k - 1) * (n - 1)),
                "ranks": np.mean([stats.rankdata(-row) for row in columns.T], axis=0).tolist(),
            }
        )
    return out


few = np.random.default_rng(11)


def paired_apart(n, digits):
    a = few.normal(size=n)
    b = a + few.normal(size=n)
    return np.round(a, digits), np.round(b, digits)


def permuted(coefficient, a, b):
    """Share of all orders of b whose coefficient is at least as far from 0, by SciPy."""
    found = stats.permutation_test(
        (b,),
        lambda order: abs(coefficient(a, order)),
        permutation_type="pairings",
        n_resamples=np.inf,
        alternative="greater",
    )
    return found.pvalue


def correlations():
    out = []
    for n, digits in ((3, 9), (10, 9), (60, 9), (40, 1), (200, 0), (5, 9), (7, 9), (6, 0), (8, 0)):
        # Cases of few digits have ties; those at the end have a generator of their own.
        a, b = paired(n, digits) if len(out) < 5 else paired_apart(n, digits)
        tau = stats.kendalltau(a, b, method="asymptotic")
        both = {"pearson": stats.pearsonr(a, b), "spearman": stats.spearmanr(a, b), "kendallTau": tau}
        if n <= 9:
            both["spearman"] = (both["spearman"][0], permuted(lambda x, y: stats.spearmanr(x, y)[0], a, b))
            both["kendallTau"] = (tau[0], permuted(lambda x, y: stats.kendalltau(x, y)[0], a, b))
        delta = np.mean(np.sign(a[:, None] - b[None]))
        out.append(
            {
                "a": a.tolist(),
                "b": b.tolist(),
                "cliffsDelta": delta,
                "cohenDz": (a - b).mean() / (a - b).std(ddof=1),
                **{name: [found[0], found[1]] for name, found in both.items()},
            }
        )
    return out


def bootstrap():
    """SciPy's intervals, and the replicates that they were made from."""
    out = []
    statistics = {"mean": np.mean, "median": np.median, "variance": np.var}
    for name, n, level in (("mean", 9, 0.95), ("mean", 40, 0.9), ("variance", 26, 0.9), ("median", 21, 0.95)):
        data = np.round(rng.exponential(size=n), 3)
        case = {"statistic": name, "data": data.tolist(), "level": level}
        for method in ("percentile", "BCa"):
            seeded = np.random.default_rng(7)
            found = stats.bootstrap(
                (data,),
                statistics[name],
                confidence_level=level,
                n_resamples=499,
                method=method,
                random_state=seeded,
            )
            case[method.lower()] = [found.confidence_interval.low, found.confidence_interval.high]
        case["replicates"] = found.bootstrap_distribution.tolist()
        out.append(case)
    return out


def delong(truths, *scores):
    """Structural components from all pairs (DeLong 1988, equations 4 to 6), in O(n m)."""
    psi = [np.heaviside(s[truths == 1][:, None] - s[truths == 0][None], 0.5) for s in scores]
    present = np.cov([one.mean(axis=1) for one in psi])
    absent = np.cov([one.mean(axis=0) for one in psi])
    n, m = psi[0].shape
    return np.array([one.mean() for one in psi]), np.atleast_2d(present / n + absent / m)


def predictions():
    for n, digits in ((12, 6), (60, 6), (200, 2), (400, 1)):
        truths = (rng.random(n) < 0.3).astype(int)
        truths[:2] = 0
        truths[2:4] = 1
        signal = rng.normal(size=n) + 1.2 * truths
        a = 1 / (1 + np.exp(-signal + 0.8))
        b = 1 / (1 + np.exp(-0.6 * signal - 0.8 * rng.normal(size=n)))
        yield truths, np.round(a, digits), np.round(b, digits)


def curves():
    out = []
    for truths, a, b in predictions():
        areas, covariance = delong(truths, a, b)
        difference = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
        z = (areas[0] - areas[1]) / np.sqrt(difference)
        error = np.sqrt(covariance[0, 0])
        logit = np.log(areas[0] / (1 - areas[0]))
        reach = 1.959963984540054 * error / areas[0] / (1 - areas[0])
        fpr, tpr, _ = metrics.roc_curve(truths, a, drop_intermediate=False)
        precision, recall, _ = metrics.precision_recall_curve(truths, a)
        out.append(
            {
                "truths": truths.tolist(),
                "a": a.tolist(),
                "b": b.tolist(),
                "auroc": metrics.roc_auc_score(truths, a),
                "averagePrecision": metrics.average_precision_score(truths, a),
                "roc": [fpr.tolist(), tpr.tolist()],
                "precisionRecall": [precision[::-1].tolist(), recall[::-1].tolist()],
                "variance": covariance[0, 0],
                "interval": np.clip(areas[0] + np.array([-1, 1]) * 1.959963984540054 * error, 0, 1).tolist(),
                "logitInterval": (1 / (1 + np.exp(-logit + np.array([1, -1]) * reach))).tolist(),
                "z": z,
                "p": 2 * stats.norm.sf(abs(z)),
                "calibration": {
                    strategy: [x.tolist() for x in calibration_curve(truths, a, n_bins=10, strategy=strategy)]
                    for strategy in ("uniform", "quantile")
                },
            }
        )
    return out


def comparison():
    """Three methods on two networks, images of patients with one to three; Strube's combination of SciPy's tests."""
    methods, networks = ["cam", "box", "noise"], ["resnet", "densenet"]
    patients = [f"p{p}" for p in range(60) for _ in range(1 + p % 3)]
    effect = rng.normal(size=(len(patients), 1, 1)) * 0.2
    values = np.round(0.4 + effect + 0.1 * rng.normal(size=(len(patients), 2, 3)) + [0.05, 0.02, -0.05], 4)
    patient = np.array(patients)
    names = list(dict.fromkeys(patients))
    units = np.array([values[patient == name].mean(axis=0) for name in names])  # [patients, networks, methods]

    pairs = []
    for i, j in combinations(range(3), 2):
        d = units[:, :, i] - units[:, :, j]
        ranks = np.sign(d) * stats.rankdata(abs(d), axis=0)
        found = [stats.wilcoxon(d[:, n], mode="approx", correction=True) for n in (0, 1)]
        z = [np.sign(ranks[:, n].sum()) * stats.norm.isf(found[n].pvalue / 2) for n in (0, 1)]
        r = (ranks[:, 0] @ ranks[:, 1]) / np.sqrt((ranks[:, 0] ** 2).sum() * (ranks[:, 1] ** 2).sum())
        combined = sum(z) / np.sqrt(2 + 2 * r)
        pairs.append(
            {
                "a": methods[i],
                "b": methods[j],
                "estimate": (values[:, :, i] - values[:, :, j]).mean(),
                "networks": [one.pvalue for one in found],
                "z": combined,
                "p": 2 * stats.norm.sf(abs(combined)),
            }
        )
    pooled = units.mean(axis=1)
    return {
        "rows": [
            [patient[k], f"i{k}", networks[n], methods[m], values[k, n, m]]
            for k in range(len(patients))
            for n in (0, 1)
            for m in range(3)
        ],
        "pairs": pairs,
        "means": values.mean(axis=(0, 1)).tolist(),
        "friedman": list(stats.friedmanchisquare(*pooled.T)),
        "friedmanByNetwork": list(stats.friedmanchisquare(*units.reshape(-1, 3).T)),
    }


def classification():
    out = []
    for truths, a, _ in predictions():
        for threshold in (0.5, 0.3):
            called = a >= threshold
            tn, fp, fn, tp = metrics.confusion_matrix(truths, called).ravel()
            rates, means = calibration_curve(truths, a, n_bins=5)
            counts = np.histogram(-a, bins=-np.linspace(0, 1, 6)[::-1])[0][::-1]
            error = (abs(rates - means) * counts[counts > 0]).sum() / len(a)
            out.append(
                {
                    "truths": truths.tolist(),
                    "probabilities": a.tolist(),
                    "threshold": threshold,
                    "values": {
                        "auroc": metrics.roc_auc_score(truths, a),
                        "auprc": metrics.average_precision_score(truths, a),
                        "accuracy": metrics.accuracy_score(truths, called),
                        "f1": metrics.f1_score(truths, called),
                        "sensitivity": tp / (tp + fn),
                        "specificity": tn / (tn + fp),
                        "brier": metrics.brier_score_loss(truths, a),
                        "calibration-error": error,
                    },
                }
            )
    return out


def write(package, name, content):
    folder = PACKAGES / package / "tests/fixtures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


write("statistics", "special", special())
write("statistics", "random", random())
write("statistics", "wilcoxon", {"scipy": wilcoxon(), "permutation": permutation()})
write("statistics", "friedman", friedman())
write("statistics", "correlations", correlations())
write("statistics", "bootstrap", bootstrap())
write("statistics", "curves", curves())
write("statistics", "comparison", comparison())
write("metrics-classification", "scikit-learn", classification())
