#pragma once

namespace app {

/// Reads the command line and does what it says. Never throws; says on standard error what is wrong and what to do.
int run(int argc, char** argv);

}  // namespace app
