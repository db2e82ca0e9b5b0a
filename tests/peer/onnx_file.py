# SPDX-License-Identifier: GPL-3.0-or-later
"""ONNX files in onnxruntime against the same models in transformers: random BERT, DistilBERT,
RoBERTa, XLM-RoBERTa, CamemBERT, ELECTRA, DeBERTa and ModernBERT folders, batches of several sizes and
lengths with padding, logits within 1e-4; and what the file says of itself."""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import onnxruntime
import torch
import transformers

TOOL = sys.argv[1]
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
NAMES = {"id2label": dict(enumerate(LABELS)), "label2id": {l: i for i, l in enumerate(LABELS)}}
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()
SIZES = dict(vocab_size=300, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=40,
             initializer_range=0.3, **NAMES)
ROBERTA = dict(max_position_embeddings=66, type_vocab_size=1, layer_norm_eps=1e-5, bos_token_id=0, pad_token_id=1,
               eos_token_id=2)
DISTIL = dict(vocab_size=300, dim=24, n_layers=3, n_heads=4, hidden_dim=40, initializer_range=0.3,
              max_position_embeddings=64, **NAMES)
BERT = dict(SIZES, max_position_embeddings=64)
DEBERTA = dict(max_position_embeddings=128, type_vocab_size=0, layer_norm_eps=1e-7, relative_attention=True,
               position_buckets=32, norm_rel_ebd="layer_norm", share_att_key=True, pos_att_type="p2c|c2p",
               max_relative_positions=-1, position_biased_input=False, pad_token_id=0)
MODERN = dict(max_position_embeddings=200, pad_token_id=1, cls_token_id=0, sep_token_id=2, bos_token_id=0,
              eos_token_id=2, local_attention=128)
CASES = {
    "bert": transformers.BertConfig(**BERT),
    "bert, tanh": transformers.BertConfig(**BERT, hidden_act="gelu_new", layer_norm_eps=1e-3),
    "bert, relu": transformers.BertConfig(**BERT, hidden_act="relu", type_vocab_size=1),
    "bert, half": transformers.BertConfig(**BERT),
    "distilbert": transformers.DistilBertConfig(**DISTIL),
    "roberta": transformers.RobertaConfig(**SIZES, **ROBERTA),
    "xlm-roberta": transformers.XLMRobertaConfig(**SIZES, **ROBERTA),
    "camembert": transformers.CamembertConfig(**SIZES, **ROBERTA),
    "electra": transformers.ElectraConfig(**BERT, embedding_size=24),
    "electra, narrow embeddings": transformers.ElectraConfig(**BERT, embedding_size=10),
    "deberta-v3": transformers.DebertaV2Config(**SIZES, **DEBERTA),
    "deberta-v3, few buckets": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "position_buckets": 8, "max_position_embeddings": 300}),
    # Distances at which a bucket ends without a rest: the logarithm's last bit decides.
    "deberta-v3, round buckets": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "position_buckets": 8, "max_position_embeddings": 257}),
    "deberta-v2, own keys": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "share_att_key": False, "position_biased_input": True, "type_vocab_size": 2}),
    "deberta-v2, words to places only": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "pos_att_type": "c2p", "norm_rel_ebd": "none"}),
    "deberta-v2, a row for each distance": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "position_buckets": -1, "embedding_size": 10}),
    "deberta-v2 without distances": transformers.DebertaV2Config(
        **SIZES, **{**DEBERTA, "relative_attention": False, "position_biased_input": True}),
    "deberta-v3, half": transformers.DebertaV2Config(**SIZES, **DEBERTA),
    "modernbert": transformers.ModernBertConfig(**SIZES, **MODERN),
    "modernbert, narrow view": transformers.ModernBertConfig(**SIZES, **{**MODERN, "local_attention": 6}),
    "modernbert, whole view": transformers.ModernBertConfig(**SIZES, **MODERN, layer_types=["full_attention"] * 3),
    "modernbert, every bias": transformers.ModernBertConfig(
        **SIZES, **MODERN, attention_bias=True, mlp_bias=True, norm_bias=True, classifier_bias=True,
        classifier_activation="relu", hidden_activation="gelu_new",
        layer_types=["sliding_attention", "full_attention", "sliding_attention"],
        rope_parameters={"full_attention": {"rope_type": "default", "rope_theta": 5000.0},
                         "sliding_attention": {"rope_type": "default", "rope_theta": 100.0}}),
}


