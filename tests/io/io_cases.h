// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/importer.h"
#include "tests/support/corpora.h"

#include <fstream>
#include <QFile>
#include <QTest>

namespace evenspan::test {

// Text of a case file: \n \r \t \xNN, and (…){N} for N times what stands between.
inline std::string unescape(const QByteArray& cell) {
    std::string out;
    std::vector<std::size_t> open;
    for (qsizetype i = 0; i < cell.size(); ++i) {
        if (cell[i] == '(') {
            open.push_back(out.size());
        } else if (cell[i] == ')') {
            const auto end = cell.indexOf('}', i);
            const auto times = cell.mid(i + 2, end - i - 2).toULongLong();
            const std::string part = out.substr(open.back());
            out.resize(open.back());
            for (qulonglong n = 0; n < times; ++n)
                out += part;
            open.pop_back();
            i = end;
        } else if (cell[i] == '\\') {
            const char kind = cell[++i];
            if (kind == 'x') {
                out += static_cast<char>(cell.mid(i + 1, 2).toInt(nullptr, 16));
                i += 2;
            } else {
                out += kind == 'n' ? '\n' : kind == 'r' ? '\r' : '\t';
            }
        } else {
            out += cell[i];
        }
    }
    return out;
}

// Rows of a tab-separated file under tests/data.
inline std::vector<QList<QByteArray>> rowsOf(const char* file) {
    QFile input(QString::fromStdString((data() / file).string()));
    std::vector<QList<QByteArray>> rows;
    if (!input.open(QIODevice::ReadOnly))
        return rows;
    for (const auto& line : input.readAll().split('\n'))
        if (!line.isEmpty())
            rows.push_back(line.split('\t'));
    return rows;
}

inline void writeBytes(const std::filesystem::path& path, const std::string& bytes) {
    // A new file each time: some file systems flush one that is cut and written again.
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
}

struct CollectingSink : io::DocumentSink {
    std::vector<DocumentDraft> documents;
    Result<void> add(DocumentDraft&& document) override {
        documents.push_back(std::move(document));
        return {};
    }
};

} // namespace evenspan::test
