/** What `apply` refuses unless it is permitted. */
export const APPLY_RULES = ["out-of-order", "edited", "unknown"] as const;
