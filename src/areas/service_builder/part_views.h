#pragma once
/// The parts of a list: each with its form, and buttons that move it. Several files of views show them.
#include "areas/service_builder/views.h"

namespace service_builder {

html::Html part_list(const Context&, const Opened&, const Checked&, const PartList&);

}  // namespace service_builder
