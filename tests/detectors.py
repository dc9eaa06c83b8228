"""Charts that others use for weekly counts, written out plainly to compare with.

Rows are series, columns weeks. All are held against R's surveillance in
tests/stats/test_latest_weeks.py.
"""

import numpy as np


def standard_cusum(counts, mean, *, reference):
    """Return the CUSUM of (x - m)/sqrt(m): ``algo.cusum(trans="standard")``."""
    z = (counts - mean) / np.sqrt(mean)
    return _cusum(z - reference, restart=np.inf)


def poisson_cusum(counts, mean, *, log_ratio, restart=np.inf):
    """Return the likelihood ratio CUSUM for means that grow by a known ratio."""
    steps = log_ratio * counts - mean * (np.exp(log_ratio) - 1)
    return _cusum(steps, restart=restart)


def negative_binomial_cusum(counts, mean, alpha, *, log_ratio, restart=np.inf):
    """Return the same for variance mu + alpha mu^2 (``algo.glrnb`` with theta)."""
    return _cusum(_nb_steps(counts, mean, alpha, log_ratio), restart=restart)


def _nb_steps(counts, mean, alpha, log_ratio):
    grown = (1 + alpha * mean * np.exp(log_ratio)) / (1 + alpha * mean)
    return counts * log_ratio - (counts + 1 / alpha) * np.log(grown)


def _cusum(steps, *, restart):
    values, total = np.zeros(steps.shape), np.zeros(len(steps))
    for week in range(steps.shape[1]):
        total = np.maximum(0, total + steps[:, week])
        values[:, week] = total
        total = np.where(total >= restart, 0.0, total)
    return values


def generalized_likelihood_ratio(counts, mean, alpha=None, *, restart=np.inf):
    """Return the largest log-likelihood ratio over onset and size of a change.

    Poisson without ``alpha``: ``algo.glrpois(change="intercept")``; else
    ``algo.glrnb``. After a value of ``restart`` the chart begins anew.
    """
    values = np.zeros(counts.shape)
    start = np.zeros(len(counts), dtype=int)
    for week in range(counts.shape[1]):
        for onset in range(week, -1, -1):
            x, mu = counts[:, onset : week + 1], mean[:, onset : week + 1]
            found = _largest(x, mu, alpha)
            found = np.where(onset >= start, found, 0.0)
            values[:, week] = np.maximum(values[:, week], found)
        start = np.where(values[:, week] >= restart, week + 1, start)
    return values


def _largest(x, mu, alpha):
    size = np.log(np.maximum(x.sum(1), 1e-12) / mu.sum(1))
    if alpha is not None and np.ptp(mu, axis=1).max() > 0:
        for _ in range(30):
            m = mu * np.exp(size)[:, None]
            score = ((x - m) / (1 + alpha * m)).sum(1)
            slope = (m * (1 + alpha * x) / (1 + alpha * m) ** 2).sum(1)
            size = size + np.clip(score / np.maximum(slope, 1e-12), -2, 2)
    size = np.maximum(size, 0)
    if alpha is None:
        return x.sum(1) * size - mu.sum(1) * (np.exp(size) - 1)
    return _nb_steps(x, mu, alpha, size[:, None]).sum(1)


def shiryaev_roberts(ratios):
    """Return R = (1 + R) L, the e-detector of known likelihood ratios."""
    values, total = np.zeros(ratios.shape), np.zeros(len(ratios))
    for week in range(ratios.shape[1]):
        total = (1 + total) * ratios[:, week]
        values[:, week] = total
    return values
