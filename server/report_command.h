// `search report`: what people look for, from the directory of a query log. Options, output, exit code.
#pragma once

namespace pressmark {

/// `argv[0]` is the word "report". The exit code of the program.
int report_command(int argc, char** argv);

}  // namespace pressmark
