# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries every common flag; each target of the project links it.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

option(EVENSPAN_CORE_ONLY "Leave the window out" OFF)
option(EVENSPAN_PCH "Precompile Qt's headers" ON)
option(EVENSPAN_UNITY "Compile the files of a library eight at a time; names in unnamed namespaces then differ in a folder" OFF)
option(EVENSPAN_WERROR "Treat warnings as errors" OFF)
set(EVENSPAN_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")
set(EVENSPAN_LIBTORCH "" CACHE PATH "Folder that holds LibTorch's include and lib")

find_program(EVENSPAN_CCACHE ccache)
if(EVENSPAN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${EVENSPAN_CCACHE})
endif()

# Files that include torch need 1.4 GB each: never two of them at once.
set_property(GLOBAL PROPERTY JOB_POOLS torch_pool=1)

add_library(evenspan_options INTERFACE)
# Three hundred programs of tests are linked: mold takes a tenth of the usual linker's time.
find_program(EVENSPAN_MOLD mold)
if(EVENSPAN_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU"
    AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
    target_link_options(evenspan_options INTERFACE -fuse-ld=mold)
endif()
target_compile_options(evenspan_options INTERFACE -Wall -Wextra -Wpedantic
    -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
    "-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # The precompiled headers alone make the compiler collect its garbage too early: a twentieth of
    # the time is saved, for a fifth more memory.
    target_compile_options(evenspan_options INTERFACE --param=ggc-min-heapsize=400000)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms on "text" + std::string at -O3: https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105651
    # https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105329 (with precompiled headers also the others)
    target_compile_options(evenspan_options INTERFACE
        -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
endif()
target_compile_definitions(evenspan_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_include_directories(evenspan_options INTERFACE ${CMAKE_SOURCE_DIR})
if(EVENSPAN_WERROR)
    target_compile_options(evenspan_options INTERFACE -Werror)
endif()
if(EVENSPAN_SANITIZE)
    target_compile_options(evenspan_options INTERFACE
        -fsanitize=${EVENSPAN_SANITIZE} -fno-omit-frame-pointer
        -Wno-maybe-uninitialized) # GCC takes the checks' own branches for paths
    target_link_options(evenspan_options INTERFACE -fsanitize=${EVENSPAN_SANITIZE})
endif()
