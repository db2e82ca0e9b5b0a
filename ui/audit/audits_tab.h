// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/audit_result.h"

#include <QWidget>

class QScrollArea;

namespace evenspan::ui {

class DataTable;
class FiguresModel;

// All audits of the project, the newest first: the lowest group of each against all its text.
// Enter opens one.
class AuditsTab : public QWidget {
    Q_OBJECT
public:
    // Of an audit, what the list shows.
    struct Line {
        std::string name, run, split, worstGroup;
        std::int64_t time = 0;
        fairness::AuditMeasure f1, worst;
        std::string measure; // of `worst`
    };
    explicit AuditsTab(QWidget* parent);
    void showAudits(std::vector<Line> lines);
    QWidget* focusTarget();
    FiguresModel* model() const { return m_model; }

Q_SIGNALS:
    void auditWanted(const QString& name);

private:
    std::vector<Line> m_lines;
    QScrollArea* m_scroll;
    FiguresModel* m_model;
    DataTable* m_table;
};

} // namespace evenspan::ui
