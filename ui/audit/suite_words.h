// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/suite_draft.h"

#include <QCoreApplication>
#include <QString>

namespace evenspan::ui {

// What is said of suites, in words.
class SuiteWords {
    Q_DECLARE_TR_FUNCTIONS(SuiteWords)
public:
    // Of a row: short, beside it; and why it matters or what to do, in a sentence.
    static QString remark(const std::string& code);
    static QString advice(const std::string& code);
    static QString finding(const fairness::DraftFinding& finding);
};

} // namespace evenspan::ui
