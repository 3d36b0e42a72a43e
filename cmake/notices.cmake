# brn_third_party_notices(FILE): the licences of what is linked into the program, as one text. Debian keeps them beside its
# packages; elsewhere the file says only what is in the program.
function(brn_third_party_notices file)
  set(text "bedrock-lint contains the following libraries. Each stands under the licence given below it.\n")
  # Boost is used as headers of its Multiprecision library only, under the Boost Software License 1.0.
  foreach(entry "yaml-cpp,libyaml-cpp-dev" "fmt,libfmt-dev" "RE2,libre2-dev" "utf8proc,libutf8proc-dev" "OpenSSL libcrypto,libssl-dev"
                "JSON for Modern C++,nlohmann-json3-dev" "CLI11,libcli11-dev" "Boost.Multiprecision,libboost-dev"
                "GNU C Library,libc6-dev" "GNU C++ Library,gcc-12-base")
    string(REPLACE "," ";" entry ${entry})
    list(GET entry 0 name)
    list(GET entry 1 package)
    string(APPEND text "\n======== ${name}\n")
    if(EXISTS /usr/share/doc/${package}/copyright)
      file(READ /usr/share/doc/${package}/copyright licence)
      string(APPEND text "${licence}")
    endif()
  endforeach()
  file(GLOB_RECURSE licences ${CMAKE_BINARY_DIR}/third_party/tree_sitter/source/LICENSE)
  string(APPEND text "\n======== tree-sitter\n")
  foreach(one IN LISTS licences)
    file(READ ${one} licence)
    string(APPEND text "${licence}\n")
  endforeach()
  file(WRITE ${file} "${text}")
endfunction()
