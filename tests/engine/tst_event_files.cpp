// SPDX-License-Identifier: GPL-3.0-or-later
// Event files for TensorBoard, read back byte by byte as their format says.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/engine/tensorboard.h"
#endif
#include <bit>
#include <cmath>
#include <cstring>
#include <QTemporaryDir>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::engine;
namespace fs = std::filesystem;

namespace {

// One bit at a time, as the polynomial is defined.
std::uint32_t slowCrc(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0x82F63B78 : 0);
    }
    return ~crc;
}

class Bytes {
public:
    explicit Bytes(std::string bytes)
        : m_bytes(std::move(bytes)) { }
    bool done() const { return m_at == m_bytes.size(); }
    std::string take(std::size_t size) {
        if (m_at + size > m_bytes.size())
            qFatal("cut off");
        m_at += size;
        return m_bytes.substr(m_at - size, size);
    }
    template <class T> T fixed() {
        T value = 0;
        const auto bytes = take(sizeof(T));
        for (std::size_t i = sizeof(T); i-- > 0;)
            value = T(value << 8 | static_cast<unsigned char>(bytes[i]));
        return value;
    }
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1)[0]);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (!(byte & 0x80))
                return value;
        }
    }

private:
    std::string m_bytes;
    std::size_t m_at = 0;
};

struct Event {
    double time = 0;
    std::int64_t step = 0;
    std::string version;
    std::vector<std::pair<std::string, float>> scalars;
};

// Frames are checked as a reader would; wrong ones end the test.
std::vector<Event> read(const fs::path& path) {
    Bytes file(*readFile(path));
    std::vector<Event> out;
    const auto masked = [](std::uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xA282EAD8; };
    while (!file.done()) {
        const auto length = file.take(8);
        if (file.fixed<std::uint32_t>() != masked(slowCrc(length)))
            qFatal("the sum of a length is wrong");
        const auto body = file.take(Bytes(length).fixed<std::uint64_t>());
        if (file.fixed<std::uint32_t>() != masked(slowCrc(body)))
            qFatal("the sum of an event is wrong");
        Bytes event(body);
        Event& to = out.emplace_back();
        while (!event.done())
            switch (const auto key = event.varint()) {
            case 1 << 3 | 1:
                to.time = std::bit_cast<double>(event.fixed<std::uint64_t>());
                break;
            case 2 << 3 | 0:
                to.step = std::int64_t(event.varint());
                break;
            case 3 << 3 | 2:
                to.version = event.take(event.varint());
                break;
            case 5 << 3 | 2: {
                Bytes summary(event.take(event.varint()));
                while (!summary.done()) {
                    if (summary.varint() != (1 << 3 | 2))
                        qFatal("no value");
                    Bytes value(summary.take(summary.varint()));
                    auto& scalar = to.scalars.emplace_back();
                    while (!value.done())
                        if (value.varint() == (1 << 3 | 2))
                            scalar.first = value.take(value.varint());
                        else
                            scalar.second = std::bit_cast<float>(value.fixed<std::uint32_t>());
                }
                break;
            }
            default:
                qFatal("an unknown key: %d", int(key));
            }
    }
    return out;
}

} // namespace

