// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/filter_bar.h"

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/announce.h"
#include "ui/common/colours.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/filter_mistake.h"
#include "ui/shell/saved_filters.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace evenspan::ui {

namespace {

constexpr int kNote = Qt::UserRole + 1; // what a key is for

// A candidate with its meaning at the right.
class ChoiceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {space(option.widget, 40), rowHeight(option.widget)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override {
        const Colours c = Colours::of(option.palette);
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, c.accentSoft);
        const int side = space(option.widget, 2);
        QRect box = option.rect.adjusted(side, 0, -side, 0);
        const QString text = index.data().toString();
        painter->setPen(c.text);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(text, Qt::ElideRight, box.width()));
        box.setLeft(box.left() + option.fontMetrics.horizontalAdvance(text) + 2 * side);
        painter->setPen(c.muted);
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter,
            option.fontMetrics.elidedText(
                index.data(kNote).toString(), Qt::ElideRight, qMax(0, box.width())));
        painter->restore();
    }
};

// What stands behind a key, for those who do not know the language of filters yet.
QString meaning(const QString& key) {
    const std::pair<const char*, QString> known[]{
        {"label:", FilterBar::tr("has this label")},
        {"state:", FilterBar::tr("how far it is")},
        {"split:", FilterBar::tr("train, validation, test")},
        {"text:", FilterBar::tr("words of the text")},
        {"re:", FilterBar::tr("a regular expression")},
        {"name:", FilterBar::tr("part of its name")},
        {"score", FilterBar::tr("score of a suggestion")},
        {"uncertainty", FilterBar::tr("how unsure the last run was")},
        {"source:", FilterBar::tr("who labelled")},
        {"suggested:", FilterBar::tr("has open suggestions")},
        {"run:", FilterBar::tr("predicted by this run")},
        {"spans", FilterBar::tr("number of entities")},
        {"tokens", FilterBar::tr("length in tokens")},
        {"note:", FilterBar::tr("has comments")},
        {"flag:", FilterBar::tr("is flagged")},
        {"rule:", FilterBar::tr("suggested by this rule")},
        {"attr.", FilterBar::tr("attribute of an entity")},
        {"meta.", FilterBar::tr("metadata column")},
        {"sort:", FilterBar::tr("order of the list")},
    };
    for (const auto& [start, text] : known)
        if (key.startsWith(QLatin1String(start)))
            return text;
    return {};
}

// Those of documents are kept by the project, and undo brings them back.
class ProjectFilters : public FilterShelf {
public:
    explicit ProjectFilters(Workbench& workbench)
        : m_workbench(workbench) { }
    ~ProjectFilters() override {
        if (m_ticket)
            m_workbench.forget(m_ticket);
    }
    bool writable() const override { return !m_workbench.project().readOnly; }
    void load(std::function<void(Result<Rows>)> reply) override {
        if (m_ticket)
            m_workbench.forget(m_ticket);
        m_ticket = m_workbench.query<Rows>(
            [](store::Reader& reader, std::stop_token) { return store::savedFilters(reader); },
            [this, reply = std::move(reply)](Result<Rows> rows) {
                m_ticket = 0;
                reply(std::move(rows));
            });
    }
    void save(
        const store::FilterRow& row, std::function<void(const Result<void>&)> reply) override {
        m_workbench.edit(
            {},
            [row](store::Writer& writer) -> Result<void> {
                auto id = store::Annotations(writer).saveFilter(row);
                return id ? Result<void>() : Result<void>(id.error());
            },
            std::move(reply));
    }
    void remove(
        const store::FilterRow& row, std::function<void(const Result<void>&)> reply) override {
        m_workbench.edit(
            {},
            [id = row.id](
                store::Writer& writer) { return store::Annotations(writer).removeFilter(id); },
            std::move(reply));
    }

private:
    Workbench& m_workbench;
    Workbench::Ticket m_ticket = 0;
};

// Ends in a column's name that is still being typed or chosen, "meta.lang": as a word of the text
// it would find nothing and take the document away. Enter takes it as it stands.
bool isUnfinished(const QString& text) {
    static const QRegularExpression column(
        QStringLiteral("(?:^|[\\s(])-?(?:meta|attr)\\.[^\\s:=<>\"]*$"));
    return column.match(text).hasMatch();
}

