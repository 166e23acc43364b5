/**
 * The text with everything hidden that gives access: tokens of addresses and options, passwords, and
 * whatever looks like a signed token.
 */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((shown, pattern) => shown.replace(pattern, "$1…"), text);
}

const SECRETS: readonly RegExp[] = [
  /(\bauth_?token=)[^&\s"']+/gi,
  /(--auth-token[\s=]+)\S+/gi,
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#@:]*:)[^\s/?#@]+(?=@)/gi,
  // The head of a JSON Web Token says nothing secret. https://www.rfc-editor.org/rfc/rfc7519
  /((?<![\w-])eyJ[\w-]+)\.[\w-]+\.[\w-]*/g,
];
