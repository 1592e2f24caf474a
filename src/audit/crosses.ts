/** Whether a call from one of these hosts to one of those leaves its host. */
export function crosses(from: readonly string[], to: readonly string[]): boolean {
  return from.some((caller) => to.some((called) => called !== caller));
}
