// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/mapping_sink.h"

#include <algorithm>
#include <span>

namespace evenspan {

Result<void> MappingSink::add(DocumentDraft&& document) {
    if (!m_mapping.empty())
        map(document.spans);
    ++m_summary.documents;
    m_summary.sentences += document.grid.sentenceCount();
    m_summary.tokens += document.grid.tokens.size();
    m_summary.spans += document.spans.size();
    ++m_number;
    for (const auto& span : document.spans)
        if (auto& count = ++m_summary.labels[span.label];
            count == 1 && !m_labels.empty() && !m_labels.contains(span.label))
            m_new.emplace_back(
                span.label, m_file.filename().string() + ": document " + std::to_string(m_number));
    return m_target(std::move(document), m_file);
}

void MappingSink::setFile(const std::filesystem::path& file) {
    m_file = file;
    m_number = 0;
}

void MappingSink::finish() {
    constexpr std::size_t kNamed = 20;
    for (const auto& [label, where] : std::span(m_new).first(std::min(m_new.size(), kNamed)))
        m_summary.warnings.push_back(std::to_string(m_summary.labels[label])
            + " × entity whose label is new to the project; rename it in the file, or merge "
              "the two labels afterwards: "
            + label + " (first at " + where + ")");
    if (m_new.size() > kNamed)
        m_summary.warnings.push_back(
            std::to_string(m_new.size() - kNamed) + " × more labels that are new to the project");
    for (const auto& [label, count] : m_left)
        m_summary.lost.push_back(
            std::to_string(count) + " × span of the label " + label + ", as asked");
}

void MappingSink::map(std::vector<SpanDraft>& spans) {
    std::erase_if(spans, [&](SpanDraft& span) {
        const auto found = m_mapping.find(span.label);
        if (found == m_mapping.end())
            return false;
        if (found->second.empty()) {
            ++m_left[span.label];
            return true;
        }
        span.label = found->second;
        return false;
    });
}

} // namespace evenspan
