# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulated audits whose truth is known: intervals cover as the published tables say, the document-level
studentised test keeps its level where that over mentions does not, an audit without a gap reports one in
one of twenty, and a gap of the printed detectable size is found in four of five."""
import json
import math
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import coverage_tables  # noqa: E402

TOOL = sys.argv.pop(1)
RUNS = 500
WIDE = 4  # standard errors


def error(share):
    return math.sqrt(share * (1 - share) / RUNS)


class Coverage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        done = subprocess.run([TOOL, str(RUNS)], capture_output=True, text=True, check=True)
        cls.found = json.loads(done.stdout)
        print("\n".join(coverage_tables.lines(cls.found)))

    def test_intervals_cover_as_published(self):
        self.assertEqual([r["documents"] for r in self.found["coverage"]], list(coverage_tables.COVERAGE))
        for row in self.found["coverage"]:
            for column, published in zip(coverage_tables.COLUMNS,
                                         coverage_tables.COVERAGE[row["documents"]]):
                apart = coverage_tables.errors_apart(row[column], RUNS, published)
                self.assertLess(apart, WIDE, (row["documents"], column, row[column], published))

    def test_the_interval_that_audits_print_is_the_one_that_covers(self):
        for row in self.found["coverage"]:
            self.assertGreater(row["wilson_design"], 0.95 - WIDE * error(0.95))
        # The reason why a bootstrap is not asked in very small groups.
        self.assertLess(self.found["coverage"][0]["recall"], 0.8)

    def test_the_studentised_test_keeps_its_level(self):
        low, high = coverage_tables.STUDENTISED
        rows = self.found["permutation"]
        self.assertEqual(len(rows), 18)
        for row in rows:
            self.assertLess(row["studentised"], high + WIDE * error(high), row)
            self.assertGreater(row["studentised"], low - WIDE * error(low), row)
        unlike = [r["mention"] for r in rows if r["mentions"] > r["others_mentions"]]
        self.assertGreater(sum(unlike) / len(unlike), 0.10)

    def test_whole_audits(self):
        for row in self.found["audit"]:
            self.assertLess(abs(row["reported_without_gap"] - 0.05), WIDE * error(0.05), row)
            self.assertGreater(row["found"], 0.8 - WIDE * error(0.8), row)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
