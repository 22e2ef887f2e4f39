// The identity of a publication: the address it was fetched from, the path it lies at, or the canonical
// address that it names itself.
#pragma once

#include <string>
#include <string_view>

#include "engine/publication.h"
#include "indexer/reader/reader.h"

namespace pressmark {

/// The address of the document itself, without a fragment: the one it was fetched from, else that of its
/// path.
std::string address_of(const ReadRequest& request);

/// The name of the document, '/' between folders: the path of the address it was fetched from, without query
/// and decoded, else its path under its source.
std::string name_of(const ReadRequest& request);

/// Sets url and id from a canonical address as written (may be empty, relative or unusable): the id is the
/// path below `request.base_url` where the address lies there, else the address. One that cannot be used, or
/// that leads a fetched document to another host, leaves a warning.
void set_canonical(Publication& publication, std::string_view canonical, const ReadRequest& request);

}  // namespace pressmark
