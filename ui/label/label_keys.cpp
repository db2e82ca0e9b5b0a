// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/label_keys.h"

#include <QSet>

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
    if (labels.size() > std::size_t(kAll.size())) {
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const QString letters = candidates(labels[i].name);
            for (const QChar first : letters) {
                for (const QChar second : letters)
                    if (const QString pair = QString(first) % second;
                        m_keys[i].isEmpty() && !taken.contains(pair)) {
                        m_keys[i] = pair;
                        taken.insert(pair);
                    }
                if (!m_keys[i].isEmpty())
                    break;
            }
        }
        return;
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const QString own = labels[i].key.toLower();
        if (own.size() == 1 && isKey(own.at(0)) && !taken.contains(own)) {
            m_keys[i] = own;
            taken.insert(own);
        }
    }
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (const QChar c : candidates(labels[i].name))
            if (m_keys[i].isEmpty() && !taken.contains(QString(c))) {
                m_keys[i] = c;
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
