// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_slices.h"

#include <map>

namespace evenspan {

// Every way by itself: of "crossed:meta:country+structure:casing" "meta:country" and "casing".
std::vector<std::string> singleWays(const std::vector<std::string>& ways);

// The group of a document by ways that are columns alone: "meta:country", or several together.
// `data` is read later.
DocumentGroup documentGroups(const std::string& way, const AuditData& data);

// The groups of one way of waysToGroup(). `suites`: those of every "list:". Of ways taken together
// each pair of values has a group, those that never meet too, up to a bound; where one value is
// unknown, so is the group. Errors: InvalidArgument (no span has the attribute), those of the
// store, Cancelled.
Result<fairness::GroupTable> tableOf(const std::string& way, const AuditData& data,
    const AuditSlices& slices, const std::map<std::string, fairness::Suite>& suites,
    store::Reader& reader, const std::stop_token& stop);

} // namespace evenspan
