# SPDX-License-Identifier: GPL-3.0-or-later
"""fairness.bootstrap: recall with its interval for 20 groups × 8 types by 10,000 bootstrap samples
of 5,000 documents, beside fairlearn's own bootstrap over the same 100,000 mentions. fairness.suite: every
sentence of a shipped suite of 8 groups × 100 names × 30 templates, predicted on the CPU by the run of the
predict benches. fairness.tables: simulated coverage and size, printed beside the published tables."""
import json
import sys

import bench_predict
import coverage_tables
import product
import rows

ROUNDS = 10_000
PEER_ROUNDS = 10
RUNS = 2000


def suite():
    model = bench_predict.Model()
    file = product.ROOT / "resources/suites/full-names-country.json"
    ours = lambda: (json.loads(product.tool("tool_suite", model.project, model.run,
                                            product.BIN.parent / "lib/libevenspan_engine.so", file,
                                            "person")), {})
    found = [ours()[0] for _ in range(product.ROUNDS)]
    yield rows.make_row("fairness.suite", rows.median([f["seconds"] for f in found]), "s", "lower", None,
                        None, goal=60, absolute=True, runs=found,
                        note=f"{found[0]['sentences']:,} sentences, {found[0]['groups']} groups, MiniLM")


def tables():
    found = json.loads(product.tool("tool_coverage", RUNS))
    print("\n".join(coverage_tables.lines(found)), file=sys.stderr)
    apart, where = coverage_tables.farthest(found)
    yield rows.make_row("fairness.tables", apart, "standard errors", "lower", None, None, goal=4,
                        absolute=True, tables=found,
                        note=f"farthest from the published coverage: {where}; {RUNS} runs a row")


def run(names):
    for name in names:
        yield from {"fairness.bootstrap": bootstrap, "fairness.suite": suite,
                    "fairness.tables": tables}[name]()


def bootstrap():
    mentions = product.cache("fairness-mentions.csv")
    ours = lambda: (json.loads(product.tool("tool_bootstrap", mentions, ROUNDS))["seconds"], {})
    product.tool("tool_bootstrap", mentions, 1)

    def theirs():
        found = product.peer("fairness.py", mentions, PEER_ROUNDS)
        assert found["cells"] == 160
        return found["seconds"] * ROUNDS, {}

    runs, _, notes = rows.paired(ours, theirs, product.ROUNDS)
    value, peer = rows.median(runs["ours"]), rows.median(runs["peer"])
    row = rows.make_row("fairness.bootstrap", value, "s", "lower",
                        f"fairlearn MetricFrame, {PEER_ROUNDS} replicates scaled up", peer, goal=100,
                        runs=runs, note="; ".join(notes) or None)
    yield row
