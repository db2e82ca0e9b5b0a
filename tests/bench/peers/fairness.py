# SPDX-License-Identifier: GPL-3.0-or-later
"""The same intervals by fairlearn's MetricFrame, which draws mentions: seconds a replicate."""
import json
import sys
import time

import numpy
import pandas
from fairlearn.metrics import MetricFrame
from sklearn.metrics import recall_score

table = pandas.read_csv(sys.argv[1])
rounds = int(sys.argv[2])
truth = numpy.ones(len(table), dtype=int)


def frame(**more):
    return MetricFrame(metrics=recall_score, y_true=truth, y_pred=table["found"],
                       sensitive_features=table["group"], control_features=table["type"], **more)


begin = time.perf_counter()
frame()
once = time.perf_counter() - begin
begin = time.perf_counter()
drawn = frame(n_boot=rounds, ci_quantiles=[0.025, 0.975], random_state=7)
seconds = time.perf_counter() - begin
print(json.dumps({"seconds": (seconds - once) / rounds,
                  "recall": float(table["found"].mean()), "cells": int(drawn.by_group.size)}))
