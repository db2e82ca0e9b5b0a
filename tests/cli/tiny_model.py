# SPDX-License-Identifier: GPL-3.0-or-later
"""A BERT of one narrow layer with random weights and the words of MiniLM: trains in a second where
a test asks what becomes of runs, not how good they are."""
import array
import json
import os
import random
import shutil
import struct

HIDDEN, INNER, HEADS, POSITIONS = 32, 64, 2, 64


def make(folder, minilm):
    os.makedirs(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        shutil.copy(os.path.join(minilm, name), folder)
    with open(os.path.join(minilm, "vocab.txt"), encoding="utf-8") as file:
        words = sum(1 for _ in file)
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump({"architectures": ["BertModel"], "model_type": "bert", "vocab_size": words,
                   "hidden_size": HIDDEN, "num_hidden_layers": 1, "num_attention_heads": HEADS,
                   "intermediate_size": INNER, "max_position_embeddings": POSITIONS, "type_vocab_size": 2,
                   "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
                   "attention_probs_dropout_prob": 0.1, "layer_norm_eps": 1e-12, "pad_token_id": 0}, file)
    shapes = {"embeddings.word_embeddings.weight": [words, HIDDEN],
              "embeddings.position_embeddings.weight": [POSITIONS, HIDDEN],
              "embeddings.token_type_embeddings.weight": [2, HIDDEN]}
    layer = "encoder.layer.0."
    for name, out, inside in (*((f"attention.self.{p}", HIDDEN, HIDDEN) for p in ("query", "key", "value")),
                              ("attention.output.dense", HIDDEN, HIDDEN), ("intermediate.dense", INNER, HIDDEN),
                              ("output.dense", HIDDEN, INNER)):
        shapes[f"{layer}{name}.weight"], shapes[f"{layer}{name}.bias"] = [out, inside], [out]
    for name in ("embeddings.LayerNorm", f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"):
        shapes[f"{name}.weight"] = shapes[f"{name}.bias"] = [HIDDEN]
    chance, header, body = random.Random(4), {"__metadata__": {"format": "pt"}}, bytearray()
    for name, shape in sorted(shapes.items()):
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        if name.endswith("bias"):
            values = array.array("f", [0.0]) * count
        elif "LayerNorm" in name:
            values = array.array("f", [1.0]) * count
        else:
            values = array.array("f", (chance.gauss(0, 0.1) for _ in range(count)))
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + 4 * count]}
        body += values.tobytes()
    text = json.dumps(header).encode()
    with open(os.path.join(folder, "model.safetensors"), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)
