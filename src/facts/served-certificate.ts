import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

export interface EndpointQuestion {
  /** `127.0.0.1:443`, `[::1]:443` */
  readonly connect: string;
  /** The name that is asked for, and that the certificate must have. */
  readonly serverName: string;
  /** File of the certificate that should be served. */
  readonly path: string;
  /** Whom to trust; without it nothing is verified. */
  readonly trust: string | undefined;
}

/** What a TLS server shows, as the host itself sees it. Source: `openssl s_client`, `openssl x509`. */
export interface ServedCertificate {
  /** Whether the host has openssl. */
  readonly tools: boolean;
  /** SHA-256 of the file's first certificate, hexadecimal; empty when it holds none. */
  readonly inFile: string;
  /** The same of what is served; empty when nothing answers with TLS. */
  readonly served: string;
  /** `0 (ok)`, `62 (hostname mismatch)`; empty when it was not verified. */
  readonly verdict: string;
}

/** A handshake each, which ends after five seconds. */
export const servedCertificate: FactKind<EndpointQuestion, ServedCertificate> = {
  name: 'servedCertificate',
  form: 'task',
  identity: ({ connect, serverName, path, trust }) => [connect, serverName, path, trust ?? ''].join(' '),
  script: (questions) => sh`
command -v openssl >/dev/null 2>&1 || { echo none; exit 0; }
echo openssl
limit=; command -v timeout >/dev/null 2>&1 && limit='timeout 5'
print() { openssl x509 -noout -fingerprint -sha256 2>/dev/null | sed -n 's/.*=//p' | tr -d ':\\n'; }
look() {
  said=$($limit openssl s_client -connect "$1" -servername "$2" \${4:+-CAfile "$4" -verify_hostname "$2"} </dev/null 2>/dev/null | head -c 65536)
  verdict=
  [ -z "$4" ] || verdict=$(printf '%s\\n' "$said" | sed -n 's/^ *Verify return code: //p' | head -n 1)
  echo "$(print <"$3" 2>/dev/null)|$(printf '%s\\n' "$said" | print)|$verdict"
}
${questions
  .map(({ connect, serverName, path, trust }) => sh`look ${connect} ${serverName} ${path} ${trust ?? ''}`)
  .reduce((all, next) => sh`${all}\n${next}`)}
echo .`,
  parse: (stdout, questions) => {
    const [tools, ...lines] = outputLines(stdout);
    if (tools === 'none')
      return questions.map(() => ({ tools: false, inFile: '', served: '', verdict: '' }) satisfies ServedCertificate);
    if (tools !== 'openssl' || lines.length !== questions.length + 1 || lines.at(-1) !== '.')
      throw new FactError('servedCertificate: the answer does not fit the question');
    return questions.map((_, index) => answerIn(lines[index] ?? ''));
  },
};

function answerIn(line: string): ServedCertificate {
  const [, inFile, served, verdict] = /^([0-9A-F]{64}|)\|([0-9A-F]{64}|)\|([\w ()-]{0,200})$/.exec(line) ?? [];
  if (inFile === undefined || served === undefined || verdict === undefined)
    throw new FactError('servedCertificate: an unexpected line');
  return { tools: true, inFile: inFile.toLowerCase(), served: served.toLowerCase(), verdict };
}
