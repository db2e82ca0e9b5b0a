# SPDX-License-Identifier: GPL-3.0-or-later

# Three quarters of a window's compile time is the parsing of Qt's headers, half of the core's that of
# JSON's and what it makes of them: they are compiled once, for the core's and the window's libraries
# and for the tests of either (executables are -fPIE, so they need their own).
# Sources still include what they use: EVENSPAN_PCH=OFF (the tidy preset) shows it.
function(evenspan_precompile name headers)
    cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
    if(EVENSPAN_PCH AND NOT EVENSPAN_CORE_ONLY)
        set(source ${CMAKE_BINARY_DIR}/pch/${name}.cpp)
        file(CONFIGURE OUTPUT ${source} CONTENT "")
        add_library(${name} OBJECT ${source})
        target_link_libraries(${name} PRIVATE evenspan_options ${ARG_LINK})
        # By name, not by path: a cache of compiler output then serves every checkout.
        target_precompile_headers(${name} PRIVATE <packaging/cmake/${headers}>)
    endif()
endfunction()

# evenspan_use_precompiled(TARGET NAME): where evenspan_precompile made NAME.
function(evenspan_use_precompiled target name)
    if(TARGET ${name})
        target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
endfunction()

# Tests run side by side: each takes one thread, and where one asks for more, they wait asleep. Awake
# they would keep each other's threads from running.
set(EVENSPAN_TEST_THREADS OMP_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE)

# Tests call what is optimised and are little faster themselves: a release compiles them lightly.
set(EVENSPAN_TEST_FLAGS $<$<CONFIG:Release>:-O1>)

# evenspan_library(NAME [LINK libs...])
# A static library of every .cpp and .h file in this folder (not in its subfolders).
function(evenspan_library name)
    cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    add_library(${name} STATIC ${sources})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${name} PUBLIC evenspan_options ${ARG_LINK})
    if(name MATCHES "^(ui|core)_" AND EVENSPAN_UNITY)
        set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    endif()
    if(name MATCHES "^ui_")
        evenspan_use_precompiled(${name} pch_window)
    elseif(name MATCHES "^core_")
        evenspan_use_precompiled(${name} pch_core)
    endif()
endfunction()

# evenspan_tests([LINK libs...] [LABELS labels...] [PREFIX text])
# One executable and one ctest entry for each tst_*.cpp in this folder. Tests find the checked-in
# cases under EVENSPAN_TEST_DATA and the real corpora, where present, under EVENSPAN_CORPORA.
function(evenspan_tests)
    cmake_parse_arguments(ARG "GUI" "" "LINK;LABELS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS tst_*.cpp)
    foreach(source ${sources})
        get_filename_component(name ${source} NAME_WE)
        add_executable(${name} ${source})
        set_target_properties(${name} PROPERTIES AUTOMOC ON
            RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
        # A test's meta-objects stand in its own source; this file is all but empty.
        set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp
            PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
        # QtTest's headers differ by what is linked beside it: the same for all, they are precompiled.
        target_link_libraries(${name} PRIVATE evenspan_options test_support Qt6::Test Qt6::Gui
            Qt6::Network ${ARG_LINK})
        target_compile_options(${name} PRIVATE ${EVENSPAN_TEST_FLAGS})
        if(ARG_LINK MATCHES "ui_")
            evenspan_use_precompiled(${name} pch_tests)
        else()
            evenspan_use_precompiled(${name} pch_core_tests)
        endif()
        string(REPLACE "tst_" "" test ${name})
        add_test(NAME ${test} COMMAND ${name})
        set_tests_properties(${test} PROPERTIES TIMEOUT 600
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;${EVENSPAN_TEST_THREADS};XDG_CONFIG_HOME=${CMAKE_BINARY_DIR}/tests/settings/${test}")
        if(ARG_LABELS)
            set_tests_properties(${test} PROPERTIES LABELS "${ARG_LABELS}")
        endif()
    endforeach()
endfunction()
