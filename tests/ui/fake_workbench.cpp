// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fake_workbench.h"

#include "core/text/grid.h"

#include "ui/train/live/run_events.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cmath>

namespace evenspan::ui {

namespace {

struct Sentence {
    const char* text;
    std::vector<std::pair<const char*, const char*>> spans; // words, label
};

const std::vector<Sentence>& sentences() {
    static const std::vector<Sentence> all{
        {"Northwind Bank raised its rate in Lisbon by 0.25 points on 3 March.",
            {{"Northwind Bank", "ORG"}, {"Lisbon", "LOC"}, {"3 March", "DATE"}}},
        {"My Aurora 5 phone stopped charging, please send a new cable to Leeds.",
            {{"Aurora 5", "PRODUCT"}, {"Leeds", "LOC"}}},
        {"Mara Quint of Fennel Foods expects €4.2 million by autumn.",
            {{"Mara Quint", "PER"}, {"Fennel Foods", "ORG"}, {"€4.2 million", "MONEY"}}},
        {"林晓在上海购买了极光5手机,价格为3,999元。",
            {{"林晓", "PER"}, {"上海", "LOC"}, {"极光5", "PRODUCT"}, {"3,999元", "MONEY"}}},
        {"The order from last week has still not arrived.", {}},
    };
    return all;
}

} // namespace

FakeWorkbench::FakeWorkbench(QObject* parent)
    : Workbench(parent) { }

Workbench::Ticket FakeWorkbench::later(std::function<void()> call) {
    const Ticket ticket = m_next++;
    m_replies.insert(ticket, std::move(call));
    QTimer::singleShot(delay, this, [this, ticket] {
        if (const auto reply = m_replies.take(ticket))
            reply();
    });
    return ticket;
}

template <class T>
Workbench::Ticket FakeWorkbench::answer(Reply<T> reply, std::function<Result<T>()> make) {
    std::optional<Error> error;
    std::swap(error, nextError);
    return later([reply = std::move(reply), make = std::move(make), error] {
        reply(error ? Result<T>(*error) : make());
    });
}

void FakeWorkbench::refresh() {
    store::ProjectInfo& info = m_project.info;
    info = {};
    info.total = {documents, documents, documents * 15, documents * 2};
    if (documents > 0) {
        info.splits["train"] = {documents * 8 / 10, documents * 8 / 10, documents * 12, documents};
        info.splits["validation"] = {documents / 10, documents / 10, documents, documents / 5};
        info.splits["test"] = {documents / 10, documents / 10, documents, documents / 5};
        info.labels = {{"PER", documents / 3}, {"ORG", documents / 2}, {"LOC", documents / 2},
            {"PRODUCT", documents / 4}, {"MONEY", documents / 5}, {"DATE", documents / 6}};
        info.states = {{"done", documents * 9 / 10}, {"unseen", documents / 10}};
    }
    m_project.savedAt = QDateTime(QDate(2026, 3, 4), QTime(14, 2)).toMSecsSinceEpoch();
}

void FakeWorkbench::open(const QString& path) {
    opened << path;
    m_open = true;
    m_project = {};
    m_project.path = path;
    m_project.name = QFileInfo(path).completeBaseName();
    refresh();
    if (documents > 0)
        m_project.undoName = QStringLiteral("Import 3 files");
    Q_EMIT projectChanged();
    Q_EMIT documentsChanged();
}

void FakeWorkbench::createProject(const QString& path, Reply<void> reply) {
    calls << QStringLiteral("create");
    answer<void>(std::move(reply), [this, path]() -> Result<void> {
        documents = 0;
        open(path);
        return {};
    });
}

void FakeWorkbench::openProject(const QString& path, Reply<void> reply) {
    calls << QStringLiteral("open");
    answer<void>(std::move(reply), [this, path]() -> Result<void> {
        open(path);
        return {};
    });
}

void FakeWorkbench::openSample(Reply<void> reply) {
    calls << QStringLiteral("sample");
    answer<void>(std::move(reply), [this]() -> Result<void> {
        documents = 3420;
        open(QStringLiteral("sample.evenspan"));
        return {};
    });
}

void FakeWorkbench::closeProject() {
    calls << QStringLiteral("close");
    m_open = false;
    Q_EMIT projectChanged();
}

void FakeWorkbench::undo(Reply<void> reply) {
    calls << QStringLiteral("undo");
    answer<void>(std::move(reply), [this]() -> Result<void> {
        std::swap(m_project.undoName, m_project.redoName);
        Q_EMIT projectChanged();
        return {};
    });
}

void FakeWorkbench::redo(Reply<void> reply) {
    calls << QStringLiteral("redo");
    answer<void>(std::move(reply), [this]() -> Result<void> {
        std::swap(m_project.undoName, m_project.redoName);
        Q_EMIT projectChanged();
        return {};
    });
}

Workbench::Ticket FakeWorkbench::documentIds(const store::DocumentFilter& filter,
    const store::DocumentOrder& order, Reply<std::vector<DocumentId>> reply) {
    calls << QStringLiteral("ids");
    lastFilter = filter;
    lastOrder = order;
    return answer<std::vector<DocumentId>>(
        std::move(reply), [this, filter]() -> Result<std::vector<DocumentId>> {
            std::vector<DocumentId> ids;
            const bool all = !filter.split && filter.states.empty() && filter.text.empty()
                && (!filter.query || *filter.query == store::QueryNode{});
            if (filter.text == "nothing")
                return ids;
            const qint64 count = all ? documents : documents / 10;
            ids.reserve(std::size_t(count));
            for (qint64 i = 1; i <= count; ++i)
                ids.emplace_back(i);
            return ids;
        });
}

store::DocumentData FakeWorkbench::makeDocument(DocumentId id) {
    const Sentence& sentence = sentences()[std::size_t(id.value) % sentences().size()];
    store::DocumentData data;
    data.row.id = id;
    data.row.name = "messages-" + std::to_string(id.value);
    data.row.split = id.value % 10 < 8 ? "train" : id.value % 10 == 8 ? "validation" : "test";
    data.row.state = id.value % 10 == 9 ? DocumentState::Unseen : DocumentState::Done;
    data.row.sentences = 1;
    data.row.tokens = 11 + id.value % 9;
    data.row.spans = qint64(sentence.spans.size());
    data.row.metadata = {{"language", id.value % 5 == 3 ? "zh" : "en"}};
    data.row.preview = sentence.text;
    data.text = sentence.text;
    data.grid = *makeGrid(data.text);
    const QString text = QString::fromUtf8(sentence.text);
    data.row.characters = text.size();
    for (const auto& [words, label] : sentence.spans) {
        const QString part = QString::fromUtf8(words);
        const auto at = std::uint32_t(text.indexOf(part)); // no text here leaves the BMP
        store::SpanRow span;
        span.label = label;
        span.range = {at, at + std::uint32_t(part.size())};
        data.spans.push_back(span);
    }
    return data;
}

Workbench::Ticket FakeWorkbench::trainingCounts(Reply<TrainingCounts> reply) {
    return answer<TrainingCounts>(
        std::move(reply), [this]() -> Result<TrainingCounts> { return learnable; });
}

Workbench::Ticket FakeWorkbench::planTraining(const TrainRequest& request, Reply<RunPlan> reply) {
    lastPlanned = request;
    calls << QStringLiteral("plan");
    return answer<RunPlan>(std::move(reply), [this]() -> Result<RunPlan> { return runPlan; });
}

Workbench::Ticket FakeWorkbench::documentRows(
    std::vector<DocumentId> ids, Reply<std::vector<store::DocumentRow>> reply) {
    askedRows.push_back(ids);
    return answer<std::vector<store::DocumentRow>>(
        std::move(reply), [ids]() -> Result<std::vector<store::DocumentRow>> {
            std::vector<store::DocumentRow> rows;
            for (const DocumentId id : ids)
                rows.push_back(makeDocument(id).row);
            return rows;
        });
}

Workbench::Ticket FakeWorkbench::document(DocumentId id, Reply<store::DocumentData> reply) {
    return answer<store::DocumentData>(
        std::move(reply), [id]() -> Result<store::DocumentData> { return makeDocument(id); });
}

Workbench::Ticket FakeWorkbench::labels(Reply<std::vector<store::LabelRow>> reply) {
    return answer<std::vector<store::LabelRow>>(
        std::move(reply), [this]() -> Result<std::vector<store::LabelRow>> {
            std::vector<store::LabelRow> rows;
            for (const auto& [label, count] : m_project.info.labels) {
                store::LabelRow row;
                row.id = LabelId(std::int64_t(rows.size()) + 1);
                row.name = label;
                row.spans = count;
                rows.push_back(row);
            }
            return rows;
        });
}

// There is no store to change: the call is counted and answered.
void FakeWorkbench::edit(
    DocumentId document, std::function<Result<void>(store::Writer&)> change, Reply<void> reply) {
    Q_UNUSED(change)
    calls << QStringLiteral("edit");
    answer<void>(std::move(reply), [this, document]() -> Result<void> {
        Q_EMIT documentEdited(document);
        return {};
    });
}

void FakeWorkbench::tryAgain(Reply<void> reply) {
    calls << QStringLiteral("try again");
    answer<void>(std::move(reply), [this]() -> Result<void> {
        m_project.stopped.reset();
        Q_EMIT projectChanged();
        return {};
    });
}

void FakeWorkbench::stopEditing(const Error& error) {
    m_project.stopped = error;
    Q_EMIT projectChanged();
}

Workbench::Ticket FakeWorkbench::machine(Reply<Machine> reply) {
    calls << QStringLiteral("machine");
    return answer<Machine>(std::move(reply), []() -> Result<Machine> {
        Machine machine;
        machine.models = {
            {QStringLiteral("minilm-l6"), QStringLiteral("6 layers, 384 wide, 87 MB"), true}};
        machine.devices = {QStringLiteral("cpu")};
        machine.deviceNames = {QStringLiteral("Processor, 8 cores")};
        return machine;
    });
}

void FakeWorkbench::startTraining(const TrainRequest& request, Reply<QString> reply) {
    calls << QStringLiteral("train");
    lastRequest = request;
    answer<QString>(std::move(reply), [this, name = request.name]() -> Result<QString> {
        m_training = true;
        m_step = 0;
        store::RunRow run;
        run.id = RunId{qint64(runRows.size()) + 1};
        run.name = name.toStdString();
        run.state = store::RunState::Running;
        run.created = QDateTime::currentMSecsSinceEpoch();
        run.record = R"({"data":{"learnt_sentences":2000}})";
        runRows.push_back(run);
        runHistory = {};
        TrainEvent event;
        event.kind = TrainEvent::Started;
        event.run = name;
        event.totalSteps = trainSteps;
        tell(event);
        Q_EMIT trainingChanged();
        return name;
    });
}

std::vector<EntityScore> FakeWorkbench::makeScores(double f1) {
    std::vector<EntityScore> scores{{QStringLiteral("micro"), f1 + 0.01, f1 - 0.01, f1, 711},
        {QStringLiteral("macro"), f1 - 0.02, f1 - 0.04, f1 - 0.03, 711}};
    int i = 0;
    for (const char* label : {"DATE", "LOC", "MONEY", "ORG", "PER", "PRODUCT"}) {
        const double shift = 0.03 * std::sin(2.1 * i);
        scores.push_back(
            {QLatin1String(label), f1 + shift, f1 - shift / 2, f1 + shift / 4, 90 + 17 * i});
        ++i;
    }
    return scores;
}

void FakeWorkbench::playTraining(qint64 steps) {
    for (; m_step < steps;) {
        ++m_step;
        const double x = double(m_step);
        TrainEvent event;
        event.kind = TrainEvent::Step;
        event.run = lastRequest.name;
        event.step = m_step;
        event.totalSteps = trainSteps;
        event.epoch = 4 * x / double(trainSteps);
        event.seconds = 0.31 * x;
        event.loss = 0.08 + 2.2 * std::exp(-x / 60)
            + (0.05 + 0.3 * std::exp(-x / 90)) * std::sin(x * 12.9898) * std::cos(x * 4.1414);
        event.tokensPerSecond = 8431 + 90 * std::sin(x);
        event.learningRate = 2e-4 * (1 - x / double(trainSteps));
        event.gradNorm = 1.2 + 6 * std::exp(-x / 50) + 0.4 * std::sin(x * 3.7);
        tell(event);
        if (m_step % 4 == 0) {
            event.kind = TrainEvent::Load;
            event.load = {
                52 + 5 * std::sin(x / 9), 61 + 4 * std::cos(x / 7), 1.4e9 + 1e6 * x, -1, -1};
            tell(event);
        }
        if (m_step == trainSteps / 10) {
            event.kind = TrainEvent::Log;
            event.note = QString::fromLatin1(engine::note::kWarmupEnd);
            event.message = QStringLiteral("the warm-up ends");
            tell(event);
        }
        if (m_step % (trainSteps / 4) == 0) {
            event.kind = TrainEvent::Eval;
            event.split = QStringLiteral("validation");
            event.loss = 0.12 + 1.9 * std::exp(-x / 70);
            event.scores = makeScores(0.92 - 0.4 * std::exp(-x / 90));
            tell(event);
            TrainEvent shown = event;
            shown.kind = TrainEvent::Examples;
            shown.examples = makeExamples(double(m_step) / double(trainSteps));
            tell(shown);
            TrainEvent log = event;
            log.kind = TrainEvent::Log;
            log.note = QString::fromLatin1(engine::note::kBest);
            log.message = QStringLiteral("the best so far");
            tell(log);
        }
    }
}

void FakeWorkbench::tell(const TrainEvent& event) {
    m_events.push_back(event);
    if (event.kind == TrainEvent::Step || event.kind == TrainEvent::Load)
        return;
    auto& to = event.kind == TrainEvent::Examples ? runHistory.examples : runHistory.log;
    to.push_back(engineEvent(event));
}

// Sentences that the model reads the better, the further the run is.
std::vector<engine::RunExample> FakeWorkbench::makeExamples(double progress) {
    std::vector<engine::RunExample> out;
    for (std::size_t i = 0; i < 10; ++i) {
        const Sentence& sentence = sentences()[i % 4];
        engine::RunExample example;
        example.document = std::int64_t(100 + 17 * i);
        example.sentence = std::uint32_t(i % 3);
        example.text = sentence.text;
        const QString text = QString::fromUtf8(sentence.text);
        for (const auto& [words, label] : sentence.spans) {
            const QString part = QString::fromUtf8(words);
            const auto at = std::uint32_t(text.indexOf(part));
            example.gold.push_back({at, at + std::uint32_t(part.size()), label, 1});
        }
        example.predicted = example.gold;
        example.agrees = double(i) / 10 > 1.2 - progress * 0.9;
        if (!example.agrees && i % 3 == 0)
            example.predicted.erase(example.predicted.begin());
        else if (!example.agrees)
            example.predicted.front().label = i % 3 == 1 ? "PER" : "LOC";
        example.score = 0.35 + 0.05 * double(i);
        out.push_back(example);
    }
    std::stable_sort(
        out.begin(), out.end(), [](const auto& a, const auto& b) { return a.agrees < b.agrees; });
    return out;
}

void FakeWorkbench::finishTraining(bool stopped) {
    m_training = false;
    TrainEvent event;
    event.kind = TrainEvent::Finished;
    event.run = lastRequest.name;
    event.stopped = stopped;
    event.split = QStringLiteral("test");
    event.scores = makeScores(0.913);
    m_events.push_back(event);
    runRows.back().state = stopped ? store::RunState::Stopped : store::RunState::Finished;
    runRows.back().finished = runRows.back().created + 124000;
    runRows.back().scores = R"({"micro":{"precision":0.923,"recall":0.903,"f1":0.913,"support":711},
        "macro":{"precision":0.9,"recall":0.88,"f1":0.89,"support":711},
        "types":{"LOC":{"precision":0.95,"recall":0.94,"f1":0.945,"support":201},
        "ORG":{"precision":0.91,"recall":0.88,"f1":0.895,"support":180},
        "PER":{"precision":0.93,"recall":0.92,"f1":0.925,"support":150},
        "PRODUCT":{"precision":0.84,"recall":0.81,"f1":0.825,"support":90},
        "MONEY":{"precision":0.97,"recall":0.96,"f1":0.965,"support":50},
        "DATE":{"precision":0.96,"recall":0.9,"f1":0.929,"support":40}}})";
    Q_EMIT trainingChanged();
}

