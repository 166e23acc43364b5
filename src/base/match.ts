/** The only import of ts-pattern, so that running from a URL needs no import map. */
export { match, P } from "npm:ts-pattern@5.9.2";
