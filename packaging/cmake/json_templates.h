// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

// What reads and prints JSON is compiled once, in core/base/json_templates.cpp, for every file that
// comes to this header by a precompiled one: it is half of what such a file takes to compile.
// Without it (EVENSPAN_PCH=OFF) a file compiles its own copies, and nothing else is different. The
// library's insides are named here, as its versions 3.11.x have them.
#if NLOHMANN_JSON_VERSION_MAJOR == 3 && NLOHMANN_JSON_VERSION_MINOR == 11

#define EVENSPAN_JSON_READER(HOW, JSON, PLACE)                                                     \
    HOW template class nlohmann::detail::lexer<JSON,                                               \
        nlohmann::detail::iterator_input_adapter<PLACE>>;                                          \
    HOW template class nlohmann::detail::parser<JSON,                                              \
        nlohmann::detail::iterator_input_adapter<PLACE>>;                                          \
    HOW template bool nlohmann::detail::                                                           \
        parser<JSON, nlohmann::detail::iterator_input_adapter<PLACE>>::sax_parse_internal(         \
            nlohmann::detail::json_sax_dom_parser<JSON>*);                                         \
    HOW template bool nlohmann::detail::                                                           \
        parser<JSON, nlohmann::detail::iterator_input_adapter<PLACE>>::sax_parse_internal(         \
            nlohmann::detail::json_sax_dom_callback_parser<JSON>*);

#define EVENSPAN_JSON(HOW, JSON)                                                                   \
    HOW template class nlohmann::detail::serializer<JSON>;                                         \
    HOW template class nlohmann::detail::json_sax_dom_parser<JSON>;                                \
    HOW template class nlohmann::detail::json_sax_dom_callback_parser<JSON>;                       \
    EVENSPAN_JSON_READER(HOW, JSON, std::string::const_iterator)                                   \
    EVENSPAN_JSON_READER(HOW, JSON, const char*)

#ifndef EVENSPAN_JSON_HERE
EVENSPAN_JSON(extern, nlohmann::json)
EVENSPAN_JSON(extern, nlohmann::ordered_json)
#endif

#endif
