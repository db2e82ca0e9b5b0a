// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/documents_model.h"

#include "ui/common/data_table.h"
#include "ui/common/theme.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include <algorithm>

namespace evenspan::ui {

QString stateText(DocumentState state) {
    switch (state) {
    case DocumentState::Unseen:
        return DocumentsModel::tr("Unseen");
    case DocumentState::Suggested:
        return DocumentsModel::tr("Suggested");
    case DocumentState::InWork:
        return DocumentsModel::tr("In work");
    case DocumentState::Done:
        return DocumentsModel::tr("Done");
    case DocumentState::Reviewed:
        return DocumentsModel::tr("Reviewed");
    case DocumentState::Disputed:
        return DocumentsModel::tr("Disputed");
    }
    return {};
}

QString splitText(const QString& split) {
    if (split.isEmpty())
        return DocumentsModel::tr("No split");
    if (split == QLatin1String("train"))
        return DocumentsModel::tr("Train");
    if (split == QLatin1String("validation"))
        return DocumentsModel::tr("Validation");
    if (split == QLatin1String("test"))
        return DocumentsModel::tr("Test");
    return split;
}

QString searchingText(qint64 found, int percent) {
    return DocumentsModel::tr("%Ln found, %1 % of the texts read", nullptr, int(found))
        .arg(percent);
}

DocumentsModel::DocumentsModel(Workbench& workbench, QObject* parent)
    : QAbstractTableModel(parent)
    , m_workbench(workbench) {
    m_looking.setInterval(150);
    connect(&m_looking, &QTimer::timeout, this, &DocumentsModel::look);
}

DocumentsModel::~DocumentsModel() {
    dropQuestions();
}

void DocumentsModel::dropQuestions() {
    if (m_idsTicket)
        m_workbench.forget(m_idsTicket);
    m_idsTicket = 0;
    m_progress.reset();
    m_looking.stop();
    m_looks = 0;
    m_begun = false;
    for (auto* asked : {&m_asked, &m_askedMeasures}) {
        for (const Workbench::Ticket ticket : std::as_const(*asked))
            m_workbench.forget(ticket);
        asked->clear();
    }
}

void DocumentsModel::setFilter(const store::DocumentFilter& filter) {
    setFilter(filter, std::nullopt);
}

void DocumentsModel::setFilter(
    const store::DocumentFilter& filter, const std::optional<store::DocumentOrder>& order) {
    m_filter = filter;
    const store::DocumentOrder before = this->order();
    m_wordOrder = order;
    if (!(before == this->order()))
        showOrder();
    reload();
}

void DocumentsModel::sort(int column, Qt::SortOrder direction) {
    const auto order = column < 0 ? std::optional(store::DocumentOrder{})
                                  : orderOf(column, direction == Qt::DescendingOrder);
    if (!order || *order == this->order())
        return;
    m_order = *order;
    m_wordOrder.reset(); // the click came last
    showOrder();
    reload();
}

void DocumentsModel::showOrder() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

namespace {

using Key = store::DocumentOrder::Key;
constexpr const char* kLearning = "learning"; // field of an order, core/store/query.h
constexpr std::pair<DocumentsModel::Column, Key> kSorted[]{{DocumentsModel::Name, Key::Name},
    {DocumentsModel::Split, Key::Split}, {DocumentsModel::State, Key::State},
    {DocumentsModel::Tokens, Key::Tokens}, {DocumentsModel::Entities, Key::Spans},
    {DocumentsModel::Score, Key::Score}, {DocumentsModel::Uncertainty, Key::Uncertainty}};

} // namespace

int DocumentsModel::columnOf(const store::DocumentOrder& order) const {
    if (order.key == Key::Meta) {
        const auto at = m_metadata.indexOf(QString::fromStdString(order.field));
        return at < 0 ? -1 : FirstMeta + int(at);
    }
    if (order.key == Key::Uncertainty && order.field == kLearning)
        return Learning;
    for (const auto& [column, key] : kSorted)
        if (key == order.key)
            return column;
    return -1;
}

std::optional<store::DocumentOrder> DocumentsModel::orderOf(int column, bool descending) const {
    if (column >= FirstMeta && column < columnCount())
        return store::DocumentOrder{
            Key::Meta, m_metadata[column - FirstMeta].toStdString(), descending};
    if (column == Learning)
        return store::DocumentOrder{Key::Uncertainty, kLearning, descending};
    for (const auto& [known, key] : kSorted)
        if (known == column)
            return store::DocumentOrder{key, {}, descending};
    return std::nullopt;
}

void DocumentsModel::setMetadata(const QStringList& columns) {
    if (columns == m_metadata)
        return;
    // Columns come and go at the end, so that what the view knows of the others stays.
    qsizetype same = 0;
    while (same < columns.size() && same < m_metadata.size() && columns[same] == m_metadata[same])
        ++same;
    if (same < m_metadata.size()) {
        beginRemoveColumns({}, FirstMeta + int(same), columnCount() - 1);
        m_metadata.resize(same);
        endRemoveColumns();
    }
    if (same < columns.size()) {
        beginInsertColumns({}, FirstMeta + int(same), FirstMeta + int(columns.size()) - 1);
        m_metadata = columns;
        endInsertColumns();
    }
}

void DocumentsModel::reload() {
    dropQuestions();
    using Ids = std::vector<DocumentId>;
    const auto reply = [this](Result<Ids> ids) {
        m_idsTicket = 0;
        m_looking.stop();
        if (ids)
            takeIds(std::move(*ids));
        else
            Q_EMIT failed(ids.error());
    };
    if (!store::searchIsSlow(m_filter)) {
        m_idsTicket = m_workbench.documentIds(m_filter, order(), reply);
        return;
    }
    m_progress = std::make_shared<store::SearchProgress>();
    m_idsTicket = m_workbench.query<Ids>(
        [filter = m_filter, order = order(), progress = m_progress](
            store::Reader& reader, std::stop_token stop) {
            return store::idsWithProgress(reader, filter, order, *progress, std::move(stop));
        },
        reply);
    m_looking.start();
}

// Where the first of them are shown already the others come behind, and whoever stands on one
// stays there.
void DocumentsModel::takeIds(std::vector<DocumentId> ids) {
    const bool grows = m_begun && ids.size() >= m_ids.size()
        && std::equal(m_ids.begin(), m_ids.end(), ids.begin());
    if (grows && ids.size() > m_ids.size()) {
        beginInsertRows({}, int(m_ids.size()), int(ids.size()) - 1);
        m_ids = std::move(ids);
        endInsertRows();
    } else if (!grows) {
        dropQuestions();
        beginResetModel();
        m_blocks.clear();
        m_measures.clear();
        m_ids = std::move(ids);
        endResetModel();
    }
    m_begun = false;
    Q_EMIT loaded(int(m_ids.size()));
}

void DocumentsModel::look() {
    const store::SearchProgress::Now now = m_progress->now();
    if (now.all == 0)
        return; // it has not begun
    if (order() == store::DocumentOrder{} && now.first.size() > (m_begun ? m_ids.size() : 0)) {
        const bool first = !m_begun;
        if (first) {
            beginResetModel();
            m_blocks.clear();
            m_measures.clear();
            m_ids = now.first;
            endResetModel();
        } else {
            beginInsertRows({}, int(m_ids.size()), int(now.first.size()) - 1);
            m_ids = now.first;
            endInsertRows();
        }
        m_begun = true;
        if (first)
            Q_EMIT begun();
    }
    if (++m_looks > 1)
        Q_EMIT searching(now.found, int(now.looked * 100 / now.all));
}

DocumentId DocumentsModel::id(int row) const {
    return row >= 0 && row < int(m_ids.size()) ? m_ids[std::size_t(row)] : DocumentId{};
}

int DocumentsModel::rowOf(DocumentId id) const {
    const auto found = std::find(m_ids.begin(), m_ids.end(), id);
    return found == m_ids.end() ? -1 : int(found - m_ids.begin());
}

// The old row stays on the screen until the new one is there.
void DocumentsModel::refreshRow(DocumentId id) {
    const int key = -1 - int(id.value); // beside the blocks, which count from 0
    if (m_asked.contains(key))
        m_workbench.forget(m_asked.take(key));
    m_asked[key] = m_workbench.documentRows(
        {id}, [this, id, key](Result<std::vector<store::DocumentRow>> rows) {
            m_asked.remove(key);
            const int at = rowOf(id);
            if (!rows || rows->empty() || at < 0)
                return;
            m_measures.remove(at / kBlock);
            Block* block = m_blocks.object(at / kBlock);
            if (!block || std::size_t(at % kBlock) >= block->size())
                return;
            (*block)[std::size_t(at % kBlock)] = std::move(rows->front());
            Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
        });
}

int DocumentsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_ids.size());
}

int DocumentsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstMeta + int(m_metadata.size());
}

const store::DocumentRow* DocumentsModel::row(int row) const {
    const int block = row / kBlock;
    const auto at = std::size_t(row % kBlock);
    const Block* rows = m_blocks.object(block);
    if (rows && at < rows->size())
        return &(*rows)[at];
    ask(block); // never, or before the list grew
    return nullptr;
}

const store::DocumentMeasure* DocumentsModel::measure(int row) const {
    const int block = row / kBlock;
    const auto at = std::size_t(row % kBlock);
    const Measures* known = m_measures.object(block);
    if (known && at < known->size())
        return &(*known)[at];
    askMeasures(block);
    return nullptr;
}

std::vector<DocumentId> DocumentsModel::idsOf(int block) const {
    const auto first = m_ids.begin() + std::ptrdiff_t(block) * kBlock;
    return {first, m_ids.end() - first > kBlock ? first + kBlock : m_ids.end()};
}

void DocumentsModel::ask(int block) const {
    if (m_asked.contains(block))
        return;
    const std::vector<DocumentId> ids = idsOf(block);
    auto* self = const_cast<DocumentsModel*>(this); // a cache: what is shown does not change
    m_asked[block] = m_workbench.documentRows(
        ids, [self, block, ids](Result<std::vector<store::DocumentRow>> rows) {
            self->m_asked.remove(block);
            if (!rows) {
                Q_EMIT self->failed(rows.error());
                return;
            }
            // Rows that are gone since the ids were read stay blank until the next reload.
            auto placed = std::make_unique<Block>(ids.size());
            std::size_t at = 0;
            for (store::DocumentRow& row : *rows) {
                while (at < ids.size() && ids[at] != row.id)
                    ++at;
                if (at == ids.size())
                    break;
                (*placed)[at] = std::move(row);
            }
            self->m_blocks.insert(block, placed.release());
            const int from = block * kBlock;
            const int to = qMin(from + kBlock, self->rowCount()) - 1;
            if (to >= from)
                Q_EMIT self->dataChanged(
                    self->index(from, 0), self->index(to, self->columnCount() - 1));
        });
}

