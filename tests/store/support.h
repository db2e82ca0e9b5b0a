// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <QTemporaryDir>
#include <QTest>
#include <string>
#include <vector>

// What the store's tests share.
namespace evenspan::store {

// Fails the test with the error's own words.
#define EVENSPAN_OK(expression)                                                                    \
    do {                                                                                           \
        const auto& okResult = (expression);                                                       \
        QVERIFY2(okResult.ok(), okResult.ok() ? "" : okResult.error().text().c_str());             \
    } while (false)

inline std::filesystem::path inFolder(const QTemporaryDir& folder, const char* name) {
    return std::filesystem::path(folder.path().toStdString()) / name;
}

// One token a word, one sentence; spans as given.
inline DocumentDraft draft(
    const std::string& name, const std::string& text, std::vector<SpanDraft> spans = {}) {
    DocumentDraft out;
    out.name = name;
    out.text = text;
    out.spans = std::move(spans);
    std::uint32_t at = 0; // ASCII words, so bytes are code points
    std::size_t from = 0;
    while (from <= text.size()) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        const auto size = static_cast<std::uint32_t>(end - from);
        out.grid.tokens.push_back({at, at + size});
        at += size + 1;
        from = end + 1;
    }
    out.grid.sentenceStarts = {0};
    return out;
}

inline SpanDraft span(std::uint32_t begin, std::uint32_t end, const std::string& label) {
    SpanDraft out;
    out.range = {begin, end};
    out.label = label;
    return out;
}

// All that a user can see: equal snapshots are equal projects.
struct Snapshot {
    std::vector<DocumentData> shown;
    std::vector<DocumentData> trash;
    std::vector<LabelRow> labels;
    ProjectInfo info;
    bool operator==(const Snapshot&) const = default;
};

inline Snapshot snapshot(Project& project) {
    Snapshot out;
    const auto reader = *project.reader();
    for (const bool trash : {false, true}) {
        DocumentFilter filter;
        filter.trash = trash;
        const auto walk = reader->forEach(filter, [&](DocumentData&& document) {
            (trash ? out.trash : out.shown).push_back(std::move(document));
            return true;
        });
        if (!walk)
            qFatal("%s", walk.error().text().c_str());
    }
    out.labels = *reader->labels();
    out.info = *reader->info();
    return out;
}

inline std::string problemsOf(const CheckReport& report) {
    std::string out;
    for (const std::string& problem : report.problems)
        out += problem + "\n";
    return out;
}

} // namespace evenspan::store
