// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/normalizers.h"

#include <nlohmann/json.hpp>

#include "core/text/utf8.h"
#include "core/tokenizer/charsmap.h"
#include "core/tokenizer/json_keys.h"
#include "core/tokenizer/normal_forms.h"
#include "core/tokenizer/split_pattern.h"
#include "core/tokenizer/unicode_rules.h"
#include "core/tokenizer/wordpiece.h"

#include <functional>

namespace evenspan {

namespace {

using namespace tokenizer_json;
using Changes = std::vector<AlignedText::Change>;

// Keeps the characters that the test lets through.
template <class Test> void filter(AlignedText& text, Test&& keep) {
    const auto& bytes = text.bytes();
    Changes changes;
    std::size_t dropped = 0;
    bool all = true;
    for (std::size_t at = 0; at < bytes.size();) {
        const char32_t c = nextCodePoint(bytes, at);
        if (keep(c)) {
            changes.push_back({c, 0});
            continue;
        }
        all = false;
        if (changes.empty())
            ++dropped;
        else
            --changes.back().change;
    }
    if (!all)
        text.transform(changes, dropped);
}

// Appends the changes of each character in turn.
template <class F> void expand(AlignedText& text, F&& change) {
    Changes changes;
    const auto& bytes = text.bytes();
    for (std::size_t at = 0; at < bytes.size();)
        change(nextCodePoint(bytes, at), changes);
    text.transform(changes);
}

void lowercase(AlignedText& text) {
    if (text.isAscii()) {
        text.mapAscii([](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return;
    }
    std::u32string lowered;
    expand(text, [&](char32_t c, Changes& out) {
        lowered.clear();
        unicode::lowercase(c, lowered);
        for (std::size_t i = 0; i < lowered.size(); ++i)
            out.push_back({lowered[i], i > 0 ? 1 : 0});
    });
}

void cleanText(AlignedText& text) {
    filter(text, [](char32_t c) { return c != 0 && c != 0xFFFD && !unicode::isControl(c); });
    expand(text, [](char32_t c, Changes& out) {
        out.push_back({unicode::isWhitespace(c) ? U' ' : c, 0});
    });
}

void spaceIdeographs(AlignedText& text) {
    expand(text, [](char32_t c, Changes& out) {
        if (unicode::isCjkIdeograph(c))
            out.insert(out.end(), {{U' ', 0}, {c, 1}, {U' ', 1}});
        else
            out.push_back({c, 0});
    });
}

void applyBert(const BertNormalization& rules, AlignedText& text) {
    if (rules.cleanText)
        cleanText(text);
    if (rules.chineseChars)
        spaceIdeographs(text);
    if (rules.stripAccents) {
        normalize(NormalForm::Nfd, text);
        filter(text, [](char32_t c) { return !unicode::isNonSpacingMark(c); });
    }
    if (rules.lowercase)
        lowercase(text);
}

// The rules of SentencePiece's NMT normalization for control characters and blanks.
void applyNmt(AlignedText& text) {
    filter(text, [](char32_t c) {
        return !((c >= 1 && c <= 8) || c == 0xB || (c >= 0xE && c <= 0x1F) || c == 0x7F || c == 0x8F
            || c == 0x9F);
    });
    expand(text, [](char32_t c, Changes& out) {
        const bool blank = c == 9 || c == 0xA || c == 0xC || c == 0xD || c == 0x1680
            || (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x2581
            || c == 0xFEFF || c == 0xFFFD;
        out.push_back({blank ? U' ' : c, 0});
    });
}

void strip(AlignedText& text, bool left, bool right) {
    const auto& bytes = text.bytes();
    std::size_t leading = 0, total = 0, trailing = 0;
    for (std::size_t at = 0; at < bytes.size(); ++total) {
        const bool blank = unicode::isWhitespace(nextCodePoint(bytes, at));
        if (blank && leading == total)
            ++leading;
        trailing = blank ? trailing + 1 : 0;
    }
    if (!left)
        leading = 0;
    if (!right)
        trailing = 0;
    if (leading == 0 && trailing == 0)
        return;
    Changes changes;
    std::size_t index = 0;
    for (std::size_t at = 0; at < bytes.size(); ++index) {
        const char32_t c = nextCodePoint(bytes, at);
        if (index >= leading && index + trailing < total)
            changes.push_back({c, 0});
    }
    text.transform(changes, leading);
}

class FunctionNormalizer final : public Normalizer {
public:
    explicit FunctionNormalizer(std::function<void(AlignedText&)> function)
        : m_function(std::move(function)) { }
    void apply(AlignedText& text) const override { m_function(text); }

private:
    std::function<void(AlignedText&)> m_function;
};

using Function = std::function<void(AlignedText&)>;

Result<Function> readReplace(const Json& json) {
    const char* where = "tokenizer.json: normalizer: Replace";
    const auto* pattern = member(json, "pattern");
    auto read = readSplitPattern(pattern ? *pattern : Json(), where);
    if (!read)
        return read.error();
    return Function([pattern = std::shared_ptr<const SplitPattern>(std::move(*read)),
                        content = valueOr<std::string>(json, "content", "")](AlignedText& text) {
        if (text.empty())
            return;
        std::vector<SplitPattern::Part> parts;
        std::vector<std::pair<std::size_t, std::size_t>> ranges;
        pattern->parts(text.bytes(), parts);
        for (const auto& part : parts)
            if (part.match)
                ranges.push_back({part.begin, part.end});
        text.replace(ranges, content);
    });
}

Result<Function> readOne(const Json& json) {
    const auto type = typeOf(json);
    if (type == "BertNormalizer") {
        const bool lower = valueOr(json, "lowercase", true);
        const BertNormalization rules{valueOr(json, "clean_text", true),
            valueOr(json, "handle_chinese_chars", true), valueOr(json, "strip_accents", lower),
            lower};
        return Function([rules](AlignedText& text) { applyBert(rules, text); });
    }
    for (const auto& [name, form] :
        {std::pair{"NFC", NormalForm::Nfc}, std::pair{"NFD", NormalForm::Nfd},
            std::pair{"NFKC", NormalForm::Nfkc}, std::pair{"NFKD", NormalForm::Nfkd}})
        if (type == name)
            return Function([form = form](AlignedText& text) { normalize(form, text); });
    if (type == "Lowercase")
        return Function(lowercase);
    if (type == "Nmt")
        return Function(applyNmt);
    if (type == "StripAccents")
        return Function([](AlignedText& text) {
            filter(text, [](char32_t c) { return !unicode::isCombiningMark(c); });
        });
    if (type == "Strip")
        return Function(
            [left = valueOr(json, "strip_left", true), right = valueOr(json, "strip_right", true)](
                AlignedText& text) { strip(text, left, right); });
    if (type == "Prepend")
        return Function([before = valueOr<std::string>(json, "prepend", "")](
                            AlignedText& text) { text.prepend(before); });
    if (type == "Replace")
        return readReplace(json);
    if (type == "Precompiled") {
        auto map = Charsmap::decode(valueOr<std::string>(json, "precompiled_charsmap", ""));
        if (!map)
            return map.error();
        return Function([map = std::move(*map)](AlignedText& text) { map.apply(text); });
    }
    return unsupported(
        "The tokenizer's normalizer is of the kind '" + type + "'", "tokenizer.json: normalizer");
}

Result<void> readInto(const Json& json, Normalizers& out) {
    if (typeOf(json) != "Sequence") {
        auto one = readOne(json);
        if (!one)
            return one.error();
        out.push_back(std::make_unique<FunctionNormalizer>(std::move(*one)));
        return {};
    }
    const auto* list = member(json, "normalizers");
    if (!list || !list->is_array())
        return bad("A sequence has no members", "tokenizer.json: normalizer");
    for (const auto& item : *list)
        if (auto done = readInto(item, out); !done)
            return done;
    return {};
}

} // namespace

Result<Normalizers> readNormalizers(const Json& json) {
    Normalizers out;
    if (!json.is_null())
        if (auto done = readInto(json, out); !done)
            return done.error();
    return out;
}

} // namespace evenspan
