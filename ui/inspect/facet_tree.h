// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/mention_table.h"

#include <QTreeWidget>

#include <map>
#include <vector>

namespace evenspan::ui {

// How many mentions each value of each feature has, and the share of them that is right. Ticking
// values filters: any of the ticked values of a feature, all features together.
class FacetTree : public QTreeWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kValues = 40; // of a feature that are listed, the commonest

    struct Facet {
        std::string column;
        std::vector<TableGroup> groups; // of what the other features let pass
    };
    explicit FacetTree(QWidget* parent = nullptr);
    // `score`: which one the bands of scores are of, as a heading says it.
    void setFacets(const std::vector<Facet>& facets, bool gold, const QString& score);
    // Ticked values stand even where they have no mention left.
    void setWanted(const std::map<std::string, std::set<std::string>>& wanted);
    const std::map<std::string, std::set<std::string>>& wanted() const { return m_wanted; }

Q_SIGNALS:
    void wantedChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void ticked(QTreeWidgetItem* item);
    void showSign(QTreeWidgetItem* item) const;
    std::map<std::string, std::set<std::string>> m_wanted;
    std::map<std::string, bool> m_open;
    bool m_filling = false;
};

} // namespace evenspan::ui
