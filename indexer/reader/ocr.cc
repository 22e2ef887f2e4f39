#include "indexer/reader/ocr.h"

#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>

/// Of the OpenMP runtime that tesseract is built with; clang 14 comes without its header.
extern "C" void omp_set_max_active_levels(int levels);

namespace pressmark {
namespace {

// Of words less certain than this four in ten are wrong on a poor scan; a page in a script that was not asked
// for is mostly such.
constexpr float kWordConfidenceMin = 40;
// Finds how a page lies; no language.
constexpr const char* kOrientationData = "osd";
// Finds formulas; no language either.
constexpr std::string_view kFormulaData = "equ";
// Of tesseract's own estimate, on a scale without a unit.
constexpr float kOrientationConfidenceMin = 1;

bool load_language_data(tesseract::TessBaseAPI& api, const std::string& languages) {
  return api.Init(nullptr, languages.c_str(), tesseract::OEM_LSTM_ONLY) == 0;
}

bool load_orientation_data(tesseract::TessBaseAPI& api) {
  return api.Init(nullptr, kOrientationData, tesseract::OEM_TESSERACT_ONLY) == 0;
}

struct Engine {
  std::string languages;
  tesseract::TessBaseAPI text;
  tesseract::TessBaseAPI orientation;
};

/// Held while it is used: tesseract works on one picture at a time.
class LockedEngine {
 public:
  explicit LockedEngine(const std::string& languages) : lock_(shared().mutex) {
    std::unique_ptr<Engine>& engine = shared().engine;
    if (engine && engine->languages == languages) return;
    engine.reset();
    auto loaded = std::make_unique<Engine>();
    loaded->languages = languages;
    if (!load_language_data(loaded->text, languages) || !load_orientation_data(loaded->orientation)) {
      throw std::runtime_error("tesseract's data for " + languages +
                               " cannot be loaded; install its packages again");
    }
    engine = std::move(loaded);
  }

  Engine* operator->() const { return shared().engine.get(); }

 private:
  struct Shared {
    // Has tesseract make its store of dictionaries first, so that it outlives the engine that uses it.
    Shared() { tesseract::TessBaseAPI::ClearPersistentCache(); }

    std::mutex mutex;
    std::unique_ptr<Engine> engine;
  };
  static Shared& shared() {
    static Shared only;
    return only;
  }

  std::unique_lock<std::mutex> lock_;
};

/// What a picture leaves in tesseract is gone at the end of a scope.
class ShownPicture {
 public:
  ShownPicture(tesseract::TessBaseAPI& api, const GreyPicture& picture) : api_(api) {
    // A confined process can start no threads, and the runtime ends a process in which it cannot.
    omp_set_max_active_levels(0);
    api_.SetImage(picture.pixels.data(), static_cast<int>(picture.width), static_cast<int>(picture.height), 1,
                  static_cast<int>(picture.width));
    api_.SetSourceResolution(static_cast<int>(picture.resolution));
  }
  ~ShownPicture() {
    api_.Clear();
    api_.ClearAdaptiveClassifier();
  }
  ShownPicture(const ShownPicture&) = delete;
  ShownPicture& operator=(const ShownPicture&) = delete;

 private:
  tesseract::TessBaseAPI& api_;
};

std::optional<Box> box_of(const tesseract::ResultIterator& at, tesseract::PageIteratorLevel level) {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  if (!at.BoundingBox(level, &x0, &y0, &x1, &y1)) return std::nullopt;
  return Box{static_cast<float>(x0), static_cast<float>(y0), static_cast<float>(x1), static_cast<float>(y1)};
}

/// Takes words in reading order and gives lines.
class LineCollector {
 public:
  void add(const tesseract::ResultIterator& at) {
    if (at.IsAtBeginningOf(tesseract::RIL_PARA)) ++paragraph_;
    if (at.IsAtBeginningOf(tesseract::RIL_TEXTLINE)) begin_line(at);
    const std::unique_ptr<char[]> word(at.GetUTF8Text(tesseract::RIL_WORD));
    const std::optional<Box> box = box_of(at, tesseract::RIL_WORD);
    if (!word || !box) return;
    const std::string_view text(word.get());
    const size_t characters = count_characters(text);
    const float confidence = at.Confidence(tesseract::RIL_WORD);
    seen_ += characters;
    confidence_sum_ += static_cast<double>(confidence) * static_cast<double>(characters);
    if (text.empty() || confidence < kWordConfidenceMin) return;
    result_.characters += characters;
    std::string& line = line_.text;
    if (line.empty()) {
      line_.box = *box;
    } else if (!joins_without_blank(line, text)) {
      line += ' ';
    }
    line += text;
    line_.box.include(*box);
  }

