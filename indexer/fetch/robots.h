// Robots: what a site's robots.txt lets "pressmark" fetch (RFC 9309). A value; pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

class Robots {
 public:
  /// No robots.txt: everything is allowed.
  Robots() = default;

  /// Reads the first limits::kRobotsBytesMax bytes, any bytes, and keeps what is said to "pressmark", else
  /// what is said to "*". What does not parse is passed over.
  static Robots parse(std::string_view text);

  /// Whether path and query of an address ("/a?b", percent-encoded) may be fetched: the longest rule that
  /// fits decides, and of two as long the one that allows.
  bool allows(std::string_view target) const;

  /// Crawl-delay, 0 for none, at most limits::kCrawlDelayMaxMs.
  uint32_t delay_ms() const { return delay_ms_; }

 private:
  struct Rule {
    std::vector<std::string> pieces;  // between the asterisks, percent-encoded alike
    size_t bytes = 0;                 // of the pattern as written alike: the longer, the more it counts
    bool to_the_end = false;          // "$"
    bool allow = false;
  };
  static Rule make_rule(std::string_view pattern, bool allow);
  static bool fits(const Rule& rule, std::string_view target);

  std::vector<Rule> rules_;
  uint32_t delay_ms_ = 0;
};

}  // namespace pressmark
