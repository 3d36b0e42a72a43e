# Third-party libraries: the system's package where there is one, pinned source otherwise. Nothing is committed.
# Archives come before shared objects, so that the program carries its libraries and needs nothing but the C library,
# or nothing at all with BRN_STATIC.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a ${CMAKE_FIND_LIBRARY_SUFFIXES})
find_package(PkgConfig REQUIRED)
find_package(fmt 9 REQUIRED CONFIG)
find_package(nlohmann_json 3.11 REQUIRED CONFIG)
find_package(CLI11 2.1 REQUIRED CONFIG)
find_package(yaml-cpp 0.7 REQUIRED CONFIG)
find_package(Boost 1.74 REQUIRED)
find_package(OpenSSL 3 REQUIRED)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)

# Debian exports yaml-cpp's shared library only; the archive beside it lets the program run without it.
find_library(BRN_YAML_CPP_ARCHIVE libyaml-cpp.a)
add_library(brn_yaml_cpp INTERFACE)
add_library(brn::yaml_cpp ALIAS brn_yaml_cpp)
if(BRN_YAML_CPP_ARCHIVE)
  target_include_directories(brn_yaml_cpp SYSTEM INTERFACE ${YAML_CPP_INCLUDE_DIR})
  target_link_libraries(brn_yaml_cpp INTERFACE ${BRN_YAML_CPP_ARCHIVE})
elseif(TARGET yaml-cpp::yaml-cpp)
  target_link_libraries(brn_yaml_cpp INTERFACE yaml-cpp::yaml-cpp)
else()
  target_link_libraries(brn_yaml_cpp INTERFACE yaml-cpp)
endif()

include(tree_sitter)
