// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/behaviour_models.h"

#include <QLocale>

#include <algorithm>

namespace evenspan::ui {

QString behaviourKindText(BehaviourKind kind) {
    switch (kind) {
    case BehaviourKind::Minimum:
        return BehaviourModel::tr("Must mark");
    case BehaviourKind::Invariance:
        return BehaviourModel::tr("Must not change");
    case BehaviourKind::Direction:
        return BehaviourModel::tr("Surer or less sure");
    }
    return {};
}

QString textChangeText(TextChange change) {
    switch (change) {
    case TextChange::Lower:
        return BehaviourModel::tr("Small letters");
    case TextChange::Upper:
        return BehaviourModel::tr("Capital letters");
    case TextChange::Typos:
        return BehaviourModel::tr("Typing errors");
    case TextChange::Punctuation:
        return BehaviourModel::tr("Punctuation");
    case TextChange::Swap:
        return BehaviourModel::tr("Other names");
    case TextChange::Negated:
        return BehaviourModel::tr("Negated");
    }
    return {};
}

QString nameListText(const NameLists& names) {
    QStringList lines;
    for (const auto& [label, list] : names) {
        QStringList all;
        for (const std::string& name : list)
            all << QString::fromStdString(name);
        lines << QString(
            QString::fromStdString(label) % QStringLiteral(": ") % all.join(QStringLiteral("; ")));
    }
    return lines.join(QLatin1Char('\n'));
}

Result<NameLists> nameListOf(const QString& typed) {
    NameLists out;
    for (const QString& line : typed.split(QLatin1Char('\n'))) {
        if (line.trimmed().isEmpty())
            continue;
        const auto colon = line.indexOf(QLatin1Char(':'));
        const QString label = line.left(std::max<qsizetype>(0, colon)).trimmed();
        auto& list = out[label.toStdString()];
        for (const QString& name : line.mid(colon + 1).split(QLatin1Char(';')))
            if (!name.trimmed().isEmpty())
                list.push_back(name.trimmed().toStdString());
        if (colon <= 0 || label.isEmpty() || list.empty())
            return Error{ErrorCode::BadFormat, "This line is no list of names", line.toStdString(),
                "Write a label, a colon, and names with semicolons between: PER: Ana Ruiz; Bo "
                "Lind"};
    }
    return out;
}

void BehaviourModel::setTests(std::vector<BehaviourTest> tests) {
    beginResetModel();
    m_tests = std::move(tests);
    endResetModel();
}

void BehaviourModel::setReport(std::optional<BehaviourReport> report) {
    m_report = std::move(report);
    if (!m_tests.empty())
        Q_EMIT dataChanged(index(0, Outcome), index(int(m_tests.size()) - 1, Outcome));
}

const BehaviourResult* BehaviourModel::resultOf(int row) const {
    if (!m_report || row < 0 || row >= int(m_tests.size()))
        return nullptr;
    for (const BehaviourResult& result : m_report->results)
        if (result.name == m_tests[std::size_t(row)].name)
            return &result;
    return nullptr;
}

int BehaviourModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_tests.size());
}

int BehaviourModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant BehaviourModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || role != Qt::DisplayRole || index.row() >= int(m_tests.size()))
        return {};
    const BehaviourTest& test = m_tests[std::size_t(index.row())];
    switch (index.column()) {
    case Name:
        return QString::fromStdString(test.name);
    case Kind:
        return behaviourKindText(test.kind);
    case Text:
        return QString::fromStdString(writeMarked(test.text)).simplified();
    default:
        break;
    }
    const BehaviourResult* result = resultOf(index.row());
    if (!result)
        return tr("Not run");
    if (result->checks.empty())
        return tr("Nothing to change");
    if (result->passed())
        return tr("Passes");
    return result->checks.size() == 1
        ? tr("Fails")
        : tr("Fails %1 of %2").arg(result->failed()).arg(result->checks.size());
}

QVariant BehaviourModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Test");
    case Kind:
        return tr("Kind");
    case Text:
        return tr("Text");
    case Outcome:
        return tr("Outcome");
    default:
        return {};
    }
}

void ChecksModel::setResult(const BehaviourResult* result) {
    beginResetModel();
    m_checks.clear();
    if (result) {
        m_kind = result->kind;
        m_checks = result->checks;
        std::stable_partition(m_checks.begin(), m_checks.end(),
            [](const BehaviourCheck& check) { return !check.passed; });
    }
    endResetModel();
}

int ChecksModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_checks.size());
}

int ChecksModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant ChecksModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || role != Qt::DisplayRole || index.row() >= int(m_checks.size()))
        return {};
    const BehaviourCheck& check = m_checks[std::size_t(index.row())];
    const bool direction = m_kind == BehaviourKind::Direction;
    switch (index.column()) {
    case Outcome:
        return check.passed ? tr("Passes") : tr("Fails");
    case Change:
        return check.change ? textChangeText(*check.change) : QString();
    case Expected:
        return direction ? tr("Before: %1 %").arg(QLocale().toString(100 * check.before, 'f', 1))
                         : QString::fromStdString(writeMarked({check.text, check.expected}));
    case Found:
        return direction ? tr("Now: %1 %").arg(QLocale().toString(100 * check.after, 'f', 1))
                         : QString::fromStdString(writeMarked({check.text, check.found}));
    default:
        return {};
    }
}

QVariant ChecksModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Outcome:
        return tr("Outcome");
    case Change:
        return tr("Change");
    case Expected:
        return tr("Expected");
    case Found:
        return tr("Found");
    default:
        return {};
    }
}

} // namespace evenspan::ui
