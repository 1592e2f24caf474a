type Role = 'error' | 'warning' | 'hint' | 'caret' | 'margin';

/** Colours a text for its role. */
export type Paint = (role: Role, text: string) => string;

export function painter(style: 'ansi' | 'none'): Paint {
  return style === 'ansi' ? (role, text) => `\u001b[${codes[role]}m${text}\u001b[0m` : (_role, text) => text;
}

const codes: Readonly<Record<Role, string>> = {
  error: '1;31',
  warning: '1;33',
  hint: '36',
  caret: '1;31',
  margin: '2',
};
