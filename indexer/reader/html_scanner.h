// HtmlScanner: cuts HTML into tags and text in one linear pass, without building anything. It sees only what
// a look before the real parser needs: names, how many attributes, where text is. Views point into the
// scanned bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark {

struct HtmlToken {
  enum Kind : uint8_t { kText, kStartTag, kEndTag } kind = kText;
  std::string name;      // of a tag, small letters
  std::string_view raw;  // all of it, brackets included
  size_t attributes_count = 0;
  bool self_closing = false;
};

class HtmlScanner {
 public:
  explicit HtmlScanner(std::string_view html) : html_(html) {}

  /// The next tag or run of text; comments, doctypes and a tag that never ends are passed over. False at the
  /// end.
  bool next(HtmlToken& token);

  /// The text up to `</name`, as it stands (a script, a title); moves to that end tag or to the end.
  std::string_view take_raw_text(std::string_view name);

 private:
  bool take_tag(HtmlToken& token, size_t name_at);
  size_t find_ignoring_case(std::string_view end_tag) const;

  std::string_view html_;
  size_t at_ = 0;
};

/// Whether the content of this element is text whatever it looks like: script, style, title, …
bool is_raw_text_element(std::string_view name);

}  // namespace pressmark
