import type { Change } from '../../resource.ts';
import { changeLines } from '../change-lines.ts';
import { hostList } from './host-list.ts';
import { markup, nothing } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import { linesBlock } from './lines.ts';
import type { Story, TaskTurn } from './story.ts';

/** Every change with its difference and whether it was proven; hosts that got the same change share an entry. */
export function changes(story: Story): Markup {
  const groups = [...grouped(story).values()].toSorted((a, b) => a.turn.task.id - b.turn.task.id);
  if (groups.length === 0) return nothing;
  const title = { run: 'What was changed', plan: 'What would change', verify: 'What differs' }[story.mode];
  return markup`<section id="changes">
    <h2>${title}</h2>
    ${groups.map(ofGroup)}
  </section>`;
}

interface Group {
  readonly turn: TaskTurn;
  readonly made: Made;
  readonly hosts: string[];
}

interface Made {
  readonly changes: readonly Change[];
  readonly verified: boolean;
  readonly assuming: boolean;
  readonly message: string | undefined;
}

function grouped({ hosts }: Story): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const { name, turns } of hosts) {
    for (const turn of turns) {
      const made = madeBy(turn);
      if (made === undefined) continue;
      const key = JSON.stringify([turn.task.id, turn.task.item, made]);
      const group = groups.get(key) ?? { turn, made, hosts: [] };
      group.hosts.push(name);
      groups.set(key, group);
    }
  }
  return groups;
}

function madeBy({ outcome }: TaskTurn): Made | undefined {
  if (outcome.status === 'changed')
    return { changes: outcome.changes, verified: outcome.verified, assuming: false, message: outcome.message };
  if (outcome.status !== 'would-change') return undefined;
  return { changes: outcome.changes, verified: outcome.verified, assuming: outcome.assuming, message: undefined };
}

function ofGroup({ turn, made, hosts }: Group): Markup {
  const { task, outcome } = turn;
  const proof =
    outcome.status === 'changed'
      ? made.verified
        ? 'proven'
        : 'not verified'
      : made.assuming
        ? 'assuming the changes above'
        : '';
  return markup`<article data-host="${hosts.join(' ')}"><details${made.changes.length === 0 ? '' : ' open'}>
<summary><b>${task.name}${task.item === undefined ? '' : ` (${task.item})`}</b> <code>${task.at}</code> ${hostList(hosts)} <span class="${made.verified ? 'ok' : 'faint'}">${proof}</span></summary>
${made.message === undefined ? nothing : markup`<p>${made.message}</p>`}
${made.changes.length === 0 ? nothing : linesBlock(changeLines(made.changes))}
</details></article>`;
}
