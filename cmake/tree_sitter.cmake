# The tree-sitter core, from a published source archive with a pinned SHA-256. Debian's 0.20.7 frees memory wrongly on
# deep input, so the system's copy is not used. The npm package and the PyPI source package both carry the C sources;
# whichever client the machine has is asked, npm first, because it runs nothing from the archive.
#   -DBRN_TREE_SITTER_ARCHIVE=FILE     a downloaded archive (either one)
#   -DBRN_TREE_SITTER_SOURCE_DIR=DIR   unpacked sources: the folder with include/tree_sitter/api.h and src/lib.c
set(BRN_TREE_SITTER_ARCHIVE "" CACHE FILEPATH "Downloaded archive of tree-sitter; empty: fetch it")
set(BRN_TREE_SITTER_SOURCE_DIR "" CACHE PATH "Unpacked sources of tree-sitter; empty: use the archive")

set(BRN_TREE_SITTER_NPM tree-sitter@0.25.1)
set(BRN_TREE_SITTER_NPM_SHA256 07aeba8dd71630e7e72b2d4ca3bd2680c3471824100cc5ebff44e78a6ed0b6d3)
set(BRN_TREE_SITTER_PYPI tree_sitter==0.26.1)
set(BRN_TREE_SITTER_PYPI_SHA256 9919cbaf02d17fa9a4cd0e6da496aecf901b758e6eacf122eee393e3ef08aacd)

# Downloads into `folder` and gives the archive's path in `out`.
function(brn_download_tree_sitter folder out)
  find_program(BRN_NPM npm)
  find_program(BRN_PIP NAMES pip3 pip)
  if(BRN_NPM)
    execute_process(COMMAND ${BRN_NPM} pack --ignore-scripts --silent ${BRN_TREE_SITTER_NPM}
                    WORKING_DIRECTORY ${folder} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  elseif(BRN_PIP)
    # With a required hash pip compares before it builds anything, even metadata.
    file(WRITE ${folder}/requirements.txt "${BRN_TREE_SITTER_PYPI} --hash=sha256:${BRN_TREE_SITTER_PYPI_SHA256}\n")
    execute_process(COMMAND ${BRN_PIP} download --quiet --no-deps --no-binary :all: --require-hashes
                            --no-build-isolation --requirement requirements.txt
                    WORKING_DIRECTORY ${folder} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  else()
    message(FATAL_ERROR "npm or pip is needed to fetch the sources of tree-sitter (or set BRN_TREE_SITTER_ARCHIVE)")
  endif()
  file(GLOB archives ${folder}/tree*sitter-*.tgz ${folder}/tree*sitter-*.tar.gz)
  list(GET archives 0 archive)
  set(${out} ${archive} PARENT_SCOPE)
endfunction()

# Unpacks the archive, fetched first where none is given, and gives the folder with include/ and src/ in `out`.
function(brn_unpack_tree_sitter out)
  set(folder ${CMAKE_BINARY_DIR}/third_party/tree_sitter)
  set(archive ${BRN_TREE_SITTER_ARCHIVE})
  if(NOT archive)
    file(MAKE_DIRECTORY ${folder}/download)
    file(GLOB archives ${folder}/download/tree*sitter-*.tgz ${folder}/download/tree*sitter-*.tar.gz)
    if(archives)
      list(GET archives 0 archive)
    else()
      brn_download_tree_sitter(${folder}/download archive)
    endif()
  endif()
  file(SHA256 ${archive} sha256)
  if(NOT sha256 STREQUAL BRN_TREE_SITTER_NPM_SHA256 AND NOT sha256 STREQUAL BRN_TREE_SITTER_PYPI_SHA256)
    message(FATAL_ERROR "${archive} has the SHA-256 ${sha256}, which is none of the pinned ones")
  endif()
  file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${folder}/source)
  file(GLOB_RECURSE api ${folder}/source/api.h)
  list(FILTER api INCLUDE REGEX "/lib/include/tree_sitter/api.h$")
  list(GET api 0 api)
  string(REGEX REPLACE "/include/tree_sitter/api.h$" "" root ${api})
  set(${out} ${root} PARENT_SCOPE)
endfunction()

if(BRN_TREE_SITTER_SOURCE_DIR)
  set(BRN_TREE_SITTER_ROOT ${BRN_TREE_SITTER_SOURCE_DIR})
else()
  brn_unpack_tree_sitter(BRN_TREE_SITTER_ROOT)
endif()

# Grammars include <tree_sitter/parser.h>, which the archive keeps beside the sources.
file(COPY ${BRN_TREE_SITTER_ROOT}/src/parser.h DESTINATION ${CMAKE_BINARY_DIR}/third_party/include/tree_sitter)

add_library(brn_tree_sitter STATIC ${BRN_TREE_SITTER_ROOT}/src/lib.c)
add_library(brn::tree_sitter ALIAS brn_tree_sitter)
set_target_properties(brn_tree_sitter PROPERTIES C_STANDARD 11)
target_compile_definitions(brn_tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)
target_include_directories(brn_tree_sitter SYSTEM
                           PUBLIC ${BRN_TREE_SITTER_ROOT}/include ${CMAKE_BINARY_DIR}/third_party/include
                           PRIVATE ${BRN_TREE_SITTER_ROOT}/src)
