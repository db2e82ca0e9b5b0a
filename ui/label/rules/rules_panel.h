// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/rules/rule_set.h"
#include "ui/shell/workbench.h"

#include <QStyledItemDelegate>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

class MainWindow;

// Where rules may look: the document on the canvas and what the navigator shows.
struct RuleScope {
    DocumentId document; // 0: none
    store::DocumentFilter filter;
};

// One rule: its switch, its name and share of right suggestions, below them what it is and the
// interval of that share.
class RuleDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { Note = Qt::UserRole + 1, Share, Low, High };
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
        const QModelIndex& index) override; // a click on the switch

private:
    QRect switchRect(const QStyleOptionViewItem& option) const;
};

// The rules of the project. Space switches one on or off, Enter opens it, Delete archives it.
class RulesPanel : public QWidget {
    Q_OBJECT
public:
    RulesPanel(MainWindow& window, std::function<RuleScope()> scope, QWidget* parent = nullptr);
    ~RulesPanel() override;

    void bringForward(); // its tab to the front, the list in focus
    void add();
    void importFile();
    void exportFile();
    void suggest(std::vector<std::int64_t> rules = {}); // empty: all that are on
    const std::vector<RuleSummary>& rules() const { return m_rules; }
    QListWidget* list() const { return m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void load();
    void fill();
    void open(std::int64_t id);
    void switchRule(int row, bool enabled);
    void archive(int row);
    void menu(const QPoint& at);
    void change(std::function<Result<void>(store::Writer&)> body, const QString& done);
    void sayWithUndo(const QString& text);

    MainWindow& m_window;
    Workbench& m_workbench;
    std::function<RuleScope()> m_scope;
    QListWidget* m_list;
    QLabel* m_empty;
    QLabel* m_problem;
    QPushButton* m_add;
    QPushButton* m_import;
    QPushButton* m_suggest;
    std::vector<RuleSummary> m_rules;
    bool m_stale = true, m_filling = false;
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

// The panel's commands in the menu, the palette of commands and the list of keys.
void addRuleActions(MainWindow& window);

} // namespace evenspan::ui
