// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/label_queue.h"

#include <QString>

namespace evenspan::ui {

// Label errors in plain words, for the list, the card and their accessible texts.
QString doubtText(DoubtKind kind); // "Wrong type"
QString verdictText(store::LabelVerdict verdict); // "Kept"
// What the fix does: "ORG → LOC", "Remove ORG", "Add PER", with the texts where they differ.
QString changeText(const QueueRow& row);
// Why the label is doubted, one or two sentences.
QString reasonText(const QueueRow& row);
// "8 of 10 were errors: 80 % (49–94 %)"; empty where nothing is decided.
QString precisionText(const QueuePrecision& precision);

} // namespace evenspan::ui
