// What the compiled program starts with. Nothing but the command line: the library stays behind.
import("../../src/cli/main.ts").then(({ run }) => run());
