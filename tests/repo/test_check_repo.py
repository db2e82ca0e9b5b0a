# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of check_repo.py find what they are for, and let pass what is right."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import check_repo as repo  # noqa: E402


def breaches(check, name, text):
    return list(check([(Path(name), text)]))


class Layers(unittest.TestCase):
    def test_arrow_up_is_found(self):
        self.assertTrue(breaches(repo.layers, "core/text/a.h", '#include "core/store/project.h"\n'))
        self.assertTrue(breaches(repo.layers, "core/app/a.cpp", '#include "ui/shell/window.h"\n'))
        self.assertTrue(breaches(repo.layers, "core/io/a.cpp", '#include "core/store/writer.h"\n'))

    def test_arrow_down_passes(self):
        self.assertFalse(breaches(repo.layers, "core/store/a.cpp", '#include "core/base/result.h"\n'))
        self.assertFalse(breaches(repo.layers, "app/gui_main.cpp", '#include "core/app/x.h"\n'))

    def test_libraries_stay_in_their_room(self):
        self.assertTrue(breaches(repo.layers, "core/engine/a.cpp", "#include <torch/torch.h>\n"))
        self.assertTrue(breaches(repo.layers, "core/io/a.cpp", "#include <sqlite3.h>\n"))
        self.assertTrue(breaches(repo.layers, "core/data/a.cpp", "#include <QString>\n"))
        self.assertFalse(breaches(repo.layers, "core/app/a.cpp", "#include <QNetworkReply>\n"))
        self.assertTrue(breaches(repo.layers, "core/data/a.h", "#include <nlohmann/json.hpp>\n"))
        self.assertTrue(breaches(repo.layers, "core/engine/torch/a.cpp", "#include <filesystem>\n"))
        self.assertFalse(breaches(repo.layers, "core/engine/torch/a.cpp", "#include <ATen/ATen.h>\n"))


class Sizes(unittest.TestCase):
    def test_limits(self):
        self.assertTrue(breaches(repo.file_size, "core/a.cpp", "\n" * 801))
        self.assertTrue(breaches(repo.file_size, "core/a.h", "\n" * 301))
        self.assertFalse(breaches(repo.file_size, "core/a.cpp", "\n" * 800))


class Paths(unittest.TestCase):
    def test_homes_are_found_and_system_folders_are_not(self):
        home = "/" + "home/someone/evenspan"
        self.assertTrue(breaches(repo.machine_paths, "a.md", f"see {home}"))
        self.assertFalse(breaches(repo.machine_paths, "a.sh", "#!/usr/bin/env bash\n"))
        self.assertFalse(breaches(repo.machine_paths, "a.sh", "cp $ROOT/" + "work/x y\n"))


if __name__ == "__main__":
    unittest.main()
