#include "indexer/reader/xml_repair.h"

#include <algorithm>
#include <map>
#include <vector>

#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kEntityBytesMax = 32;

bool is_name_start(char c) {
  return is_ascii_alpha(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_byte(char c) {
  return is_name_start(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == ':';
}

class Repair {
 public:
  explicit Repair(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      const size_t tag = std::min(text_.find('<', at_), text_.size());
      add_text(text_.substr(at_, tag - at_));
      at_ = tag;
      if (at_ < text_.size()) markup();
    }
    while (!open_.empty()) close();
    return std::move(out_);
  }

 private:
  bool starts(std::string_view with) const { return text_.substr(at_).starts_with(with); }

  /// Past the next `end`; past everything where there is none.
  std::string_view take_until(size_t begin, std::string_view end) {
    const size_t found = text_.find(end, begin);
    const std::string_view inside =
        text_.substr(begin, found == std::string_view::npos ? found : found - begin);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return inside;
  }

  void markup() {
    if (starts("<!--")) {
      take_until(at_ + 4, "-->");
    } else if (starts("<![CDATA[")) {
      add_text(take_until(at_ + 9, "]]>"), Escape::kAll);
    } else if (starts("<?")) {
      take_until(at_ + 2, "?>");
    } else if (starts("<!")) {
      take_until(at_ + 2, ">");
    } else if (at_ + 1 < text_.size() && is_name_start(text_[at_ + 1])) {
      start_tag();
    } else if (at_ + 2 < text_.size() && text_[at_ + 1] == '/' && is_name_start(text_[at_ + 2])) {
      end_tag();
    } else {
      out_ += "&lt;";
      ++at_;
    }
  }

  std::string_view take_name() {
    const size_t begin = at_;
    while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void skip_blanks() {
    while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
  }

  void start_tag() {
    ++at_;
    const std::string_view name = take_name();
    out_.append("<").append(name);
    bool empty = false;
    while (at_ < text_.size() && text_[at_] != '>' && text_[at_] != '<') {
      skip_blanks();
      if (at_ >= text_.size()) break;
      if (is_name_start(text_[at_])) {
        attribute();
        empty = false;
      } else if (text_[at_] != '>' && text_[at_] != '<') {
        empty = text_[at_] == '/';
        ++at_;
      }
    }
    if (at_ < text_.size() && text_[at_] == '>') ++at_;
    out_ += empty ? "/>" : ">";
    if (empty) return;
    open_.push_back(name);
    ++open_count_[name];
  }

  void attribute() {
    const std::string_view name = take_name();
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '=') return;
    ++at_;
    skip_blanks();
    if (at_ >= text_.size()) return;
    std::string_view value;
    const char quote = text_[at_];
    if (quote == '"' || quote == '\'') {
      value = take_until(at_ + 1, std::string_view(&quote, 1));
    } else {
      const size_t end = std::min(text_.find_first_of(" \t\r\n>", at_), text_.size());
      value = text_.substr(at_, end - at_);
      at_ = end;
    }
    out_.append(" ").append(name).append("=\"");
    add_text(value);
    out_ += '"';
  }

  void end_tag() {
    at_ += 2;
    const std::string_view name = take_name();
    take_until(at_, ">");
    const auto found = open_count_.find(name);
    if (found == open_count_.end() || found->second == 0) return;
    while (open_.back() != name) close();
    close();
  }

  void close() {
    out_.append("</").append(open_.back()).append(">");
    --open_count_[open_.back()];
    open_.pop_back();
  }

  enum class Escape { kStray, kAll };

  void add_text(std::string_view text, Escape escape = Escape::kStray) {
    for (size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '<') {
        out_ += "&lt;";
      } else if (c == '>') {
        out_ += "&gt;";
      } else if (c == '"') {
        out_ += "&quot;";
      } else if (c == '&' && (escape == Escape::kAll || !is_entity(text.substr(i)))) {
        out_ += "&amp;";
      } else if (static_cast<unsigned char>(c) >= 0x20 || is_ascii_space(c)) {
        out_ += c;
      }
    }
  }

  static bool is_entity(std::string_view text) {
    size_t end = 1;
    if (end < text.size() && text[end] == '#') ++end;
    const size_t begin = end;
    while (end < text.size() && end < kEntityBytesMax && is_ascii_alnum(text[end])) ++end;
    return end > begin && end < text.size() && text[end] == ';';
  }

  std::string_view text_;
  size_t at_ = 0;
  std::string out_;
  std::vector<std::string_view> open_;
  std::map<std::string_view, size_t> open_count_;
};

}  // namespace

std::string repair_xml(std::string_view text) {
  return Repair(text).run();
}

}  // namespace pressmark
