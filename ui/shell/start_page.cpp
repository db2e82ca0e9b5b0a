// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/start_page.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QSettings>
#include <QStyledItemDelegate>

namespace evenspan::ui {

namespace {

constexpr int kPath = Qt::UserRole;
constexpr int kWhere = Qt::UserRole + 1;

// Name and folder at the left, age and progress at the right.
class RecentRow : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {100, 2 * option.fontMetrics.lineSpacing() + space(option.widget, 4)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override {
        const Colours c = Colours::of(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool strong = option.state & (QStyle::State_Selected | QStyle::State_MouseOver);
        if (strong) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(c.raised);
            painter->drawRoundedRect(option.rect, 6, 6);
        }
        const QRect area = option.rect.adjusted(space(option.widget, 3), space(option.widget, 2),
            -space(option.widget, 3), -space(option.widget, 2));
        const int line = option.fontMetrics.lineSpacing();
        const QString note = index.data(kWhere).toString();
        const int noteWidth = option.fontMetrics.horizontalAdvance(note);
        painter->setFont(scaledFont(option.font, 1, true));
        painter->setPen(c.text);
        const QString name = index.data().toString();
        painter->drawText(QRect(area.left(), area.top(), area.width() - noteWidth - 16, line),
            int(Qt::AlignLeft | Qt::AlignVCenter),
            painter->fontMetrics().elidedText(name, Qt::ElideRight, area.width() - noteWidth - 16));
        painter->setFont(option.font);
        painter->setPen(c.muted);
        painter->drawText(QRect(area.left(), area.top() + line, area.width(), line),
            int(Qt::AlignLeft | Qt::AlignVCenter),
            option.fontMetrics.elidedText(
                index.data(kPath).toString(), Qt::ElideMiddle, area.width()));
        painter->drawText(QRect(area.left(), area.top(), area.width(), line),
            int(Qt::AlignRight | Qt::AlignVCenter), note);
        painter->restore();
    }
};

} // namespace

QList<RecentProject> recentProjects() {
    QSettings settings;
    QList<RecentProject> result;
    const int count = settings.beginReadArray(QStringLiteral("recent"));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        RecentProject project;
        project.path = settings.value(QStringLiteral("path")).toString();
        project.opened = settings.value(QStringLiteral("opened")).toDateTime();
        project.documents = settings.value(QStringLiteral("documents")).toLongLong();
        project.decided = settings.value(QStringLiteral("decided")).toDouble();
        if (!project.path.isEmpty())
            result << project;
    }
    settings.endArray();
    return result;
}

namespace {
void write(const QList<RecentProject>& projects) {
    QSettings settings;
    settings.beginWriteArray(QStringLiteral("recent"), int(projects.size()));
    for (int i = 0; i < projects.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("path"), projects[i].path);
        settings.setValue(QStringLiteral("opened"), projects[i].opened);
        settings.setValue(QStringLiteral("documents"), projects[i].documents);
        settings.setValue(QStringLiteral("decided"), projects[i].decided);
    }
    settings.endArray();
}
} // namespace

void rememberProject(const RecentProject& project) {
    QList<RecentProject> projects = recentProjects();
    projects.removeIf([&](const RecentProject& other) { return other.path == project.path; });
    projects.prepend(project);
    while (projects.size() > 10)
        projects.removeLast();
    write(projects);
}

void forgetProject(const QString& path) {
    QList<RecentProject> projects = recentProjects();
    projects.removeIf([&](const RecentProject& other) { return other.path == path; });
    write(projects);
}

QString ageText(const QDateTime& time, const QDateTime& now) {
    const qint64 seconds = time.secsTo(now);
    if (seconds < 90)
        return StartPage::tr("just now");
    if (seconds < 3600)
        return StartPage::tr("%n minute(s) ago", nullptr, int(seconds / 60));
    if (seconds < 24 * 3600)
        return StartPage::tr("%n hour(s) ago", nullptr, int(seconds / 3600));
    const qint64 days = time.daysTo(now);
    if (days < 14)
        return StartPage::tr("%n day(s) ago", nullptr, int(qMax<qint64>(1, days)));
    return QLocale().toString(time.date(), QLocale::ShortFormat);
}

