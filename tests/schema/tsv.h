// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/tag_scheme.h"
#include "tests/support/corpora.h"

#include <QFile>
#include <QStringList>
#include <string>
#include <vector>

namespace evenspan::test {

// The rows of a tab-separated file under tests/data, without its comment lines, each with at least
// `columns` cells. A file that cannot be read gives no row.
inline std::vector<QStringList> rows(const char* path, qsizetype columns) {
    std::vector<QStringList> out;
    QFile file(QString::fromStdString((data() / path).string()));
    if (!file.open(QIODevice::ReadOnly))
        return out;
    const auto text = QString::fromUtf8(file.readAll());
    for (const auto& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1Char('#')))
            continue;
        auto cells = line.split(QLatin1Char('\t'));
        while (cells.size() < columns)
            cells << QString();
        out.push_back(cells);
    }
    return out;
}

inline std::vector<std::string> words(const QString& text) {
    std::vector<std::string> out;
    for (const auto& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        out.push_back(word.toStdString());
    return out;
}

// "PER[0,2) LOC[3,4)".
inline QString show(const std::vector<Mention>& mentions) {
    QStringList out;
    for (const auto& m : mentions)
        out << QStringLiteral("%1[%2,%3)")
                   .arg(QString::fromStdString(m.label))
                   .arg(m.begin)
                   .arg(m.end);
    return out.join(QLatin1Char(' '));
}

} // namespace evenspan::test
