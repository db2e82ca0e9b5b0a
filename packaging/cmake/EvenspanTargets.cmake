# SPDX-License-Identifier: GPL-3.0-or-later

# evenspan_library(NAME [LINK libs...])
# A static library of every .cpp and .h file in this folder (not in its subfolders).
function(evenspan_library name)
    cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    add_library(${name} STATIC ${sources})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${name} PUBLIC evenspan_options ${ARG_LINK})
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
        target_link_libraries(${name} PRIVATE evenspan_options test_support Qt6::Test ${ARG_LINK})
        string(REPLACE "tst_" "" test ${name})
        add_test(NAME ${test} COMMAND ${name})
        set_tests_properties(${test} PROPERTIES TIMEOUT 600
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_HASH_SEED=0;LC_ALL=C.UTF-8")
        if(ARG_LABELS)
            set_tests_properties(${test} PROPERTIES LABELS "${ARG_LABELS}")
        endif()
    endforeach()
endfunction()
