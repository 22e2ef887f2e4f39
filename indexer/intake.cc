#include "indexer/intake.h"

#include <algorithm>
#include <utility>

#include "indexer/health.h"

namespace pressmark {
namespace {

bool has_conflict(const LedgerEntry& entry) {
  return std::any_of(entry.problems.begin(), entry.problems.end(),
                     [](const Error& problem) { return problem.code == ErrorCode::kConflict; });
}

bool is_gone(const LedgerEntry& entry) {
  return std::any_of(entry.problems.begin(), entry.problems.end(),
                     [](const Error& problem) { return problem.code == ErrorCode::kGone; });
}

Error conflict(const std::string& id, const std::string& path) {
  return {ErrorCode::kConflict,
          "another document of this run has the id \"" + id + "\" already; this one is left out", path};
}

}  // namespace

Intake::Intake(Ledger earlier, std::string settings, Collection& collection, Spool& spool)
    : earlier_(std::move(earlier)), collection_(collection), spool_(spool) {
  summary_.ledger.settings = std::move(settings);
  earlier_.for_each_put([&](const std::string&, const LedgerEntry& entry) {
    for (const std::string& id : entry.ids) state_of(id).earlier = true;
  });
}

Intake::Given& Intake::state_of(const std::string& id) {
  const uint32_t number = ids_.add(id);
  if (number >= given_.size()) given_.resize(number + size_t{1});
  return given_[number];
}

/// Whether no source has given it in this run before.
bool Intake::give(const std::string& id) {
  return !std::exchange(state_of(id).now, true);
}

std::optional<LedgerEntry> Intake::reusable(const std::string& path) const {
  if (earlier_.settings != ledger().settings) return std::nullopt;
  std::optional<LedgerEntry> entry = earlier(path);
  if (entry && has_conflict(*entry)) entry.reset();
  return entry;
}

void Intake::keep(const std::string& path, LedgerEntry entry) {
  std::vector<std::string> ids;
  for (const std::string& id : entry.ids) {
    if (give(id)) {
      ids.push_back(id);
    } else {
      entry.problems.push_back(conflict(id, path));
    }
  }
  entry.ids = std::move(ids);
  note(path, entry, entry.failed ? 0 : entry.ids.size());
}

void Intake::take(const std::string& path, ReadResult result, LedgerEntry& entry) {
  entry.problems.insert(entry.problems.end(), result.bad_items.begin(), result.bad_items.end());
  add_warnings(entry.of_file, result.warnings);
  entry.links.insert(entry.links.end(), result.links.begin(), result.links.end());
  for (Publication& publication : result.publications) take(path, std::move(publication), entry);
}

void Intake::take(const std::string& path, Publication publication, LedgerEntry& entry) {
  const std::string& id = publication.id;
  if (id != path && ledger().expects(id)) {
    entry.skipped = true;
    entry.problems.push_back(
        {ErrorCode::kConflict, "is a copy, by its canonical link, of " + id + ", which is indexed", path});
    return;
  }
  if (!give(id)) {
    entry.problems.push_back(conflict(id, path));
    return;
  }
  ++(state_of(id).earlier ? summary_.updated : summary_.added);
  const uint32_t words_count = collection_.put(publication).words_count;
  entry.ids.push_back(id);
  // A fetched page's documents are fetched as well.
  if (is_address(path)) {
    for (const std::string& document : publication.documents) entry.links.push_back({document, {}, false});
  }
  for (std::string& warning : health_warnings(publication, words_count))
    entry.warnings.push_back(std::move(warning));
  spool_.append(path, std::move(publication));
}

void Intake::close(const std::string& path, LedgerEntry entry) {
  const bool is_list = entry.ids.empty() && entry.problems.empty() && !entry.links.empty();
  entry.failed = entry.ids.empty() && !is_list;
  const bool one_problem = entry.failed && entry.problems.size() == 1;
  entry.skipped = one_problem && (entry.skipped || entry.problems.front().code == ErrorCode::kUnsupported);
  entry.warnings = grouped(entry.warnings);
  entry.warnings.insert(entry.warnings.end(), entry.of_file.begin(), entry.of_file.end());
  entry.of_file.clear();
  if (entry.failed && !entry.skipped && !is_gone(entry)) {
    const std::optional<LedgerEntry> known = earlier(path);
    if (known && !known->ids.empty()) {
      // What could be read before is worth more than nothing: it stays until the file can be read again.
      for (const std::string& id : known->ids) {
        if (give(id)) entry.ids.push_back(id);
      }
      entry.warnings.emplace_back("the version read earlier is still served");
    }
  }
  note(path, entry, 0);
}

void Intake::fail_place(const Error& error) {
  earlier_.for_each([&](const std::string& path, const LedgerEntry& entry) {
    if (path.starts_with(error.where + "/")) keep(path, entry);
  });
  LedgerEntry entry;
  if (const std::optional<LedgerEntry> known = earlier(error.where)) entry.ids = known->ids;
  for (const std::string& id : entry.ids) give(id);
  entry.problems = {error};
  entry.failed = true;
  note(error.where, entry, 0);
}

void Intake::warn(const std::string& path, const std::string& text) {
  LedgerEntry entry = summary_.ledger.find(path).value_or(LedgerEntry{});
  entry.warnings.push_back(text);
  summary_.ledger.amend(path, entry);
}

std::vector<std::string> Intake::gone() const {
  std::vector<std::string> gone;
  for (const uint32_t number : ids_.sorted()) {
    if (given_[number].earlier && !given_[number].now) gone.emplace_back(ids_.name(number));
  }
  return gone;
}

/// Counts what an entry says and keeps it.
void Intake::note(const std::string& path, const LedgerEntry& entry, uint64_t unchanged) {
  summary_.unchanged += unchanged;
  (entry.skipped ? summary_.skipped : summary_.failed) += entry.problems.size();
  summary_.ledger.put(path, entry);
}

}  // namespace pressmark
