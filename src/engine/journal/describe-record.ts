/** A record as the host has it may be anything; what it should be is shown, everything else as it is. */
export function describeRecord(record: string): string {
  try {
    const { handler, role, play, by } = JSON.parse(record) as Partial<Record<string, unknown>>;
    const owner = typeof role === 'string' ? `role ${role}` : `play ${String(play)}`;
    if (typeof handler === 'string') return `${handler} (${owner}), notified when ${String(by)}`.slice(0, 300);
  } catch {
    // It is shown as it is.
  }
  return record === '' ? 'its record is empty' : record.slice(0, 300);
}
