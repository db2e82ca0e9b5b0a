// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_download.h"
#include "core/app/model/model_library.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>
#include <stop_token>
#include <vector>

namespace evenspan::ui {

// The library of models for the window: every question and change runs on a thread of its own, one
// after another, and answers on the window's thread. What replies capture must live as long as the
// store, or be guarded.
class ModelStore : public QObject {
    Q_OBJECT
public:
    template <class T> using Reply = std::function<void(Result<T>)>;

    explicit ModelStore(ModelLibrary library, QObject* parent = nullptr);
    ~ModelStore() override; // stops what runs, then waits for it

    void list(Reply<std::vector<ModelEntry>> reply);
    void add(const QString& folder, const QString& name, Reply<ModelEntry> reply);
    void download(const DownloadRequest& request, Reply<ModelEntry> reply);
    // The files that differ from their record.
    void verify(const QString& name, Reply<std::vector<std::string>> reply);
    void remove(const QString& name, Reply<void> reply);
    void restore(const QString& name, Reply<void> reply);
    void cancel(); // what runs and what waits

Q_SIGNALS:
    void progress(const QString& file, qint64 done, qint64 total); // total 0: not known
    void changed(); // a model came or went

private:
    template <class T>
    void run(std::function<Result<T>(ModelLibrary&, std::stop_token)> work, Reply<T> reply,
        bool changes);
    void report(const std::string& file, std::uint64_t done, std::uint64_t total);

    ModelLibrary m_library;
    QThreadPool m_pool; // one thread
    std::stop_source m_stop;
};

} // namespace evenspan::ui
