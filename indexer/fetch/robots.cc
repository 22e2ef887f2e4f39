#include "indexer/fetch/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "engine/limits.h"

namespace pressmark {
namespace {

constexpr std::string_view kAgent = "pressmark";
constexpr std::string_view kAlikeEscaped = "-._~:@!'(),;";
constexpr std::string_view kNeverBare = "%*$\"<>\\^`{|}";
constexpr char kDigits[] = "0123456789ABCDEF";
constexpr std::string_view kBlank = " \t\f\v";

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

std::optional<uint8_t> hex_byte(std::string_view text) {
  uint8_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.size() != 2 || error != std::errc() || end != text.data() + 2) return std::nullopt;
  return value;
}

void append_escaped(char c, std::string* out) {
  const auto byte = static_cast<unsigned char>(c);
  *out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
}

// One spelling for what sites, people and browsers escape differently. An asterisk and a dollar are always
// escaped, since bare they mean something in a pattern; so are other delimiters that were, being not the same
// then.
std::string spelled_alike(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool bare = c > 0x20 && c < 0x7f && kNeverBare.find(c) == std::string_view::npos;
    if (const auto byte = c == '%' ? hex_byte(text.substr(i + 1, 2)) : std::nullopt) {
      c = static_cast<char>(*byte);
      i += 2;
      bare = is_alphanumeric(c) || kAlikeEscaped.find(c) != std::string_view::npos;
    }
    if (bare) {
      out += c;
    } else {
      append_escaped(c, &out);
    }
  }
  return out;
}

enum class Audience { kNobody, kAnybody, kUs };

Audience audience_of(std::string_view agent) {
  if (agent.substr(0, 1) == "*" && (agent.size() == 1 || kBlank.find(agent[1]) != std::string_view::npos)) {
    return Audience::kAnybody;
  }
  const auto end = std::find_if(agent.begin(), agent.end(), [](char c) {
    return !(is_alphanumeric(c) && (c < '0' || c > '9')) && c != '-' && c != '_';
  });
  const std::string_view token = agent.substr(0, static_cast<size_t>(end - agent.begin()));
  return same_word(token, kAgent) ? Audience::kUs : Audience::kNobody;
}

// "1.5" seconds.
std::optional<uint32_t> delay_of(std::string_view value) {
  double seconds = 0;
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), seconds, std::chars_format::fixed);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  if (!std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return static_cast<uint32_t>(std::min(seconds * 1000, static_cast<double>(limits::kCrawlDelayMaxMs)));
}

// The part that is obeyed: whole lines only, since half a path forbids more than the whole one.
std::string_view obeyed_part(std::string_view text) {
  if (text.size() > limits::kRobotsBytesMax) {
    const size_t end = text.substr(0, limits::kRobotsBytesMax + 1).find_last_of("\r\n");
    text = text.substr(0, end == std::string_view::npos ? 0 : end);
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  return text;
}

struct Line {
  std::string_view key, value;
};

Line next_line(std::string_view* rest) {
  const size_t end = std::min(rest->find_first_of("\r\n"), rest->size());
  std::string_view line = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  line = line.substr(0, line.find('#'));
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
}

}  // namespace

Robots Robots::parse(std::string_view text) {
  Robots us, anybody;
  bool named = false, for_us = false, for_anybody = false, among_agents = false;
  std::string_view rest = obeyed_part(text);
  const auto to_each = [&](auto&& add) {
    if (for_us) add(us);
    if (for_anybody) add(anybody);
  };
  while (!rest.empty()) {
    const Line line = next_line(&rest);
    if (same_word(line.key, "user-agent")) {
      if (!among_agents) for_us = for_anybody = false;
      among_agents = true;
      const Audience audience = audience_of(line.value);
      if (audience == Audience::kUs) named = for_us = true;
      if (audience == Audience::kAnybody) for_anybody = true;
    } else if (same_word(line.key, "allow") || same_word(line.key, "disallow")) {
      among_agents = false;
      const bool allow = same_word(line.key, "allow");
      if (line.value.empty()) continue;
      to_each([&](Robots& robots) { robots.rules_.push_back(make_rule(line.value, allow)); });
    } else if (same_word(line.key, "crawl-delay")) {
      const uint32_t delay_ms = delay_of(line.value).value_or(0);
      to_each([&](Robots& robots) { robots.delay_ms_ = std::max(robots.delay_ms_, delay_ms); });
    }
  }
  return named ? us : anybody;
}

Robots::Rule Robots::make_rule(std::string_view pattern, bool allow) {
  Rule rule;
  rule.allow = allow;
  if (pattern.back() == '$') {
    rule.to_the_end = true;
    pattern.remove_suffix(1);
  }
  // A rule without its slash means a path all the same.
  std::string rooted;
  if (pattern.empty() || (pattern[0] != '/' && pattern[0] != '*')) rooted = "/";
  rooted += pattern;
  std::string_view rest = rooted;
  while (true) {
    const size_t star = rest.find('*');
    rule.pieces.push_back(spelled_alike(rest.substr(0, star)));
    rule.bytes += rule.pieces.back().size();
    if (star == std::string_view::npos) break;
    rest.remove_prefix(star + 1);
    ++rule.bytes;
  }
  if (rule.to_the_end) ++rule.bytes;
  return rule;
}

bool Robots::fits(const Rule& rule, std::string_view target) {
  const std::string& first = rule.pieces.front();
  if (target.substr(0, first.size()) != first) return false;
  size_t at = first.size();
  for (size_t i = 1; i < rule.pieces.size(); ++i) {
    const std::string& piece = rule.pieces[i];
    const bool last = i + 1 == rule.pieces.size();
    if (last && rule.to_the_end) {
      return target.size() - at >= piece.size() && target.substr(target.size() - piece.size()) == piece;
    }
    at = target.find(piece, at);
    if (at == std::string_view::npos) return false;
    at += piece.size();
  }
  return !rule.to_the_end || at == target.size();
}

bool Robots::allows(std::string_view target) const {
  const std::string alike = spelled_alike(target);
  if (alike == "/robots.txt") return true;
  size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    if (rule.bytes < longest || !fits(rule, alike)) continue;
    allowed = rule.allow || (allowed && rule.bytes == longest);
    longest = rule.bytes;
  }
  return allowed;
}

}  // namespace pressmark
