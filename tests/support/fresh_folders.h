// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <string>

namespace evenspan::test {

// A new empty folder at each call, all gone at the end.
class FreshFolders {
public:
    std::filesystem::path next() {
        const auto path =
            std::filesystem::path(m_base.path().toStdString()) / std::to_string(++m_number);
        std::filesystem::create_directories(path);
        return path;
    }

private:
    QTemporaryDir m_base;
    int m_number = 0;
};

} // namespace evenspan::test
