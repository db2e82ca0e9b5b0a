# SPDX-License-Identifier: GPL-3.0-or-later
"""Token classifiers of other families than BERT against transformers: random RoBERTa, XLM-RoBERTa
and ELECTRA folders give equal logits in the engine, and what Evenspan saves of them loads in
AutoModelForTokenClassification and AutoTokenizer, with equal logits and pieces."""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch
import transformers
from tokenizers import ByteLevelBPETokenizer

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
CASES = {
    "roberta": transformers.RobertaConfig(**SIZES, **ROBERTA),
    "roberta, other numbers": transformers.RobertaConfig(
        **SIZES, **{**ROBERTA, "layer_norm_eps": 1e-3, "max_position_embeddings": 80}, classifier_dropout=0.3),
    "xlm-roberta": transformers.XLMRobertaConfig(**SIZES, **ROBERTA),
    "camembert": transformers.CamembertConfig(**SIZES, **ROBERTA),
    "electra": transformers.ElectraConfig(**SIZES, embedding_size=24, max_position_embeddings=64),
}


def tool(*arguments, **more):
    done = subprocess.run([TOOL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def compare(folder, model, what, bound=1e-4):
    generator = np.random.default_rng(3)
    # No padding id inside: transformers would count no position for it.
    rows = [generator.integers(3, 300, n).tolist() for n in (1, 2, 17, 64, 33)]
    text = "\n".join(" ".join(map(str, r)) for r in rows) + "\n"
    mine = np.frombuffer(tool("logits", MODULE, folder, input=text.encode()), "f4")
    with torch.no_grad():
        theirs = np.concatenate([model(torch.tensor([r])).logits[0].numpy() for r in rows])
    worst = np.abs(mine.reshape(theirs.shape) - theirs).max()
    print(f"{what}: largest difference {worst:.2g}, logits up to {np.abs(theirs).max():.2g}", flush=True)
    assert worst < bound, what


def write_tokenizer(folder):
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
        model.eval().save_pretrained(folder)
        compare(folder, model, name)
        write_tokenizer(folder)
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
