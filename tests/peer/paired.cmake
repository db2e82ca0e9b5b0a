# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(paired paired_tests.py tool_paired LINK core_metrics nlohmann_json::nlohmann_json)
