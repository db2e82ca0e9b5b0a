// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_store.h"
#include "core/app/audit/sensitive_attributes.h"
#include "core/app/runs/run_data.h"
#include "core/app/runs/run_history.h"
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/fairness/assess.h"
#include "core/store/annotations.h"
#include "core/store/sqlite.h"
#include "core/store/writer.h"

#include <algorithm>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;
namespace fs = std::filesystem;

namespace {

AuditDimension dimension(const std::string& id, const std::string& marker, double worst) {
    AuditDimension out;
    out.id = id;
    out.source = out.unit = out.cluster = "document";
    out.headline = "f1";
    for (const double value : {0.9, worst}) {
        AuditGroup group;
        group.name = marker + (value == worst ? " low" : " high");
        group.level = "full";
        group.mentions = 200;
        AuditCell cell;
        cell.f1.value = value;
        group.cells.push_back(cell);
        out.groups.push_back(group);
    }
    AuditGap gap;
    gap.group = marker + " low";
    gap.measure = "f1";
    gap.difference.value = worst - 0.9;
    gap.p = gap.adjusted = 0.01;
    gap.verdict = "gap";
    out.gaps.push_back(gap);
    return out;
}

AuditResult audit(const std::string& name, std::vector<AuditDimension> dimensions) {
    AuditResult out;
    out.name = name;
    out.run = "r";
    out.split = "test";
    for (const auto& each : dimensions)
        out.limits.push_back({"suppressed", each.id, 2});
    out.dimensions = std::move(dimensions);
    chooseHeadline(out);
    return out;
}

} // namespace

class SensitiveAttributesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<store::Project> m_project;
    std::vector<DocumentId> m_documents;

    std::shared_ptr<store::Reader> reader() { return *m_project->reader(); }
    std::vector<SensitiveAccess> log() { return *sensitiveLog(*reader()); }
    std::vector<std::string> said() {
        std::vector<std::string> out;
        const auto lines = log();
        for (const auto& line : lines)
            out.push_back(line.what + " " + line.key + " " + line.audit + ": " + line.purpose);
        return out;
    }
    Result<void> look(const std::vector<std::string>& keys, bool optIn = false,
        const std::string& purpose = "", const std::string& audit = "") {
        return admitSensitive(*m_project, keys, optIn, purpose, audit);
    }
    std::string metadataOf(std::size_t at, const std::string& key) {
        const auto rows = *reader()->rows({m_documents[at]});
        const auto found = rows.at(0).metadata.find(key);
        return found == rows.at(0).metadata.end() ? "-" : found->second;
    }
    void keep(const AuditResult& made, const AuditRequest& request) {
        const auto run = reader()->run("r");
        QVERIFY(run);
        QVERIFY(keepAudit(*m_project, request, run->id, made));
    }
    std::vector<std::string> filesWith(const std::string& word) {
        std::vector<std::string> out;
        for (const auto& entry : fs::directory_iterator(m_project->filesFolder()))
            if (readFile(entry.path())->find(word) != std::string::npos)
                out.push_back(entry.path().filename().string());
        return out;
    }

    // Files of the project (its log, its folder, its backups) with a marker in their bytes.
    static int markersIn(const std::string& project) {
        int found = 0;
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(project).parent_path()))
            if (entry.is_regular_file() && entry.path().string().starts_with(project))
                found += readFile(entry.path())->find("Zqx") != std::string::npos;
        return found;
    }

