"""Area under the ROC curve and its 95 % interval (DeLong et al. 1988, in Sun and Xu's formulation of 2014)."""

import numpy as np

Z = 1.959963984540054


def auroc(truth, scores):
    """(area, low, high) for one class; None where truth has one value only."""
    truth = np.asarray(truth, bool)
    scores = np.asarray(scores, float)
    positive, negative = scores[truth], scores[~truth]
    m, n = len(positive), len(negative)
    if m < 2 or n < 2:
        return None
    ranks = midranks(np.concatenate([positive, negative]))
    area = (ranks[:m].sum() - m * (m + 1) / 2) / (m * n)
    above = (ranks[:m] - midranks(positive)) / n
    below = 1 - (ranks[m:] - midranks(negative)) / m
    deviation = np.sqrt(above.var(ddof=1) / m + below.var(ddof=1) / n)
    return tuple(float(x) for x in (area, max(0, area - Z * deviation), min(1, area + Z * deviation)))


def midranks(values):
    """1-based ranks; equal values share the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse]