def batch(generator, rows, longest, pad):
    lengths = generator.integers(1, longest + 1, rows)
    lengths[0] = longest
    ids = np.full((rows, longest), pad, dtype=np.int64)
    mask = np.zeros((rows, longest), dtype=np.int64)
    for row, length in enumerate(lengths):
        # No padding id inside: RoBERTa would count no position for it.
        ids[row, :length] = generator.integers(3, 300, length)
        mask[row, :length] = 1
    return ids, mask


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


with tempfile.TemporaryDirectory() as root:
    for number, (name, config) in enumerate(CASES.items()):
        torch.manual_seed(number)
        folder, path = os.path.join(root, f"in{number}"), os.path.join(root, f"{number}.onnx")
        model = transformers.AutoModelForTokenClassification.from_config(config)
        with torch.no_grad():
            for p in model.parameters():  # biases and norms start at 0 and 1: move them
                p.add_(torch.randn_like(p) * 0.05)
        if name.endswith("half"):
            model = model.half()
        model.save_pretrained(folder)
        model = model.float().eval()
        done = subprocess.run([TOOL, folder, path], stderr=subprocess.PIPE)
        assert done.returncode == 0, done.stderr.decode()
        run = session(path)
        meta = run.get_modelmeta()
        assert json.loads(meta.custom_metadata_map["id2label"]) == {str(i): l for i, l in enumerate(LABELS)}
        assert meta.custom_metadata_map["model_type"] == config.model_type
        limit = config.max_position_embeddings - (2 if "roberta" in name or name == "camembert" else 0)
        assert meta.custom_metadata_map["max_length"] == str(limit) and meta.custom_metadata_map["run"] == "peer"
        assert meta.producer_name == "Evenspan" and meta.graph_name == "peer"
        assert {i.name: i.shape for i in run.get_inputs()} == {
            "input_ids": ["batch", "length"], "attention_mask": ["batch", "length"]}
        assert [(o.name, o.shape) for o in run.get_outputs()] == [("logits", ["batch", "length", len(LABELS)])]
        generator, worst, top = np.random.default_rng(3), 0, 0
        pad = getattr(config, "pad_token_id", 0) or 0
        for rows, longest in ((1, 1), (1, 64), (3, 17), (8, 40), (2, limit)):
            ids, mask = batch(generator, rows, longest, pad)
            mine = run.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0]
            with torch.no_grad():
                theirs = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).logits.numpy()
            real = mask.astype(bool)
            assert mine.shape == theirs.shape
            worst, top = max(worst, np.abs(mine - theirs)[real].max()), max(top, np.abs(theirs[real]).max())
        print(f"{name}: largest difference {worst:.2g}, logits up to {top:.2g}", flush=True)
        assert worst < 1e-4 and top > 0.1, name
        again = os.path.join(root, "again.onnx")
        subprocess.run([TOOL, folder, again], check=True)
        with open(path, "rb") as a, open(again, "rb") as b:
            assert a.read() == b.read(), "the same weights give another file"

    # A model without named classes is refused, and nothing is left.
    folder = os.path.join(root, "plain")
    transformers.BertModel(CASES["bert"]).save_pretrained(folder)
    done = subprocess.run([TOOL, folder, os.path.join(root, "plain.onnx")], stderr=subprocess.PIPE)
    assert done.returncode == 1 and b"invalid-argument" in done.stderr.replace(b"_", b"-").lower(), done.stderr
    assert not [name for name in os.listdir(root) if name.startswith("plain.onnx")]
