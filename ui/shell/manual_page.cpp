// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/manual_page.h"

#include "ui/common/action_registry.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/manual_view.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

const QString kIndex = QStringLiteral("index");

// The page of the manual that tells of a page of the window.
QString topicOf(const QString& page) {
    static const QHash<QString, QString> topics{
        {QStringLiteral("project"), QStringLiteral("projects")},
        {QStringLiteral("label"), QStringLiteral("labelling")},
        {QStringLiteral("review"), QStringLiteral("labelling")},
        {QStringLiteral("train"), QStringLiteral("training")},
        {QStringLiteral("inspect"), QStringLiteral("inspection")},
        {QStringLiteral("settings"), QStringLiteral("keys")}};
    return topics.value(page, page);
}

} // namespace

ManualPage::ManualPage(const ActionRegistry& registry, QWidget* parent)
    : Page(parent)
    , m_registry(registry)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_none(mutedLabel(tr("No page says that."), this))
    , m_back(plainButton(tr("Back"), QStringLiteral("back"), this))
    , m_view(new ManualView(this)) {
    m_search->setPlaceholderText(tr("Search the manual"));
    m_search->setAccessibleName(tr("Search the manual"));
    m_search->setToolTip(tr("Enter goes to the next place"));
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Pages of the manual"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTabKeyNavigation(false);
    m_none->hide();
    m_back->setToolTip(tr("The page that was shown before"));
    m_view->setAccessibleName(tr("Manual"));
    m_view->setInsert(QStringLiteral("keys"), [this] { return keyTables(); });

    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(space(this, 4), space(this, 3), space(this, 2), space(this, 2));
    column->setSpacing(space(this, 2));
    column->addWidget(m_search);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    column->addWidget(m_back, 0, Qt::AlignLeft);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(left);
    splitter->addWidget(m_view);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({space(this, 64), space(this, 240)});
    splitter->setCollapsible(0, false);
    splitter->setCollapsible(1, false);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);

    connect(m_search, &QLineEdit::textChanged, this, &ManualPage::search);
    connect(m_search, &QLineEdit::returnPressed, this, &ManualPage::find);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item && item->data(Qt::UserRole).toString() != m_view->page())
            m_view->showPage(item->data(Qt::UserRole).toString());
    });
    connect(m_list, &QListWidget::itemActivated, m_view, [this] { m_view->setFocus(); });
    connect(m_back, &QPushButton::clicked, m_view, &QTextBrowser::backward);
    connect(m_view, &QTextBrowser::backwardAvailable, m_back, &QPushButton::setEnabled);
    connect(m_view, &ManualView::pageShown, this, [this](const QString& name) {
        for (int i = 0; i < m_list->count(); ++i)
            if (m_list->item(i)->data(Qt::UserRole).toString() == name)
                m_list->setCurrentRow(i);
        Q_EMIT breadcrumbChanged();
    });
    m_back->setEnabled(false);
    fill();
    m_view->showPage(kIndex);
}

QStringList ManualPage::pages() const {
    QStringList names;
    for (int i = 0; i < m_list->count(); ++i)
        names << m_list->item(i)->data(Qt::UserRole).toString();
    return names;
}

QString ManualPage::breadcrumb() const {
    return tr("Manual  ›  %1").arg(ManualView::pageTitle(m_view->page()));
}

bool ManualPage::goUp() {
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    m_view->setFocus();
    return true;
}

QList<QWidget*> ManualPage::panels() const {
    return {m_search, m_list, m_view};
}

void ManualPage::shown() {
    m_view->setFocus();
}

void ManualPage::showTopic(const QString& page) {
    const QString name = topicOf(page);
    m_search->clear();
    m_view->showPage(ManualView::pageText(name).isEmpty() ? kIndex : name);
}

void ManualPage::fill() {
    QStringList names{kIndex};
    static const QRegularExpression link(QStringLiteral("\\]\\(([A-Za-z-]+)(?:\\.zh_CN)?\\.md\\)"));
    auto found = link.globalMatch(ManualView::pageText(kIndex));
    while (found.hasNext())
        if (const QString name = found.next().captured(1); !names.contains(name))
            names << name;
    for (const QString& name : names) {
        auto* item = new QListWidgetItem(ManualView::pageTitle(name), m_list);
        item->setData(Qt::UserRole, name);
        item->setToolTip(item->text());
        item->setSizeHint(QSize(0, rowHeight(this)));
    }
}

void ManualPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        for (int i = 0; i < m_list->count(); ++i)
            m_list->item(i)->setSizeHint(QSize(0, rowHeight(this)));
}

void ManualPage::search() {
    const QString text = m_search->text().trimmed();
    int pages = 0;
    QListWidgetItem* first = nullptr;
    bool here = false;
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem* item = m_list->item(i);
        const QString name = item->data(Qt::UserRole).toString();
        const bool says =
            text.isEmpty() || ManualView::pageText(name).contains(text, Qt::CaseInsensitive);
        item->setHidden(!says);
        if (!says)
            continue;
        ++pages;
        here |= name == m_view->page();
        if (!first)
            first = item;
    }
    m_none->setVisible(pages == 0);
    m_view->mark(text);
    if (text.isEmpty())
        return;
    if (!here && first)
        m_list->setCurrentItem(first);
    m_view->nextHit();
}

void ManualPage::find() {
    if (m_search->text().trimmed().isEmpty() || m_view->nextHit())
        return;
    const int rows = m_list->count();
    for (int step = 1; step <= rows; ++step) {
        QListWidgetItem* item = m_list->item((m_list->currentRow() + step) % rows);
        if (item->isHidden())
            continue;
        m_list->setCurrentItem(item);
        m_view->mark(m_search->text().trimmed());
        m_view->nextHit();
        return;
    }
}

QString ManualPage::keyTables() const {
    QString out;
    QString group;
    for (const QAction* action : m_registry.grouped()) {
        if (action->shortcut().isEmpty())
            continue;
        if (m_registry.group(action) != group) {
            group = m_registry.group(action);
            out += QStringLiteral("\n## %1\n\n| %2 | %3 |\n|---|---|\n")
                       .arg(group, tr("Keys"), tr("What they do"));
        }
        QStringList keys;
        for (const QKeySequence& sequence : action->shortcuts())
            keys << sequence.toString(QKeySequence::NativeText);
        out += QStringLiteral("| %1 | %2 |\n")
                   .arg(keys.join(QStringLiteral(", ")),
                       QString(action->text()).replace(QLatin1Char('|'), QLatin1String("\\|")));
    }
    return out;
}

} // namespace evenspan::ui
