# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing this lets a peer import tests/bench/corpus.py."""
import os
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