void FakeWorkbench::failTraining(const Error& error) {
    m_training = false;
    TrainEvent event;
    event.kind = TrainEvent::Failed;
    event.run = lastRequest.name;
    event.error = error;
    m_events.push_back(event);
    runRows.back().state = store::RunState::Failed;
    Q_EMIT trainingChanged();
}

void FakeWorkbench::stopTraining() {
    calls << QStringLiteral("stop");
    QTimer::singleShot(delay, this, [this] {
        if (m_training)
            finishTraining(true);
    });
}

std::vector<TrainEvent> FakeWorkbench::takeTrainEvents() {
    return std::exchange(m_events, {});
}

Workbench::Ticket FakeWorkbench::runs(Reply<std::vector<store::RunRow>> reply) {
    return answer<std::vector<store::RunRow>>(
        std::move(reply), [this]() -> Result<std::vector<store::RunRow>> { return runRows; });
}

Workbench::Ticket FakeWorkbench::metrics(RunId run, Reply<std::vector<store::MetricRow>> reply) {
    return answer<std::vector<store::MetricRow>>(std::move(reply),
        [this, run]() -> Result<std::vector<store::MetricRow>> { return metricRows(run); });
}

std::vector<store::MetricRow> FakeWorkbench::metricRows(RunId run) const {
    std::vector<store::MetricRow> rows;
    for (qint64 step = 1; step <= m_step; ++step) {
        const double x = double(step);
        rows.push_back({step, 4 * x / double(trainSteps), "train", "loss",
            0.12 + 2.2 * std::exp(-x / 60)
                + 0.1 * std::sin(12.9898 * x + double(run.value)) * std::cos(4.1414 * x)});
    }
    for (qint64 step = trainSteps / 4; step <= m_step; step += trainSteps / 4)
        rows.push_back({step, 0, "validation", "loss", 0.12 + 1.9 * std::exp(-double(step) / 70)});
    return rows;
}

Workbench::Ticket FakeWorkbench::curves(RunId run, Reply<RunCurves> reply) {
    return answer<RunCurves>(std::move(reply), [this, run]() -> Result<RunCurves> {
        if (runCurves)
            return *runCurves;
        RunCurves curves;
        for (const store::MetricRow& row : metricRows(run))
            curves.add(row.step, row.epoch, row.split, row.key, row.value);
        return curves;
    });
}

Workbench::Ticket FakeWorkbench::history(const QString&, Reply<RunHistory> reply) {
    return answer<RunHistory>(
        std::move(reply), [this]() -> Result<RunHistory> { return runHistory; });
}

} // namespace evenspan::ui