class TstEventFiles : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    fs::path path(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

private Q_SLOTS:
    void checksums_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<quint32>("crc");
        QTest::newRow("nothing") << QByteArray() << quint32(0);
        QTest::newRow("digits") << QByteArray("123456789") << quint32(0xE3069283);
        // RFC 3720, appendix B.4.
        QTest::newRow("32 zeros") << QByteArray(32, '\0') << quint32(0x8A9136AA);
        QTest::newRow("32 ones") << QByteArray(32, '\xff') << quint32(0x62A8AB43);
        QByteArray up, down;
        for (int i = 0; i < 32; ++i) {
            up += char(i);
            down += char(31 - i);
        }
        QTest::newRow("ascending") << up << quint32(0x46DD794E);
        QTest::newRow("descending") << down << quint32(0x113FDB5C);
    }
    void checksums() {
        QFETCH(QByteArray, bytes);
        QFETCH(quint32, crc);
        QCOMPARE(crc32c(bytes.toStdString()), crc);
        QCOMPARE(slowCrc(bytes.toStdString()), crc);
    }

    void anyBytesHaveTheChecksumOfTheDefinition() {
        Philox rng(41);
        for (int round = 0; round < 500; ++round) {
            std::string bytes;
            for (auto left = rng.below(300); left > 0; --left)
                bytes += char(rng.below(256));
            QCOMPARE(crc32c(bytes), slowCrc(bytes));
        }
    }

    void eventsComeBack() {
        Philox rng(42);
        auto writer = EventFileWriter::create(path("run"));
        QVERIFY(writer.ok());
        std::vector<Event> written;
        for (int round = 0; round < 300; ++round) {
            Event event;
            event.time = 1.7e9 + rng.uniform() * 1e6;
            event.step = std::int64_t(rng.below(std::uint64_t{1} << (1 + rng.below(62))));
            std::vector<EventFileWriter::Scalar> scalars;
            for (auto left = rng.below(4); left > 0; --left) {
                scalars.push_back({std::string(rng.below(200), 'a') + "/损失",
                    (rng.uniform() - 0.5) * std::pow(10, double(rng.below(20)))});
                event.scalars.emplace_back(scalars.back().tag, float(scalars.back().value));
            }
            QVERIFY(writer->add(event.time, event.step, scalars).ok());
            written.push_back(std::move(event));
        }
        const auto events = read(writer->path()); // on the disk's cache by now
        QCOMPARE(events.size(), written.size() + 1);
        QCOMPARE(events[0].version, std::string("brain.Event:2"));
        QVERIFY(events[0].scalars.empty());
        for (std::size_t i = 0; i < written.size(); ++i) {
            QCOMPARE(events[i + 1].time, written[i].time);
            QCOMPARE(events[i + 1].step, written[i].step);
            QVERIFY(events[i + 1].scalars == written[i].scalars);
        }
    }

    void oddValues() {
        auto writer = EventFileWriter::create(path("odd"));
        QVERIFY(writer.ok());
        QVERIFY(
            writer
                ->add(0, -1,
                    {{"", 0}, {"inf", INFINITY}, {"nan", NAN}, {"huge", 1e300}, {"tiny", 1e-300}})
                .ok());
        const auto events = read(writer->path());
        QCOMPARE(events[1].step, std::int64_t(-1));
        const auto& scalars = events[1].scalars;
        QCOMPARE(scalars.size(), std::size_t(5));
        QCOMPARE(scalars[0].first, std::string());
        QVERIFY(std::isinf(scalars[1].second) && std::isnan(scalars[2].second));
        QVERIFY(std::isinf(scalars[3].second) && scalars[4].second == 0);
    }

    void filesStandBesideEachOther() {
        std::set<fs::path> paths;
        for (int i = 0; i < 5; ++i) {
            const auto writer = EventFileWriter::create(path("deep/er/run"));
            QVERIFY(writer.ok());
            const auto name = writer->path().filename().string();
            QVERIFY(name.starts_with("events.out.tfevents."));
            QCOMPARE(writer->path().parent_path(), path("deep/er/run"));
            QVERIFY(paths.insert(writer->path()).second);
        }
    }

    void whereNoFolderCanBe() {
        QVERIFY(writeFileAtomic(path("file"), "x").ok());
        const auto writer = EventFileWriter::create(path("file/run"));
        QVERIFY(!writer.ok());
        QVERIFY(writer.error().where.find("file") != std::string::npos);
        QVERIFY(!writer.error().remedy.empty());
        const auto gone = EventFileWriter::create(path("file"));
        QVERIFY(!gone.ok());
    }
};

QTEST_APPLESS_MAIN(TstEventFiles)
#include "tst_event_files.moc"
