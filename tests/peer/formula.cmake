# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(formula formula.py tool_formula LINK core_base)
