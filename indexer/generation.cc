#include "indexer/generation.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fstream>
#include <system_error>

#include "engine/analysis/analyzer.h"
#include "engine/schema/generation_names.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBuilding = ".building";

[[noreturn]] void fail(const std::string& what, const fs::path& path) {
  throw std::system_error(errno, std::generic_category(), what + " " + path.string());
}

/// An open file descriptor.
class File {
 public:
  File(const fs::path& path, int flags, mode_t mode = 0644)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
    if (fd_ < 0) fail("cannot open", path);
  }
  ~File() { ::close(fd_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

void sync(const fs::path& path) {
  const File file(path, O_RDONLY);
  if (::fsync(file.get()) != 0) fail("cannot sync", path);
}

void clone_file(const fs::path& from, const fs::path& to) {
  {
    const File in(from, O_RDONLY);
    const File out(to, O_WRONLY | O_CREAT | O_EXCL);
    if (::ioctl(out.get(), FICLONE, in.get()) == 0) return;
  }
  fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text.data();
}

}  // namespace

IndexDirectory::IndexDirectory(fs::path directory) : directory_(std::move(directory)) {}

IndexDirectory::~IndexDirectory() {
  if (lock_ >= 0) ::close(lock_);
}

void IndexDirectory::lock() {
  fs::create_directories(directory_);
  const fs::path path = directory_ / "lock";
  lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) fail("cannot open the lock", path);
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    std::string holder;
    std::ifstream(path) >> holder;
    throw LockHeld(path.string() + ": another indexer run (process " + holder + ") holds the lock");
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock_, 0) != 0 || ::pwrite(lock_, pid.data(), pid.size(), 0) < 0)
    fail("cannot write", path);
  for (const auto& entry : fs::directory_iterator(directory_)) {
    if (entry.path().extension() == kBuilding) fs::remove_all(entry.path());
  }
}

std::optional<fs::path> IndexDirectory::current() const {
  std::error_code none;
  const fs::path target = fs::read_symlink(directory_ / kCurrentGeneration, none);
  if (none) return std::nullopt;
  return directory_ / target;
}

std::vector<std::string> IndexDirectory::generations() const {
  return generation_names(directory_);
}

fs::path IndexDirectory::begin(bool copy_current) {
  const std::vector<std::string> names = generations();
  const uint64_t number = names.empty() ? 1 : generation_number(names.back()) + 1;
  const fs::path built = directory_ / (generation_name(number) + kBuilding);
  fs::create_directory(built);
  const auto from = current();
  if (!copy_current || !from) return built;
  for (const auto& entry : fs::recursive_directory_iterator(*from)) {
    const fs::path to = built / fs::relative(entry.path(), *from);
    if (entry.is_directory()) {
      fs::create_directory(to);
    } else {
      clone_file(entry.path(), to);
    }
  }
  return built;
}

std::string IndexDirectory::publish(const fs::path& built, Manifest manifest) {
  const std::string name = built.stem();
  manifest.generation = name;
  manifest.created = now_utc();
  manifest.files = hash_files(built);
  {
    std::ofstream out(built / "manifest.json", std::ios::trunc);
    out << to_json(manifest);
    out.flush();
    if (!out) fail("cannot write", built / "manifest.json");
  }
  for (const auto& entry : fs::recursive_directory_iterator(built)) sync(entry.path());
  sync(built);
  fs::rename(built, directory_ / name);
  sync(directory_);
  point_to(name);
  prune();
  return name;
}

void IndexDirectory::discard(const fs::path& built) {
  fs::remove_all(built);
}

void IndexDirectory::point_to(const std::string& generation) {
  const fs::path fresh = directory_ / "current.new";
  std::error_code none;
  fs::remove(fresh, none);
  fs::create_symlink(generation, fresh);
  fs::rename(fresh, directory_ / kCurrentGeneration);
  sync(directory_);
}

void IndexDirectory::prune() {
  std::vector<std::string> names = generations();
  const auto served = current();
  while (names.size() > kGenerationsKept) {
    const std::string oldest = names.front();
    names.erase(names.begin());
    if (!served || served->filename() != oldest) fs::remove_all(directory_ / oldest);
  }
}

Result<std::string> IndexDirectory::roll_back(const std::string& generation) {
  const std::vector<std::string> names = generations();
  std::string wanted = generation;
  if (wanted.empty()) {
    const auto served = current();
    const auto at = served ? std::find(names.begin(), names.end(), served->filename().string()) : names.end();
    if (at == names.begin() || at == names.end()) {
      return Error{ErrorCode::kUnreadable, "there is no generation before the current one",
                   directory_.string()};
    }
    wanted = *(at - 1);
  } else if (std::find(names.begin(), names.end(), wanted) == names.end()) {
    std::string known;
    for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
    return Error{ErrorCode::kUnreadable, "no generation \"" + wanted + "\"; there are: " + known,
                 directory_.string()};
  }
  const Result<Manifest> manifest = read_manifest(directory_ / wanted, Verify::kHashes, analyzer_version());
  if (!manifest.ok()) return manifest.error();
  point_to(wanted);
  return wanted;
}

}  // namespace pressmark
