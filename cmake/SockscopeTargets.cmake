# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of the project has in common, said once.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(sockscope_common INTERFACE)
target_compile_options(sockscope_common INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast)
target_compile_definitions(sockscope_common INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_KEYWORDS QT_STRICT_ITERATORS)
target_include_directories(sockscope_common INTERFACE "${CMAKE_SOURCE_DIR}/core")
if(SOCKSCOPE_WERROR)
    target_compile_options(sockscope_common INTERFACE -Werror)
endif()
if(SOCKSCOPE_SANITIZE)
    target_compile_options(sockscope_common INTERFACE -fsanitize=${SOCKSCOPE_SANITIZE} -fno-omit-frame-pointer -g)
    target_link_options(sockscope_common INTERFACE -fsanitize=${SOCKSCOPE_SANITIZE})
endif()

# sockscope_library(net SOURCES ... [LINK ...]): the target sockscope_net of one folder of core.
function(sockscope_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
    add_library(sockscope_${name} STATIC ${arg_SOURCES})
    target_link_libraries(sockscope_${name} PUBLIC sockscope_common ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
endfunction()

# sockscope_scripts(target Sockscope.Name a.mjs ...): JavaScript modules of the program's own, compiled at build time into code that all
# engines share; QJSEngine::importModule(":/Sockscope/Name/a.mjs") finds them.
function(sockscope_scripts target uri)
    foreach(file ${ARGN})
        get_filename_component(name ${file} NAME)
        set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${name} QT_QML_SKIP_QMLDIR_ENTRY TRUE)
    endforeach()
    qt_add_qml_module(${target} URI ${uri} VERSION 1.0 RESOURCE_PREFIX / NO_PLUGIN NO_GENERATE_PLUGIN_SOURCE
        NO_LINT OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/scripts" QML_FILES ${ARGN})
endfunction()

# sockscope_bundled_scripts(target Sockscope.Name a.mjs ... [PARTS b.mjs ...]): the same for modules that every virtual user loads, made
# small in memory: PARTS, which only the others import, become part of them, and local names become short. V4 keeps a layout object for
# each sequence of names in a scope; functions whose variables have the same names share it. Packages are looked for in SOCKSCOPE_BUNDLE_PATH.
find_program(ESBUILD_PROGRAM esbuild)
if(NOT ESBUILD_PROGRAM)
    message(FATAL_ERROR "esbuild was not found: install the package esbuild, or put it on PATH")
endif()
function(sockscope_bundled_scripts target uri)
    cmake_parse_arguments(arg "" "" "PARTS" ${ARGN})
    set(bundles)
    foreach(file ${arg_UNPARSED_ARGUMENTS})
        get_filename_component(name ${file} NAME)
        set(bundle "${CMAKE_CURRENT_BINARY_DIR}/scripts/${name}")
        add_custom_command(OUTPUT "${bundle}"
            COMMAND "${CMAKE_COMMAND}" -E env "NODE_PATH=${SOCKSCOPE_BUNDLE_PATH}" "${ESBUILD_PROGRAM}" --bundle --format=esm --target=es2016 --minify-identifiers --log-level=warning
                "--outfile=${bundle}" "${CMAKE_CURRENT_SOURCE_DIR}/${file}"
            DEPENDS ${file} ${arg_PARTS}
            COMMENT "Bundling ${name}" VERBATIM)
        list(APPEND bundles "${bundle}")
    endforeach()
    sockscope_scripts(${target} ${uri} ${bundles})
endfunction()

# sockscope_test(tst_socket LINK sockscope_net): one QtTest executable, run offscreen by ctest with a deadline.
# The source is <name>.cpp beside the calling CMakeLists.txt.
function(sockscope_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINK;ENVIRONMENT" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE sockscope_common Qt6::Test ${arg_LINK})
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_NO_GLIB=1;${arg_ENVIRONMENT}")
    # Failing calls stand before libc's, where the thread sanitizer has to stand: ctest lists such a test as disabled there.
    if(SOCKSCOPE_SANITIZE MATCHES "thread" AND "sockscope_test_faults" IN_LIST arg_LINK)
        set_tests_properties(${name} PROPERTIES DISABLED TRUE)
    endif()
endfunction()
