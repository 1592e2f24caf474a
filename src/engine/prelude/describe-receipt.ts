/**
 * What came of a command after its run had lost the line to the host, for people.
 *
 * @param receipt as the host tells it, which may be anything: `STATE<tab>WHAT<tab>WHO<tab>WHEN`
 */
export function describeReceipt(receipt: string): string {
  const [state = '', what = '', who = '', when = ''] = receipt.split('\t').map((word) => word.slice(0, 300));
  return `"${what}" was at work on this host when ${who} lost the line to it: ${endOf(state, when)}`;
}

function endOf(state: string, when: string): string {
  const status = /^ended (\d{1,3})$/.exec(state)?.[1];
  if (status !== undefined) return `it went on and ended with status ${status} at ${when}`;
  if (state === 'killed') return `it was stopped at ${when}, and may have done a part of its work`;
  if (state === 'running') return 'it went on, and nobody has seen its end; the host may have gone down under it';
  return `what came of it is unknown (${state})`;
}
