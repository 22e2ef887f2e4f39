// Result<T> and Error: what a function returns when a *bad item* (a file, a page, a query, a record) is an
// expected outcome. A broken environment (no index, disk full, lock held) is an exception; a bug is
// ENGINE_CHECK.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace pressmark {

/// Why an item is bad. The names are stable: they appear in reports and in the JSON of every program.
enum class ErrorCode {
  kUnsupported,  // no reader for this kind of file
  kEmpty,        // nothing in it to index
  kTooLarge,     // over a named limit
  kEncrypted,    // needs a password
  kDamaged,      // structure broken beyond repair
  kBadEncoding,  // bytes that no charset explains
  kBadMetadata,  // a field with a value that cannot be used
  kBadSyntax,    // does not parse (JSON, YAML, configuration)
  kUnreadable,   // the operating system refused to open or read it
  kTimeout,      // over its time budget
  kCrashed,      // the reader's process died
  kCorrupt,      // an index file that is not what it should be
  kConflict,     // two sources claim one identity
  kGone,         // its server says that there is no such document, or no longer
};

/// The stable name of a code: "encrypted", "too_large", … Lives for ever.
std::string_view error_name(ErrorCode code);
/// The code of a stable name; kDamaged for a name that is none (a report from a newer version).
ErrorCode error_from_name(std::string_view name);

/// One bad item. `message` is a sentence that names what is wrong and, where there is one, the remedy;
/// `where` is the file, the parameter, or the place in it.
struct Error {
  ErrorCode code = ErrorCode::kDamaged;
  std::string message;
  std::string where;
};

/// A value, or the Error that came instead. Check `ok()` before `value()`.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : held_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return held_.index() == 0; }
  const T& value() const& { return std::get<0>(held_); }
  T& value() & { return std::get<0>(held_); }
  T&& value() && { return std::get<0>(std::move(held_)); }
  const Error& error() const { return std::get<1>(held_); }

 private:
  std::variant<T, Error> held_;
};

/// A condition that only a bug can break; stays on in release. Prints the place and aborts.
#define ENGINE_CHECK(condition)                                                          \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)

}  // namespace pressmark
