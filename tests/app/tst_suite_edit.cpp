// SPDX-License-Identifier: GPL-3.0-or-later
// Suites that are written in a project: right ones are there for audits, wrong ones stay beside
// them as they were typed.
#include "core/app/audit/run_audit.h"
#include "core/app/audit/suite_edit.h"
#include "core/store/project.h"

#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

SuiteDraft draftNamed(const std::string& name) {
    SuiteDraft out;
    out.name = name;
    out.language = "en";
    out.label = "PER";
    out.source = "made up";
    out.templates = {{"t1", "today {name} came"}};
    out.names = {{"Ada", "big", "1", "", "", ""}, {"Bea", "small", "", "", "", ""}};
    return out;
}

using Names = std::vector<std::string>;

} // namespace

class TestSuiteEdit : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<store::Project> m_project;
    std::filesystem::path m_path;
    const std::filesystem::path m_shipped = EVENSPAN_SUITES;

    store::Reader& reader() { return **m_project->reader(); }
    store::Writer& writer() { return *m_project->writer(); }
    void open() { m_project = std::move(*store::Project::open(m_path)); }

private Q_SLOTS:
    void init() {
        m_project.reset();
        static int number = 0;
        m_path = m_folder.filePath(QStringLiteral("p%1.evenspan").arg(++number)).toStdString();
        m_project = std::move(*store::Project::create(m_path));
    }
    void cleanup() { m_project.reset(); }

    void aRightOneIsThereForAudits() {
        auto names = *ownSuites(reader());
        QVERIFY(names.own.empty());
        auto draft = draftNamed("mine");
        const auto kept = keepDraft(writer(), names, draft);
        QVERIFY(kept.ok() && *kept);
        QCOMPARE(names.own, Names{"mine"});
        QVERIFY(*openSuite(reader(), m_shipped, "mine") == *suiteOf(draft));
        m_project.reset(); // as another session finds it
        open();
        const auto again = openDraft(reader(), m_shipped, "mine");
        QVERIFY(again.ok() && again->own && !again->unfinished);
        QVERIFY(again->draft == draft);
        QCOMPARE(ownSuites(reader())->own, Names{"mine"});
    }

    void aWrongOneStaysBesideTheLastRightOne() {
        auto names = *ownSuites(reader());
        const auto right = draftNamed("mine");
        QVERIFY(*keepDraft(writer(), names, right));
        auto wrong = right;
        wrong.names.push_back({"", "small", "many", "", "", ""});
        const auto kept = keepDraft(writer(), names, wrong);
        QVERIFY(kept.ok() && !*kept);
        m_project.reset();
        open();
        names = *ownSuites(reader());
        QCOMPARE(names.own, Names{"mine"});
        QCOMPARE(names.unfinished, Names{"mine"});
        QVERIFY(*openSuite(reader(), m_shipped, "mine") == *suiteOf(right));
        auto opened = openDraft(reader(), m_shipped, "mine");
        QVERIFY(opened.ok() && opened->own && opened->unfinished);
        QVERIFY(opened->draft == wrong);
        // Mended, there is one again.
        wrong.names.back() = {"Cleo", "small", "2", "", "", ""};
        QVERIFY(*keepDraft(writer(), names, wrong));
        QVERIFY(names.unfinished.empty());
        opened = openDraft(reader(), m_shipped, "mine");
        QVERIFY(!opened->unfinished && opened->draft == wrong);
        QVERIFY(*openSuite(reader(), m_shipped, "mine") == *suiteOf(wrong));
    }

    // A new one is empty, so it is wrong: no list of audits may offer it.
    void anEmptyOneIsListedToBeWrittenAlone() {
        auto names = *ownSuites(reader());
        SuiteDraft empty;
        empty.name = "new";
        QVERIFY(!*keepDraft(writer(), names, empty));
        const auto offered = *suiteNames(reader(), m_shipped);
        QVERIFY(std::find(offered.begin(), offered.end(), "new") == offered.end());
        const auto lines = *suiteLines(reader(), m_shipped);
        QCOMPARE(lines.size(), offered.size() + 1);
        QCOMPARE(lines.front().summary.name, std::string("new"));
        QVERIFY(lines.front().unfinished && lines.front().summary.own);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            QVERIFY(!lines[i].summary.own && !lines[i].unfinished);
            QVERIFY(lines[i].summary.names > 0 && lines[i].summary.templates > 0);
            QVERIFY(lines[i].problem.empty());
        }
    }

    void anotherNameTakesItsPlace() {
        auto names = *ownSuites(reader());
        QVERIFY(*keepDraft(writer(), names, draftNamed("one")));
        QVERIFY(*keepDraft(writer(), names, draftNamed("two"), "one"));
        QCOMPARE(names.own, Names{"two"});
        QCOMPARE(openSuite(reader(), m_shipped, "one").error().code, ErrorCode::NotFound);
        auto wrong = draftNamed("three");
        wrong.templates.clear();
        QVERIFY(!*keepDraft(writer(), names, wrong, "two"));
        QVERIFY(names.own.empty());
        QCOMPARE(names.unfinished, Names{"three"});
        QVERIFY(removeDraft(writer(), names, "three").ok());
        QVERIFY(!names.holds("three"));
        QCOMPARE(removeDraft(writer(), names, "three").error().code, ErrorCode::NotFound);
        QVERIFY(!openDraft(reader(), m_shipped, "three").ok());
    }

    // A copy under the shipped one's name hides it, and gives it back.
    void aShippedOneComesBack() {
        const std::string name = "given-names-gender";
        auto names = *ownSuites(reader());
        auto copy = openDraft(reader(), m_shipped, name);
        QVERIFY(copy.ok() && !copy->own);
        copy->draft.names.resize(1);
        QVERIFY(*keepDraft(writer(), names, copy->draft));
        QCOMPARE(openSuite(reader(), m_shipped, name)->names.size(), std::size_t(1));
        const auto lines = *suiteLines(reader(), m_shipped);
        QCOMPARE(std::count_if(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.summary.name == name; }),
            1);
        QVERIFY(removeDraft(writer(), names, name).ok());
        QVERIFY(openSuite(reader(), m_shipped, name)->names.size() > 1);
        QVERIFY(!openDraft(reader(), m_shipped, name)->own);
        Names taken;
        for (const auto& line : lines)
            taken.push_back(line.summary.name);
        QCOMPARE(freeSuiteName(name, taken), name + " 2");
        taken.push_back(name + " 2");
        QCOMPARE(freeSuiteName(name, taken), name + " 3");
        QCOMPARE(freeSuiteName("fresh", taken), std::string("fresh"));
    }

    // One that somebody broke does not hide the others.
    void aBrokenOneIsNamed() {
        auto names = *ownSuites(reader());
        QVERIFY(*keepDraft(writer(), names, draftNamed("mine")));
        QVERIFY(*keepDraft(writer(), names, draftNamed("other")));
        QVERIFY(writer().setSetting("suite:mine", "{").ok());
        const auto lines = suiteLines(reader(), m_shipped);
        QVERIFY(lines.ok());
        QVERIFY(!lines->at(0).problem.empty() && lines->at(1).problem.empty());
        QCOMPARE(lines->at(1).summary.name, std::string("other"));
    }
};

QTEST_APPLESS_MAIN(TestSuiteEdit)
#include "tst_suite_edit.moc"
