# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows that packaging/bench prints and writes, and the arithmetic in them."""
import os
import platform
import statistics


class Missing(Exception):
    """A figure could not be had; the text says why and goes into the row."""


def machine():
    """The processor, the cores this process may use, and the system."""
    name = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("model name"):
                    name = line.split(":", 1)[1].strip()
                    break
    except OSError:
        pass
    return f"{name}, {cores()} cores, {platform.system()} {platform.release()}"


def cores():
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def times_better(value, other, better):
    """How many times better `value` is than `other`; None where one of them is missing."""
    if value is None or other is None or value <= 0 or other <= 0:
        return None
    return value / other if better == "higher" else other / value


def median(values):
    values = [v for v in values if v is not None]
    return statistics.median(values) if values else None


def make_row(name, value, unit, better, peer, peer_value, goal=None, absolute=False, **extra):
    """One row. `goal` is a ratio to the peer; with `absolute` it is a figure in `unit`, and the
    ratio is taken against it where there is no peer figure."""
    assert better in ("higher", "lower")
    ratio = times_better(value, goal if absolute and peer_value is None else peer_value, better)
    row = {"name": name, "value": value, "unit": unit, "better": better, "peer": peer,
           "peer_value": peer_value, "ratio": ratio, "goal": goal, "machine": machine()}
    if goal is not None:
        measured = times_better(value, goal, better) if absolute else ratio
        row["reached"] = None if measured is None else measured >= (1 if absolute else goal)
    row.update({key: given for key, given in extra.items() if given is not None})
    return row


def paired(ours, peer, rounds):
    """Runs both sides in turn, the first place changing every round. Each gives (figure, details).
    Returns {"ours": [...], "peer": [...]}, the details of the last round, and the notes of a side
    that could not be had. The peer is asked once only when it is missing."""
    runs = {"ours": [], "peer": []}
    details, notes = {"ours": {}, "peer": {}}, []
    sides = {"ours": ours, "peer": peer}
    for number in range(rounds):
        for side in ("ours", "peer") if number % 2 == 0 else ("peer", "ours"):
            if sides[side] is None:
                continue
            try:
                figure, details[side] = sides[side]()
                runs[side].append(figure)
            except Missing as reason:
                notes.append(f"{side}: {reason}")
                sides[side] = None
    return runs, details, notes


def paired_row(name, unit, better, peer, ours_run, peer_run, rounds, goal=None, **extra):
    runs, details, notes = paired(ours_run, peer_run, rounds)
    note = "; ".join(filter(None, notes + [extra.pop("note", None)])) or None
    row = make_row(name, median(runs["ours"]), unit, better, peer, median(runs["peer"]), goal,
                   runs=runs, note=note, **extra)
    return row, details


def short(value):
    if value is None:
        return "–"
    return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def line(row):
    """One line of the table on the screen."""
    ratio = "–" if row["ratio"] is None else f"{row['ratio']:.2f} x"
    goal = "" if row["goal"] is None else f"   goal {short(row['goal'])}"
    if "reached" in row and row["reached"] is not None:
        goal += " (reached)" if row["reached"] else " (missed)"
    text = (f"{row['name']:<26} {short(row['value']):>10} {row['unit']:<14}"
            f" peer {short(row['peer_value']):>10}   {ratio:>9}{goal}\n    {row['peer'] or 'no peer'}")
    return text + (f"\n    {row['note']}" if row.get("note") else "")
