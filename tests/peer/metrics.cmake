# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(seqeval metrics_seqeval.py tool_metrics LINK core_metrics nlohmann_json::nlohmann_json)
evenspan_peer_test(nervaluate metrics_nervaluate.py tool_metrics)
