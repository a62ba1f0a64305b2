#pragma once
/// Finding a service by what people call it.
#include <memory>
#include <string_view>
#include <vector>

#include "engines/services/service.h"

namespace e_services {

using Services = std::vector<std::shared_ptr<const services::Service>>;

/// Every word must be found, in its Swedish forms; the last may be the beginning of a word. Best first: title, keywords, summary.
Services search(const Services&, std::string_view typed);
/// In the alphabetical order of their titles.
Services in_order(Services, Language);

}  // namespace e_services
