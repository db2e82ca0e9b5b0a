// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/label_queue.h"
#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

class QCheckBox;
class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace evenspan::ui {

class DoubtCard;
class EmptyState;
class ErrorBanner;
class MainWindow;
class ProgressStrip;
class QueueModel;

// Opens a place of a document in the labelling workspace.
using PlaceOpener = std::function<void(DocumentId document, CodePointRange range)>;

// Labels that may be wrong, the likeliest first: the list at the left, the place at the right, one
// key for each decision, after which the next comes by itself.
class ReviewPage : public Page {
    Q_OBJECT
public:
    ReviewPage(MainWindow& window, PlaceOpener open, QWidget* parent = nullptr);
    ~ReviewPage() override;

    QString breadcrumb() const override;
    QList<QWidget*> panels() const override;
    void shown() override;
    QList<std::pair<QString, QString>> keyHints() const override;
    QListView* list() const { return m_list; }
    QueueModel& model() const { return *m_model; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    bool key(QKeyEvent* event); // K, F, U and Enter
    void readNames(); // of the cross-trainings
    void look(); // makes the queue by the chosen one
    void stopLooking();
    void take(Result<LabelQueue> queue);
    void readDecisions();
    void showCurrent();
    void showState(); // which of list, empty states and progress
    void filter();
    void decide(store::LabelVerdict verdict);
    void openPlace();
    QString chosen() const; // the cross-training; empty: equal strings alone

    MainWindow& m_window;
    Workbench& m_workbench;
    PlaceOpener m_open;
    QComboBox* m_source;
    QComboBox* m_kind;
    QCheckBox* m_decided;
    QPushButton* m_again;
    QLabel* m_precision;
    QLabel* m_note; // what was left out of the queue
    ErrorBanner* m_banner;
    QWidget* m_busy; // progress with a stop
    QLabel* m_busyText;
    ProgressStrip* m_progress;
    QStackedWidget* m_stack;
    QWidget* m_work;
    EmptyState* m_empty;
    QListView* m_list;
    QLabel* m_count;
    DoubtCard* m_card;
    QueueModel* m_model;
    std::shared_ptr<LabelQueue> m_queue;
    std::shared_ptr<std::pair<std::atomic<std::uint64_t>, std::atomic<std::uint64_t>>> m_done;
    QTimer m_poll;
    QString m_project; // whose queue this is
    bool m_anyKFold = false;
    Workbench::Ticket m_names = 0, m_looking = 0, m_reading = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

void addReviewPage(MainWindow& window, PlaceOpener open = {});

} // namespace evenspan::ui
