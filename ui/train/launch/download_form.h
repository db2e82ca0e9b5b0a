// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_download.h"

#include <QWidget>

class QLineEdit;

namespace evenspan::ui {

class Field;

// What to fetch from a hub, from where, and which hash must hold. Hub, mirror and proxy are
// remembered in the settings.
class DownloadForm : public QWidget {
    Q_OBJECT
public:
    explicit DownloadForm(QWidget* parent);

    // Says beside the fields what is missing; none where the form is not ready.
    std::optional<DownloadRequest> request();
    void remember() const;

private:
    QLineEdit* m_repository;
    QLineEdit* m_revision;
    QLineEdit* m_name;
    QLineEdit* m_hub;
    QLineEdit* m_hash;
    QLineEdit* m_mirror;
    QLineEdit* m_proxy;
    Field* m_repositoryField;
    Field* m_revisionField;
    Field* m_nameField;
    Field* m_hubField;
    Field* m_hashField;
    Field* m_mirrorField;
    Field* m_proxyField;
};

} // namespace evenspan::ui
