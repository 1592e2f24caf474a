import type { PostedAlert } from './receiver.ts';

/** The name of an alert and the host it is about. */
export function labelled({ labels }: PostedAlert): string {
  return [labels['alertname'], labels['instance']].filter((each) => each !== undefined).join(' ');
}
