// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/dialog.h"
#include "ui/train/launch/model_store.h"

#include <QPointer>

class QGridLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace evenspan::ui {

class DownloadForm;
class ErrorBanner;
class FileDialogs;
class ProgressStrip;
class Toast;

// The encoders on this machine: which there are, where they come from, whether their files are
// still what they were; adds a folder, fetches from a hub, removes with a way back.
class ModelDialog : public Dialog {
    Q_OBJECT
public:
    ModelDialog(ModelStore& store, FileDialogs& dialogs, QWidget* parent);
    ~ModelDialog() override;

private:
    // A reply that is dropped once the dialog is gone.
    template <class T> ModelStore::Reply<T> mine(ModelStore::Reply<T> reply) {
        return [self = QPointer<ModelDialog>(this), reply = std::move(reply)](Result<T> answer) {
            if (self)
                reply(std::move(answer));
        };
    }
    QWidget* makeDetails();
    QWidget* makeDownload();
    void reload(const QString& choose = {});
    void showChosen();
    const ModelEntry* chosen() const;
    void addFolder();
    void startDownload();
    void verify();
    void remove();
    void setBusy(const QString& what); // empty: nothing runs
    void came(const Result<ModelEntry>& entry);

    ModelStore& m_store;
    FileDialogs& m_dialogs;
    ErrorBanner* m_banner;
    QListWidget* m_list;
    QStackedWidget* m_pages;
    QLabel* m_title;
    QLabel* m_state;
    QGridLayout* m_facts;
    QPushButton* m_add;
    QPushButton* m_fetch;
    QPushButton* m_verify;
    QPushButton* m_copy;
    QPushButton* m_remove;
    DownloadForm* m_form = nullptr;
    QWidget* m_work;
    QLabel* m_workText;
    ProgressStrip* m_progress;
    QPushButton* m_start = nullptr;
    Toast* m_toast;
    std::vector<ModelEntry> m_entries;
    QStringList m_copied; // the facts shown, a line each
};

} // namespace evenspan::ui
