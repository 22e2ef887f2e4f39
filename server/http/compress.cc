#include "server/http/compress.h"

#include <Poco/DeflatingStream.h>

#include <sstream>

namespace pressmark {

std::string gzip(std::string_view bytes) {
  static constexpr int kLevel = 5;
  std::ostringstream packed;
  Poco::DeflatingOutputStream stream(packed, Poco::DeflatingStreamBuf::STREAM_GZIP, kLevel);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  return std::move(packed).str();
}

}  // namespace pressmark
