// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/rules/rule_search.h"
#include "ui/label/rules/rules_panel.h"
#include "ui/shell/workbench.h"

#include <QAbstractTableModel>
#include <QDialog>
#include <QTimer>

#include <atomic>
#include <memory>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class ProgressStrip;

// What each rule found.
class RuleCountsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Label, Fresh, Present, Rejected, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setCounts(std::vector<RuleCount> counts);
    const RuleCount* count(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<RuleCount> m_counts;
};

// Counts what rules find in a scope, shows examples, then suggests it in one undo step.
class RulesDialog : public QDialog {
    Q_OBJECT
public:
    // `rules` empty: all that are on.
    RulesDialog(Workbench& workbench, RuleScope scope, std::vector<std::int64_t> rules,
        QWidget* parent = nullptr);
    ~RulesDialog() override;
    void reject() override; // stops what runs

Q_SIGNALS:
    void suggested(qint64 places);

private:
    void look();
    void showFindings(Result<RuleFindings> found);
    void showExamples(int row);
    void apply();
    void run(const QString& text);
    void rest(const QString& text);

    Workbench& m_workbench;
    const RuleScope m_scope;
    const std::vector<std::int64_t> m_rules;
    QComboBox* m_where;
    ErrorBanner* m_banner;
    RuleCountsModel* m_model;
    DataTable* m_table;
    QLabel* m_about;
    QListWidget* m_examples;
    ProgressStrip* m_strip;
    QLabel* m_facts;
    QPushButton* m_ok;
    std::shared_ptr<RuleFindings> m_findings;
    std::shared_ptr<std::atomic<int>> m_thousandths = std::make_shared<std::atomic<int>>(0);
    std::stop_source m_stop;
    bool m_applying = false;
    QTimer m_ticking;
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
