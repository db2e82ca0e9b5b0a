// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/annotators.h"

#include <algorithm>
#include <iterator>

namespace evenspan {

std::string writeAnnotators(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) {
        out += out.empty() ? "" : ", ";
        for (const char c : name) {
            if (c == ',' || c == '\\')
                out += '\\';
            out += c;
        }
    }
    return out;
}

std::vector<std::string> readAnnotators(std::string_view written) {
    std::vector<std::string> names(1);
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] == '\\' && i + 1 < written.size()) {
            names.back() += written[++i];
        } else if (written[i] == ',') {
            names.emplace_back();
            if (i + 1 < written.size() && written[i + 1] == ' ')
                ++i;
        } else {
            names.back() += written[i];
        }
    }
    std::vector<std::string> out;
    for (auto& name : names)
        if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end())
            out.push_back(std::move(name));
    return out;
}

namespace {

const std::string* annotatorOf(const SpanDraft& span) {
    const auto found = span.attributes.find(kAnnotatorAttribute);
    return found == span.attributes.end() || found->second.empty() ? nullptr : &found->second;
}

std::vector<std::string> namesIn(const DocumentDraft& document) {
    const auto found = document.metadata.find(kAnnotatorsKey);
    return found == document.metadata.end() ? std::vector<std::string>()
                                            : readAnnotators(found->second);
}

bool isLayer(const SpanDraft& span) {
    return span.state == SpanState::Suggested && annotatorOf(span);
}

// The one name that all accepted spans have; without any, who is named first and has no layer.
std::string goldOf(const DocumentDraft& document, const std::vector<std::string>& names) {
    const std::string* gold = nullptr;
    bool accepted = false;
    for (const auto& span : document.spans) {
        if (span.state != SpanState::Accepted)
            continue;
        const auto* name = annotatorOf(span);
        if (!name || (gold && *gold != *name))
            return {};
        gold = name;
        accepted = true;
    }
    if (accepted)
        return *gold;
    const bool decided =
        document.state == DocumentState::Done || document.state == DocumentState::Reviewed;
    if (!decided || names.empty()
        || std::any_of(document.spans.begin(), document.spans.end(), [&](const SpanDraft& span) {
               return isLayer(span) && *annotatorOf(span) == names.front();
           }))
        return {};
    return names.front();
}

} // namespace

AnnotatorLayers takeLayers(DocumentDraft& document) {
    AnnotatorLayers layers;
    const auto names = namesIn(document);
    layers.gold = goldOf(document, names);
    const auto layerOf = [&](const std::string& name) -> AnnotatorLayer& {
        const auto found = std::find_if(layers.others.begin(), layers.others.end(),
            [&](const AnnotatorLayer& layer) { return layer.name == name; });
        return found != layers.others.end() ? *found
                                            : layers.others.emplace_back(AnnotatorLayer{name, {}});
    };
    // Who is known by accepted spans alone has no layer.
    for (const auto& name : names)
        if (name != layers.gold
            && std::none_of(
                document.spans.begin(), document.spans.end(), [&](const SpanDraft& span) {
                    return span.state == SpanState::Accepted && annotatorOf(span)
                        && *annotatorOf(span) == name;
                }))
            layerOf(name);
    std::erase_if(document.spans, [&](SpanDraft& span) {
        if (!isLayer(span)) {
            if (!layers.gold.empty() && span.state == SpanState::Accepted)
                span.attributes.erase(kAnnotatorAttribute);
            return false;
        }
        auto& layer = layerOf(*annotatorOf(span));
        span.attributes.erase(kAnnotatorAttribute);
        span.state = SpanState::Accepted;
        layer.spans.push_back(std::move(span));
        return true;
    });
    document.metadata.erase(kAnnotatorsKey);
    return layers;
}

void putLayers(DocumentDraft& document, AnnotatorLayers&& layers) {
    std::vector<std::string> names;
    if (!layers.gold.empty())
        names.push_back(layers.gold);
    for (auto& span : document.spans)
        if (!layers.gold.empty() && span.state == SpanState::Accepted)
            span.attributes[kAnnotatorAttribute] = layers.gold;
        else if (const auto* name = annotatorOf(span))
            names.push_back(*name);
    for (auto& layer : layers.others) {
        names.push_back(layer.name);
        for (auto& span : layer.spans) {
            span.attributes[kAnnotatorAttribute] = layer.name;
            span.state = SpanState::Suggested;
            document.spans.push_back(std::move(span));
        }
    }
    if (!names.empty())
        document.metadata[kAnnotatorsKey] = writeAnnotators(readAnnotators(writeAnnotators(names)));
}

void nameAnnotator(DocumentDraft& document, const std::string& name) {
    if (name.empty())
        return;
    for (auto& span : document.spans)
        if (span.state == SpanState::Accepted)
            span.attributes.try_emplace(kAnnotatorAttribute, name);
    auto names = namesIn(document);
    names.insert(names.begin(), name);
    document.metadata[kAnnotatorsKey] = writeAnnotators(readAnnotators(writeAnnotators(names)));
}

bool keepAnnotator(DocumentDraft& document, const std::string& name) {
    const auto names = namesIn(document);
    bool said = std::find(names.begin(), names.end(), name) != names.end();
    std::erase_if(document.spans, [&](SpanDraft& span) {
        const auto* who = annotatorOf(span);
        if (!who || *who != name || span.state == SpanState::Rejected)
            return true;
        said = true;
        span.state = SpanState::Accepted;
        return false;
    });
    if (!said)
        return false;
    document.metadata[kAnnotatorsKey] = writeAnnotators({name});
    document.state = DocumentState::Done;
    return true;
}

} // namespace evenspan
