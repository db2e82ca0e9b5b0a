// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/io/exporter.h"
#include "core/io/importer.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// How an export that was read back is compared with what its writer said it kept.
namespace evenspan {

// A hash of a sequence of documents, and a short one of each to say which of them differs.
class Fingerprint {
public:
    Fingerprint(const io::DocumentWriter& writer, bool anyOrder)
        : m_withWords(writer.keepsWords())
        , m_withSpans(writer.keepsSpans())
        , m_anyOrder(anyOrder) { }

    void add(const DocumentDraft& document) {
        m_bytes.clear();
        put(document.text);
        if (m_withWords) {
            put(document.name);
            put(document.split);
            put(static_cast<std::uint64_t>(document.state));
            putSize(document.metadata.size());
            for (const auto& [key, value] : document.metadata) {
                put(key);
                put(value);
            }
            putSize(document.grid.tokens.size());
            for (const auto& token : document.grid.tokens)
                put(token);
            putSize(document.grid.sentenceStarts.size());
            for (const auto start : document.grid.sentenceStarts)
                put(std::uint64_t{start});
        }
        if (m_withSpans)
            putSpans(document.spans);
        m_all.add(m_bytes);
        m_each.push_back(std::hash<std::string>{}(m_bytes));
    }

    // The first document that differs, from 1; 0: none does.
    std::size_t difference(Fingerprint& other) {
        if (m_anyOrder) { // files of a folder come back by their names
            std::sort(m_each.begin(), m_each.end());
            std::sort(other.m_each.begin(), other.m_each.end());
            return m_each == other.m_each ? 0 : std::max<std::size_t>(m_each.size(), 1);
        }
        const auto [mine, theirs] =
            std::mismatch(m_each.begin(), m_each.end(), other.m_each.begin(), other.m_each.end());
        if (mine != m_each.end() || theirs != other.m_each.end())
            return static_cast<std::size_t>(mine - m_each.begin()) + 1;
        return m_all.hex() == other.m_all.hex() ? 0 : m_each.size();
    }

private:
    void put(std::uint64_t number) {
        for (int i = 0; i < 8; ++i)
            m_bytes += static_cast<char>(number >> (8 * i) & 0xFF);
    }
    void putSize(std::size_t size) { put(std::uint64_t{size}); }
    void put(const std::string& text) {
        putSize(text.size());
        m_bytes += text;
    }
    void put(const CodePointRange& range) { put(std::uint64_t{range.begin} << 32 | range.end); }
    void putSpans(const std::vector<SpanDraft>& spans) {
        std::vector<std::pair<CodePointRange, std::string>> sorted;
        for (const auto& span : spans)
            sorted.emplace_back(span.range, span.label);
        std::sort(sorted.begin(), sorted.end());
        putSize(sorted.size());
        for (const auto& [range, label] : sorted) {
            put(range);
            put(label);
        }
    }

    bool m_withWords, m_withSpans, m_anyOrder;
    std::string m_bytes;
    Sha256 m_all;
    std::vector<std::size_t> m_each;
};

struct FingerprintSink : io::DocumentSink {
    FingerprintSink(const io::DocumentWriter& writer, bool folder)
        : found(writer, folder)
        , m_folder(folder) { }
    Result<void> add(DocumentDraft&& document) override {
        if (m_folder) // a guess from the file's name, which is the document's
            document.split.clear();
        found.add(document);
        return {};
    }
    Fingerprint found;

private:
    bool m_folder;
};

} // namespace evenspan
