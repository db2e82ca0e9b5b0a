// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that people write: each change is a step of the history, against a plain list of states.
#include "core/base/rng.h"
#include "core/store/changes.h"
#include "core/store/setting_edit.h"
#include "tests/store/support.h"

#include <map>
#include <QTemporaryDir>

using namespace evenspan;
using namespace evenspan::store;

namespace {

struct Here {
    QTemporaryDir folder;
    std::filesystem::path path = inFolder(folder, "p.evenspan");
    std::unique_ptr<Project> project = std::move(*Project::create(path));

    Writer& writer() { return *project->writer(); }
    std::shared_ptr<Reader> reader() { return *project->reader(); }
    std::string value(const std::string& key) { return reader()->setting(key)->value_or(""); }
    void reopen() {
        project.reset();
        project = std::move(*Project::open(path));
    }
};

} // namespace

class TstStoreSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsAgreeWithAPlainList() {
        Here here;
        const std::vector<std::string> keys{"a", "suite:王 “b”", "c"};
        using State = std::map<std::string, std::string>;
        const auto now = [&] {
            State out;
            for (const auto& key : keys)
                out[key] = here.value(key);
            return out;
        };
        // Letters of one to four bytes that share bytes, so that a stretch must not part them.
        const std::vector<std::string> letters{"a", "b", "é", "è", "ê", "王", "玉", "😀", "😁", "\""};
        Philox rng(3);
        std::vector<State> states{now()};
        std::size_t at = 0;
        for (int round = 0; round < 600; ++round) {
            const auto kind = rng.below(5);
            if (kind == 0 && at > 0) {
                QVERIFY(*here.writer().undo());
                --at;
            } else if (kind == 1 && at + 1 < states.size()) {
                QVERIFY(*here.writer().redo());
                ++at;
            } else {
                const auto& key = keys[rng.below(keys.size())];
                std::string value;
                if (rng.below(4) != 0) { // a letter of the old value goes, another comes
                    std::vector<std::string> parts;
                    for (const char c : states[at][key])
                        if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U)
                            parts.back() += c;
                        else
                            parts.emplace_back(1, c);
                    if (!parts.empty() && rng.below(2) == 0)
                        parts.erase(parts.begin() + std::ptrdiff_t(rng.below(parts.size())));
                    parts.insert(parts.begin() + std::ptrdiff_t(rng.below(parts.size() + 1)),
                        letters[rng.below(letters.size())]);
                    for (const auto& part : parts)
                        value += part;
                }
                if (value == states[at][key])
                    continue;
                EVENSPAN_OK(editSetting(here.writer(), "Change", key, value));
                states.resize(at + 1);
                states.push_back(states[at]);
                states[++at][key] = value;
            }
            QVERIFY(now() == states[at]);
            if (rng.below(40) == 0)
                here.reopen();
        }
        QVERIFY(at > 20);
        while (at > 0) {
            QVERIFY(*here.writer().undo());
            QVERIFY(now() == states[--at]);
        }
        QVERIFY(!*here.writer().undo());
        const auto report = here.project->check();
        EVENSPAN_OK(report);
        QVERIFY(report->ok);
    }

    void aGroupIsOneStepAndNoChangeIsNone() {
        Here here;
        EVENSPAN_OK(here.writer().group("Both", [&]() -> Result<void> {
            if (auto done = editSetting(here.writer(), "x", "a", "1"); !done)
                return done;
            if (*settingNow(here.writer(), "a") != "1")
                return Error{ErrorCode::Internal, "A group does not see its own change", "", ""};
            return editSetting(here.writer(), "x", "b", "2");
        }));
        EVENSPAN_OK(editSetting(here.writer(), "Same", "a", "1"));
        EVENSPAN_OK(editSetting(here.writer(), "Empty", "never", ""));
        QCOMPARE(*here.reader()->undoName(), std::string("Both"));
        QVERIFY(*here.writer().undo());
        QCOMPARE(here.value("a") + here.value("b"), std::string());
        QVERIFY(*here.reader()->undoName() == "");
        // What fails leaves nothing.
        const auto failed = here.writer().group("No", [&]() -> Result<void> {
            if (auto done = editSetting(here.writer(), "x", "a", "3"); !done)
                return done;
            return editSetting(here.writer(), "x", "b", "\xFF");
        });
        QCOMPARE(failed.error().code, ErrorCode::BadEncoding);
        QCOMPARE(here.value("a"), std::string());
        QVERIFY(*here.writer().redo());
        QCOMPARE(here.value("a") + here.value("b"), std::string("12"));
    }

    // Of a long value only what changed is kept.
    void aStepIsAsLongAsItsChange() {
        Here here;
        std::string value;
        for (int i = 0; i < 20000; ++i)
            value += "name " + std::to_string(i) + ",";
        EVENSPAN_OK(editSetting(here.writer(), "New", "list", value));
        const std::string before = value;
        value.replace(value.find("name 10000,"), 11, "another one,");
        EVENSPAN_OK(editSetting(here.writer(), "Change", "list", value));
        std::size_t longest = 0;
        const auto rows = here.reader()->history({}, 1);
        EVENSPAN_OK(rows);
        for (const auto& row : *rows) {
            QCOMPARE(row.kind, std::string("setting"));
            longest = std::max(longest, row.payload.size() + row.inverse.size());
        }
        QCOMPARE(rows->size(), std::size_t{1});
        QVERIFY2(longest < 300, qPrintable(QString::number(longest)));
        QVERIFY(*here.writer().undo());
        QCOMPARE(here.value("list"), before);
    }

    // What something else wrote meanwhile is not mixed with what a step remembers.
    void whatWasSetWithoutAStepStays() {
        Here here;
        EVENSPAN_OK(editSetting(here.writer(), "New", "a", "one two three"));
        EVENSPAN_OK(editSetting(here.writer(), "Change", "a", "one 2 three"));
        EVENSPAN_OK(here.writer().setSetting("a", "something else"));
        QVERIFY(*here.writer().undo());
        QCOMPARE(here.value("a"), std::string("something else"));
        QVERIFY(*here.writer().redo());
        QCOMPARE(here.value("a"), std::string("something else"));
        EVENSPAN_OK(here.writer().setSetting("a", "one 2 three"));
        QVERIFY(*here.writer().undo());
        QCOMPARE(here.value("a"), std::string("one two three"));
    }

    // It is about no document: none has to be read again.
    void documentsAreNotTouched() {
        Here here;
        const std::vector<DocumentDraft> drafts{draft("d", "Ann came", {span(0, 3, "PER")})};
        LabelRow label;
        label.name = "PER";
        EVENSPAN_OK(here.writer().addLabel(label));
        const auto ids = here.writer().addDocuments("Import", drafts);
        EVENSPAN_OK(ids);
        const auto then = *lastMoment(*here.reader());
        EVENSPAN_OK(editSetting(here.writer(), "Change", "a", "1"));
        const auto changes = changesSince(*here.reader(), ids->front(), then);
        EVENSPAN_OK(changes);
        QVERIFY(!changes->whole && changes->spans.empty() && changes->removed.empty());
    }
};

QTEST_APPLESS_MAIN(TstStoreSettings)
#include "tst_store_settings.moc"
