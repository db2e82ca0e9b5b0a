// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/label_config.h"

#include "core/io/xml_read.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <pugixml.hpp>

namespace evenspan::io {

namespace {

constexpr std::size_t kLongest = std::size_t{4} << 20; // bytes
constexpr int kDepth = 64; // elements between <Labels> and a label

struct Named {
    const char* name;
    std::uint32_t rgb;
};
// Sorted by name.
constexpr Named kNamed[]{{"aliceblue", 0xf0f8ff}, {"antiquewhite", 0xfaebd7}, {"aqua", 0x00ffff},
    {"aquamarine", 0x7fffd4}, {"azure", 0xf0ffff}, {"beige", 0xf5f5dc}, {"bisque", 0xffe4c4},
    {"black", 0x000000}, {"blanchedalmond", 0xffebcd}, {"blue", 0x0000ff}, {"blueviolet", 0x8a2be2},
    {"brown", 0xa52a2a}, {"burlywood", 0xdeb887}, {"cadetblue", 0x5f9ea0}, {"chartreuse", 0x7fff00},
    {"chocolate", 0xd2691e}, {"coral", 0xff7f50}, {"cornflowerblue", 0x6495ed},
    {"cornsilk", 0xfff8dc}, {"crimson", 0xdc143c}, {"cyan", 0x00ffff}, {"darkblue", 0x00008b},
    {"darkcyan", 0x008b8b}, {"darkgoldenrod", 0xb8860b}, {"darkgray", 0xa9a9a9},
    {"darkgreen", 0x006400}, {"darkgrey", 0xa9a9a9}, {"darkkhaki", 0xbdb76b},
    {"darkmagenta", 0x8b008b}, {"darkolivegreen", 0x556b2f}, {"darkorange", 0xff8c00},
    {"darkorchid", 0x9932cc}, {"darkred", 0x8b0000}, {"darksalmon", 0xe9967a},
    {"darkseagreen", 0x8fbc8f}, {"darkslateblue", 0x483d8b}, {"darkslategray", 0x2f4f4f},
    {"darkslategrey", 0x2f4f4f}, {"darkturquoise", 0x00ced1}, {"darkviolet", 0x9400d3},
    {"deeppink", 0xff1493}, {"deepskyblue", 0x00bfff}, {"dimgray", 0x696969}, {"dimgrey", 0x696969},
    {"dodgerblue", 0x1e90ff}, {"firebrick", 0xb22222}, {"floralwhite", 0xfffaf0},
    {"forestgreen", 0x228b22}, {"fuchsia", 0xff00ff}, {"gainsboro", 0xdcdcdc},
    {"ghostwhite", 0xf8f8ff}, {"gold", 0xffd700}, {"goldenrod", 0xdaa520}, {"gray", 0x808080},
    {"green", 0x008000}, {"greenyellow", 0xadff2f}, {"grey", 0x808080}, {"honeydew", 0xf0fff0},
    {"hotpink", 0xff69b4}, {"indianred", 0xcd5c5c}, {"indigo", 0x4b0082}, {"ivory", 0xfffff0},
    {"khaki", 0xf0e68c}, {"lavender", 0xe6e6fa}, {"lavenderblush", 0xfff0f5},
    {"lawngreen", 0x7cfc00}, {"lemonchiffon", 0xfffacd}, {"lightblue", 0xadd8e6},
    {"lightcoral", 0xf08080}, {"lightcyan", 0xe0ffff}, {"lightgoldenrodyellow", 0xfafad2},
    {"lightgray", 0xd3d3d3}, {"lightgreen", 0x90ee90}, {"lightgrey", 0xd3d3d3},
    {"lightpink", 0xffb6c1}, {"lightsalmon", 0xffa07a}, {"lightseagreen", 0x20b2aa},
    {"lightskyblue", 0x87cefa}, {"lightslategray", 0x778899}, {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xb0c4de}, {"lightyellow", 0xffffe0}, {"lime", 0x00ff00},
    {"limegreen", 0x32cd32}, {"linen", 0xfaf0e6}, {"magenta", 0xff00ff}, {"maroon", 0x800000},
    {"mediumaquamarine", 0x66cdaa}, {"mediumblue", 0x0000cd}, {"mediumorchid", 0xba55d3},
    {"mediumpurple", 0x9370db}, {"mediumseagreen", 0x3cb371}, {"mediumslateblue", 0x7b68ee},
    {"mediumspringgreen", 0x00fa9a}, {"mediumturquoise", 0x48d1cc}, {"mediumvioletred", 0xc71585},
    {"midnightblue", 0x191970}, {"mintcream", 0xf5fffa}, {"mistyrose", 0xffe4e1},
    {"moccasin", 0xffe4b5}, {"navajowhite", 0xffdead}, {"navy", 0x000080}, {"oldlace", 0xfdf5e6},
    {"olive", 0x808000}, {"olivedrab", 0x6b8e23}, {"orange", 0xffa500}, {"orangered", 0xff4500},
    {"orchid", 0xda70d6}, {"palegoldenrod", 0xeee8aa}, {"palegreen", 0x98fb98},
    {"paleturquoise", 0xafeeee}, {"palevioletred", 0xdb7093}, {"papayawhip", 0xffefd5},
    {"peachpuff", 0xffdab9}, {"peru", 0xcd853f}, {"pink", 0xffc0cb}, {"plum", 0xdda0dd},
    {"powderblue", 0xb0e0e6}, {"purple", 0x800080}, {"rebeccapurple", 0x663399}, {"red", 0xff0000},
    {"rosybrown", 0xbc8f8f}, {"royalblue", 0x4169e1}, {"saddlebrown", 0x8b4513},
    {"salmon", 0xfa8072}, {"sandybrown", 0xf4a460}, {"seagreen", 0x2e8b57}, {"seashell", 0xfff5ee},
    {"sienna", 0xa0522d}, {"silver", 0xc0c0c0}, {"skyblue", 0x87ceeb}, {"slateblue", 0x6a5acd},
    {"slategray", 0x708090}, {"slategrey", 0x708090}, {"snow", 0xfffafa}, {"springgreen", 0x00ff7f},
    {"steelblue", 0x4682b4}, {"tan", 0xd2b48c}, {"teal", 0x008080}, {"thistle", 0xd8bfd8},
    {"tomato", 0xff6347}, {"turquoise", 0x40e0d0}, {"violet", 0xee82ee}, {"wheat", 0xf5deb3},
    {"white", 0xffffff}, {"whitesmoke", 0xf5f5f5}, {"yellow", 0xffff00}, {"yellowgreen", 0x9acd32}};

std::string small(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

bool holdsLabels(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    return name == "Labels" || name == "HyperTextLabels" || name == "ParagraphLabels";
}

// Every element, without recursion: a file decides how deep it nests.
struct Walker : pugi::xml_tree_walker {
    std::function<void(const pugi::xml_node&)> visit;
    bool for_each(pugi::xml_node& node) override {
        visit(node);
        return true;
    }
};

Error wrong(ErrorCode code, const char* what, const std::string& where, const char* remedy) {
    return {code, what, where, remedy};
}

} // namespace

std::string cssColour(std::string_view written) {
    const std::string text = small(written);
    if (!text.empty() && text[0] == '#') {
        const std::string digits = text.substr(1);
        if (digits.find_first_not_of("0123456789abcdef") != std::string::npos)
            return {};
        if (digits.size() == 6)
            return text;
        if (digits.size() != 3)
            return {};
        std::string out = "#";
        for (const char digit : digits)
            out += {digit, digit};
        return out;
    }
    const auto found = std::lower_bound(std::begin(kNamed), std::end(kNamed), text,
        [](const Named& named, const std::string& name) { return named.name < name; });
    if (found == std::end(kNamed) || found->name != text)
        return {};
    char out[8];
    std::snprintf(out, sizeof out, "#%06x", found->rgb);
    return out;
}

Result<LabelConfig> readLabelConfig(std::string_view xml, const std::string& where) {
    if (xml.size() > kLongest)
        return wrong(ErrorCode::BadFormat, "A label configuration is no longer than 4 MiB", where,
            "Choose the file that Label Studio shows under Settings, Labeling Interface, Code.");
    pugi::xml_document tree;
    const auto read =
        tree.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype);
    if (!read)
        return wrong(ErrorCode::BadFormat, "The label configuration is no XML",
            where + ": byte " + std::to_string(read.offset),
            "Choose the file that Label Studio shows under Settings, Labeling Interface, Code.");
    for (const auto& node : tree.children())
        if (node.type() == pugi::node_doctype)
            return wrong(ErrorCode::Unsafe, "The label configuration has a document type (DTD)",
                where, "Take the line with <!DOCTYPE out.");
    LabelConfig out;
    Walker walker;
    walker.visit = [&](const pugi::xml_node& node) {
        if (std::strcmp(node.name(), "Label") != 0)
            return;
        bool ours = false;
        auto above = node.parent();
        for (int level = 0; level < kDepth && above && !ours; ++level, above = above.parent())
            ours = holdsLabels(above);
        LabelLook look;
        look.name = node.attribute("alias") ? node.attribute("alias").value()
                                            : node.attribute("value").value();
        const auto known = [&](const LabelLook& other) { return other.name == look.name; };
        if (!ours || look.name.empty() || std::any_of(out.labels.begin(), out.labels.end(), known))
            return;
        const std::string_view background = node.attribute("background").value();
        look.colour = cssColour(background);
        if (!background.empty() && look.colour.empty())
            out.warnings.push_back("the colour of the label " + look.name + " is none of CSS");
        const std::string key = small(node.attribute("hotkey").value());
        const bool one = key.size() == 1
            && ((key[0] >= 'a' && key[0] <= 'z') || (key[0] >= '0' && key[0] <= '9'));
        if (one)
            look.key = key;
        else if (!key.empty())
            out.warnings.push_back(
                "the key of the label " + look.name + " is not one letter or digit");
        out.labels.push_back(std::move(look));
    };
    tree.traverse(walker);
    if (out.labels.empty())
        return wrong(ErrorCode::Empty, "The label configuration has no label of a text", where,
            "It needs <Labels> with <Label value=\"…\"/> in it.");
    return out;
}

LabelConfigText writeLabelConfig(const std::vector<LabelLook>& labels) {
    LabelConfigText out;
    out.xml = "<View>\n  <Labels name=\"label\" toName=\"text\">\n";
    for (const LabelLook& look : labels) {
        if (firstForbidden(look.name) != std::string_view::npos) {
            ++out.left;
            continue;
        }
        out.xml += "    <Label value=\"" + escapeXml(look.name, true) + "\"";
        if (!look.colour.empty())
            out.xml += " background=\"" + look.colour + "\"";
        if (!look.key.empty())
            out.xml += " hotkey=\"" + escapeXml(look.key, true) + "\"";
        out.xml += "/>\n";
    }
    out.xml += "  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n";
    return out;
}

} // namespace evenspan::io
