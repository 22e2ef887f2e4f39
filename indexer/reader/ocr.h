// Optical character recognition: the picture of a page -> the lines printed on it. One engine a process, for
// one list of languages at a time; loading it reads files, recognising reads none, so that a process can load
// it and then give up its rights. Safe in any thread, one picture at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/reader/pdf_page.h"

namespace pressmark {

/// 8 bits a pixel, 255 white; row by row from the top, without padding.
struct GreyPicture {
  uint32_t width = 0;
  uint32_t height = 0;
  double resolution = 0;  // pixels an inch
  std::vector<uint8_t> pixels;
};

struct RecognizedLine {
  std::string text;        // UTF-8, never empty
  Box box;                 // in pixels
  float size = 0;          // of the type, in pixels
  uint32_t paragraph = 0;  // counted from 1, in reading order
};

struct RecognizedText {
  std::vector<RecognizedLine> lines;
  size_t characters = 0;
  float confidence = 0;  // 0 to 100: of the words found, those left out too, by their characters
  bool in_time = true;   // else there are no lines
};

/// What is wrong with a list of languages, as tesseract writes it ("eng", "eng+deu"), and what to do about
/// it; "" when it can be loaded. Reads tesseract's files.
std::string ocr_languages_fault(const std::string& languages);

/// Makes the engine ready for pictures in these languages. Does nothing if it is. Throws std::runtime_error
/// when tesseract's files cannot be read.
void load_ocr(const std::string& languages);

/// The printed lines of a picture, without words that are likely misread. What it gives depends on nothing it
/// was asked before, and on the clock only by `in_time`. Loads what is not loaded, as load_ocr.
RecognizedText recognize(const GreyPicture& picture, const std::string& languages,
                         std::chrono::steady_clock::time_point until);

/// By how many quarters the picture must be turned clockwise to stand upright; 0 also when its lines do not
/// tell. Loads what is not loaded, as load_ocr.
uint8_t quarter_turns_to_upright(const GreyPicture& picture, const std::string& languages);

}  // namespace pressmark
