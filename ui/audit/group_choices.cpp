// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/group_choices.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QSignalBlocker>

namespace evenspan::ui {

namespace {

constexpr int kGroup = Qt::UserRole + 1; // of an item: what the request calls it
constexpr int kText = Qt::UserRole + 2; // its text without a count
constexpr QChar kApart(0x1f); // label and list of a swap

} // namespace

GroupChoices::GroupChoices(QWidget* parent)
    : QListWidget(parent) {
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the page scrolls
}

void GroupChoices::addHeading(const QString& text) {
    auto* item = new QListWidgetItem(text, this);
    item->setFlags(Qt::ItemIsEnabled);
    item->setFont(scaledFont(font(), 1, true));
    item->setSizeHint({0, space(this, 8)});
}

void GroupChoices::addGroup(
    const QString& text, const QString& tip, const QString& id, bool on, const QString& refusal) {
    auto* item = new QListWidgetItem(
        refusal.isEmpty() ? text : text + QStringLiteral("  –  ") + refusal, this);
    item->setToolTip(refusal.isEmpty() ? tip : tip + QStringLiteral("\n") + refusal);
    item->setSizeHint({0, space(this, 7)});
    item->setData(kText, item->text());
    if (!refusal.isEmpty()) {
        item->setFlags(Qt::ItemIsSelectable); // seen and read, not ticked
        return;
    }
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    const auto before = m_ticks.find(id);
    const bool ticked = before == m_ticks.end() ? on : before->second;
    item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    item->setData(kGroup, id);
}

void GroupChoices::setChoices(const AuditChoices& choices, const AuditRun& run) {
    for (int row = 0; row < count(); ++row)
        if (const QString id = item(row)->data(kGroup).toString(); !id.isEmpty())
            m_ticks[id] = item(row)->checkState() == Qt::Checked;
    const QSignalBlocker blocker(this);
    clear();
    const auto refusal = [&](NotOffered why, const std::string& label) {
        return why == NotOffered::RunLacksLabel ? tr("the run does not know %1").arg(shown(label))
            : why == NotOffered::ProjectLacksLabel
            ? tr("nothing in the project is labelled %1").arg(shown(label))
            : QString();
    };
    if (!choices.suites.empty())
        addHeading(tr("Test suites: names associated with groups, in the same sentences"));
    for (const auto& [suite, label] : choices.suites)
        addGroup(tr("%1 (%2)").arg(shown(suite), shown(label)),
            tr("Each name of the list in each sentence of the suite"),
            QStringLiteral("suite:") + shown(suite), false, refusal(whyNoSuite(run, label), label));
    if (!choices.suites.empty())
        addHeading(tr("Your own sentences, with the names of a list in the place of theirs"));
    for (const auto& [suite, label] : choices.suites)
        addGroup(tr("%1 becomes names of %2").arg(shown(label), shown(suite)),
            tr("Every mention of this label gets a name of each group in turn, the same one for "
               "the same name of a document"),
            QStringLiteral("swap:") + shown(label) + kApart + shown(suite), false,
            refusal(whyNoSwap(run, choices.labels, label), label));
    if (!choices.columns.empty())
        addHeading(tr("Documents by what is known of them"));
    for (const auto& column : choices.columns)
        addGroup(shown(column), tr("Each value of this column of the documents is a group"),
            QStringLiteral("meta:") + shown(column));
    if (!choices.attributes.empty())
        addHeading(tr("Mentions by an attribute that people set"));
    for (const auto& attribute : choices.attributes)
        addGroup(shown(attribute), tr("Each value of this attribute is a group"),
            QStringLiteral("attribute:") + shown(attribute));
    addHeading(tr("Mentions by the form of their words"));
    addGroup(tr("Writing system"), tr("Latin, Han, Cyrillic…"), QStringLiteral("script"));
    addGroup(tr("Capital letters"), tr("How capital and small letters are used"),
        QStringLiteral("casing"), true);
    addGroup(tr("Number of words"), tr("One, two, three, more"), QStringLiteral("length"), true);
    addGroup(tr("Place in the sentence"), tr("First, inside, last"), QStringLiteral("position"));
    addGroup(tr("Seen in training, or not"),
        tr("Whether the same words are labelled in the training documents"), QStringLiteral("seen"),
        true);
    addGroup(tr("How often in training"),
        tr("Labelled never, once, up to nine times or more often in the training documents"),
        QStringLiteral("frequency"));
    addGroup(tr("Ordinary words, too, or not"),
        tr("Whether each word of the mention also stands in small letters outside entities, as "
           "“will” and “rose” do"),
        QStringLiteral("polysemy"));
    addGroup(tr("Number of sub-words"), tr("Into how many pieces the model cuts the mention"),
        QStringLiteral("subwords"));
    if (!choices.suites.empty())
        addHeading(tr("Mentions whose words stand in a list of names"));
    for (const auto& [suite, label] : choices.suites)
        addGroup(tr("Names of %1").arg(shown(suite)),
            tr("Mentions of the text whose words are all of one group of the list"),
            QStringLiteral("list:") + shown(suite));
    showCounts();
    fit();
}

void GroupChoices::setCounts(std::optional<std::map<std::string, SwapCount>> counts) {
    m_counts = std::move(counts);
    showCounts();
}

// A swap says how many sentences it has, and cannot be chosen where there are none.
void GroupChoices::showCounts() {
    const QSignalBlocker blocker(this);
    for (int row = 0; row < count(); ++row) {
        auto* one = item(row);
        const QString id = one->data(kGroup).toString();
        if (!id.startsWith(QStringLiteral("swap:")))
            continue;
        const std::string label = id.mid(5).section(kApart, 0, 0).toStdString();
        const QString text = one->data(kText).toString() + QStringLiteral("  –  ");
        if (!m_counts) {
            one->setText(text + tr("counting its sentences…"));
            continue;
        }
        const auto found = m_counts->find(label);
        const SwapCount none, &counted = found == m_counts->end() ? none : found->second;
        if (counted.sentences == 0) {
            one->setText(text + tr("no sentence of this text has such a mention"));
            one->setCheckState(Qt::Unchecked);
            one->setFlags(Qt::ItemIsSelectable);
            continue;
        }
        one->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        one->setText(text + tr("%n sentence(s)", nullptr, int(counted.sentences))
            + QStringLiteral(", ") + tr("%n document(s)", nullptr, int(counted.documents)));
    }
    viewport()->update();
}

void GroupChoices::fit() {
    int high = 0;
    for (int row = 0; row < count(); ++row)
        high += sizeHintForRow(row);
    setFixedHeight(high + space(this, 2));
}

void GroupChoices::addTo(AuditRequest& request) const {
    for (int row = 0; row < count(); ++row) {
        const QString id = item(row)->data(kGroup).toString();
        if (id.isEmpty() || item(row)->checkState() != Qt::Checked)
            continue;
        if (id.startsWith(QStringLiteral("suite:")))
            request.suites.push_back(id.mid(6).toStdString());
        else if (id.startsWith(QStringLiteral("swap:")))
            request.swaps.push_back({id.mid(5).section(kApart, 0, 0).toStdString(),
                id.mid(5).section(kApart, 1).toStdString()});
        else
            request.groups.push_back(id.toStdString());
    }
}

std::vector<std::string> GroupChoices::pairs() const {
    std::vector<std::string> known, out;
    for (int row = 0; row < count(); ++row) {
        const QString id = item(row)->data(kGroup).toString();
        if (item(row)->checkState() == Qt::Checked
            && (id.startsWith(QStringLiteral("meta:"))
                || id.startsWith(QStringLiteral("attribute:"))))
            known.push_back(id.toStdString());
    }
    for (std::size_t a = 0; a < known.size(); ++a)
        for (std::size_t b = a + 1; b < known.size(); ++b)
            out.push_back(known[a] + '+' + known[b]);
    return out;
}

bool GroupChoices::anySensitive(const std::set<std::string>& keys) const {
    for (int row = 0; row < count(); ++row)
        if (item(row)->checkState() == Qt::Checked
            && keys.contains(item(row)->data(kGroup).toString().toStdString()))
            return true;
    return false;
}

} // namespace evenspan::ui
