# ui/ (styles, scripts, icons, fonts) is built by node and carried inside the program: engines/pages serves it below /assets/.
file(GLOB_RECURSE ui_sources CONFIGURE_DEPENDS ui/*.css ui/*.ts ui/*.mjs ui/*.txt ui/*.svg)
set(ui_made ${generated}/engines/pages/ui/embedded.h ${generated}/engines/pages/ui/embedded.cpp)
add_custom_command(OUTPUT ${ui_made}
    COMMAND node ${CMAKE_SOURCE_DIR}/ui/build.mjs ${CMAKE_BINARY_DIR}/ui/embedded
    COMMAND ${CMAKE_SOURCE_DIR}/tools/embed.py ${CMAKE_BINARY_DIR}/ui ${generated}/engines/pages/ui engines/pages/ui
    DEPENDS ${ui_sources} ${CMAKE_SOURCE_DIR}/package-lock.json ${CMAKE_SOURCE_DIR}/tools/embed.py
    COMMENT "Building styles, scripts and icons")
target_sources(engines_pages PRIVATE ${ui_made})

add_test(NAME html_compile_fail COMMAND ${CMAKE_SOURCE_DIR}/tests/html_compile_fail.sh ${CMAKE_CXX_COMPILER})
