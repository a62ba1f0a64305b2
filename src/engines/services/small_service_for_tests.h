#pragma once
/// The least that a service needs, with the questions that a test is about.
#include <string>
#include <string_view>

namespace services {

/// `fields` as the lines under "fields:", each beginning with six spaces; `more` stands at the end.
inline std::string small_service(std::string_view fields, std::string_view more = "", std::string_view flow = "notification") {
    return std::string(R"(id: litet
version: 1
title: Litet
summary: En liten tjänst.
icon: bus
theme: education
unit: barn-och-utbildning
series: LIT
applicant: person
sign_in: optional
case_title: Litet
public_title: Litet
law: [{ ref: "Lagen 1 §" }]
privacy: { purpose: Vi prövar, legal_ground: public_authority }
processing: { usual_days: 5 }
retention: { years: 1, ref: Planen }
form:
  pages:
    - id: first
      title: Först
      fields:
)") + std::string(fields) +
           "\nflow: " + std::string(flow) + "\n" + std::string(more);
}

}  // namespace services
