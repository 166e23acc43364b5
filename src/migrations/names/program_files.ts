/** Whether the path is that of a program among migrations; tests and helpers have no version. */
export function isProgram(path: string): boolean {
  return PROGRAM.test(path) && !/[._](?:test|spec)\.|\.d\.ts$|\.Designer\.cs$/.test(path);
}

const PROGRAM = new RegExp(
  "^(?:[UVuv]?\\d[^/]*|(?:.*/)?[UV]\\d+__[^/]+)\\." +
    "(?:[cm]?[jt]s|go|rs|py|rb|php|cs|exs|kt|java|sh)$",
);
