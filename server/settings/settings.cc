#include "server/settings/settings.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <limits>
#include <optional>
#include <type_traits>

#include "engine/limits.h"
#include "server/url.h"

namespace pressmark {
namespace {

std::string any_text(const std::string&) {
  return {};
}

std::string listen_fault(const std::string& text) {
  const size_t colon = text.rfind(':');
  const std::string_view port =
      std::string_view(text).substr(colon == std::string::npos ? text.size() : colon + 1);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  const bool whole = error == std::errc() && end == port.data() + port.size() && number <= 65'535;
  const std::string_view host = std::string_view(text).substr(0, std::min(colon, text.size()));
  const bool one_host =
      host.find(':') == std::string_view::npos || (host.starts_with('[') && host.ends_with(']'));
  if (whole && !host.empty() && one_host && host.find(' ') == std::string_view::npos) return {};
  return "it must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080";
}

/// An origin as people write it: with or without the '/' at its end.
std::optional<std::string> written_origin(std::string_view text) {
  return read_origin(text.substr(0, text.size() - text.ends_with('/')));
}

std::string public_url_fault(const std::string& text) {
  return written_origin(text) ? "" : "it must be scheme and host alone, such as https://search.example.org";
}

std::string cors_fault(const std::string& text) {
  return text == "*" || read_origin(text)
             ? ""
             : "it must be scheme and host alone, such as https://www.example.org, or * for all";
}

std::string network_fault(const std::string& text) {
  return read_network(text) ? "" : "it must be an address or a network, such as 10.0.0.7 or 10.0.0.0/8";
}

constexpr uint32_t kMinuteMs = 60'000;

const std::array kSettings = {
    Setting{"index", Takes::kRestart, "Directory that the indexer writes. The only one that must be set.",
            TextField{[](Settings& s) -> std::string& { return s.index; }, any_text}},
    Setting{"listen", Takes::kRestart, "Address and port to answer readers on. Port 0 takes a free one.",
            TextField{[](Settings& s) -> std::string& { return s.server.listen; }, listen_fault}},
    Setting{
        "operator", Takes::kRestart,
        "Address and port for /metrics, /livez and /readyz?verbose, such as 127.0.0.1:9090. Nobody is asked "
        "who they are, so not an address that others can reach. Empty: none.",
        TextField{[](Settings& s) -> std::string& { return s.operator_listen; }, listen_fault}},
    Setting{
        "public_url", Takes::kReload,
        "What readers reach the server by, such as https://search.example.org; for feeds and the browser's "
        "search bar. Empty: made from each request's Host.",
        TextField{[](Settings& s) -> std::string& { return s.public_url; }, public_url_fault}},
    Setting{"cors", Takes::kReload,
            "Origins whose pages may read the API, such as https://www.example.org, or * for all.",
            TextsField{[](Settings& s) -> std::vector<std::string>& { return s.cors; }, cors_fault}},
    Setting{"documents", Takes::kRestart, "Directory whose files are served under /documents/. Empty: none.",
            TextField{[](Settings& s) -> std::string& { return s.documents; }, any_text}},
    Setting{"editorial", Takes::kReload,
            "File of the editors: synonyms, pins and the like (docs/editorial.md). Empty: none.",
            TextField{[](Settings& s) -> std::string& { return s.editorial; }, any_text}},
    Setting{"query_log", Takes::kRestart,
            "Directory for what people look for, counted a day at a time and told by `search report` "
            "(docs/query-log.md). Empty: nothing is kept.",
            TextField{[](Settings& s) -> std::string& { return s.query_log; }, any_text}},
    Setting{"query_log_least", Takes::kRestart,
            "Times in a day that a query is asked before its words are kept.",
            NumberField{[](Settings& s) -> uint32_t& { return s.query_log_least; }, limits::kQueryLogLeastMin,
                        limits::kQueryLogLeastMax}},
    Setting{"work.threads", Takes::kRestart,
            "Requests answered at once; each has a thread. Two for each core do.",
            NumberField{[](Settings& s) -> uint32_t& { return s.server.threads; }, 1, 1'024}},
    Setting{"work.queue", Takes::kRestart, "Requests that wait for a thread; further ones are told 503.",
            NumberField{[](Settings& s) -> uint32_t& { return s.server.queued_max; }, 1, 4'096}},
    Setting{"work.connections", Takes::kRestart, "Connections open at once; further ones are told 503.",
            NumberField{[](Settings& s) -> uint32_t& { return s.server.connections_max; }, 1, 65'536}},
    Setting{"work.searches", Takes::kReload, "Searches at once; one more is told 503.",
            NumberField{[](Settings& s) -> uint32_t& { return s.searches_max; }, 1, 1'024}},
    Setting{"work.documents", Takes::kReload, "Files being sent at once; one more is told 503.",
            NumberField{[](Settings& s) -> uint32_t& { return s.documents_max; }, 1, 1'024}},
    Setting{"times.head_ms", Takes::kReload, "For a request to arrive whole, however its bytes trickle in.",
            MillisecondsField{[](Settings& s) -> std::chrono::milliseconds& { return s.server.times.head; },
                              10, 10 * kMinuteMs}},
    Setting{"times.queue_ms", Takes::kReload, "For a request to wait for a thread; then it is told 503.",
            MillisecondsField{[](Settings& s) -> std::chrono::milliseconds& { return s.server.times.queue; },
                              10, 10 * kMinuteMs}},
    Setting{"times.answer_ms", Takes::kReload,
            "For the client to take its answer; a file has more, by its size.",
            MillisecondsField{[](Settings& s) -> std::chrono::milliseconds& { return s.server.times.answer; },
                              10, 10 * kMinuteMs}},
    Setting{"times.idle_ms", Takes::kReload, "Between two requests of one connection.",
            MillisecondsField{[](Settings& s) -> std::chrono::milliseconds& { return s.server.times.idle; },
                              10, 10 * kMinuteMs}},
    Setting{
        "address.connections", Takes::kReload,
        "Connections at once from one address (IPv6: from one /64); further ones are told 429. 0: no limit.",
        NumberField{[](Settings& s) -> uint32_t& { return s.server.addresses.connections; }, 0, 100'000}},
    Setting{"address.requests_per_second", Takes::kReload,
            "Requests a second from one address in the long run; further ones are told 429. 0: no limit.",
            NumberField{[](Settings& s) -> uint32_t& { return s.server.addresses.requests_per_second; }, 0,
                        100'000}},
    Setting{"address.burst", Takes::kReload, "Requests from one address all at once, after a pause.",
            NumberField{[](Settings& s) -> uint32_t& { return s.server.addresses.burst; }, 1, 100'000}},
    Setting{"address.exempt", Takes::kReload, "Addresses and networks that these limits do not hold for.",
            TextsField{[](Settings& s) -> std::vector<std::string>& { return s.exempt; }, network_fault}},
    Setting{
        "address.trusted_proxies", Takes::kReload,
        "Addresses and networks of proxies in front. Whom they name in X-Forwarded-For is limited in their "
        "place; what anyone else says there is not believed.",
        TextsField{[](Settings& s) -> std::vector<std::string>& { return s.trusted_proxies; },
                   network_fault}},
    Setting{"log.requests", Takes::kReload,
            "Whether each request is logged: a line of JSON on standard error.",
            SwitchField{[](Settings& s) -> bool& { return s.log_requests; }}}};

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string text_fault(TextCheck check, const std::string& text) {
  if (text.size() > limits::kSettingTextBytesMax) {
    return "it is longer than " + std::to_string(limits::kSettingTextBytesMax) + " bytes";
  }
  if (text.find('\0') != std::string::npos) return "it has a NUL character";
  return check(text);
}

std::string text_fault(TextCheck check, const std::vector<std::string>& texts) {
  if (texts.size() > limits::kSettingTextsMax) {
    return "it has more than " + std::to_string(limits::kSettingTextsMax) + " texts";
  }
  for (const std::string& text : texts) {
    if (const std::string fault = text_fault(check, text); !fault.empty())
      return "\"" + text + "\": " + fault;
  }
  return {};
}

template <class Field>
std::string set_number(const Field& field, Settings& settings, const SettingValue& value) {
  const int64_t* number = std::get_if<int64_t>(&value);
  if (number == nullptr || *number < field.min || *number > field.max) {
    return "it must be a whole number from " + std::to_string(field.min) + " to " + std::to_string(field.max);
  }
  using Target = std::remove_reference_t<decltype(field.at(settings))>;
  field.at(settings) = Target{static_cast<uint32_t>(*number)};
  return {};
}

std::vector<std::string> between_commas(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view item = text.substr(0, comma);
    item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
    item = item.substr(0, item.find_last_not_of(' ') + 1);
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

std::vector<Network> networks(const std::vector<std::string>& texts) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  return read_networks(views);
}

}  // namespace

std::string Setting::flag() const {
  std::string text = "--" + std::string(name);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '.' || c == '_'; }, '-');
  return text;
}

std::string Setting::environment() const {
  std::string text = "PRESSMARK_" + std::string(name);
  for (char& c : text) c = c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::span<const Setting> all_settings() {
  return kSettings;
}

SettingValue value_of(const Setting& setting, Settings settings) {
  return std::visit(Overloaded{[&](const MillisecondsField& field) -> SettingValue {
                                 return static_cast<int64_t>(field.at(settings).count());
                               },
                               [&](const NumberField& field) -> SettingValue {
                                 return static_cast<int64_t>(field.at(settings));
                               },
                               [&](const auto& field) -> SettingValue { return field.at(settings); }},
                    setting.field);
}

std::string set_value(const Setting& setting, Settings& settings, const SettingValue& value) {
  return std::visit(Overloaded{[&](const TextField& field) -> std::string {
                                 const auto* text = std::get_if<std::string>(&value);
                                 if (text == nullptr) return "it must be text in quotes";
                                 std::string fault = text->empty() ? "" : text_fault(field.check, *text);
                                 if (fault.empty()) field.at(settings) = *text;
                                 return fault;
                               },
                               [&](const TextsField& field) -> std::string {
                                 const auto* texts = std::get_if<std::vector<std::string>>(&value);
                                 if (texts == nullptr)
                                   return "it must be a list of texts in quotes: [\"…\", \"…\"]";
                                 std::string fault = text_fault(field.check, *texts);
                                 if (fault.empty()) field.at(settings) = *texts;
                                 return fault;
                               },
                               [&](const SwitchField& field) -> std::string {
                                 const bool* on = std::get_if<bool>(&value);
                                 if (on == nullptr) return "it must be true or false";
                                 field.at(settings) = *on;
                                 return {};
                               },
                               [&](const auto& field) { return set_number(field, settings, value); }},
                    setting.field);
}

std::string set_text(const Setting& setting, Settings& settings, const std::string& text) {
  const SettingValue like = value_of(setting, settings);
  if (std::holds_alternative<std::vector<std::string>>(like)) {
    return set_value(setting, settings, between_commas(text));
  }
  if (std::holds_alternative<bool>(like) && (text == "true" || text == "false")) {
    return set_value(setting, settings, text == "true");
  }
  if (std::holds_alternative<int64_t>(like)) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) {
      return set_value(setting, settings, number);
    }
  }
  return set_value(setting, settings, text);
}

ServerOptions server_options(const Settings& settings) {
  ServerOptions options = settings.server;
  options.addresses.exempt = networks(settings.exempt);
  options.addresses.trusted = networks(settings.trusted_proxies);
  return options;
}

ServerOptions operator_options(const Settings& settings) {
  ServerOptions options;
  options.listen = settings.operator_listen;
  options.threads = 2;
  options.queued_max = 16;
  options.connections_max = 64;
  options.addresses.connections = 0;
  options.addresses.requests_per_second = 0;
  return options;
}

SiteOptions site_options(const Settings& settings) {
  SiteOptions site;
  if (!settings.documents.empty()) site.documents = settings.documents;
  site.searches_max = settings.searches_max;
  site.documents_max = settings.documents_max;
  for (const std::string& text : settings.cors) site.cors.push_back(read_origin(text).value_or(text));
  if (!settings.public_url.empty()) site.public_origin = *written_origin(settings.public_url);
  return site;
}

Reloaded reload(const Settings& now, const Settings& next) {
  Reloaded reloaded = {now, {}, {}};
  for (const Setting& setting : all_settings()) {
    const SettingValue value = value_of(setting, next);
    if (value == value_of(setting, now)) continue;
    const bool at_once = setting.takes == Takes::kReload;
    (at_once ? reloaded.taken : reloaded.waiting).push_back(setting.name);
    if (at_once) set_value(setting, reloaded.settings, value);
  }
  return reloaded;
}

}  // namespace pressmark
