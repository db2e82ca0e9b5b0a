// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/engine/safetensors.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

std::string headOf(std::uint64_t length) {
    std::string out(8, '\0');
    std::memcpy(out.data(), &length, 8);
    return out;
}

// A file of a header and `data` bytes of values.
std::string fileOf(const std::string& header, std::size_t data = 0) {
    return headOf(header.size()) + header + std::string(data, '\x01');
}

std::string entry(const std::string& dtype, const std::string& shape, const std::string& offsets) {
    return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets
        + "}";
}

std::string one(const std::string& dtype, const std::string& shape, const std::string& offsets) {
    return R"({"w":)" + entry(dtype, shape, offsets) + "}";
}

std::string two(const std::string& a, const std::string& b) {
    return R"({"a":)" + entry("F32", "[2]", a) + R"(,"b":)" + entry("F32", "[2]", b) + "}";
}

std::filesystem::path in(const QTemporaryDir& dir, const char* name) {
    return std::filesystem::path(dir.path().toStdString()) / name;
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites_data();
    void readsWhatItWrites();
    void writesEqualBytes();
    void refusesWrongViews();
    void takesLegalFiles_data();
    void takesLegalFiles();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void refusesPickles_data();
    void refusesPickles();
    void survivesFlippedBytes();
    void survivesEveryCut();
    void keepsBytesAlive();
};

void TestSafetensors::readsWhatItWrites_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 40; ++seed)
        QTest::addRow("%d", seed) << seed;
}

void TestSafetensors::readsWhatItWrites() {
    QFETCH(int, seed);
    Philox rng(static_cast<std::uint64_t>(seed));
    const std::array types{DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32};
    std::map<std::string, std::string> contents;
    WeightViews views;
    for (std::uint64_t i = 0, n = rng.below(12); i < n; ++i) {
        const std::string name = "t\"\\\n\xc3\xbc." + std::to_string(rng.below(1000));
        const DType type = types[rng.below(types.size())];
        std::vector<std::int64_t> shape;
        std::size_t size = widthOf(type);
        for (std::uint64_t d = rng.below(4); d > 0; --d) {
            shape.push_back(static_cast<std::int64_t>(rng.below(6))); // 0 too: an empty tensor
            size *= static_cast<std::size_t>(shape.back());
        }
        std::string& bytes = contents[name];
        bytes.clear();
        for (std::size_t b = 0; b < size; ++b)
            bytes.push_back(static_cast<char>(rng.below(256))); // NaN and infinities among them
        views[name] = {type, shape, std::as_bytes(std::span(bytes))};
    }
    std::map<std::string, std::string> metadata;
    for (std::uint64_t i = rng.below(3); i > 0; --i)
        metadata["k" + std::to_string(i)] = std::to_string(rng.next32());

    QTemporaryDir dir;
    const auto path = in(dir, "w.safetensors");
    QVERIFY(writeSafetensors(path, views, metadata).ok());
    auto file = SafetensorsFile::open(path);
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
    QCOMPARE(file->metadata(), metadata);
    QCOMPARE(file->tensors().size(), views.size());
    for (const auto& [name, view] : views) {
        const TensorView& back = file->tensors().at(name);
        QVERIFY(back.type == view.type);
        QCOMPARE(back.shape, view.shape);
        QVERIFY(
            std::equal(back.bytes.begin(), back.bytes.end(), view.bytes.begin(), view.bytes.end()));
    }
}

void TestSafetensors::writesEqualBytes() {
    Tensor a{{2, 2}, {1, 2, 3, std::nanf("")}};
    const Tensor b{{1}, {-0.0f}};
    QTemporaryDir dir;
    const auto first = in(dir, "1"), second = in(dir, "2");
    QVERIFY(writeSafetensors(first, {{"a", viewOf(a)}, {"b", viewOf(b)}}, {{"format", "pt"}}));
    QVERIFY(writeSafetensors(second, {{"b", viewOf(b)}, {"a", viewOf(a)}}, {{"format", "pt"}}));
    QCOMPARE(*readFile(first), *readFile(second));
    a.values[0] = 7;
    QVERIFY(writeSafetensors(second, {{"a", viewOf(a)}, {"b", viewOf(b)}}, {{"format", "pt"}}));
    QVERIFY(*readFile(first) != *readFile(second));
    std::uint64_t length = 0;
    std::memcpy(&length, readFile(first)->data(), 8);
    QCOMPARE(length % 8, std::uint64_t{0}); // values lie at a multiple of their width
}

void TestSafetensors::refusesWrongViews() {
    QTemporaryDir dir;
    const auto path = in(dir, "w");
    Tensor t{{3}, {1, 2}};
    auto done = writeSafetensors(path, {{"a", viewOf(t)}});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!std::filesystem::exists(path));
    t.values.push_back(3);
    done = writeSafetensors(in(dir, "absent/w"), {{"a", viewOf(t)}});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::NotFound);
}

