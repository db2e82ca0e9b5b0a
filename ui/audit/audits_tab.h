// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_history.h"

#include <QWidget>

class QComboBox;
class QScrollArea;

namespace evenspan::ui {

class DataTable;
class FiguresModel;

// The lowest group against all text: of each run that was asked the same question, so that runs can
// be compared, or of every audit of the project. Enter opens one.
class AuditsTab : public QWidget {
    Q_OBJECT
public:
    explicit AuditsTab(QWidget* parent);
    void showHistory(AuditHistory history);
    // 0: every audit; else a question, in the order of AuditHistory::questions.
    void showQuestion(int at);
    QWidget* focusTarget();
    FiguresModel* model() const { return m_model; }

Q_SIGNALS:
    void auditWanted(const QString& name);

private:
    const std::vector<AuditLine>& lines() const;
    void showLines();

    AuditHistory m_history;
    QComboBox* m_question;
    QScrollArea* m_scroll;
    FiguresModel* m_model;
    DataTable* m_table;
};

} // namespace evenspan::ui
