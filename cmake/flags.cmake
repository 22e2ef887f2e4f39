# `pressmark_flags` carries what every target of the project compiles with.
add_library(pressmark_flags INTERFACE)
target_include_directories(pressmark_flags INTERFACE "${PROJECT_SOURCE_DIR}")
# GCC 12 is wrong about both where strings are joined.
target_compile_options(pressmark_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds> -fstack-protector-strong "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
target_compile_definitions(pressmark_flags INTERFACE "PRESSMARK_VERSION=\"${PROJECT_VERSION}\"")

if(PRESSMARK_WERROR)
  target_compile_options(pressmark_flags INTERFACE -Werror)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release" OR CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_definitions(pressmark_flags INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
  target_link_options(pressmark_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
if(PRESSMARK_SANITIZE)
  target_compile_options(pressmark_flags INTERFACE
    "-fsanitize=${PRESSMARK_SANITIZE}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(pressmark_flags INTERFACE "-fsanitize=${PRESSMARK_SANITIZE}")
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # The sloppiness is what ccache asks for where headers are precompiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_SLOPPINESS=pch_defines,time_macros" "${CCACHE}")
endif()

# A static library of the project: pressmark_library(NAME SOURCES ... [PUBLIC libs...] [PRIVATE libs...])
function(pressmark_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE pressmark_flags ${ARG_PRIVATE})
endfunction()