void TestSafetensors::takesLegalFiles_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("tensors");
    QTest::addColumn<int>("others");
    const auto row = [](const char* name, const std::string& bytes, int tensors, int others = 0) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << tensors << others;
    };
    row("nothing", fileOf("{}"), 0);
    row("blanks behind", fileOf("{}      "), 0);
    row("one", fileOf(one("F32", "[2,3]", "[0,24]"), 24), 1);
    row("scalar", fileOf(one("F32", "[]", "[0,4]"), 4), 1);
    row("empty", fileOf(one("F32", "[0]", "[0,0]")), 1);
    row("empty in a large shape", fileOf(one("I64", "[0,281474976710655]", "[0,0]")), 1);
    row("two", fileOf(two("[0,8]", "[8,16]"), 16), 2);
    row("two, the later first", fileOf(two("[8,16]", "[0,8]"), 16), 2);
    row("metadata", fileOf(R"({"__metadata__":{"a":"b","":""}})"), 0);
    row("no metadata in it", fileOf(R"({"__metadata__":{}})"), 0);
    for (const auto& [type, width] : std::initializer_list<std::pair<const char*, int>>{{"F64", 8},
             {"U64", 8}, {"U32", 4}, {"I16", 2}, {"U16", 2}, {"I8", 1}, {"U8", 1}, {"BOOL", 1},
             {"F8_E4M3", 1}, {"F8_E5M2", 1}, {"C64", 8}})
        row(type,
            fileOf(one(type, "[3]", "[0," + std::to_string(3 * width) + "]"),
                static_cast<std::size_t>(3 * width)),
            0, 1);
    row("an empty one between",
        fileOf(R"({"a":)" + entry("F32", "[1]", "[0,4]") + R"(,"b":)" + entry("F32", "[0]", "[4,4]")
                + R"(,"c":)" + entry("F32", "[1]", "[4,8]") + "}",
            8),
        3);
}

void TestSafetensors::takesLegalFiles() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, tensors);
    QFETCH(int, others);
    auto file = SafetensorsFile::parse(bytes.toStdString(), "case");
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
    QCOMPARE(static_cast<int>(file->tensors().size()), tensors);
    QCOMPARE(static_cast<int>(file->otherTypes().size()), others);
}

