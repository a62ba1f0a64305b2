#include "foundation/base/this_machine.h"

bool is_this_machine(std::string_view host) { return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]"; }
