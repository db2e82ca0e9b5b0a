# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(formats formats_peers.py tool_formats LINK core_io nlohmann_json::nlohmann_json)
