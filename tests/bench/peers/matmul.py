# SPDX-License-Identifier: GPL-3.0-or-later
"""matmul.py: GFLOP/s of the 512x384x1536 product by torch's paths, the best of many calls."""
import json
import os
import time

import torch

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))


def rate(kind, precision):
    torch.set_float32_matmul_precision(precision)
    a = torch.randn(512, 384).to(kind)
    w = torch.randn(1536, 384).to(kind)
    best, end = 1e9, time.perf_counter() + 1.0
    with torch.inference_mode():
        while time.perf_counter() < end:
            begin = time.perf_counter()
            for _ in range(10):
                torch.nn.functional.linear(a, w)
            best = min(best, (time.perf_counter() - begin) / 10)
    return 2 * 512 * 384 * 1536 / best / 1e9


found = {"torch fp32:mkl": rate(torch.float32, "highest"),
         "torch bf16:onednn": rate(torch.bfloat16, "highest")}
# On a CPU with AMX "medium" means bf16 inside, which is no fp32 rate.
if "amx" not in open("/proc/cpuinfo", encoding="utf-8").read():
    found["torch fp32:onednn"] = rate(torch.float32, "medium")
print(json.dumps(found))
