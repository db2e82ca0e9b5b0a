# SPDX-License-Identifier: GPL-3.0-or-later
"""The published tables of simulated coverage and size that tool_coverage makes anew, and how far ours
lie from them in standard errors of two simulations (theirs had 2,000 runs)."""
import math

PUBLISHED_RUNS = 2000
COLUMNS = ("wilson", "wilson_design", "recall", "f1", "f1_bca", "gap", "gap_t", "no_miss")
# Nominal 95 % intervals, by documents of the small group; the last column is the share of runs in which
# nothing was missed.
COVERAGE = {
    4: (.933, .960, .707, .796, .797, .802, .895, .26),
    8: (.928, .951, .872, .884, .905, .891, .923, .07),
    12: (.922, .947, .891, .896, .911, .901, .925, .015),
    20: (.910, .938, .902, .923, .930, .926, .936, .0),
    40: (.919, .945, .932, .928, .936, .933, .943, .0),
    80: (.909, .945, .932, .940, .944, .937, .940, .0),
}
# Share of tests with p ≤ 0.05 where there is no gap: the ranges that were published.
STUDENTISED = (.042, .063)


def errors_apart(ours, runs, published):
    """Standard errors between two shares of so many simulated runs."""
    both = (ours * runs + published * PUBLISHED_RUNS) / (runs + PUBLISHED_RUNS)
    both = min(max(both, 1 / PUBLISHED_RUNS), 1 - 1 / PUBLISHED_RUNS)
    return abs(ours - published) / math.sqrt(both * (1 - both) * (1 / runs + 1 / PUBLISHED_RUNS))


def lines(found):
    """The tables, ours beside the published."""
    out = ["coverage of nominal 95 % intervals, ours / published",
           "docs " + "".join(f"{c:>16}" for c in COLUMNS)]
    for row in found["coverage"]:
        out.append(f"{row['documents']:>4} " + "".join(
            f"{row[c]:>8.3f} /{p:>6.3f}" for c, p in zip(COLUMNS, COVERAGE[row["documents"]])))
    out.append("p ≤ 0.05 without a gap: of mentions, of documents, of documents studentised")
    for row in found["permutation"]:
        out.append(f"{row['documents']:>4} docs of {row['mentions']:g} ({row['correlation']:g}), others "
                   f"{row['others_mentions']:g} ({row['others_correlation']:g}): {row['mention']:.3f} "
                   f"{row['document']:.3f} {row['studentised']:.3f}")
    out.append("audits that report a gap: without one, with one of the detectable size")
    for row in found["audit"]:
        out.append(f"{row['documents']:>4} docs, gap {100 * row['gap']:.1f} points: "
                   f"{row['reported_without_gap']:.3f} {row['found']:.3f}")
    return out


def farthest(found):
    """(standard errors, where) of the coverage that lies farthest from the published."""
    return max((errors_apart(row[c], row["runs"], p), f"{c}, {row['documents']} documents")
               for row in found["coverage"]
               for c, p in zip(COLUMNS, COVERAGE[row["documents"]]))
