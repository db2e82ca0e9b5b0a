// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace evenspan::ui {

// Which keys stand for which label. A label's own key comes first, then the first free letter of
// its name, then any free digit or letter. From the 37th label on keys run out: then every label
// has two, its own pair or one with a first letter from its name where that can be.
class LabelKeys {
public:
    struct Label {
        QString name;
        QString key; // chosen by the user, or empty
    };
    void assign(const std::vector<Label>& labels);
    const QString& keyOf(int label) const { return m_keys[std::size_t(label)]; }
    int size() const { return int(m_keys.size()); }
    int keyLength() const { return m_length; } // of every key: 1 or 2

    // A typed character. The label it completes; nothing where it began a pair or means nothing.
    std::optional<int> type(QChar typed);
    bool pending() const { return !m_typed.isEmpty(); } // half a pair is typed
    QString typed() const { return m_typed; }
    void drop() { m_typed.clear(); }

private:
    std::vector<QString> m_keys;
    QString m_typed;
    int m_length = 1;
};

} // namespace evenspan::ui
