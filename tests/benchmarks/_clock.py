"""CPU seconds of a call, and a row of the table of ratios."""

import statistics
import time


def cpu(call, rounds=3):
    """Return the median CPU seconds of some rounds, and the last answer."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        answer = call()
        spent.append(time.process_time() - start)
    return statistics.median(spent), answer


def row(what, peer, size, ours, theirs, note=""):
    """Return one row; ``peer`` None where there is none to compare with."""
    return {
        "what": what,
        "peer": peer or "-",
        "size": size,
        "ours_s": ours,
        "peer_s": theirs,
        "note": note,
    }
