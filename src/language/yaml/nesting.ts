import type { CST } from 'yaml';

const deepest = 200;

/** The composer is recursive and would exhaust the stack, so this walk is not. */
export function isNestedTooDeep(tokens: readonly CST.Token[]): boolean {
  let level = tokens.flatMap(children);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap(children);
  }
  return false;
}

function children(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(
    (item) => [item.key, item.value].filter((each) => each != null && 'items' in each) as CST.Token[],
  );
}