// Only asked for where such a column is shown.
void DocumentsModel::askMeasures(int block) const {
    if (m_askedMeasures.contains(block))
        return;
    auto* self = const_cast<DocumentsModel*>(this);
    m_askedMeasures[block] = m_workbench.query<Measures>(
        [ids = idsOf(block)](store::Reader& reader, std::stop_token stop) {
            return store::documentMeasures(reader, ids, stop);
        },
        [self, block](Result<Measures> found) {
            self->m_askedMeasures.remove(block);
            if (!found) {
                Q_EMIT self->failed(found.error());
                return;
            }
            self->m_measures.insert(block, new Measures(std::move(*found)));
            const int from = block * kBlock;
            const int to = qMin(from + kBlock, self->rowCount()) - 1;
            if (to >= from)
                Q_EMIT self->dataChanged(self->index(from, Score), self->index(to, Learning));
        });
}

QString DocumentsModel::cell(
    const store::DocumentRow& row, const store::DocumentMeasure* measure, int column) const {
    const auto decimal = [](const std::optional<double>& value) {
        return value ? QLocale().toString(*value, 'f', 2) : QString();
    };
    switch (column) {
    case Name:
        return QString::fromStdString(row.name);
    case Text:
        return QString::fromStdString(row.preview).simplified();
    case Split:
        return splitText(QString::fromStdString(row.split));
    case State:
        return stateText(row.state);
    case Sentences:
        return number(row.sentences);
    case Tokens:
        return number(row.tokens);
    case Entities:
        return number(row.spans);
    case Score:
        return measure ? decimal(measure->score) : QString();
    case Uncertainty:
        return measure ? decimal(measure->uncertainty) : QString();
    case Learning:
        return measure && measure->place ? number(*measure->place) : QString();
    default:
        break;
    }
    if (column < FirstMeta || column >= columnCount())
        return {};
    const auto found = row.metadata.find(m_metadata[column - FirstMeta].toStdString());
    return found == row.metadata.end() ? QString()
                                       : QString::fromStdString(found->second).simplified();
}