// Offsets of the query language are code points, those of a field are UTF-16 units.
std::size_t codePointsBefore(const QString& text, qsizetype unit) {
    return std::size_t(text.left(unit).toUcs4().size());
}

} // namespace

FilterBar::FilterBar(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_field(new QLineEdit(this))
    , m_saved(new SavedFilters(std::make_unique<ProjectFilters>(workbench), m_field, this))
    , m_mistake(mutedLabel({}, this))
    , m_completer(new QCompleter(this))
    , m_choices(new QStandardItemModel(this)) {
    m_field->setPlaceholderText(tr("Filter, such as state:unseen label:PER acme"));
    m_field->setAccessibleName(tr("Filter the documents"));
    m_field->setAccessibleDescription(
        tr("Words of the text, or terms such as label:PER. Down offers what may be typed here."));
    m_field->setToolTip(tr("Words of the text, or label: state: split: name: source: suggested: "
                           "score< spans> tokens> meta.column= sort: ; - denies, OR between terms. "
                           "Down offers what may be typed here."));
    m_field->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    setFocusProxy(m_field);
    m_mistake->setWordWrap(true);
    m_mistake->hide();

    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 1));
    row->addWidget(m_field, 1);
    row->addWidget(m_saved->button());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(row);
    column->addWidget(m_saved);
    column->addWidget(m_mistake);

    m_completer->setModel(m_choices);
    m_completer->setWidget(m_field);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    m_completer->popup()->setItemDelegate(new ChoiceDelegate(m_completer->popup()));
    m_completer->popup()->setAccessibleName(tr("What may be typed here"));

    m_typing.setSingleShot(true);
    m_typing.setInterval(150);
    connect(&m_typing, &QTimer::timeout, this, [this] {
        if (!isUnfinished(m_field->text()))
            apply();
    });
    connect(m_field, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_field, &QLineEdit::textEdited, this, &FilterBar::complete);
    connect(m_field, &QLineEdit::returnPressed, this, &FilterBar::apply);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this,
        &FilterBar::insertCompletion);
    connect(m_saved, &SavedFilters::chosen, this, &FilterBar::setText);
    connect(m_saved, &SavedFilters::saveWanted, this, &FilterBar::beginSave);
    connect(m_saved, &SavedFilters::said, this, &FilterBar::said);
    connect(m_saved, &SavedFilters::failed, this, &FilterBar::failed);
    connect(&m_workbench, &Workbench::documentsChanged, this, [this] {
        if (!m_workbench.isOpen())
            return;
        askFacts();
        m_saved->reload();
    });
    if (m_workbench.isOpen()) {
        askFacts();
        m_saved->reload();
    }
}

FilterBar::~FilterBar() {
    if (m_factsTicket)
        m_workbench.forget(m_factsTicket);
}

QString FilterBar::text() const {
    return m_field->text();
}

void FilterBar::setText(const QString& text) {
    m_field->setText(text);
    apply();
}

bool FilterBar::clear() {
    if (m_field->text().isEmpty())
        return false;
    setText({});
    return true;
}

