// Bytes that claim to be a record are read within their bounds, by every reader of records.
#include <cstdint>
#include <vector>

#include "engine/schema/record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pressmark;
  const Result<RecordView> view = RecordView::open({data, size});
  if (!view.ok()) return 0;
  const RecordView& record = view.value();
  const std::vector<FormId> forms = {0, 1, 63, 64, 65, 100, 5000};
  static_cast<void>(record.occurrences(forms, 100));
  static_cast<void>(record.runs());
  static_cast<void>(record.runs_at(std::vector<TermPosition>{0, 100, 10'000, 0xffffffff}));
  static_cast<void>(record.compounds());
  static_cast<void>(record.may_have_pair(1, 2));
  static_cast<void>(record.decode());
  const PhraseMatcher phrase({{{64, 65}, {1}}, {{66}, {2}}}, 0);
  static_cast<void>(phrase.find(record, 10));
  return 0;
}
