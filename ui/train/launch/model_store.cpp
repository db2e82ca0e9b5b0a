// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/model_store.h"

#include <QElapsedTimer>

#include <memory>

namespace evenspan::ui {

ModelStore::ModelStore(ModelLibrary library, QObject* parent)
    : QObject(parent)
    , m_library(std::move(library)) {
    m_pool.setMaxThreadCount(1);
}

ModelStore::~ModelStore() {
    m_stop.request_stop();
    m_pool.waitForDone();
}

template <class T>
void ModelStore::run(
    std::function<Result<T>(ModelLibrary&, std::stop_token)> work, Reply<T> reply, bool changes) {
    m_pool.start([this, work = std::move(work), reply = std::move(reply), changes,
                     stop = m_stop.get_token()] {
        auto answer = std::make_shared<Result<T>>(stop.stop_requested()
                ? Result<T>(Error{ErrorCode::Cancelled, "Stopped", {}, {}})
                : work(m_library, stop));
        // Not delivered once this is gone: the destructor waits for the pool, then drops events.
        QMetaObject::invokeMethod(
            this,
            [this, answer, reply, changes] {
                if (changes && answer->ok())
                    Q_EMIT changed();
                reply(std::move(*answer));
            },
            Qt::QueuedConnection);
    });
}

// At most 20 times a second: a local copy would flood the window.
void ModelStore::report(const std::string& file, std::uint64_t done, std::uint64_t total) {
    thread_local QElapsedTimer last;
    if (last.isValid() && last.elapsed() < 50 && done != total)
        return;
    last.start();
    QMetaObject::invokeMethod(
        this,
        [this, name = QString::fromStdString(file), done, total] {
            Q_EMIT progress(name, qint64(done), qint64(total));
        },
        Qt::QueuedConnection);
}

void ModelStore::list(Reply<std::vector<ModelEntry>> reply) {
    run<std::vector<ModelEntry>>(
        [](ModelLibrary& library, std::stop_token) {
            return Result<std::vector<ModelEntry>>(library.list());
        },
        std::move(reply), false);
}

void ModelStore::add(const QString& folder, const QString& name, Reply<ModelEntry> reply) {
    run<ModelEntry>(
        [this, folder, name](ModelLibrary& library, std::stop_token stop) {
            return library.add(folder.toStdString(), name.toStdString(), stop,
                [this](std::uint64_t done, std::uint64_t total) { report({}, done, total); });
        },
        std::move(reply), true);
}

void ModelStore::download(const DownloadRequest& request, Reply<ModelEntry> reply) {
    run<ModelEntry>(
        [this, request](ModelLibrary& library, std::stop_token stop) {
            return downloadModel(library, request, stop,
                [this](const std::string& file, std::uint64_t done, std::uint64_t total) {
                    report(file, done, total);
                });
        },
        std::move(reply), true);
}

void ModelStore::verify(const QString& name, Reply<std::vector<std::string>> reply) {
    run<std::vector<std::string>>(
        [name](
            ModelLibrary& library, std::stop_token) { return library.verify(name.toStdString()); },
        std::move(reply), false);
}

void ModelStore::remove(const QString& name, Reply<void> reply) {
    run<void>([name](ModelLibrary& library,
                  std::stop_token) { return library.remove(name.toStdString()); },
        std::move(reply), true);
}

void ModelStore::restore(const QString& name, Reply<void> reply) {
    run<void>([name](ModelLibrary& library,
                  std::stop_token) { return library.restore(name.toStdString()); },
        std::move(reply), true);
}

void ModelStore::cancel() {
    m_stop.request_stop();
    m_stop = std::stop_source();
}

} // namespace evenspan::ui
