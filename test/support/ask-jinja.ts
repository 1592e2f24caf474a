import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type JinjaAnswer = { readonly value: unknown } | { readonly error: string };

const judge = fileURLToPath(new URL('jinja-judge.py', import.meta.url));
/** The system's Python, which Debian's python3-jinja2 belongs to. */
const python = '/usr/bin/python3';

/**
 * What Jinja makes of each expression.
 * @throws Error when python3-jinja2 is not installed
 */
export function askJinja(expressions: readonly string[], scope: object): readonly JinjaAnswer[] {
  return ask(expressions.map((expression) => ({ expression, scope })));
}

/** What Jinja renders of each template, with the options of its environment. */
export function renderByJinja(templates: readonly string[], scope: object, options: object): readonly JinjaAnswer[] {
  return ask(templates.map((template) => ({ template, scope, options })));
}

function ask(cases: readonly object[]): readonly JinjaAnswer[] {
  const input = cases.map((each) => `${JSON.stringify(each)}\n`).join('');
  const asked = spawnSync(python, [judge], { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (asked.status !== 0) {
    throw new Error(`the judge of conditions cannot run; install python3-jinja2 (Debian)\n${asked.stderr}`);
  }
  return asked.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JinjaAnswer);
}
