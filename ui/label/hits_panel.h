// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QAbstractListModel>
#include <QWidget>

class QListView;
class QToolButton;

namespace evenspan::ui {

// Places in texts that a filter hit, each with what stands around it.
class HitsModel : public QAbstractListModel {
    Q_OBJECT
public:
    // What the delegate paints beside the display text, which holds all of it in one line.
    enum Role { DocumentRole = Qt::UserRole + 1, BeforeRole, HitRole, AfterRole };
    struct Hit {
        store::TextHit place;
        QString document; // its name
    };
    using QAbstractListModel::QAbstractListModel;
    void setHits(std::vector<Hit> hits);
    const Hit* hit(int row) const; // null: no such row

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<Hit> m_hits;
};

// The hits of the filter in force, under the list of documents; folds, and hides where the filter
// asks for no text. Reads in the background; only the answer to the newest filter is shown.
class HitsPanel : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kShown = 500; // places; more are said, not listed

    explicit HitsPanel(Workbench& workbench, QWidget* parent = nullptr);
    ~HitsPanel() override;
    void setFilter(const store::DocumentFilter& filter);
    QListView* list() const { return m_list; }
    // Whether a query asks for words of the text.
    static bool asksForText(const store::QueryNode& node);

Q_SIGNALS:
    void placeChosen(evenspan::DocumentId document, evenspan::CodePointRange range);
    void failed(const evenspan::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();
    void fold(bool folded);
    void choose(int row);

    Workbench& m_workbench;
    QToolButton* m_head;
    HitsModel* m_model;
    QListView* m_list;
    store::DocumentFilter m_filter;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
