// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_tables.h"

namespace evenspan {

// How far the people who labelled the same documents said the same: over the pairs of annotators of
// a document twice the entities that both marked alike (same range, same label), and the sum of
// what each marked. Their quotient is F1 of the one against the other, whichever is taken for gold
// (Hripcsak & Rothschild 2005, JAMIA 12:296-298). Documents of fewer than two annotators are not
// there; who said what is not kept. Errors: those of the store, Cancelled.
using Agreement = std::map<std::int64_t, fairness::Ratio>; // by document
Result<Agreement> annotatorAgreement(
    const AuditData& data, store::Reader& reader, const std::stop_token& stop);

// Sets `agreement` and `annotated` of the audit and of its groups of documents, with a Student
// interval over documents; under `least` documents there is no figure, nor where such a one could
// be told from the others and the sum (core/fairness/suppression.h).
void addAgreement(const Agreement& agreement, const AuditData& data, std::uint64_t least,
    fairness::AuditResult& audit);

} // namespace evenspan
