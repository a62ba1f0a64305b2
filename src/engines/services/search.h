#pragma once
/// Finding a service by what people call it.
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engines/services/service.h"

namespace services {

using Services = std::vector<std::shared_ptr<const Service>>;

/// Every word must be found, in its Swedish forms; the last may be the beginning of a word. Best first: title, keywords, summary.
Services search(const Services&, std::string_view typed);
/// In the alphabetical order of their titles.
Services in_order(Services, Language);
/// The services whose series have received most, in the order that they came.
Services most_asked_for(const Services&, const std::map<std::string, std::int64_t, std::less<>>& received, std::size_t most);

}  // namespace services
