import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { parseLocalFact } from './parse-local-fact.ts';

/**
 * `facts.local`: what a host's administrator says of it, in files below `facts.d`. Executable ones are run, for ten seconds at
 * most; those that everybody may write are left out. A line each: `local NAME BASE64`.
 */
export const localFacts = {
  script: (directories: readonly string[]): Command => sh`
limit=
! command -v timeout >/dev/null 2>&1 || limit='timeout 10'
say() { if [ -x "$1" ]; then $limit "$1"; else cat -- "$1"; fi; }
left=${mostFiles}
for directory in ${directories}; do
for each in "$directory"/*.json "$directory"/*.fact; do
  { [ -f "$each" ] && [ -r "$each" ] && [ "$left" -gt 0 ]; } || continue
  case $(LC_ALL=C ls -ldL -- "$each") in ????????w*) continue ;; esac
  left=$((left - 1))
  name=\${each##*/}
  echo "local \${name%.*} $(say "$each" </dev/null 2>/dev/null | head -c ${mostBytes + 1} | base64 | tr -d '\\n')"
done
done`,

  /** @param lines without `local` in front; the first of several with the same name counts */
  parse: (lines: readonly string[]): Readonly<Record<string, unknown>> => {
    const facts: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const line of lines.slice(0, mostFiles)) {
      const [, name, text = ''] = /^([A-Za-z0-9_-]{1,64}) ([A-Za-z0-9+/=]*)$/.exec(line) ?? [];
      if (name === undefined || Object.hasOwn(facts, name)) continue;
      const bytes = Buffer.from(text, 'base64');
      facts[name] = bytes.length > mostBytes ? `error: more than ${mostBytes} bytes` : parseLocalFact(bytes.toString());
    }
    return facts;
  },
};

const mostFiles = 64;
/** Of one file. */
const mostBytes = 64 * 1024;
