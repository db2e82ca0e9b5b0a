// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/label_keys.h"

#include <QSet>

#include <algorithm>

namespace evenspan::ui {

namespace {

const QString kAll = QStringLiteral("1234567890abcdefghijklmnopqrstuvwxyz");

bool isKey(QChar c) {
    return kAll.contains(c);
}

// Letters and digits of a name that can be keys, in order, then all others.
QString candidates(const QString& name) {
    QString out;
    const QString all = name.toLower() + kAll;
    for (const QChar c : all)
        if (isKey(c) && !out.contains(c))
            out += c;
    return out;
}

} // namespace

void LabelKeys::assign(const std::vector<Label>& labels) {
    m_typed.clear();
    m_keys.assign(labels.size(), {});
    QSet<QString> taken;
    m_length = labels.size() > std::size_t(kAll.size()) ? 2 : 1;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const QString own = labels[i].key.toLower();
        if (own.size() == m_length && std::all_of(own.begin(), own.end(), isKey)
            && !taken.contains(own)) {
            m_keys[i] = own;
            taken.insert(own);
        }
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!m_keys[i].isEmpty())
            continue;
        const QString letters = candidates(labels[i].name);
        const QString seconds = m_length == 2 ? letters : QStringLiteral(" ");
        for (const QChar first : letters) {
            for (const QChar second : seconds)
                if (const QString key = m_length == 2 ? QString(first) % second : QString(first);
                    m_keys[i].isEmpty() && !taken.contains(key))
                    m_keys[i] = key;
            if (!m_keys[i].isEmpty())
                break;
        }
        taken.insert(m_keys[i]);
    }
}

std::optional<int> LabelKeys::type(QChar typed) {
    const QString now = m_typed % typed.toLower();
    m_typed.clear();
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (m_keys[i] == now)
            return int(i);
        if (!m_keys[i].isEmpty() && m_keys[i].startsWith(now))
            m_typed = now;
    }
    return std::nullopt;
}

} // namespace evenspan::ui
