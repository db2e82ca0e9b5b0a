# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(rules rules_spacy.py tool_rules LINK core_rules nlohmann_json::nlohmann_json)
