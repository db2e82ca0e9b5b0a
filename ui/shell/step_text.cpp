// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/step_text.h"

#include "ui/common/phrases.h"

namespace evenspan::ui {

namespace {

// As the store writes them.
constexpr const char* kNames[]{
    QT_TRANSLATE_NOOP("StepText", "Set state"),
    QT_TRANSLATE_NOOP("StepText", "Set split"),
    QT_TRANSLATE_NOOP("StepText", "Move to trash"),
    QT_TRANSLATE_NOOP("StepText", "Restore from trash"),
    QT_TRANSLATE_NOOP("StepText", "Change metadata"),
    QT_TRANSLATE_NOOP("StepText", "Change tokens"),
    QT_TRANSLATE_NOOP("StepText", "Remove span"),
    QT_TRANSLATE_NOOP("StepText", "Change span"),
    QT_TRANSLATE_NOOP("StepText", "Flag"),
    QT_TRANSLATE_NOOP("StepText", "Comment"),
    QT_TRANSLATE_NOOP("StepText", "Change a note"),
    QT_TRANSLATE_NOOP("StepText", "Resolve a note"),
    QT_TRANSLATE_NOOP("StepText", "Remove a note"),
    QT_TRANSLATE_NOOP("StepText", "Remove a saved filter"),
    QT_TRANSLATE_NOOP("StepText", "Save filter %1"),
    QT_TRANSLATE_NOOP("StepText", "Add label %1"),
    QT_TRANSLATE_NOOP("StepText", "Change label %1"),
    QT_TRANSLATE_NOOP("StepText", "Add rule %1"),
    QT_TRANSLATE_NOOP("StepText", "Change rule %1"),
    QT_TRANSLATE_NOOP("StepText", "Archive rule %1"),
    QT_TRANSLATE_NOOP("StepText", "Bring back rule %1"),
    QT_TRANSLATE_NOOP("StepText", "Switch on rule %1"),
    QT_TRANSLATE_NOOP("StepText", "Switch off rule %1"),
    QT_TRANSLATE_NOOP("StepText", "Change attribute %1"),
    QT_TRANSLATE_NOOP("StepText", "Change the guideline of %1"),
    QT_TRANSLATE_NOOP("StepText", "Accept %1 suggestions"),
    QT_TRANSLATE_NOOP("StepText", "Reject %1 suggestions"),
    QT_TRANSLATE_NOOP("StepText", "Merge %1 into %2"),
    QT_TRANSLATE_NOOP("StepText", "Audit"),
    QT_TRANSLATE_NOOP("StepText", "Suite"),
    QT_TRANSLATE_NOOP("StepText", "New suite %1"),
    QT_TRANSLATE_NOOP("StepText", "Change suite %1"),
    QT_TRANSLATE_NOOP("StepText", "Rename suite %1 to %2"),
    QT_TRANSLATE_NOOP("StepText", "Remove suite %1"),
    QT_TRANSLATE_NOOP("StepText", "Sensitive attribute"),
    QT_TRANSLATE_NOOP("StepText", "Delete a sensitive attribute"),
    QT_TRANSLATE_NOOP("StepText", "Import"),
    QT_TRANSLATE_NOOP("StepText", "Import 1 file"),
    QT_TRANSLATE_NOOP("StepText", "Import %1 files"),
    QT_TRANSLATE_NOOP("StepText", "Label %1 × “%2” as %3"),
    QT_TRANSLATE_NOOP("StepText", "Label “%1” as %2 (%3 places)"),
    QT_TRANSLATE_NOOP("StepText", "Label “%1” (%2 places)"),
    QT_TRANSLATE_NOOP("StepText", "Label “%1” as %2"),
    QT_TRANSLATE_NOOP("StepText", "Label “%1”"),
    QT_TRANSLATE_NOOP("StepText", "Relabel “%1” as %2 (%3 places)"),
    QT_TRANSLATE_NOOP("StepText", "Relabel “%1” (%2 places)"),
    QT_TRANSLATE_NOOP("StepText", "Relabel “%1” as %2"),
    QT_TRANSLATE_NOOP("StepText", "Relabel “%1”"),
    QT_TRANSLATE_NOOP("StepText", "Suggest “%1” as %2 (%3 places)"),
    QT_TRANSLATE_NOOP("StepText", "Suggest “%1” (%2 places)"),
    QT_TRANSLATE_NOOP("StepText", "Suggest “%1” as %2"),
    QT_TRANSLATE_NOOP("StepText", "Suggest “%1”"),
    QT_TRANSLATE_NOOP("StepText", "Accept “%1” as %2 (%3 places)"),
    QT_TRANSLATE_NOOP("StepText", "Accept “%1” (%2 places)"),
    QT_TRANSLATE_NOOP("StepText", "Accept “%1” as %2"),
    QT_TRANSLATE_NOOP("StepText", "Accept “%1”"),
    QT_TRANSLATE_NOOP("StepText", "Reject “%1” as %2 (%3 places)"),
    QT_TRANSLATE_NOOP("StepText", "Reject “%1” (%2 places)"),
    QT_TRANSLATE_NOOP("StepText", "Reject “%1” as %2"),
    QT_TRANSLATE_NOOP("StepText", "Reject “%1”"),
    QT_TRANSLATE_NOOP("StepText", "Remove “%1” as %2 (%3 places)"),
    QT_TRANSLATE_NOOP("StepText", "Remove “%1” (%2 places)"),
    QT_TRANSLATE_NOOP("StepText", "Remove “%1” as %2"),
    QT_TRANSLATE_NOOP("StepText", "Remove “%1”"),
    QT_TRANSLATE_NOOP("StepText", "Fix the label of “%1”"),
    QT_TRANSLATE_NOOP("StepText", "Keep the label of “%1”"),
    QT_TRANSLATE_NOOP("StepText", "Mark as unsure “%1”"),
    nullptr,
};

} // namespace

QString stepText(const QString& stored) {
    static const Phrases known("StepText", {kNames});
    return known.said(stored).value_or(stored);
}

} // namespace evenspan::ui
