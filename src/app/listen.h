#pragma once
#include <functional>

#include "app/installation.h"

namespace app {

/// Answers requests for the installation until SIGINT or SIGTERM, and does its jobs. `ready` is called when it listens.
void listen(Installation&, const std::function<void(std::uint16_t port)>& ready);

}  // namespace app
