// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/suggestion_control.h"

#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/shell/suggestion_service.h"

#include <QActionGroup>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QMenu>

namespace evenspan::ui {

namespace {

constexpr int kNameCharacters = 24;

// "first · F1 91.3"; what the run scored in its own evaluation.
QString choiceText(const store::RunRow& run) {
    const QString name = QString::fromStdString(run.name);
    const QJsonObject scores =
        QJsonDocument::fromJson(QByteArray::fromStdString(run.scores)).object();
    const QJsonValue f1 =
        scores.value(QLatin1String("micro")).toObject().value(QLatin1String("f1"));
    QString text = name;
    text.replace(QLatin1Char('&'), QLatin1String("&&"));
    return f1.isDouble() ? SuggestionControl::tr("%1  ·  F1 %2")
                               .arg(text, QLocale().toString(100 * f1.toDouble(), 'f', 1))
                         : text;
}

} // namespace

SuggestionControl::SuggestionControl(Workbench& workbench, QWidget* parent)
    : QPushButton(parent)
    , m_workbench(workbench)
    , m_menu(new QMenu(this)) {
    setProperty("plain", true);
    setObjectName(QStringLiteral("suggestions"));
    setIcon(ui::icon(QStringLiteral("suggest")));
    setAccessibleName(tr("Suggestions from"));
    m_menu->setAccessibleName(accessibleName());
    m_menu->setToolTipsVisible(true);
    connect(this, &QPushButton::clicked, this, &SuggestionControl::openMenu);
    if (SuggestionService* service = m_workbench.suggestions())
        connect(service, &SuggestionService::changed, this, &SuggestionControl::showState);
    showState();
}

SuggestionControl::~SuggestionControl() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void SuggestionControl::showState() {
    const SuggestionService* service = m_workbench.suggestions();
    setVisible(service && service->state().possible);
    if (!isVisibleTo(parentWidget()))
        return;
    const SuggestionService::State& state = service->state();
    const QString run = state.run.size() > kNameCharacters
        ? state.run.left(kNameCharacters - 1) % QChar(0x2026)
        : state.run;
    QString tip = tr("Choose the trained run that suggests entities. Suggestions never count as "
                     "done");
    if (run.isEmpty())
        setText(tr("Suggestions: none"));
    else if (state.problem) {
        setText(tr("Suggestions: %1 cannot").arg(run));
        tip = errorText(*state.problem).what;
    } else if (state.waiting) {
        setText(tr("Suggestions: %1, after the training").arg(run));
        tip = tr("The training has the processor to itself; suggestions go on when it ends");
    } else if (state.loading)
        setText(tr("Suggestions: loading %1").arg(run));
    else
        setText(tr("Suggestions: %1").arg(run));
    if (!state.unknownLabels.isEmpty())
        tip += QLatin1Char('\n')
            % tr("Not suggested, since the project does not use these labels: %1")
                  .arg(state.unknownLabels.join(QStringLiteral(", ")));
    setToolTip(tip);
    setAccessibleName(text());
    setAccessibleDescription(tip);
}

void SuggestionControl::openMenu() {
    SuggestionService* service = m_workbench.suggestions();
    if (!service || !service->state().possible || m_ticket)
        return;
    m_ticket = m_workbench.runs([this](Result<std::vector<store::RunRow>> runs) {
        m_ticket = 0;
        if (!runs) {
            Q_EMIT failed(runs.error());
            return;
        }
        fill(*runs);
        m_menu->popup(mapToGlobal(QPoint(0, -m_menu->sizeHint().height())));
    });
}

void SuggestionControl::fill(const std::vector<store::RunRow>& runs) {
    SuggestionService* service = m_workbench.suggestions();
    const SuggestionService::State& state = service->state();
    m_menu->clear();
    auto* group = new QActionGroup(m_menu);
    const auto add = [&](const QString& text, const QString& run) {
        QAction* action = m_menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(run == state.run);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [service, run] { service->setRun(run); });
    };
    m_menu->addSection(tr("Suggestions from"));
    add(tr("No run"), {});
    bool any = false;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run)
        if (!run->path.empty()
            && (run->state == store::RunState::Finished
                || run->state == store::RunState::Stopped)) {
            add(choiceText(*run), QString::fromStdString(run->name));
            any = true;
        }
    if (!any)
        m_menu->addAction(tr("No run has finished yet: train one first"))->setEnabled(false);
    m_menu->addSeparator();
    QAction* all = m_menu->addAction(tr("Suggest for all documents shown"));
    all->setEnabled(!state.run.isEmpty() && state.total == 0);
    connect(all, &QAction::triggered, this, &SuggestionControl::requested);
    if (state.problem)
        connect(m_menu->addAction(tr("Try again")), &QAction::triggered, service,
            &SuggestionService::retry);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Accept suggestions from a score on…")), &QAction::triggered, this,
        &SuggestionControl::acceptRequested);
    connect(m_menu->addAction(tr("Reject suggestions…")), &QAction::triggered, this,
        &SuggestionControl::rejectRequested);
}

} // namespace evenspan::ui
