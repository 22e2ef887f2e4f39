# Writes OUTPUT, a C++ file that holds the files named in FILES (apart by ':') as strings; those that browsers ask for
# also compressed, once and for all. Packs in the folder of OUTPUT.
# Called as: cmake -DOUTPUT=… -DFILES=a:b:c -P embed.cmake
string(REPLACE ":" ";" files "${FILES}")
set(entries "")
foreach(file IN LISTS files)
  file(READ "${file}" text)
  file(SHA256 "${file}" digest)
  get_filename_component(name "${file}" NAME)
  set(packed_bytes "\"\"")
  if(NOT name MATCHES "\\.mustache$")
    file(ARCHIVE_CREATE OUTPUT "${OUTPUT}.gz" PATHS "${file}" FORMAT raw COMPRESSION GZip COMPRESSION_LEVEL 9)
    file(READ "${OUTPUT}.gz" packed HEX)
    file(REMOVE "${OUTPUT}.gz")
    # The time of packing, which would make every build another, is left out.
    string(SUBSTRING "${packed}" 0 8 head)
    string(SUBSTRING "${packed}" 16 -1 rest)
    set(packed "${head}00000000${rest}")
    string(LENGTH "${packed}" digits)
    math(EXPR length "${digits} / 2")
    string(REGEX REPLACE "(..)" "\\\\x\\1" packed "${packed}")
    set(packed_bytes "{\"${packed}\", ${length}}")
  endif()
  string(APPEND entries
    "    {\"${name}\", \"${digest}\",\n     R\"pressmark(${text})pressmark\",\n     ${packed_bytes}},\n")
endforeach()
file(WRITE "${OUTPUT}"
  "#include \"server/assets.h\"\n\nnamespace pressmark {\n\nstd::span<const EmbeddedFile> embedded_files() {\n"
  "  static constexpr EmbeddedFile kFiles[] = {\n${entries}  };\n  return kFiles;\n}\n\n}  // namespace pressmark\n")
