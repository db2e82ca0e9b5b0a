// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/rules/rule_search.h"
#include "ui/label/rules/rules_panel.h"
#include "ui/shell/workbench.h"

#include <QDialog>
#include <QTimer>

#include <atomic>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace evenspan::ui {

class ErrorBanner;

// Adds or changes one rule. While it is written, the places that it finds in the document on the
// canvas stand beside it, and their number in the documents shown.
class RuleEditor : public QDialog {
    Q_OBJECT
public:
    RuleEditor(Workbench& workbench, RuleScope scope, std::int64_t id, QWidget* parent = nullptr);
    ~RuleEditor() override;

    // The rule as the form has it; an error says what is missing.
    Result<rules::Rule> rule() const;

Q_SIGNALS:
    void saved(const QString& name);
    void previewed(); // both counts are there

private:
    QWidget* buildForm();
    QWidget* buildPreview();
    void take(const rules::Rule& rule, bool enabled);
    void edited();
    void showMistake(const Error* error); // null: there is none
    void preview();
    void countAll();
    void save();
    void drop(Workbench::Ticket& ticket);

    Workbench& m_workbench;
    const RuleScope m_scope;
    const std::int64_t m_id; // 0: a new one
    bool m_enabled = true;
    // A list too long to be written in a form; it stays as it is, its switches may change.
    std::vector<std::string> m_longList;
    ErrorBanner* m_banner;
    QLineEdit* m_name;
    QComboBox* m_label;
    QComboBox* m_kind;
    QStackedWidget* m_bodies;
    QPlainTextEdit* m_phrases;
    QCheckBox* m_phraseCase;
    QCheckBox* m_wholeWord;
    QLineEdit* m_pattern;
    QCheckBox* m_patternCase;
    QSpinBox* m_group;
    QPlainTextEdit* m_tokens;
    QLabel* m_mistake;
    QLabel* m_here;
    QLabel* m_all;
    QListWidget* m_hits;
    QPushButton* m_save;
    QTimer m_typing, m_ticking;
    std::shared_ptr<std::atomic<int>> m_percent;
    Workbench::Ticket m_loadTicket = 0, m_labelsTicket = 0, m_ticket = 0, m_countTicket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
