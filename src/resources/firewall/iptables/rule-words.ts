export interface RuleWord {
  readonly text: string;
  readonly quoted: boolean;
}

/** The words of a rule as iptables-save writes them: with blanks between, or in `"`, where `\` protects a character. */
export function ruleWords(rule: string): readonly RuleWord[] {
  return Array.from(rule.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g), ([, quoted, plain]) =>
    quoted === undefined
      ? { text: plain ?? '', quoted: false }
      : { text: quoted.replace(/\\(.)/g, '$1'), quoted: true },
  );
}

/** The other way round, so that no value can be taken for an option. */
export function writeRuleWord(text: string): string {
  return /^[^\s"'\\!-][^\s"'\\]*$/.test(text) ? text : `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}
