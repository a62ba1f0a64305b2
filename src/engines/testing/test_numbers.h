#pragma once
#include <string>

/// A valid personal number from the series that Skatteverket keeps for tests (serial 980–999, born in the 1890s); another for each
/// `which`.
std::string test_personal_number(int which);
