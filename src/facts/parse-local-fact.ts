/**
 * What stands in a file of `facts.d`: JSON, or sections of `name=value` as in Ansible's `.fact` files. What cannot be read says
 * so in place of the fact, so that one bad file spoils no other. Maps have own properties only.
 */
export function parseLocalFact(text: string): unknown {
  try {
    return plain(JSON.parse(text) as unknown, 0);
  } catch (error) {
    if (error instanceof RefusedFact) return `error: ${error.message}`;
    return parseSections(text) ?? 'error: this is neither JSON nor a list of `[section]` and `name=value`';
  }
}

class RefusedFact extends Error {}

function plain(value: unknown, depth: number): unknown {
  if (depth > deepest) throw new RefusedFact(`it is nested more than ${deepest} deep`);
  if (Array.isArray(value)) return value.map((each) => plain(each, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const map = emptyMap();
  for (const [key, each] of Object.entries(value)) {
    if (forbidden.has(key)) throw new RefusedFact(`the name "${key}" is refused`);
    map[key] = plain(each, depth + 1);
  }
  return map;
}

const deepest = 20;
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function parseSections(text: string): unknown {
  const sections = emptyMap();
  let section: Record<string, unknown> | undefined;
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const [, title] = /^\[([^\]]+)\]$/.exec(line) ?? [];
    const [, name, value] = /^([^=:]+)[=:](.*)$/.exec(line) ?? [];
    if (title !== undefined && !forbidden.has(title)) sections[title] = section = emptyMap();
    else if (section === undefined || name === undefined || forbidden.has(name.trim())) return undefined;
    // Ansible's names of INI facts are in lower case.
    else section[name.trim().toLowerCase()] = (value ?? '').trim();
  }
  return section === undefined ? undefined : sections;
}

function emptyMap(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
