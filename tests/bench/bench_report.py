# SPDX-License-Identifier: GPL-3.0-or-later
"""report.pdf: seconds from a finished audit of forty groups in three kinds to the whole PDF."""
import json

import product
import rows


def measure():
    return json.loads(product.tool("tool_report", "--bench"))["value"], {}


def run(_names):
    runs, _, notes = rows.paired(measure, None, product.ROUNDS)
    yield rows.make_row("report.pdf", rows.median(runs["ours"]), "s", "lower", None, None, goal=2,
                        absolute=True, runs=runs, note="; ".join(notes) or None)
