if (import.meta.main) import("./src/cli/main.ts").then(({ run }) => run());
