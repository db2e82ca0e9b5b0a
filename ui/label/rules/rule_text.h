// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/rules/rule_search.h"

#include <QString>

// How rules and what they find read in the window.
namespace evenspan::ui {

QString ruleKindText(const std::string& kind); // "names", "expression", "token patterns"
QString ruleSizeText(const store::RuleHead& head); // "1,204 names"
// "92 % (85–96 %)"; empty where nothing was decided.
QString precisionText(const std::optional<Proportion>& precision);
// "…at our site in ‹Ulm› so far…", one line.
QString placeText(const Place& place);
// What is wrong and what to do, one line, in the language of the window.
QString problemText(const Error& error);

} // namespace evenspan::ui
