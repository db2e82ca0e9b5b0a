// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/save_report.h"
#include "core/base/files.h"
#include "sample_audit.h"

#include <csignal>
#include <filesystem>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <unistd.h>

using namespace evenspan;

class TestSaveReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allThreeAppear() {
        const auto files = in(QStringLiteral("all"));
        QVERIFY(saveReport(test::sampleAudit(3), files).ok());
        QVERIFY(readFile(files.pdf)->starts_with("%PDF-"));
        QVERIFY(readFile(files.html)->starts_with("<!DOCTYPE html>"));
        QVERIFY(readFile(files.json)->starts_with("{"));
        QCOMPARE(entries(QStringLiteral("all")), 3);
        // Once more over them: the same bytes.
        const auto before = *readFile(files.pdf);
        QVERIFY(saveReport(test::sampleAudit(3), files).ok());
        QVERIFY(*readFile(files.pdf) == before);
    }

    void onlyWhatIsAskedFor() {
        auto files = in(QStringLiteral("one"));
        files.pdf.clear();
        files.json.clear();
        QVERIFY(saveReport(test::sampleAudit(2), files).ok());
        QCOMPARE(entries(QStringLiteral("one")), 1);
    }

    void aMissingFolderLeavesNothing() {
        auto files = in(QStringLiteral("missing"));
        files.json = files.json.parent_path() / "nowhere" / "report.json";
        const auto saved = saveReport(test::sampleAudit(2), files);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::NotFound);
        QVERIFY(!saved.error().remedy.empty());
        QCOMPARE(entries(QStringLiteral("missing")), 0);
    }

    void placesAreTriedAndLeftAsTheyWere() {
        auto files = in(QStringLiteral("tried"));
        QVERIFY(tryReportPlaces(files).ok());
        QCOMPARE(entries(QStringLiteral("tried")), 0);
        files.pdf.clear();
        QVERIFY(tryReportPlaces({}).ok());
        files.html = files.html.parent_path() / "nowhere" / "report.html";
        const auto tried = tryReportPlaces(files);
        QVERIFY(!tried);
        QCOMPARE(tried.error().code, ErrorCode::NotFound);
        QCOMPARE(entries(QStringLiteral("tried")), 0);
    }

    void equalPathsAreRefused() {
        auto files = in(QStringLiteral("equal"));
        files.html = files.pdf.parent_path() / "." / files.pdf.filename();
        const auto saved = saveReport(test::sampleAudit(2), files);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(entries(QStringLiteral("equal")), 0);
    }

    // A file may not grow beyond a limit: as on a full disk, writing fails half-way.
    void aFailedWriteLeavesNothing() {
        const auto files = in(QStringLiteral("full"));
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        signal(SIGXFSZ, SIG_IGN);
        const rlimit small{20000, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto saved = saveReport(test::sampleAudit(4), files);
        setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(!saved);
        QCOMPARE(entries(QStringLiteral("full")), 0);
    }

    void aStopLeavesNothing() {
        const auto files = in(QStringLiteral("stop"));
        std::stop_source source;
        source.request_stop();
        const auto saved = saveReport(test::sampleAudit(2), files, source.get_token());
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Cancelled);
        QCOMPARE(entries(QStringLiteral("stop")), 0);
    }

private:
    ReportFiles in(const QString& name) {
        const std::filesystem::path folder = m_folder.filePath(name).toStdString();
        std::filesystem::create_directory(folder);
        return {folder / "report.pdf", folder / "report.html", folder / "report.json", "en"};
    }
    int entries(const QString& name) {
        const std::filesystem::path folder = m_folder.filePath(name).toStdString();
        return int(std::distance(std::filesystem::directory_iterator(folder), {}));
    }
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestSaveReport)
#include "tst_save_report.moc"
