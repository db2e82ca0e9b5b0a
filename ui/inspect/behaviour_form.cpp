// SPDX-License-Identifier: GPL-3.0-or-later
// The form of one test of behaviour, and the files that tests come from and go to.
#include "core/base/files.h"
#include "ui/common/data_table.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/behaviour_tab.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {
constexpr std::size_t kMostBytes = 64u << 20; // of a file of tests
} // namespace

void BehaviourTab::buildForm(QWidget* form) {
    m_name->setAccessibleName(tr("Name of the test"));
    m_kind->setAccessibleName(tr("Kind of test"));
    for (const auto kind :
        {BehaviourKind::Minimum, BehaviourKind::Invariance, BehaviourKind::Direction})
        m_kind->addItem(behaviourKindText(kind), int(kind));
    m_text->setAccessibleName(tr("Text of the test"));
    for (QLineEdit* edit : {m_text, m_other}) {
        edit->setPlaceholderText(tr("[Words](LABEL) of the text, marked"));
        edit->setToolTip(tr("An entity stands in square brackets, its label in round ones right "
                            "behind it; \\[ is a bracket of the text"));
    }
    auto* grid = new QGridLayout(m_changes);
    grid->setContentsMargins(0, 0, 0, 0);
    int place = 0;
    for (const TextChange change : kAllTextChanges) {
        auto* box = new QCheckBox(textChangeText(change), m_changes);
        box->setChecked(change != TextChange::Swap);
        grid->addWidget(box, place / 2, place % 2);
        m_boxes.emplace_back(change, box);
        ++place;
        if (change == TextChange::Swap)
            connect(box, &QCheckBox::toggled, this, &BehaviourTab::showForm);
    }
    m_names->setAccessibleName(tr("Other names"));
    m_names->setPlaceholderText(tr("PER: Ana Ruiz; Bo Lind"));
    m_names->setToolTip(tr("The names that are put in, a line for each label; without any, those "
                           "of the project"));
    m_names->setTabChangesFocus(true);
    m_names->setFixedHeight(QFontMetrics(m_names->font()).lineSpacing() * 2 + space(this, 4));
    grid->addWidget(m_names, (place + 1) / 2, 0, 1, 2);
    m_other->setAccessibleName(tr("The other text"));
    m_expect->setAccessibleName(tr("What is expected in the other text"));
    m_expect->addItems({tr("Surer there"), tr("Less sure there")});
    m_least->setRange(0, 1);
    m_least->setSingleStep(0.05);
    m_least->setDecimals(3);
    m_least->setAccessibleName(tr("Least difference"));
    m_least->setToolTip(tr("By how much the probability must rise or fall at least; 0: at all"));
    auto* least = new QLabel(tr("By at least"), m_direction);
    least->setBuddy(m_least);
    auto* two = new QGridLayout(m_direction);
    two->setContentsMargins(0, 0, 0, 0);
    two->addWidget(m_other, 0, 0, 1, 3);
    two->addWidget(m_expect, 1, 0);
    two->addWidget(least, 1, 1);
    two->addWidget(m_least, 1, 2);
    two->setColumnStretch(0, 1);
    auto* fields = new QFormLayout(form);
    fields->setContentsMargins(0, space(this, 2), space(this, 3), 0);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    fields->addRow(tr("Name"), m_name);
    fields->addRow(tr("Kind"), m_kind);
    fields->addRow(tr("Text"), m_text);
    fields->addRow(m_changes);
    fields->addRow(m_direction);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 2));
    for (QPushButton* button : {m_add, m_save, m_remove}) {
        button->setAccessibleName(button->text());
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    fields->addRow(buttons);
}

void BehaviourTab::showForm() {
    const auto kind = BehaviourKind(m_kind->currentData().toInt());
    m_changes->setVisible(kind == BehaviourKind::Invariance);
    m_names->setVisible(std::ranges::any_of(m_boxes,
        [](const auto& one) { return one.first == TextChange::Swap && one.second->isChecked(); }));
    m_direction->setVisible(kind == BehaviourKind::Direction);
}

BehaviourTest BehaviourTab::typed(Result<void>& sound) const {
    BehaviourTest test;
    test.name = m_name->text().trimmed().toStdString();
    test.kind = BehaviourKind(m_kind->currentData().toInt());
    const auto read = [&](const QLineEdit* edit, MarkedText& into) {
        auto text = parseMarked(edit->text().toStdString());
        if (text)
            into = std::move(*text);
        else
            sound = text.error();
    };
    read(m_text, test.text);
    if (test.kind == BehaviourKind::Invariance)
        for (const auto& [change, box] : m_boxes)
            if (box->isChecked())
                test.changes.push_back(change);
    if (std::ranges::find(test.changes, TextChange::Swap) != test.changes.end()) {
        if (auto names = nameListOf(m_names->toPlainText()))
            test.names = std::move(*names);
        else
            sound = names.error();
    }
    if (test.kind == BehaviourKind::Direction) {
        read(m_other, test.other);
        test.rises = m_expect->currentIndex() == 0;
        test.least = m_least->value();
    }
    if (sound)
        sound = checkBehaviourTest(test);
    return test;
}

void BehaviourTab::importFile() {
    const QString path = m_dialogs->openFile(
        this, tr("Import tests"), tr("Tests of behaviour (*.json);;All files (*)"));
    if (path.isEmpty())
        return;
    m_banner->clear();
    using Tests = std::vector<BehaviourTest>;
    if (m_ticket) // what it would bring is older than what comes now
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<Tests>(
        [file = path.toStdString()](store::Reader&, std::stop_token) -> Result<Tests> {
            auto bytes = readFile(file, kMostBytes);
            if (!bytes)
                return bytes.error();
            return behaviourTestsFromJson(*bytes);
        },
        [this](Result<Tests> read) {
            m_ticket = 0;
            if (!read)
                return m_banner->showError(read.error());
            auto tests = m_model->tests();
            const std::size_t all = read->size();
            const std::size_t same = mergeBehaviourTests(tests, std::move(*read));
            m_said = tr("%n tests read, %1 of them here already", nullptr, int(all)).arg(same);
            if (same == all)
                return showState();
            m_before = m_model->tests();
            const int row = int(m_before->size());
            keep(std::move(tests), row);
        });
}

void BehaviourTab::exportFile() {
    const QString path = m_dialogs->saveFile(
        this, tr("Export tests"), QStringLiteral("tests.json"), tr("Tests of behaviour (*.json)"));
    if (path.isEmpty())
        return;
    m_banner->clear();
    if (auto written = writeFileAtomic(path.toStdString(), behaviourTestsToJson(m_model->tests()));
        !written)
        return m_banner->showError(written.error());
    m_said = tr("%n tests written", nullptr, int(m_model->tests().size()));
    showState();
}

} // namespace evenspan::ui
