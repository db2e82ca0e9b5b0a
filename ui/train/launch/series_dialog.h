// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/train_series.h"
#include "ui/shell/training_service.h"

#include <QDialog>

class QComboBox;
class QPushButton;
class QStackedWidget;

namespace evenspan::ui {

class EmptyState;
class ErrorBanner;

// What searches and cross-trainings have in common in the window: the list of those that the
// project has, the newest first; one of them shown, live while it trains; a form for a new one;
// beginning, stopping and going on. Without a training service (a workbench that cannot train) they
// are shown alone.
class SeriesDialog : public QDialog {
    Q_OBJECT
public:
    ~SeriesDialog() override;

protected:
    struct Texts {
        QString title, name, newOne, start; // "Searches", "Search", "New search…", "Start search"
    };
    struct Entry {
        QString name;
        bool unfinished = false;
    };
    // As it was read from the project.
    struct Found {
        std::vector<Entry> entries; // the newest first
        std::optional<Error> broken; // why another cannot be shown
        std::shared_ptr<const void> data; // all that showEntry() needs
    };
    // On a reader's thread, and maybe after the dialog is gone.
    using Reading = std::function<Result<Found>(store::Reader&)>;

    SeriesDialog(Workbench& workbench, bool searches, const Texts& texts, QWidget* parent);
    // To be called once, by the constructor of what derives from it: the pages, and then the list
    // is read.
    void begin(Reading reading, EmptyState* empty, QWidget* shown, QWidget* form);
    bool trains(const QString& name) const; // now
    void formChanged(); // what refusal() says may be another

    virtual void keep(std::shared_ptr<const void> data) = 0; // as `Reading` made it
    virtual void showEntry(std::size_t at) = 0;
    virtual void openForm() { } // it is shown
    virtual QString refusal() const = 0; // why the form cannot be started; empty: it can
    virtual TrainSeries wanted() const = 0; // of the form
    virtual QWidget* firstField() const = 0;
    virtual TrainSeries again(const QString& name) const = 0;

    Workbench& m_workbench;
    ErrorBanner* m_banner;

private:
    enum PageIndex { Empty, Shown, Form };
    void reload();
    void show(Found found);
    void showPage(PageIndex page);
    void showButtons();
    void start(TrainSeries series);
    QString current() const; // name of the shown one

    TrainingService* m_training;
    Reading m_reading;
    const bool m_searches;
    Texts m_texts;
    EmptyState* m_empty = nullptr;
    QStackedWidget* m_pages;
    QComboBox* m_names;
    QPushButton* m_new;
    QPushButton* m_goOn;
    QPushButton* m_stop;
    QPushButton* m_start;
    QPushButton* m_back;
    QPushButton* m_close;
    std::vector<Entry> m_entries;
    QString m_wantedName; // to show as soon as the project has it
    qint64 m_done = -1; // of the one that trains, as of the last reading
    bool m_again = false; // something changed while the list was being read
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
