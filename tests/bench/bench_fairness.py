# SPDX-License-Identifier: GPL-3.0-or-later
"""fairness.bootstrap: recall with its interval for 20 groups × 8 types by 10,000 bootstrap samples
of 5,000 documents, beside fairlearn's own bootstrap over the same 100,000 mentions."""
import json

import product
import rows

ROUNDS = 10_000
PEER_ROUNDS = 10


def run(_names):
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
