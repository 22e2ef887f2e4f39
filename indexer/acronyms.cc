#include "indexer/acronyms.h"

#include <algorithm>

#include "engine/limits.h"
#include "engine/schema/text_store.h"
#include "indexer/live_documents.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

// A name has at most so many words; what stands further from its acronym is not looked at.
constexpr size_t kNameWordsMax = 24;
constexpr size_t kNameBytesMax = 300;
constexpr size_t kReleaseEvery = 1'000;  // publications
// What ends a name when it is looked for backwards; a full stop is one only before a blank.
constexpr std::string_view kEnds = ";:!?()[]{}\"";

/// Without blanks and quotation marks around it.
std::string_view bare(std::string_view text) {
  for (bool more = true; more;) {
    more = false;
    text = trim(text);
    for (const std::string_view mark : {"\"", "'", "“", "”", "‘", "’", "„", "«", "»", "*"}) {
      if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
        more = true;
      }
      if (text.ends_with(mark)) {
        text.remove_suffix(mark.size());
        more = true;
      }
    }
  }
  return text;
}

/// The byte from which on `text` may be one name.
size_t start_of_sentence(std::string_view text) {
  for (size_t at = text.size(); at-- > 0;) {
    if (kEnds.find(text[at]) != std::string_view::npos) return at + 1;
    if (text[at] == '.' && at + 1 < text.size() && is_ascii_space(text[at + 1])) return at + 1;
    if (text[at] == '\n' && at > 0 && text[at - 1] == '\n') return at + 1;
  }
  return 0;
}

std::string one_blank(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_ascii_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

const std::string& most_used(const std::map<std::string, uint32_t>& texts) {
  return std::max_element(texts.begin(), texts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<uint8_t>(c) >= 0x20 && c != 0x7f) out += c;
  }
  return out + '"';
}

}  // namespace

void AcronymMiner::Count::add(uint32_t publication) {
  if (publications == 0 || last != publication) ++publications;
  last = publication;
}

AcronymMiner::Window AcronymMiner::words_before(std::string_view text, const std::string& language) {
  Window window;
  analyzer_.analyze(text, language, tokens_);
  std::erase_if(tokens_, [](const Token& token) { return token.kind == TokenKind::kCompound; });
  const size_t first = tokens_.size() - std::min(tokens_.size(), kNameWordsMax);
  for (size_t i = first; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    const bool joined =
        i > 0 && tokens_[i - 1].span.end + 1 == token.span.begin && text[tokens_[i - 1].span.end] == '-';
    window.words.push_back({analyzer_.fold(token.form), joined || is_stop_word(token.form, language)});
    window.spans.push_back(token.span);
  }
  return window;
}

void AcronymMiner::read(std::string_view text, const std::string& language, uint32_t publication) {
  for (size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const size_t close = text.find_first_of("()", open + 1);
    if (close == std::string_view::npos) return;
    if (text[close] != ')' || close - open > kNameBytesMax) continue;
    const std::string_view all_before = trim(text.substr(0, open));
    const size_t reach = all_before.size() - std::min(all_before.size(), kNameBytesMax);
    const std::string_view before = all_before.substr(reach + start_of_sentence(all_before.substr(reach)));
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const std::string_view first = bare(inside.substr(0, inside.find_first_of(",;")));
    if (!read_forward(before, first, language, publication))
      read_backward(before, bare(inside.substr(0, inside.find(';'))), language, publication);
  }
}

bool AcronymMiner::read_forward(std::string_view before, std::string_view acronym,
                                const std::string& language, uint32_t publication) {
  if (!is_acronym_shaped(acronym)) return false;
  const Window window = words_before(before, language);
  const auto start = match_acronym(without_plural(acronym), window.words);
  if (!start) return false;
  const uint32_t begin = window.spans[*start].begin;
  note(acronym, before.substr(begin, window.spans.back().end - begin), language, publication);
  return true;
}

void AcronymMiner::read_backward(std::string_view before, std::string_view name, const std::string& language,
                                 uint32_t publication) {
  const size_t blank = before.find_last_of(" \t\n");
  const std::string_view acronym = bare(before.substr(blank == std::string_view::npos ? 0 : blank + 1));
  if (!is_acronym_shaped(acronym)) return;
  const Window window = words_before(name, language);
  const auto start = match_acronym(without_plural(acronym), window.words);
  if (!start) return;
  // The name is all that the brackets hold, but for an article.
  const auto is_small = [](const NameWord& word) { return word.small; };
  if (!std::all_of(window.words.begin(), window.words.begin() + static_cast<std::ptrdiff_t>(*start),
                   is_small))
    return;
  const uint32_t begin = window.spans[*start].begin;
  note(acronym, name.substr(begin, window.spans.back().end - begin), language, publication);
}

