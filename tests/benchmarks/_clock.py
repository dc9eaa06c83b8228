"""CPU seconds of a call, the peak of a process, and a row of the table of ratios."""

import statistics
import time
from pathlib import Path


def cpu(call, rounds=3):
    """Return the median CPU seconds of some rounds, and the last answer."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        answer = call()
        spent.append(time.process_time() - start)
    return statistics.median(spent), answer


def peak_of_this_process():
    """Return the most memory held, in MB.

    Not ru_maxrss, which a child takes over from the process that started it.
    """
    status = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


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
