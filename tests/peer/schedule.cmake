# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(schedule schedule.py tool_schedule LINK core_engine)