QVariant DocumentsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((column >= Sentences && column < FirstMeta ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && (column == Name || column == Split || column == State))
        return QGuiApplication::palette().brush(QPalette::PlaceholderText);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const bool measured = column >= Score && column <= Learning;
    const store::DocumentRow* known = row(index.row());
    const store::DocumentMeasure* numbers = measured ? measure(index.row()) : nullptr;
    const QString text = !known || known->id == DocumentId{} || (measured && !numbers)
        ? QStringLiteral("…")
        : cell(*known, numbers, column);
    // A number alone says nothing to an ear.
    return role == Qt::DisplayRole ? text : QString(title(column) % QStringLiteral(": ") % text);
}

QString DocumentsModel::title(int column) const {
    switch (column) {
    case Name:
        return tr("Document");
    case Text:
        return tr("Text");
    case Split:
        return tr("Split");
    case State:
        return tr("State");
    case Sentences:
        return tr("Sentences");
    case Tokens:
        return tr("Tokens");
    case Entities:
        return tr("Entities");
    case Score:
        return tr("Score");
    case Uncertainty:
        return tr("Uncertainty");
    case Learning:
        return tr("Learning order");
    default:
        return column >= FirstMeta && column < columnCount() ? m_metadata[column - FirstMeta]
                                                             : QString();
    }
}

QVariant DocumentsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    switch (role) {
    case Qt::TextAlignmentRole:
        return int((section >= Sentences && section < FirstMeta ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    case Qt::DisplayRole:
        if (columnOf(order()) != section)
            return title(section);
        return QString(title(section) % QLatin1Char(' ')
            % QChar(order().descending ? 0x2193 : 0x2191)); // an arrow down or up
    case Qt::AccessibleTextRole:
        if (columnOf(order()) != section)
            return title(section);
        return order().descending ? tr("%1, highest first").arg(title(section))
                                  : tr("%1, lowest first").arg(title(section));
    case DataTable::kColumnTitle:
        return title(section);
    case Qt::ToolTipRole:
        if (section == Score)
            return tr("The highest score among the open suggestions");
        if (section == Uncertainty)
            return tr("How unsure the last run was: label the highest first");
        if (section == Learning)
            return tr("The place in the order in which a run would learn most; Inspect makes it");
        return {};
    case DataTable::kColumnId: {
        constexpr std::array kIds{"name", "text", "split", "state", "sentences", "tokens",
            "entities", "score", "uncertainty", "learning"};
        return section < FirstMeta
            ? QString(QLatin1String(kIds[std::size_t(section)]))
            : QString(QStringLiteral("meta.") % m_metadata[section - FirstMeta]);
    }
    case DataTable::kColumnGroup:
        return section < FirstMeta ? QVariant() : tr("Metadata");
    default:
        return {};
    }
}

} // namespace evenspan::ui
