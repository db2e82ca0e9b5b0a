// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audit/suite_rows_model.h"

#include <QObject>

namespace evenspan::ui {

// A suite that is shown or written: its two tables and what is said about it. Each edit is one that
// the project's history is to take back; whoever shows the suite keeps it.
class SuiteDocument : public QObject {
    Q_OBJECT
public:
    enum Fact { Name, Label, Language, Source, Licence, Date, Rule, Facts };

    SuiteDocument(const fairness::SuiteDraft& draft, bool editable, QObject* parent = nullptr);
    fairness::SuiteDraft draft() const;
    bool editable() const { return m_editable; }
    QString fact(Fact which) const { return m_facts[which]; }
    void setFact(Fact which, const QString& text); // an edit
    void addNames(const std::vector<fairness::DraftName>& names);
    void addTemplates(const std::vector<fairness::SuiteTemplate>& templates);
    // As it lies in the project now: no edit.
    void take(const fairness::SuiteDraft& draft);
    void setRemarks(fairness::DraftRemarks remarks);
    static QStringList nameTitles(); // of the columns
    static QStringList templateTitles();

    SuiteRowsModel* names() { return m_names; }
    SuiteRowsModel* templates() { return m_templates; }
    QString storedName; // under which it lies in the project; empty: it does not yet

Q_SIGNALS:
    void edited();
    void taken();

private:
    bool m_editable;
    QString m_facts[Facts];
    SuiteRowsModel* m_names;
    SuiteRowsModel* m_templates;
};

} // namespace evenspan::ui