void AcronymMiner::note(std::string_view acronym, std::string_view name, const std::string& language,
                        uint32_t publication) {
  const std::string singular = without_plural(acronym);
  analyzer_.analyze(name, language, tokens_);
  std::string stems;
  for (const Token& token : tokens_) {
    if (token.kind == TokenKind::kCompound || is_stop_word(token.form, language)) continue;
    stems += analyzer_.terms(token.form, language).front() + ' ';
  }
  Expansion& expansion = found_[ascii_lower(singular)][stems];
  expansion.count.add(publication);
  ++expansion.acronyms[singular];
  ++expansion.names[one_blank(name)];
  small_.try_emplace(ascii_lower(singular));
}

void AcronymMiner::read_again(std::string_view text, uint32_t publication) {
  const auto in_word = [](char c) { return is_ascii_alnum(c) || static_cast<uint8_t>(c) >= 0x80; };
  for (size_t at = 0; at < text.size();) {
    if (!in_word(text[at])) {
      ++at;
      continue;
    }
    size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    if (const auto found = small_.find(text.substr(at, end - at)); found != small_.end())
      found->second.add(publication);
    at = end;
  }
}

std::vector<Acronym> AcronymMiner::proposals() const {
  std::vector<std::vector<Acronym>> groups;
  for (const auto& [folded, expansions] : found_) {
    std::vector<Acronym> group;
    const uint32_t small = small_.at(folded).publications;
    for (const auto& [stems, expansion] : expansions) {
      const std::string& name = most_used(expansion.names);
      // The stems of one name differ from language to language; a publication has one language.
      const auto same = std::find_if(group.begin(), group.end(), [&](const Acronym& other) {
        return ascii_lower(other.expansion) == ascii_lower(name);
      });
      if (same != group.end()) {
        same->publications += expansion.count.publications;
      } else {
        group.push_back({most_used(expansion.acronyms), name, expansion.count.publications, false});
      }
    }
    std::stable_sort(group.begin(), group.end(),
                     [](const Acronym& a, const Acronym& b) { return a.publications > b.publications; });
    for (Acronym& acronym : group)
      acronym.common_word = is_stop_word(folded, "") || small > group.front().publications;
    groups.push_back(std::move(group));
  }
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
    return a.front().publications > b.front().publications;
  });
  std::vector<Acronym> all;
  for (std::vector<Acronym>& group : groups) {
    all.insert(all.end(), std::make_move_iterator(group.begin()), std::make_move_iterator(group.end()));
  }
  return all;
}

Result<std::vector<Acronym>> mine_acronyms(const std::filesystem::path& directory) {
  auto opened = TextFile::open(directory.string());
  if (!opened.ok()) return opened.error();
  const TextFile& texts = *opened.value();
  const std::vector<LiveDocument> documents = live_documents(directory);
  AcronymMiner miner;
  for (const bool again : {false, true}) {
    size_t count = 0;
    for (const LiveDocument& document : documents) {
      const Result<std::vector<StoredBlock>> blocks = texts.blocks(document.docid);
      if (!blocks.ok()) return blocks.error();
      for (const StoredBlock& block : blocks.value()) {
        if (block.role == Role::kBoilerplate) continue;
        if (again) {
          miner.read_again(block.text, document.docid);
        } else {
          miner.read(block.text, document.language, document.docid);
        }
      }
      if (++count % kReleaseEvery == 0) texts.release();
    }
  }
  return miner.proposals();
}

std::string to_toml(const std::vector<Acronym>& acronyms, uint32_t least) {
  std::string out =
      "# Acronyms as the publications themselves explain them. Nothing here is in force: take the \"# \" "
      "from\n"
      "# the lines of an entry that is right, and copy it into the editors' file.\n"
      "# Where only \"from\" and \"to\" are proposed, the acronym is also a word when it is written small:\n"
      "# who types that word would not want the name.\n";
  // How many meanings of each are shown.
  std::map<std::string, size_t> meanings;
  for (const Acronym& entry : acronyms)
    meanings[ascii_lower(entry.acronym)] += entry.publications >= least ? 1 : 0;
  for (const Acronym& entry : acronyms) {
    if (entry.publications < least) continue;
    const size_t readings = meanings[ascii_lower(entry.acronym)];
    out += "\n# " + std::to_string(entry.publications) +
           (entry.publications == 1 ? " publication" : " publications");
    if (readings > 1)
      out +=
          "; " + std::to_string(readings) + " meanings of " + entry.acronym + ", keep the one that is meant";
    const std::string acronym = toml_text(entry.acronym);
    const std::string name = toml_text(entry.expansion);
    out += "\n# [[synonyms]]\n";
    out += entry.common_word ? "# from = " + name + "\n# to = " + acronym + "\n"
                             : "# words = [" + acronym + ", " + name + "]\n";
  }
  return out;
}

}  // namespace pressmark
