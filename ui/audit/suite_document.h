// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audit/suite_rows_model.h"

#include <QObject>
#include <QUndoStack>

namespace evenspan::ui {

// A suite that is shown or written: its two tables, what is said about it, and every step of its
// writing, which can be taken back as long as the project is open.
class SuiteDocument : public QObject {
    Q_OBJECT
public:
    enum Fact { Name, Label, Language, Source, Licence, Date, Rule, Facts };

    SuiteDocument(const fairness::SuiteDraft& draft, bool editable, QObject* parent = nullptr);
    fairness::SuiteDraft draft() const;
    bool editable() const { return m_editable; }
    QString fact(Fact which) const { return m_facts[which]; }
    void setFact(Fact which, const QString& text); // a step
    void addNames(const std::vector<fairness::DraftName>& names, const QString& what);
    void addTemplates(const std::vector<fairness::SuiteTemplate>& templates, const QString& what);
    void setRemarks(fairness::DraftRemarks remarks);
    static QStringList nameTitles(); // of the columns
    static QStringList templateTitles();

    QUndoStack* undoStack() { return &m_undo; }
    SuiteRowsModel* names() { return m_names; }
    SuiteRowsModel* templates() { return m_templates; }
    QString storedName; // under which it lies in the project; empty: it does not yet

Q_SIGNALS:
    void edited();

private:
    QUndoStack m_undo;
    bool m_editable;
    QString m_facts[Facts];
    SuiteRowsModel* m_names;
    SuiteRowsModel* m_templates;
};

} // namespace evenspan::ui
