// Names and constants of the text files, for the two that know them. Internal; the layout is in
// text_store.cc.
#pragma once

#include <cstddef>
#include <string_view>

namespace pressmark {

inline constexpr std::string_view kTextName = "text.dat";
inline constexpr std::string_view kTextIndexName = "text.idx";
inline constexpr std::string_view kTextDictionaryName = "text.dict";
inline constexpr std::string_view kTextMagic = "MPRKTXT1";
inline constexpr size_t kSampleFrames = 64;
inline constexpr size_t kSampleBytes = 12;

}  // namespace pressmark
