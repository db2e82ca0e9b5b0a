// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/compare_dialog.h"

#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr std::size_t kEnoughSeeds = 3; // as in compareAudits()

std::vector<std::string> tickedOf(const QListWidget* list) {
    std::vector<std::string> out;
    for (int row = 0; row < list->count(); ++row)
        if (list->item(row)->checkState() == Qt::Checked)
            out.push_back(list->item(row)->text().toStdString());
    return out;
}

} // namespace

CompareDialog::CompareDialog(const AuditRequest& shown, const std::vector<std::string>& runs,
    const QStringList& audits, QWidget* parent)
    : Dialog(parent)
    , m_shown(shown)
    , m_audits(audits)
    , m_name(new QLineEdit(this))
    , m_nameField(new Field(tr("Name of the comparison"), m_name, this))
    , m_remark(mutedLabel({}, this))
    , m_start(primaryButton(tr("Compare"), this)) {
    setWindowTitle(tr("Compare before and after"));
    auto* words = mutedLabel(
        tr("All these runs are asked about the same documents and names as the audit that is "
           "shown, and what changed is tested pairwise."),
        this);
    for (QLabel* label : {words, m_remark})
        label->setWordWrap(true);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(space(this, 4));
    m_before = addSide(tr("Runs before the correction"), runs, shown.before);
    m_after = addSide(
        tr("Runs after it"), runs, shown.after.empty() ? std::vector{shown.run} : shown.after);
    for (QListWidget* list : {m_before, m_after})
        sides->addWidget(list->parentWidget(), 1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    m_start->setDefault(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 2));
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 6), space(this, 5), space(this, 6), space(this, 5));
    column->setSpacing(space(this, 3));
    column->addWidget(titleLabel(tr("Before and after a correction"), this));
    column->addWidget(words);
    column->addLayout(sides, 1);
    column->addWidget(m_remark);
    column->addWidget(m_nameField);
    column->addLayout(row);
    const QString base = tr("%1, before and after").arg(QString::fromStdString(shown.name));
    QString name = base;
    for (int number = 2; m_audits.contains(name); ++number)
        name = QStringLiteral("%1 %2").arg(base).arg(number);
    m_name->setText(name);
    connect(m_name, &QLineEdit::textChanged, this, &CompareDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &QDialog::accept);
    m_before->setFocus();
    check();
}

QListWidget* CompareDialog::addSide(const QString& caption, const std::vector<std::string>& runs,
    const std::vector<std::string>& ticked) {
    auto* list = new QListWidget(this);
    list->setMinimumSize(space(this, 55), space(this, 40));
    for (const auto& run : runs) {
        auto* item = new QListWidgetItem(QString::fromStdString(run), list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(std::find(ticked.begin(), ticked.end(), run) != ticked.end()
                ? Qt::Checked
                : Qt::Unchecked);
        item->setToolTip(item->text());
        item->setSizeHint({0, space(this, 7)});
    }
    if (list->count() > 0)
        list->setCurrentRow(0);
    new Field(caption, list, this);
    connect(list, &QListWidget::itemChanged, this, &CompareDialog::check);
    return list;
}

void CompareDialog::check() {
    if (!m_before || !m_after)
        return;
    const auto before = tickedOf(m_before), after = tickedOf(m_after);
    const bool twice = std::any_of(before.begin(), before.end(),
        [&](const auto& run) { return std::find(after.begin(), after.end(), run) != after.end(); });
    const auto least = std::min(before.size(), after.size());
    m_remark->setText(least == 0 ? tr("Tick at least one run on each side.")
            : twice              ? tr("A run stands on both sides: untick it on one of them.")
            : least < kEnoughSeeds
            ? tr("With three runs a side that differ by their seed alone, the interval says how "
                 "far seeds scatter; with fewer it is too narrow.")
            : QString());
    const QString name = m_name->text().trimmed();
    m_nameField->refuse(name.isEmpty() ? tr("Give it a name.")
            : m_audits.contains(name)  ? tr("An audit has this name: choose another one.")
                                       : QString());
    m_start->setEnabled(least > 0 && !twice && !m_nameField->refused());
}

AuditRequest CompareDialog::request() const {
    AuditRequest out = m_shown;
    out.name = m_name->text().trimmed().toStdString();
    out.before = tickedOf(m_before);
    out.after = tickedOf(m_after);
    out.run = out.after.empty() ? std::string() : out.after.front();
    return out;
}

} // namespace evenspan::ui
