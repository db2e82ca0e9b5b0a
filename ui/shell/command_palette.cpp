// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/common/action_registry.h"
#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace evenspan::ui {

namespace {

constexpr int kKeys = Qt::UserRole + 1; // the shortcut's text
constexpr int kId = Qt::UserRole; // the action's id; empty: search in documents

class Row : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        QColor colour = Colours::of(option.palette).muted;
        if (!(index.flags() & Qt::ItemIsEnabled))
            colour.setAlphaF(0.5F);
        painter->setPen(colour);
        painter->setFont(option.font);
        painter->drawText(option.rect.adjusted(0, 0, -space(option.widget, 3), 0),
            int(Qt::AlignRight | Qt::AlignVCenter), index.data(kKeys).toString());
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {100, rowHeight(option.widget) + 2};
    }
};

} // namespace

int matchScore(const QString& query, const QString& text) {
    if (query.isEmpty())
        return 1;
    int score = 0;
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar letter : query) {
        if (letter.isSpace())
            continue;
        const qsizetype found = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0)
            return 0;
        score += 1;
        if (found == last + 1)
            score += 3;
        if (found == 0 || !text[found - 1].isLetterOrNumber())
            score += 4;
        last = found;
        at = found + 1;
    }
    return score;
}

CommandPalette::CommandPalette(ActionRegistry& registry, QWidget* parent)
    : QLineEdit(parent)
    , m_registry(registry)
    , m_list(new QListWidget(window())) {
    setPlaceholderText(tr("Search documents or type a command"));
    setAccessibleName(tr("Search and commands"));
    registry.bindTip(this, QStringLiteral("general.palette"), tr("Search and commands"));
    addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    setClearButtonEnabled(false);
    m_list->hide();
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Matching commands"));
    m_list->setItemDelegate(new Row(m_list));
    m_list->setIconSize(QSize(space(this, 5), space(this, 5)));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAutoFillBackground(true);
    connect(this, &QLineEdit::textEdited, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::accept);
}

void CommandPalette::open() {
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    fill();
}

void CommandPalette::fill() {
    struct Match {
        int score;
        QAction* action;
    };
    std::vector<Match> matches;
    const QString query = text().trimmed();
    for (QAction* action : m_registry.actions()) {
        // This field's own command does nothing here: it stands last.
        const bool own = action->objectName() == QLatin1String("general.palette");
        if (const int score = matchScore(query, action->text()); score > 0)
            matches.push_back({own ? 0 : score, action});
    }
    // What cannot be done now stands at the end, greyed, so that it can be found with its key.
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
        return std::pair(a.action->isEnabled(), a.score)
            > std::pair(b.action->isEnabled(), b.score);
    });
    QPixmap none(space(this, 5), space(this, 5));
    none.fill(Qt::transparent);
    const QIcon blank(none);
    m_list->clear();
    m_usable = 0;
    for (const Match& match : matches) {
        auto* item =
            new QListWidgetItem(match.action->icon().isNull() ? blank : match.action->icon(),
                match.action->text(), m_list);
        item->setData(kId, match.action->objectName());
        item->setData(kKeys, match.action->shortcut().toString(QKeySequence::NativeText));
        if (match.action->isEnabled())
            ++m_usable;
        else
            item->setFlags(Qt::NoItemFlags);
    }
    if (!query.isEmpty()) {
        auto* item = new QListWidgetItem(
            icon(QStringLiteral("search")), tr("Find documents with “%1”").arg(query));
        item->setData(kKeys, tr("Enter"));
        const bool first = m_usable == 0 || matches.front().score < 3 * query.size();
        m_list->insertItem(first ? 0 : m_usable, item);
        ++m_usable;
    }
    m_list->setCurrentRow(0);
    const int rows = qMin(10, m_list->count());
    const QPoint at = mapTo(window(), QPoint(0, height() + 3));
    m_list->setGeometry(at.x(), at.y(), width(), rows * (rowHeight(this) + 2) + 4);
    m_list->setVisible(rows > 0);
    m_list->raise();
}

void CommandPalette::accept() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    const QString id = item->data(kId).toString();
    const QString query = text().trimmed();
    if (id.isEmpty()) {
        m_list->hide();
        Q_EMIT searchDocuments(query);
        return;
    }
    dismiss();
    if (QAction* action = m_registry.action(id))
        action->trigger();
}

void CommandPalette::dismiss() {
    clear();
    m_list->hide();
    clearFocus();
    if (QWidget* next = window()->findChild<QWidget*>(QStringLiteral("pages")))
        next->setFocus();
}

void CommandPalette::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step && m_list->isVisible()) {
        m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, qMax(0, m_usable - 1)));
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        accept();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        const bool searching = !text().isEmpty();
        dismiss();
        if (searching)
            Q_EMIT searchDocuments({});
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void CommandPalette::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    if (event->reason() == Qt::MouseFocusReason)
        fill();
}

void CommandPalette::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    m_list->hide();
    if (text().trimmed().isEmpty())
        clear(); // blanks alone would hide what the field says of itself
}

} // namespace evenspan::ui
