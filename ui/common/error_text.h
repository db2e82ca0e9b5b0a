// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace evenspan::ui {

// A failure in the language of the window. The layers below speak English; elsewhere the kind of
// the failure comes first in the user's language, and their exact words follow as a detail.
struct ErrorText {
    QString what;
    QString remedy; // may be empty
    QString detail; // the exact words, where `what` is of the kind only; else empty
};
ErrorText errorText(const Error& error);

// One sentence for a kind of failure, and what to do about it; translated.
QString errorKind(ErrorCode code);
QString errorRemedy(ErrorCode code);

} // namespace evenspan::ui
