# SPDX-License-Identifier: GPL-3.0-or-later
# LibTorch from the folder of a Python wheel, without its own CMake files (those of a CUDA wheel
# ask for nvcc). Sets EVENSPAN_LIBTORCH_LIB and the target evenspan_libtorch, or neither.
set(root ${EVENSPAN_LIBTORCH})
if(NOT root)
    set(root ${CMAKE_SOURCE_DIR}/build/deps/torch/torch)
endif()
if(NOT EXISTS ${root}/lib/libtorch_cpu.so OR NOT EXISTS ${root}/include/ATen/ATen.h)
    message(STATUS "LibTorch not found in ${root}: the engine module is left out")
    return()
endif()
set(EVENSPAN_LIBTORCH_LIB ${root}/lib)

foreach(name c10 torch_cpu)
    add_library(evenspan_${name} SHARED IMPORTED)
    set_target_properties(evenspan_${name} PROPERTIES IMPORTED_LOCATION ${root}/lib/lib${name}.so)
endforeach()
# The wheel's own OpenMP runtime, so that a process never holds two.
find_library(EVENSPAN_GOMP NAMES libgomp.so.1 PATHS ${root}/lib NO_DEFAULT_PATH)
add_library(evenspan_libtorch INTERFACE)
target_include_directories(evenspan_libtorch SYSTEM INTERFACE
    ${root}/include ${root}/include/torch/csrc/api/include)
target_link_libraries(evenspan_libtorch INTERFACE evenspan_torch_cpu evenspan_c10
    $<$<BOOL:${EVENSPAN_GOMP}>:${EVENSPAN_GOMP}>)
