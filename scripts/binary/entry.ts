// The entry point of the compiled program. Only the command line: the library is not part of it.
import("../../src/cli/main.ts").then(({ run }) => run());
