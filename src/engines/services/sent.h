#pragma once
#include <string>

#include "foundation/http/message.h"

namespace services {

/// A definition that was sent by a form, byte for byte: the file `file` when one was chosen, else what stands in the box `yaml`.
std::string sent_definition(const http::Request&);

}  // namespace services
