#include "foundation/config/keys.h"

namespace config {

static const Key table[] = {
    {"server", "address", "The address to listen on. Keep 127.0.0.1 behind a proxy on the same machine.",
     [](Settings& s) -> Place { return &s.server.address; }},
    {"server", "port", "The port to listen on; 0 takes any free one.",
     [](Settings& s) -> Place {
         return Whole{&s.server.port, 0, 65535};
     }},
    {"server", "io_threads", "Threads that read and write the network. One serves tens of thousands of requests a second.",
     [](Settings& s) -> Place {
         return Whole{&s.server.io_threads, 1, 64};
     }},
    {"server", "worker_threads", "Requests answered at the same time; each may wait for the database.",
     [](Settings& s) -> Place {
         return Whole{&s.server.worker_threads, 1, 1024};
     }},
    {"server", "trusted_proxies", "Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.",
     [](Settings& s) -> Place { return &s.server.trusted_proxies; }},
    {"server", "public_address", "What people type to come here, with https:// and without a slash at the end; used in letters and feeds.",
     [](Settings& s) -> Place { return &s.server.public_address; }},
    {"server", "max_upload_mb", "The largest file that may be sent in, in megabytes.",
     [](Settings& s) -> Place {
         return Whole{&s.server.max_upload_mb, 1, 10'000};
     }},
    {"server", "writes_a_minute",
     "What residents behind one address may send in a minute: a page of a form, or saving as they type, is one each; 0 is no limit. Not "
     "staff.",
     [](Settings& s) -> Place {
         return Whole{&s.server.writes_a_minute, 0, 100'000};
     }},
    {"data", "folder", "Everything that must be backed up: databases, files, the outbox; and previews, which need not be.",
     [](Settings& s) -> Place { return &s.data.folder; }},
    {"database", "kind",
     "\"sqlite\": one file a municipality in the data folder. \"postgresql\": one schema a municipality, for several servers.",
     [](Settings& s) -> Place { return &s.database.kind; }},
    {"database", "connection", "PostgreSQL only: a libpq connection string, as \"host=/run/postgresql dbname=torg\".",
     [](Settings& s) -> Place { return &s.database.connection; }},
    {"database", "connections", "Readers (SQLite) or pooled connections (PostgreSQL) a municipality.",
     [](Settings& s) -> Place {
         return Whole{&s.database.connections, 1, 256};
     }},
    {"files", "folder", "Where sent-in files are kept; empty means \"files\" in the data folder.",
     [](Settings& s) -> Place { return &s.files.folder; }},
    {"files", "clamd_socket", "ClamAV's socket, as /run/clamav/clamd.ctl or 127.0.0.1:3310; empty means that files are not scanned.",
     [](Settings& s) -> Place { return &s.files.clamd_socket; }},
    {"files", "s3_endpoint",
     "An S3-compatible store for several servers, as https://s3.example.se; the folder then only holds what was lately used. Empty: none.",
     [](Settings& s) -> Place { return &s.files.s3_endpoint; }},
    {"files", "s3_bucket", "The bucket, which must be there.", [](Settings& s) -> Place { return &s.files.s3_bucket; }},
    {"files", "s3_region", "Its region.", [](Settings& s) -> Place { return &s.files.s3_region; }},
    {"files", "s3_key", "Access key.", [](Settings& s) -> Place { return &s.files.s3_key; }},
    {"files", "s3_secret", "Secret key; better from the environment: TORG_FILES_S3_SECRET.",
     [](Settings& s) -> Place { return &s.files.s3_secret; }},
    {"mail", "smtp",
     "The mail server, as smtp://mail.example.se:587 with user:password@ before the name when it wants them; "
     "empty puts mail in the outbox folder.",
     [](Settings& s) -> Place { return &s.mail.smtp; }},
    {"mail", "from", "The address that mail comes from.", [](Settings& s) -> Place { return &s.mail.from; }},
    {"mail", "outbox_folder", "Mail as .eml files when there is no mail server; empty means \"outbox\" in the data folder.",
     [](Settings& s) -> Place { return &s.mail.outbox_folder; }},
    {"sms", "gateway", "Address of the gateway for text messages, as https://…; see docs/operate.md. Empty sends none.",
     [](Settings& s) -> Place { return &s.sms.gateway; }},
    {"sms", "token", "Sent to it as \"Authorization: Bearer …\"; empty sends none.", [](Settings& s) -> Place { return &s.sms.token; }},
    {"sms", "sender", "What telephones show as sender: at most 11 letters and figures.",
     [](Settings& s) -> Place { return &s.sms.sender; }},
    {"mailbox", "folder",
     "A folder from which a program of yours hands letters on to digital mailboxes; see docs/operate.md. Empty: no digital mailboxes.",
     [](Settings& s) -> Place { return &s.mailbox.folder; }},
    {"log", "level", "The least of what is logged: \"debug\", \"info\", \"warning\" or \"error\".",
     [](Settings& s) -> Place { return &s.log.level; }},
    {"jobs", "workers", "Jobs done at the same time (mail, letters, archive).",
     [](Settings& s) -> Place {
         return Whole{&s.jobs.workers, 1, 64};
     }},
    {"undo", "minutes", "How long a decision can be undone before it is sent; 0 sends at once.",
     [](Settings& s) -> Place {
         return Whole{&s.undo.minutes, 0, 1440};
     }},
    {"session", "proof_minutes",
     "Staff open cases with secrecy for so long after a second step, a strong sign-in or a card; 0 asks for none. 60 is right where staff "
     "have a second step.",
     [](Settings& s) -> Place {
         return Whole{&s.session.proof_minutes, 0, 1440};
     }},
    {"session", "administrators_proof_minutes",
     "Who administers accounts, roles, keys and municipalities signs in with more than a password, and changes them for so long after "
     "showing it; then it is asked for again. 0 asks for none. In `torg demo` 15 counts as 0.",
     [](Settings& s) -> Place {
         return Whole{&s.session.administrators_proof_minutes, 0, 1440};
     }},
    {"session", "idle_minutes", "Signed out after so long without a click; residents after 30 minutes at most.",
     [](Settings& s) -> Place {
         return Whole{&s.session.idle_minutes, 1, 1440};
     }},
    {"session", "absolute_hours", "Signed out after so long whatever happens.",
     [](Settings& s) -> Place {
         return Whole{&s.session.absolute_hours, 1, 168};
     }},
    {"directories", "population",
     "Address of the municipality's own service for the population register, as https://…; see docs/operate.md.",
     [](Settings& s) -> Place { return &s.directories.population; }},
    {"directories", "property", "The same for the property register.", [](Settings& s) -> Place { return &s.directories.property; }},
    {"directories", "organisation", "The same for the register of organisations.",
     [](Settings& s) -> Place { return &s.directories.organisation; }},
    {"directories", "map", "The same for where addresses and places are.", [](Settings& s) -> Place { return &s.directories.map; }},
    {"directories", "token", "Sent to them as \"Authorization: Bearer …\"; empty sends none.",
     [](Settings& s) -> Place { return &s.directories.token; }},
    {"map", "tiles",
     "A tile server that maps on the web are drawn from, as https://kartor.example.se/{z}/{x}/{y}.png; browsers fetch pictures from there. "
     "Empty: the municipality's own base map, which also stands when the server does not answer.",
     [](Settings& s) -> Place { return &s.map.tiles; }},
    {"map", "credit", "Whose map it is, as its licence wants it said.", [](Settings& s) -> Place { return &s.map.credit; }},
    {"outgoing", "hosts_inside",
     "Hosts in the municipality's own net where receivers of fault reports may have their system, and whose shared e-services may be "
     "followed; "
     "others are asked on the internet only.",
     [](Settings& s) -> Place { return &s.outgoing.hosts_inside; }},
    {"sign_in", "oidc_file", "A file of its own for [[sign_in.oidc]], since secrets stand there; besides those below.",
     [](Settings& s) -> Place { return &s.sign_in.oidc_file; }},
    {"cards", "authorities", "A PEM file with the authorities whose service cards sign staff in; empty: no cards. See docs/operate.md.",
     [](Settings& s) -> Place { return &s.cards.authorities; }},
    {"cards", "revocations",
     "A PEM file with a list of revoked cards (CRL) for each of them, which a timer renews; when one is out of date no card counts.",
     [](Settings& s) -> Place { return &s.cards.revocations; }},
    {"cards", "port", "The port where the proxy asks browsers for a card; 0: the usual one.",
     [](Settings& s) -> Place {
         return Whole{&s.cards.port, 0, 65535};
     }},
    {"saml_front", "secret",
     "What the front that speaks SAML sends as X-Proxy-Saml-Secret, at least 32 characters; empty: there is none. See docs/operate.md.",
     [](Settings& s) -> Place { return &s.saml_front.secret; }},
    {"saml_front", "shown_name", "What residents know it as.", [](Settings& s) -> Place { return &s.saml_front.shown_name; }},
    {"saml_front", "levels", "Values of X-Proxy-Saml-Level, one of which is needed; empty: any.",
     [](Settings& s) -> Place { return &s.saml_front.levels; }},
    {"saml_staff", "secret",
     "What the front that speaks SAML for staff sends as X-Proxy-Saml-Secret, at least 32 characters; empty: there is none. See "
     "docs/operate.md.",
     [](Settings& s) -> Place { return &s.saml_staff.secret; }},
    {"saml_staff", "municipality",
     "Whose staff it tells of, by short name; empty: the municipality that operates the installation. Others have providers of their own.",
     [](Settings& s) -> Place { return &s.saml_staff.municipality; }},
    {"saml_staff", "shown_name", "What staff know it as.", [](Settings& s) -> Place { return &s.saml_staff.shown_name; }},
    {"saml_staff", "levels", "Values of X-Proxy-Saml-Level, one of which is needed to come in; empty: any.",
     [](Settings& s) -> Place { return &s.saml_staff.levels; }},
    {"saml_staff", "strong_levels", "Values of it that count as a second step; empty: none does.",
     [](Settings& s) -> Place { return &s.saml_staff.strong_levels; }},
    {"saml_staff", "always_asks",
     "1: the provider asks people anew at each sign-in, so that one of a strong level is a fresh proof where something is secret.",
     [](Settings& s) -> Place {
         return Whole{&s.saml_staff.always_asks, 0, 1};
     }},
    {"saml_staff", "roles",
     "Which group of X-Proxy-Saml-Groups gives which role and where, as in [[sign_in.oidc]]; empty: roles are given in Torg alone.",
     [](Settings& s) -> Place { return &s.saml_staff.roles; }},
    {"tls", "hsts_subdomains",
     "1: browsers are told to use https for every name under this one too (HSTS, includeSubDomains). Only when all of them speak it.",
     [](Settings& s) -> Place {
         return Whole{&s.tls.hsts_subdomains, 0, 1};
     }},
    {"tls", "mode", "\"proxy\": nginx or Caddy in front ends TLS, cookies are for https only. \"none\": for demonstration on this machine.",
     [](Settings& s) -> Place { return &s.tls.mode; }},
};

std::span<const Key> keys() { return table; }

}  // namespace config
