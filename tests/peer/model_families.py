# SPDX-License-Identifier: GPL-3.0-or-later
"""Token classifiers of other families than BERT against transformers: random RoBERTa, XLM-RoBERTa,
ELECTRA, DeBERTa and ModernBERT folders give equal logits in the engine, alone and in a padded batch,
and equal gradients; what Evenspan saves of them loads in AutoModelForTokenClassification and
AutoTokenizer, with equal logits and pieces."""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch
import transformers
from safetensors.torch import load_file
from tokenizers import ByteLevelBPETokenizer, Tokenizer, models, pre_tokenizers, processors

TOOL = sys.argv[1]
MODULE = os.environ["EVENSPAN_ENGINE_MODULE"]
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
TEXTS = ["Mira lives in Oslo with her dogs .", "The train from Bergen was late again .", "奥斯陆 is Oslo"] * 20
NAMES = {"id2label": dict(enumerate(LABELS)), "label2id": {l: i for i, l in enumerate(LABELS)}}
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()
SIZES = dict(vocab_size=300, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=40,
             initializer_range=0.3, **NAMES)
ROBERTA = dict(max_position_embeddings=66, type_vocab_size=1, layer_norm_eps=1e-5, bos_token_id=0, pad_token_id=1,
               eos_token_id=2)
DEBERTA = dict(max_position_embeddings=128, type_vocab_size=0, layer_norm_eps=1e-7, relative_attention=True,
               position_buckets=32, norm_rel_ebd="layer_norm", share_att_key=True, pos_att_type="p2c|c2p",
               max_relative_positions=-1, position_biased_input=False, pad_token_id=0)
MODERN = dict(max_position_embeddings=200, pad_token_id=1, cls_token_id=0, sep_token_id=2, bos_token_id=0,
              eos_token_id=2, local_attention=128)
CASES = {
    "roberta": transformers.RobertaConfig(**SIZES, **ROBERTA),
    "roberta, other numbers": transformers.RobertaConfig(
        **SIZES, **{**ROBERTA, "layer_norm_eps": 1e-3, "max_position_embeddings": 80}, classifier_dropout=0.3),
    "xlm-roberta": transformers.XLMRobertaConfig(**SIZES, **ROBERTA),
    "camembert": transformers.CamembertConfig(**SIZES, **ROBERTA),
    "electra": transformers.ElectraConfig(**SIZES, embedding_size=24, max_position_embeddings=64),
    "electra, narrow embeddings": transformers.ElectraConfig(
        **SIZES, embedding_size=10, max_position_embeddings=64),
    "deberta-v3": transformers.DebertaV2Config(**SIZES, **DEBERTA),
    "deberta-v3, few buckets": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "position_buckets": 8, "max_position_embeddings": 300}),
    "deberta-v2, own keys": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "share_att_key": False, "norm_rel_ebd": "none", "pos_att_type": ["c2p", "p2c"]}),
    "deberta-v2, one direction, a table of positions, narrow embeddings": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "pos_att_type": "c2p", "position_biased_input": True, "type_vocab_size": 2,
                    "position_buckets": -1, "embedding_size": 10}),
    "deberta-v2 without distances": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "relative_attention": False, "position_biased_input": True}),
    "modernbert": transformers.ModernBertConfig(**SIZES, **MODERN),
    "modernbert, narrow view": transformers.ModernBertConfig(**SIZES, **{**MODERN, "local_attention": 6}),
    "modernbert, every bias": transformers.ModernBertConfig(
        **SIZES, **MODERN, attention_bias=True, mlp_bias=True, norm_bias=True, classifier_bias=True,
        classifier_activation="relu", layer_types=["sliding_attention", "full_attention", "sliding_attention"],
        rope_parameters={"full_attention": {"rope_type": "default", "rope_theta": 5000.0},
                         "sliding_attention": {"rope_type": "default", "rope_theta": 100.0}}),
}
# A config.json as version 4 of transformers wrote it, as that of answerdotai/ModernBERT-base.
OLD = {"modernbert": {"global_attn_every_n_layers": 3, "global_rope_theta": 160000.0, "local_rope_theta": 10000.0,
                      "layer_types": None, "rope_parameters": None}}


