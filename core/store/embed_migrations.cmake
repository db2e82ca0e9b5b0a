# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUT, a source that holds each migrations/NNN_name.sql of FOLDER as a raw string literal.
file(GLOB files ${FOLDER}/[0-9][0-9][0-9]_*.sql)
list(SORT files)
set(text "// Made from core/store/migrations at build time.\n#include \"core/store/project.h\"\n\n")
string(APPEND text "namespace evenspan::store {\n\nconst std::vector<Migration>& migrations() {\n")
string(APPEND text "    static const std::vector<Migration> all {\n")
foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} sql)
    string(APPEND text "        Migration{\"${name}\", R\"~~SQL~~(${sql})~~SQL~~\", 1},\n")
endforeach()
string(APPEND text "    };\n    return all;\n}\n\n} // namespace evenspan::store\n")
file(WRITE ${OUT} "${text}")
