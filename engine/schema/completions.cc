// The layout of completions.dat. All integers are little-endian u32 but for the magic number; arrays are used
// as mapped.
//   header         CompletionsHeader
//   word_starts    a word and one more: where it begins in word_bytes
//   ranks          a word: its rank among the single words, kNoRank for none
//   forms          a word: the form shown for it; 0 for none
//   titles         a list, see below
//   docids         a title
//   phrases        a list
//   phrase_starts  a phrase and one more: where its text begins in phrase_bytes
//   phrase_documents  a phrase: how many publications have it
//   word_bytes     the words, sorted, end to end
//   phrase_bytes   the texts of the phrases, end to end
// A list is
//   starts         an entry and one more: where its words begin in words
//   words          of all entries, in the order of their texts
//   posting_starts a word and one more: where its entries begin in postings
//   postings       for each word the entries that have it, rising
#include "engine/schema/completions.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <unordered_map>

#include "engine/limits.h"
#include "engine/schema/bytes.h"

namespace pressmark {
namespace {

static_assert(std::endian::native == std::endian::little, "completions.dat is used as it is mapped");

constexpr const char* kFileName = "completions.dat";
constexpr uint64_t kMagic = 0x31504d434b52504d;  // "MPRKCMP1"

struct ListCounts {
  uint32_t entries = 0, words = 0, postings = 0;
};

struct CompletionsHeader {
  uint64_t magic = kMagic;
  uint32_t words = 0;
  ListCounts titles, phrases;
  uint32_t word_bytes = 0, phrase_bytes = 0;
  uint32_t zero = 0;
};
static_assert(sizeof(CompletionsHeader) == 48);

uint32_t narrow(size_t count) {
  if (count > UINT32_MAX - 1) throw std::length_error("there is too much to complete for one index");
  return static_cast<uint32_t>(count);
}

template <class Visit>
void for_each_piece(std::string_view joined, const Visit& visit) {
  for (size_t count = 0; !joined.empty() && count < limits::kCompletionWordsMax; ++count) {
    const size_t blank = joined.find(' ');
    visit(joined.substr(0, blank));
    joined.remove_prefix(blank == std::string_view::npos ? joined.size() : blank + 1);
  }
}

using WordIds = std::unordered_map<std::string_view, uint32_t>;

/// A list while it is written.
struct ListBuilder {
  std::vector<uint32_t> starts{0}, words, posting_starts, postings;

  void add(const std::string& joined, const WordIds& ids) {
    for_each_piece(joined, [&](std::string_view word) { words.push_back(ids.at(word)); });
    starts.push_back(narrow(words.size()));
  }

  void invert(size_t words_count) {
    posting_starts.assign(words_count + 1, 0);
    std::vector<uint32_t> distinct;
    const auto for_each_entry_word = [&](const auto& visit) {
      for (uint32_t entry = 0; entry + 1 < starts.size(); ++entry) {
        distinct.assign(words.begin() + starts[entry], words.begin() + starts[entry + 1]);
        std::sort(distinct.begin(), distinct.end());
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        for (const uint32_t word : distinct) visit(word, entry);
      }
    };
    for_each_entry_word([&](uint32_t word, uint32_t) { ++posting_starts[word + 1]; });
    for (size_t i = 0; i < words_count; ++i) posting_starts[i + 1] += posting_starts[i];
    postings.resize(posting_starts.back());
    std::vector<uint32_t> next(posting_starts.begin(), posting_starts.end() - 1);
    for_each_entry_word([&](uint32_t word, uint32_t entry) { postings[next[word]++] = entry; });
  }

