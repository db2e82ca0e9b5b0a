// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_tables.h"

#include <map>

namespace evenspan {

// Groups of mentions by what is known of their words beyond their form; nothing is learnt of
// people.
//   "subwords"   sub-words that the run's encoder cuts them into: "1" … "4", "5–8", "9+"
//   "frequency"  how often the same words are labelled in the training documents, whatever the
//                label: "0", "1", "2–9", "≥ 10"
//   "polysemy"   "also a word": each of its words stands in lower case outside entities, in the
//                training documents or in the text; else "name only"
class AuditSlices {
public:
    // Reads the training documents where one of `ways` needs them. Errors: those of readRunData,
    // Cancelled.
    static Result<AuditSlices> read(store::Reader& reader, const AuditData& data,
        const std::vector<std::string>& ways, const std::stop_token& stop);
    static bool knows(const std::string& way);
    std::string of(const std::string& way, const DescribedMention& mention) const;

private:
    const std::map<std::string, double>* m_pieces = nullptr; // of the audit's data
    std::map<std::string, std::uint64_t> m_counts; // of words labelled in training
    std::set<std::string, std::less<>> m_words; // in lower case outside entities
};

} // namespace evenspan
