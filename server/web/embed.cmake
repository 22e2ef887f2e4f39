# Writes OUTPUT, a C++ file that holds the files named in FILES (apart by ':') as strings.
# Called as: cmake -DOUTPUT=… -DFILES=a:b:c -P embed.cmake
string(REPLACE ":" ";" files "${FILES}")
set(entries "")
foreach(file IN LISTS files)
  file(READ "${file}" text)
  file(SHA256 "${file}" digest)
  get_filename_component(name "${file}" NAME)
  string(APPEND entries "    {\"${name}\", \"${digest}\",\n     R\"pressmark(${text})pressmark\"},\n")
endforeach()
file(WRITE "${OUTPUT}"
  "#include \"server/assets.h\"\n\nnamespace pressmark {\n\nstd::span<const EmbeddedFile> embedded_files() {\n"
  "  static constexpr EmbeddedFile kFiles[] = {\n${entries}  };\n  return kFiles;\n}\n\n}  // namespace pressmark\n")
