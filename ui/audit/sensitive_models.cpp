// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/sensitive_models.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace evenspan::ui {

namespace {

QString timeText(std::int64_t milliseconds) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds), QLocale::ShortFormat);
}

// A cell that says nothing says so.
QString orDash(const std::string& text) {
    return text.empty() ? QStringLiteral("–") : QString::fromStdString(text);
}

bool isHead(int section, Qt::Orientation orientation, int role) {
    return orientation == Qt::Horizontal && role == Qt::DisplayRole && section >= 0;
}

} // namespace

QString SensitiveKeysModel::keyText(const std::string& key) {
    const auto colon = key.find(':');
    const QString name = QString::fromStdString(key.substr(colon + 1));
    return key.starts_with("attribute:") ? tr("%1 (mentions)").arg(name)
                                         : tr("%1 (documents)").arg(name);
}

void SensitiveKeysModel::setAttributes(std::vector<SensitiveAttribute> all) {
    beginResetModel();
    m_all = std::move(all);
    endResetModel();
}

int SensitiveKeysModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_all.size());
}

int SensitiveKeysModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 4;
}

QVariant SensitiveKeysModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (!isHead(section, orientation, role))
        return {};
    switch (section) {
    case Attribute:
        return tr("Attribute");
    case State:
        return tr("Audits by it");
    case Purpose:
        return tr("Purpose");
    default:
        return tr("Since");
    }
}

QVariant SensitiveKeysModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || role != Qt::DisplayRole)
        return {};
    const auto& one = at(index.row());
    switch (index.column()) {
    case Attribute:
        return keyText(one.key);
    case State:
        return one.state == SensitiveState::Allowed ? tr("allowed")
            : one.state == SensitiveState::Deleted  ? tr("refused: values deleted")
                                                    : tr("refused");
    case Purpose:
        return orDash(one.purpose);
    default:
        return timeText(one.time);
    }
}

void SensitiveLogModel::setLines(std::vector<SensitiveAccess> oldestFirst) {
    beginResetModel();
    m_lines = std::move(oldestFirst);
    std::reverse(m_lines.begin(), m_lines.end());
    endResetModel();
}

int SensitiveLogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_lines.size());
}

int SensitiveLogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 5;
}

QVariant SensitiveLogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (!isHead(section, orientation, role))
        return {};
    switch (section) {
    case When:
        return tr("When");
    case What:
        return tr("What happened");
    case Attribute:
        return tr("Attribute");
    case Purpose:
        return tr("Purpose");
    default:
        return tr("Audit");
    }
}

QVariant SensitiveLogModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || role != Qt::DisplayRole)
        return {};
    const auto& line = m_lines[std::size_t(index.row())];
    switch (index.column()) {
    case When:
        return timeText(line.time);
    case What:
        return line.what == "marked" ? tr("called sensitive")
            : line.what == "allowed" ? tr("allowed for a purpose")
            : line.what == "audit"   ? tr("looked at")
            : line.what == "deleted" ? tr("values deleted")
                                     : QString::fromStdString(line.what);
    case Attribute:
        return SensitiveKeysModel::keyText(line.key);
    case Purpose:
        return orDash(line.purpose);
    default:
        return orDash(line.audit);
    }
}

} // namespace evenspan::ui
