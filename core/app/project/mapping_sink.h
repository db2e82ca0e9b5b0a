// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/import_documents.h"

#include <set>

namespace evenspan {

using LabelNames = std::set<std::string>;

// Documents on their way from files into a project: maps their labels, counts them, and hands them
// on. Labels that the project has not, where it has some, are told: they may be slips.
class MappingSink : public io::DocumentSink {
public:
    using Target = std::function<Result<void>(DocumentDraft&&, const std::filesystem::path& file)>;
    // `labels`: of the project, before. All but the target outlive it.
    MappingSink(const std::map<std::string, std::string>& mapping, const LabelNames& labels,
        ImportSummary& summary, Target target)
        : m_mapping(mapping)
        , m_labels(labels)
        , m_summary(summary)
        , m_target(std::move(target)) { }

    Result<void> add(DocumentDraft&& document) override;
    void setFile(const std::filesystem::path& file); // whose documents come next
    void finish(); // writes what was left out, and what is new, into the summary

private:
    void map(std::vector<SpanDraft>& spans);

    const std::map<std::string, std::string>& m_mapping;
    const LabelNames& m_labels;
    ImportSummary& m_summary;
    Target m_target;
    std::filesystem::path m_file;
    std::uint64_t m_number = 0; // of the document in its file
    std::vector<std::pair<std::string, std::string>> m_new; // labels, and where each came first
    std::map<std::string, std::uint64_t> m_left;
};

} // namespace evenspan
