# SPDX-License-Identifier: GPL-3.0-or-later
"""inspect.live: what the live editor asks of a run at each letter (sub-words, MiniLM, decoding) while
sentences are typed, in milliseconds, 95th percentile. inspect.ig: integrated gradients of one entity in
such a sentence, steps doubled until complete, median. The run is the one of the predict benches. Absolute
goals: no peer answers while one types."""
import json

import bench_predict
import product
import rows

GOALS = {"inspect.live": ("ms", 150.0, "MiniLM on the CPU, one sentence"),
         "inspect.ig": ("s", 1.0, "MiniLM on the CPU, until complete within 0.01")}


def run(names):
    found, why = {}, None
    try:
        model = bench_predict.Model()
        text = product.cache("inspect.txt")
        text.write_text("\n".join(" ".join(words) for words, tags in model.test[:400]
                                  if any(t != "O" for t in tags) and len(words) > 12), encoding="utf-8")
        out = product.call([product.BIN / "tool_live", model.project, model.run,
                            product.BIN.parent / "lib/libevenspan_engine.so", text], tag="tool_live")
        found = json.loads(out)
    except rows.Missing as error:
        why = str(error)
    for name in names:
        unit, goal, note = GOALS[name]
        yield rows.make_row(name, found.get(name), unit, "lower", None, None, goal=goal, absolute=True,
                            note=why or note)
