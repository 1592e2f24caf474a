import type { Failure } from '../../reporter.ts';
import { plural } from '../amount.ts';
import { failureLines } from '../failure-lines.ts';
import { hostList } from './host-list.ts';
import { markup, nothing } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import { linesBlock } from './lines.ts';
import type { HostStory, Story, TaskTurn } from './story.ts';

/** What went wrong, what was put back, and what is owed. Hosts with the same failure share an entry. */
export function trouble({ hosts }: Story): Markup {
  const entries = [...[...failures(hosts).values()].map(ofFailure), ...hosts.flatMap(leftovers)];
  if (entries.length === 0) return nothing;
  return markup`<section id="trouble">
    <h2>What went wrong</h2>
    ${entries}
  </section>`;
}

interface SameFailure {
  /** Nothing for what happened outside of any task. */
  readonly turn: TaskTurn | undefined;
  readonly failure: Failure;
  /** What became of it: `ignored`. */
  readonly spared: string;
  readonly hosts: string[];
}

function failures(hosts: readonly HostStory[]): ReadonlyMap<string, SameFailure> {
  const groups = new Map<string, SameFailure>();
  const add = (host: string, turn: TaskTurn | undefined, failure: Failure, spared: string): void => {
    const key = JSON.stringify([turn?.task.id, turn?.task.item, failure, spared]);
    const group = groups.get(key) ?? { turn, failure, spared, hosts: [] };
    group.hosts.push(host);
    groups.set(key, group);
  };
  for (const { name, turns, lost } of hosts) {
    for (const turn of turns) {
      const { outcome } = turn;
      if (outcome.status !== 'failed' && outcome.status !== 'unreachable') continue;
      const rescued = outcome.status === 'failed' && outcome.rescued === true;
      add(name, turn, outcome.failure, outcome.ignored === true ? 'ignored' : rescued ? 'rescued' : '');
    }
    if (lost?.failure !== undefined) add(name, undefined, lost.failure, '');
  }
  return groups;
}

function ofFailure({ turn, failure, spared, hosts }: SameFailure): Markup {
  const task = turn && markup`<b>${turn.task.name}</b> <code>${turn.task.at}</code>`;
  return markup`<article data-host="${hosts.join(' ')}">
    <p>${hostList(hosts)} ${task ?? nothing} <span class="failed">${failure.code}</span> <small>${spared}</small></p>
    ${linesBlock(failureLines(failure, 'full'))}
  </article>`;
}

function leftovers({ name, lost, handlersOwed, warnings }: HostStory): readonly Markup[] {
  const left = lost === undefined || lost.tasksLeft === 0 ? '' : `${plural(lost.tasksLeft, 'task')} left undone`;
  if (left === '' && handlersOwed.length === 0 && warnings.length === 0) return [];
  return [
    markup`<article data-host="${name}">
      <p><b>${name}</b> ${left}</p>
      ${handlersOwed.length === 0 ? nothing : markup`<p class="failed">handlers not run: ${handlersOwed.join(', ')}</p>`}
      ${warnings.map((warning) => markup`<p class="warning">${warning}</p>`)}
    </article>`,
  ];
}