void FilterBar::focusField() {
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

// What is typed stays as it was in force until it can be read.
void FilterBar::apply() {
    m_typing.stop();
    std::optional<store::DocumentOrder> order;
    auto query = store::parseQuery(m_field->text().toStdString(), &order);
    m_saved->refresh();
    if (!query) {
        // A NUL, which no keyboard writes, is the one failure that is no mistake of the language.
        const auto mistake = store::queryMistake(m_field->text().toStdString());
        m_mistake->setText(mistake ? filterMistakeText(*mistake) : errorText(query.error()).what);
        m_mistake->setAccessibleName(m_mistake->text());
        m_mistake->show();
        m_field->setAccessibleDescription(m_mistake->text());
        announce(this, m_mistake->text());
        return;
    }
    m_mistake->hide();
    m_field->setAccessibleDescription(
        tr("Words of the text, or terms such as label:PER. Down offers what may be typed here."));
    if (*query == m_query && order == m_order)
        return;
    m_query = std::move(*query);
    m_order = std::move(order);
    Q_EMIT changed();
}

// Down opens the list.
bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched == m_field && key->key() == Qt::Key_Down && key->modifiers() == Qt::NoModifier
        && !m_completer->popup()->isVisible()) {
        complete();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::askFacts() {
    const store::ProjectInfo& info = m_workbench.project().info;
    m_facts.labels.clear();
    m_facts.splits.clear();
    for (const auto& [label, count] : info.labels)
        m_facts.labels.push_back(label);
    for (const auto& [split, counts] : info.splits)
        m_facts.splits.push_back(split);
    m_facts.runs = info.runs;
    if (m_factsTicket)
        m_workbench.forget(m_factsTicket);
    using Facts = store::QueryFacts;
    m_factsTicket = m_workbench.query<Facts>(
        [](store::Reader& reader, std::stop_token stop) -> Result<Facts> {
            Facts out;
            auto columns = reader.metadataColumns(stop);
            if (!columns)
                return columns.error();
            out.columns = std::move(*columns);
            auto attributes = store::attributes(reader);
            if (!attributes)
                return attributes.error();
            for (const auto& row : *attributes)
                if (row.target == store::AttributeTarget::Span)
                    out.attributes.push_back(row.name);
            auto rules = store::rules(reader);
            if (!rules)
                return rules.error();
            for (const auto& row : *rules)
                out.rules.push_back(row.name);
            return out;
        },
        [this](Result<Facts> facts) {
            m_factsTicket = 0;
            if (!facts)
                return; // keys still complete, and the list itself says what is wrong
            m_facts.columns = std::move(facts->columns);
            m_facts.attributes = std::move(facts->attributes);
            m_facts.rules = std::move(facts->rules);
            // What was typed before the columns were known is completed now.
            if (!std::exchange(m_knowsFacts, true) && m_field->hasFocus()
                && !m_field->text().isEmpty())
                complete();
        });
}

void FilterBar::complete() {
    const QString text = m_field->text();
    const auto found = store::completions(
        text.toStdString(), codePointsBefore(text, m_field->cursorPosition()), m_facts);
    QAbstractItemView* popup = m_completer->popup();
    m_choices->clear();
    for (const store::Completion& completion : found) {
        const QString choice = QString::fromStdString(completion.text);
        auto* item = new QStandardItem(choice);
        const QString note =
            completion.kind == store::Completion::Kind::Key ? meaning(choice) : QString();
        item->setData(note, kNote);
        if (!note.isEmpty())
            item->setData(QString(choice % QStringLiteral(", ") % note), Qt::AccessibleTextRole);
        m_choices->appendRow(item);
    }
    const auto typed = found.empty()
        ? QString()
        : QString::fromStdU32String(std::u32string(
            text.toStdU32String(), found.front().from, found.front().to - found.front().from));
    // One candidate that stands there already helps nobody.
    if (found.empty() || (found.size() == 1 && QString::fromStdString(found[0].text) == typed)) {
        popup->hide();
        return;
    }
    m_from = found.front().from;
    m_to = found.front().to;
    const int x = m_field->fontMetrics().horizontalAdvance(
        text.left(QString::fromStdU32String(text.toStdU32String().substr(0, m_from)).size()));
    const int width = space(this, 70);
    const int left = qBound(0, x, qMax(0, m_field->width() - width));
    m_completer->complete(QRect(left, 0, width, m_field->height()));
}

void FilterBar::insertCompletion(const QString& text) {
    std::u32string all = m_field->text().toStdU32String();
    if (m_from > all.size() || m_to > all.size() || m_from > m_to)
        return;
    const std::u32string put = text.toStdU32String();
    all.replace(m_from, m_to - m_from, put);
    m_field->setText(QString::fromStdU32String(all));
    m_field->setCursorPosition(
        int(QString::fromStdU32String(all.substr(0, m_from + put.size())).size()));
    // A key wants its value next.
    if (text.endsWith(QLatin1Char(':')))
        QTimer::singleShot(0, this, &FilterBar::complete);
}

// --- Filters under a name

void FilterBar::openMenu() {
    m_saved->openMenu();
}

void FilterBar::beginSave() {
    apply();
    if (m_field->text().trimmed().isEmpty()) {
        Q_EMIT said(tr("Type a filter first, then save it under a name"), false);
        return;
    }
    if (m_mistake->isVisible())
        return; // it says what is wrong
    m_saved->beginSave();
}

} // namespace evenspan::ui
