/** `ansible.builtin.copy` is `copy`; a collection of somebody's own keeps its name. */
export function moduleName(key: string): string {
  const known = /^(?:ansible\.(?:builtin|legacy|posix)|community\.(?:general|crypto|mysql|docker|postgresql))\.(\w+)$/;
  return known.exec(key)?.[1] ?? key;
}