def tool(*arguments, **more):
    done = subprocess.run([TOOL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def sequences(model):
    generator = np.random.default_rng(3)
    # No padding id inside: transformers would count no position for it.
    long = min(180, model.config.max_position_embeddings - 2)
    return [generator.integers(3, 300, n).tolist() for n in (1, 2, 17, 64, 33, min(64, long), long)]


def compare(folder, model, what, bound=1e-4):
    rows = sequences(model)
    text = "\n".join(" ".join(map(str, r)) for r in rows) + "\n"
    mine = np.frombuffer(tool("logits", MODULE, folder, input=text.encode()), "f4")
    with torch.no_grad():
        theirs = np.concatenate([model(torch.tensor([r])).logits[0].numpy() for r in rows])
    worst = np.abs(mine.reshape(theirs.shape) - theirs).max()
    print(f"{what}: largest difference {worst:.2g}, logits up to {np.abs(theirs).max():.2g}", flush=True)
    assert worst < bound, what


def compare_gradients(folder, model, what):
    """Of the mean loss over a padded batch, without dropout on both sides."""
    rows = sequences(model)
    generator = np.random.default_rng(4)
    labels = [[int(x) if x < len(LABELS) else -100 for x in generator.integers(0, 8, len(r))] for r in rows]
    labels[0][0] = 1
    text = "\n".join(" ".join(f"{i}:{l}" for i, l in zip(*pair)) for pair in zip(rows, labels)) + "\n"
    out = os.path.join(folder, "gradients")
    tool("gradients", MODULE, folder, out, input=text.encode())
    mine = load_file(out)
    longest = max(map(len, rows))
    pad = model.config.pad_token_id
    ids = torch.tensor([r + [pad] * (longest - len(r)) for r in rows])
    mask = torch.tensor([[1] * len(r) + [0] * (longest - len(r)) for r in rows])
    gold = torch.tensor([l + [-100] * (longest - len(l)) for l in labels])
    model.zero_grad()
    model(ids, attention_mask=mask, labels=gold).loss.backward()
    theirs = {n: p.grad if p.grad is not None else torch.zeros_like(p) for n, p in model.named_parameters()}
    assert set(mine) == set(theirs), set(mine) ^ set(theirs)
    norm = max(g.abs().max().item() for g in theirs.values())
    worst = max(((mine[n] - g).abs().max().item() / max(g.abs().max().item(), 0.01 * norm), n) for n, g in theirs.items())
    print(f"  gradients: largest difference {worst[0]:.2g} of the tensor's largest, in {worst[1]}", flush=True)
    assert worst[0] < 1e-3, (what, worst)


def write_tokenizer(folder, kind):
    if kind in ("deberta-v2", "modernbert"):
        words = sorted({c for t in TEXTS for c in t if c != " "})
        if kind == "modernbert":
            letters = {c: i for i, c in enumerate(["[CLS]", "[PAD]", "[SEP]", "[UNK]", *pre_tokenizers.ByteLevel.alphabet()])}
            tokenizer = Tokenizer(models.BPE(letters, []))
            tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
            ids = (0, 2)
        else:
            vocabulary = [("[PAD]", 0.0), ("[CLS]", 0.0), ("[SEP]", 0.0), ("[UNK]", 0.0), ("▁", -2.0)]
            tokenizer = Tokenizer(models.Unigram(vocabulary + [(w, -5.0) for w in words], 3, False))
            tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
            ids = (1, 2)
        tokenizer.add_special_tokens(["[PAD]", "[CLS]", "[SEP]", "[UNK]"])
        tokenizer.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[("[CLS]", ids[0]), ("[SEP]", ids[1])])
        tokenizer.save(os.path.join(folder, "tokenizer.json"))
        name = {"deberta-v2": "DebertaV2Tokenizer", "modernbert": "PreTrainedTokenizerFast"}[kind]
        with open(os.path.join(folder, "tokenizer_config.json"), "w", encoding="utf-8") as f:
            json.dump({"tokenizer_class": name, "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]",
                       "pad_token": "[PAD]"}, f)
        return
    tokenizer = ByteLevelBPETokenizer(add_prefix_space=True)
    tokenizer.train_from_iterator(TEXTS, vocab_size=300, show_progress=False,
                                  special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    tokenizer.save_model(folder)
    with open(os.path.join(folder, "tokenizer_config.json"), "w", encoding="utf-8") as f:
        json.dump({"tokenizer_class": "RobertaTokenizer", "add_prefix_space": True}, f)


with tempfile.TemporaryDirectory() as root:
    for number, (name, config) in enumerate(CASES.items()):
        torch.manual_seed(number)
        folder, saved = os.path.join(root, f"in{number}"), os.path.join(root, f"out{number}")
        model = transformers.AutoModelForTokenClassification.from_config(config)
        with torch.no_grad():
            for p in model.parameters():  # biases and norms start at 0 and 1: move them
                p.add_(torch.randn_like(p) * 0.05)
        if config.model_type in ("electra", "deberta-v2"):  # nothing is dropped in the gradient's passes
            model.config.hidden_dropout_prob = model.config.attention_probs_dropout_prob = 0.0
        model.eval().save_pretrained(folder)
        if name in OLD:
            path = os.path.join(folder, "config.json")
            with open(path, encoding="utf-8") as f:
                spec = {k: v for k, v in {**json.load(f), **OLD[name]}.items() if v is not None}
            with open(path, "w", encoding="utf-8") as f:
                json.dump(spec, f)
        compare(folder, model, name)
        if config.model_type in ("electra", "deberta-v2", "modernbert"):
            compare_gradients(folder, model, name)
        write_tokenizer(folder, config.model_type)
        tool("save", folder, folder, saved)
        back, info = transformers.AutoModelForTokenClassification.from_pretrained(saved, output_loading_info=True)
        for kind_of_trouble, keys in info.items():
            assert not keys, (kind_of_trouble, keys)
        assert back.config.id2label == dict(enumerate(LABELS)) and type(back) is type(model)
        compare(folder, back.float().eval(), "  saved and opened by transformers")
        compare(saved, model, "  saved and opened again")
        for text in TEXTS[:3]:
            ids = [transformers.AutoTokenizer.from_pretrained(f)(text)["input_ids"] for f in (folder, saved)]
            assert ids[0] == ids[1] and len(ids[0]) > 5, ids

    # An encoder alone, without the head that ModernBERT's taggers go on from, is one to start from.
    folder = os.path.join(root, "encoder")
    model = transformers.ModernBertModel(CASES["modernbert"])
    model.save_pretrained(folder)
    assert b"head.dense.weight" not in tool("canonical", folder)
    # And names as its pretraining has them.
    model = transformers.ModernBertForMaskedLM(CASES["modernbert"])
    model.save_pretrained(folder)
    assert b"head.dense.weight" in tool("canonical", folder)
