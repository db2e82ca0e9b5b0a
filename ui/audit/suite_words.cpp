// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suite_words.h"

namespace evenspan::ui {

QString SuiteWords::remark(const std::string& code) {
    if (code == "no_name")
        return tr("The name is missing");
    if (code == "no_group")
        return tr("The group is missing");
    if (code == "control")
        return tr("A line end or an invisible character");
    if (code == "frequency_text")
        return tr("The frequency is no number");
    if (code == "no_sentence")
        return tr("The sentence is missing");
    if (code == "no_slot")
        return tr("{name} is missing");
    if (code == "several_slots")
        return tr("{name} stands more than once");
    if (code == "no_id")
        return tr("The short name is missing");
    if (code == "same_id")
        return tr("The short name stands twice");
    if (code == "word_like")
        return tr("An ordinary word, too");
    if (code == "duplicate")
        return tr("Stands twice");
    if (code == "several_groups")
        return tr("In several groups");
    if (code == "one_character")
        return tr("A single character");
    if (code == "script")
        return tr("Not in the script that is stated");
    if (code == "no_frequency")
        return tr("Without a frequency");
    return QString::fromStdString(code);
}

QString SuiteWords::advice(const std::string& code) {
    if (code == "no_name")
        return tr("Write a name, or remove the row.");
    if (code == "no_group")
        return tr("Say with which group the name is associated.");
    if (code == "control")
        return tr("No sentence holds such a character. Type the cell anew.");
    if (code == "frequency_text")
        return tr("Write a number of at least 0 with a point, such as 1234.5, or leave it empty.");
    if (code == "no_sentence")
        return tr("Write a sentence with {name} in it, or remove the row.");
    if (code == "no_slot")
        return tr("Write {name} where the name is to stand.");
    if (code == "several_slots")
        return tr("An audit asks about one place in each sentence. Leave one {name}.");
    if (code == "no_id" || code == "same_id")
        return tr("Reports call a sentence by its short name: give each one of its own.");
    if (code == "no_label")
        return tr("Say under “About” as what the names are labelled.");
    if (code == "no_names")
        return tr("Add names, paste them from a spreadsheet, or import a file.");
    if (code == "no_templates")
        return tr("Add sentences with {name} where the name is to stand.");
    if (code == "word_like")
        return tr("A model may take it for the word, so its figure says little of the group.");
    if (code == "duplicate")
        return tr("It counts twice. Remove one of the rows.");
    if (code == "several_groups")
        return tr("It tells no group from another.");
    if (code == "one_character")
        return tr("So short a name is hard to find in any group.");
    if (code == "script")
        return tr("The letters are of another script than the row says.");
    if (code == "no_frequency")
        return tr("Others have one: without it this name has no weight where names are weighted.");
    if (code == "too_few")
        return tr("A gap may be that of a few names. From 20 names on it says something, from 100 "
                  "much.");
    if (code == "frequency")
        return tr("A gap may come from how common the names are, not from the group. Take names "
                  "that are as common as those of the other groups.");
    if (code == "length")
        return tr("A gap may come from how long the names are, not from the group.");
    return {};
}

QString SuiteWords::finding(const fairness::DraftFinding& finding) {
    const std::string& code = finding.code;
    const int n = int(finding.count);
    const QString group = QString::fromStdString(finding.group);
    if (code == "no_label")
        return tr("The label of the names is not chosen");
    if (code == "no_names")
        return tr("There are no names yet");
    if (code == "no_templates")
        return tr("There are no sentences yet");
    if (code == "too_few")
        return tr("%1: %n name(s), which is few", nullptr, n).arg(group);
    if (code == "frequency")
        return tr("%1: names much rarer or more common than the others").arg(group);
    if (code == "length")
        return tr("%1: names much shorter or longer than the others").arg(group);
    const QString what = remark(code);
    if (finding.ofTemplates)
        return tr("%n sentence(s): %1", nullptr, n).arg(what);
    return group.isEmpty() ? tr("%n name(s): %1", nullptr, n).arg(what)
                           : tr("%2, %n name(s): %1", nullptr, n).arg(what, group);
}

} // namespace evenspan::ui
