import { duration } from '../amount.ts';
import { markup } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import type { HostStory, Story } from './story.ts';

/** A row for each host: how it ended, and how many tasks came to what. */
export function hostsTable(story: Story): Markup {
  const differ = story.mode === 'run' ? 'changed' : 'would-change';
  const columns = ['ok', differ, 'skipped', 'failed', 'unreachable', 'ignored', 'rescued'] as const;
  const used = columns.filter((name) => name === 'ok' || story.hosts.some((host) => host.counts[name] > 0));
  const cell = (host: HostStory, name: (typeof columns)[number]): Markup =>
    markup`<td class="number ${host.counts[name] === 0 ? 'faint' : (roles[name] ?? '')}">${host.counts[name]}</td>`;
  return markup`<section id="hosts">
    <h2>Hosts</h2>
    <table>
      <thead>
        <tr>
          <th>host</th>
          <th>state</th>
          ${used.map((name) => markup`<th class="number">${name}</th>`)}
          <th class="number">round trips</th>
          <th class="number">time</th>
        </tr>
      </thead>
      <tbody>
        ${story.hosts.map(
          (host) =>
            markup`<tr data-host="${host.name}">
              <td>${host.name}</td>
              <td class="${host.state === 'ok' ? 'ok' : 'failed'}">${host.state}</td>
              ${used.map((name) => cell(host, name))}
              <td class="number">${host.roundTrips}</td>
              <td class="number">${duration(timeOf(host))}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

const roles: Partial<Record<string, string>> = {
  ok: 'ok',
  changed: 'changed',
  'would-change': 'changed',
  failed: 'failed',
  unreachable: 'failed',
};

function timeOf({ connects, turns }: HostStory): number {
  const spans = [...connects, ...turns];
  const start = spans.reduce((least, span) => Math.min(least, span.start), Number.POSITIVE_INFINITY);
  return spans.length === 0 ? 0 : spans.reduce((last, span) => Math.max(last, span.end), 0) - start;
}
