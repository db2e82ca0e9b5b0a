# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(tensorboard tensorboard_files.py tool_tensorboard LINK core_engine)
