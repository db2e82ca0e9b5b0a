# SPDX-License-Identifier: GPL-3.0-or-later
"""tokenizers_encode.py MODEL_FOLDER FILE: the `tokenizers` package on one thread, offsets included."""
import json
import os
import sys
import time
from pathlib import Path

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"
from tokenizers import Tokenizer  # noqa: E402

tokenizer = Tokenizer.from_file(str(Path(sys.argv[1]) / "tokenizer.json"))
tokenizer.no_truncation()
tokenizer.no_padding()
text = Path(sys.argv[2]).read_text(encoding="utf-8")
lines = text.split("\n")
best, pieces = 1e9, 0
for _ in range(3):
    begin = time.perf_counter()
    encodings = tokenizer.encode_batch(lines, add_special_tokens=False)
    best = min(best, time.perf_counter() - begin)
    pieces = sum(len(e.offsets) for e in encodings)
print(json.dumps({"mb_per_second": len(text.encode()) / 1e6 / best, "subwords": pieces}))