StartPage::StartPage(QWidget* parent)
    : Page(parent)
    , m_banner(new ErrorBanner(this))
    , m_recent(new QListWidget(this))
    , m_recentBox(new QWidget(this))
    , m_cards(new QWidget(this)) {
    const int margin = space(this, 6);
    auto* centre = new QWidget(this);
    centre->setMaximumWidth(space(this, 240));
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(space(this, 2));
    column->addSpacing(space(this, 8));
    column->addWidget(titleLabel(tr("What do you want to work on?"), this));
    auto* intro =
        mutedLabel(tr("Label names in text, fine-tune a model on them and see what it learnt. "
                      "Everything stays on this computer."),
            this);
    intro->setWordWrap(true);
    column->addWidget(intro);
    column->addSpacing(space(this, 3));
    column->addWidget(m_banner);

    auto* cards = new QHBoxLayout(m_cards);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(space(this, 3));
    auto* sample = new ChoiceCard(QStringLiteral("sample"), tr("Open the sample"),
        tr("Customer messages and financial news in English and Chinese, labelled and ready to "
           "train on."),
        {}, this);
    auto* fresh = new ChoiceCard(QStringLiteral("new"), tr("New project from files"),
        tr("Plain text, CoNLL, JSON lines, brat, Label Studio, spaCy and more. You see what will "
           "be "
           "read before it is."),
        QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText), this);
    auto* open = new ChoiceCard(QStringLiteral("open"), tr("Open a project"),
        tr("One file that ends in .evenspan. You can also drop it anywhere in this window."),
        QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText), this);
    for (ChoiceCard* card : {sample, fresh, open})
        cards->addWidget(card, 1);
    column->addWidget(m_cards);
    column->addSpacing(space(this, 6));

    auto* recent = new QVBoxLayout(m_recentBox);
    recent->setContentsMargins(0, 0, 0, 0);
    recent->addWidget(headingLabel(tr("Recent projects"), this));
    recent->addWidget(m_recent, 1);
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->setItemDelegate(new RecentRow(m_recent));
    m_recent->setMouseTracking(true);
    m_recent->setAccessibleName(tr("Recent projects"));
    m_recent->viewport()->setAutoFillBackground(false);
    column->addWidget(m_recentBox, 1);
    column->addStretch(0);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(centre, 100);
    row->addStretch(1);

    connect(sample, &ChoiceCard::clicked, this, &StartPage::sampleChosen);
    connect(fresh, &ChoiceCard::clicked, this, &StartPage::newChosen);
    connect(open, &ChoiceCard::clicked, this, &StartPage::openChosen);
    connect(m_recent, &QListWidget::itemActivated, this,
        [this](QListWidgetItem* item) { Q_EMIT projectChosen(item->data(kPath).toString()); });
    connect(m_recent, &QListWidget::itemClicked, this,
        [this](QListWidgetItem* item) { Q_EMIT projectChosen(item->data(kPath).toString()); });
}

void StartPage::setBusy(const QString& text) {
    m_cards->setEnabled(text.isEmpty());
    if (!text.isEmpty())
        m_banner->showNotice(text);
    else
        m_banner->clear();
}

void StartPage::shown() {
    m_recent->clear();
    const QDateTime now = QDateTime::currentDateTime();
    for (const RecentProject& project : recentProjects()) {
        auto* item = new QListWidgetItem(QFileInfo(project.path).completeBaseName(), m_recent);
        item->setData(kPath, project.path);
        item->setData(kWhere,
            tr("%1 documents, %2 % decided  ·  %3")
                .arg(number(project.documents))
                .arg(qRound(project.decided * 100))
                .arg(ageText(project.opened, now)));
        item->setData(
            Qt::AccessibleTextRole, QString(item->text() % QLatin1Char(' ') % project.path));
    }
    m_recentBox->setVisible(m_recent->count() > 0);
    if (m_cards->isEnabled())
        m_cards->findChild<ChoiceCard*>()->setFocus();
}

} // namespace evenspan::ui
