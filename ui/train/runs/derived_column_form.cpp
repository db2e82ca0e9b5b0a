// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs/derived_column_form.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/runs/column_mistake.h"
#include "ui/train/runs/run_table_model.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace evenspan::ui {

DerivedColumnForm::DerivedColumnForm(QWidget* parent)
    : QWidget(parent)
    , m_name(new QLineEdit(this))
    , m_formula(new QLineEdit(this))
    , m_insert(new QToolButton(this))
    , m_done(new QPushButton(tr("Add column"), this))
    , m_said(mutedLabel({}, this)) {
    m_name->setPlaceholderText(tr("Name, such as f1_per_minute"));
    m_name->setAccessibleName(tr("Name of the column"));
    m_name->setMaxLength(40);
    m_name->installEventFilter(this);
    m_formula->setPlaceholderText(tr("Formula, such as test_f1 / minutes"));
    m_formula->setAccessibleName(tr("Formula of the column"));
    m_formula->setMaxLength(1000);
    m_formula->installEventFilter(this);
    m_insert->setText(tr("Insert"));
    m_insert->setToolTip(tr("Put the name of a column into the formula"));
    m_insert->setAccessibleName(m_insert->toolTip());
    m_insert->setPopupMode(QToolButton::InstantPopup);
    m_insert->setAutoRaise(true);
    auto* names = new QMenu(m_insert);
    names->setAccessibleName(tr("Columns for the formula"));
    m_insert->setMenu(names);
    m_said->setWordWrap(true);
    m_said->setAccessibleName(tr("What the formula gives"));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* equals = new QLabel(QStringLiteral("="), this);
    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 2));
    row->addWidget(m_name, 1);
    row->addWidget(equals);
    row->addWidget(m_formula, 3);
    row->addWidget(m_insert);
    row->addWidget(m_done);
    row->addWidget(cancel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 1));
    column->addLayout(row);
    column->addWidget(m_said);
    connect(names, &QMenu::aboutToShow, this, [this, names] { fillNames(names); });
    connect(m_name, &QLineEdit::textChanged, this, &DerivedColumnForm::check);
    connect(m_formula, &QLineEdit::textChanged, this, &DerivedColumnForm::check);
    connect(m_name, &QLineEdit::returnPressed, this, &DerivedColumnForm::finish);
    connect(m_formula, &QLineEdit::returnPressed, this, &DerivedColumnForm::finish);
    connect(m_done, &QPushButton::clicked, this, &DerivedColumnForm::finish);
    connect(cancel, &QPushButton::clicked, this, &DerivedColumnForm::cancelled);
}

void DerivedColumnForm::open(std::vector<RunColumn> before, std::vector<RunColumn> taken,
    const TableRun* sample, const DerivedColumn& column) {
    m_before = std::move(before);
    m_taken = std::move(taken);
    m_sample = sample ? sample->numbers : std::map<std::string, double>();
    m_sampleName = sample ? QString::fromStdString(sample->row.name) : QString();
    m_done->setText(column.name.empty() ? tr("Add column") : tr("Change column"));
    m_name->setText(QString::fromStdString(column.name));
    m_formula->setText(QString::fromStdString(column.formula));
    check();
    show();
    (column.name.empty() ? m_name : m_formula)->setFocus();
}

DerivedColumn DerivedColumnForm::column() const {
    return {m_name->text().trimmed().toStdString(), m_formula->text().trimmed().toStdString()};
}

// A formula that is not begun is no mistake yet.
void DerivedColumnForm::check() {
    const DerivedColumn made = column();
    m_sound = false;
    const auto say = [this](const QString& text) {
        m_said->setText(text);
        m_done->setEnabled(m_sound);
    };
    if (made.formula.empty())
        return say(tr("Columns of numbers, + - * / // % **, comparisons, and abs, ceil, exp, "
                      "floor, if(condition, a, b), log, max, min, round, sqrt. F1, precision and "
                      "recall count in percent."));
    DerivedColumn tried = made;
    if (tried.name.empty())
        tried.name = "_"; // the formula is looked at while the name is still to come
    auto mistake = columnMistake(tried, m_before);
    if (!mistake && std::any_of(m_taken.begin(), m_taken.end(), [&](const RunColumn& one) {
            return one.id == made.name;
        }))
        mistake = ColumnMistake{ColumnMistake::Fault::NameTaken, made.name, {}, {}};
    if (mistake)
        return say(columnMistakeText(*mistake));
    m_sound = !made.name.empty();
    const auto formula = Formula::parse(made.formula);
    const auto value = formula->value([this](const std::string& name) -> std::optional<double> {
        const auto found = m_sample.find(name);
        return found == m_sample.end() ? std::nullopt : std::optional(found->second);
    });
    if (m_sampleName.isEmpty())
        return say({});
    RunColumn shown;
    shown.part = RunColumn::Derived;
    say(value ? tr("%1 for %2").arg(RunTableModel::valueText(shown, *value), m_sampleName)
              : tr("No value for %1: something that it needs is not known, or it divides by 0")
                    .arg(m_sampleName));
}

void DerivedColumnForm::finish() {
    if (m_sound)
        return Q_EMIT made();
    (m_name->text().trimmed().isEmpty() ? m_name : m_formula)->setFocus();
}

void DerivedColumnForm::fillNames(QMenu* menu) {
    menu->clear();
    QMenu* recipe = nullptr;
    for (const RunColumn& column : m_before) {
        if (column.kind != RunColumn::Number)
            continue;
        if (column.part == RunColumn::Recipe && !recipe)
            recipe = menu->addMenu(tr("Recipe"));
        const QString id = QString::fromStdString(column.id);
        QAction* action = (column.part == RunColumn::Recipe ? recipe : menu)->addAction(id);
        connect(action, &QAction::triggered, this, [this, id] {
            m_formula->insert(id);
            m_formula->setFocus();
        });
    }
}

bool DerivedColumnForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace evenspan::ui
