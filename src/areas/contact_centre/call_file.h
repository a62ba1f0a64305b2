#pragma once
/// A telephone system's file of calls: CSV with call;from;began;answered;ended in Swedish time, answered empty when nobody did.
#include <string_view>
#include <vector>

#include "engines/contacts/contacts.h"

namespace contact_centre {

struct CallFile {
    std::vector<contacts::CallRecord> calls;
    std::vector<int> wrong_lines;  ///< from 1
};
CallFile read_calls(std::string_view text);

}  // namespace contact_centre
