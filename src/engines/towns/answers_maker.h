#pragma once
/// Believable answers to any form.
#include <functional>
#include <string>
#include <vector>

#include "engines/forms/answers.h"
#include "engines/services/service.h"
#include "engines/towns/chance.h"
#include "engines/towns/town.h"

namespace towns {

/// Who fills in the form.
struct Applicant {
    std::string name, number, email, phone;
    std::string organisation_name{}, organisation_number{};
};

/// A person and, for services that organisations use, what they speak for.
Applicant invented_applicant(const services::Service&, const Town&, Chance&);

/// Puts a made file into the municipality's store; how it is known there.
using KeepMade = std::function<forms::FileAnswer(const std::string& name, const std::string& bytes, const std::string& type)>;
/// Keeps nothing: for tests.
forms::FileAnswer kept_nowhere(const std::string& name, const std::string& bytes, const std::string& type);

/// Answers that the form accepts today (forms::check_whole finds nothing), without hidden ones. The same for the same chance. Throws
/// std::logic_error when no answers can be found that do: the form asks for the impossible.
forms::Answers make_answers(const services::Service&, const Town&, Chance&, const Applicant&, const KeepMade&);

/// What the applicant sends when these fields are asked for; beside `before`.
forms::Answers make_supplement(const services::Service&, const Town&, Chance&, const Applicant&, const forms::Answers& before,
                               const std::vector<std::string>& fields, const KeepMade&);

}  // namespace towns
