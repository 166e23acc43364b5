/** How a process ends, for scripts: the number never changes its meaning. */
export const EXIT_CODES = {
  0: "Done, or nothing to do. Warnings may have been printed",
  1: "Findings: a migration is missing or unsafe, a question is open, or a hook is not in place",
  2: "Wrong use: an option, an argument or penumbra.json is wrong",
  3: "Could not finish: something cannot be read, written, reached or run",
  70: "A bug in penumbra",
  130: "Interrupted, as by Ctrl-C: nothing was written",
} as const;
