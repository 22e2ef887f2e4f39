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

Intake::Intake(Ledger earlier, std::string settings, Collection collection, Spool& spool)
    : earlier_(std::move(earlier)), collection_(std::move(collection)), spool_(spool) {
  ledger_.settings = std::move(settings);
  for (const auto& [path, entry] : earlier_.entries) gone_.insert(entry.ids.begin(), entry.ids.end());
}

const LedgerEntry* Intake::earlier(const std::string& path) const {
  const auto found = earlier_.entries.find(path);
  return found == earlier_.entries.end() ? nullptr : &found->second;
}

const LedgerEntry* Intake::reusable(const std::string& path) const {
  const LedgerEntry* entry = earlier(path);
  return entry != nullptr && earlier_.settings == ledger_.settings && !has_conflict(*entry) ? entry : nullptr;
}

void Intake::keep(const std::string& path, LedgerEntry entry) {
  std::vector<std::string> ids;
  for (const std::string& id : entry.ids) {
    gone_.erase(id);
    if (given_.insert(id).second) {
      ids.push_back(id);
    } else {
      entry.problems.push_back(conflict(id, path));
    }
  }
  entry.ids = std::move(ids);
  note(path, entry, entry.failed ? 0 : entry.ids.size());
  ledger_.entries[path] = std::move(entry);
}

void Intake::take(const std::string& path, const ReadResult& result, LedgerEntry& entry) {
  entry.problems.insert(entry.problems.end(), result.bad_items.begin(), result.bad_items.end());
  add_warnings(entry.of_file, result.warnings);
  entry.links.insert(entry.links.end(), result.links.begin(), result.links.end());
  for (const Publication& publication : result.publications) take(path, publication, entry);
}

void Intake::take(const std::string& path, const Publication& publication, LedgerEntry& entry) {
  const std::string& id = publication.id;
  if (id != path && expected_.count(id) > 0) {
    entry.skipped = true;
    entry.problems.push_back(
        {ErrorCode::kConflict, "is a copy, by its canonical link, of " + id + ", which is indexed", path});
    return;
  }
  if (!given_.insert(id).second) {
    entry.problems.push_back(conflict(id, path));
    return;
  }
  ++(collection_.contains(id) ? summary_.updated : summary_.added);
  spool_.append(path, publication);
  const Trace& trace = collection_.put(publication);
  gone_.erase(id);
  entry.ids.push_back(id);
  // A fetched page's documents are fetched as well.
  if (is_address(path)) {
    for (const std::string& document : publication.documents) entry.links.push_back({document, {}, false});
  }
  for (std::string& warning : health_warnings(publication, trace.words_count))
    entry.warnings.push_back(std::move(warning));
}

void Intake::close(const std::string& path, LedgerEntry entry) {
  const bool is_list = entry.ids.empty() && entry.problems.empty() && !entry.links.empty();
  entry.failed = entry.ids.empty() && !is_list;
  const bool one_problem = entry.failed && entry.problems.size() == 1;
  entry.skipped = one_problem && (entry.skipped || entry.problems.front().code == ErrorCode::kUnsupported);
  entry.warnings = grouped(entry.warnings);
  entry.warnings.insert(entry.warnings.end(), entry.of_file.begin(), entry.of_file.end());
  entry.of_file.clear();
  const LedgerEntry* known = earlier(path);
  if (entry.failed && !entry.skipped && !is_gone(entry) && known != nullptr && !known->ids.empty()) {
    // What could be read before is worth more than nothing: it stays until the file can be read again.
    for (const std::string& id : known->ids) {
      if (given_.insert(id).second) entry.ids.push_back(id);
      gone_.erase(id);
    }
    entry.warnings.emplace_back("the version read earlier is still served");
  }
  note(path, entry, 0);
  ledger_.entries[path] = std::move(entry);
}

void Intake::fail_place(const Error& error) {
  for (const auto& [path, entry] : earlier_.entries) {
    if (path.starts_with(error.where + "/")) keep(path, entry);
  }
  LedgerEntry entry;
  if (const LedgerEntry* known = earlier(error.where)) entry.ids = known->ids;
  for (const std::string& id : entry.ids) {
    gone_.erase(id);
    given_.insert(id);
  }
  entry.problems = {error};
  entry.failed = true;
  note(error.where, entry, 0);
  ledger_.entries[error.where] = std::move(entry);
}

void Intake::warn(const std::string& path, const std::string& text) {
  summary_.warnings.push_back({path, text});
  ledger_.entries[path].warnings.push_back(text);
}

bool Intake::changed() const {
  const auto same = [](const auto& a, const auto& b) {
    LedgerEntry entry = a.second;
    entry.modified_ns = b.second.modified_ns;
    return a.first == b.first && entry == b.second;
  };
  const auto &now = ledger_.entries, &then = earlier_.entries;
  return ledger_.settings != earlier_.settings ||
         !std::equal(now.begin(), now.end(), then.begin(), then.end(), same);
}

/// Counts what an entry says and keeps its reports.
void Intake::note(const std::string& path, const LedgerEntry& entry, uint64_t unchanged) {
  summary_.unchanged += unchanged;
  for (const Error& problem : entry.problems) {
    if (entry.skipped) {
      ++summary_.skipped;
      summary_.warnings.push_back({path, "skipped: " + problem.message});
    } else {
      ++summary_.failed;
      summary_.failures.push_back({path, problem});
    }
  }
  for (const std::string& warning : entry.warnings) summary_.warnings.push_back({path, warning});
}

}  // namespace pressmark
