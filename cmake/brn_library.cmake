# brn_precompile(target): one precompiled header of the standard library serves every target. Off by default, because
# compiler caches do not go well with it; a build from nothing takes about two thirds of the time.
option(BRN_PRECOMPILED_HEADERS "Precompile the headers of the standard library" OFF)

function(brn_precompile target)
  if(NOT BRN_PRECOMPILED_HEADERS)
    return()
  endif()
  if(NOT TARGET brn_standard_headers)
    file(WRITE ${PROJECT_BINARY_DIR}/standard_headers.cpp "")
    add_library(brn_standard_headers STATIC ${PROJECT_BINARY_DIR}/standard_headers.cpp)
    target_precompile_headers(brn_standard_headers PRIVATE ${PROJECT_SOURCE_DIR}/cmake/standard_headers.h)
  endif()
  target_precompile_headers(${target} REUSE_FROM brn_standard_headers)
endfunction()

# brn_library(analyzer/graph SOURCES a.cpp b.cpp USES brn::analyzer_config PRIVATE fmt::fmt-header-only)
# One static library for one folder: target brn_analyzer_graph, alias brn::analyzer_graph. USES are earlier folders,
# PRIVATE third-party targets that no header of the folder shows.
function(brn_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES;USES;PRIVATE")
  string(REPLACE "/" "_" name ${folder})
  add_library(brn_${name} STATIC ${ARG_SOURCES})
  add_library(brn::${name} ALIAS brn_${name})
  target_include_directories(brn_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(brn_${name} PUBLIC ${ARG_USES} PRIVATE ${ARG_PRIVATE})
  brn_precompile(brn_${name})
endfunction()
