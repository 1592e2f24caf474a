import type { TaskLabel } from '../../reporter.ts';
import { duration } from '../amount.ts';
import { markup, nothing } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import type { Story } from './story.ts';

interface Sum {
  readonly task: TaskLabel;
  times: number;
  total: number;
  longest: number;
  longestHost: string;
}

/** The tasks that took longest, of all hosts together. */
export function slowTasks({ hosts }: Story): Markup {
  const sums = new Map<number, Sum>();
  for (const { name, turns } of hosts) {
    for (const { task, start, end } of turns) {
      const took = end - start;
      const sum = sums.get(task.id) ?? { task, times: 0, total: 0, longest: 0, longestHost: name };
      sum.times += 1;
      sum.total += took;
      if (took > sum.longest) [sum.longest, sum.longestHost] = [took, name];
      sums.set(task.id, sum);
    }
  }
  const slowest = [...sums.values()].toSorted((a, b) => b.total - a.total).slice(0, most);
  const greatest = slowest[0]?.total ?? 0;
  if (greatest < 1) return nothing;
  return markup`<section id="slow">
    <h2>What took long</h2>
    <table>
      <thead>
        <tr>
          <th>task</th>
          <th class="number">times</th>
          <th class="number">in all</th>
          <th class="number">longest</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${slowest.map(
          ({ task, times, total, longest, longestHost }) =>
            markup`<tr>
              <td>${task.name} <code>${task.at}</code></td>
              <td class="number">${times}</td>
              <td class="number">${duration(total)}</td>
              <td class="number">${duration(longest)} <small>${longestHost}</small></td>
              <td class="share"><i style="width:${((total / greatest) * 100).toFixed(1)}%"></i></td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

const most = 15;
