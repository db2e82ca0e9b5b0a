# SPDX-License-Identifier: GPL-3.0-or-later
"""tokenize: MB of BC5CDR text a second on one thread, offsets included."""
import json

import corpus
import product
import rows


def run(names):
    folder = product.corpora("bc5cdr")
    text = product.cache("bc5cdr.txt")
    with open(text, "w", encoding="utf-8") as file:
        for part in ("train.tsv", "devel.tsv", "test.tsv"):
            file.writelines(" ".join(words) + "\n" for words, _ in corpus.read(folder / part))

    def ours():
        out = json.loads(product.tool("tool_tokenize", product.MINILM, text, 5))
        return out["mb_per_second"], out

    def peer():
        out = product.peer("tokenizers_encode.py", product.MINILM, text, threads=1)
        return out["mb_per_second"], out

    row, details = rows.paired_row(
        "tokenize", "MB/s", "higher", "tokenizers encode_batch, one thread, offsets, no truncation",
        ours, peer, product.ROUNDS, goal=10)
    row["subwords"] = details["ours"].get("subwords")
    row["peer_subwords"] = details["peer"].get("subwords")
    yield row