void TestSafetensors::refusesBrokenFiles_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    const std::string good = one("F32", "[2]", "[0,8]");
    row("empty file", "");
    row("7 bytes", std::string(7, '\0'));
    row("length 0", headOf(0));
    row("length 0 with data", headOf(0) + "abcd");
    row("length past the end", headOf(3) + "{}");
    row("length over 100,000,000", headOf(100'000'001) + "{}");
    row("length 2^63", headOf(std::uint64_t{1} << 63) + "{}");
    row("length 2^64-1", headOf(UINT64_MAX) + "{}");
    row("blank in front", fileOf(" {}"));
    row("byte order mark", fileOf("\xef\xbb\xbf{}"));
    row("a list", fileOf("[]"));
    row("a text", fileOf("\"{}\""));
    row("null", fileOf("null"));
    row("not closed", fileOf("{"));
    row("not JSON", fileOf("{w}"));
    row("comma at the end", fileOf("{\"__metadata__\":{},}"));
    row("a comment", fileOf("{/* */}"));
    row("two objects", fileOf("{}{}"));
    row("NUL behind", fileOf(std::string("{}\0", 3)));
    row("NUL and an object behind", fileOf(std::string("{}\0{}", 5)));
    row("newline behind", fileOf("{}\n"));
    row("tab behind", fileOf("{}\t"));
    row("a name that is not UTF-8", fileOf("{\"\xff\":" + entry("F32", "[0]", "[0,0]") + "}"));
    row("a surrogate as name", fileOf("{\"\\ud800\":" + entry("F32", "[0]", "[0,0]") + "}"));
    row("tensor twice",
        fileOf(R"({"w":)" + entry("F32", "[1]", "[0,4]") + R"(,"w":)" + entry("F32", "[1]", "[4,8]")
                + "}",
            8));
    row("same tensor by an escape",
        fileOf(R"({"w":)" + entry("F32", "[1]", "[0,4]") + R"(,"\u0077":)"
                + entry("F32", "[1]", "[0,4]") + "}",
            4));
    row("metadata twice", fileOf(R"({"__metadata__":{},"__metadata__":{}})"));
    row("metadata key twice", fileOf(R"({"__metadata__":{"a":"1","a":"2"}})"));
    row("dtype twice",
        fileOf(R"({"w":{"dtype":"F32","dtype":"F16","shape":[2],"data_offsets":[0,8]}})", 8));
    row("metadata a list", fileOf(R"({"__metadata__":[]})"));
    row("metadata a text", fileOf(R"({"__metadata__":"a"})"));
    row("metadata null", fileOf(R"({"__metadata__":null})"));
    row("metadata of numbers", fileOf(R"({"__metadata__":{"a":1}})"));
    row("metadata nested", fileOf(R"({"__metadata__":{"a":{"b":"c"}}})"));
    row("tensor a number", fileOf(R"({"w":1})"));
    row("tensor a list", fileOf(R"({"w":[]})"));
    row("tensor empty", fileOf(R"({"w":{}})"));
    row("dtype missing", fileOf(R"({"w":{"shape":[0],"data_offsets":[0,0]}})"));
    row("shape missing", fileOf(R"({"w":{"dtype":"F32","data_offsets":[0,4]}})", 4));
    row("offsets missing", fileOf(R"({"w":{"dtype":"F32","shape":[0]}})"));
    row("another field",
        fileOf(R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}})", 4));
    row("dtype unknown", fileOf(one("F31", "[1]", "[0,4]"), 4));
    row("dtype in small letters", fileOf(one("f32", "[1]", "[0,4]"), 4));
    row("dtype a number", fileOf(R"({"w":{"dtype":32,"shape":[1],"data_offsets":[0,4]}})", 4));
    row("dtype a list", fileOf(R"({"w":{"dtype":["F32"],"shape":[1],"data_offsets":[0,4]}})", 4));
    row("shape a number", fileOf(one("F32", "1", "[0,4]"), 4));
    row("shape of texts", fileOf(one("F32", "[\"1\"]", "[0,4]"), 4));
    row("shape of fractions", fileOf(one("F32", "[1.0]", "[0,4]"), 4));
    row("shape of truth values", fileOf(one("F32", "[true]", "[0,4]"), 4));
    row("shape nested", fileOf(one("F32", "[[1]]", "[0,4]"), 4));
    row("shape negative", fileOf(one("F32", "[-1,-1]", "[0,4]"), 4));
    row("dimension over 2^48", fileOf(one("F32", "[281474976710656,0]", "[0,0]")));
    row("dimension over 2^64", fileOf(one("F32", "[18446744073709551617]", "[0,4]"), 4));
    // 2^62 * 4 = 2^64 wraps to 0
    row("size that wraps to 0", fileOf(one("F32", "[4611686018427387904]", "[0,0]")));
    row("sizes that wrap together", fileOf(one("F32", "[4294967296,4294967296]", "[0,0]")));
    row("offsets a number", fileOf(one("F32", "[1]", "4"), 4));
    row("one offset", fileOf(one("F32", "[1]", "[4]"), 4));
    row("three offsets", fileOf(one("F32", "[1]", "[0,4,8]"), 4));
    row("offsets reversed", fileOf(one("F32", "[1]", "[4,0]"), 4));
    row("offsets negative", fileOf(one("F32", "[1]", "[-4,0]"), 4));
    row("offsets as fractions", fileOf(one("F32", "[1]", "[0.0,4.0]"), 4));
    row("offsets over 2^64", fileOf(one("F32", "[1]", "[0,18446744073709551620]"), 4));
    row("offset past the end", fileOf(good, 7));
    row("bytes behind", fileOf(good, 9));
    row("bytes and no tensor", fileOf("{}", 1));
    row("shape too small", fileOf(one("F32", "[1]", "[0,8]"), 8));
    row("shape too large", fileOf(one("F32", "[3]", "[0,8]"), 8));
    row("width of another type", fileOf(one("F16", "[2]", "[0,8]"), 8));
    row("scalar without bytes", fileOf(one("F32", "[]", "[0,0]")));
    row("hole at the start", fileOf(one("F32", "[1]", "[4,8]"), 8));
    row("hole between", fileOf(two("[0,8]", "[9,17]"), 17));
    row("overlap", fileOf(two("[0,8]", "[4,12]"), 12));
    row("two on one place", fileOf(two("[0,8]", "[0,8]"), 8));
    row("an empty one within another",
        fileOf(R"({"a":)" + entry("F32", "[2]", "[0,8]") + R"(,"b":)" + entry("F32", "[0]", "[4,4]")
                + "}",
            8));
    row("100,000 lists", fileOf("{\"w\":" + std::string(100'000, '[') + "}"));
    std::string deep;
    for (int i = 0; i < 50'000; ++i)
        deep += "{\"a\":";
    row("50,000 objects", fileOf(deep + "1" + std::string(50'000, '}')));
    std::string bomb = "{";
    for (int i = 0; i < 500; ++i)
        bomb += (i ? ",\"" : "\"") + std::to_string(i) + "\":" + entry("F32", "[2]", "[0,8]");
    row("500 tensors over the same bytes", fileOf(bomb + "}", 8));
}

void TestSafetensors::refusesBrokenFiles() {
    QFETCH(QByteArray, bytes);
    auto file = SafetensorsFile::parse(bytes.toStdString(), "the place");
    QVERIFY(!file.ok());
    QCOMPARE(file.error().code, ErrorCode::Corrupt);
    QCOMPARE(file.error().where, std::string("the place"));
    QVERIFY(!file.error().what.empty());
    QVERIFY(!file.error().remedy.empty());
}

void TestSafetensors::refusesPickles_data() {
    QTest::addColumn<QByteArray>("bytes");
    // torch.save since 1.6 (a zip), and before it (protocol 2), and later protocols.
    QTest::newRow("zip") << QByteArray("PK\x03\x04\x00\x00\x08\x08\x00\x00\x00\x00", 12);
    QTest::newRow("protocol 2") << QByteArray("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20", 10);
    QTest::newRow("protocol 4") << QByteArray("\x80\x04\x95\x0a\x00\x00\x00\x00\x00\x00\x00", 11);
    QTest::newRow("protocol 5") << QByteArray("\x80\x05\x95\x0a\x00\x00\x00\x00\x00\x00\x00", 11);
}

void TestSafetensors::refusesPickles() {
    QFETCH(QByteArray, bytes);
    QTemporaryDir dir;
    const auto path = in(dir, "model.safetensors");
    QVERIFY(writeFileAtomic(path, bytes.toStdString()).ok());
    auto file = SafetensorsFile::open(path);
    QVERIFY(!file.ok());
    QCOMPARE(file.error().code, ErrorCode::Unsafe);
    QVERIFY(file.error().remedy.find("safetensors") != std::string::npos);
}

namespace {

std::string sample() {
    QTemporaryDir dir;
    const Tensor a{{2, 3}, {1, 2, 3, 4, 5, 6}}, b{{4}, {1, 2, 3, 4}};
    const auto path = in(dir, "w");
    const auto done = writeSafetensors(
        path, {{"layer.a", viewOf(a)}, {"layer.b", viewOf(b)}}, {{"format", "pt"}});
    return done ? *readFile(path) : std::string();
}

// Every view lies within the file; touching each byte lets a sanitizer see it.
bool withinFile(const SafetensorsFile& file) {
    const auto all = std::as_bytes(std::span(*file.storage()));
    unsigned sum = 0;
    for (const auto& [name, view] : file.tensors()) {
        if (view.bytes.empty())
            continue;
        if (view.bytes.data() < all.data()
            || view.bytes.data() + view.bytes.size() > all.data() + all.size())
            return false;
        std::size_t size = widthOf(view.type);
        for (const auto n : view.shape)
            size *= static_cast<std::size_t>(n);
        if (size != view.bytes.size())
            return false;
        for (const std::byte byte : view.bytes)
            sum += static_cast<unsigned>(byte);
    }
    return sum < UINT32_MAX;
}

} // namespace

void TestSafetensors::survivesFlippedBytes() {
    const std::string good = sample();
    QVERIFY(!good.empty());
    Philox rng(11);
    int taken = 0, refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = good;
        for (std::uint64_t n = 1 + rng.below(4); n > 0; --n) {
            char& c = bytes[rng.below(bytes.size())];
            c = rng.below(2) ? static_cast<char>(rng.below(256))
                             : "{}[]\",:0123456789 "[rng.below(18)];
        }
        auto file = SafetensorsFile::parse(std::move(bytes), "flipped");
        if (file.ok()) {
            QVERIFY(withinFile(*file));
            ++taken;
        } else {
            QVERIFY(!file.error().what.empty());
            ++refused;
        }
    }
    QVERIFY(taken > 0); // flips within the values
    QVERIFY(refused > 0);
}

void TestSafetensors::survivesEveryCut() {
    const std::string good = sample();
    for (std::size_t n = 0; n < good.size(); ++n) {
        auto cut = SafetensorsFile::parse(good.substr(0, n), "cut");
        QVERIFY(!cut.ok());
        QCOMPARE(cut.error().code, ErrorCode::Corrupt);
    }
    for (std::size_t n = 1; n < 20; ++n)
        QVERIFY(!SafetensorsFile::parse(good + std::string(n, '\0'), "longer").ok());
    QVERIFY(SafetensorsFile::parse(good, "whole").ok());
}

void TestSafetensors::keepsBytesAlive() {
    WeightViews views;
    std::shared_ptr<const std::string> storage;
    {
        auto file = SafetensorsFile::parse(sample(), "sample");
        QVERIFY(file.ok());
        const SafetensorsFile copy = *file;
        views = copy.tensors();
        storage = copy.storage();
    }
    float value = 0;
    std::memcpy(&value, views.at("layer.b").bytes.data() + 8, 4);
    QCOMPARE(value, 3.0f);
}

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
