/** The one place that names ts-pattern, so that a run from a URL needs no import map. */
export { match, P } from "npm:ts-pattern@5.9.2";