  ListCounts counts() const {
    return {narrow(starts.size() - 1), narrow(words.size()), narrow(postings.size())};
  }
};

void append(AppendFile& file, const std::vector<uint32_t>& numbers) {
  file.append({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(uint32_t)});
}

void append(AppendFile& file, const ListBuilder& list) {
  append(file, list.starts);
  append(file, list.words);
  append(file, list.posting_starts);
  append(file, list.postings);
}

/// All words of the tables, sorted, each once. Views into the tables.
std::vector<std::string_view> words_of(const CompletionTables& tables) {
  std::vector<std::string_view> words;
  const auto add = [&](std::string_view word) { words.push_back(word); };
  for (const auto& title : tables.titles) for_each_piece(title.words, add);
  for (const auto& phrase : tables.phrases) for_each_piece(phrase.words, add);
  for (const auto& word : tables.words) add(word.word);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

/// `count` numbers that rise, or stay, from 0 to `last`.
bool is_starts(std::span<const uint32_t> starts, size_t last) {
  return !starts.empty() && starts.front() == 0 && starts.back() == last &&
         std::is_sorted(starts.begin(), starts.end());
}

bool all_below(std::span<const uint32_t> numbers, size_t bound) {
  return std::all_of(numbers.begin(), numbers.end(), [&](uint32_t number) { return number < bound; });
}

std::span<const uint32_t> take_numbers(ByteReader& reader, size_t count) {
  const auto bytes = reader.bytes(count * sizeof(uint32_t));
  return {reinterpret_cast<const uint32_t*>(bytes.data()), bytes.size() / sizeof(uint32_t)};
}

}  // namespace

void write_completions(const std::filesystem::path& directory, const CompletionTables& tables) {
  const std::vector<std::string_view> words = words_of(tables);
  WordIds ids;
  ids.reserve(words.size());
  std::vector<uint32_t> word_starts{0}, ranks(words.size(), CompletionFile::kNoRank), forms(words.size());
  for (uint32_t id = 0; id < narrow(words.size()); ++id) {
    ids.emplace(words[id], id);
    word_starts.push_back(narrow(word_starts.back() + words[id].size()));
  }
  for (uint32_t rank = 0; rank < tables.words.size(); ++rank) {
    const uint32_t id = ids.at(tables.words[rank].word);
    ranks[id] = rank;
    forms[id] = tables.words[rank].form;
  }
  ListBuilder titles, phrases;
  std::vector<uint32_t> docids, phrase_starts{0}, phrase_documents;
  for (const auto& title : tables.titles) {
    titles.add(title.words, ids);
    docids.push_back(title.docid);
  }
  for (const auto& phrase : tables.phrases) {
    phrases.add(phrase.words, ids);
    phrase_documents.push_back(phrase.documents);
    phrase_starts.push_back(narrow(phrase_starts.back() + phrase.text.size()));
  }
  titles.invert(words.size());
  phrases.invert(words.size());

  CompletionsHeader header;
  header.words = narrow(words.size());
  header.titles = titles.counts();
  header.phrases = phrases.counts();
  header.word_bytes = word_starts.back();
  header.phrase_bytes = phrase_starts.back();
  AppendFile file(directory / kFileName, AppendFile::Start::kEmpty);
  file.append({reinterpret_cast<const char*>(&header), sizeof header});
  append(file, word_starts);
  append(file, ranks);
  append(file, forms);
  append(file, titles);
  append(file, docids);
  append(file, phrases);
  append(file, phrase_starts);
  append(file, phrase_documents);
  for (const std::string_view word : words) file.append(word);
  for (const auto& phrase : tables.phrases) file.append(phrase.text);
  file.flush();
}

bool CompletionList::take(ByteReader& reader, size_t entries_count, size_t entry_words_count,
                          size_t postings_count, size_t words_count) {
  starts_ = take_numbers(reader, entries_count + 1);
  words_ = take_numbers(reader, entry_words_count);
  posting_starts_ = take_numbers(reader, words_count + 1);
  postings_ = take_numbers(reader, postings_count);
  return reader.ok();
}

bool CompletionList::check(size_t words_count) const {
  return is_starts(starts_, words_.size()) && is_starts(posting_starts_, postings_.size()) &&
         all_below(words_, words_count) && all_below(postings_, size());
}

bool CompletionFile::slice() {
  const auto bytes = file_.bytes();
  CompletionsHeader header;
  if (bytes.size() < sizeof header) return false;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic || header.zero != 0) return false;
  words_count_ = header.words;
  ByteReader reader(bytes.subspan(sizeof header));
  word_starts_ = take_numbers(reader, words_count_ + 1);
  ranks_ = take_numbers(reader, words_count_);
  forms_ = take_numbers(reader, words_count_);
  const ListCounts& titles = header.titles;
  const ListCounts& phrases = header.phrases;
  titles_.take(reader, titles.entries, titles.words, titles.postings, words_count_);
  docids_ = take_numbers(reader, titles.entries);
  phrases_.take(reader, phrases.entries, phrases.words, phrases.postings, words_count_);
  phrase_starts_ = take_numbers(reader, size_t{phrases.entries} + 1);
  phrase_documents_ = take_numbers(reader, phrases.entries);
  word_bytes_ = reader.bytes(header.word_bytes);
  phrase_bytes_ = reader.bytes(header.phrase_bytes);
  return reader.finished();
}

bool CompletionFile::check() const {
  if (!is_starts(word_starts_, word_bytes_.size()) || !is_starts(phrase_starts_, phrase_bytes_.size()))
    return false;
  for (CompletionWordId id = 1; id < words_count_; ++id)
    if (word(id - 1) >= word(id)) return false;
  return titles_.check(words_count_) && phrases_.check(words_count_);
}

Result<CompletionFile> CompletionFile::open(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / kFileName;
  Result<MappedFile> file = MappedFile::open(path);
  if (!file.ok()) return file.error();
  CompletionFile opened;
  opened.file_ = std::move(file).value();
  if (opened.slice() && opened.check()) return opened;
  return Error{ErrorCode::kCorrupt, "is damaged; make the index anew with `indexer rebuild`", path.string()};
}

std::string_view CompletionFile::word(CompletionWordId word) const {
  return as_text(word_bytes_.subspan(word_starts_[word], word_starts_[word + 1] - word_starts_[word]));
}

std::string_view CompletionFile::phrase(uint32_t phrase) const {
  const uint32_t begin = phrase_starts_[phrase];
  return as_text(phrase_bytes_.subspan(begin, phrase_starts_[phrase + 1] - begin));
}

CompletionWords CompletionFile::with_prefix(std::string_view prefix) const {
  const auto first = [&](CompletionWordId begin, const auto& is_behind) {
    CompletionWordId end = static_cast<CompletionWordId>(words_count_);
    while (begin < end) {
      const CompletionWordId middle = begin + (end - begin) / 2;
      if (is_behind(word(middle))) {
        end = middle;
      } else {
        begin = middle + 1;
      }
    }
    return begin;
  };
  const CompletionWordId begin = first(0, [&](std::string_view word) { return word >= prefix; });
  const CompletionWordId end =
      first(begin, [&](std::string_view word) { return word.substr(0, prefix.size()) > prefix; });
  return {begin, end};
}

CompletionWords CompletionFile::exactly(std::string_view wanted) const {
  const CompletionWords range = with_prefix(wanted);
  if (range.empty() || word(range.begin) != wanted) return {range.begin, range.begin};
  return {range.begin, range.begin + 1};
}

}  // namespace pressmark
