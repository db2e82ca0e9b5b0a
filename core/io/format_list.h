// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every format, one line each: X names the function `Format xFormat()` of its file. Of two that are
// equally sure of a file, and of a folder's files, the earlier one is taken.
#define EVENSPAN_FORMATS(FORMAT)                                                                   \
    FORMAT(conll)                                                                                  \
    FORMAT(webanno)                                                                                \
    FORMAT(conlluPlus)                                                                             \
    FORMAT(conllu)                                                                                 \
    FORMAT(pubtator)                                                                               \
    FORMAT(biocJson)                                                                               \
    FORMAT(bioc)                                                                                   \
    FORMAT(xmi)                                                                                    \
    FORMAT(casJson)                                                                                \
    FORMAT(brat)                                                                                   \
    FORMAT(gate)                                                                                   \
    FORMAT(labelStudio)                                                                            \
    FORMAT(doccano)                                                                                \
    FORMAT(spacyTuples)                                                                            \
    FORMAT(prodigy)                                                                                \
    FORMAT(huggingFace)                                                                            \
    FORMAT(argilla)                                                                                \
    FORMAT(docBin)                                                                                 \
    FORMAT(parquet)                                                                                \
    FORMAT(csv)                                                                                    \
    FORMAT(text)
