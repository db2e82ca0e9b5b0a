# SPDX-License-Identifier: GPL-3.0-or-later
"""fairness.panel: seconds until the fairness page has read and painted a stored audit of 1,000,000
mentions (forty groups, eight types, three kinds of groups)."""
import json
import tempfile

import product
import rows


def measure():
    with tempfile.TemporaryDirectory() as folder:
        return json.loads(product.tool("tool_panel", folder))["value"], {}


def run(_names):
    runs, _, notes = rows.paired(measure, None, product.ROUNDS)
    yield rows.make_row("fairness.panel", rows.median(runs["ours"]), "s", "lower", None, None,
                        goal=1, absolute=True, runs=runs, note="; ".join(notes) or None)
