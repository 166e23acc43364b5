/**
 * The text with everything hidden that grants access: tokens in URLs and options, passwords, and
 * whatever looks like a signed token.
 */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((shown, pattern) => shown.replace(pattern, "$1…"), text);
}

const SECRETS: readonly RegExp[] = [
  /(\bauth_?token=)[^&\s"']+/gi,
  /(--auth-token[\s=]+)\S+/gi,
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#@:]*:)[^\s/?#@]+(?=@)/gi,
  // The header of a JSON Web Token is not secret. https://www.rfc-editor.org/rfc/rfc7519
  /((?<![\w-])eyJ[\w-]+)\.[\w-]+\.[\w-]*/g,
];
