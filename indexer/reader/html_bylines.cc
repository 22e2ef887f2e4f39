#include "indexer/reader/html_bylines.h"

#include <algorithm>
#include <array>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kBylineBytesMax = 120;  // a longer line says more than who wrote it
constexpr size_t kNameBytesMin = 4;
constexpr size_t kNameWordsMax = 5;
constexpr size_t kNamesMax = 8;

constexpr auto kOpeners =
    std::to_array<std::string_view>({"written by ", "posted by ", "reported by ", "by ", "von ", "par ",
                                     "por ", "di ", "door ", "af ", "av "});
constexpr auto kJoints =
    std::to_array<std::string_view>({", ", " and ", " & ", " und ", " et ", " y ", " e ", " en ", " og "});
// Between a name and what is said of it.
constexpr auto kEnds =
    std::to_array<std::string_view>({" | ", " • ", " · ", " – ", " — ", " - ", " on ", "\t"});

/// Words that begin as those of a name do: with a capital, a letter outside ASCII, or a particle before one.
bool is_name(std::string_view text) {
  if (text.size() < kNameBytesMin || std::any_of(text.begin(), text.end(), is_ascii_digit)) return false;
  if (text.find_first_of("@/:|!?") != std::string_view::npos) return false;
  size_t words = 0;
  size_t capitals = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const char first = text[at];
    capitals += (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0x80 ? 1u : 0u;
    ++words;
    at = end + 1;
  }
  return words >= 2 && words <= kNameWordsMax && capitals >= 2;
}

}  // namespace

std::vector<std::string> authors_in_byline(std::string_view text, bool named) {
  text = trim(text);
  if (text.size() > kBylineBytesMax) return {};
  const auto* opener = std::find_if(kOpeners.begin(), kOpeners.end(), [&](std::string_view each) {
    return equal_ignoring_case(text.substr(0, each.size()), each);
  });
  if (opener == kOpeners.end() && !named) return {};
  if (opener != kOpeners.end()) text.remove_prefix(opener->size());
  for (const std::string_view end : kEnds) text = text.substr(0, text.find(end));

  std::vector<std::string> names;
  while (!text.empty() && names.size() < kNamesMax) {
    size_t cut = text.size();
    size_t joint_bytes = 0;
    for (const std::string_view joint : kJoints) {
      if (const size_t at = text.find(joint); at < cut) {
        cut = at;
        joint_bytes = joint.size();
      }
    }
    const std::string_view name = trim(text.substr(0, cut));
    // After a name a comma may begin its holder's office: "By Joan Hartley, senior fellow".
    if (!is_name(name)) break;
    names.push_back(squeeze(name));
    text.remove_prefix(std::min(cut + joint_bytes, text.size()));
  }
  return names;
}

}  // namespace pressmark
