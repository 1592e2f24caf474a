import type { Step } from '../../../resource.ts';
import { sh } from '../../../shell.ts';

/** Judged first, then loaded in one transaction. */
export function loadTable(text: string): readonly Step[] {
  const step = (title: string, option: readonly string[]): Step => ({
    type: 'run',
    title,
    command: sh`PATH=$PATH:/usr/sbin:/sbin; nft ${option} -f -`,
    stdin: new TextEncoder().encode(text),
  });
  return [step('check the nft table', ['-c']), step('load the nft table', [])];
}
