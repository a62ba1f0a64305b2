# What compiler and linker can do against a mistake in memory (ASVS 14.1.2), in the program that is given out; tests/commands looks at it for
# them. Debug builds have the sanitizers, which do more.
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT TORG_SANITIZE)
    add_compile_definitions(_FORTIFY_SOURCE=2)
    add_compile_options(-fPIE -fstack-protector-strong -fstack-clash-protection)
    if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
        add_compile_options(-fcf-protection)
    endif()
    add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
