#pragma once
/// Co-signing: those whom the applicant has named sign too, before the application is complete and its time begins.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engines/cases/case.h"
#include "engines/cases/work.h"
#include "foundation/jobs/jobs.h"

namespace cases {

/// The state of a flow in which a case waits for those who are named.
inline constexpr std::string_view waits_for_signatures = "waiting_for_signatures";
/// How long a link to sign works.
inline constexpr std::int64_t signing_link_lasts = 60 * microseconds_a_day;

/// Those whom the answers name, each personal number once; none when the service asks for no signatures.
std::vector<Signer> named_signers(const services::Service&, const forms::Answers&);
/// The applicant for whom a helper has filled in.
Signer applicant_to_sign(const Party&);
/// Where the answers name an applicant among those who must sign too: the applicant signs by sending, and the others must be others.
std::vector<FieldError> applicants_among_signers(const services::Service&, const forms::Answers&, const std::vector<Party>& applicants);
/// As the first event of a case carries them: with the hash of the token in each one's link, never the token.
json::Value to_json(const Tenant&, const std::vector<Signer>&);

std::vector<Signer> signers(db::Connection&, const Tenant&, const Case&);
/// What is signed: the answers, without the applicant's contact details, and of the others who sign only the names: their numbers and
/// addresses are no business of each other.
forms::Answers signed_answers(const services::Service&, const forms::Answers&);
/// The words that are signed besides the answers; may be empty.
forms::Words signed_statement(const services::Service&);

/// The case and the signer that a link leads to.
struct Asked {
    Case of;
    Signer signer;

    /// A case that has come back to its signers waits as long once more.
    Timestamp expires_at() const { return std::max(signer.expires_at, of.state_since + signing_link_lasts); }
    /// The case waits for this signature, and the link leads to it no more.
    bool has_ended(Timestamp at) const { return of.state == waits_for_signatures && !signer.signed_at && at >= expires_at(); }
    bool is_open(Timestamp at) const { return of.state == waits_for_signatures && !signer.signed_at && at < expires_at(); }
};
/// Why one who was named cannot answer: the case does not wait for that signature.
inline constexpr std::string_view not_to_sign = "error_not_to_sign";
/// not_found when nobody was given such a link.
Result<Asked> find_asked(db::Connection&, const Tenant&, std::string_view token);
/// Whether the resident is the person who was named: the e-identification must say that personal number.
bool is_named(db::Connection&, const Tenant&, const Visitor&, const Signer&);

/// The signature is an event with a hash of what was signed; its signer becomes a party who may follow the case. With the last one the
/// application is complete, and the time begins (förvaltningslagen 9 §). Failures: forbidden (another person), conflict (signed, too late).
Result<void> sign(Change&, const Asked&);
Result<void> decline_to_sign(Change&, const Asked&, std::string_view reason);

/// A link that has ended works again for as long, and is sent anew. The caller has tested who asks. Failures: not_found, conflict
/// (nothing is waited for, or the old one still works).
Result<void> renew_signing_link(Change&, CaseId, std::int64_t signer);

/// Where the signer reads and signs: "/underteckna/…".
std::string signing_path(const Tenant&, std::int64_t signer);
/// Queues an e-mail with a link for each who has not answered. In the same transaction as what it follows from.
void queue_signing_links(db::Connection&, const Tenant&, const Case&);
/// The job "cases.ask_to_sign".
void send_signing_link(Tenant&, const ::jobs::Job&);

}  // namespace cases
