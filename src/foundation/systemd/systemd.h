#pragma once
/// What the service manager (systemd) is told, and what it keeps for us while this program is exchanged. Without one, nothing happens.
#include <cstdint>
#include <string>

namespace systemd {

/// The listening socket that the program before this one left with the manager, if it listens at this address and port; otherwise -1.
/// Others that it left are closed for good: nobody would answer there.
int kept_socket(const std::string& address, std::uint16_t port);

/// This program answers from now on. The manager keeps its listening socket open through a restart, so that whoever connects meanwhile
/// waits a moment instead of being refused.
void ready(int listening_socket);

void stopping();

}  // namespace systemd
