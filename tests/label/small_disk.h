// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace evenspan::ui {

// A disk of three megabytes that can be filled, where this account may mount one.
class SmallDisk {
public:
    SmallDisk() {
        m_mounted = m_folder.isValid()
            && QProcess::execute(QStringLiteral("mount"),
                   {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"),
                       QStringLiteral("size=3m"), QStringLiteral("tmpfs"), m_folder.path()})
                == 0;
    }
    ~SmallDisk() {
        if (m_mounted)
            QProcess::execute(QStringLiteral("umount"), {QStringLiteral("-l"), m_folder.path()});
    }
    bool mounted() const { return m_mounted; }
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    void fill() {
        const int file = ::open(qPrintable(path("ballast")), O_CREAT | O_WRONLY | O_APPEND, 0600);
        const std::string page(4096, 'x');
        while (::write(file, page.data(), page.size()) > 0) { }
        ::close(file);
    }
    void makeRoom() { QFile::remove(path("ballast")); }
    bool readOnly() {
        return QProcess::execute(QStringLiteral("mount"),
                   {QStringLiteral("-o"), QStringLiteral("remount,ro"), m_folder.path()})
            == 0;
    }

private:
    QTemporaryDir m_folder;
    bool m_mounted = false;
};

} // namespace evenspan::ui
