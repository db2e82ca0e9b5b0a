# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(fairness fairness_figures.py tool_fairness LINK core_fairness nlohmann_json::nlohmann_json)
evenspan_peer_test(fairness_aif360 fairness_aif360.py tool_fairness LINK core_fairness nlohmann_json::nlohmann_json)
