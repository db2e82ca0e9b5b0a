# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(calibration inspection_sklearn.py tool_inspection
    LINK core_metrics nlohmann_json::nlohmann_json)
evenspan_peer_test(label_quality inspection_cleanlab.py tool_inspection)
