/** Options of the ssh command line (`-o`, `-p`, `-J` …), read the way ssh reads them. */
export interface SshArguments {
  /** Option names in lower case; the first value of an option counts, as everywhere in OpenSSH. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** `-F`, which OpenSSH hands on to the jump hosts. */
  readonly configFile: string | undefined;
  /** The first word that is no option: ssh would take it for the host. */
  readonly stray: string | undefined;
}

export function readSshArguments(words: readonly string[]): SshArguments {
  const options = new Map<string, string[]>();
  let configFile: string | undefined;
  const add = (name: string, value: string): void => {
    options.set(name.toLowerCase(), [...(options.get(name.toLowerCase()) ?? []), value]);
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!/^-[^-]/.test(word)) return { options, configFile, stray: word };
    for (let at = 1; at < word.length; at += 1) {
      const letter = word.charAt(at);
      if (!takesValue.includes(letter)) continue;
      const value = at + 1 < word.length ? word.slice(at + 1) : (words[(index += 1)] ?? '');
      if (letter === 'F') configFile = value;
      else if (letter === 'o') add(...splitOption(value));
      else if (letter in asOption) add(asOption[letter] ?? '', value);
      break;
    }
  }
  return { options, configFile, stray: undefined };
}

const takesValue = 'BbcDEeFIiJLlmOopQRSWw';

const asOption: Readonly<Record<string, string>> = {
  B: 'BindInterface',
  b: 'BindAddress',
  c: 'Ciphers',
  I: 'PKCS11Provider',
  i: 'IdentityFile',
  J: 'ProxyJump',
  l: 'User',
  m: 'MACs',
  p: 'Port',
};

/** `Name=value`, `Name value`, `Name="value"`. */
function splitOption(text: string): [string, string] {
  const match = /^\s*([A-Za-z0-9]+)\s*[=\s]\s*(.*?)\s*$/.exec(text);
  const value = match?.[2] ?? '';
  return [match?.[1] ?? text, /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value];
}
