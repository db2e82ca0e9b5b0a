// SPDX-License-Identifier: GPL-3.0-or-later
// Suites that are written in a project: right ones are there for audits, wrong ones stay beside
// them as they were typed.
#include "core/app/audit/run_audit.h"
#include "core/app/audit/suite_edit.h"
#include "core/base/rng.h"
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
        QVERIFY(ownSuites(reader())->own.empty());
        auto draft = draftNamed("mine");
        const auto kept = keepDraft(writer(), draft);
        QVERIFY(kept.ok() && *kept);
        QVERIFY(*openSuite(reader(), m_shipped, "mine") == *suiteOf(draft));
        m_project.reset(); // as another session finds it
        open();
        const auto again = openDraft(reader(), m_shipped, "mine");
        QVERIFY(again.ok() && again->own && !again->unfinished);
        QVERIFY(again->draft == draft);
        QCOMPARE(ownSuites(reader())->own, Names{"mine"});
    }

    void aWrongOneStaysBesideTheLastRightOne() {
        const auto right = draftNamed("mine");
        QVERIFY(*keepDraft(writer(), right));
        auto wrong = right;
        wrong.names.push_back({"", "small", "many", "", "", ""});
        const auto kept = keepDraft(writer(), wrong);
        QVERIFY(kept.ok() && !*kept);
        m_project.reset();
        open();
        const auto names = *ownSuites(reader());
        QCOMPARE(names.own, Names{"mine"});
        QCOMPARE(names.unfinished, Names{"mine"});
        QVERIFY(*openSuite(reader(), m_shipped, "mine") == *suiteOf(right));
        auto opened = openDraft(reader(), m_shipped, "mine");
        QVERIFY(opened.ok() && opened->own && opened->unfinished);
        QVERIFY(opened->draft == wrong);
        // Mended, there is one again.
        wrong.names.back() = {"Cleo", "small", "2", "", "", ""};
        QVERIFY(*keepDraft(writer(), wrong));
        QVERIFY(ownSuites(reader())->unfinished.empty());
        opened = openDraft(reader(), m_shipped, "mine");
        QVERIFY(!opened->unfinished && opened->draft == wrong);
        QVERIFY(*openSuite(reader(), m_shipped, "mine") == *suiteOf(wrong));
    }

    // A new one is empty, so it is wrong: no list of audits may offer it.
    void anEmptyOneIsListedToBeWrittenAlone() {
        SuiteDraft empty;
        empty.name = "new";
        QVERIFY(!*keepDraft(writer(), empty));
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
        QVERIFY(*keepDraft(writer(), draftNamed("one")));
        QVERIFY(*keepDraft(writer(), draftNamed("two"), "one"));
        QCOMPARE(ownSuites(reader())->own, Names{"two"});
        QCOMPARE(openSuite(reader(), m_shipped, "one").error().code, ErrorCode::NotFound);
        auto wrong = draftNamed("three");
        wrong.templates.clear();
        QVERIFY(!*keepDraft(writer(), wrong, "two"));
        QVERIFY(ownSuites(reader())->own.empty());
        QCOMPARE(ownSuites(reader())->unfinished, Names{"three"});
        QVERIFY(removeDraft(writer(), "three").ok());
        QVERIFY(!ownSuites(reader())->holds("three"));
        QCOMPARE(removeDraft(writer(), "three").error().code, ErrorCode::NotFound);
        QVERIFY(!openDraft(reader(), m_shipped, "three").ok());
    }

    // A copy under the shipped one's name hides it, and gives it back.
    void aShippedOneComesBack() {
        const std::string name = "given-names-gender";
        auto copy = openDraft(reader(), m_shipped, name);
        QVERIFY(copy.ok() && !copy->own);
        copy->draft.names.resize(1);
        QVERIFY(*keepDraft(writer(), copy->draft));
        QCOMPARE(openSuite(reader(), m_shipped, name)->names.size(), std::size_t(1));
        const auto lines = *suiteLines(reader(), m_shipped);
        QCOMPARE(std::count_if(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.summary.name == name; }),
            1);
        QVERIFY(removeDraft(writer(), name).ok());
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

    // Whatever is done at random, every step goes back and forth, in this session and the next.
    void everyStepIsTakenBackAcrossRestarts() {
        using State = std::map<std::string, std::pair<std::string, bool>>; // draft, unfinished
        const auto now = [&] {
            State out;
            const auto lines = *suiteLines(reader(), m_shipped);
            for (const auto& line : lines)
                if (line.summary.own) {
                    const auto opened = openDraft(reader(), m_shipped, line.summary.name);
                    out[line.summary.name] = {
                        opened ? draftToJson(opened->draft) : "?", line.unfinished};
                }
            return out;
        };
        std::vector<State> states{now()};
        std::vector<std::string> steps;
        Philox rng(11);
        const Names all{"one", "二", "three"};
        while (states.size() < 30) {
            const auto& name = all[rng.below(all.size())];
            auto opened = openDraft(reader(), m_shipped, name);
            auto draft = opened ? opened->draft : draftNamed(name);
            Result<void> done;
            switch (rng.below(6)) {
            case 0:
                done = removeDraft(writer(), name); // refused where there is none
                break;
            case 1: { // another name, where it is free
                const auto& other = all[rng.below(all.size())];
                if (!opened || ownSuites(reader())->holds(other))
                    continue;
                draft.name = other;
                const auto kept = keepDraft(writer(), draft, name);
                QVERIFY(kept.ok());
                break;
            }
            case 2:
                draft.names.push_back({"", "wrong", "", "", "", ""});
                QVERIFY(keepDraft(writer(), draft).ok());
                break;
            case 3:
                if (draft.names.size() > 1)
                    draft.names.erase(
                        draft.names.begin() + std::ptrdiff_t(rng.below(draft.names.size())));
                QVERIFY(keepDraft(writer(), draft).ok());
                break;
            default:
                draft.names.insert(draft.names.begin(),
                    {"王" + std::to_string(rng.below(1000)), "big", "", "", "", ""});
                QVERIFY(keepDraft(writer(), draft).ok());
            }
            if (auto state = now(); state != states.back()) {
                states.push_back(std::move(state));
                steps.push_back(*reader().undoName());
            }
            if (rng.below(12) == 0) {
                m_project.reset();
                open();
            }
        }
        for (std::size_t at = states.size() - 1; at > 0; --at) {
            QCOMPARE(*reader().undoName(), steps[at - 1]);
            QVERIFY(steps[at - 1].find(" suite ") != std::string::npos);
            QVERIFY(*writer().undo());
            QVERIFY(now() == states[at - 1]);
            if (at % 9 == 0) {
                m_project.reset();
                open();
            }
        }
        QVERIFY(!*writer().undo());
        for (std::size_t at = 1; at < states.size(); ++at) {
            QVERIFY(*writer().redo());
            QVERIFY(now() == states[at]);
        }
        const auto checked = m_project->check();
        QVERIFY(checked.ok() && checked->ok);
    }

    // A file that is imported on the command line is a step, too.
    void aFileIsAStep() {
        const auto suite = *suiteOf(draftNamed("mine"));
        QVERIFY(saveSuite(*m_project, suite).ok());
        QVERIFY(saveSuite(*m_project, suite).ok()); // the same again: nothing happened
        QCOMPARE(*reader().undoName(), std::string("New suite mine"));
        QVERIFY(removeSuite(*m_project, "mine").ok());
        QVERIFY(*writer().undo());
        QVERIFY(*openSuite(reader(), m_shipped, "mine") == suite);
        QVERIFY(*writer().undo());
        QCOMPARE(openSuite(reader(), m_shipped, "mine").error().code, ErrorCode::NotFound);
        QVERIFY(!*writer().undo());
    }

    // One that somebody broke does not hide the others.
    void aBrokenOneIsNamed() {
        QVERIFY(*keepDraft(writer(), draftNamed("mine")));
        QVERIFY(*keepDraft(writer(), draftNamed("other")));
        QVERIFY(writer().setSetting("suite:mine", "{").ok());
        const auto lines = suiteLines(reader(), m_shipped);
        QVERIFY(lines.ok());
        QVERIFY(!lines->at(0).problem.empty() && lines->at(1).problem.empty());
        QCOMPARE(lines->at(1).summary.name, std::string("other"));
    }
};

QTEST_APPLESS_MAIN(TestSuiteEdit)
#include "tst_suite_edit.moc"
