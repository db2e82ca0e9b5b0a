// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/facet_tree.h"
#include "ui/inspect/inspect_tab.h"

class QLineEdit;
class QPushButton;
class QLabel;
class QStackedWidget;

namespace evenspan::ui {

class DataTable;
class ElidedLabel;
class MentionView;
class MentionsModel;

// Every mention with what became of it: filters with counts at the left, the mentions in the
// middle, the sentence of the chosen one below. Filters and orders are worked out on another
// thread; only the newest answer is shown.
class ErrorsTab : public InspectTab {
    Q_OBJECT
public:
    ErrorsTab(Workbench& workbench, QWidget* parent);
    ~ErrorsTab() override;

    void showInspection(const InspectionPtr& inspection) override;
    void showOnly(const MentionFilter& filter) override;
    QWidget* focusTarget() override;
    bool goUp() override; // drops the filter

    MentionFilter filter() const;
    bool waiting() const { return m_ticket != 0; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Answer {
        std::vector<std::uint32_t> rows;
        std::vector<FacetTree::Facet> facets;
    };
    static Answer answer(
        const MentionTable& table, const MentionFilter& filter, const std::string& by, bool down);
    void ask();
    void take(Answer answer);
    void showChosen();
    void open(int row);
    void makeTest();

    Workbench& m_workbench;
    FacetTree* m_facets;
    QLineEdit* m_search;
    ElidedLabel* m_count;
    QPushButton* m_clear;
    QPushButton* m_filters; // shows the filters, or gives their room to the mentions
    bool m_short = false; // of room
    DataTable* m_table;
    MentionsModel* m_model;
    QStackedWidget* m_middle; // the table, or why it is empty
    ElidedLabel* m_where;
    MentionView* m_view;
    QPushButton* m_open;
    QPushButton* m_test;
    std::optional<std::pair<std::string, std::string>> m_word; // of the filter
    std::optional<std::pair<std::int64_t, CodePointRange>> m_keep; // to choose again
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
