/** The hint for a statement that takes more memory than it may, whoever stops it. */
export const MEMORY_HINT =
  "Check for an endless recursive query: add a condition or a LIMIT, or make the value smaller";
