# How the program is linked and where it is installed.
include(CheckCXXSourceCompiles)
include(GNUInstallDirs)
include(notices)

# Gives the options that link everything into the program: at a random address where the compiler's objects allow it.
function(brn_static_options out)
  foreach(option -static-pie -static)
    string(MAKE_C_IDENTIFIER "BRN_LINKS${option}" works)
    set(CMAKE_REQUIRED_LINK_OPTIONS ${option})
    check_cxx_source_compiles("#include <cstdio>\nint main(int, char**) { return std::puts(\"a literal has an address\"); }" ${works})
    if(${works})
      set(${out} ${option} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(WARNING "BRN_STATIC: this compiler links no static programs; the program will need the system's C library")
  set(${out} "" PARENT_SCOPE)
endfunction()

# brn_install_program(bedrock-lint): link options, and the rules of `cmake --install` and of the Python wheel, whose
# commands are what lies in its scripts folder.
function(brn_install_program target)
  set(options "")
  if(BRN_STATIC)
    brn_static_options(options)
  endif()
  # Never both: behind -static-libstdc++ the compiler looks for shared libraries again, and a static program that loads
  # some does not start.
  if(BRN_STATIC_RUNTIME AND NOT options)
    set(options -static-libstdc++ -static-libgcc)
  endif()
  target_link_options(${target} PRIVATE ${options})
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_link_options(${target} PRIVATE "$<$<CONFIG:Release>:-Wl,--gc-sections>")
  endif()
  set(notices ${CMAKE_BINARY_DIR}/THIRD_PARTY_NOTICES.txt)
  brn_third_party_notices(${notices})
  if(SKBUILD)
    install(TARGETS ${target} DESTINATION ${SKBUILD_SCRIPTS_DIR})
    install(FILES ${notices} DESTINATION ${SKBUILD_PLATLIB_DIR}/bedrock_lint)
  else()
    install(TARGETS ${target} DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${notices} DESTINATION ${CMAKE_INSTALL_DOCDIR})
    install(FILES ${PROJECT_SOURCE_DIR}/python/bedrock_lint/bedrock-lint.schema.json
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bedrock-lint)
  endif()
endfunction()
