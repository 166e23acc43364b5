/** What `apply` refuses unless allowed. */
export const APPLY_RULES = ["out-of-order", "edited", "unknown"] as const;