  RecognizedText take() {
    end_line();
    if (seen_ > 0) result_.confidence = static_cast<float>(confidence_sum_ / static_cast<double>(seen_));
    return std::move(result_);
  }

 private:
  void begin_line(const tesseract::ResultIterator& at) {
    end_line();
    line_.paragraph = paragraph_;
    float height = 0, descenders = 0, ascenders = 0;
    at.RowAttributes(&height, &descenders, &ascenders);
    line_.size = height;
  }

  void end_line() {
    if (!line_.text.empty()) result_.lines.push_back(std::move(line_));
    line_ = RecognizedLine{};
  }

  RecognizedText result_;
  RecognizedLine line_;
  uint32_t paragraph_ = 0;
  size_t seen_ = 0;  // characters
  double confidence_sum_ = 0;
};

std::vector<std::string> names_in(const std::string& languages) {
  std::vector<std::string> names;
  for (size_t at = 0; at <= languages.size();) {
    const size_t end = std::min(languages.find('+', at), languages.size());
    names.push_back(languages.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

/// "tesseract-ocr-chi-sim" for "chi_sim", the way Debian names them.
std::string package_of(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return "tesseract-ocr-" + name;
}

bool looks_like_name(const std::string& name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

}  // namespace

std::string ocr_languages_fault(const std::string& languages) {
  std::vector<std::string> installed;
  tesseract::TessBaseAPI api;
  if (!load_orientation_data(api))
    return "tesseract has no data to find how a page lies; install the package tesseract-ocr-osd";
  api.GetAvailableLanguagesAsVector(&installed);
  std::erase_if(installed,
                [](const std::string& name) { return name == kOrientationData || name == kFormulaData; });
  for (const std::string& name : names_in(languages)) {
    if (std::find(installed.begin(), installed.end(), name) != installed.end()) continue;
    const std::string remedy = looks_like_name(name) && name != kOrientationData
                                   ? "install the package " + package_of(name)
                                   : "give tesseract's names, such as eng or eng+deu";
    return "tesseract has no language '" + name + "' here, only: " + joined(installed) + "; " + remedy;
  }
  if (!load_language_data(api, languages))
    return "tesseract's data for " + languages + " cannot be loaded; install its packages again";
  return {};
}

void load_ocr(const std::string& languages) {
  const LockedEngine loaded(languages);
}

RecognizedText recognize(const GreyPicture& picture, const std::string& languages,
                         std::chrono::steady_clock::time_point until) {
  const LockedEngine engine(languages);
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  RecognizedText late;
  late.in_time = false;
  // tesseract takes no time at all for any time at all.
  if (left.count() <= 0) return late;
  tesseract::TessBaseAPI& api = engine->text;
  api.SetPageSegMode(tesseract::PSM_AUTO);
  const ShownPicture shown(api, picture);
  tesseract::ETEXT_DESC monitor;
  monitor.set_deadline_msecs(static_cast<int32_t>(left.count()));
  if (api.Recognize(&monitor) != 0) return late;
  LineCollector lines;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (at && !at->Empty(tesseract::RIL_WORD)) {
    do {
      lines.add(*at);
    } while (at->Next(tesseract::RIL_WORD));
  }
  return lines.take();
}

uint8_t quarter_turns_to_upright(const GreyPicture& picture, const std::string& languages) {
  const LockedEngine engine(languages);
  const ShownPicture shown(engine->orientation, picture);
  int degrees = 0;
  float confidence = 0, script_confidence = 0;
  const char* script = nullptr;
  const bool found =
      engine->orientation.DetectOrientationScript(&degrees, &confidence, &script, &script_confidence);
  if (!found || confidence < kOrientationConfidenceMin) return 0;
  // What it tells is how far the page has been turned.
  return static_cast<uint8_t>((4 - degrees / 90) % 4);
}

}  // namespace pressmark