private Q_SLOTS:
    void init() {
        static int number = 0;
        const auto path = m_folder.path().toStdString() + "/" + std::to_string(++number);
        m_project = std::move(*store::Project::create(path + ".evenspan"));
        std::vector<DocumentDraft> drafts(7);
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            drafts[i].name = "d" + std::to_string(i);
            drafts[i].text = "Some words of a text.";
            drafts[i].metadata["source"] = "paper";
            if (i % 2 == 0)
                drafts[i].metadata["origin"] = "value" + std::to_string(i);
        }
        m_documents = *m_project->writer()->addDocuments("Add", drafts);
        store::RunRow run;
        run.name = "r";
        run.path = "runs/r";
        QVERIFY(m_project->writer()->createRun(run));
    }

    void nothingIsSensitiveUntilSomeoneSaysSo() {
        QVERIFY(sensitiveAttributes(*reader())->empty());
        QVERIFY(look({"meta:origin", "casing", "list:names"}));
        QVERIFY(log().empty());
    }

    void aMarkedOneIsRefusedUntilItIsAllowed() {
        QVERIFY(markSensitive(*m_project, "origin"));
        const auto refused = look({"casing", "meta:origin"}, false, "a purpose", "first");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QVERIFY(refused.error().remedy.find("allow meta:origin") != std::string::npos);
        QVERIFY(look({"meta:source"}));
        QVERIFY(!allowSensitive(*m_project, "origin", " \t"));
        QVERIFY(allowSensitive(*m_project, "origin", "yearly check"));
        QVERIFY(look({"casing", "meta:origin", "meta:origin"}, false, "", "first"));
        QVERIFY(look({"meta:origin"}, false, "a second question", ""));
        QCOMPARE(said(),
            (std::vector<std::string>{"marked meta:origin : ", "allowed meta:origin : yearly check",
                "audit meta:origin first: yearly check", "audit meta:origin : a second question"}));
        const auto lines = log();
        QVERIFY(std::is_sorted(lines.begin(), lines.end(),
            [](const auto& a, const auto& b) { return a.time < b.time; }));
        // Marked again: the permission ends.
        QVERIFY(markSensitive(*m_project, "meta:origin"));
        QVERIFY(!look({"meta:origin"}));
        QCOMPARE(sensitiveAttributes(*reader())->size(), std::size_t(1));
    }

    void theOptInOfAnAuditNeedsAPurposeAndCoversItsGroupsAlone() {
        QVERIFY(!look({"meta:origin"}, true, ""));
        QVERIFY(log().empty());
        QVERIFY(look({"meta:origin", "attribute:gender", "casing"}, true, "a check", "first"));
        const auto all = *sensitiveAttributes(*reader());
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].key, std::string("meta:origin"));
        QCOMPARE(all[1].key, std::string("attribute:gender"));
        for (const auto& each : all) {
            QVERIFY(each.state == SensitiveState::Allowed);
            QCOMPARE(each.purpose, std::string("a check"));
            QVERIFY(each.time > 0);
        }
        QCOMPARE(log().size(), std::size_t(4)); // allowed and looked at, each
        // No text of the log is the value of an attribute.
        QVERIFY(reader()->setting("sensitive-log")->value().find("value0") == std::string::npos);
    }

    void whatThereIsNotIsRefusedWithTheNearest() {
        const auto refused = markSensitive(*m_project, "orgin");
        QVERIFY(!refused);
        QVERIFY(refused.error().remedy.find("origin") != std::string::npos);
        QVERIFY(!allowSensitive(*m_project, "", "x"));
        QVERIFY(!deleteSensitive(*m_project, "attribute: "));
        QVERIFY(log().empty());
    }

    void deletionTakesValuesAndFiguresAndLeavesTheRest() {
        QVERIFY(allowSensitive(*m_project, "origin", "yearly check"));
        QVERIFY(m_project->writer()->setTrashed(std::vector{m_documents[2]}, true));
        const auto other = dimension("meta:source", "kept", 0.8);
        const std::string crossed = "crossed:meta:source+meta:origin"; // holds the values, too
        auto before = audit("both",
            {dimension("meta:origin", "marker", 0.5), dimension(crossed, "marker too", 0.6),
                other});
        AuditChangeLine gone, goneToo, stays;
        gone.dimension = "meta:origin";
        gone.group = "marker low";
        goneToo.dimension = crossed;
        goneToo.group = "marker too low";
        stays.dimension = "meta:source";
        before.change = AuditChange();
        before.change->lines = {gone, goneToo, stays};
        AuditRequest request;
        request.name = "both";
        request.run = "r";
        request.groups = {"meta:origin", "meta:source"};
        request.where["origin"] = "value4";
        keep(audit("both", {dimension("meta:origin", "older marker", 0.4)}), request);
        keep(before, request); // the older one leaves its file
        AuditRequest plain;
        plain.name = "plain";
        plain.run = "r";
        keep(audit("plain", {other}), plain);
        QCOMPARE(filesWith("marker").size(), std::size_t(2));
        QCOMPARE(before.headline.worstDimension, std::string("meta:origin"));

        const auto done = deleteSensitive(*m_project, "origin");
        QVERIFY2(done, done ? "" : done.error().text().c_str());
        QCOMPARE(done->documents, std::uint64_t(4));
        QCOMPARE(done->audits, std::uint64_t(1));
        for (std::size_t i = 0; i < m_documents.size(); ++i) {
            QCOMPARE(metadataOf(i, "origin"), std::string("-"));
            QCOMPARE(metadataOf(i, "source"), std::string("paper"));
        }
        QVERIFY(filesWith("marker").empty());
        QVERIFY(m_project->missingFiles()->empty());
        const auto after = openAudit(*m_project, "both");
        QVERIFY2(after, after ? "" : after.error().text().c_str());
        QCOMPARE(after->dimensions, std::vector{other});
        QCOMPARE(after->headline.worstGroup, std::string("kept low"));
        QCOMPARE(after->headline.assessable, std::uint64_t(2));
        QCOMPARE(after->headline.gap->group, std::string("kept low"));
        QCOMPARE(after->limits,
            (std::vector<AuditLimit>{
                {"suppressed", "meta:source", 2}, {"attribute_deleted", "", 2}}));
        QCOMPARE(after->change->lines, std::vector{stays});
        QCOMPARE(openAudit(*m_project, "plain")->limits.size(), std::size_t(1));
        QCOMPARE(auditRequest(*reader(), "both")->where.at("origin"), std::string());
        QCOMPARE(log().back().what, std::string("deleted"));
        QVERIFY(!look({"meta:origin"}));

        // The step before is the trash: undo passes the deletion by, and brings no value.
        QVERIFY(*m_project->writer()->undo());
        QCOMPARE(metadataOf(2, "origin"), std::string("-"));
        QVERIFY(*m_project->writer()->undo()); // the import itself
        QVERIFY(*m_project->writer()->redo());
        for (std::size_t i = 0; i < m_documents.size(); ++i)
            QCOMPARE(metadataOf(i, "origin"), std::string("-"));
    }

    // Values come and go in every way that the project keeps, then every byte is looked at.
    void noByteOfAValueIsLeft() {
        auto& writer = *m_project->writer();
        const std::string path = m_project->path().string();
        const auto set = [&](std::size_t at, const std::string& value) {
            auto all = reader()->rows({m_documents[at]})->at(0).metadata;
            all["origin"] = value;
            QVERIFY(writer.setMetadata(m_documents[at], all));
        };
        for (std::size_t i = 0; i < m_documents.size(); ++i)
            set(i, "Zqxvalue" + std::to_string(i));
        set(1, "Zqxcorrected");
        QVERIFY(*writer.undo()); // what can be redone holds a value, too
        std::vector<DocumentDraft> more(3);
        for (auto& draft : more) {
            draft.text = "Another text.";
            draft.metadata["origin"] = "Zqxundone";
        }
        QVERIFY(writer.addDocuments("Add more", more));
        QVERIFY(*writer.undo());
        store::Annotations annotations(writer);
        QVERIFY(annotations.saveFilter({0, "mine", "meta.origin=Zqxvalue3"}));
        QVERIFY(annotations.saveFilter({0, "kept", "meta.source=paper"}));
        QVERIFY(setTrainingFilter(writer, {{"origin", "Zqxvalue4"}, {"source", "paper"}}));
        auto run = *reader()->run("r");
        run.record = R"({"where":{"origin":"Zqxvalue4"},"mitigation":{"group_by":"meta:origin",)"
                     R"("groups":[{"group":"Zqxvalue4","sentences":3}]},)"
                     R"("result":{"group_weights":{"Zqxvalue4":0.5}}})";
        QVERIFY(writer.updateRun(run));
        const auto folder = runHistoryFolder(m_project->filesFolder(), "r");
        fs::create_directories(folder);
        QVERIFY(writeFileAtomic(folder / "log.jsonl",
            R"({"message":"only documents with origin=Zqxvalue4 are used"})"
            "\n"));
        QVERIFY(allowSensitive(*m_project, "origin", "a check"));
        QVERIFY(writer.backup(path + ".v5-backup"));
        QVERIFY(markersIn(path) >= 3); // log, backup, the run's log

        auto held = reader(); // a page that is open reads on
        QVERIFY(held->setting("sensitive"));
        const auto done = deleteSensitive(*m_project, "origin");
        QVERIFY2(done, done ? "" : done.error().text().c_str());
        QVERIFY2(!done->rest, done->rest ? done->rest->text().c_str() : "");
        QCOMPARE(done->backups, std::uint64_t(1));
        QCOMPARE(done->documents, std::uint64_t(10));
        QVERIFY(done->events >= 9);
        QCOMPARE(markersIn(path), 0);
        QVERIFY(m_project->check()->ok);
        // What else stood beside the values is as it was.
        const auto filter = *trainingFilter(*reader());
        QCOMPARE(filter.at("source"), std::string("paper"));
        QCOMPARE(filter.at("origin"), std::string());
        const auto filters = *store::savedFilters(*reader());
        QCOMPARE(filters.size(), std::size_t(1));
        QCOMPARE(filters.at(0).query, std::string("meta.source=paper"));
        QCOMPARE(reader()->run("r")->record,
            std::string(R"({"where":{"origin":""},"mitigation":{"group_by":"meta:origin",)"
                        R"("groups":[{"group":"group 1","sentences":3}]},)"
                        R"("result":{"group_weights":{"group 1":0.5}}})"));
        // Back to the beginning and forth again: no step knows a value any more.
        for (int way = 0; way < 2; ++way) {
            while (*(way == 0 ? writer.undo() : writer.redo())) { }
            QVERIFY(writer.checkpoint());
            QCOMPARE(markersIn(path), 0);
        }
        QVERIFY(m_project->check()->ok);
        const auto again = deleteSensitive(*m_project, "origin");
        QVERIFY(again && !again->rest);
        QCOMPARE(again->documents + again->events + again->backups, std::uint64_t(0));
    }

    void whatAnotherReaderHoldsIsSaidAndDoneByASecondCall() {
        const std::string path = m_project->path().string();
        QVERIFY(m_project->writer()->setMetadata(m_documents[0], {{"origin", "Zqxvalue"}}));
        std::optional<Result<SensitiveDeletion>> first;
        {
            // Another program in the middle of a read.
            store::Database other(path, store::Database::Mode::ReadOnly);
            store::ReadTransaction view(other);
            QVERIFY(other.integer("SELECT count(*) FROM document") > 0);
            first = deleteSensitive(*m_project, "origin");
        }
        QVERIFY(*first);
        QVERIFY((*first)->rest);
        QCOMPARE((*first)->rest->code, ErrorCode::Locked);
        const auto second = deleteSensitive(*m_project, "origin");
        QVERIFY(second && !second->rest);
        QCOMPARE(markersIn(path), 0);
    }

    void anAttributeOfSpansGoesFromEverySpan() {
        auto& writer = *m_project->writer();
        store::LabelRow label;
        label.name = "PER";
        QVERIFY(writer.addLabel(label));
        Philox rng(5);
        std::uint64_t spans = 0, documents = 0;
        for (const auto id : m_documents) {
            bool any = false;
            for (std::uint32_t at = 0; at < 5; ++at) {
                store::SpanRow span;
                span.document = id;
                span.label = "PER";
                span.range = {at, at + 1};
                span.attributes["role"] = "kept";
                if (rng.below(2) == 1) {
                    span.attributes["gender"] = "f";
                    ++spans;
                    any = true;
                }
                QVERIFY(writer.addSpan(span));
            }
            documents += any;
        }
        const auto done = deleteSensitive(*m_project, "attribute:gender");
        QVERIFY2(done, done ? "" : done.error().text().c_str());
        QCOMPARE(done->spans, spans);
        QCOMPARE(done->documents, documents);
        for (const auto id : m_documents) {
            const auto marks = *reader()->marks(id);
            QCOMPARE(marks.spans.size(), std::size_t(5));
            for (const auto& span : marks.spans)
                QCOMPARE(span.attributes, (std::map<std::string, std::string>{{"role", "kept"}}));
        }
        QCOMPARE(deleteSensitive(*m_project, "attribute:gender")->spans, std::uint64_t(0));
    }

    void cancelledNothingIsDeleted() {
        QVERIFY(allowSensitive(*m_project, "origin", "a check"));
        AuditRequest request;
        request.name = "one";
        request.run = "r";
        keep(audit("one", {dimension("meta:origin", "marker", 0.5)}), request);
        std::stop_source stop;
        stop.request_stop();
        const auto done = deleteSensitive(*m_project, "origin", stop.get_token());
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        QCOMPARE(metadataOf(0, "origin"), std::string("value0"));
        QCOMPARE(openAudit(*m_project, "one")->dimensions.size(), std::size_t(1));
        QCOMPARE(filesWith("marker").size(), std::size_t(1));
    }

    void whatCannotBeLoggedIsNotLookedAt() {
        QVERIFY(allowSensitive(*m_project, "origin", "a check"));
        const auto path = m_project->path();
        m_project.reset();
        m_project = std::move(*store::Project::openReadOnly(path));
        const auto refused = look({"meta:origin"}, false, "", "");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ReadOnly);
        QVERIFY(look({"meta:source"}));
        QVERIFY(!deleteSensitive(*m_project, "origin"));
    }
};

QTEST_APPLESS_MAIN(SensitiveAttributesTest)
#include "tst_sensitive_attributes.moc"
