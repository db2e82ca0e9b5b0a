// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of the sentence: pinned beside each other, and made by another name.
#include "core/store/label_examples.h"
#include "core/store/reader.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/live_tab.h"

#include "core/app/inspect/behaviour_tests.h"
#include "ui/inspect/live_text_view.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {
constexpr int kTestName = 40; // characters of the text that name a test
constexpr std::size_t kNames = 12; // offered at once
} // namespace

bool LiveTab::chosenIsEntity() const {
    const auto& words = m_view->words();
    const auto begin = m_view->chosenBegin(), end = m_view->chosenEnd();
    return begin < end && words[begin].first
        && std::all_of(words.begin() + std::ptrdiff_t(begin) + 1,
            words.begin() + std::ptrdiff_t(end),
            [](const LiveWord& word) { return !word.label.isEmpty() && !word.first; });
}

void LiveTab::pin() {
    if (!m_reading || m_pins.size() >= kMostPinned)
        return;
    auto* panel = new Panel(m_pinnedArea->widget());
    panel->setMinimumWidth(space(this, 60));
    auto* view = new LiveTextView(panel);
    view->setAccessibleName(tr("Pinned version"));
    auto words = m_view->words();
    for (LiveWord& word : words)
        word.score.reset();
    view->setWords(std::move(words));
    auto* back = plainButton(tr("Use this text"), {}, panel);
    auto* remove = plainButton(tr("Unpin"), {}, panel);
    auto* row = new QHBoxLayout;
    row->addWidget(back);
    row->addStretch(1);
    row->addWidget(remove);
    panel->column()->addWidget(view, 1);
    panel->column()->addLayout(row);
    connect(back, &QPushButton::clicked, this,
        [this, text = QString::fromStdString(m_reading->text)] { setText(text); });
    connect(remove, &QPushButton::clicked, this, [this, panel] {
        std::erase(m_pins, panel);
        panel->deleteLater();
        m_pinnedArea->setVisible(!m_pins.empty());
        makeRoom();
        m_pin->setEnabled(m_reading.has_value());
        m_edit->setFocus();
    });
    m_pinned->addWidget(panel, 1);
    m_pins.push_back(panel);
    m_pinnedArea->show();
    makeRoom();
    m_pin->setEnabled(m_pins.size() < kMostPinned);
}

void LiveTab::saveTest() {
    if (!m_reading)
        return;
    BehaviourTest test;
    test.text.text = m_reading->text;
    for (const ReadSentence& sentence : m_reading->sentences)
        for (const InspectedSpan& span : sentence.spans)
            test.text.spans.push_back({{sentence.words[span.words.begin].range.begin,
                                           sentence.words[span.words.end - 1].range.end},
                span.words.label});
    test.name = QString::fromStdString(m_reading->text).simplified().left(kTestName).toStdString();
    Q_EMIT testWanted(test);
}

void LiveTab::swap() {
    if (!chosenIsEntity() || m_names)
        return;
    using Names = QStringList;
    const auto label = m_view->words()[m_view->chosenBegin()].label.toStdString();
    m_names = m_workbench.query<Names>(
        [label](store::Reader& reader, std::stop_token stop) -> Result<Names> {
            auto labels = reader.labels(stop);
            if (!labels)
                return labels.error();
            for (const auto& row : *labels) {
                if (row.name != label)
                    continue;
                auto found = store::labelExamples(
                    reader, row.id, store::ExampleKind::Accepted, 4 * kNames, stop);
                if (!found)
                    return found.error();
                Names names;
                for (const auto& example : *found) {
                    const auto name = QString::fromStdString(example.place.hit);
                    if (!names.contains(name))
                        names << name;
                }
                return names;
            }
            return Names{};
        },
        [this](Result<Names> names) {
            m_names = 0;
            if (!names)
                return m_banner->showError(names.error());
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->setAccessibleName(tr("Names to put here"));
            for (const QString& name : names->mid(0, qsizetype(kNames)))
                connect(
                    menu->addAction(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&"))),
                    &QAction::triggered, this, [this, name] { replaceChosen(name); });
            if (menu->isEmpty())
                menu->addAction(tr("The project has no other name with this label"))
                    ->setEnabled(false);
            menu->popup(m_swap->mapToGlobal(QPoint(0, m_swap->height())));
        });
}

void LiveTab::replaceChosen(const QString& name) {
    if (!m_reading || !chosenIsEntity())
        return;
    const auto& words = m_view->words();
    const auto begin = words[m_view->chosenBegin()].range.begin;
    const auto end = words[m_view->chosenEnd() - 1].range.end;
    const auto points = QString::fromStdString(m_reading->text).toUcs4();
    const auto* data = reinterpret_cast<const char32_t*>(points.constData());
    setText(QString::fromUcs4(data, begin) % name
        % QString::fromUcs4(data + end, points.size() - qsizetype(end)));
}

} // namespace evenspan::ui
