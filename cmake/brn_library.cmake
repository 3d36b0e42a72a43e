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
endfunction()
