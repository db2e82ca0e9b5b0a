// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/rules/propagate.h"
#include "ui/common/dialog.h"
#include "ui/shell/workbench.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;

// The places that propagation found, each with a tick.
class PlacesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Text, Document, Note, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setPlaces(std::vector<Place> places); // those with a conflict start without a tick
    std::vector<Place> ticked() const;
    int tickedCount() const { return m_count; }
    void tickAll(bool yes);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<Place> m_places;
    std::vector<bool> m_ticks;
    int m_count = 0;
};

// Shows where else a text stands and labels what is ticked, as one undo step.
class PropagateDialog : public Dialog {
    Q_OBJECT
public:
    // `filter`: what the navigator shows; `document`: the one on the canvas.
    PropagateDialog(Workbench& workbench, std::string text, std::string label, DocumentId document,
        store::DocumentFilter filter, QWidget* parent = nullptr);
    ~PropagateDialog() override;

    // Those that are chosen in the list: a scope of its own where there are several.
    void setChosen(std::vector<DocumentId> documents);
    // What the places say beside their label.
    void setAttributes(std::map<std::string, std::string> attributes) {
        m_attributes = std::move(attributes);
    }

Q_SIGNALS:
    void labelled(qint64 places);

private:
    void look();
    void showCount();
    void apply();

    Workbench& m_workbench;
    const std::string m_text, m_label;
    const DocumentId m_document;
    const store::DocumentFilter m_filter;
    std::vector<DocumentId> m_chosen;
    std::map<std::string, std::string> m_attributes;
    QComboBox* m_scope;
    QComboBox* m_as;
    QCheckBox* m_whole;
    QCheckBox* m_case;
    QLabel* m_facts;
    ErrorBanner* m_banner;
    PlacesModel* m_model;
    DataTable* m_table;
    QPushButton* m_ok;
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
